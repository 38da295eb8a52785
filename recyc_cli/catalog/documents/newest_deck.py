"""Finds the newest price deck of a market."""

from __future__ import annotations

from functools import lru_cache

from recyc_cli.catalog.documents.folder import fold_name, period
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.catalog.documents.library import Library

LATEST = "latest"
"""What the newest deck of the default's market is asked by."""
IN_YEAR = 12
DIGITS = (4, 2, 2)
"""Of a year, a month, a day."""
QUARTERS = {"q1": ("01", "03"), "q2": ("04", "06"), "q3": ("07", "09"), "q4": ("10", "12")}
"""First and last month of each quarter."""


def ends(date: str) -> str:
    """Return the last day of a period as text that sorts like dates; nothing where there is no such period.

    A period is a year, a quarter, a month, a day, or a range of years. Every month is given 31 days, which sorting does
    not mind.

    >>> ends("2024"), ends("2024-q2"), ends("2024-02"), ends("2024-02-07"), ends("2018-2022"), ends("spring")
    ('2024-12-31', '2024-06-31', '2024-02-31', '2024-02-07', '2022-12-31', '')
    """
    return _ends(date)[1]


def spans(date: str) -> tuple[str, str]:
    """Return the last and the first day of a period: of two that end together, the shorter one sorts last.

    >>> spans("2025-q4"), spans("2018-2022"), spans("2025-12") > spans("2025-Q4") > spans("2025"), spans("spring")
    (('2025-12-31', '2025-10-01'), ('2022-12-31', '2018-01-01'), True, ('', ''))
    """
    first, last = _ends(date)
    return last, first


def within(date: str, period: str) -> bool:
    """Tell whether a date, or a period, lies in another.

    >>> within("2025-11-03", "2025-q4"), within("2025-12", "2025"), within("2025", "2025-q4"), within("", "2025")
    (True, True, False, False)
    """
    (first, last), (begin, end) = _ends(date), _ends(period)
    return bool(first and begin) and begin <= first and last <= end


@lru_cache(1024)
def _ends(date: str) -> tuple[str, str]:
    """Return the first and the last day of a period, or nothing twice."""
    first = last = date.split("-")
    if [len(part) for part in first] == [4, 4]:
        first, last = first[:1], last[1:]
    elif len(first) == len(("YYYY", "qN")) and first[1].casefold() in QUARTERS:
        first, last = ([first[0], month] for month in QUARTERS[first[1].casefold()])
    ends = _day(first, ("01", "01")), _day(last, ("12", "31"))
    return ends if all(ends) else ("", "")


def _day(parts: list[str], rest: tuple[str, str]) -> str:
    fits = len(parts) <= len(DIGITS) and all(map(_is_number, parts, DIGITS))
    return "-".join([*parts, *rest[len(parts) - 1 :]]) if fits else ""


def _is_number(part: str, digits: int) -> bool:
    return len(part) == digits and part.isascii() and part.isdigit()


def months_of(date: str) -> tuple[int, int]:
    """Return the first and the last month of a period, counted from the year 0.

    >>> months_of("2024"), months_of("2024-q2"), months_of("2024-02-07")
    ((24289, 24300), (24292, 24294), (24290, 24290))
    """
    last, first = (year * IN_YEAR + month for year, month in (map(int, day.split("-")[:2]) for day in spans(date)))
    return first, last


def deck_to_open(library: Library, name: str, method: Tree) -> str:
    """Return the name of the deck to open: the one asked for, or the newest one of the usual deck's market.

    Args:
        library: where the decks are; one of the user's own may be the newest, or be called `latest`.
        name: a deck's name, or `latest`.
        method: its usual deck, and the metals that a newest deck has to have of its own.
    """
    if fold_name(name) != LATEST or LATEST in map(fold_name, library.names("prices")):
        return name
    periods = {deck.name: period(deck) for deck in library.every("prices")}
    return newest_of_market(library, periods, library.document("prices", method["prices"]), main_metals(method))


def main_metals(method: Tree) -> list[str]:
    """Return the metals that decide most: a newest deck has to have them all of its own time."""
    metals: list[str] = method["defaults"].get("metals", [])
    return metals


def newest_of_market(
    library: Library, periods: Mapping[str, tuple[str, str]], deck: Document, metals: Iterable[str]
) -> str:
    """Return the name of the newest deck of a deck's market that stands on figures of its own time.

    Args:
        library: to read the decks from that may be newer.
        periods: market and period of the others by name.
        deck: the deck; it is the newest itself where no later one is current.
        metals: what a deck has to have, as `is_current` says.
    """
    market, dates = period(deck)
    later = {
        name: spans(year) for name, (place, year) in periods.items() if place == market and spans(year) > spans(dates)
    }
    names = sorted(later, key=lambda name: later[name], reverse=True)
    return next((name for name in names if is_current(library.document("prices", name), metals)), deck.name)


def is_current(deck: Document, metals: Iterable[str]) -> bool:
    """Tell whether a deck's main metals are each cited, none an estimate, and all dated within one calendar quarter."""
    records = [deck.records.get(f"metals.{metal}") for metal in metals]
    quarters = {_quarter(record.date) for record in records if record}
    known = all(record and record.evidence != "estimate" for record in records)
    return known and len(quarters) <= 1 and "" not in quarters


def _quarter(date: str) -> str:
    """Return the calendar quarter that a date lies in; nothing where it lies in none."""
    year = date[: DIGITS[0]]
    return next((f"{year}-{quarter}" for quarter in QUARTERS if within(date, f"{year}-{quarter}")), "")


def builtin_periods(library: Library) -> Mapping[str, tuple[str, str]]:
    """Return the market and the period of each built-in deck."""
    last = len(library.shelves) - 1
    return library.shelves[last].periods() or {deck.name: period(deck) for deck in library.every("prices", last)}
