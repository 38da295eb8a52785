"""Notes payables of another time and newer price decks."""

from __future__ import annotations

from recyc_cli.catalog.documents.folder import period
from recyc_cli.catalog.documents.newest_deck import (
    builtin_periods,
    ends,
    main_metals,
    months_of,
    newest_of_market,
    spans,
)
from recyc_cli.catalog.documents.tax import rate_text
from recyc_cli.catalog.vocabulary import PRICES
from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.report.notes.telling import note
from recyc_cli.report.provenance import records_of
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.notes.telling import Remark

APART = 3
"""Months between payables and their deck from which on they are another market's."""
NO_SHARES = ("payables.tolls.", "payables.yields.", "payables.powders.", "payables.mixing.", "payables.penalties.")
"""Numbers beside the shares that are paid: what a shredder makes and takes, what a mix or a poor lot loses."""


def notes_of_prices(quote: Answer) -> Iterator[Remark]:
    """Yield what holds of one quote's prices."""
    yield from _taxed(quote)
    yield from _stale(quote)
    yield from _newer(quote)


def _stale(quote: Answer) -> Iterator[Remark]:
    """Payables of another time than the deck, where they decide: what the feed is paid, or black mass fetches."""
    scenario = quote.resolved.scenario
    sells = any(item.product == BLACK_MASS for item in quote.result.sold)
    if scenario.feed_price is not None and not sells:
        return
    deck, year = quote.resolved.names["prices"], str(quote.resolved.documents["prices"].tree.get("year", ""))
    far: dict[str, set[str]] = {}
    for path, record in records_of(quote):
        share = path.startswith("payables.") and not path.startswith(NO_SHARES)
        if share and may_pay(record) and months_apart(record.date, year) >= APART:
            far.setdefault(path.split(".")[-2], set()).add(record.date)
    for region, dates in far.items():
        farthest = max(dates, key=lambda date: months_apart(date, year))
        yield note(
            "payables-older",
            region=region,
            dates=" and ".join(sorted(dates)),
            newest=max(dates),
            months=months_apart(farthest, year),
            way="older" if farthest < year else "newer",
            deck=deck,
        )


def _taxed(quote: Answer) -> Iterator[Remark]:
    """Say of which of the user's prices value-added tax was taken out."""
    taken = {code: rate for code, rate in quote.resolved.taxes.items() if rate}
    for rate in dict.fromkeys(taken.values()):
        codes = " and ".join(code for code, own in taken.items() if own == rate)
        yield note("tax-taken-out", codes=codes, rate=rate_text(rate))


def may_pay(record: Record) -> bool:
    """Tell whether a payable pays, or may pay, anything: what nobody pays for decides nothing."""
    return bool(record.value or record.high)


def months_apart(date: str, period: str) -> int:
    """Return the months between a date and a period, 0 where they touch or one of them is none.

    >>> months_apart("2023-12-27", "2026-01"), months_apart("2023-12-27", "2024"), months_apart("2024-04", "2024")
    (25, 1, 0)
    """
    if not ends(date) or not ends(period):
        return 0
    (first, last), (begin, end) = months_of(date), months_of(period)
    return max(begin - last, first - end, 0)


def _newer(quote: Answer) -> Iterator[Remark]:
    """A newer deck that is shipped, where nobody asked for the one used; a method that knows one deck has no other.

    It is asked for, not only looked at, so that a saved quote keeps it and says the same when it is replayed.
    """
    request, resolved = quote.request, quote.resolved
    if request.names_prices or resolved.documents["method"].tree["decks"]:
        return
    used = resolved.library.document(PRICES, resolved.names["prices"])
    library, metals = resolved.library, main_metals(resolved.documents["method"].tree)
    newer = newest_of_market(library, builtin_periods(library), used, metals)
    if newer != used.name:
        yield note("newer-prices", used=used.name, newest=newer)


def last_full_year(quote: Answer) -> str | None:
    """Return the name of the deck of the last full year of a quote's market before its own."""
    market, dates = period(quote.resolved.documents["prices"])
    years = {
        year: name
        for name, (place, year) in builtin_periods(quote.resolved.library).items()
        if place == market and len(year) == len("YYYY") and spans(year) < spans(dates)[:1]
    }
    return years[max(years)] if years else None
