"""One pass over arrays gives what as many quotes of plain floats give, figure by figure."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from few import slowly

from recyc_cli.model.numbers import arithmetic

sys.path.insert(0, str(Path(__file__).parent))
import drawing
import reading_off

EXACT = 1e-12
"""Relative; powers alone may differ, by the last bit."""
METALS = ("nickel", "cobalt", "manganese", "lithium_carbonate", "copper", "aluminum")
PRICES = {"nickel": 17.0, "cobalt": 30.0, "manganese": 2.0, "lithium_carbonate": 15.0, "copper": 9.0, "aluminum": 2.4}
MIXED = ("total margin", "total breakeven_feed_price")
"""Differences of value and cost: their floor is the rounding of these."""

Feed = dict[str, Any]
FEEDS: dict[str, Feed] = {
    "pack": {"chemistry": "nmc622"},
    "opened to cells": {"chemistry": "nmc622", "disassemble": "cell"},
    "opened to modules": {"chemistry": "lfp", "disassemble": "module"},
    "black mass": {"chemistry": "nca", "form": "black-mass"},
    "mix": {"mix": {"lfp": 0.3, "nmc622": 0.7}},
    "oxides": {"mix": {"nmc811": 0.3, "nmc622": 0.7}},
    "oxides, opened": {"mix": {"nmc811": 0.3, "nmc622": 0.7}, "disassemble": "cell"},
    "mixed forms": {"mix": [("lfp", "pack", 0.3), ("nmc811", "black-mass", 0.7)]},
}

CASES = [("pack", route, method) for route in drawing.ROUTES for method in drawing.METHODS]
CASES += [
    ("opened to cells", "pyro", "everbatt-2023"),
    ("opened to cells", "hydro", "recyc"),
    ("opened to cells", "direct", "everbatt-2023"),
    ("opened to modules", "hydro", "everbatt-2023"),
    ("mix", "pyro", "recyc"),
    ("mix", "hydro", "recyc"),
    ("oxides", "direct", "everbatt-2023"),
    ("black mass", "direct", "everbatt-2023"),
    ("oxides, opened", "direct", "recyc"),
    ("mixed forms", "hydro", "everbatt-2023"),
]
TRIED = [*((case, 20) for case in CASES[::3]), *(slowly((case, 200)) for case in CASES)]


def columns(feed: Feed, seed: int, length: int) -> dict[str, Any]:
    """Numbers that vary from quote to quote, by path: prices, wage, power, and the whole composition of each feed."""
    dice = np.random.default_rng(seed)
    drawn = {f"prices.metals.{metal}": PRICES[metal] * dice.uniform(0.2, 4.0, length) for metal in METALS}
    drawn["region.wage"] = dice.uniform(2.0, 60.0, length)
    drawn["region.electricity"] = dice.uniform(0.005, 0.1, length)
    resolved, _ = drawing.ran({"route": "pyro", **feed})
    for stream in resolved.scenario.streams:
        for form in {stream.form, stream.plant_form}:
            shares = stream.chemistry.forms[form]
            whole: Any = 0.0
            rows = {}
            for component, share in shares.items():
                rows[component] = share * dice.uniform(0.5, 1.5, length) * (dice.random(length) > 0.05)
                whole = whole + rows[component]
            prefix = f"chemistries.{stream.chemistry.id}.{form}"
            drawn |= {f"{prefix}.{component}": row / whole for component, row in rows.items()}
    return drawn


def check(name: str, array: Any, floats: list[Any], floor: Any, length: int) -> None:
    """Hold one figure of the array pass against those of the single quotes; nothing to recover is None or NaN."""
    ours = np.broadcast_to(np.asarray(array, dtype=float), (length,))
    theirs = np.array([np.nan if value is None else value for value in floats], dtype=float)
    assert np.array_equal(np.isnan(ours), np.isnan(theirs)), name
    assert np.all(np.isnan(ours) | (np.abs(ours - theirs) <= EXACT * np.abs(theirs) + floor)), name


@pytest.mark.parametrize(("case", "length"), TRIED)
def test_arrays_give_what_floats_give(case: tuple[str, str, str], length: int) -> None:
    feed, route, method = case
    keywords = {"route": route, "method": method, **FEEDS[feed]}
    leaves = columns(FEEDS[feed], 17, length)
    rates = np.random.default_rng(18).uniform(500.0, 100_000.0, length)
    with np.errstate(all="raise"):
        _, result = drawing.ran({**keywords, "throughput_t_per_year": rates}, leaves)
    arrays = reading_off.figures(result)
    singles = []
    for i in range(length):
        numbers = {path: float(column[i]) for path, column in leaves.items()}
        _, single = drawing.ran({**keywords, "throughput_t_per_year": float(rates[i])}, numbers)
        singles.append(reading_off.figures(single))
    money = EXACT * (result.value + np.abs(result.cost))
    for name, array in arrays.items():
        floor = 1e-9 if name.endswith("closure") else money if name in MIXED else 0.0
        check(name, array, [single.get(name) for single in singles], floor, length)


EDGES = [0.0, -0.0, 1e-12, 0.1 + 0.2, 3.0, 3.0 - 1e-12, 3.0 + 1e-12, 3.0 + 1e-8, 6.000000000000001, -2.5, 1e6 + 0.5]
"""Numbers at which steps, signs and nothing-at-all are decided."""


def test_choices_fall_alike_at_the_edges() -> None:
    """`arithmetic.py` decides the same for an array as for a float, also where rounding would tip it."""
    whole: Any = np.array(EDGES)
    assert list(np.asarray(arithmetic.ceil(whole))) == [arithmetic.ceil(x) for x in EDGES]
    for other in (0.0, 3.0):
        assert list(np.asarray(arithmetic.maximum(whole, other))) == [arithmetic.maximum(x, other) for x in EDGES]
        assert list(np.asarray(arithmetic.minimum(other, whole))) == [arithmetic.minimum(other, x) for x in EDGES]
        chosen = [arithmetic.where(x > other, 1.0, x) for x in EDGES]
        assert list(np.asarray(arithmetic.where(whole > other, 1.0, whole))) == chosen
    with np.errstate(all="raise"):
        check("shares", arithmetic.share_of(whole, whole), [arithmetic.share_of(x, x) for x in EDGES], 0.0, len(EDGES))
