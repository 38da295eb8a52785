"""Holds what goes into a stage and what comes out, per tonne delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.records.struct import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry


class Feed(Struct):
    """What enters a plant of one chemistry."""

    chemistry: Chemistry
    components: Mapping[str, Number]
    """[kg/t delivered]"""


class Flows(Struct):
    """What a stage takes and gives, per tonne delivered."""

    feed: Number
    """[kg]"""
    amount: dict[str, Number]
    """Amounts of the whole feed, all chemistries together [kg]."""
    reagents: dict[str, Number]
    energy: dict[str, Number]
    """[MJ]"""
    water: Number
    """Process water [L]."""
    water_mass: Number
    co2: Number
    """Process carbon dioxide [kg]."""
    products: dict[str, Number]
    wastes: dict[str, Number]
    gas: Number
    """Feed and reagent mass that leaves as gas [kg]."""
    elements: dict[str, dict[str, Number]]
    """Destination -> element -> mass [kg]."""
    black_mass: list[Feed]
