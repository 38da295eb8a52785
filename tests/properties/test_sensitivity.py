"""What moves a margin: Sobol's indices of a known function, ends that are quotes, groups that add up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from recyc_cli import quote, sensitivity
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.chance.normal import share_below

if TYPE_CHECKING:
    from collections.abc import Mapping

A, B = 7.0, 0.1
MEAN, VARIANCE = 3.5, 13.844587940719254
FIRST = (0.31390519114781146, 0.4424111447900409, 0.0)
TOTAL = (0.5575888552099592, 0.4424111447900409, 0.24368366406214773)
"""Of Ishigami's function (Ishigami and Homma 1990), by its integrals."""


def ishigami(draws: Mapping[str, Any]) -> Any:
    x, y, z = (math.pi * (2.0 * share_below(draws[name]) - 1.0) for name in "xyz")
    return np.sin(x) + A * np.sin(y) ** 2 + B * z**4 * np.sin(x)


def test_indices_of_ishigami() -> None:
    from recyc_cli.engine.draws.sobol import sobol_indices  # brings scipy, half a second

    found = sobol_indices(ishigami, "xyz", {name: [name] for name in "xyz"}, 64)
    assert found.mean == pytest.approx(MEAN, rel=0.01)
    assert found.variance == pytest.approx(VARIANCE, rel=0.01)
    for name, first, total in zip("xyz", FIRST, TOTAL, strict=True):
        assert found.first[name] == pytest.approx(first, abs=0.01)
        assert found.total[name] == pytest.approx(total, abs=0.01)


def test_names_that_act_together_are_one_group() -> None:
    from recyc_cli.engine.draws.sobol import sobol_indices  # brings scipy, half a second

    """A group has what its members do together: nothing is left of x with z but what y does alone."""
    found = sobol_indices(ishigami, "xyz", {"xz": ["x", "z"], "y": ["y"]}, 16)
    assert found.first["xz"] == pytest.approx(1.0 - FIRST[1], abs=0.02)
    assert found.total["xz"] == pytest.approx(1.0 - FIRST[1], abs=0.02)


def test_the_ends_of_a_bar_are_quotes() -> None:
    """A bar ends where the quote with that number set does: nothing is drawn along a slope."""
    told = sensitivity(chemistry="lfp", route="hydro", region="germany", top=1000).to_dict()
    by_path = {each["path"]: each for each in told["inputs"]}
    path = "region.equipment_factor"
    for end in ("low", "high"):
        moved = by_path[path]
        number = moved["low"] if end == "low" else moved["high"]
        answer = quote(chemistry="lfp", route="hydro", region="germany", overrides=[f"{path}={number!r}"])
        assert answer.result.margin == pytest.approx(moved["at_low"] if end == "low" else moved["at_high"], rel=1e-9)
    assert told["base"] == pytest.approx(quote(chemistry="lfp", route="hydro", region="germany").result.margin)


def test_one_percent_is_the_slope() -> None:
    told = sensitivity(chemistry="nmc622", route="hydro", by="elasticity", top=1000).to_dict()
    wage = next(each for each in told["inputs"] if each["path"] == "region.wage")
    more = [
        quote(chemistry="nmc622", route="hydro", overrides=[f"region.wage={wage['value'] * share!r}"]).result.margin
        for share in (0.995, 1.005)
    ]
    assert wage["per_percent"] == pytest.approx(float(more[1] - more[0]), rel=1e-4)
    sizes = [abs(each["per_percent"]) for each in told["inputs"]]
    assert sizes == sorted(sizes, reverse=True)


def test_packs_too_worn_count_as_recycled() -> None:
    told = sensitivity(chemistry="lfp", route="reuse", soh=None, group="second life", top=1000).to_dict()
    assert {each["group"] for each in told["inputs"]} == {"second life"}
    assert all(each["at_low"] is not None and each["at_high"] is not None for each in told["inputs"])


def test_groups_of_a_quote_add_up() -> None:
    """Hardly anything but curves stands between the groups of hydro: what each does alone sums to about all."""
    told = sensitivity(chemistry="nmc622", route="hydro", by="sobol", top=1).to_dict()
    first, total = (sum(each[name] for each in told["indices"]) for name in ("first", "total"))
    assert 0.9 < first < 1.03
    assert 0.97 < total < 1.1


def test_what_is_stated_stands() -> None:
    told = sensitivity(
        chemistry="nmc622", route="hydro", overrides=["region.wage=30"], fix=["load"], top=1000
    ).to_dict()
    paths = {each["path"] for each in told["inputs"]}
    assert not paths & {"region.wage", "load"}
    assert {"region.wage", "load"} <= {*told["fixed"]}


@pytest.mark.parametrize("asked", [{"by": "shapley"}, {"group": "weather"}, {"top": 0}, {"horizon": "5y"}])
def test_what_cannot_be_is_told(asked: dict[str, Any]) -> None:
    with pytest.raises(RecycError) as told:
        sensitivity(chemistry="nmc622", route="hydro", **asked)
    assert told.value.code == "E180"
