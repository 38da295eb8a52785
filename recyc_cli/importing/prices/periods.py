"""Finds the deck and the exchange rates of the period that a file prices."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.catalog.documents.newest_deck import months_of, spans, within
from recyc_cli.catalog.files import toml_file
from recyc_cli.errors import RecycError
from recyc_cli.importing.table.dates import dated
from recyc_cli.scenario.fill_in import usual_deck

if TYPE_CHECKING:
    from collections.abc import Collection

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library

DATE = "E163"
MONTH, YEAR = len("YYYY-MM"), len("YYYY")


class Rate(NamedTuple):
    """Units of a currency per dollar, of which period, and the source; nothing for that of the deck extended."""

    value: float
    period: str
    source: str = ""


def period_of(wanted: str, where: str) -> str:
    """Return a month (2025-09) or a year (2024), or raise RecycError E163.

    >>> period_of("2025-9", "--date"), period_of("2024", "--date")
    ('2025-09', '2024')
    """
    period = dated(wanted)
    if not period or len(period) > MONTH:
        raise RecycError(DATE, f"{wanted[:40]!r} is neither a month nor a year", where, "2025-09 or 2024", 2)
    return period


def deck_of_period(library: Library, period: str) -> Document:
    """Return the deck that an imported one extends: the built-in one of its own period, of the usual method's market.

    That is the shortest that holds the period; else the newest that ended before it, else the oldest. Decks that are
    named by their year or month count; without a period, the newest.
    """
    usual = usual_deck(library)
    last = len(library.shelves) - 1
    decks = [library.on_shelf(last, "prices", name) for name in library.shelves[last].names("prices").values()]
    names = [
        deck.name
        for deck in decks
        if deck.tree.get("market") == usual.tree.get("market") and deck.tree.get("year") == deck.name
    ]
    names = sorted(names, key=spans) or [usual.name]
    holding = [name for name in names if period and within(period, name)]
    before = [name for name in names if period and spans(name)[0] <= spans(period)[0]]
    shortest = min(holding, key=_months_in, default="")
    chosen = names[-1] if not period else shortest or (before or names[:1])[-1]
    return library.document("prices", chosen)


def _months_in(period: str) -> int:
    first, last = months_of(period)
    return last - first


def rates_of(period: str, codes: Collection[str], deck: Document) -> dict[str, Rate]:
    """Return the exchange rate of each currency in a period: the deck's own, where the deck is of that period.

    A year is the mean of its months, where all are known.
    """
    own: dict[str, float] = deck.tree.get("fx", {})
    found = {}
    for code in sorted(codes):
        months = [rate for month, rate in _months(code).items() if month.startswith(period)]
        whole = len(period) == MONTH or len(months) == len(range(12))
        if str(deck.tree.get("year")) != period and months and whole:
            value = float(f"{sum(months) / len(months):.6g}")
            found[code] = Rate(value, period, str(_table()["source"]))
        elif own.get(code):
            found[code] = Rate(own[code], str(deck.tree.get("year")))
    return found


def _months(code: str) -> dict[str, float]:
    table = _table()
    if code not in table["currencies"]:
        return {}
    at = table["currencies"].index(code)
    return {month: float(rates[at]) for month, rates in table["months"].items()}


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).with_name("exchange_rates.toml")
    return toml_file.load_toml(str(path), path.name)
