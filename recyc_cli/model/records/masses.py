"""Holds what went into recycling and what came out, modelled or weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.records.struct import Struct

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from recyc_cli.model.numbers.arithmetic import Number

PRODUCT, WASTE, HANDED_ON = "product", "waste", "handed on"
"""What becomes of an output: it is sold, thrown away, or goes to a plant that finishes the work."""

WHOLE = "mass"
"""All of a fraction, among shares by element."""
CASING = "casing"
"""What of a fraction is outer casing of packs, among its parts."""


class Fraction(Struct):
    """What leaves a plant, or enters one [kg]."""

    name: str
    stage: str = ""
    use: str = PRODUCT
    mass: Number
    """As it is sold, with what reagents brought."""
    derived: Number
    """What of it was in the batteries."""
    elements: Mapping[str, Number] = {}
    """Of these, the elements."""
    parts: Mapping[str, Number] = {}
    """Of these, the components, and under `CASING` the outer casing of packs."""
    reagents: Mapping[str, Number] = {}
    """Elements in it that reagents brought."""


class Masses(Struct):
    """Batteries that went in, and what came of them [kg]."""

    fed: Fraction
    outputs: list[Fraction]
    between: Fraction | None = None
    """The powder that the first plant hands to the next; None where there is none, or none was weighed."""
    energy: Mapping[str, Number] = {}
    """Energy that each stage takes [MJ]."""
    new_cathodes: Mapping[str, Number] = {}
    """Elements in cathode made of what was recovered, or reported by its maker, bought ones included."""
    recycled: Mapping[str, Number] = {}
    """Of these, what was recovered from waste."""


class Counting(Struct):
    """How the law counts: what is left out, what counts beside products."""

    casing: bool = True
    """Whether the outer casing of packs counts, on both sides."""
    left_out: Collection[str] = ()
    """Elements taken off both sides."""
    wastes: Collection[str] = ()
    """Wastes that count as products."""
    unsold: Collection[str] = ()
    """Products that do not count."""
    finished: Mapping[str, Number] = {}
    """Share of what is handed on that the plant behind makes products of, by element, under `WHOLE` of all of it."""
