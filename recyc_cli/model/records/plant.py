"""Holds a plant as numbers: linear forms, equipment, what it cost, cathode making."""

from __future__ import annotations

from recyc_cli.model.records.struct import Form, Struct
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number


class Campaign(Struct):
    """A plant's linear map for one chemistry."""

    reagents: Mapping[str, Form]
    energy: Mapping[str, Form]
    water: Form
    co2: Form
    outputs: Mapping[str, Form]
    """Where the feed goes: destination -> linear form (the fates of components and elements)."""
    held: Mapping[str, Mapping[str, Form]]
    """The tracked elements that go with it: destination -> element -> linear form."""
    kept: Mapping[str, Number]
    """Share of each component handed on in black mass."""
    reagent_fates: Mapping[str, Mapping[str, Number]]
    """Where each reagent goes: reagent -> destination -> share; `water` is the process water."""


class Compound(Struct):
    """A product sold as a compound of the element recovered."""

    element: str
    reagent: str
    mass: Number
    """Kilograms of compound per kilogram of element."""


class Equipment(Struct):
    """One line of a plant's equipment list with its cost curve `(a C^b + c) index`."""

    id: str
    item: str
    """Its name in the equipment preset."""
    feed: Form
    lines: str
    """one, per-chemistry (the feed is split among them) or per-extra-chemistry."""
    units: str
    """two-at-75 or one-at-150: how the capacity is installed."""
    feed_share: Number
    a: Number
    b: Number
    c: Number
    cost_index: Number
    scale_exponent: Number
    largest: Number | None
    """Largest capacity of one unit [t/h]."""
    station_hours: Number
    """Operator hours [h/d]."""


class Investment(Struct):
    """What a plant is known to have cost."""

    fixed_capital: Number
    """[money]"""
    capacity: Number
    """Feed at which it cost that [t/yr]."""
    cepci: Number
    """Plant cost index of the year of that money [1]."""


class Plant(Struct):
    """A plant: its linear maps, wastes, impacts and equipment."""

    id: str
    stage: str
    accepts: tuple[str, ...] = ()
    campaigns: Mapping[str, Campaign] = {}
    """Chemistry id -> map."""
    compounds: Mapping[str, Compound] = {}
    wastes: Mapping[str, Form] = {}
    """The workbook's own wastes; empty where wastes are sums of fates."""
    family: str = ""
    """What kind of plant it is; a region may know what plants of a kind cost there."""
    reference_feed: Number
    """Feed at which scaling corrections move nothing [t/yr]."""
    size_exponent: Number | None = None
    """Power of its feed over that feed by which it costs more than its list says; None: as the list says."""
    crew: Number | None = None
    """Operator hours at that feed [h/d]; None: the method's."""
    payable: Mapping[str, Number] = {}
    """Share of the list price that a product of this plant fetches, where it is not the deck's."""
    equipment: tuple[Equipment, ...] = ()
    disposal: Mapping[str, Number] = {}
    direct_energy: Mapping[str, Mapping[str, Number]] = {}
    water_factors: Mapping[str, Number] = {}
    investment: Investment | None = None
    """What it cost where that is public; None: the equipment list decides."""


class Precursor(Struct):
    """A chemical of the cathode's recipe that a recovered product can become."""

    product: str
    mass: Number
    """Kilograms of precursor per kilogram of product."""
    chemicals: Mapping[str, Number]
    """What the conversion takes [kg/kg precursor]."""
    natural_gas: Number
    electricity: Number
    """[MJ/kg precursor]"""
    water: Number
    """[L/kg precursor]"""


class CathodeMaking(Struct):
    """Making a cathode from what a route recovers."""

    precursors: Mapping[str, Precursor]
    method: Mapping[str, Number]
    """Factors, and the shares by which chemicals of a recipe count that do not count in full [1]."""
    limited_by: str
    """The product that sets how much cathode is made of what is recovered."""
    limiting_element: str
    """What that product and the cathode share."""
    carbonate: str
    """The chemical whose carbon dioxide leaves in calcination."""
    line: Plant
    """What it is made in."""
