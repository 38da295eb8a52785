"""Seats and balances by hand: what each seat's account holds, and where each kilogram goes, in its size."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import quote
from recyc_cli.model.flows import mass_balance
from recyc_cli.model.records.feed import Chemistry, Feed, Flows
from recyc_cli.model.seats import standing_limit

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Balance

HYDRO: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro"}
OXIDE = Chemistry(inside={"cathode": (("ni", "cathode.ni", 0.5), ("zz", "cathode.zz", 0.125)),
    "salt": (("ni", "salt.ni", 0.25),)})  # fmt: skip
POWDER = [Feed(chemistry=OXIDE, components={"cathode": 100.0, "graphite": 60.0}),
    Feed(chemistry=OXIDE, components={"salt": 40.0})]  # fmt: skip


def flows(**changes: Any) -> Flows:
    whole: dict[str, Any] = {
        "reagents": {},
        "water_mass": 0.0,
        "products": {},
        "wastes": {},
        "gas": 0.0,
        "elements": {},
    }
    return Flows(**{**whole, **changes})


SHREDDER = flows(products={"copper": 85.0, "steel": 10.0}, wastes={"slag": 22.0, "landfill": 1.0}, gas=3.0,
    elements={"copper": {"cu": 85.0}, "slag": {"cu": 2.0}, "gas": {"cu": 1.0}})  # fmt: skip
REFINER = flows(reagents={"acid": 40.0, "salt": 8.0}, water_mass=12.0, products={"nickel": 50.0}, wastes={"slag": 5.0},
    gas=2.0, elements={"nickel": {"ni": 40.0}})  # fmt: skip


def told(balance: Balance) -> tuple[Any, ...]:
    return balance.entering, balance.products, balance.wastes, balance.emissions


def test_all_mass_by_hand() -> None:
    whole = mass_balance.total(1000.0, [SHREDDER, REFINER], 30.0, 7.0)
    assert told(whole) == (1000.0 + 40.0 + 8.0 + 12.0, 30.0 + 95.0 + 50.0, 7.0 + 23.0 + 5.0, 3.0 + 2.0)
    assert whole.closure == 1060.0 - 175.0 - 35.0 - 5.0


def test_each_element_by_hand() -> None:
    """Of what the feed holds alone; a reagent's own leaves with the waste."""
    contents = {"copper": {"cu": 1.0}, "busbar": {"cu": 0.5, "ni": 0.25}, "reagent.salt": {"cu": 0.125, "zz": 1.0}}
    found = mass_balance.by_element(
        contents, {"cu": 100.0, "ni": 50.0}, [SHREDDER, REFINER], {"busbar": 8.0, "steel": 9.0}, {"copper": 3.0}
    )
    assert list(found) == ["cu", "ni"]
    assert told(found["cu"]) == (100.0 + 1.0, 4.0 + 85.0, 3.0 + 2.0 + 1.0, 1.0)
    assert told(found["ni"]) == (50.0, 2.0 + 40.0, 0.0, 0.0)


def test_black_mass_by_hand() -> None:
    assert mass_balance.black_mass_amounts(POWDER, ["ni", "co"]) == {"mass": 200.0, "ni": 60.0}


def test_a_chain_that_sells_black_mass_by_hand() -> None:
    """The powder is a product; so are the parts taken out before, and their elements."""
    parts = SimpleNamespace(sold={"busbar": 8.0}, wasted={"copper": 3.0})
    result: Any = SimpleNamespace(parts=parts, delivered={"mass": 1000.0, "ni": 90.0, "in.x": 5.0, "cu": 7.0},
        accounts=[SimpleNamespace(flows=SHREDDER)])  # fmt: skip
    substances = {"busbar": {"ni": 0.25}, "copper": {"ni": 0.5}}
    scenario: Any = SimpleNamespace(substances=substances, market=SimpleNamespace(elements=("ni", "co")))
    whole, elements = mass_balance.of_chain(scenario, result, POWDER)
    assert told(whole) == (1000.0, 8.0 + 200.0 + 95.0, 3.0 + 23.0, 3.0)
    assert list(elements) == ["ni"]
    assert told(elements["ni"]) == (90.0, 2.0 + 60.0, 1.5, 0.0)
    whole, elements = mass_balance.of_chain(scenario, result, [])
    assert told(whole) == (1000.0, 8.0 + 95.0, 3.0 + 23.0, 3.0)
    assert told(elements["ni"]) == (90.0, 2.0, 1.5, 0.0)
    assert "black_mass" not in substances | parts.sold, "what was given stays as it was"


