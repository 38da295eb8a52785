"""The shape of each kind of preset: which keys it has, what they measure, and within which bounds."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from recyc_cli.catalog.quantities import In
from recyc_cli.units import CURRENCIES

Share = Annotated[float, In("1", low=0.0, high=1.0)]
Ratio = Annotated[float, In("1", low=0.0)]
Plain = Annotated[float, In("1")]
Mass = Annotated[float, In("kg", "kg/pack", low=0.0)]
Energy = Annotated[float, In("MJ", "MJ/pack", "MJ/cell", low=0.0)]
Price = Annotated[float, In("USD/kg")]
Rate = Annotated[float, In("t/yr", low=1.0)]
PerHour = Annotated[float, In("USD/h", low=0.0)]
PerMegajoule = Annotated[float, In("USD/MJ", low=0.0)]
PerLitre = Annotated[float, In("USD/L", low=0.0)]
Form = Literal["pack", "module", "cell", "scrap-cell", "scrap-electrode", "black-mass"]
EnergyRow = Literal["total_energy", "fossil_fuels", "coal", "natural_gas", "petroleum"]
EmissionRow = Literal[
    "voc", "co", "nox", "pm10", "pm2_5", "sox", "bc", "oc", "ch4", "n2o", "co2", "co2_with_voc_co", "ghg"
]
Grams = dict[EmissionRow, Annotated[float, In("g/MJ")]]


class Shape(BaseModel):
    """A group whose keys are all known."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Titled(Shape):
    """What every preset may say about itself."""

    title: str
    description: str = ""
    aliases: list[str] = []
    extends: str = ""


class Design(Shape):
    """A pack and what it is made of."""

    pack_mass: Mass | None = None
    module_mass: Mass | None = None
    cell_mass: Mass | None = None
    pack_energy: Energy | None = None
    cell_energy: Energy | None = None
    cells_per_pack: Annotated[float, In("1", "cell/pack", low=0.0)] | None = None
    modules_per_pack: Annotated[float, In("1", "module/pack", low=0.0)] | None = None


class Parts(Shape):
    """The parts of a pack and of a module, by weight."""

    pack: dict[str, Mass] = {}
    module: dict[str, Annotated[float, In("kg", "kg/module", low=0.0)]] = {}


class Substance(Shape):
    """A component, reagent or product."""

    label: str
    formula: str = ""


class Product(Shape):
    """A product with a price of its own or `of` another, and the share of it that is paid."""

    price: Price | None = None
    of: str = ""
    payable: Ratio | None = None


class Chemistry(Titled):
    """presets/chemistries: what a battery holds.

    `family` decides which routes suit it and which campaign of a plant it gets. Components that materials.toml does not
    know may be described in `components`. What the chemistry's own products sell for (its cathode, under its name) may
    stand in `products`, for decks that are silent on them. `payables` are for a feed bought as it is, not as a form of
    black mass: shares of the metal's price by element, under a region's key or `any`.
    """

    family: str
    product: str = ""
    cathode: dict[str, Ratio] = {}
    components: dict[str, Substance] = {}
    products: dict[str, Product] = {}
    payables: dict[str, dict[str, Ratio]] = {}
    pack: dict[str, Share] = {}
    module: dict[str, Share] = {}
    cell: dict[str, Share] = {}
    scrap_electrode: Annotated[dict[str, Share], Field(alias="scrap-electrode")] = {}
    black_mass: Annotated[dict[str, Share], Field(alias="black-mass")] = {}
    design: Design | None = None
    parts: Parts | None = None
    precursors: dict[str, Annotated[float, In("1", "MJ/kg", "L/kg", "g/kg")]] = {}


class Grid(Shape):
    """What a megajoule of the region's electricity takes and emits."""

    energy: dict[EnergyRow, Ratio]
    water: Annotated[float, In("L/MJ", low=0.0)]
    emissions: Grams


class Region(Titled):
    """presets/regions: costs of a place.

    `carbon_price`, `tax_rate` (on profit) and `vat` are facts of the place for the finance of a plant. They are in no
    cost of a quote, which is before tax, without VAT, and without a price on what is emitted.
    """

    country: str
    payables: str = ""
    wage: PerHour
    electricity: PerMegajoule
    natural_gas: PerMegajoule
    diesel: PerLitre
    diesel_heating_value: Annotated[float, In("MJ/L", low=0.0)] | None = None
    water: PerLitre
    waste_water: PerLitre
    tip_fee: Annotated[float, In("USD/kg", low=0.0)]
    equipment_factor: Ratio
    building_cost: Annotated[float, In("USD/m2", low=0.0)]
    disassembly_wage: PerHour | None = None
    freight: Ratio
    preprocessing_grid: Share | None = None
    carbon_price: Annotated[float, In("USD/kg", low=0.0)] | None = None
    tax_rate: Share | None = None
    vat: Share | None = None
    grid: Grid


