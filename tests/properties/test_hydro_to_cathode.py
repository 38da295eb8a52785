"""What must hold for hydro-to-cathode, and for the cost of cathode, whatever the feed and the place."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from few import examples, few, slowly
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import drawing
import reading_off

from recyc_cli import quote
from recyc_cli.model.cathode.cathode import cathode

LAYERED = ("nmc111", "nmc532", "nmc622", "nmc811", "nca", "lco")
ROUTE = "hydro-to-cathode"
FATES = (
    "hydro-to-cathode.fates.cathode.cathode",
    "hydro-to-cathode.fates.graphite.graphite",
    "preprocessing.fates.cathode.black_mass",
)


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    place = draw(drawing.places(("recyc",)))
    form = draw(st.sampled_from(drawing.FORMS))
    return {**place, "route": ROUTE, "chemistry": draw(st.sampled_from(LAYERED)), "form": form}


@examples(7, 73, scenarios())
def test_mass_closes(keywords: dict[str, Any]) -> None:
    _, result = drawing.ran(keywords)
    assert abs(result.balance.closure) <= 1e-9 * result.balance.entering
    for element, balance in result.elements.items():
        assert abs(balance.closure) <= 1e-9 * max(balance.entering, 1e-3), element


def test_mass_closes_for_a_mix() -> None:
    _, result = drawing.ran({"route": ROUTE, "mix": {"nmc811": 0.5, "nca": 0.3, "lco": 0.2}})
    assert abs(result.balance.closure) <= 1e-9 * result.balance.entering
    assert {item.product for item in result.sold} >= {"nmc811", "nca", "lco"}


@examples(
    6, 69, scenarios(), st.sampled_from(FATES), st.lists(st.floats(0.0, 0.94), min_size=2, max_size=2).map(sorted)
)
def test_more_recovery_never_lowers_value(keywords: dict[str, Any], fate: str, recoveries: list[float]) -> None:
    less, more = (drawing.ran(keywords, {f"stages.{fate}": share})[1].value for share in recoveries)
    assert more >= less * (1.0 - 1e-12)


@pytest.mark.parametrize("length", [15, slowly(50)])
@pytest.mark.parametrize("route", ["hydro", "pyro", ROUTE])
def test_arrays_give_what_floats_give(route: str, length: int) -> None:
    dice = np.random.default_rng(5)
    leaves = {
        "prices.metals.nickel": 17.0 * dice.uniform(0.3, 3.0, length),
        "prices.reagents.cobalt_sulfate": 9.0 * dice.uniform(0.3, 3.0, length),
        "region.electricity": dice.uniform(0.005, 0.1, length),
    }
    rates = dice.uniform(500.0, 100_000.0, length)
    keywords = {"chemistry": "nmc622", "route": route}
    resolved, result = drawing.ran({**keywords, "throughput_t_per_year": rates}, leaves)
    made, figures = cathode(resolved.scenario, result), reading_off.figures(result)
    assert made.cost is not None
    assert made.virgin_cost is not None
    for i in range(length):
        numbers = {path: float(column[i]) for path, column in leaves.items()}
        alone, single = drawing.ran({**keywords, "throughput_t_per_year": float(rates[i])}, numbers)
        one = cathode(alone.scenario, single)
        assert one.cost is not None
        assert one.virgin_cost is not None
        assert made.cost.per_kg[i] == pytest.approx(one.cost.per_kg, rel=1e-11)  # type: ignore[index]
        assert made.virgin_cost.per_kg[i] == pytest.approx(one.virgin_cost.per_kg, rel=1e-11)  # type: ignore[index]
        margin = np.broadcast_to(figures["total margin"], (length,))[i]
        assert margin == pytest.approx(single.margin, rel=1e-9, abs=1e-9 * single.value)


@pytest.mark.parametrize(("route", "chemistry"), few(product([*drawing.ROUTES, ROUTE], drawing.CHEMISTRIES), 3))
def test_items_sum_to_the_cost_of_cathode(route: str, chemistry: str) -> None:
    if route == ROUTE and chemistry not in LAYERED:
        pytest.skip("refused: see tests/cli")
    block = quote(chemistry=chemistry, route=route).to_dict()["cathode"]
    assert sum(block["virgin_cost_items"].values()) == pytest.approx(block["virgin_cost_per_kg"], rel=1e-12)
    if block["cost_per_kg"] is not None:
        assert sum(block["cost_items"].values()) == pytest.approx(block["cost_per_kg"], rel=1e-12)


def test_a_cathode_sold_at_its_cost_leaves_nothing() -> None:
    """The cost of the chain's own cathode is the price at which its margin is zero."""
    report = quote(chemistry="nmc622", route=ROUTE).to_dict()
    cost, mass = report["cathode"]["cost_per_kg"], report["cathode"]["kg_per_t"]
    sold = next(item for item in report["products"] if item["product"] == "nmc622")
    assert report["totals"]["margin"] == pytest.approx((sold["value"] / mass - cost) * mass, rel=1e-9)


def test_dearer_precursors_raise_virgin_cathode_more_than_recycled() -> None:
    # The powder's own price is held: research is a share of it, for new and recycled alike.
    keywords: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "corrections": ("quotes-move=off",)}
    cheap = quote(**keywords).to_dict()["cathode"]
    dear = quote(**keywords, overrides=["prices.reagents.nickel_sulfate=20USD/kg"]).to_dict()["cathode"]
    assert dear["virgin_cost_per_kg"] > cheap["virgin_cost_per_kg"] + 10.0
    assert dear["cost_per_kg"] - cheap["cost_per_kg"] < 0.01 * (
        dear["virgin_cost_per_kg"] - cheap["virgin_cost_per_kg"]
    )


def test_the_claims_move_nothing() -> None:
    report = quote(chemistry="nmc622", route=ROUTE).to_dict()
    assert [claim["saving"] for claim in report["cathode"]["claims"]] == [0.5, 0.9, 0.49]
    inputs = {path for line in report["lines"] for path in line["inputs"]}
    assert not [path for path in inputs if "claims" in path]
