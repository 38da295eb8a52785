"""Types what a feed holds, what is made of it and thrown away, and what written forms add."""

from __future__ import annotations

from typing import NotRequired, TypedDict

Burdens = dict[str, float]
"""Burden -> amount; its name ends in its unit: `mj`, `l`, `g`, `kg`."""
WRITTEN = "in written forms alone"
"""Marks fields of a report that its JSON has not."""


class Spared(TypedDict):
    """What a product spares of the virgin material that it replaces."""

    product: str
    kg_per_t: float
    impacts: Burdens
    """Burden -> amount per t delivered."""


class Credit(TypedDict):
    """What products spare, beside the burdens and in none of them; there where it is asked for."""

    products: list[Spared]
    spared: Burdens
    """Burden -> all that is spared per t delivered."""
    net: Burdens
    """Burden -> caused less spared, per t delivered."""
    below_virgin: dict[str, float | None]
    """Burden -> share by which what is caused lies below what is spared."""
    carbon: NotRequired[CarbonCost]
    """What the greenhouse gases would cost, where the place has a price of carbon."""


class CarbonCost(TypedDict):
    """Greenhouse gases at the place's price of carbon; in no cost and no value."""

    price_per_t: float
    """[money/t CO2e]."""
    caused: float
    """[money/t]."""
    spared: float
    """[money/t]."""
    net: float
    """[money/t]."""


class Contained(TypedDict):
    """An element in the feed."""

    element: str
    kg_per_t: float
    """[kg/t]."""
    price_per_kg: float
    """[money/kg]."""
    value: float
    """[money/t]."""


class Product(TypedDict):
    """What a stage sells."""

    product: str
    stage: str
    kg_per_t: float
    """[kg/t]."""
    recovery: float | None
    """Share of the delivered element, of a cathode of its mass, that is in the product [1]."""
    price_per_kg: float
    """Listed price [money/kg]."""
    payable: float
    """Share of the listed price that is paid [1]."""
    value: float
    """[money/t]."""


class BlackMass(TypedDict):
    """The black mass that a chain makes."""

    kg_per_t: float
    """[kg/t]."""
    assay: dict[str, float]
    """Element -> share of the black mass [1]."""


class Waste(TypedDict):
    """A waste, dry solids and waste water apart, before treatment."""

    waste: str
    stage: str
    kg_per_t: float
    """[kg/t]."""


class Saving(TypedDict):
    """By how much recycled cathode is below virgin; negative where it is above."""

    cost: float | None
    """[1]."""
    ghg: float | None
    """[1]."""


class Claim(TypedDict):
    """What others claim of a route: to compare with, never an input."""

    text: str
    of: str
    saving: float
    """[1]."""
    source: str


class Cathode(TypedDict):
    """Cost and burdens of a kilogram of cathode, by this route and virgin."""

    product: str
    kg_per_t: float | None
    """Cathode made by feed delivered [kg/t]."""
    cost_per_kg: float | None
    """[money/kg]."""
    recycled: dict[str, float | None] | None
    """Burden -> amount per kg of cathode by this route."""
    virgin: Burdens | None
    """Burden -> amount per kg of virgin cathode."""
    virgin_cost_per_kg: float | None
    """[money/kg]."""
    market_price_per_kg: float | None
    """[money/kg]."""
    cost_items: dict[str, float | None] | None
    """Item -> what it adds to the cost by this route [money/kg]."""
    virgin_cost_items: dict[str, float] | None
    """Item -> what it adds to the cost of virgin cathode [money/kg]."""
    saving: Saving
    claims: list[Claim]


class SecondLife(TypedDict):
    """How a pack was graded and priced for its second life; energy is that sold."""

    threshold_soh: float
    """State of health from which the application takes a pack [1]."""
    pass_rate: float
    """[1]."""
    soh_sold: float
    """[1]."""
    cycles_left: float
    years: float
    """[yr]."""
    new_pack_price_per_kwh: float
    """[money/kWh]."""
    breakeven_new_pack_price_per_kwh: float | None
    """Price of new packs at which the margin is 0 [money/kWh]."""
    health_factor: float
    """[1]."""
    used_factor: float
    """[1]."""
    price_per_kwh: float
    """[money/kWh]."""
    sold_kwh_per_t: float
    """[kWh/t]."""
    repurposing_cost_per_kwh: float | None
    """[money/kWh]."""
    users_revenue_per_kwh: float
    """[money/kWh]."""
    discount_factor: float
    """[1]."""
    recycling: str
    """Route on which packs end afterwards."""
    recycling_margins: dict[str, float]
    """Route -> margin of recycling what fails or comes back [money/t]."""


class Step(TypedDict):
    """A step from contained value to margin."""

    step: str
    amount: float
    """Signed [money/t]."""
    level: bool
    """Whether it is a subtotal."""


Link = TypedDict("Link", {"from": str, "to": str, "kg_per_t": float})
"""Mass that goes from one node to another [kg/t]."""


class MassFlows(TypedDict):
    """The mass flows of a quote."""

    links: list[Link]
    water_kg: float
    """Process water that only runs through [kg/t]."""
    other: list[str]
    """Components that are too small to be named by themselves."""


class Source(TypedDict):
    """Where numbers come from."""

    title: str
    publisher: NotRequired[str]
    year: NotRequired[str]
    url: NotRequired[str]
    license: NotRequired[str]
    note: NotRequired[str]


class Reference(Source):
    """A source in full."""

    id: str
