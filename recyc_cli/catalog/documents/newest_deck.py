"""Finds the newest price deck of a market."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.folder import fold_name, period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library

LATEST = "latest"
"""What the newest deck of the default's market is asked by."""
IN_YEAR = 12
DIGITS = (4, 2, 2)
"""Of a year, a month, a day."""


def ends(date: str) -> str:
    """Return the last day of a period as text that sorts like dates; nothing where there is no such period.

    A period is a year, a month, a day, or a range of years. Every month is given 31 days, which sorting does not mind.

    >>> ends("2024"), ends("2024-02"), ends("2024-02-07"), ends("2018-2022"), ends("spring")
    ('2024-12-31', '2024-02-31', '2024-02-07', '2022-12-31', '')
    """
    parts = date.split("-")
    if [len(part) for part in parts] == [4, 4]:
        parts = parts[1:]
    fits = len(parts) <= len(DIGITS) and all(map(_is_number, parts, DIGITS))
    return "-".join([*parts, *("12", "31")[len(parts) - 1 :]]) if fits else ""


def _is_number(part: str, digits: int) -> bool:
    return len(part) == digits and part.isascii() and part.isdigit()


def months_of(date: str) -> tuple[int, int]:
    """Return the first and the last month of a period, counted from the year 0.

    >>> months_of("2024"), months_of("2024-02-07")
    ((24289, 24300), (24290, 24290))
    """
    year, month = (int(part) for part in ends(date).split("-")[:2])
    first = int(date[:4])
    whole = len(date) in map(len, ("YYYY", "YYYY-YYYY"))
    return first * IN_YEAR + (1 if whole else month), year * IN_YEAR + month


def deck_to_open(library: Library, name: str, usual: str) -> str:
    """Return the name of the deck to open: the one asked for, or the newest one of the usual deck's market.

    Args:
        library: where the decks are; one of the user's own may be the newest, or be called `latest`.
        name: a deck's name, or `latest`.
        usual: the method's deck.
    """
    if fold_name(name) != LATEST or LATEST in map(fold_name, library.names("prices")):
        return name
    periods = {deck.name: period(deck) for deck in library.every("prices")}
    return newest_of_market(periods, library.document("prices", usual))


def newest_of_market(periods: Mapping[str, tuple[str, str]], deck: Document) -> str:
    """Return the name of the deck of a deck's market whose period ends last: its own, where no other ends later.

    Args:
        periods: market and period of the others by name.
        deck: the deck.
    """
    market, dates = period(deck)
    ended = {name: ends(year) for name, (place, year) in periods.items() if place == market}
    last = max(ended, key=lambda name: ended[name], default=deck.name)
    return last if ended.get(last, "") > ends(dates) else deck.name


def builtin_periods(library: Library) -> Mapping[str, tuple[str, str]]:
    """Return the market and the period of each built-in deck."""
    last = len(library.shelves) - 1
    return library.shelves[last].periods() or {deck.name: period(deck) for deck in library.every("prices", last)}
