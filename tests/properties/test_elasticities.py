"""Derivatives of the totals to all inputs: against differences of the float model; and differences that add up."""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from few import examples, few
from hypothesis import strategies as st

from recyc_cli import quote
from recyc_cli.analysis.explain.elasticity import dependence, tangents
from recyc_cli.analysis.explain.explain import explain
from recyc_cli.analysis.traced_quote import TracedQuote, traced_quote
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.traced import Traced

sys.path.insert(0, str(Path(__file__).parent))
import drawing

STEP = 1e-5
"""Relative step of the differences. They err by its square times the curvature, and by rounding over it."""
CLOSE = 1e-6
"""Of what 100 % more of an input would add: 1e-10 of curvature, times the largest third derivative met."""
ROUNDED = 1e-5
"""[money/t]: the totals, some 60 lines up to 1e4, are rounded to about 1e-11; over twice the step that is 1e-6."""
SCENARIOS: list[dict[str, Any]] = [
    {"chemistry": "nmc622", "route": "hydro"},
    {
        "chemistry": "lfp",
        "route": "direct",
        "form": "scrap-cell",
        "region": "china",
        "throughput_t_per_year": 31_700.0,
        "load": 0.45,
    },
    {"chemistry": "nca", "route": "pyro", "method": "everbatt-2023", "region": "korea", "feed_price": 350.0},
    {"mix": {"lfp": 0.35, "nmc811": 0.65}, "route": "hydro", "disassemble": "cell", "distance_km": 420.0},
    {"chemistry": "nmc622", "route": "reuse", "soh": 0.83, "damaged": 0.0},
    {"chemistry": "lco", "route": "shred", "currency": "EUR", "feed_price": -120.0, "damaged": 0.2},
    {"chemistry": "nmc532", "route": "hydro-to-cathode", "load": 0.7, "seat": "refiner", "currency": "CNY"},
]
TOTALS = ("margin", "recovery_value", "cost")
STRUCTURE = ("method.feed.in_plant",)
"""At exactly 0 or 1 it decides which lines there are; a little off, there are others."""
NOT_AGREED = re.compile(r"payables\.penalties\.\w+\.\w+\.price")
"""The price of a step: 0 until buyer and seller agree on one, and until then no deduction is among the figures."""
KEYWORDS = {"throughput": "throughput_t_per_year", "distance": "distance_km"}


TRACED: dict[int, TracedQuote] = {}


def traced(keywords: dict[str, Any]) -> TracedQuote:
    """Trace a quote; of the scenarios once for all tests."""
    if keywords not in SCENARIOS:
        return traced_quote(**keywords)
    place = SCENARIOS.index(keywords)
    if place not in TRACED:
        TRACED[place] = traced_quote(**keywords)
    return TRACED[place]


def totals(keywords: dict[str, Any], path: str, value: float, unit: str, canonical: float) -> dict[str, float]:
    """The totals with one input at another value: a keyword, an exchange rate as a user sets it, or a preset's."""
    if path.startswith("mix."):
        pytest.fail("shares of a mix are tried together")
    known = KEYWORDS.get(path, path)
    if known in keywords or path == "throughput":
        _, result = drawing.ran({**keywords, known: value}, money=True)
    elif path.startswith("prices.fx."):
        _, result = drawing.ran({**keywords, "overrides": (f"{path}={value!r}{unit}",)}, money=True)
    else:
        _, result = drawing.ran(keywords, {path: canonical}, money=True)
    return {"margin": result.margin, "recovery_value": result.value, "cost": result.cost}


@drawing.sampled(24)
@pytest.mark.parametrize("keywords", SCENARIOS, ids=lambda case: f"{case['route']}-{case.get('seat', 'chain')}")
def test_derivatives_are_slopes_of_the_float_model(keywords: dict[str, Any], every: int) -> None:
    found = traced(keywords)
    slopes = {name: found.derivatives(f"totals.{name}") for name in TOTALS}
    paths = sorted({path for found in slopes.values() for path in found})
    rows = dependence(found.names["totals.margin"])
    stepping, tipping = ({row["path"] for row in rows if row[flag]} for flag in ("steps", "tied"))
    assert len(tipping) < 10
    tried = 0
    for path in paths[SCENARIOS.index(keywords) % every :: every]:
        leaf, canonical = found.leaves[path], found.numbers[path].value
        if path.startswith("mix.") or path in STRUCTURE or not leaf.value:
            continue
        if path == "load" and path not in keywords:
            continue  # a plant works no more than all of its feed
        if path in tipping or (path in stepping and "disassemble" in keywords):
            continue  # cells a year are whole ones: a step of 1e-5 crosses many of them
        ends = [
            totals(keywords, path, leaf.value * (1 + side), leaf.unit, canonical * (1 + side)) for side in (-STEP, STEP)
        ]
        for name in TOTALS:
            exact = slopes[name].get(path, 0.0) * leaf.value
            difference = (ends[1][name] - ends[0][name]) / (2 * STEP)
            assert math.isclose(exact, difference, rel_tol=CLOSE, abs_tol=ROUNDED), (path, name)
        tried += 1
    assert tried > 100 / every


