"""Checks a plant against what laws ask: its masses, modelled or weighed, rule by rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recyc_cli.analysis.compliance.books import Book, books_of
from recyc_cli.analysis.compliance.checks import DEPENDS, FAIL, Check, checks_of
from recyc_cli.analysis.compliance.compliance_report import compliance_report
from recyc_cli.analysis.compliance.counting import Settled, settled_choices
from recyc_cli.analysis.compliance.lots import Judged, of_file, of_quote, with_refiner
from recyc_cli.analysis.quote import Quote, answer
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError
from recyc_cli.model.seats import SHREDDER
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.shapes.compliance import ComplianceReport
    from recyc_cli.scenario.keyword_types import Keywords

BAD_DAY, BAD_REFINER = "E192", "E193"
_DAY = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Compliance:
    """What was judged, by which rules, and what came of it."""

    def __init__(
        self, library: Library, quote: Quote | None, books: list[Book], judged: list[list[Judged]], settled: Settled,
        refiner: str, day: str, checks: list[Check],
    ) -> None:  # fmt: skip
        self.library, self.quote, self.books, self.judged = library, quote, books, judged
        self.settled, self.refiner, self.day, self.checks = settled, refiner, day, checks

    def to_dict(self) -> ComplianceReport:
        """Return the report `recyc.compliance/1`: what `recyc comply --format json` prints."""
        return compliance_report(self)

    def failed(self, *, strict: bool = False) -> list[Check]:
        """Return the limits in force that are failed; `strict`: those too whose verdict depends."""
        bad = (FAIL, DEPENDS) if strict else (FAIL,)
        return [each for each in self.checks if each.in_force and each.entry.table != "credits" and each.verdict in bad]


def comply(
    *,
    on: str,
    rules: Sequence[str] = (),
    outputs: str = "",
    switches: Mapping[str, str] | None = None,
    refiner: Mapping[str, float] | None = None,
    ship_to: str = "",
    **keywords: Unpack[Keywords],
) -> Compliance:
    """Hold a plant's masses against what laws ask.

    Args:
        on: the day that laws are held against: 2027-12-31.
        rules: presets of rules by name, or all; none: those of the plant's region.
        outputs: a file of weighed masses, in the place of a quote.
        switches: open questions of a law that are settled: {"casing": "out"}; the others are reckoned both ways.
        refiner: share of what is handed on that the plant behind makes products of, by element, `mass` of all of it.
        ship_to: region that black mass is shipped to.
        keywords: those of `quote`.

    Returns:
        A `Compliance`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E190 nothing is recycled, E191 no such switch, E192 no such day, E193 a
            share that is none, E397, E398 masses that cannot be.

    >>> checked = comply(on="2031-12-31", rules=["eu-2023-1542"], chemistry="nmc622", route="pyro")
    >>> [each.verdict for each in checked.checks if each.entry.name == "lithium-2031"]
    ['fail']
    """
    if not _DAY.fullmatch(on):
        raise RecycError(BAD_DAY, f"{on[:40]!r} is no day", "--on", "--on 2027-12-31")
    for name, share in (refiner or {}).items():
        if not 0.0 <= share <= 1.0:
            raise RecycError(BAD_REFINER, f"{name}: {share:g} is no share", "--refiner", "--refiner ni=95%,mass=60%")
    library = open_library(keywords.get("preset_dirs", ()))
    quote = None if outputs else answer(Request(**keywords), library)
    placed = quote is None or {"region", "plant"} & quote.request.given.keys()
    region = keywords.get("region", "") if quote is None else quote.request.region if placed else ""
    books = books_of(library, tuple(rules), library.resolve("regions", region) if region else "")
    settled = Settled(settled_choices(switches or {}, books), dict(refiner or {}))
    where = library.resolve("regions", ship_to) if ship_to else ""
    judged_quote, taken = (quote, "") if quote is None or settled.finished else with_refiner(quote)
    hands_on = quote is not None and quote.request.seat == SHREDDER
    weighed = of_file(outputs, library) if outputs else []

    def judged(casing: list[str]) -> list[list[Judged]]:
        if judged_quote is None:
            return _periods(weighed)
        one = of_quote(judged_quote, casing)
        return [[one._replace(hands_on=one.hands_on or hands_on)]]

    checks = [each for book in books for each in checks_of(book, judged(book.casing), settled, where, on)]
    shown = judged([part for book in books for part in book.casing])
    return Compliance(library, quote, books, shown, settled, taken, on, checks)


def _periods(judged: list[Judged]) -> list[list[Judged]]:
    """Return what was judged, year by year."""
    years: dict[str, list[Judged]] = {}
    for each in judged:
        years.setdefault(each.period, []).append(each)
    return list(years.values())
