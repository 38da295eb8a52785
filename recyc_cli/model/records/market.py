"""Holds what is paid: prices of metals and products, payables, contracts."""

from __future__ import annotations

from recyc_cli.model.records.struct import Struct
from recyc_cli.typed import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number


class Contract(Struct):
    """An offtake: a share of a product sold on agreed terms, the rest on the market."""

    share: Number
    payable: Number
    """Share of the price that is paid."""
    premium: Number
    """On top, for traceable low-carbon material [money/kg]."""
    floor: Number
    ceiling: Number
    """Bounds of what is paid [money/kg]."""


class Element(Struct):
    """An element whose balance is kept, and what prices it in a feed."""

    metal: str
    """The deck's metal that prices it; empty where nothing does."""
    formula: str
    """The compound that price is per kilogram of; empty: the element itself."""
    compound: Number | None
    """Kilograms of that compound per kilogram of the element."""
    contained: bool
    """Whether it is part of the contained value."""


class Product(Struct):
    """What a product sells for."""

    price: Number
    """[money/kg]"""
    payable: Number
    contract: Contract | None
    element: str = ""
    """The element it is named after; none: it is named after a component of the feed, or a cathode."""


class UnpricedError(KeyError):
    """Something that nothing among the presets in force has a price for; its one argument is the name."""


class Prices(dict[str, Any]):
    """Prices by what they are of.

    >>> Prices({"nickel": 16.0})["nikel"]
    Traceback (most recent call last):
    recyc_cli.model.records.market.UnpricedError: 'nikel'
    """

    __slots__ = ()

    def __missing__(self, name: str) -> NoReturn:
        raise UnpricedError(name)


class Penalty(Struct):
    """A deduction from the price of black mass for what it holds beyond a limit."""

    above: Number | None
    """Share from which on there is too much of it [1]."""
    below: Number | None
    """Share below which there is too little of it [1]."""
    step: Number
    """[1]"""
    price: Number
    """Taken off for each step [money/kg black mass]."""


class Limits(Struct):
    """What payables hold for: shares of the dry mass, of moisture of the mass as weighed [1]."""

    least: Mapping[str, Number]
    most: Mapping[str, Number]


class Shredder(Struct):
    """What a shredder of the market makes of a feed, and what it asks for that."""

    yields: Mapping[str, Mapping[str, Number]]
    """Component of a feed -> product -> share of it that is sold in that product [kg/kg]."""
    tolls: Mapping[str, Number]
    """form -> fee for shredding it [money/kg]"""
    powders: Mapping[str, Number]
    """form -> payable of its black mass over that of batteries [1]; a form without one has 1."""


class Market(Struct):
    """Prices [money/kg] and payables."""

    metals: Mapping[str, Number]
    reagents: Mapping[str, Number]
    products: Mapping[str, Product]
    payables: Mapping[str, Number]
    """element -> share of its price paid for contained metal in black mass."""
    form_shares: Mapping[str, Number]
    """form -> share of the black-mass payable."""
    fixed: Mapping[str, Number]
    """chemistry -> price of its feed, whatever it holds [money/kg]."""
    families: Mapping[str, Mapping[str, Number]]
    """family -> element -> share of its price paid for black mass of that family, in place of `payables`."""
    paid_on: Mapping[str, str]
    """element -> product named after it, on whose price its payable is quoted; without one: on the metal's."""
    carriage: Number
    """Way that the quoted price of black mass holds, borne by who makes it [money/kg]."""
    mixing: Number
    """Share of its price that black mass loses where families that are not quoted alike meet in it [1]."""
    apart: tuple[str, ...]
    """Families that are kept apart from all others in black mass."""
    shredder: Shredder | None
    """What prices other forms than black mass; None: a share of the payables of what they hold."""
    returned: Number | None
    """Share of what is made that goes back to the owner of the feed, who pays a toll; None: all is sold [1]."""
    elements: Mapping[str, Element]
    """Elements whose balance is kept, in the order they are told in."""
    penalties: Mapping[str, Mapping[str, Penalty]] = {}
    """family, or `any` -> substance -> deduction."""
    limits: Mapping[str, Limits] = {}
    """family -> what its payables hold for."""
    cepci: Number
    """Plant cost index of the year of the prices [1]."""
