"""Types the report of a code: what an error or note says and means, and what to do."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Basis, Scenario
from recyc_cli.report.shapes.products import WRITTEN


class Step(TypedDict):
    """What to do, and the command for it; nothing where there is none."""

    what: str
    command: str


class ExampleFile(TypedDict):
    """A file that an example reads."""

    name: str
    text: str


class Weighed(TypedDict):
    """A quote of a note's example, as it is or with something said."""

    given: str
    """What was said besides; nothing of the example as it is."""
    feed_price: float | None
    margin: float
    breakeven_feed_price: float | None


class CodeReport(TypedDict):
    """What is told of the code of an error or a note."""

    schema: Literal["recyc.code/1"]
    presets: NotRequired[str]
    """Digest of the presets at hand: two reports that share it speak of the same numbers."""
    code: str
    kind: str
    """error or note."""
    exit_code: int | None
    """Null of notes."""
    title: str
    says: str | None
    """The words of a note, the names of what it tells in capitals; null of errors."""
    means: str
    example: str | None
    """A command with this error or note."""
    files: list[ExampleFile]
    """What the example reads."""
    do: list[Step]
    tries: list[str]
    """Options that the example is quoted with once more."""
    whose: NotRequired[dict[str, str]]
    """Whose numbers such options hold, in words, by the options."""
    told: str | None
    """The words of a note in the example; null where the example is no quote."""
    scenario: Scenario | None
    basis: Basis | None
    matters: list[Weighed]
    """How much a note matters: the example, and what it is with that said which the note asks for."""
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
