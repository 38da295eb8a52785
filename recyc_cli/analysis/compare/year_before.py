"""Quotes the best column once more at the prices of the last full year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.notes.price_notes import last_full_year
from recyc_cli.report.notes.telling import note
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.report.notes.telling import Remark


def note_of_year_before(quote: Quote, feed: str) -> Remark | None:
    """Return what the margin of a quote was at the prices of the last full year; None where a deck was asked for."""
    request, resolved = quote.request, quote.resolved
    year = None if request.names_prices else last_full_year(quote)
    if year is None or resolved.documents["method"].tree["decks"]:
        return None
    given = {name: value for name, value in request.given.items() if name != "currency"}
    try:
        asked = Request(**given, prices=year, currency=request.currency)
        then = evaluate(resolve(asked, library=resolved.library).scenario.for_money())
    except (RecycError, RecycErrors, ArithmeticError):
        return None
    names, money = resolved.names, f"{request.currency}/t"
    margins = {"then": plain(then.margin), "now": plain(quote.result.margin)}
    return note("year-before", year=year, feed=feed, route=names["route"], money=money, **margins)
