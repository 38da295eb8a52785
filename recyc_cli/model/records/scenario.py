"""Holds what the model is given: numbers alone, without files, units or users."""

from __future__ import annotations

from recyc_cli.model.records.struct import Form, Struct
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Stream
    from recyc_cli.model.records.market import Market
    from recyc_cli.model.records.plant import CathodeMaking, Plant


class Factors(Struct):
    """Environmental factors; rows in the order of `impacts.ROWS`, per kg, per MJ."""

    materials: Mapping[str, tuple[Number, ...]]
    avoided: Mapping[str, tuple[str, Number]]
    """product -> material that it replaces, share of that burden [1]"""
    fuels: Mapping[str, tuple[Number, ...]]
    combustion: Mapping[str, tuple[Number, ...]]
    truck_energy: Mapping[str, Number]
    """truck -> [MJ/km]"""
    mode_energy: Mapping[str, Number]
    """rail, ship, barge -> [MJ/kg/km]"""
    characterization: Mapping[str, Number]
    grid: tuple[Number, ...]


class Method(Struct):
    """The factors that turn flows into money; one mapping per table of the method's preset."""

    plant: Mapping[str, Number]
    capital: Mapping[str, Number]
    operating: Mapping[str, Number]
    working_capital: Mapping[str, Number]
    labor: Mapping[str, Number]
    feed: Mapping[str, Number]
    energy: Mapping[str, Number]
    rounding: Mapping[str, Number]


class Scenario(Struct):
    """Everything a quote needs."""

    streams: tuple[Stream, ...]
    plants: tuple[Plant, ...]
    freight_plants: tuple[Plant, ...]
    """The chain whose masses the legs carry; the plants themselves unless the method says otherwise."""
    disassemble: str
    throughput: Number
    """Feed of the first plant when it is full [t/yr]."""
    load: Number
    """Share of it that the plants work [1]."""
    region: Mapping[str, Number]
    market: Market
    purchases: tuple[tuple[Number, Market], ...]
    """Where the feed is bought: share of it, and the market of that time."""
    usual: Mapping[str, Freight]
    """form -> the usual way of a tonne of it, of the legs that its quoted price holds."""
    method: Method
    freight: Freight
    disassembly: Disassembly
    factors: Factors
    cathode: CathodeMaking
    substances: Mapping[str, Mapping[str, Number]]
    """Elements in parts sold or thrown away by disassembly, and in reagents (`reagent.X`) [kg/kg]."""
    feed_price: Number | None
    """Price the user set [money per `feed_basis`]; None: the deck's payables decide."""
    feed_basis: str
    """tonne, MJ or value: what that price is per."""
    energy: Number
    """Nameplate energy of a tonne delivered [MJ]; 0 where there is none."""
    seat: str
    handover: Mapping[str, Number]
    """What it takes the holder to hand a battery over."""
    reuse: Reuse | None = None
    """What a second life needs; None where the feed is recycled."""
    burdens: bool = True
    """Whether energy, water and emissions are asked for; else they are 0, and the money is had sooner."""

    def for_money(self) -> Scenario:
        """Return the scenario of a quote of whose result the money alone is asked.

        >>> Scenario(throughput=10.0).for_money().throughput
        10.0
        """
        reuse = self.reuse
        if reuse is not None:
            after = tuple((route, each.for_money()) for route, each in reuse.recycling)
            reuse = Reuse(**{**vars(reuse), "recycling": after})
        return Scenario(**{**vars(self), "reuse": reuse, "burdens": False})

    @property
    def cathodes(self) -> int:
        """How many cathodes the feed holds: in two forms, or under two names, one is still one.

        >>> from recyc_cli.model.records.feed import Chemistry, Stream
        >>> cells, scrap = (Stream(chemistry=Chemistry(product="nmc622"), form=form) for form in ("cell", "scrap-cell"))
        >>> Scenario(streams=(cells, scrap)).cathodes
        1
        """
        return len({stream.chemistry.product for stream in self.streams})


class Rule(Struct):
    """The facility's numbers, one mapping per table of the stage's preset."""

    plant: Plant
    """Its name and stage; it has no linear maps."""
    method: Method
    """The quote's method with the stage's own factors in it."""
    labor: Mapping[str, Number]
    test: Mapping[str, Number]
    facility: Mapping[str, Number]
    parts: Mapping[str, Number]
    sale: Mapping[str, Number]
    lump: Mapping[str, Number]
    """`price` [money/MJ] and `exponent`, or nothing."""


class Reuse(Struct):
    """What a second life needs beside the rest of the scenario."""

    soh: Number
    """Mean state of health of the pack's modules [1]."""
    pass_rate: Number | None
    """Share that passes, if the user says so."""
    cycle_life: Number
    health: Mapping[str, Number]
    use: Mapping[str, Number]
    """The application: `threshold`, `used_factor` [1], `years` [yr], `cycles` [1/yr], `revenue` [money/MJ/yr]."""
    market: Mapping[str, Number]
    """`new_pack` [money/MJ], `new_cycles` of that pack, `discount` [1], `new_life` [yr]."""
    purchase: Number | None
    """Price of a used pack where the stage states one [money/MJ left]."""
    purchase_share: Number | None
    """What is bid for a used pack otherwise, over the price of a new one, where the stage says so [1]."""
    rule: Rule
    recycling: tuple[tuple[str, Scenario], ...]
    """Recycling routes of which the best is taken."""


class Leg(Struct):
    """A leg of the way from the holder to the battery maker."""

    id: str
    title: str
    forms: tuple[str, ...]
    carries: str
    seat: str
    """Who pays for it: shredder or refiner."""
    hazardous: bool
    packed_by: str
    mode: str
    """truck, rail, ship or barge."""
    distance: Number
    """[km]"""
    care: Number
    """Multiple of freight and packaging for damaged and defective batteries."""
    packaging_on: Mapping[str, Number]


class Freight(Struct):
    """Trucks, payloads, rates and packaging."""

    legs: tuple[Leg, ...]
    truck: str
    """How the truck of a leg is chosen: `by-distance` or `cheaper`."""
    heavy_above: Number
    """Distance above which the heavy truck goes [km]."""
    gross_weight: Number
    short_ton: Number
    """The method's short ton over the exact one."""
    payload: Mapping[str, Number]
    """truck -> [kg]"""
    rate: Mapping[str, Mapping[str, Number]]
    """truck -> plain | hazardous -> [money/km]"""
    modes: Mapping[str, Number]
    """rail, ship, barge -> [money/kg/km]"""
    packaging: Mapping[str, Number]
    """plain | hazardous -> [money/kg]"""
    shipped: Mapping[str, Number]
    """Kilograms shipped per kilogram of product."""
    borne: tuple[str, ...] = ()
    """Legs that the price of the feed holds: who sells it bears them."""


class Disassembly(Struct):
    """Opening packs by hand."""

    levels: Mapping[str, Mapping[str, Any]]
    floor: Mapping[str, Number]
    cost: Mapping[str, Number]
    recovered: Mapping[str, Mapping[str, Form]]
    """pack | module -> product -> form of parts."""
    wasted: Mapping[str, Mapping[str, Form]]
