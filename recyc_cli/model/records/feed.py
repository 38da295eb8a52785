"""Holds what is delivered, and what of it goes into a stage and comes out, per tonne."""

from __future__ import annotations

from recyc_cli.model.records.struct import Struct
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number


class Chemistry(Struct):
    """A battery chemistry: what its components are made of and how its pack is built."""

    id: str
    product: str
    """Name its cathode is sold under."""
    label: str
    family: str
    trade: str
    """What its black mass is quoted as: a family."""
    inside: Mapping[str, tuple[tuple[str, str, Number], ...]]
    """Component -> its elements: symbol, name in `feedstock.amounts` (`cathode.li`), mass fraction [kg/kg]."""
    forms: Mapping[str, Mapping[str, Number]]
    """Mass fraction of each component in each form [kg/kg]."""
    design: Mapping[str, Number]
    """pack_mass, module_mass, cell_mass [kg per pack], pack_energy [MJ], cells_per_pack, modules_per_pack."""
    parts: Mapping[str, Mapping[str, Number]]
    """Parts beside the cells: `pack` [kg per pack], `module` [kg per module]."""
    recipe: Mapping[str, Number]
    """Chemicals, water, gas and electricity that make a kilogram of this cathode from precursors."""
    payables: Mapping[str, Number] | None = None
    """element -> share of its price paid for this feed in any form, in place of the market's; None: the market's."""


class Stream(Struct):
    """A part of the feed: one chemistry in one form, in kilograms per tonne delivered."""

    chemistry: Chemistry
    form: str
    plant_form: str
    """The form in which it enters the first plant: its own, or what disassembly makes of it."""
    share: Number
    """Share of the delivered mass."""
    delivered: Mapping[str, Number]
    """Component masses as delivered [kg/t delivered]."""
    components: Mapping[str, Number]
    """Component masses that enter the first plant [kg/t delivered]."""
    moisture: Number | None = None
    """Water in its mass as weighed [1]; all else is of its dry mass. None where nothing says that it is wet."""


class Fit(Struct):
    """How a chemistry's own pack was scaled to a vehicle's."""

    energy: Number
    """Energy of the vehicle's pack over that of the chemistry's [1]."""
    active: Number
    """Mass of what stores the energy, over that of the chemistry's pack [1]; `energy`, where the pack has the room."""
    rest: Number
    """Mass of everything else, over that of the chemistry's pack [1]."""
    density: Number
    """Energy of the vehicle's pack by its mass, over that of the chemistry's [1]."""
    before: Number
    """Share of what stores the energy in the chemistry's own pack [kg/kg]."""
    after: Number
    """Share of what stores the energy in the vehicle's pack [kg/kg]."""


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
