"""Types the report of an outlook: what comes back by year, and what it is worth."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Note, Scenario
from recyc_cli.report.shapes.products import WRITTEN


class OutlookLife(TypedDict):
    """How long batteries are taken to last."""

    name: str
    title: str
    battery: float
    """Mean life in light vehicles [yr]."""
    heavy_battery: float
    """The same in heavy ones [yr]."""
    spread: float
    """Standard deviation [yr]."""
    vehicle_life: float
    """[yr]."""
    repurposed: float
    """Share of those that outlive their vehicle [1]."""
    second_life: float
    """[yr]."""


class OutlookSeries(TypedDict):
    """The series of batteries sold, or returned."""

    name: str
    title: str


class OutlookQuote(TypedDict):
    """What a tonne of packs of a chemistry holds and leaves."""

    chemistry: str
    kwh_per_t: float
    """[kWh/t]."""
    contained_value_per_kwh: float
    """[money/kWh]."""
    margin_per_kwh: dict[str, float | None]
    """Route -> what is left [money/kWh]; null where the route takes none."""


class OutlookRow(TypedDict):
    """What comes back of a chemistry in a year."""

    year: int
    chemistry: str
    gwh: float
    """[GWh]."""
    t: float
    """[t]."""
    value: float
    """Contained value [money]."""
    margin: dict[str, float | None]
    """Route -> what is left [money]."""
    metals: dict[str, float]
    """Element -> contained [t]."""
    products: dict[str, float]
    """Product an element is sold as -> what is contained [t]."""
    recovered: dict[str, float]
    """The same, as recovered by the route that recovers most of it [t]."""


class SecondLife(TypedDict):
    """What goes to stationary storage in a year before it comes back."""

    gwh: float
    """[GWh]."""
    share: float
    """Of this and of what comes back [1]."""
    value: float | None
    """What it is sold for as repurposed packs; null where no route makes any [money]."""
    margin: float | None
    """What is left of it [money]."""


class DeckYear(TypedDict):
    """The value of what comes back in a year, at one deck."""

    prices: str
    year: int
    value: float
    """[money]."""
    margin: dict[str, float | None]
    """Route -> what is left; null where it does not take all of them [money]."""
    best: float
    """[money]."""


class ToldBeside(TypedDict):
    """What others print of a year, beside what is foreseen here."""

    what: str
    """energy [GWh], tonnes [t] or worth [money]."""
    by: str
    """Source, or series."""
    year: int
    theirs: float
    low: float | None
    high: float | None
    ours: float
    off: float
    """Ours beyond theirs [1]."""
    note: str


class OutlookYear(TypedDict):
    """All that comes back in a year."""

    year: int
    gwh: float
    """[GWh]."""
    t: float
    """[t]."""
    value: float
    """[money]."""
    margin: dict[str, float | None]
    """Route -> what is left; null where it does not take all of them [money]."""
    best: float
    """What is left where each chemistry goes by its best route [money]."""
    groups: dict[str, float]
    """What it comes from -> energy [GWh]."""
    second_life: SecondLife
    counted: float | None
    """What others count [GWh]."""
    counted_low: float | None
    counted_high: float | None


class OutlookGap(TypedDict):
    """What of a product is foreseen to be missing, against what comes back."""

    product: str
    year: int
    gap: float
    """[t]."""
    contained: float
    """[t]."""
    recovered: float
    """[t]."""
    share: float
    """Recovered of what is missing [1]."""


class OutlookReport(TypedDict):
    """What comes back by year and chemistry."""

    schema: Literal["recyc.outlook/1"]
    recyc: str
    """Version of recyc."""
    presets: str
    """Digest of the presets."""
    scenario: Scenario
    """Of the quote of the first chemistry on its best route."""
    life: OutlookLife
    series: OutlookSeries
    quotes: list[OutlookQuote]
    years: list[OutlookYear]
    rows: list[OutlookRow]
    decks: list[DeckYear]
    """Every deck in every year; none where there is one."""
    told: list[ToldBeside]
    """What studies print and others count."""
    gaps: list[OutlookGap]
    assumptions: list[str]
    message: str
    sources: list[str]
    warnings: list[Note]
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
