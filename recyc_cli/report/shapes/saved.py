"""Types a saved quote, what moved since, and the customer's copy of a quote."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Basis, Feed, LotSize, Note, Scenario, Terms
from recyc_cli.report.shapes.products import Burdens, Reference
from recyc_cli.report.shapes.quote import QuoteReport


class SavedRecord(TypedDict):
    """A number of a preset as it was when a quote was saved."""

    value: float
    """[unit]."""
    unit: str
    source: str
    low: NotRequired[float]
    high: NotRequired[float]
    date: NotRequired[str]
    basis: NotRequired[str]
    evidence: NotRequired[str]
    note: NotRequired[str]


class SavedLayer(TypedDict):
    """The values of a preset as the model takes them, and the record behind each number."""

    values: dict[str, Any]
    records: dict[str, SavedRecord]
    """Path -> record."""
    foreign: NotRequired[dict[str, str]]
    """Path -> currency of an amount that is not in US dollars."""


class SavedPreset(SavedLayer):
    """A preset that a saved quote rests on."""

    kind: str
    name: str
    overlays: NotRequired[dict[str, SavedLayer]]
    notes: NotRequired[dict[str, str]]


class SavedQuote(Terms):
    """A quote frozen with all it rests on: its request, its presets and its report."""

    schema: Literal["recyc.saved/1"]
    recyc: str
    """Version of recyc."""
    request: dict[str, object]
    """Keywords of the quote."""
    report: QuoteReport
    names: dict[str, dict[str, str]]
    """Kind of preset -> name it was asked by -> its name."""
    presets: dict[str, SavedPreset]
    signature: NotRequired[str]
    """What a key makes of everything but the seal."""
    seal: NotRequired[str]
    """Digest of everything else."""


class ThenNow(TypedDict):
    """A total as it was saved and as it is now."""

    then: float | None
    """[money/t]."""
    now: float | None
    """[money/t]."""


class Written(TypedDict):
    """A number as it was and is written; in canonical units where the unit changed."""

    before: str | float | None
    after: str | float | None
    unit: str | None
    source: str | None


class Move(Written):
    """A number that changed, and what that adds to the margin."""

    path: str
    effect: float
    """[money/t]."""


class MovesReport(TypedDict):
    """What moved a saved quote: today's numbers taken one after another."""

    schema: Literal["recyc.moves/1"]
    recyc: str
    """Version of recyc."""
    presets: NotRequired[str]
    """Digest of the presets at hand: two reports that share it speak of the same numbers."""
    terms: Terms | None
    scenario: Scenario
    basis: Basis
    totals: dict[str, ThenNow]
    """Total -> then and now."""
    moves: list[Move]
    without_effect: int
    """Changes that add nothing."""
    warnings: list[Note]


class SavedSince(TypedDict):
    """What has become of the margin of a saved quote."""

    margin_now: NotRequired[float]
    """With today's presets [money/t]."""
    moved: NotRequired[float]
    """Margin now less margin then [money/t]."""
    by: NotRequired[str | None]
    """Path of the number that has moved it most, or why it cannot be quoted today; null where nothing has moved."""


class SavedFault(TypedDict):
    """What is wrong with a saved quote, where something is."""

    state: NotRequired[str]
    """valid, without an end, expired, not proved, altered, or no saved quote."""
    problem: NotRequired[str | None]
    signed: NotRequired[str]
    """yes or no; proved, where it was asked for and holds."""


class SavedRow(SavedSince, SavedFault):
    """A saved quote of a folder, or a file that is none."""

    file: str
    reference: NotRequired[str | None]
    date: NotRequired[str | None]
    valid_until: NotRequired[str | None]
    offered_to: NotRequired[str | None]
    price: NotRequired[float]
    """Paid for the feed; negative where a fee is taken [price_unit]."""
    price_unit: NotRequired[str]
    margin_then: NotRequired[float]
    """As it was saved [money/t]."""