def test_shares_of_a_balance_by_hand() -> None:
    assert mass_balance.from_feed(53.0, 0.9, 10.0) == 9.0
    assert mass_balance.from_feed(53.0, None, 10.0) == 53.0
    assert mass_balance.from_feed(53.0, 0.9, None) == 53.0
    assert mass_balance.recycling_efficiency([450.0, 50.0]) == 0.5
    assert mass_balance.recovery_from_black_mass(0.75, 10.0, 8.0) == 0.9375


def line(found: Any, item: str) -> Any:
    return next(each for each in found.result.lines if each.item == item)


@pytest.mark.parametrize("price", [900.0, -300.0, None])
@pytest.mark.parametrize("feed", [{"chemistry": "nmc622"}, {"mix": [("nmc622", "pack", 0.4), ("lfp", "cell", 0.6)]}])
def test_what_the_holder_gets_by_hand(feed: dict[str, Any], price: float | None) -> None:
    """A feed price, or a fee; half an hour and 5 USD for each pack of the tonne."""
    holder = quote(route="hydro", seat="holder", feed_price=price, **feed)
    found, told_by = holder.result, holder.resolved
    paid = quote(route="hydro", feed_price=price, **feed).result.feed_price
    share = 0.4 if "mix" in feed else 1.0
    packs = share * 1000.0 / told_by.scenario.streams[0].chemistry.design["pack_mass"]
    wage = told_by.scenario.region["disassembly_wage"]
    assert told_by.scenario.handover == {"removal": 0.5, "storage": 5.0}
    rows = [(each.kind, each.group, each.item, each.seat) for each in found.lines]
    assert rows == [("value", "", "feed price", ""), ("cost", "feedstock_payment", "gate fee", ""),
        ("cost", "labor", "removal from the vehicle", ""), ("cost", "other_variable", "safe storage", "")]  # fmt: skip
    hours = packs * told_by.scenario.handover["removal"]
    amounts = [max(paid, 0.0), max(-paid, 0.0), hours * wage, packs * 5.0]
    assert [each.amount for each in found.lines] == pytest.approx(amounts, rel=1e-12)
    assert [each.quantity for each in found.lines[2:]] == pytest.approx([hours, packs], rel=1e-12)
    assert [each.price for each in found.lines[2:]] == [wage, 5.0]
    assert found.value == amounts[0]
    assert found.margin == pytest.approx(paid - amounts[2] - amounts[3], rel=1e-9)
    assert found.breakeven_feed_price is None
    [sold] = found.sold
    assert (sold.product, sold.stage, sold.payable, sold.recovery) == ("feed", "holder", 1.0, None)
    assert (sold.mass, sold.price, sold.value) == pytest.approx((1000.0, amounts[0] / 1000.0, amounts[0]), rel=1e-12)
    assert told(found.balance) == pytest.approx((1000.0, 1000.0, 0.0, 0.0), rel=1e-12)
    assert list(found.impacts) == ["holder"]
    assert found.impacts["holder"] == [0.0] * 19
    assert found.hauls == found.accounts == found.wastes == []


@pytest.mark.parametrize("case", [{}, {"disassemble": "module"}, {"region": "korea"},
    {"mix": [("nmc622", "pack", 0.5), ("nmc622", "black-mass", 0.5)], "chemistry": None}])  # fmt: skip
