"""Finds the decks of the months in which a feed is bought."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.folder import period
from recyc_cli.catalog.documents.newest_deck import IN_YEAR, ends, months_of
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.catalog.documents.document import Document

LONGEST = 36
"""Months that a feed may lie at most."""
_LAG = re.compile(r"(\d+)\s*mo")


def months_of_lag(text: str) -> int:
    """Return the months of `3mo`, 0 where it is no lag.

    >>> months_of_lag("3mo"), months_of_lag("a while"), months_of_lag("99mo")
    (3, 0, 0)
    """
    read = _LAG.fullmatch(text)
    months = int(read[1]) if read else 0
    return months if months <= LONGEST else 0


def bought_at(decks: Iterable[Document], sold_at: Document, lag: int) -> list[tuple[Document, float]]:
    """Return the decks that a feed is bought at, and the share of it that is.

    What is sold in the months of a deck was bought as many months earlier, evenly. Each of those months has the prices
    of the deck of the market with the shortest period around it.

    Args:
        decks: all decks at hand.
        sold_at: the deck of what is sold.
        lag: months between buying and selling.

    Raises:
        RecycError E136: a month that no deck of the market speaks of.
    """
    market, when = period(sold_at)
    mine = [deck for deck in decks if period(deck)[0] == market and ends(period(deck)[1])]
    first, last = months_of(when) if ends(when) else (0, -1)
    found: dict[str, tuple[Document, int]] = {}
    for month in range(first - lag, last - lag + 1):
        around = [deck for deck in mine if _holds(deck, month)]
        if not around:
            year, of_year = divmod(month - 1, IN_YEAR)
            message = f"no deck of market {market!r} speaks of {year}-{of_year + 1:02d}, when the feed was bought"
            raise RecycError("E136", message, "--lag", "name one: --feed-prices DECK")
        deck = min(around, key=lambda each: (_length(each), each.name != sold_at.name, each.name))
        found[deck.name] = (deck, found.get(deck.name, (deck, 0))[1] + 1)
    if not found:
        raise RecycError("E136", f"deck {sold_at.name} has no period", "--lag", "name one: --feed-prices DECK")
    return [(deck, count / (last - first + 1)) for deck, count in found.values()]


def _holds(deck: Document, month: int) -> bool:
    first, last = months_of(period(deck)[1])
    return first <= month <= last


def _length(deck: Document) -> int:
    first, last = months_of(period(deck)[1])
    return last - first
