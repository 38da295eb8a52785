"""Holds what the model answers: a computed quote, its parts, the second life behind it."""

from __future__ import annotations

from recyc_cli.model.numbers.arithmetic import argmax, plain
from recyc_cli.model.records.ledger import COST, VALUE, total
from recyc_cli.model.records.struct import Struct
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.ledger import Account, Line


class Parts(Struct):
    """What disassembly leaves behind [kg/t delivered], and its cost lines."""

    sold: dict[str, Number]
    wasted: dict[str, Number]
    lines: list[Line]


class Haul(Struct):
    """One leg, driven."""

    leg: str
    gross: Number
    """Mass with packaging [kg/t delivered]."""
    freight: Number
    packaging: Number
    """[money/t delivered]"""
    impacts: list[Number]
    seat: str
    """Who pays for the leg."""


class Held(Struct):
    """An element of the delivered feed, priced."""

    element: str
    mass: Number
    price: Number
    counted: bool
    """Whether it is part of the contained value."""

    @property
    def value(self) -> Number:
        """Mass x price [money/t delivered].

        >>> Held(mass=2.0, price=15.0).value
        30.0
        """
        return self.mass * self.price


class Sold(Struct):
    """A product leaving the chain."""

    product: str
    stage: str
    mass: Number
    recovery: Number | None
    price: Number
    payable: Number
    value: Number


class Balance(Struct):
    """Masses per tonne delivered [kg]; closure = in - products - wastes - emissions."""

    entering: Number
    products: Number
    wastes: Number
    emissions: Number

    @property
    def closure(self) -> Number:
        """What is missing (positive) or counted twice (negative) [kg/t delivered].

        in - products - wastes - emissions

        >>> Balance(entering=1000.0, products=600.0, wastes=300.0, emissions=90.0).closure
        10.0
        """
        return self.entering - self.products - self.wastes - self.emissions


class Result(Struct):
    """A quote, computed; amounts per tonne delivered unless named otherwise."""

    lines: list[Line]
    held: list[Held]
    sold: list[Sold]
    wastes: list[tuple[str, str, Number]]
    """stage, waste, [kg/t]"""
    hauls: list[Haul]
    freight_products: dict[str, Number]
    """Products of the chain whose masses the legs carry [kg/t]."""
    accounts: list[Account]
    impacts: dict[str, list[Number]]
    """stage -> rows"""
    delivered: dict[str, Number]
    """Amounts of the delivered feed [kg/t]."""
    parts: Parts
    plant_feed: Number
    """Feed of the first plant [kg/t delivered]."""
    delivered_rate: Number
    """[t delivered/yr]"""
    entry_prices: list[Number] = []  # noqa: RUF012 - replaced, never filled
    """Feed price by the plant it enters."""
    balance: Balance = Balance(entering=0.0, products=0.0, wastes=0.0, emissions=0.0)
    elements: dict[str, Balance] = {}  # noqa: RUF012 - replaced, never filled
    feed_price: Number = 0.0
    contained_value: Number = 0.0
    value: Number = 0.0
    cost: Number = 0.0
    margin: Number = 0.0
    breakeven_feed_price: Number | None = 0.0
    """None where the seat pays for no feed."""
    second: Second | None = None
    """How the feed was graded for reuse; None where it is recycled."""

    def total_up(self) -> None:
        """Sum the ledger: value, cost, margin = value - cost [money/t delivered].

        >>> from recyc_cli.model.records.ledger import Line
        >>> sale, crew = Line(VALUE, "recovery", "", "cobalt", 9.0), Line(COST, "recovery", "labor", "crew", 2.0)
        >>> result = Result(lines=[sale, crew])
        >>> result.total_up()
        >>> result.margin
        7.0
        """
        self.value = total(self.lines, VALUE)
        self.cost = total(self.lines, COST)
        self.margin = self.value - self.cost


class Grade(Struct):
    """What becomes of a pack's modules."""

    share: Number
    """Of the modules, those that pass."""
    soh: Number
    """Mean health of those that pass."""
    cycles: Number
    """Cycles left to them."""
    years: Number
    """Years of second life."""
    health: Number
    """Worth of a kWh of theirs over a new one's."""
    price: Number
    """[money/MJ sold]"""


class Load(Struct):
    """What arrives and what leaves, per tonne delivered."""

    packs: Number
    modules: Number
    opened: Number
    """Packs to be opened."""
    energy: Number
    """Nameplate [MJ]."""
    sold: Number
    """Energy sold, at the health it has [MJ]."""


class Recycled(Struct):
    """The best recycling route for the same feed, per tonne."""

    value: Number
    costs: dict[str, Number]
    """group -> cost, of the groups that any route has"""
    margin: Number
    impacts: list[Number]
    margins: list[tuple[str, Number]]
    """Every route with its margin at a feed price of 0."""

    @property
    def taken(self) -> Number:
        """Place of the route that was taken among all of them.

        >>> Recycled(margins=[("one", 3.0), ("other", 7.0)]).taken
        1.0
        """
        return argmax([margin for _, margin in self.margins])

    @property
    def best(self) -> str:
        """Name of the route that was taken; of single values only."""
        return self.margins[int(plain(self.taken))][0]


class Second(Struct):
    """The second life behind a quote."""

    grade: Grade
    load: Load
    discount: Number
    """Worth today of a unit of money after the second life."""
    price: Number
    """[money/t delivered] paid to the holder."""
    bids: tuple[Number, Number]
    """What recyclers pay, or the user says, and what a buyer for reuse bids [money/t delivered]."""
    recycled: Recycled
