"""Sales, value-added tax and feed prices by hand: small numbers in, every factor and term seen in its size."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli import quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.model.money import feed_price
from recyc_cli.model.money.deck_prices import gross, gross_factor
from recyc_cli.model.money.market_price import (
    at_toll,
    carriage,
    delivered_price,
    price_at_gate,
    shredded,
    stream_price,
    way,
)
from recyc_cli.model.money.sales import element_price, priced_elements, recovery, sell, unit_value
from recyc_cli.model.records.feed import Chemistry, Stream
from recyc_cli.model.records.market import Contract, Element, Market, Product, Shredder
from recyc_cli.model.records.scenario import Factors, Freight, Leg, Method, Scenario

LIBRARY = open_library()
FOLLOWS = "follows"
"""Stands for a price that its inputs make."""
DECKS = tuple(LIBRARY.names("prices"))
METALS = {"ni": Element(metal="nickel", compound=None, contained=True),
    "li": Element(metal="lithium_carbonate", compound=5.0, contained=True),
    "f": Element(metal="", compound=None, contained=False)}  # fmt: skip
OXIDE = Chemistry(id="oxide", trade="oxide", payables=None, design={},
    inside={"cathode": (("ni", "cathode.ni", 0.5), ("li", "cathode.li", 0.1))})  # fmt: skip
OWN = Chemistry(**{**vars(OXIDE), "id": "lead", "payables": {"ni": 0.25}})


def market(**changes: Any) -> Market:
    """Nickel at 16, of which 70 % is paid; lithium carbonate at 10, of whose lithium half is."""
    whole = {"elements": METALS, "metals": {"nickel": 16.0, "lithium_carbonate": 10.0}, "paid_on": {}, "families": {},
        "payables": {"ni": 0.7, "li": 0.5}, "form_shares": {"pack": 0.75, "cell": 0.5}, "fixed": {}, "carriage": 0.25,
        "mixing": 0.0, "apart": (), "returned": None,
        "products": {"copper": Product(price=8.0, payable=0.5, contract=None)},
        "shredder": Shredder(tolls={"pack": 0.2, "module": 0.1}, powders={"module": 0.5},
            yields={"copper": {"copper": 0.9}, "cathode": {"black_mass": 0.8}})}  # fmt: skip
    return Market(**{**whole, **changes})


def feed(form: str = "pack", **changes: Any) -> Stream:
    """100 kg of cathode and 50 of copper: 50 kg of nickel and 10 of lithium."""
    held = {"cathode": 100.0, "copper": 50.0}
    whole = {"form": form, "plant_form": form, "chemistry": OXIDE, "share": 1.0, "delivered": held, "components": held}
    return Stream(**{**whole, **changes})


PAID = 50.0 * 16.0 * 0.7 + 10.0 * 50.0 * 0.5
"""For all of the cathode, as black mass."""


def test_tax_is_in_where_it_is_said_to_be() -> None:
    assert gross_factor(0.13, included=True) == 1.13
    assert gross_factor(0.13, included=False) == 1.0
    assert gross({"nickel": 10.0, "lime": 2.0}, 1.13) == pytest.approx({"nickel": 11.3, "lime": 2.26})


@pytest.mark.parametrize("name", [name for name in DECKS if "vat" in LIBRARY.document("prices", name).tree])
def test_a_decks_prices_are_gross_where_its_market_reckons_so(name: str) -> None:
    """Metals, products, reagents and tolls alike: net x 1.13 in China since April 2019, net where it says so."""
    told = quote(chemistry="nmc622", route="hydro", region="china", prices=name).resolved
    deck, built = told.documents["prices"].tree, told.scenario.market
    factor = 1.0 + deck["vat"]["rate"] if deck["vat"]["included"] else 1.0
    for kind in ("metals", "reagents"):
        priced = {key: price * factor for key, price in deck[kind].items() if price != FOLLOWS}
        assert {key: getattr(built, kind)[key] for key in priced} == pytest.approx(priced, rel=1e-12)
    own = {
        key: item["price"] * factor for key, item in deck["products"].items() if item.get("price", FOLLOWS) != FOLLOWS
    }
    assert own
    assert {key: built.products[key].price for key in own} == pytest.approx(own, rel=1e-12)
    payables = told.documents["payables"].tree
    toll = {**payables["tolls"]["any"], **payables["tolls"].get("china", {})}["pack"] * factor
    assert built.shredder is not None
    assert built.shredder.tolls["pack"] == pytest.approx(toll, rel=1e-12)


def test_a_metal_is_priced_as_the_compound_it_is_quoted_in() -> None:
    assert element_price("ni", market()) == 16.0
    assert element_price("li", market()) == 50.0
    told = priced_elements({"ni": 50.0, "f": 3.0, "mass": 1000.0}, market())
    assert [(each.element, each.mass, each.price, each.counted) for each in told] == [("ni", 50.0, 16.0, True)]


@pytest.mark.parametrize(
    ("terms", "paid"),
    [
        (None, 8.0),
        ({}, 10.0),
        ({"payable": 0.9}, 9.0),
        ({"payable": 0.9, "premium": 0.5}, 9.5),
        ({"payable": 0.9, "premium": 0.5, "floor": 9.75}, 9.75),
        ({"premium": 3.0, "ceiling": 11.0}, 11.0),
        ({"share": 0.25, "payable": 0.9, "premium": 0.5}, 0.75 * 8.0 + 0.25 * 9.5),
        ({"share": 0.25, "floor": 12.0, "ceiling": 20.0}, 0.75 * 8.0 + 0.25 * 12.0),
    ],
)
def test_a_contract_by_hand(terms: dict[str, float] | None, paid: float) -> None:
    """Of a price of 10 the market pays 80 %."""
    usual = {"share": 1.0, "payable": 1.0, "premium": 0.0, "floor": 0.0, "ceiling": 1e9}
    contract = None if terms is None else Contract(**{**usual, **terms})
    offer = Product(price=10.0, payable=0.6, contract=contract, element="ni")
    assert unit_value(offer, 0.8) == pytest.approx(paid, rel=1e-12)
    there = market(products={"nickel": offer, "copper": Product(price=8.0, payable=0.5, contract=None)})
    sold, lines = sell({"nickel": 40.0, "copper": 30.0}, {"nickel": {"ni": 36.0}}, "recovery",
        {"ni": 50.0, "copper": 60.0}, there, {"nickel": 0.8})  # fmt: skip
    first, second = sold
    assert (first.value, first.payable) == pytest.approx((40.0 * paid, paid / 10.0), rel=1e-12)
    assert (first.recovery, first.price, first.mass, first.stage) == (0.72, 10.0, 40.0, "recovery")
    assert (second.value, second.payable, second.recovery) == (120.0, 0.5, 0.5)
    told = [(line.kind, line.stage, line.item, line.quantity, line.price) for line in lines]
    assert told[0][:4] == ("value", "recovery", "nickel", 40.0)
    assert told[1] == ("value", "recovery", "copper", 30.0, 4.0)
    assert [line.amount for line in lines] == [first.value, second.value]
    assert lines[0].price == pytest.approx(paid)


def test_of_what_has_no_price_a_contract_pays_no_share() -> None:
    terms = Contract(share=1.0, payable=1.0, premium=2.0, floor=0.0, ceiling=1e9)
    free = market(products={"slag": Product(price=0.0, payable=1.0, contract=terms)})
    ((told,), _) = sell({"slag": 5.0}, {}, "recovery", {}, free)
    assert (told.value, told.payable) == (10.0, 0.0)


def test_a_product_recovers_what_it_is_named_after() -> None:
    held = {"ni": 50.0, "in.nmc622": 80.0, "copper": 60.0}
    assert recovery("nickel", 99.0, {"ni": 45.0}, held, "ni") == 0.9
    assert recovery("nmc622", 60.0, {"ni": 45.0}, held, "") == 0.75
    assert recovery("copper", 45.0, {}, held, "cu") == 0.75
    assert recovery("slag", 45.0, {}, held, "") is None
    assert recovery("cobalt", 1.0, {"co": 1.0}, held, "co") is None, "none is delivered"


def test_a_stream_is_paid_by_form_by_name_or_by_payables_of_its_own() -> None:
    assert stream_price(feed(), market()) == pytest.approx(PAID * 0.75, rel=1e-12)
    assert stream_price(feed("cell"), market()) == pytest.approx(PAID * 0.5, rel=1e-12)
    assert stream_price(feed(chemistry=OWN), market()) == 50.0 * 16.0 * 0.25
    assert stream_price(feed(), market(fixed={"oxide": 0.3})) == pytest.approx(45.0)
    assert stream_price(feed(), market(fixed={"other": 0.3})) == pytest.approx(PAID * 0.75)


@pytest.mark.parametrize("priced", [delivered_price, lambda *both: price_at_gate(scenario(), *both[:1])])
def test_a_feed_delivered_by_hand(priced: Any) -> None:
    """Copper at 8 x 0.5, powder at its payables less its way of 0.25 a kg, a toll on all of it."""
    scrap, way_of_powder = 45.0 * 4.0, 80.0 * 0.25
    assert priced(feed(), market()) == pytest.approx(scrap + 0.8 * PAID - way_of_powder - 150.0 * 0.2, rel=1e-12)
    half = scrap + 0.8 * PAID * 0.5 - way_of_powder - 150.0 * 0.1
    assert priced(feed("module"), market()) == pytest.approx(half, rel=1e-12)
    assert priced(feed("cell"), market()) == pytest.approx(PAID * 0.5, rel=1e-12), "no toll: as it is"
    assert priced(feed(chemistry=OWN), market()) == 200.0
    without = feed(delivered={"copper": 50.0})
    assert priced(without, market()) == pytest.approx(scrap - 50.0 * 0.2, rel=1e-12)


def test_without_a_shredder_and_at_a_fixed_price() -> None:
    assert delivered_price(feed(), market(shredder=None)) == pytest.approx(PAID * 0.75, rel=1e-12)
    assert delivered_price(feed(), market(fixed={"oxide": 0.3})) == pytest.approx(45.0)
    assert shredded({"copper": 50.0, "pe": 9.0}, market().shredder) == {"copper": {"copper": 45.0}}  # type: ignore[arg-type]
    assert at_toll(500.0, 2.0, 200.0, 350.0) == 200.0


ROAD = {"truck": "by-distance", "heavy_above": 1e9, "gross_weight": 1.0, "short_ton": 1.0,
    "payload": {"heavy": 1.0, "medium": 10.0}, "rate": {"medium": {"plain": 0.1, "hazardous": 0.2}, "heavy": {}},
    "modes": {}, "packaging": {"plain": 0.5, "hazardous": 2.0}, "shipped": {}}  # fmt: skip
"""A kilogram costs 0.01 or 0.02 a km, and half as much or twice for its box."""


def usual(*legs: tuple[str, str, tuple[str, ...], bool], flat: float = 0.0) -> Freight:
    """Legs of 10 km: name, what they carry, forms, class 9; boxes on all that is carried, and on the feed."""
    on = {"net": 1.0, "gross": 0.0, "flat": flat}
    return Freight(**ROAD, legs=tuple(
        Leg(id=name, title=name, carries=carries, forms=forms, hazardous=class_9, packed_by="", mode="truck",
            seat="shredder", distance=10.0, care=1.0, packaging_on=on)
        for name, carries, forms, class_9 in legs
    ))  # fmt: skip


def scenario(**changes: Any) -> Scenario:
    whole = {"purchases": ((1.0, market()),), "usual": {}, "factors": Factors(truck_energy={"medium": 1.0}),
        "method": Method(), "freight": Freight(), "market": market(),
        "feed_price": None, "feed_basis": "tonne", "energy": 500.0}  # fmt: skip
    return Scenario(**{**whole, **changes})


def test_the_usual_way_is_borne_by_the_holder() -> None:
    legs = usual(("first", "delivered", ("pack",), True), ("last", "recovery-feed", (), False))
    there = scenario(usual={"pack": legs})
    borne = 150.0 * (0.2 + 2.0) + 150.0 * (0.1 + 0.5)
    opened = feed(plant_form="module", components={"cathode": 1.0})
    for stream in (feed(), opened):
        assert way(stream, legs, there.factors, there.method) == pytest.approx(borne, rel=1e-12)
        assert price_at_gate(there, stream) == pytest.approx(delivered_price(stream, market()) - borne, rel=1e-12)
    assert carriage(legs, there.factors, there.method) == pytest.approx(0.6, rel=1e-12), "powder goes the last way"
    assert price_at_gate(there, feed(chemistry=OWN)) == 200.0, "bought as it is"
    once_more = usual(("last", "recovery-feed", (), False), flat=1.0)
    assert carriage(once_more, there.factors, there.method) == pytest.approx(0.1 + 0.5 + 0.5, rel=1e-12)
    borne = way(feed(), once_more, there.factors, there.method)
    assert borne == pytest.approx(150.0 * (0.1 + 0.5 + 0.5), rel=1e-12)


def test_a_feed_bought_at_several_times_is_their_mean() -> None:
    dear = market(metals={"nickel": 32.0, "lithium_carbonate": 10.0})
    there = scenario(purchases=((0.25, market()), (0.75, dear)))
    risen = delivered_price(feed(), market()) + 0.8 * 50.0 * 16.0 * 0.7
    expected = 0.25 * delivered_price(feed(), market()) + 0.75 * risen
    assert price_at_gate(there, feed()) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("basis", "per"), [("tonne", 1.0), ("MJ", 500.0), ("value", 2000.0)])
def test_a_price_given_is_per_what_it_says(basis: str, per: float) -> None:
    there = scenario(feed_price=3.0, feed_basis=basis)
    two, one = [feed(share=0.25), feed("cell", share=0.5)], [feed(share=0.25)]
    assert feed_price.prices(there, [two, one, []], 2000.0) == pytest.approx([2.25 * per, 0.75 * per, 0.0], rel=1e-12)


def test_a_price_of_the_market_is_a_sum_over_streams() -> None:
    both = delivered_price(feed(), market()) + PAID * 0.5
    assert feed_price.prices(scenario(), [[feed(), feed("cell")], []], 1e9) == pytest.approx([both, 0.0], rel=1e-12)


def rules(inside: float) -> Method:
    """A method with 0.1 of working capital at the gate, less 0.04 of raw materials, at 5 %; nothing else on feed."""
    return Method(
        feed={"in_plant": inside, "addons": 0.0, "tied_up": 0.0, "raw_materials": 0.0, "labour": 0.0},
        working_capital={"cash_cost": 0.14, "raw_materials": 0.04},
        operating={"working_capital_interest": 0.05, "consumables": 0.0, "packaging": 0.0},
    )


@pytest.mark.parametrize("inside", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("price", [-100.0, 200.0])
def test_a_feed_price_is_booked_inside_and_at_the_gate(inside: float, price: float) -> None:
    told = feed_price.lines(scenario(method=rules(inside)), "recovery", price)
    paid, taken = max(price, 0.0), min(price, 0.0)
    assert [(line.group, line.item) for line in told] == [
        ("feedstock", "feed price"), ("feedstock", "interest on feed stock"),
        ("materials", "feedstock"), ("feedstock_payment", "payment for taking the feed"),
    ]  # fmt: skip
    at_gate = price * (1.0 - inside)
    amounts = [at_gate, at_gate * 0.1 * 0.05, paid * inside, taken * inside]
    assert [line.amount for line in told] == pytest.approx(amounts, rel=1e-12)
    assert {(line.kind, line.stage) for line in told} == {("cost", "recovery")}


@pytest.fixture
def _shares(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit of feed price booked inside a plant costs 1.2 in all, 0.1 of that interest."""
    monkeypatch.setattr(feed_price, "feed_knock_on", lambda method: 1.2 * method.feed["in_plant"])
    monkeypatch.setattr(feed_price, "feed_interest", lambda method: 0.1 * method.feed["in_plant"])


