"""Defines what was judged, by which rules, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.analysis.compliance.checks import DEPENDS, FAIL

if TYPE_CHECKING:
    from recyc_cli.analysis.compliance.books import Book
    from recyc_cli.analysis.compliance.checks import Check
    from recyc_cli.analysis.compliance.counting import Settled
    from recyc_cli.analysis.compliance.lots import Judged
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library


class Held(NamedTuple):
    """What laws ask, held against a plant: what has a number, and what has none."""

    checks: list[Check]
    duties: list[Check]


class Judgement:
    """What was judged, by which rules, and what came of it."""

    def __init__(
        self, library: Library, quote: Quote | None, books: list[Book], judged: list[list[Judged]], settled: Settled,
        refiner: str, day: str, held: Held,
    ) -> None:  # fmt: skip
        self.library, self.quote, self.books, self.judged = library, quote, books, judged
        self.settled, self.refiner, self.day = settled, refiner, day
        self.checks, self.duties = held

    def failed(self, *, strict: bool = False) -> list[Check]:
        """Return what is in force and failed; `strict`: limits too whose verdict depends. No duty unanswered is."""
        bad = (FAIL, DEPENDS) if strict else (FAIL,)
        found = [each for each in self.checks if each.entry.table != "credits" and each.verdict in bad]
        found += [each for each in self.duties if each.verdict == FAIL]
        return [each for each in found if each.in_force]
