"""Prices the elements that a feed holds, and sells products."""

from __future__ import annotations

from recyc_cli.model.numbers.arithmetic import maximum, minimum, ratio, share_of
from recyc_cli.model.records.ledger import VALUE, Line
from recyc_cli.model.records.result import Held, Sold
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.market import Market, Product


def element_price(element: str, market: Market) -> Number:
    """Price of an element in a feed: its metal's, or that of the compound it is valued in [money/kg element].

    Lithium is worth price(Li2CO3) x M(Li2CO3) / (2 M(Li)).

    Args:
        element: its symbol.
        market: prices of the metals, and which of them prices the element.

    Source: method recyc, correction market-payables.

    >>> from recyc_cli.model.records.market import Element, Market
    >>> lithium = Element(metal="lithium_carbonate", compound=5.3236)
    >>> market = Market(elements={"li": lithium}, metals={"lithium_carbonate": 10.0})
    >>> element_price("li", market)
    53.236
    """
    priced = market.elements[element]
    price = market.metals[priced.metal]
    return price if priced.compound is None else price * priced.compound


def priced_elements(delivered: Mapping[str, Number], market: Market) -> list[Held]:
    """Elements the delivered feed holds, with their prices [kg/t, money/kg].

    Args:
        delivered: amounts of the delivered feed [kg/t].
        market: prices of the elements.

    Source: `sales.element_price`.

    >>> from recyc_cli.model.records.market import Element, Market
    >>> nickel = Element(metal="nickel", compound=None, contained=True)
    >>> priced_elements({"ni": 100.0}, Market(elements={"ni": nickel}, metals={"nickel": 16.0}))[0].price
    16.0
    """
    return [
        Held(element=element, mass=delivered[element], price=element_price(element, market), counted=item.contained)
        for element, item in market.elements.items()
        if item.metal and element in delivered
    ]


def fetched(price: Number, payable: Number) -> Number:
    """What is fetched = price x the share of it that is paid [money, or money/kg].

    Args:
        price: the whole of it [money, or money/kg].
        payable: share of it that is paid [1].

    Source: method recyc, correction market-payables.

    >>> fetched(10.0, 0.75)
    7.5
    """
    return price * payable


def sold_of(amount: Number, market: Market) -> Number:
    """What is left to sell of what is made = amount x (1 - share that goes back to the feed's owner) [money].

    Args:
        amount: what all of it would fetch [money, or money/kg].
        market: says which share goes back.

    Source: recyc-battery-tables, fees of tollers.

    >>> from recyc_cli.model.records.market import Market
    >>> sold_of(10.0, Market(returned=0.75)), sold_of(10.0, Market(returned=None))
    (2.5, 10.0)
    """
    return amount if market.returned is None else amount * (1.0 - market.returned)


def unit_value(offer: Product, payable: Number) -> Number:
    """What a kilogram of a product brings: the market's price, or partly the contract's [money/kg].

    market = price x payable ; contract = price x payable + premium, held between floor and ceiling

    Args:
        offer: price of the product, and its contract if there is one.
        payable: share of the price that the market pays [1].

    >>> from recyc_cli.model.records.market import Contract, Product
    >>> terms = Contract(share=0.5, payable=1.0, premium=0.0, floor=12.0, ceiling=20.0)
    >>> unit_value(Product(price=10.0, payable=0.9, contract=terms), 0.9)
    10.5
    """
    market: Number = offer.price * payable
    terms = offer.contract
    if terms is None:
        return market
    agreed = minimum(maximum(offer.price * terms.payable + terms.premium, terms.floor), terms.ceiling)
    return market * (1.0 - terms.share) + agreed * terms.share


def sell(
    products: Mapping[str, Number], elements: Mapping[str, Mapping[str, Number]], stage: str,
    delivered: Mapping[str, Number], market: Market, payable: Mapping[str, Number] | None = None,
) -> tuple[list[Sold], list[Line]]:  # fmt: skip
    """Price what a stage sells outside the chain: the products, and one value line each.

    value = mass x price x payable

    Args:
        products: product -> mass [kg/t delivered].
        elements: product -> element -> mass [kg/t delivered].
        stage: the stage that sells them.
        delivered: amounts of the delivered feed [kg/t], for the recovery.
        market: prices and payables.
        payable: product -> share of its price that is paid here, in place of the deck's.

    Source: everbatt-2023, sheets `Preproc. Par.` and `CM Rec Par.`.

    >>> from recyc_cli.model.records.market import Market, Product
    >>> market = Market(products={"copper": Product(price=7.0, payable=0.5, contract=None)}, returned=None)
    >>> sell({"copper": 90.0}, {}, "preprocessing", {}, market)[1][0].amount
    315.0
    """
    sold, lines = [], []
    own = payable or {}
    for name, mass in products.items():
        offer = market.products[name]
        listed = own.get(name, offer.payable)
        paid = sold_of(unit_value(offer, listed), market)
        value = mass * paid
        share = recovery(name, mass, elements.get(name, {}), delivered, offer.element)
        as_listed = offer.contract is None and market.returned is None
        effective = listed if as_listed else ratio(paid, offer.price, 0.0)
        sold.append(
            Sold(product=name, stage=stage, mass=mass, recovery=share,
                 price=offer.price, payable=effective, value=value)
        )  # fmt: skip
        lines.append(Line(VALUE, stage, "", name, value, mass, "kg/t", paid, "USD/kg"))
    return sold, lines


def recovery(
    product: str, mass: Number, held: Mapping[str, Number], delivered: Mapping[str, Number], element: str
) -> Number | None:
    """Share of what the product is named after that it takes from the delivered feed; None where nothing is.

    recovery = mass of that in the product / mass of it in the feed [kg/kg]

    A metal or salt is named after its element, a cathode after the cathode mass (`in.nmc622`), others after a
    component.

    Args:
        product: its name.
        mass: of the product [kg/t delivered].
        held: element -> mass in it [kg/t delivered].
        delivered: amounts of the delivered feed [kg/t delivered].
        element: what it is named after, if that is an element.

    Returns:
        Recovery [1].

    >>> recovery("cobalt", 0.0, {"co": 9.0}, {"co": 10.0, "mass": 1000.0}, "co")
    0.9
    """
    if element in held and element in delivered:
        return share_of(held[element], delivered[element])
    base = delivered.get(f"in.{product}", delivered.get(product))
    return None if base is None else share_of(mass, base)