def test_shares_of_a_mix_move_against_each_other() -> None:
    """More of one chemistry is less of the other: the slope along that way."""
    keywords = {"mix": {"lfp": 0.35, "nmc811": 0.65}, "route": "hydro"}
    slopes = traced(keywords).derivatives("totals.margin")
    ends = [
        drawing.ran({"mix": {"lfp": 0.35 + side, "nmc811": 0.65 - side}, "route": "hydro"})[1].margin
        for side in (-STEP, STEP)
    ]
    exact = slopes["mix.lfp"] - slopes["mix.nmc811"]
    assert math.isclose(exact, (ends[1] - ends[0]) / (2 * STEP), rel_tol=CLOSE, abs_tol=ROUNDED)


@drawing.sampled(25)
def test_inputs_that_do_not_act_have_no_derivative(every: int) -> None:
    """All other inputs of a scenario leave its margin as it is, to the bit."""
    keywords = SCENARIOS[0]
    found = traced(keywords)
    acting = found.derivatives("totals.margin")
    idle = [path for path in found.numbers if path not in acting and found.leaves[path].record is not None]
    assert len(idle) > 500
    for path in idle[::every]:
        if NOT_AGREED.fullmatch(path) and found.numbers[path].value == 0:
            continue
        _, result = drawing.ran(keywords, {path: found.numbers[path].value * 1.01 + 0.01}, money=True)
        assert result.margin == found.names["totals.margin"].value, path


def test_back_and_forth_agree() -> None:
    """One pass back from a total and one forward from each input give the same derivatives."""
    found = traced(SCENARIOS[0])
    margin = found.names["totals.margin"]
    for path, slope in list(found.derivatives(margin).items())[::15]:
        forth = tangents(found.nodes, found.leaves[path]).get(margin.index, 0.0)
        assert math.isclose(slope, forth, rel_tol=1e-9, abs_tol=1e-12)  # the same products, added in another order


def test_money_is_homogeneous() -> None:
    """Scaling all money scales the margin: its elasticities to inputs in money sum to 1 (Euler).

    With quotes that stand: one that moves speaks of the prices of its own deck, which nobody scales.
    """
    traced = traced_quote(**SCENARIOS[0], corrections=("quotes-move=off",))
    margin = traced.names["totals.margin"]
    money = sum(row["elasticity"] for row in dependence(margin) if row["unit"].startswith(("USD", "EUR", "CNY")))
    assert math.isclose(money, 1.0, rel_tol=1e-9)


def test_steps_and_ties_are_said() -> None:
    in_whole_units = {**SCENARIOS[0], "corrections": ("sized-to-need=off",)}
    rows = {row["path"]: row for row in dependence(traced_quote(**in_whole_units).names["totals.capital"])}
    assert rows["throughput"]["steps"]
    assert not rows["region.equipment_factor"]["steps"]
    largest = next(path for path in rows if path.startswith("equipment.") and path.endswith(".feed_share"))
    assert (rows[largest]["derivative"], rows[largest]["steps"]) == (0.0, True)  # it acts through whole units alone
    paid = traced_quote(chemistry="nmc622", route="hydro", feed_price=0.0)
    tied = {row["path"]: row["tied"] for row in dependence(paid.names["totals.margin"])}
    assert tied["feed_price"]  # a price of 0 is where paying for the feed begins


@examples(3, 47, drawing.scenarios(), drawing.scenarios(), st.sampled_from(TOTALS))
def test_what_makes_the_difference_adds_up_exactly(one: dict[str, Any], two: dict[str, Any], name: str) -> None:
    try:
        report = explain(name, why_not={"mix": None, "chemistry": None, **two}, **one).to_dict()
    except (RecycError, RecycErrors):
        return
    against = report["against"]
    effects = [line["effect"] for line in against["lines"]]
    assert math.fsum([*effects, against["rounding"]]) == against["difference"]
    assert against["difference"] == against["other"] - against["mine"]
    assert abs(against["rounding"]) <= 1e-12 * (abs(against["mine"]) + abs(against["other"]) + sum(map(abs, effects)))
    assert math.isclose(math.fsum(row["effect"] for row in against["stages"]), against["difference"], abs_tol=1e-9)


