"""Types the report of a plant over its life."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Basis, Note, Scenario
from recyc_cli.report.shapes.compliance import LawBeside
from recyc_cli.report.shapes.products import WRITTEN


class FinanceTerms(TypedDict):
    """What a plant is financed on."""

    life: int
    """Working years."""
    build: list[float]
    """Share of the capital spent in each year of building [1]; none: all of it on the day the plant opens."""
    ramp: list[float]
    """Share of a full year that the first working years work [1]."""
    load: float
    """Share of its feed that a full year works [1]."""
    prices: list[str]
    """Decks of the working years; the last one stays."""
    contract_term: float | None
    """Working years that the contract runs."""
    discount: float
    """[1/yr]."""
    flows: str
    """real, in the money of one year, or nominal."""
    inflation: float
    """[1/yr]."""
    timing: str
    """year-end or mid-year: when the flows of a year are taken to fall; those of year 0 on its day."""
    tax: float
    """On profit [1]."""
    depreciation: str
    bonus: float
    """Share written off at once [1]."""
    losses: str
    """carried to later years, used elsewhere at once, or lost."""
    carbon_price: float
    """[money/t CO2]."""
    overrun: float
    """Factor of the capital as reckoned."""


class PlantCapital(TypedDict):
    """What the plant costs [money], an overrun beside it, and up to which fixed capital something is left."""

    isbl: float
    osbl: float
    design_engineering: float
    contingency: float
    fixed_capital: float
    """As reckoned, contingency included."""
    overrun: float
    working_capital: float
    """Tied up in a full year, returned in the last."""
    total: float
    at_most: float | None


class Returns(TypedDict):
    """What a cash flow is worth."""

    npv: float
    """[money]."""
    irr: float | None
    """[1/yr]; null where there is none or more than one."""
    irr_all: list[float]
    """Every rate from -99 % to 1,000 % a year at which nothing is left [1/yr]."""
    mirr: float | None
    """[1/yr]."""
    payback: float | None
    """From the day the plant opens [yr]."""
    payback_from_start: float | None
    """From the day building begins [yr]."""
    exposure: float
    """Most that is out at the end of a year [money]."""
    exposure_year: int


class ProductCost(TypedDict):
    """Cost of a tonne of the product that earns most, over the life and before tax, all others sold as they are."""

    product: str
    per_t: float
    """Its price at which nothing is left [money/t]."""
    price: float
    """What a tonne of it is sold for in the quote of a full year [money/t]."""
    share: float
    """Of all that is sold there [1]."""


class LevelisedCost(TypedDict):
    """Cost over the life, before tax: the price of a tonne at which nothing is left."""

    per_t: float
    """[money/t]."""
    per_kwh: float | None
    """[money/kWh]."""
    without_feed_per_t: float
    """[money/t]."""
    quote_per_t: float
    """Cost of a tonne in the quote of a full year [money/t]."""
    main_product: ProductCost | None
    """Null where nothing is sold."""


class FeedForReturn(TypedDict):
    """What the feed may cost, the same in all years, for a return after tax."""

    irr: float
    """[1/yr]."""
    feed_price: float | None
    """Signed: positive is paid [money/t]."""
    gate_fee: float | None
    """Its negative [money/t]."""
    feed_price_now: float
    """Of the first deck [money/t]."""


class EstimateRange(TypedDict):
    """What the class of the estimate leaves open."""

    estimate_class: int
    under: float
    over: float
    """Parts of the capital that may be spare or missing [1]."""
    npv_low_capital: float
    npv_high_capital: float


class SizePoint(TypedDict):
    """A size on the scale curve."""

    throughput_t_per_year: float
    capital: float
    """Fixed, overrun included [money]."""
    npv: float | None


class DeckPoint(TypedDict):
    """The plant with one of the decks in all its years."""

    prices: str
    npv: float
    irr: float | None


class PriceStep(TypedDict):
    """How a price goes from year to year: it keeps a part of its distance from today's, and goes on."""

    series: str
    year: float
    """Standard deviation of its logarithm after a year [1]."""
    long_run: float
    """The same after many [1]."""
    kept: float
    """Part of its distance that it keeps each year [1]."""


