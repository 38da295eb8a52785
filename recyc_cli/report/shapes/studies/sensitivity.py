"""Types the report of what moves a margin."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Note, Scenario
from recyc_cli.report.shapes.products import WRITTEN


class MovedInput(TypedDict):
    """An input at either end of its range, all others as they are; the margin is computed anew at both."""

    path: str
    label: str
    group: str
    value: float
    """In its unit, as `low` and `high`."""
    low: float
    """One case in ten lies below."""
    high: float
    """One case in ten lies above."""
    unit: str
    at_low: float | None
    """Margin with the input at its low end; null where there is none [money/t]."""
    at_high: float | None
    """[money/t]."""
    per_percent: float
    """What one percent more of the input adds to the margin, along the slope [money/t]."""
    spread: str
    """own: its own range; class: that of its kind and evidence; series: of a price over the horizon."""
    source: str


class GroupIndex(TypedDict):
    """How much of the variance of a margin goes with a group of inputs; prices that move together are one group."""

    group: str
    first: float
    """With the group alone [1]."""
    total: float
    """What would be left were all others known [1]."""
    error: float
    """Standard error, from the number of draws [1]."""


class MovedGroup(TypedDict):
    """The margin with one group of inputs alone unknown, all else as quoted."""

    group: str
    inputs: int
    """How many it has."""
    p10: float
    """One case in ten lies below [money/t]."""
    p50: float
    """Half of the cases lie below [money/t]."""
    p90: float
    """One case in ten lies above [money/t]."""


class SensitivityReport(TypedDict):
    """What moves the margin of a quote."""

    schema: Literal["recyc.sensitivity/1"]
    recyc: str
    presets: str
    message: str
    scenario: Scenario
    price_date: str | None
    by: str
    """range: by the distance of the two ends; elasticity: by one percent; group: groups, each alone
    unknown; sobol: groups by variance."""
    base: float
    """Margin with every input as it is [money/t]."""
    horizon_months: int
    inputs: list[MovedInput]
    """Those that move it most first."""
    others: int
    """Inputs that are not listed."""
    groups: list[MovedGroup]
    """Those that move it most first; empty unless they were asked for."""
    indices: list[GroupIndex]
    n: int
    """Draws behind groups and indices, of each sample; 0 where none were asked for."""
    seed: int
    fixed: list[str]
    """Inputs that stand because the user gave them, or fixed them."""
    sources: list[str]
    warnings: list[Note]
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
    """How sentences call a place; on a screen alone."""