@pytest.mark.parametrize("keywords", few(SCENARIOS[:6], 6))
def test_sums_of_the_tree_are_sums(keywords: dict[str, Any]) -> None:
    """Where a figure is said to be a sum, its parts and what is not shown of them come to it."""

    def check(branch: dict[str, Any]) -> int:
        text, parts = branch["formula"] or "", branch["parts"]
        found = 0
        if re.fullmatch(r"sum of \d+", text) and parts:
            whole = [part["value"] for part in parts] + [(branch["more"] or {}).get("value", 0.0)]
            assert math.isclose(math.fsum(whole), branch["value"], rel_tol=1e-12, abs_tol=1e-9), branch["name"]
            found = 1
        return found + sum(check(part) for part in parts)

    assert check(explain("margin", depth=6, **keywords).to_dict()["tree"]) > 3


def test_the_tree_reaches_the_inputs() -> None:
    tree = explain("products.recovery.nickel.value", depth=9, chemistry="nmc622", route="hydro").to_dict()["tree"]

    def inputs(branch: dict[str, Any]) -> Any:
        if branch["input"]:
            yield branch["input"]["path"]
        for part in branch["parts"]:
            yield from inputs(part)

    acting = traced_quote(chemistry="nmc622", route="hydro").derivatives("products.recovery.nickel.value")
    assert {path for path, slope in acting.items() if slope} <= set(inputs(tree)) <= set(acting)


@drawing.sampled(8)
def test_an_explanation_is_of_the_quote(every: int) -> None:
    for name, value in list(quote(chemistry="lfp", route="direct").to_dict()["totals"].items())[::every]:
        if isinstance(value, float) and value:
            assert explain(name, chemistry="lfp", route="direct").to_dict()["figure"]["value"] == value


@drawing.sampled(2)
def test_units_are_those_of_the_report(every: int) -> None:
    """What is worked out from parts agrees with what the report's own names say."""
    from recyc_cli.analysis.explain.units import Measures, spelled, symbols

    for keywords in (*SCENARIOS[:6:every], {**SCENARIOS[0], "currency": "EUR"}):
        found = traced(keywords)
        measures = Measures(found)
        agreed = 0
        for node in found.nodes:
            stated = measures.of_place(found.name_of(node)) if node.op != "leaf" else ""
            for argument in node.args:
                if isinstance(argument, Traced):
                    measures.powers(argument)
            worked_out = measures._worked_out(node) if stated else None  # noqa: SLF001 - its two ways, held side by side
            if worked_out is not None:
                assert spelled(worked_out) == spelled(symbols(stated)), found.name_of(node)
                agreed += 1
        assert agreed > 40


@pytest.mark.parametrize("keywords", few(SCENARIOS[:2] + SCENARIOS[5:6], 2), ids=lambda case: case["route"])
def test_what_acts_through_whole_units_is_computed_anew(keywords: dict[str, Any]) -> None:
    """10 % more of a starred input adds what the model adds when it is run with that input, capacity steps included."""
    found = traced(keywords)
    tried = 0
    for row in dependence(found.names["totals.margin"]):
        path, leaf = row["path"], found.leaves[row["path"]]
        if not row["steps"] or path.startswith("mix.") or not leaf.value:
            continue
        changed = totals(keywords, path, leaf.value * 1.1, leaf.unit, found.numbers[path].value * 1.1)
        expected = changed["margin"] - found.names["totals.margin"].value
        assert math.isclose(row["plus_tenth"], expected, rel_tol=1e-6, abs_tol=ROUNDED), path
        tried += 1
    assert tried > 5


def test_evidence_is_weighed_by_what_it_moves() -> None:
    report = explain("margin", chemistry="nmc622", route="hydro").to_dict()
    weighed = report["evidence"]
    assert math.isclose(sum(each["weight"] for each in weighed), 1.0, rel_tol=1e-12)
    assert sum(each["inputs"] for each in weighed) == len(report["depends"])
    estimates = next(each for each in weighed if each["evidence"] == "estimate")
    moved = sum(abs(row["plus_tenth"]) for row in report["depends"] if row["evidence"] == "estimate")
    assert math.isclose(estimates["weight"], moved / sum(abs(row["plus_tenth"]) for row in report["depends"]))
