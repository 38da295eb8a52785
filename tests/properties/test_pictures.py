"""What the pictures of a report are drawn from: mass and money are kept on every way through them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from few import few

from recyc_cli import quote
from recyc_cli.render.chart.sankey import sankey
from recyc_cli.render.chart.scale import Scale, ticks
from recyc_cli.render.pages.pictures import flow_figure
from recyc_cli.report.blocks.mass_flows import mass_flows
from recyc_cli.report.in_full import bridge

if TYPE_CHECKING:
    from recyc_cli.analysis.quote import Quote

ROUTES = ("pyro", "hydro", "direct", "hydro-to-cathode", "shred", "reuse")
CASES: list[dict[str, Any]] = [
    *({"chemistry": "nmc622", "route": route} for route in ROUTES),
    *({"chemistry": "nmc622", "route": "hydro", "seat": seat} for seat in ("holder", "shredder", "refiner")),
    {"chemistry": "lfp", "route": "direct", "disassemble": "cell"},
    {"chemistry": "lfp", "route": "reuse", "soh": 0.71},
    {"chemistry": "nca", "route": "hydro", "form": "black-mass"},
    {"chemistry": "lmo", "route": "hydro", "form": "scrap-electrode"},
    {"mix": [("lfp", "pack", 0.3), ("nmc811", "black-mass", 0.7)], "route": "hydro"},
]
EVERBATT: list[dict[str, Any]] = [
    {"chemistry": chemistry, "route": route, "method": "everbatt-2023", "form": form}
    for chemistry in ("nmc622", "lfp")
    for route in ("pyro", "hydro", "direct")
    for form in ("pack", "cell", "scrap-electrode")
]
CLOSED = 1e-6
"""Flows below a milligram a tonne are not drawn, so sums may miss as much for each of them."""


@cache
def asked(place: int) -> Quote:
    """Quote a case once for all tests."""
    return quote(**CASES[place])


def quoted(case: dict[str, Any]) -> Quote:
    return asked(CASES.index(case)) if case in CASES else quote(**case)


def links(case: dict[str, Any]) -> list[tuple[str, str, float]]:
    return [(each["from"], each["to"], each["kg_per_t"]) for each in mass_flows(quoted(case))["links"]]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_enters_a_box_leaves_it(case: dict[str, Any]) -> None:
    flows = links(case)
    boxes = {end for _, end, _ in flows} & {start for start, _, _ in flows}
    assert "feed" in boxes
    for box in boxes:
        entering = sum(mass for _, end, mass in flows if end == box)
        leaving = sum(mass for start, _, mass in flows if start == box)
        assert leaving == pytest.approx(entering, abs=20 * CLOSED)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_flows_are_those_of_the_balance(case: dict[str, Any]) -> None:
    found = quoted(case)
    report, flows = found.to_dict(), links(case)
    water = mass_flows(found)["water_kg"]
    balance = report["mass_balance"]
    outlets = {
        kind: sum(mass for _, end, mass in flows if end.startswith(kind)) for kind in ("product", "waste", "gas")
    }
    assert outlets["product"] == pytest.approx(balance["products_kg"])
    assert outlets["waste"] + water == pytest.approx(balance["wastes_kg"], abs=20 * CLOSED)
    assert outlets["gas"] == pytest.approx(balance["emissions_kg"], abs=20 * CLOSED)
    fed = sum(mass for start, _, mass in flows if start.startswith(("component", "reagents")))
    assert fed + water == pytest.approx(balance["in_kg"], abs=20 * CLOSED)


@pytest.mark.parametrize("case", [*CASES, {"chemistry": "nmc622", "route": "pyro", "method": "everbatt-2023"}], ids=str)
def test_steps_add_up_from_level_to_level(case: dict[str, Any]) -> None:
    found = quoted(case)
    reached = 0.0
    steps = bridge(found.to_dict(), found.resolved.scenario.market)
    assert [step["step"] for step in steps if step["level"]] == ["contained_value", "recovery_value", "margin"]
    for index, step in enumerate(steps):
        if step["level"] and index:
            assert step["amount"] == pytest.approx(reached, abs=1e-6)
        reached = step["amount"] if step["level"] else reached + step["amount"]


def test_nothing_is_sold_for_other_products_where_all_carry_metals() -> None:
    """Reuse sells whole packs: its value is none of copper's or steel's."""
    found = quote(chemistry="nmc622", route="reuse", soh=0.9)
    steps = bridge(found.to_dict(), found.resolved.scenario.market)
    assert "other_products" not in {step["step"] for step in steps}


@pytest.mark.parametrize("case", [*CASES, *few(EVERBATT, 4)], ids=str)
def test_a_flow_picture_is_drawn_for_every_case(case: dict[str, Any]) -> None:
    found = quoted(case)
    report = found.to_dict() | {"flows": mass_flows(found)}
    drawn = flow_figure(report, "flow").wide
    assert drawn == flow_figure(report, "flow").wide
    assert drawn.count("<path") == len(report["flows"]["links"])
    assert "nan" not in drawn


@pytest.mark.parametrize(("low", "high"), [(-860.0, 3852.0), (0.0, 1e-9), (-5e12, -1.0), (0.0, 0.0), (7.0, 7.5)])
def test_ticks_are_few_round_and_inside(low: float, high: float) -> None:
    marks = ticks(low, high)
    assert 1 <= len(marks) <= 7
    assert all(low - 1e-9 <= mark <= high + 1e-9 for mark in marks)
    scale = Scale(low, high, 10.0, 90.0)
    assert all(10.0 - 1e-6 <= scale.at(mark) <= 90.0 + 1e-6 for mark in marks)


def test_sankey_of_one_band() -> None:
    from recyc_cli.render.chart.sankey import Node

    nodes = {"a": Node("in", "1 kg", "#000000", 0), "b": Node("out", "1 kg", "#000000", 1)}
    assert sankey("one", "One", nodes, [("a", "b", 1.0)], 300.0).count("<path") == 1
