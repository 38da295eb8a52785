"""Prices black mass: what is paid for the metals in it."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import amounts
from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.model.money.quality import deductions, lines_of_penalties
from recyc_cli.model.money.sales import element_price, sold_of
from recyc_cli.model.numbers.arithmetic import add_up, plain, ratio
from recyc_cli.model.records.ledger import VALUE, Line
from recyc_cli.model.records.result import Sold
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry, Feed
    from recyc_cli.model.records.market import Market
    from recyc_cli.model.records.result import Held


def paid_price(element: str, market: Market) -> Number:
    """Price that a payable of black mass is a share of: the metal's, or what its salt fetches [money/kg element].

    price of the product x the share of it that is paid, where the market quotes on salts

    Args:
        element: its symbol.
        market: prices, and the products that its payables are quoted on.

    Source: smm-black-mass-2025-06; `sales.element_price`.

    >>> from recyc_cli.model.records.market import Market, Product
    >>> market = Market(paid_on={"co": "cobalt"}, products={"cobalt": Product(price=30.0, payable=0.5)})
    >>> paid_price("co", market)
    15.0
    """
    if element not in market.paid_on:
        return element_price(element, market)
    offer = market.products[market.paid_on[element]]
    return offer.price * offer.payable


def paid_shares(chemistry: Chemistry, market: Market) -> Mapping[str, Number]:
    """Shares of the elements' prices that are paid for black mass of a chemistry: its family's own come first [1].

    Args:
        chemistry: names the family that its black mass is quoted as.
        market: payables of all, and those of a family.

    Source: method recyc, correction market-payables.

    >>> from recyc_cli.model.records.feed import Chemistry
    >>> from recyc_cli.model.records.market import Market
    >>> paid_shares(Chemistry(trade="spinel"), Market(families={}, payables={"ni": 0.7}))
    {'ni': 0.7}
    """
    own = market.families.get(chemistry.trade)
    return market.payables if own is None else {**market.payables, **own}


def unpaid(held: Iterable[Held], shares: Mapping[str, Number], sold: Iterable[str]) -> tuple[list[str], Number]:
    """Elements that are sold and that nobody pays for in the feed, and their part of what counts in it [1].

    sum of mass x price of those / sum of mass x price of all that count

    Args:
        held: elements of the feed, priced.
        shares: of their prices that are paid for them in black mass [1].
        sold: elements that products are named after.

    Source: `black_mass.payable_value`.

    >>> from recyc_cli.model.records.result import Held
    >>> held = [Held(element="li", mass=1.0, price=30.0, counted=True)]
    >>> held += [Held(element="ni", mass=5.0, price=2.0, counted=True)]
    >>> unpaid(held, {"li": 0.0, "ni": 0.7}, ["li", "ni"])
    (['li'], 0.75)
    """
    counted = {each.element: each.value for each in held if each.counted}
    free = [element for element in counted if element in sold and not plain(shares.get(element, 1.0))]
    return free, add_up(counted[element] for element in free) / add_up(counted.values()) if free else 0.0


def payable_value(
    components: Mapping[str, Number],
    chemistry: Chemistry,
    market: Market,
    shares: Mapping[str, Number] | None = None,
) -> Number:
    """What a buyer pays for the metal in a stream [money per the stream's mass].

    Sum over elements of mass x price x payable.

    Args:
        components: of the stream [kg].
        chemistry: says what they are made of.
        market: prices of the elements, and what is paid for them in black mass.
        shares: element -> share of its price, in place of those of black mass.

    Source: everbatt-2023, sheet `Preproc. Par.` cell C95.

    >>> from recyc_cli.model.records.feed import Chemistry
    >>> from recyc_cli.model.records.market import Element, Market
    >>> market = Market(elements={"ni": Element(metal="nickel", compound=None)}, metals={"nickel": 16.0}, paid_on={})
    >>> oxide = Chemistry(inside={"cathode": (("ni", "cathode.ni", 0.25),)})
    >>> payable_value({"cathode": 100.0}, oxide, market, {"ni": 0.5})
    200.0
    """
    held = amounts(components, chemistry)
    price = paid_price if shares is None else element_price
    return add_up(
        held[element] * price(element, market) * share
        for element, share in (paid_shares(chemistry, market) if shares is None else shares).items()
        if element in held
    )


def mixed(chemistries: Iterable[Chemistry], market: Market) -> bool:
    """Tell whether families that are kept apart from others meet one of those among these chemistries.

    Args:
        chemistries: of what is mixed.
        market: names the families apart.

    >>> from recyc_cli.model.records.feed import Chemistry
    >>> from recyc_cli.model.records.market import Market
    >>> oxide, phosphate = Chemistry(trade="oxide"), Chemistry(trade="phosphate")
    >>> [mixed(each, Market(apart=("phosphate",))) for each in ([oxide, phosphate], [phosphate, phosphate])]
    [True, False]
    """
    return len({chemistry.trade in market.apart for chemistry in chemistries}) > 1


def sell_black_mass(feeds: list[Feed], stage: str, market: Market) -> tuple[Sold, list[Line]]:
    """Price black mass at the payables of what it holds, at the gate of who makes it.

    Its price is that of all its payable elements in full, the payable the share of it that is paid. Where unlike
    families meet, it loses the market's share for that.

    value = (sum of payable values x (1 - mixing) - mass x carriage - penalties) x (1 - share that goes back)

    Args:
        feeds: black mass by chemistry [kg/t delivered].
        stage: the stage that sells it.
        market: prices and payables.

    Returns:
        What is sold, and its lines: the price, and each penalty.

    Source: `black_mass.payable_value`.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", route="hydro", method="everbatt-2023")
    >>> feeds, market = q.result.accounts[0].flows.black_mass, q.resolved.scenario.market
    >>> round(sell_black_mass(feeds, "preprocessing", market)[0].payable, 6)
    0.447966
    """
    mass, whole = _unpaid(feeds, market)
    paid: Number = 0.0
    for feed in feeds:
        paid = paid + payable_value(feed.components, feed.chemistry, market)
    if mixed((feed.chemistry for feed in feeds), market):
        paid = paid * (1.0 - market.mixing)
    taken = {name: sold_of(amount, market) for name, amount in _penalties(feeds, market).items()}
    paid = sold_of(paid - mass * market.carriage, market)
    paid = paid - add_up(taken.values()) if taken else paid
    line = Line(VALUE, stage, "", BLACK_MASS, paid, mass, "kg/t", ratio(paid, mass, 0.0), "USD/kg")
    price, payable = ratio(whole, mass, 0.0), ratio(paid, whole, 0.0)
    sold = Sold(product=BLACK_MASS, stage=stage, mass=mass, recovery=None, price=price, payable=payable, value=paid)
    return sold, lines_of_penalties(taken, line)


def _unpaid(feeds: list[Feed], market: Market) -> tuple[Number, Number]:
    """Mass of black mass [kg], and the price of all its payable elements in full [money], per t delivered."""
    mass: Number = 0.0
    whole: Number = 0.0
    for feed in feeds:
        held = amounts(feed.components, feed.chemistry)
        mass = mass + held["mass"]
        for element in paid_shares(feed.chemistry, market):
            if element in held:
                whole = whole + held[element] * paid_price(element, market)
    return mass, whole


def _penalties(feeds: list[Feed], market: Market) -> dict[str, Number]:
    """What is taken off black mass as a whole, by substance [money/t delivered]; nothing without penalties."""
    if not market.penalties:
        return {}
    held: dict[str, Number] = {}
    for feed in feeds:
        for name, mass in amounts(feed.components, feed.chemistry).items():
            held[name] = held.get(name, 0.0) + mass
    return deductions(held, (feed.chemistry.trade for feed in feeds), market)
