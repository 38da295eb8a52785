"""Finds the newest price deck of a market."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.as_of import ends
from recyc_cli.catalog.documents.folder import comparable_name, period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library

LATEST = "latest"
"""What the newest deck of the default's market is asked by."""


def deck_to_open(library: Library, name: str, usual: str) -> str:
    """Return the name of the deck to open: the one asked for, or the newest one of the usual deck's market.

    Args:
        library: where the decks are; one of the user's own may be the newest, or be called `latest`.
        name: a deck's name, or `latest`.
        usual: the method's deck.
    """
    if comparable_name(name) != LATEST or LATEST in map(comparable_name, library.names("prices")):
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
