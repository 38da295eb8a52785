"""Defines the shapes of processing: equipment, stages, routes, plants and second uses."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from recyc_cli.catalog.checks.shapes.common import (
    EnergyRow,
    Form,
    In,
    Plain,
    Profile,
    Rate,
    Ratio,
    Shape,
    Share,
    Titled,
)


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
    `solid_waste`, `waste_water`. `campaigns` change this for a family of cathodes, which may do `without` lines of the
    equipment. A line of `equipment` names an item of equipment.toml, or brings what an item has. A region may know what
    plants of a `family` cost there; they cost more by the `size_exponent` of their feed over the reference feed.
    """

    title: str = ""
    stage: str
    accepts: list[Form]
    family: str = ""
    reference_feed: Annotated[float, In("t/yr", "kg/yr", low=0.0)]
    size_exponent: Plain | None = None
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
    A cathode of a structure that stands `apart` goes through it with no other; `blended` says why. A route `by_name`
    is compared where it is asked for alone.
    """

    plants: list[str]
    by_name: bool = False
    throughput: Rate | None = None
    suits: list[str] = []
    unsuited: str = ""
    apart: list[str] = []
    blended: str = ""
    second_life: str = ""
    forms: list[Form] = []
    application: str = ""
    recycling: list[str] = []
    claims: dict[str, Claim] = {}
    stages: dict[str, Works] = {}
    over: Annotated[dict[str, Any], Field(alias="set")] = {}
    facts: dict[str, Any] = {}


class Defaults(Shape):
    """What is taken where nobody names it: the route, and the routes and chemistries of a comparison.

    `metals` are those that the newest price deck has to have of its own quarter to be taken.
    """

    route: str
    routes: Annotated[list[str], Field(min_length=1)]
    chemistries: Annotated[list[str], Field(min_length=1)]
    metals: list[str] = []


class Method(BaseModel):
    """presets/methods: what is taken where nobody names it; all else of a method is checked where it is used."""

    model_config = ConfigDict(extra="allow")
    defaults: Defaults


class Application(Titled):
    """presets/applications: a second use, what it asks for and what it pays.

    `rival` is the family of the new packs that its buyers take instead, where that is not the used pack's own.
    """

    new_pack: str
    rival: str = ""
    families: list[str]
    threshold: Share
    used_factor: Ratio
    years: Annotated[float, In("yr", low=0.0)]
    cycles: Annotated[float, In("1/yr", low=0.0)]
    revenue: Annotated[float, In("USD/MJ/yr")]


Stage = Literal["preprocessing", "recovery"]
Status = Literal["operating", "building", "planned", "paused", "closed"]


class Investment(Shape):
    """What a stage of a plant is known to have cost, and the feed of that stage at which it did.

    `cepci` is the plant cost index of the year of that money; one that states none is in the money of the deck's year.
    The index is of the U.S.: state a cost in USD, at the exchange rate of its time. The rest says what kind of word it
    is: `stands` for a plant that was studied, announced, being built or built, in which `form` its feed comes, the
    class of the estimate after AACE, and whether it is `held` against the model's own cost, or `why` not.
    """

    fixed_capital: Annotated[float, In("USD", low=0.0)]
    capacity: Rate
    cepci: Annotated[float, In("1", low=1e-9)] | None = None
    stands: Literal["study", "announced", "estimate", "built", ""] = ""
    form: Literal[Form, ""] = ""
    chemistry: str = ""
    route: str = ""
    held: bool = False
    why: str = ""
    estimate_class: Annotated[float, In("1", low=1.0, high=5.0)] | None = None
    operating_cost: Annotated[float, In("USD/kg", low=0.0)] | None = None


class Cost(Investment):
    """A public word on what a plant costs, for comparison alone: the stages that it `covers` at that feed."""

    covers: Annotated[list[Stage], Field(min_length=1)]


class Event(Shape):
    """A word on a plant's state or owner: what was told, and the source that tells it, by month under `history`."""

    status: Status
    company: str = ""
    word: str
    by: str


def _of_first(leaf: object) -> object:
    """Read a throughput that names no stage as that of the first plant."""
    return leaf if isinstance(leaf, dict) else {"value": leaf}


class Plant(Titled):
    """presets/plants: a real plant, its public figures; `set` is laid over the presets in force.

    `throughput` is its feed when it is full, `load` the share of it that it works; `history` tells its state by date.
    """

    company: str
    status: Status
    routes: Annotated[list[str], Field(min_length=1)]
    region: str = ""
    form: Literal[Form, ""] = ""
    profile: Literal[Profile, ""] = ""
    throughput: Annotated[dict[Literal["value", "preprocessing", "recovery"], Rate], BeforeValidator(_of_first)] = {}
    load: Annotated[float, In("1", low=1e-3, high=1.0)] | None = None
    investment: dict[Stage, Investment] = {}
    costs: dict[str, Cost] = {}
    set: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    history: dict[str, Event] = {}
