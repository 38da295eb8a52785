"""Types a quote as the report `recyc.quote/1`, its totals, stages, lines and lot."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Basis, LotSize, Note, Scenario, Terms
from recyc_cli.report.shapes.products import (
    WRITTEN,
    BlackMass,
    Burdens,
    Cathode,
    Contained,
    Credit,
    MassFlows,
    Product,
    Reference,
    SecondLife,
    Step,
    Waste,
)

Total = Literal[
    "contained_value",
    "recovery_value",
    "cost",
    "margin",
    "margin_pct",
    "cash_margin",
    "margin_before_fixed_cost",
    "feed_price",
    "breakeven_feed_price",
    "margin_per_kwh",
    "margin_per_pack",
    "capital",
]
"""Keys of the totals that are numbers."""


class Likely(TypedDict):
    """Between what the margin lies in eight of ten cases within twelve months."""

    p10: float
    """One case in ten lies below [money/t]."""
    p90: float
    """One case in ten lies above [money/t]."""
    method: str
    """How the cases came about."""
    best: NotRequired[float]
    """Beside others of the same feed: how often it is above the one that it is above the least often [1]."""


class Totals(TypedDict):
    """The account in sum."""

    contained_value: float
    """All Li, Ni, Co and Mn of the delivered feed at the deck's prices [money/t]."""
    recovery_value: float
    """What the products earn [money/t]."""
    cost: float
    """All stages and the feed price [money/t]."""
    margin: float
    """Recovery value less cost [money/t]."""
    margin_pct: float | None
    """Margin as a share of the recovery value; null where that is 0 or less [%]."""
    cash_margin: NotRequired[float]
    """Margin before annualized capital and interest on working capital [money/t]."""
    margin_before_fixed_cost: NotRequired[float]
    """Cash margin before labor, maintenance, overheads and other fixed costs [money/t]."""
    feed_price: float
    """Paid for the feed; negative where a gate fee is taken [money/t]."""
    breakeven_feed_price: float | None
    """Feed price at which the margin is 0; null of a holder [money/t]."""
    margin_per_kwh: float | None
    """Margin by nameplate energy [money/kWh]."""
    margin_per_pack: float | None
    """Margin by pack [money/pack]."""
    capital: float
    """Fixed and working capital of the seat's plants, whole [money]."""
    cost_groups: dict[str, float]
    """Group -> cost; they sum to the cost [money/t]."""
    likely: NotRequired[Likely]
    """Of the margin; with `--range`."""


class Capital(TypedDict):
    """Capital of a whole plant."""

    purchased_equipment: float
    """[money]."""
    isbl: float
    """Inside battery limits [money]."""
    osbl: float
    """Outside battery limits [money]."""
    design_engineering: float
    """[money]."""
    contingency: float
    """[money]."""
    fixed_capital: float
    """[money]."""
    working_capital: float
    """[money]."""
    total_capital: float
    """Fixed and working capital [money]."""


class Stage(TypedDict):
    """A stage of the chain: collection, disassembly, a plant, a second life."""

    stage: str
    feed_t_per_t: float
    """Feed of the stage by feed delivered [t/t]."""
    throughput_t_per_year: float | None
    """Feed of the stage [t/yr]."""
    cost: float
    """[money/t]."""
    value: float
    """What the stage sells outside the chain [money/t]."""
    cost_groups: dict[str, float]
    """Group -> cost; they sum to the stage's cost [money/t]."""
    capital: Capital | None
    """Of the whole plant; null where the stage has none."""
    impacts: Burdens
    """Burden -> amount per t delivered; its name ends in its unit."""


class Line(TypedDict):
    """A line of the account: every amount stands once."""

    kind: str
    """value or cost."""
    stage: str
    group: str | None
    item: str
    quantity: float | None
    """[unit]."""
    unit: str | None
    price: float | None
    """[price_unit]."""
    price_unit: str | None
    amount: float
    """Values and costs positive [money/t]."""
    inputs: list[str]
    """Paths of the presets' numbers that the amount was computed from."""


class Balance(TypedDict):
    """Mass in and out; the closure is what is left of it."""

    in_kg: float
    """Feed, reagents, nitrogen and process water [kg/t]."""
    products_kg: float
    """[kg/t]."""
    wastes_kg: float
    """[kg/t]."""
    emissions_kg: float
    """Mass that leaves as gas, without oxygen from air [kg/t]."""
    closure_kg: float
    """[kg/t]."""


class MassBalance(Balance):
    """Mass in and out, and that of each element."""

    elements: dict[str, Balance]


class LotTotals(TypedDict):
    """The totals of a lot; those that it has not are left out."""

    contained_value: float
    """[money]."""
    recovery_value: NotRequired[float]
    """[money]."""
    cost: NotRequired[float]
    """[money]."""
    margin: NotRequired[float]
    """[money]."""
    feed_price: NotRequired[float]
    """[money]."""
    breakeven_feed_price: NotRequired[float]
    """[money]."""


class Lot(LotSize):
    """The lot that was asked about."""

    totals: LotTotals


class Computed(TypedDict):
    """What of a quote's report is computed."""

    scenario: Scenario
    basis: Basis
    totals: Totals
    stages: list[Stage]
    lines: list[Line]
    contained: list[Contained]
    products: list[Product]
    black_mass: BlackMass | None
    """Null where none is made."""
    wastes: list[Waste]
    impacts: Burdens
    """Burden -> amount per t delivered; its name ends in its unit."""
    credit: NotRequired[Credit]
    cathode: Cathode | None
    """Null of mixes and of single seats."""
    second_life: SecondLife | None
    mass_balance: MassBalance
    lot: Lot | None
    bridge: NotRequired[Annotated[list[Step], WRITTEN]]
    flows: NotRequired[Annotated[MassFlows, WRITTEN]]
    bibliography: NotRequired[Annotated[list[Reference], WRITTEN]]
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
    """Name of a place -> how a sentence calls it."""
    rate: NotRequired[Annotated[float, WRITTEN]]
    """Of the currency [money/USD]."""
    feed_range: NotRequired[Annotated[tuple[float, float], WRITTEN]]
    """Between what its estimated feed price may lie."""
    standing_limit: NotRequired[Annotated[float, WRITTEN]]
    """Feed price at which a plant that stands already earns nothing in cash."""


class QuoteReport(Computed):
    """Value, cost and margin of one feed on one route, per tonne as delivered."""

    schema: Literal["recyc.quote/1"]
    recyc: str
    """Version of recyc."""
    presets: NotRequired[str]
    """Digest of the presets at hand: two reports that share it speak of the same numbers."""
    terms: Terms | None
    """Null of a quote that was not saved and has no parties."""
    sources: list[str]
    """Ids of the sources of every number used."""
    warnings: list[Note]
