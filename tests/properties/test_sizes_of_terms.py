"""Tolls, what goes back, penalties and legs of the seller by hand: every factor and term in its size."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli.model.money import feed_price
from recyc_cli.model.money.deck_prices import moved_share
from recyc_cli.model.money.quality import (
    deductions,
    deductions_of,
    lines_of_penalties,
    outside,
    steps_beyond,
    taken_off_feed,
)
from recyc_cli.model.money.sales import sell
from recyc_cli.model.records.feed import Chemistry, Stream
from recyc_cli.model.records.ledger import COST, VALUE, Line
from recyc_cli.model.records.market import Contract, Limits, Market, Penalty, Product
from recyc_cli.model.records.scenario import Method, Scenario

ALUMINUM = Penalty(above=0.02, below=None, step=0.01, price=0.5)
NICKEL = Penalty(above=None, below=0.2, step=0.05, price=0.25)
WATER = Penalty(above=0.04, below=None, step=0.02, price=0.125)
ANY_TABLE = {"al": ALUMINUM, "moisture": WATER}
MARKET = Market(penalties={"any": ANY_TABLE, "oxide": {"ni": NICKEL}}, fixed={})
OXIDE = Chemistry(id="nmc", trade="oxide", payables=None, inside={"cathode": (("ni", "cathode.ni", 0.25),)})


def powder(**changes: Any) -> Stream:
    """800 kg of cathode with 200 of nickel in a tonne: a fifth; 50 kg of aluminum, a tenth of water as weighed."""
    held = {"cathode": 400.0, "al": 50.0, "graphite": 550.0}
    whole = {"form": "black-mass", "chemistry": OXIDE, "delivered": held, "components": {}, "moisture": 0.1}
    return Stream(**{**whole, **changes})


def test_a_salt_moves_by_what_its_weights_make_of_prices() -> None:
    """2 of one that rose from 6 to 8 and 3 of one that fell from 4 to 3: 25 over 24; the metal from 16 to 20."""
    salts = [(2.0, 8.0, 6.0), (3.0, 3.0, 4.0)]
    assert moved_share(1.2, (20.0, 16.0), salts) == pytest.approx(1.2 * 25.0 / 24.0 * 16.0 / 20.0, rel=1e-12)
    assert moved_share(1.2, (20.0, 16.0), [(2.0, 8.0, 0.0)]) == pytest.approx(1.2 * 16.0 / 20.0, rel=1e-12)
    assert moved_share(1.2, (0.0, 16.0), salts) == pytest.approx(1.2 * 25.0 / 24.0, rel=1e-12)


@pytest.mark.parametrize(("returned", "kept"), [(None, 1.0), (0.75, 0.25), (1.0, 0.0)])
def test_what_goes_back_is_not_sold(returned: float | None, kept: float) -> None:
    terms = Contract(share=1.0, payable=0.9, premium=1.0, floor=0.0, ceiling=1e9)
    market = Market(returned=returned, products={
        "plain": Product(price=10.0, payable=0.5, contract=None),
        "agreed": Product(price=10.0, payable=0.5, contract=terms)})  # fmt: skip
    sold, lines = sell({"plain": 4.0, "agreed": 2.0}, {}, "recovery", {}, market)
    assert [each.value for each in sold] == [20.0 * kept, 20.0 * kept]
    assert [each.payable for each in sold] == [0.5 * kept, 1.0 * kept]
    assert [line.amount for line in lines] == [20.0 * kept, 20.0 * kept]
    assert [line.price for line in lines] == [5.0 * kept, 10.0 * kept]


def test_a_toll_is_the_share_of_a_price_below_nothing_that_goes_back() -> None:
    assert feed_price.toll(-200.0, Market(returned=0.25)) == 50.0
    assert feed_price.toll(90.0, Market(returned=0.25)) == 0.0
    assert feed_price.toll(-200.0, Market(returned=None)) == 0.0


@pytest.fixture
def _shares(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit of feed price costs 1.2 in all inside a plant, 0.1 of that interest; of a toll 0.2, and 0.05."""
    monkeypatch.setattr(feed_price, "feed_knock_on", lambda method: 1.2 * method.feed["in_plant"])
    monkeypatch.setattr(feed_price, "feed_interest", lambda method: 0.1 * method.feed["in_plant"])
    monkeypatch.setattr(feed_price, "toll_knock_on", lambda _: 0.2)
    monkeypatch.setattr(feed_price, "toll_interest", lambda _: 0.05)


@pytest.mark.usefixtures("_shares")
@pytest.mark.parametrize(("inside", "bought", "taken"), [(1.0, 1.2, 0.9), (0.0, 1.005, 0.905)])
def test_a_toll_drags_along_what_is_a_share_of_sales(inside: float, bought: float, taken: float) -> None:
    """Half goes back: a unit of toll brings 1, or 1.005 with interest on stock, less half of 0.2, in cash of 0.15."""
    method = Method(
        feed={"in_plant": inside},
        working_capital={"cash_cost": 0.14, "raw_materials": 0.04},
        operating={"working_capital_interest": 0.05},
    )
    scenario = Scenario(method=method, market=Market(returned=0.5))
    assert feed_price.breakeven(scenario, -300.0, [-100.0]) == pytest.approx((-300.0 - 100.0 * taken) / taken)
    assert feed_price.breakeven(scenario, 300.0, [-100.0]) == pytest.approx((300.0 - 100.0 * taken) / bought)
    assert feed_price.cash_breakeven(scenario, -300.0, [-100.0]) == pytest.approx((-300.0 - 92.5) / 0.925)
    cash = 1.1 if inside else 1.0
    assert feed_price.cash_breakeven(scenario, 300.0, [100.0]) == pytest.approx((300.0 + 100.0 * cash) / cash)


