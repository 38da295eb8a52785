"""Quotes what was asked once more at the prices of the last full year."""

from __future__ import annotations

from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.notes.price_notes import last_full_year
from recyc_cli.report.notes.telling import in_order, note, reported
from recyc_cli.scenario.keywords import MIXED
from recyc_cli.scenario.request import Request, finite
from recyc_cli.scenario.resolve import resolve
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.quote import QuoteReport

NO_ANSWER = (RecycError, RecycErrors, ArithmeticError, LookupError, TypeError)
"""Why the year's deck may have none, where today's has one: what it does not price, numbers of one's own."""


def note_of_year_before(quote: Answer, feed: str, where: str = "") -> Remark | None:
    """Return what the margin of a quote was at the prices of the last full year; None where a deck was asked for.

    Args:
        quote: as it is now.
        feed: what it is called.
        where: which of several it is, in words.
    """
    request, resolved = quote.request, quote.resolved
    year = None if request.names_prices else last_full_year(quote)
    if year is None or resolved.documents["method"].tree["decks"]:
        return None
    given = {name: value for name, value in request.given.items() if name != "currency"}
    try:
        again = resolve(Request(**given, prices=year, currency=request.currency), library=resolved.library)
        then = plain(evaluate(again.scenario.for_money()).margin)
    except NO_ANSWER:
        return None
    if not finite(then):
        return None
    money, now = f"{request.currency}/t", plain(quote.result.margin)
    way = resolved.names.get("plant") or resolved.names["route"]
    at = where or None
    return note("year-before", year=year, feed=feed, route=way, where=at, money=money, then=then, now=now)


def told_to_readers(quote: Answer, report: QuoteReport) -> QuoteReport:
    """Return a quote's `report` with what a person is told beside it: what was left in the last full year."""
    scenario = report["scenario"]
    found = note_of_year_before(quote, str(scenario["vehicle"] or scenario["chemistry"] or MIXED))
    more = reported([(found, "")]) if found else []
    return {**report, "warnings": in_order([*report["warnings"], *more])}
