"""Notes payables of another time and newer price decks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.newest_deck import (
    builtin_periods,
    ends,
    main_metals,
    months_of,
    newest_of_market,
)
from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.report.provenance import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.report.answer import Answer

APART = 3
"""Months between payables and their deck from which on they are another market's."""


def notes_of_prices(quote: Answer) -> Iterator[tuple[str, str]]:
    """Yield what holds of one quote's prices: code and message."""
    yield from _stale(quote)
    yield from _newer(quote)


def _stale(quote: Answer) -> Iterator[tuple[str, str]]:
    """Payables of another time than the deck, where they decide: what the feed is paid, or black mass fetches."""
    scenario = quote.resolved.scenario
    sells = any(item.product == BLACK_MASS for item in quote.result.sold)
    if scenario.feed_price is not None and not sells:
        return
    deck, year = quote.resolved.names["prices"], str(quote.resolved.documents["prices"].tree.get("year", ""))
    far: dict[str, set[str]] = {}
    for path, record in records_of(quote):
        if path.startswith("payables.") and months_apart(record.date, year) >= APART:
            far.setdefault(path.split(".")[-2], set()).add(record.date)
    for region, dates in far.items():
        when = " and ".join(sorted(dates))
        months = max(months_apart(date, year) for date in dates)
        told = f"payables of {region} are of {when}, {months} months from deck {deck}"
        yield "payables-older", f"{told}: they decide what feed and black mass are paid"


def months_apart(date: str, period: str) -> int:
    """Return the months between a date and a period, 0 where they touch or one of them is none.

    >>> months_apart("2023-12-27", "2026-01"), months_apart("2023-12-27", "2024"), months_apart("2024-04", "2024")
    (25, 1, 0)
    """
    if not ends(date) or not ends(period):
        return 0
    (first, last), (begin, end) = months_of(date), months_of(period)
    return max(begin - last, first - end, 0)


def _newer(quote: Answer) -> Iterator[tuple[str, str]]:
    """A newer deck that is shipped, where nobody asked for the one used; a method that knows one deck has no other.

    It is asked for, not only looked at, so that a saved quote keeps it and says the same when it is replayed.
    """
    request, resolved = quote.request, quote.resolved
    if "prices" in request.given or request.as_of is not None or resolved.documents["method"].tree["decks"]:
        return
    used = resolved.library.document("prices", resolved.names["prices"])
    library, metals = resolved.library, main_metals(resolved.documents["method"].tree)
    newer = newest_of_market(library, builtin_periods(library), used, metals)
    if newer != used.name:
        message = f"deck {used.name} is used unless another is asked for; the newest is {newer}: --prices latest"
        yield "newer-prices", message
