"""Holds a second life as computed: grade, load, and the recycling after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import argmax, plain
from recyc_cli.model.records.struct import Struct

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number


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
