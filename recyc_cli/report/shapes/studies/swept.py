"""Types the report of a sweep: the axes, every point, where the margin changes its sign."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Note, Scenario
from recyc_cli.report.shapes.products import WRITTEN
from recyc_cli.report.shapes.questions import MarginsBasis


class SweptAxis(TypedDict):
    """What varies along an axis."""

    name: str
    path: str
    """Of a number in the presets; the keyword of a word."""
    unit: str | None
    """Of its values; null of words."""
    values: list[float | str]
    now: float | str | None
    """What it is where nothing varies."""


class SweptFigure(TypedDict):
    """What is told of every point."""

    name: str
    unit: str


class SweptZero(TypedDict):
    """A value at which the margin is zero, or the one beside which it steps across zero."""

    chemistry: str
    route: str
    axis: str
    value: float
    unit: str | None
    kind: str
    """root, or step where whole units are bought."""
    margin_below: float | None
    """A thousandth of the value below a root; right before a step."""
    margin_above: float | None
    at: dict[str, float | str]
    """The other axis: its name -> its value."""


class SweepReport(TypedDict):
    """A scenario at every value of one or two of its inputs."""

    schema: Literal["recyc.sweep/1"]
    recyc: str
    """Version of recyc."""
    presets: NotRequired[str]
    """Digest of the presets at hand: two reports that share it speak of the same numbers."""
    scenario: Scenario
    """Of the first feed and route, with the numbers as they stand where nothing varies."""
    basis: MarginsBasis
    axes: list[SweptAxis]
    figures: list[SweptFigure]
    rows: list[dict[str, float | str | None]]
    """The value of each axis by its name, chemistry, route, the figures, and the code of a refusal."""
    zeros: list[SweptZero]
    message: str
    sources: list[str]
    warnings: list[Note]
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
    """Name of a place -> how a sentence calls it."""
