"""Types the reports of questions asked about quotes: side by side, and break-even."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Basis, Note, Scenario
from recyc_cli.report.shapes.compliance import LawBeside
from recyc_cli.report.shapes.products import WRITTEN, Reference
from recyc_cli.report.shapes.quote import QuoteReport


class AxisValues(TypedDict):
    """A question that the quotes of a comparison answer differently."""

    axis: str
    word: str
    """Stands before a value that does not speak for itself."""
    values: list[str]


class SideTable(TypedDict):
    """The quotes that stand in one table."""

    across: str
    """Axis that runs across."""
    quotes: list[int]
    """Places in `quotes`, from 0."""
    best: int | None


class BestQuote(TypedDict):
    """A quote that is best: what it is of, its place in `quotes`, from 0, and the total that it is best by."""

    chemistry: str | None
    route: str
    plant: str | None
    vehicle: str | None
    form: NotRequired[str]
    disassemble: NotRequired[str]
    region: NotRequired[str]
    throughput: NotRequired[str]
    prices: NotRequired[str]
    as_of: NotRequired[str]
    method: NotRequired[str]
    profile: NotRequired[str]
    seat: NotRequired[str]
    feed_price: NotRequired[str]
    contract: NotRequired[str]
    business: NotRequired[str]
    distance: NotRequired[str]
    mode: NotRequired[str]
    damaged: NotRequired[str]
    soh: NotRequired[str]
    application: NotRequired[str]
    pass_rate: NotRequired[str]
    new_pack_price: NotRequired[str]
    recycle: NotRequired[str]
    quote: int
    margin: NotRequired[float]
    """[money/t]."""
    margin_per_kwh: NotRequired[float]
    """[money/kWh]."""
    breakeven_feed_price: NotRequired[float]
    """[money/t]."""


class Bests(TypedDict):
    """The best of all and of each feed; null where what is compared is not alike."""

    margin: BestQuote | None
    margin_per_kwh: BestQuote | None
    breakeven_feed_price: NotRequired[BestQuote | None]
    """By what may be paid for the feed at most."""
    by_chemistry: dict[str, BestQuote | None]
    """Feed -> its best quote by margin per t."""


class ReuseTurn(TypedDict):
    """Where a second life and the best recycling beside it tie, and from where on it pays."""

    quote: int
    """Place of the second life in `quotes`."""
    reuse: str
    application: str
    recycling: str
    """The route of the best recycling."""
    ahead: bool
    """Whether the second life is the better one at a state of health of 1."""
    soh: float | None
    """State of health at which they tie [1]."""
    pays_from_soh: float | None
    """State of health above which the second life leaves something [1]."""


class ComparisonReport(TypedDict):
    """Quotes side by side."""

    schema: Literal["recyc.comparison/1"]
    recyc: str
    """Version of recyc."""
    quotes: list[QuoteReport]
    axes: list[AxisValues]
    columns: list[dict[str, str]]
    """Where each quote stands: axis -> value."""
    tables: list[SideTable]
    warnings: list[Note]
    best: Bests
    reuse_turns_at_soh: dict[str, float | None]
    """Feed -> state of health at which a second life and recycling tie [1]."""
    reuse_turns: list[ReuseTurn]
    notes: list[str]
    bibliography: NotRequired[Annotated[list[Reference], WRITTEN]]
    sheets: NotRequired[Annotated[list[str], WRITTEN]]
    """Names of the sheets of its quotes."""
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
    """Name of a place -> how a sentence calls it."""
    rate: NotRequired[Annotated[float, WRITTEN]]
    """Of the currency, where all decks agree on it [money/USD]."""
    feed_ranges: NotRequired[Annotated[dict[int, tuple[float, float]], WRITTEN]]
    """Place in `quotes` -> between what its estimated feed price may lie."""
    margin_ranges: NotRequired[Annotated[dict[int, tuple[float, float]], WRITTEN]]
    """Place of a second life in `quotes` -> between what its margin may lie."""
    beats: NotRequired[Annotated[dict[Literal["margin", "breakeven_feed_price"], dict[int, dict[int, float]]], WRITTEN]]
    """Figure -> place in `quotes` -> place of another one of the same feed -> how often the first is above it [1]."""
    law: NotRequired[LawBeside]
    """What each quote fails by the rules of its region; where all is asked for (-v)."""
    noted: NotRequired[Annotated[dict[str, list[int]], WRITTEN]]
    """Code and words of a note -> the places in `quotes` that it is of."""


class MarginsBasis(Basis):
    """What amounts are per, and what the margins of a break-even are."""

    margins: str


Varied = TypedDict(
    "Varied",
    {
        "path": str,
        "unit": str,
        "value": float | None,
        "from": float,
        "to": float,
        "low": float | None,
        "high": float | None,
    },
)
"""The number that is varied: where it stands in the quote, the range looked at, and the range its source knows."""


class Target(TypedDict):
    """The margin, or the lead, that is to be met."""

    what: str
    value: float
    unit: str


class RootFound(TypedDict):
    """A value at which the target is met, or stepped over."""

    value: float
    unit: str
    margin_below: float | None
    margin_above: float | None
    kind: str
    margin: float | None
    margin_against: float | None


class MarginAt(TypedDict):
    """The margin at a value."""

    value: float
    margin: float


class MarginAtEnd(TypedDict):
    """The margin at an end of the range; null where it is not finite."""

    value: float
    margin: float | None


class Scan(TypedDict):
    """The values that were looked at."""

    values: int
    spacing: str


class BreakevenReport(TypedDict):
    """The value of one number at which a margin is zero, or two quotes tie."""

    schema: Literal["recyc.breakeven/1"]
    recyc: str
    """Version of recyc."""
    presets: NotRequired[str]
    """Digest of the presets at hand: two reports that share it speak of the same numbers."""
    scenario: Scenario
    against: Scenario | None
    basis: MarginsBasis
    varied: Varied
    target: Target
    roots: list[RootFound]
    at_ends: list[MarginAtEnd]
    at_now: MarginAtEnd | None
    """At the value of now; null where it has none."""
    curve: NotRequired[list[MarginAtEnd]]
    """Margins along the range, as they are drawn."""
    direction: str
    """Which way the margin goes along the range: rises, falls, turns or flat."""
    closest: MarginAt | None
    """What comes nearest where nothing meets the target."""
    scan: Scan
    message: str
    sources: list[str]
    warnings: list[Note]
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
