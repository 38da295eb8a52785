"""Types the report of a simulation."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Note, Scenario
from recyc_cli.report.shapes.products import WRITTEN


class Driver(TypedDict):
    """What spreads a margin."""

    name: str
    """Path of an input, or name of a group."""
    label: str
    """The same in words."""
    share: float
    """Of the variance, along a straight line [1]."""


class Bin(TypedDict):
    """A class of a histogram; without a low end all below, without a high one all above."""

    low: float | None
    """[money/t]."""
    high: float | None
    """[money/t]."""
    share: float
    """Of all draws [1]."""


class Shift(TypedDict):
    """What drawing one group alone does to the median."""

    group: str
    shift: float
    """[money/t]."""


class Figures(TypedDict):
    """What the draws of a margin come to."""

    mean: float
    """[money/t]."""
    sd: float
    """[money/t]."""
    p5: float
    """One in twenty draws lies below [money/t]."""
    p10: float
    """One in ten draws lies below [money/t]."""
    p25: float
    """[money/t]."""
    p50: float
    """The median: half of the draws lie below [money/t]."""
    p75: float
    """[money/t]."""
    p90: float
    """One in ten draws lies above [money/t]."""
    p95: float
    """[money/t]."""
    probability_of_loss: float
    """Share of draws below 0 [1]."""
    cvar_10: float
    """Mean of the worst tenth of the draws [money/t]."""
    error_of_mean: float
    """Standard error of the mean, from the number of draws [money/t]."""
    error_of_p10: float
    """[money/t]."""
    error_of_p50: float
    """[money/t]."""
    refused: int
    """Draws without a result: they count as worst where routes are compared, and nowhere else."""


class Driven(TypedDict):
    """What spreads a margin, by the draws themselves."""

    drivers: list[Driver]
    """Inputs by how much of the variance goes with them; those that move together overlap."""
    groups: list[Driver]
    """Groups of inputs; these add up, the rest comes of curves and steps."""


class SimulatedQuote(Figures, Driven):
    """A margin over all draws."""

    chemistry: str | None
    route: str
    plant: str | None
    prices: str
    """Name of the deck."""
    figure: str
    point: float
    """What the quote says, with every input in its middle [money/t]."""
    recycled: int
    """Draws in which the batteries are too worn for the route: they count as recycled by the best way for them."""
    shifts: list[Shift]
    """Why the median is not the quote: what each group does to it alone; those below the error are left out."""
    histogram: list[Bin]


class Best(TypedDict):
    """How often a way is the best of its feed."""

    chemistry: str | None
    prices: str
    """Name of the deck."""
    route: str
    probability: float
    """[1]."""


class Beats(TypedDict):
    """How often one way earns more than another on the same draws."""

    chemistry: str | None
    prices: str
    route: str
    other: str
    probability: float
    """[1]."""


class DrawnInput(TypedDict):
    """An input that is drawn."""

    path: str
    group: str
    spread: str
    """own: its own range; class: that of its kind and evidence; series: of a price over the horizon; history: of a
    price as the file has it."""
    distribution: str
    parameters: dict[str, float]
    low: float
    """In the canonical unit; of a form without ends the 5th or 10th percentile."""
    high: float
    source: str
    follows: dict[str, float]
    """What it shares with others, and its correlation with that [1]."""
    drawn: str
    """alone: by itself; together: as one with all others that hardly spread any margin."""


class Together(TypedDict):
    """Inputs that hardly spread any margin and are drawn as one."""

    inputs: int
    """How many."""
    share: float
    """Of the variance of a margin that they carry together, the largest of all margins [1]."""


class Correlation(TypedDict):
    """Two prices that move together."""

    a: str
    b: str
    value: float
    """Of the logarithms over the horizon [1]."""


class Replayed(TypedDict):
    """A price history that is replayed in blocks of months."""

    file: str
    """Its name, without the folder."""
    first: str
    """Month."""
    last: str
    """Month."""
    block_months: int
    """Months in a row that are replayed as they were."""
    series: list[str]
    """Those that the file has; the others are drawn by their volatilities."""


class SimulationReport(TypedDict):
    """Quotes on common draws of all that is not known."""

    schema: Literal["recyc.simulation/1"]
    recyc: str
    presets: str
    message: str
    scenario: Scenario
    """Of the first quote."""
    price_date: str | None
    n: int
    seed: int
    sampler: str
    horizon_months: int
    history: Replayed | None
    """Null where prices are drawn by their volatilities and correlations."""
    studied: int
    """Draws, from the first on, that the drivers are told from."""
    quotes: list[SimulatedQuote]
    best: list[Best]
    beats: list[Beats]
    inputs: list[DrawnInput]
    together: Together | None
    """Null where each input is drawn by itself."""
    correlations: list[Correlation]
    fixed: list[str]
    """Inputs that stand because the user gave them, or fixed them."""
    sources: list[str]
    warnings: list[Note]
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
    """How sentences call a place; on a screen alone."""
