"""What the model is given: plain records of numbers, with no idea of files, units or users.

Every mass is kg, every energy MJ, every volume L, money is in one currency; rates are per year.
A `Form` is a linear form: coefficients on the amounts of a stream (`feedstock.amounts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.number import Number
    from recyc_cli.model.reuse import Reuse

Form: TypeAlias = "dict[str, Number]"


@dataclass_transform(kw_only_default=True)
class Struct:
    """A record of named fields; light to define, which keeps a quote's start short."""

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - typed field by field through dataclass_transform
        self.__dict__.update(fields)


class Chemistry(Struct):
    """A battery chemistry: what its components are made of and how its pack is built."""

    id: str
    product: str
    """Name its cathode is sold under."""
    label: str
    family: str
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
    payables_path: str = ""


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
    accepts: tuple[str, ...]
    campaigns: Mapping[str, Campaign]
    """Chemistry id -> map."""
    reagent_paths: Mapping[str, tuple[str, ...]]
    """Where each reagent's coefficients stand in the presets."""
    compounds: Mapping[str, Compound]
    wastes: Mapping[str, Form]
    """The workbook's own wastes; empty where wastes are sums of fates."""
    reference_feed: Number
    """Feed at which scaling corrections move nothing [t/yr]."""
    crew: Number | None
    """Operator hours at that feed [h/d]; None: the method's."""
    payable: Mapping[str, Number]
    """Share of the list price that a product of this plant fetches, where it is not the deck's."""
    equipment: tuple[Equipment, ...]
    disposal: Mapping[str, Number]
    direct_energy: Mapping[str, Mapping[str, Number]]
    water_factors: Mapping[str, Number]
    investment: Investment | None = None
    """What it cost where that is public; None: the equipment list decides."""


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


class Disassembly(Struct):
    """Opening packs by hand."""

    levels: Mapping[str, Mapping[str, Any]]
    floor: Mapping[str, Number]
    cost: Mapping[str, Number]
    recovered: Mapping[str, Mapping[str, Form]]
    """pack | module -> product -> form of parts."""
    wasted: Mapping[str, Mapping[str, Form]]


class Factors(Struct):
    """Environmental factors; rows in the order of `impacts.ROWS`, per kg, per MJ."""

    materials: Mapping[str, tuple[Number, ...]]
    fuels: Mapping[str, tuple[Number, ...]]
    combustion: Mapping[str, tuple[Number, ...]]
    truck_energy: Mapping[str, Number]
    """truck -> [MJ/km]"""
    mode_energy: Mapping[str, Number]
    """rail, ship, barge -> [MJ/kg/km]"""
    characterization: Mapping[str, Number]
    grid: tuple[Number, ...]


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
    line: Plant
    """What it is made in."""


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
    paths: tuple[str, ...]
    element: str = ""
    """The element it is named after; none: it is named after a component of the feed, or a cathode."""


class UnpricedError(KeyError):
    """Something that nothing among the presets in force has a price for; its one argument is the name."""


class Prices(dict[str, Any]):
    """Prices by what they are of.

    >>> Prices({"nickel": 16.0})["nikel"]
    Traceback (most recent call last):
    recyc_cli.model.inputs.UnpricedError: 'nikel'
    """

    __slots__ = ()

    def __missing__(self, name: str) -> NoReturn:
        raise UnpricedError(name)


class OwnPayables(Struct):
    """Payables of a family whose black mass is quoted apart from the others'."""

    shares: Mapping[str, Number]
    """element -> share of its price, in place of the market's."""
    path: str


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
    payables_path: str
    families: Mapping[str, OwnPayables]
    """family -> what is paid for its black mass otherwise than the market's payables."""
    elements: Mapping[str, Element]
    """Elements whose balance is kept, in the order they are told in."""
    cepci: Number
    """Plant cost index of the year of the prices [1]."""


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
    """Feed of the first plant [t/yr]."""
    region: Mapping[str, Number]
    market: Market
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

    @property
    def cathodes(self) -> int:
        """How many cathodes the feed holds: in two forms, or under two names, one is still one."""
        return len({stream.chemistry.product for stream in self.streams})
