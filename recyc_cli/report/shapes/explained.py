"""Types a figure explained: `recyc.explain/1`."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Basis, Note, Scenario
from recyc_cli.report.shapes.products import WRITTEN, Reference


class FigureAsked(TypedDict):
    """The figure that is explained."""

    asked: str
    name: str
    label: str
    kind: str
    """figure or input."""
    value: float
    unit: str | None


class Origin(TypedDict):
    """Where an input comes from."""

    low: float | None
    high: float | None
    date: str | None
    evidence: str | None
    source: str | None
    basis: str | None
    note: str | None
    by: str
    """Who says so: preset, user or request."""


class InputOrigin(Origin):
    """An input as it is written, and where it comes from."""

    path: str
    value: float
    unit: str


class More(TypedDict):
    """Parts of a sum that are not shown."""

    count: int
    value: float
    share: float | None


class Branch(TypedDict):
    """A figure, its formula and its parts."""

    name: str
    label: str
    kind: str
    value: float
    unit: str | None
    share: float | None
    """Share of the sum that it is a part of [1]."""
    formula: str | None
    formula_words: str | None
    input: InputOrigin | None
    parts: list[Branch]
    more: More | None
    elsewhere: bool
    """Whether its parts stand at another place of the tree."""


class Slope(TypedDict):
    """How a figure moves with an input, along the slope."""

    path: str
    value: float
    unit: str
    derivative: float
    elasticity: float | None
    """d ln figure / d ln input [1]."""
    plus_tenth: float
    """What 10 % more of the input adds; computed anew where it steps or is tied, else along the slope."""
    low: float | None
    high: float | None
    at_low: float | None
    at_high: float | None
    steps: bool
    """Whether it acts through whole units as well."""
    tied: bool
    """Whether it stands exactly where a choice tips over."""


class Dependence(Slope):
    """How a figure moves with an input, and where that comes from."""

    label: str
    date: str | None
    evidence: str | None
    source: str | None
    basis: str | None
    note: str | None
    by: str


class Evidence(TypedDict):
    """Inputs of one evidence that a figure depends on."""

    evidence: str | None
    """None: of the request."""
    inputs: int
    weight: float
    """What they move, of what all inputs move [1]."""


class Use(TypedDict):
    """A figure that an input is used in."""

    name: str
    label: str
    value: float
    unit: str | None
    formula: str
    formula_words: str


class Moving(TypedDict):
    """A figure that moves with an input."""

    name: str
    label: str
    value: float
    unit: str | None
    derivative: float
    elasticity: float | None
    plus_tenth: float


class MovesWith(TypedDict):
    """Where an input is used, and what moves with it."""

    used_in: list[Use]
    totals: list[Moving]
    lines: list[Moving]


class Effect(TypedDict):
    """What something adds to a difference; its amounts in both quotes."""

    mine: float | None
    other: float | None
    effect: float


class StageEffect(Effect):
    """What a stage adds to a difference."""

    kind: str
    stage: str


class LineEffect(StageEffect):
    """What a line adds to a difference."""

    group: str | None
    item: str


class Difference(TypedDict):
    """What makes the difference between two quotes, adding up exactly."""

    figure: str
    mine: float
    other: float
    difference: float
    """Other less mine."""
    lines: list[LineEffect]
    stages: list[StageEffect]
    rounding: float


class Against(Difference):
    """The other quote, and what makes the difference."""

    scenario: Scenario


class ExplainReport(TypedDict):
    """How a figure came about, and what it depends on."""

    schema: Literal["recyc.explain/1"]
    recyc: str
    """Version of recyc."""
    presets: NotRequired[str]
    """Digest of the presets at hand: two reports that share it speak of the same numbers."""
    scenario: Scenario
    basis: Basis
    figure: FigureAsked
    tree: Branch
    depends: list[Dependence]
    """The strongest first."""
    evidence: NotRequired[list[Evidence]]
    """The weightiest first."""
    moves: MovesWith | None
    """Of an input alone."""
    against: Against | None
    sources: list[str]
    warnings: list[Note]
    bibliography: NotRequired[Annotated[list[Reference], WRITTEN]]
