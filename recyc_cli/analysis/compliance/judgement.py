"""Defines what was judged, by which rules, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.compliance.checks import DEPENDS, FAIL

if TYPE_CHECKING:
    from recyc_cli.analysis.compliance.books import Book
    from recyc_cli.analysis.compliance.checks import Check
    from recyc_cli.analysis.compliance.counting import Settled
    from recyc_cli.analysis.compliance.lots import Judged
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library


class Judgement:
    """What was judged, by which rules, and what came of it."""

    def __init__(
        self, library: Library, quote: Quote | None, books: list[Book], judged: list[list[Judged]], settled: Settled,
        refiner: str, day: str, checks: list[Check],
    ) -> None:  # fmt: skip
        self.library, self.quote, self.books, self.judged = library, quote, books, judged
        self.settled, self.refiner, self.day, self.checks = settled, refiner, day, checks

    def failed(self, *, strict: bool = False) -> list[Check]:
        """Return the limits in force that are failed; `strict`: those too whose verdict depends."""
        bad = (FAIL, DEPENDS) if strict else (FAIL,)
        return [each for each in self.checks if each.in_force and each.entry.table != "credits" and each.verdict in bad]
