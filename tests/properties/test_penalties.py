"""Penalties are taken per step beyond a limit, stand in the ledger, and touch nothing that lies within it."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli import quote
from recyc_cli.model.flows.feedstock import amounts
from recyc_cli.model.records.ledger import COST, VALUE, total

BLACK_MASS: dict[str, Any] = {"chemistry": "nmc622", "form": "black-mass", "route": "hydro", "region": "korea"}


def penalty(substance: str, **numbers: str) -> list[str]:
    """Return the settings of a penalty for all families."""
    return [f"payables.penalties.any.{substance}.{name}={value}" for name, value in numbers.items()]


def test_a_step_beyond_the_limit_costs_its_price() -> None:
    free = quote(**BLACK_MASS)
    stream = free.resolved.scenario.streams[0]
    held = amounts(stream.components, stream.chemistry)
    copper = held["cu"] / held["mass"]
    for above, step, price in ((0.5, 0.1, 2.0), (0.2, 1.0, 15.0)):
        sets = penalty("cu", above=f"{above}%", step=f"{step}%", price=f"{price}USD/t")
        found = quote(**BLACK_MASS, overrides=sets).result
        due = (100.0 * copper - above) / step * price
        assert free.result.feed_price - found.feed_price == pytest.approx(due, rel=1e-9)


def test_within_the_limit_nothing_moves_to_the_bit() -> None:
    sets = [*penalty("cu", price="50USD/t"), *penalty("ni", price="50USD/t"), *penalty("moisture", price="50USD/t")]
    free, found = quote(**BLACK_MASS).result, quote(**BLACK_MASS, overrides=sets).result
    assert (found.feed_price, found.margin, found.value) == (free.feed_price, free.margin, free.value)


def test_too_little_metal_and_too_much_water_and_fluorine_cost() -> None:
    free = quote(**BLACK_MASS, moisture=0.08).result.feed_price
    for sets, due in (
        (penalty("moisture", price="10USD/t"), 30.0),
        (penalty("ni", below="25%", price="10USD/t"), None),
        (penalty("f", above="0.01%", step="0.0001%", price="0.02USD/t"), None),
    ):
        less = free - quote(**BLACK_MASS, moisture=0.08, overrides=sets).result.feed_price
        assert less > 1.0
        assert due is None or less == pytest.approx(due, rel=1e-9)


@pytest.mark.parametrize("seat", ["chain", "shredder", "refiner"])
def test_lines_add_up_and_seats_sum_to_the_chain(seat: str) -> None:
    asked: dict[str, Any] = {
        "chemistry": "nmc622",
        "route": "hydro",
        "overrides": penalty("al", above="1%", price="20USD/t"),
    }
    result = quote(**asked, seat=seat).result
    assert total(result.lines, VALUE) == pytest.approx(result.value, rel=1e-12)
    assert total(result.lines, COST) == pytest.approx(result.cost, rel=1e-12)
    assert sum(item.value for item in result.sold) == pytest.approx(result.value, rel=1e-12)
    chain, shredder, refiner = (quote(**asked, seat=each).result.margin for each in ("chain", "shredder", "refiner"))
    assert chain == pytest.approx(shredder + refiner, abs=1e-6)


def test_black_mass_that_is_sold_loses_it_in_a_line_of_its_own() -> None:
    asked: dict[str, Any] = {"chemistry": "nmc622", "route": "shred"}
    free, found = (quote(**asked, overrides=sets).result for sets in ([], penalty("al", price="20USD/t")))
    (line,) = [each for each in found.lines if each.item.startswith("penalty")]
    assert line.amount < 0.0
    assert free.value - found.value == pytest.approx(-line.amount, rel=1e-9)


def test_a_stated_price_is_the_price() -> None:
    sets = penalty("cu", above="0%", price="50USD/t")
    result = quote(**BLACK_MASS, feed_price=4000.0, overrides=sets).result
    assert result.feed_price == 4000.0
    assert not any(line.item.startswith("penalty") for line in result.lines)


def test_the_specification_is_told_where_payables_are_used() -> None:
    for asked, told in (
        (BLACK_MASS, False),
        ({**BLACK_MASS, "chemistry": "nmc111"}, True),
        ({**BLACK_MASS, "chemistry": "nmc111", "feed_price": 4000.0}, False),
        ({**BLACK_MASS, "moisture": 0.06}, True),
        ({"chemistry": "nmc622", "route": "shred"}, True),
        ({"chemistry": "nmc622", "route": "hydro"}, False),
    ):
        codes = {note["code"] for note in quote(**asked).to_dict()["warnings"]}
        assert ("outside-specification" in codes) == told, asked
