"""A plant that is not full: what stands stays as large as it is, what varies follows the feed."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from recyc_cli import compare, quote
from recyc_cli.model.records.ledger import COST
from recyc_cli.scenario.keywords import ROWS

WAYS: dict[str, dict[str, Any]] = {
    "pyro": {"chemistry": "nmc622", "route": "pyro"},
    "hydro": {"chemistry": "nmc622", "route": "hydro", "disassemble": "cell"},
    "direct": {"chemistry": "nmc811", "route": "direct"},
    "hydro-to-cathode": {"chemistry": "nmc622", "route": "hydro-to-cathode"},
    "shred": {"chemistry": "lfp", "route": "shred", "region": "china"},
    "hydro of black mass": {"chemistry": "lfp", "route": "hydro", "form": "black-mass", "region": "germany"},
    "reuse": {"chemistry": "lfp", "route": "reuse"},
    "reference": {"chemistry": "nmc622", "route": "hydro", "method": "everbatt-2023"},
}
loaded = cache(quote)
"""A quote at a load, asked once for all tests."""
STANDS = ("labor", "maintenance", "annualized_capital")
VARIES = ("utilities",)


@pytest.fixture(params=WAYS.values(), ids=list(WAYS))
def way(request: pytest.FixtureRequest) -> dict[str, Any]:
    asked: dict[str, Any] = request.param
    return asked


def test_a_full_plant_answers_to_the_bit_as_one_of_which_nothing_is_said(way: dict[str, Any]) -> None:
    assert loaded(**way, load=1.0).to_dict() == quote(**way).to_dict()


def test_half_a_load_leaves_the_capital_of_the_full_plant(way: dict[str, Any]) -> None:
    full, half = (loaded(**way, load=load).result.accounts for load in (1.0, 0.5))
    for one, other in zip(full, half, strict=True):
        assert other.rate == pytest.approx(one.rate)
        assert vars(other.capital) == pytest.approx(vars(one.capital))


def test_what_stands_costs_twice_as_much_a_tonne_at_half_a_load_and_what_varies_the_same(way: dict[str, Any]) -> None:
    full, half = (
        {
            (line.stage, line.group, line.item): line.amount
            for line in loaded(**way, load=load).result.lines
            if line.kind == COST
        }
        for load in (1.0, 0.5)
    )
    own = {line for line in full if line[0] not in ("recycling", "collection")}
    for line in own:
        if line[1] in STANDS:
            assert half[line] == pytest.approx(2.0 * full[line]), line
        if line[1] in VARIES:
            assert half[line] == pytest.approx(full[line]), line


def test_the_margin_per_tonne_rises_with_the_load(way: dict[str, Any]) -> None:
    margins = [loaded(**way, load=load).result.margin for load in (0.1, 0.2, 0.5, 0.8, 0.999, 1.0)]
    assert margins == sorted(margins)
    assert len(set(margins)) == len(margins)


def test_a_load_is_a_number_that_may_vary() -> None:
    low, high = ROWS["load"].span or (0.0, 0.0)
    assert 0.0 < low < high == 1.0


@pytest.mark.parametrize("load", [0.0, -0.1, 1.2, float("nan")])
def test_no_plant_works_nothing_or_more_than_it_can(load: float) -> None:
    with pytest.raises(Exception, match="load of the plant must be above 0 and at most 1"):
        quote(chemistry="nmc622", route="hydro", load=load)


def test_a_named_plant_works_its_public_load_unless_its_size_or_load_is_given() -> None:
    asked: dict[str, Any] = {"chemistry": "nmc622", "plant": "brunp"}
    own, full, other = (quote(**{**asked, **more}) for more in ({}, {"load": 1.0}, {"throughput_t_per_year": 50_000.0}))
    assert own.resolved.scenario.load == pytest.approx(12 / 27)
    assert other.resolved.scenario.load == 1.0
    assert own.result.margin < full.result.margin
    said = next(note["message"] for note in own.to_dict()["warnings"] if note["code"] == "part-load")
    assert f"full {full.result.margin:,.0f}" in said
    assert "part-load" not in {note["code"] for note in full.to_dict()["warnings"]}


def test_what_is_left_before_fixed_cost_does_not_know_the_load(way: dict[str, Any]) -> None:
    """Fixed cost is the full plant's, all else follows the feed; cash margin holds labor, and rises with the load."""
    half, full = (loaded(**way, load=load).to_dict()["totals"] for load in (0.5, 1.0))
    assert half["margin_before_fixed_cost"] == pytest.approx(full["margin_before_fixed_cost"], rel=1e-12)
    assert half["cash_margin"] < full["cash_margin"]
    assert half["cash_margin"] - half["margin"] > full["cash_margin"] - full["margin"] > 0.0


def test_a_capacity_and_what_it_is_fed_are_a_size_and_a_load(way: dict[str, Any]) -> None:
    asked = quote(**way, capacity_t_per_year=20_000.0, throughput_t_per_year=5_000.0).to_dict()
    assert asked == quote(**way, throughput_t_per_year=20_000.0, load=0.25).to_dict()
    assert asked == quote(**way, capacity_t_per_year=20_000.0, load=0.25).to_dict()


def test_a_capacity_alone_is_full_whatever_its_plant_or_route_is_used_to() -> None:
    for way in ({"chemistry": "nmc622", "plant": "brunp"}, {"chemistry": "lead-acid", "route": "secondary-smelter"}):
        keywords: dict[str, Any] = way
        full = quote(**keywords, throughput_t_per_year=30_000.0)
        assert quote(**keywords, capacity_t_per_year=30_000.0).to_dict() == full.to_dict()


def test_a_named_plant_may_be_fed_less_than_it_is_built_for() -> None:
    own = quote(chemistry="nmc622", plant="brunp").result.margin
    asked = quote(chemistry="nmc622", plant="brunp", capacity_t_per_year=270_000.0, throughput_t_per_year=120_000.0)
    assert asked.result.margin == pytest.approx(own, rel=1e-9)


def test_columns_of_a_comparison_may_differ_by_it() -> None:
    fed: dict[str, Any] = {"throughput_t_per_year": [5_000.0, 10_000.0], "capacity_t_per_year": [10_000.0, 20_000.0]}
    found = compare(["lfp"], ["hydro"], **fed)
    sizes = [(each.resolved.scenario.throughput, each.resolved.scenario.load) for each in found.quotes]
    assert sorted(sizes) == [(10_000.0, 0.5), (10_000.0, 1.0), (20_000.0, 0.25), (20_000.0, 0.5)]


@pytest.mark.parametrize(
    ("fed", "why"),
    [
        ({"throughput_t_per_year": 30_000.0}, "built for 20,000 t/yr cannot be fed 30,000"),
        ({"throughput_t_per_year": 10_000.0, "load": 0.45}, "10,000 of 20,000 t/yr is a load of 0.5, not 0.45"),
    ],
)
def test_a_capacity_that_does_not_go_with_the_rest_is_refused(fed: dict[str, Any], why: str) -> None:
    with pytest.raises(Exception, match=why):
        quote(chemistry="lfp", route="hydro", capacity_t_per_year=20_000.0, **fed)


@pytest.mark.parametrize("capacity", [0.0, -1.0, float("inf"), float("nan")])
def test_no_plant_is_built_for_nothing(capacity: float) -> None:
    with pytest.raises(Exception, match="capacity_t_per_year must be a finite number above 0"):
        quote(chemistry="lfp", route="hydro", capacity_t_per_year=capacity)
