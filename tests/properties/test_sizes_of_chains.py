"""Chains by hand: which plant works what, which way it goes, and what a line's words come to."""

from __future__ import annotations

import pytest

from recyc_cli import quote
from recyc_cli.model.flows.impacts import ROWS, sum_of_rows
from recyc_cli.model.numbers.traced import Leaf
from recyc_cli.model.recycling import evaluate, run_chain
from recyc_cli.model.second_life.recycling_after import best_recycling


def test_a_stream_enters_one_plant() -> None:
    """The first that takes its form, though the next one takes it too; that one works what is handed on."""
    scenario = quote(chemistry="nmc622", route="hydro").resolved.scenario
    first, _ = scenario.plants
    chain = run_chain((first, first), scenario.streams, 1.0)
    assert [entering for _, _, entering in chain] == [list(scenario.streams), []]
    (_, whole, _), (_, handed, _) = chain
    assert whole.feed == pytest.approx(1000.0, rel=1e-12)
    powder = sum(sum(each.components.values()) for each in whole.black_mass)
    assert handed.feed == pytest.approx(powder, rel=1e-12)


@pytest.mark.parametrize(("route", "legs"), [
    ("shred", ["collection", "to_plant"]),
    ("hydro", ["collection", "to_plant", "to_recovery"]),
    ("pyro", ["collection", "to_plant"]),
])  # fmt: skip
def test_powder_travels_where_a_plant_behind_takes_it(route: str, legs: list[str]) -> None:
    found = quote(chemistry="nmc622", route=route).result
    assert [each.leg for each in found.hauls if each.leg != "to_cathode_maker"] == legs
    for each in found.hauls:
        if each.leg == "to_recovery":
            [powder] = found.accounts[0].flows.black_mass
            assert each.gross == pytest.approx(1.1 * sum(powder.components.values()), rel=1e-12)


@pytest.mark.parametrize("chemistry", ["nmc622", "lfp"])
def test_a_cathode_is_recovered_from_the_cathode(chemistry: str) -> None:
    found = quote(chemistry=chemistry, route="direct").result
    [sold] = [each for each in found.sold if each.product == chemistry]
    delivered = found.delivered["cathode"]
    assert found.delivered[f"in.{chemistry}"] == delivered
    assert sold.recovery == pytest.approx(sold.mass / delivered, rel=1e-12)


@pytest.mark.parametrize("route", ["reuse", "reuse-ma-2024"])
@pytest.mark.parametrize("soh", [0.75, 0.9])
def test_a_line_of_a_second_life_is_its_quantity_times_its_price(route: str, soh: float) -> None:
    lines = quote(chemistry="nmc622", route=route, soh=soh).result.lines
    priced = [line for line in lines if line.quantity is not None and line.price is not None]
    assert priced
    for line in priced:
        assert line.amount == pytest.approx(line.quantity * line.price, rel=1e-12), line.item


@pytest.mark.parametrize("chemistry", ["nmc622", "lfp"])
@pytest.mark.parametrize("turned", [False, True])
def test_what_a_second_life_fails_is_recycled_the_best_way(chemistry: str, *, turned: bool) -> None:
    """Whichever route is named first: its value, its costs and its burdens together."""
    scenario = quote(chemistry=chemistry, route="reuse").resolved.scenario
    assert scenario.reuse is not None
    routes = scenario.reuse.recycling[:: -1 if turned else 1]
    results = {name: evaluate(each) for name, each in routes}
    assert len(results) > 1
    best = max(results, key=lambda name: results[name].margin)
    kept = best_recycling(routes)
    assert kept.best == best
    assert (kept.margin, kept.value) == (results[best].margin, results[best].value)
    assert kept.impacts == sum_of_rows(results[best].impacts.values())
    assert sum(kept.costs.values()) == pytest.approx(results[best].cost, rel=1e-12)
    assert kept.margins == [(name, each.margin) for name, each in results.items()]


def test_what_leaves_a_second_life_by_hand() -> None:
    """What passes, what fails and what comes back: each at a mass, a share of the feed, a price and what is paid."""
    found = quote(chemistry="nmc622", route="reuse", soh=0.85)
    result, reuse = found.result, found.resolved.scenario.reuse
    assert result.second is not None
    assert reuse is not None
    share, returned, value = result.second.grade.share, reuse.health["returned"], result.second.recycled.value
    mass, discount = result.delivered["mass"], result.second.discount
    assert 0.0 < share < 1.0
    passed, failed, later = result.sold
    sales = result.second.load.sold * result.second.grade.price
    assert (passed.mass, passed.recovery, passed.payable) == pytest.approx((mass * share, share, 1.0))
    assert (failed.mass, failed.recovery, failed.payable) == pytest.approx((mass * (1 - share), 1 - share, 1.0))
    assert (later.mass, later.recovery, later.payable) == pytest.approx(
        (mass * share * returned, share * returned, discount)
    )
    values = (sales, value * (1.0 - share), value * share * returned * discount)
    assert (passed.value, failed.value, later.value) == pytest.approx(values, rel=1e-12)
    for each in result.sold:
        assert each.value == pytest.approx(each.mass * each.price * each.payable, rel=1e-12)


def test_gases_of_a_second_life_are_those_of_its_power() -> None:
    """Two sums: carbon dioxide with what VOC and CO oxidize to, and all gases by their warming."""
    found = quote(chemistry="nmc622", route="reuse")
    rows, weight = found.result.impacts["reuse"], found.resolved.scenario.factors.characterization
    named = dict(zip(ROWS, rows, strict=True))
    burned = named["voc"] * weight["carbon_voc"] + named["co"] * weight["carbon_co"]
    oxidized = named["co2"] + burned / weight["carbon_co2"]
    assert oxidized > 0.0
    assert named["co2_with_voc_co"] == pytest.approx(oxidized, rel=1e-12)
    warming = oxidized + named["ch4"] * weight["ch4"] + named["n2o"] * weight["n2o"]
    assert named["ghg"] == pytest.approx(warming, rel=1e-12)


def test_adding_nothing_makes_no_step_of_a_trace() -> None:
    wage = Leaf("region.wage", 20.0, "USD/h")
    assert all(each is wage for each in (wage + 0.0, 0.0 + wage, wage - 0.0, wage * 1.0, 1.0 * wage, wage / 1.0))
    assert all(each is not wage for each in (wage + 1.0, 1.0 + wage, wage - 1.0, 0.0 - wage, wage * 2.0, 1.0 / wage))
