"""Checks a plant against what laws ask: its masses, modelled or weighed, rule by rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recyc_cli.analysis.compliance.books import books_of
from recyc_cli.analysis.compliance.checks import DEPENDS, FAIL, PASS, Check, checks_of
from recyc_cli.analysis.compliance.compliance_report import compliance_report
from recyc_cli.analysis.compliance.counting import Settled, settled_choices
from recyc_cli.analysis.compliance.judgement import Held, Judgement
from recyc_cli.analysis.compliance.lots import Judged, of_file, of_quote, with_refiner
from recyc_cli.analysis.quote import answer
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.seats import SHREDDER
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Unpack

    from recyc_cli.analysis.compliance.books import Book
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.shapes.compliance import ComplianceReport
    from recyc_cli.scenario.keyword_types import Keywords

BAD_DAY, BAD_REFINER, BAD_DUTY = "E192", "E193", "E197"
OWN_ANSWER = "the plant's own answer"
_DAY = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Compliance(Judgement):
    """What was judged and what came of it, as the public function hands it out."""

    def to_dict(self) -> ComplianceReport:
        """Return the report `recyc.compliance/1`: what `recyc comply --format json` prints."""
        return compliance_report(self)


def comply(
    *,
    on: str,
    rules: Sequence[str] = (),
    outputs: str = "",
    lots: Sequence[str] = (),
    switches: Mapping[str, str] | None = None,
    refiner: Mapping[str, float] | None = None,
    ship_to: str = "",
    duties: Mapping[str, bool] | None = None,
    **keywords: Unpack[Keywords],
) -> Compliance:
    """Hold a plant's masses against what laws ask.

    Args:
        on: the day that laws are held against: 2027-12-31.
        rules: presets by name, or all; none: those of the plant's region.
        outputs: a file of weighed masses, in the place of a quote.
        lots: tables of lots of a year, in the place of one feed: rates are of all of them by mass.
        switches: open questions that are settled: {"casing": "out"}; the others are reckoned both ways.
        refiner: share of what is handed on that the plant behind makes products of, by element, `mass` of all of it.
        ship_to: region that black mass is shipped to.
        duties: what has no number, by name: whether the plant does it.
        keywords: those of `quote`.

    Raises:
        RecycError, RecycErrors: as `quote`; E190 to E193, E197 what cannot be asked, E397, E398 masses that cannot be.

    >>> comply(on="2031-12-31", rules=["eu-2023-1542"], chemistry="nmc622", route="pyro").failed()[0].verdict
    'fail'
    """
    library = open_library(keywords.get("preset_dirs", ()))
    quote = None if outputs or lots else answer(Request(**keywords), library)
    books = books_of(library, tuple(rules), _region(quote, keywords.get("region", ""), library))
    settled = Settled(settled_choices(switches or {}, books), _refused(on, refiner or {}))
    judged, taken = _judging(quote, outputs, lots, keywords, library, settled)
    to, every = ship_to and library.resolve("regions", ship_to), [part for book in books for part in book.casing]
    checks = [each for book in books for each in checks_of(book, judged(book.casing), settled, to, on)]
    held = Held(checks, _answered_duties(books, duties or {}, on))
    return Compliance(library, quote, books, judged(every), settled, taken, on, held)


def _judging(
    quote: Quote | None, outputs: str, lots: Sequence[str], keywords: Keywords, library: Library, settled: Settled
) -> tuple[Callable[[list[str]], list[list[Judged]]], str]:
    """Return what gives the masses that are judged, year by year, for parts that are casing; and who finishes them."""
    if outputs:
        periods = _periods(of_file(outputs, library))
        return lambda _: periods, ""
    if lots:
        from recyc_cli.analysis.compliance.worked_lots import judged_lots, worked_lots

        worked = worked_lots(lots, keywords, library, settled=bool(settled.finished))
        by = ", ".join(dict.fromkeys(each.refiner for each in worked if each.refiner))
        return lambda casing: [judged_lots(worked, casing)], by
    assert quote is not None  # noqa: S101 - else masses are weighed, or of lots
    whole, taken = (quote, "") if settled.finished else with_refiner(quote)
    sold = quote.request.seat == SHREDDER

    def of_one(casing: list[str]) -> list[list[Judged]]:
        one = of_quote(whole, casing)
        return [[one._replace(hands_on=one.hands_on or sold)]]

    return of_one, taken


def _refused(on: str, refiner: Mapping[str, float]) -> dict[str, float]:
    """Return the shares of a refiner; refuse a day that is none, and shares that are none."""
    if not _DAY.fullmatch(on):
        raise RecycError(BAD_DAY, f"{on[:40]!r} is no day", "--on", "--on 2027-12-31")
    for name, share in refiner.items():
        if not 0.0 <= share <= 1.0:
            raise RecycError(BAD_REFINER, f"{name}: {share:g} is no share", "--refiner", "--refiner ni=95%,mass=60%")
    return dict(refiner)


def _region(quote: Quote | None, given: str, library: Library) -> str:
    """Return the region whose rules are asked, where one was given, by itself or with a plant."""
    if quote is None:
        return library.resolve("regions", given) if given else ""
    placed = given or quote.request.plant
    return quote.resolved.names["region"] if placed else ""


def _periods(judged: list[Judged]) -> list[list[Judged]]:
    """Return what was judged, year by year."""
    years: dict[str, list[Judged]] = {}
    for each in judged:
        years.setdefault(each.period, []).append(each)
    return list(years.values())


def _answered_duties(books: Iterable[Book], answers: Mapping[str, bool], day: str) -> list[Check]:
    """Return every duty of some rules with what the plant answers; without an answer it depends on that.

    Args:
        books: the rules.
        answers: by the name of a duty, or of its rule and it: `eu-2023-1542.fluids`.
        day: that the law is held against.

    Raises:
        RecycError: E197, an answer to no duty.
    """
    entries = [entry for book in books for entry in book.entries("duties")]
    known = {name: None for each in entries for name in (each.name, f"{each.rule}.{each.name}")}
    for name in answers:
        if name not in known:
            hint = did_you_mean(name, known) or f"duties: {' '.join(each.name for each in entries) or 'none'}"
            raise RecycError(BAD_DUTY, f"no rule asked for has the duty {name[:40]!r}", "--duty", hint)
    found = []
    for entry in entries:
        answer = answers.get(f"{entry.rule}.{entry.name}", answers.get(entry.name))
        verdict = DEPENDS if answer is None else PASS if answer else FAIL
        open_on = (OWN_ANSWER,) if answer is None else ()
        found.append(Check(entry, "", verdict, depends_on=open_on, in_force=entry.stands(day)))
    return found
