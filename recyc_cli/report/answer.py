"""Holds a resolved request and what the model answered to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.model.records.feed import Stream
    from recyc_cli.model.records.result import Result
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.asked import Terms
    from recyc_cli.report.shapes.products import SecondLife
    from recyc_cli.scenario.resolved import Resolved


class Answer:
    """A computed quote: what was asked, filled in and resolved, and what the model says."""

    __slots__ = ("at_gate", "dated", "request", "resolved", "result", "said", "second_life", "terms", "used")

    def __init__(self, resolved: Resolved, result: Result) -> None:
        self.request = resolved.request
        self.resolved = resolved
        self.result = result
        self.terms: Terms | None = None
        """Reference, date and validity of a saved quote, and who offers to whom; None where nothing is said."""
        self.used: list[tuple[str, Record]] | None = None
        """The numbers behind it, once somebody asked (`provenance.records_of`)."""
        self.second_life: SecondLife | None = None
        """How its packs were graded and priced, once somebody asked (`blocks.second_life.second_life`)."""
        self.at_gate: dict[Stream, float] = {}
        """What each stream is paid where its holder hands it over, once somebody asked (`bid_notes`) [money/t]."""
        self.dated: dict[str, set[tuple[bool, str]]] | None = None
        """Its prices of another time than its deck, by their dates, once somebody asked (`age_notes`)."""
        self.said: list[Remark] | None = None
        """Its own notes, once somebody asked (`notes.notes_of`)."""