class DrawnWorth(TypedDict):
    """What the draws of the worth today come to, after tax [money]."""

    mean: float
    sd: float
    p5: float
    """One in twenty draws lies below."""
    p10: float
    p25: float
    p50: float
    """The median."""
    p75: float
    p90: float
    p95: float
    error_of_mean: float
    """Standard error, from the number of draws."""
    error_of_p50: float


class Tenths(TypedDict):
    """Values below which 10, 50 and 90 of 100 draws lie [money]."""

    p10: float
    p50: float
    p90: float


class DrawnYear(Tenths):
    """The sum of the cash flow after tax up to a year."""

    year: int


class WorthClass(TypedDict):
    """A class of a histogram; without a low end all below, without a high one all above."""

    low: float | None
    """[money]."""
    high: float | None
    """[money]."""
    share: float
    """Of all draws [1]."""


class DrawnPlant(TypedDict):
    """What is left over of a plant in many draws: prices by year, all else that is not known once for its life."""

    n: int
    """Draws."""
    seed: int
    probability_of_loss: float
    """Share of draws in which less than nothing is left after tax, worth today [1]."""
    probability_never_back: float
    """Share of draws in which the money does not come back within the life, not discounted [1]."""
    npv: DrawnWorth
    capital: Tenths
    """Fixed capital, overrun included."""
    cumulative: list[DrawnYear]
    histogram: list[WorthClass]
    refused: int
    """Draws without a result: they are left out."""
    prices: list[PriceStep]


class CashYear(TypedDict):
    """A year of the cash flow [money]; receipts are positive, what is paid is negative."""

    year: int
    """Year 0 is the day on which building begins, or on which the plant opens where nothing is built before."""
    phase: str
    """build or work."""
    tonnes: float
    """Delivered [t]."""
    revenue: float
    feed: float
    running: float
    fixed: float
    carbon: float
    operating: float
    capital: float
    working_capital: float
    depreciation: float
    taxable: float
    loss_used: float
    """Losses of earlier years set against this one's profit."""
    tax: float
    before_tax: float
    after_tax: float
    discounted: float
    """After tax, worth today."""
    cumulative: float
    """Sum after tax up to here."""


class FinanceReport(TypedDict):
    """A plant over its life."""

    schema: Literal["recyc.finance/1"]
    recyc: str
    """Version of recyc."""
    presets: str
    """Digest of the presets."""
    scenario: Scenario
    basis: Basis
    terms: FinanceTerms
    capital: PlantCapital
    npv: float
    """After tax [money]."""
    irr: float | None
    """After tax [1/yr]; null where there is none or more than one."""
    mirr: float | None
    """After tax [1/yr]."""
    payback: float | None
    """After tax, from the day the plant opens [yr]."""
    levelised_cost: LevelisedCost
    gate_fee_for_irr: FeedForReturn
    after_tax: Returns
    before_tax: Returns
    capital_at_most: float | None
    """Factor of the capital as reckoned at which nothing is left after tax."""
    smallest_plant_t_per_year: float | None
    """From this size on a plant pays; null where none does."""
    estimate: EstimateRange
    scale: list[SizePoint]
    decks: list[DeckPoint]
    """Each of several decks in all years; none where there is one."""
    draws: DrawnPlant | None
    """Of a plant that was drawn."""
    cash_flow: list[CashYear]
    law: NotRequired[LawBeside]
    """What this way, and other routes for the same feed, fail by the rules of the region; in JSON with -v."""
    law_routes: NotRequired[list[str]]
    """Routes of these, this way first."""
    message: str
    sources: list[str]
    warnings: list[Note]
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
