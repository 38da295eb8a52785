"""Chains by hand: which plant works what, which way it goes, and what a line's words come to."""

from __future__ import annotations

import pytest

from recyc_cli import quote
from recyc_cli.model.recycling import run_chain


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