class CustomerScenario(Feed):
    """What a customer is told of the scenario; presets of one's own go unnamed."""

    soh: float
    """[1]."""
    disassemble: str
    route: str
    region: str
    seat: str
    prices: str
    method: str
    currency: str
    """What `money` stands for in units."""


class CustomerBasis(TypedDict):
    """What amounts are per."""

    amounts: str
    contained_value: str
    contained_as: str
    kwh_per_t: float | None
    """[kWh/t]."""
    packs_per_t: float | None
    """[pack/t]."""
    price_date: str | None
    mass: NotRequired[str]
    """What a mass of the feed was taken as: wet or dry. Amounts are per dry tonne."""
    moisture: NotRequired[float | None]
    """Water in the feed as weighed; null where it is dry [1]."""
    vat: NotRequired[str]
    """Whether amounts are with value-added tax: included or excluded."""
    incoterm: NotRequired[str]
    """Where the price of the feed holds: EXW at the holder's gate, FCA, CIF or DAP."""


class Position(TypedDict):
    """One feed of an offer of several, and its own price."""

    chemistry: str
    form: str
    share: float
    """Of the delivered mass [1]."""
    feed_price: float
    """[unit] of the offer."""
    treatment_fee: float | None
    """[unit] of the offer."""
    mass_t: float | None
    """[t]."""
    packs: float | None
    """Whole ones [pack]."""
    feed_price_of_lot: float | None
    """[money]."""


class Offer(TypedDict):
    """The price of the feed, signed, and the treatment fee that a negative one is."""

    unit: str
    """Of `feed_price` and `treatment_fee`."""
    feed_price: float
    """[unit]."""
    feed_price_per_kwh: float | None
    """[money/kWh]."""
    feed_price_per_pack: float | None
    """[money/pack]."""
    feed_price_of_lot: float | None
    """[money]."""
    treatment_fee: float | None
    """[unit]."""
    treatment_fee_per_kwh: float | None
    """[money/kWh]."""
    treatment_fee_per_pack: float | None
    """[money/pack]."""
    treatment_fee_of_lot: float | None
    """[money]."""
    processing_charge: NotRequired[float | None]
    """What the price lies below the value of the metals; null where that is not told [unit]."""
    positions: NotRequired[list[Position]]
    """Of an offer for several feeds; else empty."""


class CustomerContained(TypedDict):
    """An element in the feed, and what its price rests on; without values the prices are null."""

    element: str
    kg_per_t: float
    """[kg/t]."""
    price_per_kg: float | None
    """[money/kg]."""
    value: float | None
    """[money/t]."""
    price_date: str | None
    price_source: str | None
    price_is: str | None
    """published, agreed, estimate or own."""


class CustomerProduct(TypedDict):
    """What is made of the feed."""

    product: str
    kg_per_t: float
    """[kg/t]."""
    recovery: float | None
    """[1]."""
    sold: bool


class CustomerSecondLife(TypedDict):
    """How a pack was graded for its second life."""

    threshold_soh: float
    """[1]."""
    pass_rate: float
    """[1]."""
    soh_sold: float
    """[1]."""
    cycles_left: float
    years: float
    """[yr]."""


class CustomerLot(LotSize):
    """The size of the lot, packs as whole ones, and the value it holds."""

    contained_value: float | None
    """[money]."""


class CustomerReport(TypedDict):
    """What the feed holds, what becomes of it and what is paid for it; nothing of cost."""

    schema: Literal["recyc.customer/1"]
    recyc: str
    """Version of recyc."""
    terms: Terms | None
    scenario: CustomerScenario
    basis: CustomerBasis
    offer: Offer
    contained: list[CustomerContained]
    contained_value: float | None
    """[money/t]."""
    products: list[CustomerProduct]
    recycling_efficiency: float | None
    """Share of the delivered mass that leaves as what is sold; null where others finish the work [1]."""
    second_life: CustomerSecondLife | None
    impacts: Burdens
    """Burden -> amount per t delivered; its name ends in its unit."""
    lot: CustomerLot | None
    sources: list[str]
    warnings: list[Note]
    bibliography: NotRequired[list[Reference]]
