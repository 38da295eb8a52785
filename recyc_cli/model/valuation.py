"""What a feed holds, what its products sell for, and what the feed itself costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.model.feedstock import contained
from recyc_cli.model.ledger import VALUE, Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.inputs import Chemistry, Market, Stream
    from recyc_cli.model.number import Number

METAL_OF = {"ni": "nickel", "co": "cobalt", "mn": "manganese", "cu": "copper", "al": "aluminum"}
ELEMENT_OF = {name: element for element, name in METAL_OF.items()} | {
    "lithium_carbonate": "li",
    "lithium_hydroxide": "li",
    "copper_metal": "cu",
    "iron_phosphate_residue": "fe",
}
"""Products whose recovery is that of an element; the others recover the component of their name."""
CONTAINED = ("li", "ni", "co", "mn")
"""Elements that make up the contained value."""


class Held(NamedTuple):
    """An element of the delivered feed, priced."""

    element: str
    mass: Number
    price: Number
    counted: bool
    """Whether it is part of the contained value."""


class Sold(NamedTuple):
    """A product leaving the chain."""

    product: str
    stage: str
    mass: Number
    recovery: Number | None
    price: Number
    payable: Number
    value: Number


def element_price(element: str, market: Market) -> Number:
    """Price of an element in a feed: its metal's, or for lithium that of the carbonate it makes [money/kg element].

    Lithium is worth price(Li2CO3) x M(Li2CO3) / (2 M(Li)).
    """
    if element == "li":
        return market.metals["lithium_carbonate"] * market.carbonate_per_lithium
    return market.metals[METAL_OF[element]]


def holdings(streams: tuple[Stream, ...], market: Market) -> list[Held]:
    """Elements the delivered feed holds, with their prices [kg/t, money/kg]."""
    mass: dict[str, Number] = {}
    for stream in streams:
        for element, amount in contained(stream.delivered, stream.chemistry).items():
            mass[element] = mass[element] + amount if element in mass else amount
    return [
        Held(element, mass[element], element_price(element, market), element in CONTAINED)
        for element in (*CONTAINED, "cu", "al")
        if element in mass
    ]


def payable_value(components: Mapping[str, Number], chemistry: Chemistry, market: Market) -> Number:
    """What a black-mass buyer pays for the metal in a stream [money per the stream's mass].

    Sum over elements of mass x price x payable.
    """
    held = contained(components, chemistry)
    value: Number = 0.0
    for element, share in market.payables.items():
        if element in held:
            value = value + held[element] * element_price(element, market) * share
    return value


def stream_price(stream: Stream, market: Market) -> Number:
    """Price of a stream's feed, signed: positive is paid to the holder [money/t delivered].

    A form is paid a share of the black-mass payables of what it holds; a chemistry with a fixed price gets that.

    Source: EverBatt 2023, `Preproc. Par.!C95`; the deck's payables (method `recyc`).
    """
    if stream.chemistry.id in market.fixed:
        whole: Number = 0.0
        for mass in stream.components.values():
            whole = whole + mass
        return whole * market.fixed[stream.chemistry.id]
    return payable_value(stream.components, stream.chemistry, market) * market.form_shares[stream.form]


def sell(
    products: Mapping[str, Number], stage: str, plant: str, delivered: Mapping[str, Number], market: Market
) -> tuple[list[Sold], list[Line]]:
    """Price what a stage sells outside the chain.

    Args:
        products: product -> mass [kg/t delivered].
        stage: the stage that sells it.
        plant: preset the flows come from, for the paths of their inputs.
        delivered: amounts of the delivered feed [kg/t], for the recovery.
        market: prices and payables.

    Returns:
        The products, and one value line each.
    """
    sold, lines = [], []
    for name, mass in products.items():
        offer = market.products[name]
        value = mass * offer.price * offer.payable
        sold.append(Sold(name, stage, mass, recovery(name, mass, delivered), offer.price, offer.payable, value))
        paths = (*offer.paths, f"stages.{plant}")
        lines.append(
            Line(VALUE, stage, "", name, value, mass, "kg/t", offer.price * offer.payable, "USD/kg", paths)
        )
    return sold, lines


def recovery(product: str, mass: Number, delivered: Mapping[str, Number]) -> Number | None:
    """Share of the named element, or component, of the delivered feed that is in a product; None where unnamed."""
    element = ELEMENT_OF.get(product, "")
    base = delivered.get(f"in.{product}", delivered.get(element, delivered.get(product)))
    return None if base is None else mass / base