def test_what_crosses_between_the_seats_by_hand(case: dict[str, Any]) -> None:
    """Black mass is the shredder's last sale and the refiner's feed, at one price; the rest is shared out whole."""
    chain, shredder, refiner = (
        quote(**{**HYDRO, **case}, seat=seat).result for seat in ("chain", "shredder", "refiner")
    )
    first, last = (account.plant.stage for account in chain.accounts)
    sale, bought = shredder.lines[-1], refiner.lines[-1]
    assert (sale.kind, sale.stage, sale.group, sale.item) == ("value", first, "", "black_mass")
    assert (bought.kind, bought.stage, bought.group, bought.item) == ("cost", last, "feedstock", "black_mass")
    assert (sale.amount, sale.quantity, sale.price) == (bought.amount, bought.quantity, bought.price)
    assert sale.amount == pytest.approx(sale.quantity * sale.price, rel=1e-12)
    assert shredder.sold[-1].value == sale.amount
    assert {each.stage for each in shredder.sold} <= {"disassembly", first}
    assert {each.stage for each in refiner.sold} == {last}
    assert len(shredder.sold) - 1 + len(refiner.sold) == len(chain.sold)
    assert refiner.feed_price == pytest.approx(sale.price * 1000.0, rel=1e-12)
    assert refiner.breakeven_feed_price == pytest.approx(
        (refiner.margin + sale.amount) / sale.quantity * 1e3, rel=1e-12
    )
    assert [len(each.accounts) for each in (shredder, refiner)] == [1, 1]
    assert len(shredder.hauls) + len(refiner.hauls) == len(chain.hauls)
    assert {each.seat for each in shredder.hauls} == {"shredder"}
    assert {each.seat for each in refiner.hauls} == {"refiner"}
    assert len(shredder.wastes) + len(refiner.wastes) == len(chain.wastes)
    assert len(shredder.lines) + len(refiner.lines) == len(chain.lines) + 2
    assert {each.stage for each in shredder.lines} <= {"collection", "disassembly", first}
    assert {each.stage for each in refiner.lines} <= {"collection", last}
    assert set(shredder.impacts) | set(refiner.impacts) == set(chain.impacts)
    assert last not in shredder.impacts
    assert first not in refiner.impacts
    for row, whole in enumerate(chain.impacts["collection"]):
        halves = shredder.impacts["collection"][row] + refiner.impacts["collection"][row]
        assert halves == pytest.approx(whole, rel=1e-12)
    assert refiner.parts.sold == refiner.parts.wasted == {}
    assert refiner.delivered["mass"] == pytest.approx(sale.quantity, rel=1e-12)
    assert refiner.balance.entering == pytest.approx(
        sale.quantity + sum(chain.accounts[1].flows.reagents.values()) + chain.accounts[1].flows.water_mass, rel=1e-12
    )
    assert shredder.delivered == chain.delivered


def test_a_refiner_says_what_it_pays_for_a_tonne_of_black_mass() -> None:
    told_by, market = (quote(**HYDRO, seat="refiner", feed_price=price).result for price in (4000.0, None))
    bought = line(SimpleNamespace(result=told_by), "black_mass")
    assert bought.price == 4.0
    assert bought.amount == pytest.approx(bought.quantity * 4.0, rel=1e-12)
    assert told_by.feed_price == pytest.approx(4000.0, rel=1e-12)
    other = line(SimpleNamespace(result=market), "black_mass")
    assert told_by.margin - market.margin == pytest.approx(other.amount - bought.amount, rel=1e-9)
    assert told_by.breakeven_feed_price == pytest.approx(market.breakeven_feed_price, rel=1e-9)


CARRIED = "method.feed.in_plant=1"
"""The plant carries the feed among its materials, as the reference has it: a unit of its price costs more than one."""


def owed(found: Any) -> float:
    """What a quote owes for capital: the plant's, and interest on what is tied up."""
    costs = [each for each in found.lines if each.kind == "cost"]
    assert costs
    return sum(
        each.amount for each in costs if each.group == "annualized_capital" or each.item.startswith("interest on")
    )


@pytest.mark.parametrize("sets", [(), (CARRIED,)])
@pytest.mark.parametrize("seat", ["chain", "shredder", "refiner"])
@pytest.mark.parametrize("price", [-800.0, 2500.0])
def test_a_plant_that_stands_earns_nothing_at_its_limit(seat: str, price: float, sets: tuple[str, ...]) -> None:
    """Put back as the price, the limit leaves as much as capital and interest take, and nothing in cash."""
    found = quote(**HYDRO, seat=seat, feed_price=price, overrides=sets)
    limit = standing_limit(found.resolved.scenario, found.result)
    there = quote(**HYDRO, seat=seat, feed_price=limit, overrides=sets).result
    assert there.margin + owed(there) == pytest.approx(0.0, abs=1e-9 * there.cost)
    assert owed(there) > 0.0


def test_a_holder_has_no_limit() -> None:
    found = quote(**HYDRO, seat="holder")
    assert standing_limit(found.resolved.scenario, found.result) is None


@pytest.mark.parametrize("sets", [(), (CARRIED,)])
def test_a_second_life_stands_as_long_as_its_cash_margin_does(sets: tuple[str, ...]) -> None:
    found = quote(chemistry="nmc622", route="reuse", feed_price=500.0, overrides=sets)
    limit = standing_limit(found.resolved.scenario, found.result)
    assert limit == pytest.approx(500.0 + found.result.margin + owed(found.result), rel=1e-9)
