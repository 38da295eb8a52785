"""Sizes of what a plant is made of, by hand: equipment, its carbon, years written off, interest, tails of chances."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from recyc_cli import quote
from recyc_cli.model.flows import impacts
from recyc_cli.model.money.equipment import equipment_loads, purchased_equipment
from recyc_cli.model.money.lifetime.depreciation import written_off
from recyc_cli.model.money.margins import cash_margin
from recyc_cli.model.numbers.chance.normal import share_below
from recyc_cli.model.per_what import dry_share
from recyc_cli.model.records.ledger import VALUE, Line
from recyc_cli.model.records.plant import Equipment, Plant
from recyc_cli.model.records.result import Sold
from recyc_cli.model.records.scenario import Method
from recyc_cli.model.seats import _asked, standing_limit


@pytest.mark.parametrize(
    ("schedule", "life", "bonus", "shares"),
    [
        ([0.5, 0.25, 0.25], 2, 0.2, [0.6, 0.4]),
        ([0.5, 0.5], 4, 0.2, [0.6, 0.4, 0.0, 0.0]),
        ([0.5, 0.25], 3, 0.0, [0.5, 0.25, 0.25]),
        ([0.5, 0.25], 3, 0.4, [0.7, 0.15, 0.15]),
    ],
)
def test_all_is_written_off_by_the_last_year(
    schedule: list[float], life: int, bonus: float, shares: list[float]
) -> None:
    found = written_off(schedule, life, bonus)
    assert found == pytest.approx(shares, rel=1e-12)
    assert sum(found) == pytest.approx(1.0, rel=1e-12)


def test_each_line_of_a_plant_handles_its_part_and_costs_the_same() -> None:
    method = Method(plant={"days_per_year": 320.0, "hours_per_day": 20.0})
    loads = {}
    for lines, chemistries in (("one", 2), ("per-chemistry", 2), ("per-extra-chemistry", 3)):
        plant = Plant(equipment=(Equipment(lines=lines, feed={"mass": 1.0}, feed_share=0.5),))
        [(_, *loads[lines])] = equipment_loads(plant, 12_800.0, {"mass": 1000.0}, chemistries, method)
    assert loads == {"one": [1.0, 1.0], "per-chemistry": [0.5, 2.0], "per-extra-chemistry": [1.0, 2.0]}


def test_as_many_lines_cost_as_many_times_as_much() -> None:
    asked = quote(chemistry="nmc622", route="pyro", method="everbatt-2023")
    method, [one, *_] = asked.resolved.scenario.method, asked.result.accounts[0].loads
    of_one, of_three = (purchased_equipment([(*one[:2], lines)], 1.0, method) for lines in (1.0, 3.0))
    assert of_three == pytest.approx(3.0 * of_one, rel=1e-12)


def test_a_plant_emits_what_it_burns() -> None:
    row = impacts.CO2 - impacts.FIRST
    burnt = {"wheel_loader": [0.0] * row + [70.0], "boiler": [0.0] * row + [50.0]}
    flows: Any = SimpleNamespace(energy={"diesel": 4.0, "natural_gas": 10.0}, co2=3.0)
    factors, method = SimpleNamespace(combustion=burnt), SimpleNamespace(rounding={"mmbtu_in": 2.0})
    found = impacts.direct_carbon(flows, factors, method)  # type: ignore[arg-type]
    assert found == pytest.approx((3.0 + 2.0 * (4.0 * 70.0 + 10.0 * 50.0) / 1000.0) / 1000.0, rel=1e-12)


@pytest.mark.parametrize("method", ["recyc", "everbatt-2023"])
@pytest.mark.parametrize("shares", [(), ("method.operating.packaging=4%", "method.operating.consumables=7%")])
def test_at_its_limit_a_standing_plant_earns_nothing(method: str, shares: tuple[str, ...]) -> None:
    asked: dict[str, Any] = {"chemistry": "nmc622", "route": "pyro", "method": method, "overrides": shares}
    first = quote(**asked)
    limit = standing_limit(first.resolved.scenario, first.result)
    there = quote(**asked, feed_price=limit).result
    assert cash_margin(there.margin, there.lines) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("far", [0.5, 3.0, 6.9, 7.2, 9.0, 15.0, 30.0])
def test_tails_are_those_of_the_error_function(far: float) -> None:
    assert share_below(-far) == pytest.approx(0.5 * math.erfc(far / math.sqrt(2.0)), rel=1e-8, abs=0.0)


def test_a_wet_tonne_is_dry_by_what_is_no_water() -> None:
    wet = quote(chemistry="nmc622", route="hydro", form="black-mass", moisture=0.12).resolved.scenario.streams
    assert dry_share(wet) == pytest.approx(0.88, rel=1e-12)
    parts: Any = [("nmc532", "black-mass", 0.5), ("nmc532", "pack", 0.5)]
    mixed = quote(mix=parts, route="hydro", moisture=0.1).resolved.scenario.streams
    assert dry_share(mixed) == pytest.approx(1.0 / (0.5 / 0.9 + 0.5), rel=1e-12)


def test_penalties_stay_beside_a_price_that_holds_the_way() -> None:
    scenario: Any = SimpleNamespace(feed_price=None, freight=SimpleNamespace(borne=("inbound",)))
    sold = Sold(product="black_mass", stage="x", mass=4.0, recovery=None, price=2.0, payable=1.0, value=8.0)
    lines = [Line(VALUE, "x", "", "black_mass", 8.0, 4.0, "kg/t", 2.0, "USD/kg"), Line(VALUE, "x", "", "penalty", -1.0)]
    there, booked = _asked(scenario, sold, lines, 6.0)
    assert there.value == 14.0
    assert [(each.amount, each.price) for each in booked] == [(14.0, 3.5), (-1.0, lines[1].price)]