@pytest.mark.usefixtures("_shares")
@pytest.mark.parametrize(
    ("inside", "margin", "paid", "zero", "cash"),
    [
        # booked inside: paid 1.2 a unit, or 1.1 without interest; taken 1
        (1.0, 60.0, [100.0], 180.0 / 1.2, 170.0 / 1.1),
        (1.0, 60.0, [100.0, -30.0], 150.0 / 1.2, 140.0 / 1.1),
        (1.0, -200.0, [100.0], -80.0, -90.0),
        (1.0, 60.0, [-100.0], -40.0, -40.0),
        (1.0, 0.0, [], 0.0, 0.0),
        (1.0, 0.5, [], 0.5 / 1.2, 0.5 / 1.1),
        # at the gate: 1 and interest of 0.1 x 0.05, either way
        (0.0, 60.0, [100.0], (60.0 + 100.5) / 1.005, 160.0),
        (0.0, -200.0, [100.0], (-200.0 + 100.5) / 1.005, -100.0),
        # in halves
        (0.5, 60.0, [100.0], (60.0 + 100.0 * 1.1025) / 1.1025, (60.0 + 105.0) / 1.05),
        (0.5, -60.0, [-100.0], (-60.0 - 100.0 * 1.0025) / 1.0025, -160.0),
    ],
)
def test_the_price_at_which_nothing_is_left(
    inside: float, margin: float, paid: list[float], zero: float, cash: float
) -> None:
    """What is taken, below 0, costs what it costs at the gate; what is paid drags its knock-on costs along."""
    there = scenario(method=rules(inside))
    assert feed_price.breakeven(there, margin, paid) == pytest.approx(zero, rel=1e-12)
    assert feed_price.cash_breakeven(there, margin, paid) == pytest.approx(cash, rel=1e-12)
