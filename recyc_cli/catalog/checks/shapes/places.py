"""Defines the shapes of place and market: regions, price decks, payables."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict

from recyc_cli.catalog.checks.shapes.common import (
    Family,
    Form,
    Graded,
    Grid,
    In,
    Incoterm,
    Price,
    Priced,
    Product,
    Ratio,
    Shape,
    Share,
    Titled,
)
from recyc_cli.units import CURRENCIES

PerHour = Annotated[float, In("USD/h", low=0.0)]
PerMegajoule = Annotated[float, In("USD/MJ", low=0.0)]
PerLitre = Annotated[float, In("USD/L", low=0.0)]


class Depreciation(Shape):
    """How a plant is written off there: straight (in one year: at once) or macrs over `years`, declining by `rate`."""

    way: Literal["straight", "macrs", "declining"]
    years: Annotated[float, In("yr", low=1.0)] | None = None
    rate: Share | None = None


class Estimate(Shape):
    """What an estimate of a class may miss the capital by: parts of it below and above."""

    under: Share
    over: Ratio


class Finance(Shape):
    """presets/finance.toml: how a plant is built and started, what estimates miss, the tables of MACRS.

    Years are named by their number; shares of `build` and of a table sum to 1, those of `ramp` are of the full year.
    """

    build: dict[str, Share]
    ramp: dict[str, Share]
    estimates: dict[str, Estimate]
    macrs: dict[str, dict[str, Share]]


class Region(Titled):
    """presets/regions: costs of a place.

    `payables` and `new_packs` name its market among the payables and among the prices of new packs of the reuse stage.
    `plant_factor` is what plants of a family of stages cost there over what their equipment and the `equipment_factor`
    say; `interest_over` what capital costs there over the method's interest; `life_factor` how long plants stand there
    over the method's life.
    `carbon_price`, `tax_rate` (on profit), `vat` and `depreciation` are facts of the place for the finance of a plant.
    They are in no cost of a quote, which is before tax, without VAT, and without a price on what is emitted.
    """

    country: str
    payables: str = ""
    new_packs: str = ""
    wage: PerHour
    electricity: PerMegajoule
    natural_gas: PerMegajoule
    diesel: PerLitre
    diesel_heating_value: Annotated[float, In("MJ/L", low=0.0)] | None = None
    water: PerLitre
    waste_water: PerLitre
    tip_fee: Annotated[float, In("USD/kg", low=0.0)]
    equipment_factor: Ratio
    plant_factor: dict[str, Ratio] = {}
    interest_over: Annotated[float, In("1", low=-1.0)] | None = None
    life_factor: Ratio | None = None
    building_cost: Annotated[float, In("USD/m2", low=0.0)]
    disassembly_wage: PerHour | None = None
    freight: Ratio
    packaging: Ratio | None = None
    preprocessing_grid: Share | None = None
    carbon_price: Annotated[float, In("USD/kg", low=0.0)] | None = None
    tax_rate: Share | None = None
    vat: Share | None = None
    depreciation: Depreciation | None = None
    grid: Grid


class Tax(Shape):
    """Value-added tax of a market: its rate, and whether what is sold and bought is reckoned with it."""

    included: bool
    rate: Share | None = None


class Rule(Shape):
    """What a price follows: kilograms of other things the deck prices, and a fee above them."""

    metals: dict[str, Ratio] = {}
    reagents: dict[str, Ratio] = {}
    products: dict[str, Ratio] = {}
    fee: Price | None = None


class Rules(Shape):
    """The rules of the prices that follow others, by the tables these stand in."""

    metals: dict[str, Rule] = {}
    reagents: dict[str, Rule] = {}
    products: dict[str, Rule] = {}


class Place(Shape):
    """What is paid in a country, by its code, in the place of the deck's own."""

    metals: dict[str, Price] = {}
    reagents: dict[str, Price] = {}
    products: dict[str, Product] = {}


class Deck(Titled):
    """presets/prices: what things cost in a market and a year.

    A price is a number, or the word `follows`: then it is that of its inputs and a fee, as `[follows.TABLE.NAME]` says.
    """

    market: str = ""
    year: str = ""
    payables: str = ""
    metals: dict[str, Price | Literal["follows"]]
    reagents: dict[str, Price | Literal["follows"]] = {}
    products: dict[str, Product] = {}
    alternatives: dict[str, Price] = {}
    fx: dict[str, Annotated[float, In(*(f"{code}/USD" for code in CURRENCIES[1:]), low=1e-9)]] = {}
    follows: Rules = Rules()
    places: dict[str, Place] = {}
    vat: Tax | None = None
    cepci: Annotated[float, In("1", low=1e-9)] | None = None


class Mixing(Shape):
    """What black mass of several families is worth less, and the families kept apart from all others."""

    penalty: Share
    apart: list[str]


class Limits(Shape):
    """What payables hold for: shares of the dry mass, of `moisture` of the mass as weighed."""

    least: dict[Graded, Share] = {}
    most: dict[Graded, Share] = {}


class Penalty(Shape):
    """What is taken off black mass for each `step` of a substance `above` one share, or `below` another."""

    above: Share | None = None
    below: Share | None = None
    step: Annotated[float, In("1", low=1e-9)]
    price: Price


class Payables(Titled):
    """presets/payables: shares of the metal price paid for a feed; every other group is a region's table.

    `families` holds what a region pays for black mass of a family (`iron-phosphate`) where that is quoted by itself;
    what it does not name is as in the region's table. `on` names the products on whose price a region's shares are
    quoted, in place of the metal's; `incoterms` where the quoted price of a form holds, by region or `any`. Other forms
    than black mass are priced by what a shredder sells from them, `yields` by component and product, less its `tolls`
    by region or `any`; `powders` is what black mass of a form is paid over that of batteries. Without `yields` they are
    paid the share in `forms`. `specification` says what black mass of a family the payables hold for, by region or
    `any`; `penalties` what is taken off beyond limits, by the family that it is quoted as or `any`.
    """

    model_config = ConfigDict(extra="allow", strict=True)
    __pydantic_extra__: dict[str, dict[Priced, Ratio]]

    market: str = ""
    year: str = ""
    forms: dict[Form, Ratio]
    on: dict[str, dict[Priced, str]] = {}
    incoterms: dict[str, dict[Form, Incoterm]] = {}
    tolls: dict[str, dict[Form, Price]] = {}
    yields: dict[str, dict[str, Share]] = {}
    powders: dict[Form, Ratio] = {}
    mixing: Mixing | None = None
    specification: dict[str, dict[Family, Limits]] = {}
    penalties: dict[str, dict[Graded, Penalty]] = {}
    families: dict[Family, dict[str, dict[Priced, Ratio]]] = {}
    borrow: dict[str, str] = {}
    fixed: dict[str, Price] = {}