class Tax(Shape):
    """Value-added tax of a market: its rate, and whether what is sold and bought is reckoned with it."""

    included: bool
    rate: Share


class Deck(Titled):
    """presets/prices: what things cost in a market and a year."""

    market: str = ""
    year: str = ""
    payables: str = ""
    metals: dict[str, Price]
    reagents: dict[str, Price] = {}
    products: dict[str, Product] = {}
    alternatives: dict[str, Price] = {}
    fx: dict[str, Annotated[float, In(*(f"{code}/USD" for code in CURRENCIES[1:]), low=1e-9)]] = {}
    vat: Tax | None = None
    cepci: Annotated[float, In("1", low=1e-9)] | None = None


class Payables(Titled):
    """presets/payables: shares of the metal price paid for a feed; every other group is a region's table."""

    model_config = ConfigDict(extra="allow", strict=True)
    __pydantic_extra__: dict[str, dict[str, Ratio]]

    market: str = ""
    year: str = ""
    forms: dict[Form, Ratio]
    borrow: dict[str, str] = {}
    fixed: dict[str, Price] = {}


class Application(Titled):
    """presets/applications: a second use, what it asks for and what it pays."""

    new_pack: str
    families: list[str]
    threshold: Share
    used_factor: Ratio
    years: Annotated[float, In("yr", low=0.0)]
    cycles: Annotated[float, In("1/yr", low=0.0)]
    revenue: Annotated[float, In("USD/MJ/yr")]


class Investment(Shape):
    """What a stage of a plant is known to have cost, and the feed of that stage at which it did."""

    fixed_capital: Annotated[float, In("USD", low=0.0)]
    capacity: Rate


def _of_first(leaf: object) -> object:
    """Read a throughput that names no stage as that of the first plant."""
    return leaf if isinstance(leaf, dict) else {"value": leaf}


class Plant(Titled):
    """presets/plants: a real plant, its public figures; `set` is laid over the presets in force."""

    company: str
    status: Literal["operating", "building", "planned", "paused", "closed"]
    routes: Annotated[list[str], Field(min_length=1)]
    region: str = ""
    form: Form | Literal[""] = ""
    profile: Literal["conservative", "typical", "optimistic", ""] = ""
    throughput: Annotated[dict[Literal["value", "preprocessing", "recovery"], Rate], BeforeValidator(_of_first)] = {}
    investment: dict[Literal["preprocessing", "recovery"], Investment] = {}
    set: dict[str, Any] = {}
    facts: dict[str, Any] = {}


class Vehicle(Titled):
    """presets/vehicles: a real pack: what it weighs, what it holds, and its chemistry."""

    maker: str
    chemistry: str
    pack_mass: Annotated[float, In("kg", "kg/pack", low=1.0)]
    pack_energy: Annotated[float, In("MJ", "MJ/pack", low=0.36)]
    set: dict[str, Any] = {}
    facts: dict[str, Any] = {}


class Burden(Shape):
    """What a kilogram of a material takes and emits."""

    water: Annotated[float, In("L/kg")] | None = None
    energy: dict[EnergyRow, Annotated[float, In("MJ/kg")]]
    emissions: dict[EmissionRow, Annotated[float, In("g/kg")]]


class Fuel(Shape):
    """What a megajoule of fuel takes and emits before it is burned."""

    water: Annotated[float, In("L/MJ")] | None = None
    energy: dict[EnergyRow, Plain]
    emissions: Grams


class Impacts(Titled):
    """presets/impacts: life-cycle factors."""

    materials: dict[str, Burden] = {}
    fuels: dict[str, Fuel] = {}
    combustion: dict[str, Grams] = {}
    truck_energy: dict[Literal["heavy", "medium"], Annotated[float, In("MJ/km", low=0.0)]] = {}
    mode_energy: dict[Literal["rail", "ship", "barge"], Annotated[float, In("MJ/kg/km", low=0.0)]] = {}
    characterization: dict[str, Ratio] = {}