def test_steps_are_counted_from_a_limit() -> None:
    both = Penalty(above=0.5, below=0.25, step=0.125, price=1.0)
    assert [steps_beyond(share, both) for share in (0.75, 0.5, 0.375, 0.25, 0.125)] == [2.0, 0.0, 0.0, 0.0, 1.0]


def test_what_is_taken_off_black_mass_by_hand() -> None:
    """5 % of aluminum is 3 steps too many, 10 % of nickel 2 steps too few, 10 % of water 3 too many; a tonne each."""
    due = {"al": 1000.0 * 0.5 * 3.0, "moisture": 1000.0 * 0.125 * 3.0, "ni": 1000.0 * 0.25 * 2.0}
    held = {"mass": 2000.0, "al": 100.0, "ni": 200.0}
    assert deductions(held, ["oxide"], MARKET, 0.1) == pytest.approx({name: 2.0 * each for name, each in due.items()})
    assert deductions(held, ["oxide", "oxide"], MARKET) == pytest.approx({"al": 2.0 * due["al"], "ni": 2.0 * due["ni"]})
    assert deductions(held, ["oxide", "olivine"], MARKET) == pytest.approx({"al": 2.0 * due["al"]})
    assert deductions(held, ["olivine"], MARKET, 0.03) == pytest.approx({"al": 2.0 * due["al"], "moisture": 0.0})
    own = Market(penalties={"any": ANY_TABLE, "oxide": {"al": NICKEL}})
    assert deductions(held, ["oxide"], own) == pytest.approx({"al": 2000.0 * 0.25 * 3.0}), "a family's own comes first"
    assert deductions_of(powder().delivered, OXIDE, MARKET, 0.1) == pytest.approx(due)
    assert deductions_of(powder().delivered, OXIDE, Market(penalties={}), 0.1) == {}


def test_what_is_taken_off_a_feed_is_weighed_by_where_it_is_bought() -> None:
    dear = Market(penalties={"any": {"al": Penalty(**{**vars(ALUMINUM), "price": 1.0})}}, fixed={})
    by_name = Market(penalties={"any": ANY_TABLE}, fixed={"nmc": 0.3})
    both = ((0.25, MARKET), (0.5, dear), (0.25, by_name))
    taken = {"al": 0.25 * 1500.0 + 0.5 * 3000.0, "moisture": 0.25 * 375.0, "ni": 0.25 * 500.0}
    assert taken_off_feed(powder(), both) == pytest.approx(taken)
    assert taken_off_feed(powder(form="pack"), both) == {}
    assert taken_off_feed(powder(chemistry=Chemistry(**{**vars(OXIDE), "payables": {"ni": 0.5}})), both) == {}


def test_penalties_stand_beside_the_price_they_are_taken_off() -> None:
    price = Line(VALUE, "preprocessing", "group", "black_mass", 480.0, 100.0, "kg/t", 4.8, "USD/kg", seat="refiner")
    whole, first, second = lines_of_penalties({"al": 20.0, "cu": 10.0}, price)
    assert (whole.amount, whole.price, whole.quantity, whole.item) == (510.0, 5.1, 100.0, "black_mass")
    told = [(line.kind, line.stage, line.group, line.item, line.amount, line.seat) for line in (first, second)]
    assert told == [(VALUE, "preprocessing", "group", f"penalty: {name}", -amount, "refiner")
        for name, amount in (("al", 20.0), ("cu", 10.0))]  # fmt: skip
    assert lines_of_penalties({}, price) == [price]
    none = price._replace(quantity=0.0)
    assert lines_of_penalties({"al": 20.0}, none)[0].price == 0.0
    bare = price._replace(quantity=None, price=None)
    assert lines_of_penalties({"al": 20.0}, bare)[0].price is None


@pytest.mark.parametrize("inside", [0.0, 0.25])
def test_penalties_are_parted_from_the_price_at_their_own_gate(inside: float) -> None:
    method = Method(feed={"in_plant": inside})
    scenario = Scenario(method=method, purchases=((1.0, MARKET),))
    there, other = (Line(COST, stage, "feedstock", feed_price.AT_GATE, 900.0) for stage in ("recovery", "making"))
    beside = Line(COST, "recovery", "feedstock", "interest on feed stock", 9.0)
    streams = [powder(), powder(), powder(form="pack")]
    lines = feed_price.with_penalties(scenario, streams, [beside, there, other], "recovery")
    taken = {name: 2.0 * each * (1.0 - inside) for name, each in (("al", 1500.0), ("moisture", 375.0), ("ni", 500.0))}
    told = [(line.stage, line.item, line.amount) for line in lines]
    assert told == [
        ("recovery", "interest on feed stock", 9.0),
        ("recovery", feed_price.AT_GATE, pytest.approx(900.0 + sum(taken.values()))),
        *(("recovery", f"penalty: {name}", pytest.approx(-amount)) for name, amount in taken.items()),
        ("making", feed_price.AT_GATE, 900.0),
    ]


def test_what_lies_outside_of_a_specification() -> None:
    held = {"mass": 200.0, "ni": 30.0, "al": 5.0, "cu": 2.0}
    limits = Limits(least={"ni": 0.2, "co": 0.1, "cu": 0.01}, most={"al": 0.02, "cu": 0.01, "moisture": 0.05})
    found = {"ni": (0.15, 0.2, False), "co": (0.0, 0.1, False), "al": (0.025, 0.02, True)}
    assert outside(held, limits) == found
    assert outside(held, limits, 0.05) == found
    assert outside(held, limits, 0.06) == {**found, "moisture": (0.06, 0.05, True)}
