"""Types the report of what laws ask of a plant, and what its masses say."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Note, Scenario
from recyc_cli.report.shapes.products import WRITTEN


class RuleBook(TypedDict):
    """A preset of rules that was asked."""

    rule: str
    title: str
    law: str
    state: str
    """Day up to which the law was followed."""
    unread: str
    """What of the law nobody read here; empty where all of it was."""


class Question(TypedDict):
    """An open question of a law, and how it is answered here."""

    rule: str
    switch: str
    words: str
    taken: str
    choices: list[str]
    settled: bool
    """Whether the user settled it; else every choice is reckoned with."""
    read: str
    why: str
    source: str


class FractionMass(TypedDict):
    """What went in or came out."""

    name: str
    stage: str
    use: str
    """product, waste, or handed on to another plant."""
    kg: float
    """As sold, dry [kg]."""
    derived_kg: float
    """What of it was in the batteries [kg]."""
    casing_kg: float
    """[kg]."""
    elements: dict[str, float]
    """Of what was in the batteries [kg]."""
    reagents: dict[str, float]
    """Elements in it that reagents brought [kg]."""


class PeriodMasses(TypedDict):
    """Masses of a year and a family of chemistries."""

    period: str
    families: list[str]
    lots: list[str]
    fed: FractionMass
    between: FractionMass | None
    """The powder between two plants."""
    outputs: list[FractionMass]


class ComplianceCheck(TypedDict):
    """A number that a law asks for, and what came of it."""

    rule: str
    name: str
    kind: str
    """limits, exports or credits."""
    article: str
    requirement: str
    period: str
    per: str
    """What a rate is of."""
    at_least: float | None
    """[1]."""
    at_most: float | None
    """[1]."""
    result: float | None
    """[1]."""
    unit: str
    range: list[float] | None
    """Over the open questions [1]."""
    verdict: str
    """pass, fail, depends or not applicable; of what is not in force yet, as it would be."""
    depends_on: list[str]
    why: str
    start: str
    end: str
    in_force: bool
    read: str
    """primary, secondary or unread."""
    source: str


class Duty(TypedDict):
    """What a plant does or does not: it has no number, and its verdict is the plant's own answer."""

    rule: str
    name: str
    article: str
    requirement: str
    verdict: str
    """pass, fail, or depends where the plant did not answer."""
    depends_on: list[str]
    start: str
    in_force: bool
    read: str
    source: str


class ComplianceReport(TypedDict):
    """What laws ask of a plant, and what its masses say."""

    schema: Literal["recyc.compliance/1"]
    recyc: str
    presets: str
    scenario: Scenario | None
    """Null where masses were weighed."""
    on: str
    """Day that the laws are held against."""
    masses: str
    """modelled, per tonne delivered, or weighed."""
    message: str
    rules: list[RuleBook]
    questions: list[Question]
    refiner: str
    """Who is taken to finish what is handed on; empty where nobody, or where it was said."""
    finished: dict[str, float]
    """Share of what is handed on that becomes products, by element [1]."""
    checks: list[ComplianceCheck]
    duties: list[Duty]
    periods: list[PeriodMasses]
    rests_on: list[str]
    """What the verdicts rest on, in words."""
    sources: list[str]
    warnings: list[Note]
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]


class Missed(TypedDict):
    """A limit that a quote's way fails, or that turns on an open question."""

    rule: str
    requirement: str
    start: str
    end: str
    verdict: str


class LawOfQuote(TypedDict):
    """What a quote's way fails."""

    quote: int
    """Its place among the quotes."""
    missed: list[Missed]


class BestKept(TypedDict):
    """What earns most and keeps the law from a day on; null where nothing keeps it."""

    feed: str
    region: str
    start: str
    quote: int | None
    margin: float | None
    """[money/t]."""


class LawBeside(TypedDict):
    """The law beside money: of the rules of each plant's region."""

    quotes: list[LawOfQuote]
    best: list[BestKept]
    without: list[str]
    """Regions of which no rule sets a rate."""