class Item(Shape):
    """A purchased item: cost = (a cap^b + c) cost_index."""

    label: str
    description: str = ""
    base_year: str = ""
    units: Literal["two-at-75", "one-at-150"]
    feed_share: Ratio
    a: Annotated[float, In("USD")]
    b: Plain
    c: Annotated[float, In("USD")]
    cost_index: Ratio
    labor: Annotated[float, In("h/d", low=0.0)]
    scale_exponent: Plain | None = None
    largest: Annotated[float, In("t/h", low=0.0)] | None = None


class Outcome(Substance):
    """A product, and the element it is named after."""

    element: str = ""


class Tracked(Shape):
    """An element whose balance is kept, the metal that prices it and in which compound, and whether it counts."""

    metal: str = ""
    compound: str = ""
    contained: bool = False


class Materials(Shape):
    """presets/materials.toml: atoms and what is made of them."""

    atomic_mass: dict[str, Annotated[float, In("g/mol", low=0.0)]]
    elements: dict[str, Tracked]
    components: dict[str, Substance]
    reagents: dict[str, Substance]
    products: dict[str, Outcome]


class Fates(BaseModel):
    """Where each component, reagent and the process water goes; the three that stand for the rest have to be there."""

    model_config = ConfigDict(extra="allow")
    others: dict[str, Any]
    reagents: dict[str, Any]
    water: dict[str, Any]


class Works(Titled):
    """A plant: where each kilogram goes, what it takes, what it is built of.

    Flows are linear forms of the feed: kilograms of a reagent, MJ of a carrier, litres of water, kilograms of process
    CO2 per kilogram of `mass`, a component (`graphite`), an element (`ni`) or one inside a component (`cathode.fe`).
    `fates` says where each component, reagent and the process water goes; `others` and `reagents` stand for those
    without an entry; a destination is a product, `black_mass`, `cathode`, `gas`, or a waste: `flue_dust`, `slag`,
    `solid_waste`, `waste_water`. `campaigns` change this for a family of cathodes. A line of `equipment` names an item
    of equipment.toml, or brings what an item has.
    """

    title: str = ""
    stage: str
    accepts: list[Form]
    reference_feed: Annotated[float, In("t/yr", "kg/yr", low=0.0)]
    crew: Annotated[float, In("h/d", low=0.0)] | None = None
    reagents: dict[str, Any]
    energy: dict[Literal["diesel", "natural_gas", "electricity"], Any]
    water: dict[str, Any]
    co2: dict[str, Any]
    fates: Fates
    campaigns: dict[str, dict[str, Any]] = {}
    compounds: dict[str, Any] = {}
    wastes: dict[str, Any] = {}
    disposal: dict[Literal["tip_ton", "waste_water_volume", "waste_water_gallon"], Ratio]
    direct_energy: dict[Literal["diesel", "natural_gas"], dict[EnergyRow, Ratio]]
    water_factors: dict[str, Any] = {}
    payable: dict[str, Ratio] = {}
    equipment: dict[str, Any]


class Claim(Shape):
    """What others say a route saves: to compare with, never an input."""

    text: str
    of: str
    saving: Plain


class Route(Titled):
    """presets/routes: a row of plants, or a second life and the recycling after it.

    A route may hold plants of its own, so that it is one file: `[stages.NAME]` with all that a stage preset has, or
    with `extends` and what differs, and NAME among its `plants`. Names of stage presets are taken. `[set.PREFIX]` lays
    numbers over other presets in force, by the paths of `--set`: a truck's packaging, a leg's distance. `facts` are
    figures to compare with that no equation uses. `throughput` is that of a usual plant, where it is not that of all.
    """

    plants: list[str]
    throughput: Rate | None = None
    suits: list[str] = []
    unsuited: str = ""
    second_life: str = ""
    forms: list[Form] = []
    application: str = ""
    recycling: list[str] = []
    claims: dict[str, Claim] = {}
    stages: dict[str, Works] = {}
    over: Annotated[dict[str, Any], Field(alias="set")] = {}
    facts: dict[str, Any] = {}


SHAPES: dict[str, Any] = {
    "chemistries": Chemistry,
    "routes": Route,
    "regions": Region,
    "prices": Deck,
    "payables": Payables,
    "impacts": Impacts,
    "applications": Application,
    "plants": Plant,
    "vehicles": Vehicle,
    "materials": Materials,
    "equipment": dict[str, Item],
}
