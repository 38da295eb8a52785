"""Types the certificate of a lot: what became of it, whose metal a product holds."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Note, Scenario
from recyc_cli.report.shapes.compliance import FractionMass
from recyc_cli.report.shapes.products import WRITTEN


class Footprint(TypedDict):
    """Burdens of a kilogram of product, as this way makes it and of virgin material."""

    ghg_kg: float
    """Shared by battery-derived mass [kg/kg]."""
    ghg_by_value_kg: float | None
    """Shared by what products sell for; null where masses were weighed [kg/kg]."""
    energy_mj: float
    """[MJ/kg]."""
    water_l: float
    """[L/kg]."""
    virgin_ghg_kg: float | None
    """Null where nobody states it [kg/kg]."""
    virgin_energy_mj: float | None
    """[MJ/kg]."""
    virgin_water_l: float | None
    """[L/kg]."""
    ghg_saving: float | None
    """1 - ours / virgin; negative above virgin [1]."""
    carbon_worth_per_kg: float | None
    """What a buyer saves at the region's price of carbon [money/kg]."""


class CertifiedProduct(TypedDict):
    """A product that holds what was in the lot."""

    product: str
    stage: str
    kg: float
    """As sold, dry [kg]."""
    derived_kg: float
    """What of it was in the batteries [kg]."""
    elements: dict[str, float]
    """Of that [kg]."""
    recovered: dict[str, float]
    """Share of the lot's element that is in this product [1]."""
    recycled_content: dict[str, float]
    """Of all of the element in the product, what was in batteries [1]."""
    footprint: Footprint | None
    """As modelled; null where masses were weighed and no way was named."""


class CertifiedElement(TypedDict):
    """Where an element of the lot is."""

    element: str
    fed_kg: float
    """[kg]."""
    products_kg: float
    """[kg]."""
    elsewhere_kg: float
    """In wastes and losses [kg]."""
    recovered: float | None
    """Share of the lot's element that is in products [1]."""


class CertifiedLot(TypedDict):
    """A lot, what came of it, where each element is."""

    lot: str
    period: str
    fed: FractionMass
    products: list[CertifiedProduct]
    elements: list[CertifiedElement]


class Origin(TypedDict):
    """Where and when a lot was recycled."""

    region: str
    plant: str
    route: str
    started: str
    ended: str
    consumer: str
    """pre where the lot was scrap of production, else post."""


class Premium(TypedDict):
    """What a premium for traceable material must be worth, on the price of the certified products."""

    on: list[str]
    """Products that it is paid on."""
    certified_value_per_t: float
    """[money/t]."""
    to_break_even: float | None
    """Premium at which the way's margin is 0; 0 where it is above [1]."""
    to_break_even_per_t: float | None
    """The same per tonne delivered [money/t]."""
    to_best_route: float | None
    """Premium at which it earns what the best route does; 0 where it is the best [1]."""
    to_best_route_per_t: float | None
    """The same per tonne delivered [money/t]."""
    best_route: str
    carbon_price: float
    """[money/t]."""
    carbon_worth_per_t: float
    """What buyers save at that price by all certified products of a tonne delivered [money/t]."""
    carbon_worth: float | None
    """The same as a share of what these sell for: carbon alone is worth no higher premium to a buyer [1]."""


class CertificateReport(TypedDict):
    """Whose metal products hold, and what they weigh on the climate."""

    schema: Literal["recyc.certificate/1"]
    recyc: str
    presets: str
    scenario: Scenario | None
    """Null where masses were weighed and no way was named."""
    masses: str
    """modelled or weighed."""
    accounting: str
    """lot: each lot's own outputs; mass balance: outputs of all lots, by what each brought of an element."""
    message: str
    origin: Origin
    lots: list[CertifiedLot]
    closure_kg: float
    """Largest difference between what all lots are given of an element and what all products hold [kg]."""
    content: dict[str, float]
    """Recycled content by element, over all products [1]."""
    premium: Premium | None
    rests_on: list[str]
    sources: list[str]
    warnings: list[Note]
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
