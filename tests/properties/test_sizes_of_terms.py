"""Tolls, what goes back, penalties and legs of the seller by hand: every factor and term in its size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from recyc_cli import quote
from recyc_cli.model.flows.feedstock import energy_density
from recyc_cli.model.money import feed_price
from recyc_cli.model.money.black_mass import paid_price
from recyc_cli.model.money.deck_prices import moved_share
from recyc_cli.model.money.lifetime.cash_flow import Plan, _worked
from recyc_cli.model.money.lifetime.plant_year import PlantYear
from recyc_cli.model.money.market_price import delivered_price
from recyc_cli.model.money.quality import (
    deductions,
    deductions_of,
    lines_of_penalties,
    outside,
    steps_beyond,
    taken_off_feed,
)
from recyc_cli.model.money.sales import sell
from recyc_cli.model.numbers.chance.normal import normal_at, share_below
from recyc_cli.model.records.feed import Chemistry, Stream
from recyc_cli.model.records.ledger import COST, VALUE, Account, Capital, Line, Production
from recyc_cli.model.records.market import Contract, Element, Limits, Market, Penalty, Product, Shredder
from recyc_cli.model.records.scenario import Method, Scenario
from recyc_cli.scenario.build.tables import _is_zero, _penalties, by_region

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


def test_of_a_penalty_the_price_is_with_tax_and_none_that_costs_nothing_stays() -> None:
    rules = {"al": {"above": 0.02, "step": 0.01, "price": 0.5}, "cu": {"above": 0.02, "step": 0.01, "price": 0.0}}
    built = _penalties({"penalties": {"any": rules, "oxide": {"cu": rules["cu"]}}}, 1.13)
    assert list(built) == ["any"]
    assert list(built["any"]) == ["al"]
    told = built["any"]["al"]
    assert (told.above, told.below, told.step, told.price) == (0.02, None, 0.01, 0.5 * 1.13)


def test_powder_of_a_shredder_is_priced_less_its_penalties() -> None:
    """80 kg of powder at 16 x 0.7 a kilogram of its nickel, a quarter; 5 % too little of it, a step, at 0.25 a kg."""
    market = Market(elements={"ni": Element(metal="nickel", compound=None, contained=True)}, metals={"nickel": 16.0},
        paid_on={}, families={}, payables={"ni": 0.7}, fixed={}, products={}, carriage=0.0,
        penalties={"any": {"ni": Penalty(above=None, below=0.3, step=0.05, price=0.25)}},
        shredder=Shredder(tolls={"pack": 0.2}, powders={}, yields={"cathode": {"black_mass": 0.8}}))  # fmt: skip
    packs = Stream(form="pack", chemistry=OXIDE, delivered={"cathode": 100.0}, components={}, moisture=None)
    assert delivered_price(packs, market) == pytest.approx(80.0 * 0.25 * 16.0 * 0.7 - 80.0 * 0.25 - 100.0 * 0.2)


def test_a_salt_that_payables_are_quoted_on_counts_as_it_is_paid() -> None:
    salts = Market(paid_on={"co": "sulfate"}, products={"sulfate": Product(price=30.0, payable=0.5, contract=None)})
    assert paid_price("co", salts) == 15.0


def test_the_ends_of_normal_numbers() -> None:
    """From tables: the share below -7.5 is 3.1909e-14, and 2^-53 below 1 lies 8.2095 above the middle."""
    assert share_below(-7.5) == pytest.approx(3.190891672910896e-14, rel=1e-9)
    assert share_below(7.5) == pytest.approx(1.0 - 3.190891672910896e-14, abs=1e-16)
    assert normal_at(1.0) == pytest.approx(8.2095361516, rel=1e-8)


def test_energy_and_capital_by_their_size() -> None:
    assert energy_density(360.0, 400.0) == pytest.approx(250.0, rel=1e-12)
    account = Account(capital=Capital(fixed_capital=9.0), production=Production(working_capital=2.0))
    assert account.total_capital == 11.0


def test_a_year_of_work_costs_more_at_dearer_prices() -> None:
    year = PlantYear(tonnes=10.0, revenue=900.0, feed=100.0, running=200.0, fixed=50.0, carbon=4.0)
    row = _worked(Plan(carbon_price=5.0), 3, 1.5, year)
    told = (row.revenue, row.feed, row.running, row.fixed, row.carbon, row.operating)
    assert told == (1350.0, -150.0, -300.0, -75.0, -30.0, 795.0)


def test_several_prices_of_a_penalty_are_none_of_0() -> None:
    assert _is_zero(0.0)
    assert not _is_zero(0.5)
    assert _is_zero(np.array([0.0, 0.0])) is False


def test_a_regions_own_lies_over_what_it_borrows() -> None:
    tables = {"any": {"a": 1.0, "b": 1.0, "c": 1.0}, "korea": {"b": 2.0, "c": 2.0}, "japan": {"c": 3.0}}
    assert by_region(tables, "japan", "korea") == {"a": 1.0, "b": 2.0, "c": 3.0}


def test_of_what_black_mass_lacks_there_is_none() -> None:
    lacking = Market(penalties={"any": {"zn": Penalty(above=None, below=0.5, step=0.25, price=1.0)}})
    assert deductions({"mass": 2.0}, ["oxide"], lacking) == {"zn": 4.0}


def test_a_seller_who_bears_the_way_books_it_and_asks_for_it() -> None:
    asked: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "incoterm": "dap"}
    (line,) = [each for each in quote(**asked, seat="holder").result.lines if each.item == "way that the price holds"]
    assert (line.kind, line.stage, line.group) == (COST, "holder", "other_variable")
    assert line.amount > 0.0
    at_refiner = (quote(**each, seat="refiner").result.lines for each in (asked | {"incoterm": None}, asked))
    bare, dear = (each for lines in at_refiner for each in lines if each.item == "black_mass")
    assert dear.quantity == bare.quantity
    assert dear.amount > bare.amount, "the refiner pays for the way that is held"
    assert dear.price * dear.quantity == pytest.approx(dear.amount, rel=1e-12)


def test_packs_sold_are_priced_a_kilowatt_hour() -> None:
    result = quote(chemistry="nmc622", route="reuse").result
    (line,) = [each for each in result.lines if each.item == "repurposed_pack"]
    assert line.price * line.quantity == pytest.approx(line.amount, rel=1e-12)
