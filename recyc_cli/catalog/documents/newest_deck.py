"""Which price deck is the newest of a market."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.as_of import ends
from recyc_cli.catalog.documents.folder import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library

LATEST = "latest"
"""What the newest deck of the default's market is asked by."""


def named(library: Library, asked: str, usual: str) -> str:
    """Return the name of the deck to open: the one asked for, or the newest one of the usual deck's market.

    Args:
        library: where the decks are; one of the user's own may be the newest, or be called `latest`.
        asked: a deck's name, or `latest`.
        usual: the method's deck.
    """
    if plain(asked) != LATEST or LATEST in map(plain, library.names("prices")):
        return asked
    return newest(library.every("prices"), library.document("prices", usual)).name


def newest(decks: Iterable[Document], deck: Document) -> Document:
    """Return the deck of a deck's market whose period ends last: itself, where no other ends later."""
    market = deck.tree.get("market", "")
    others = (each for each in decks if each.tree.get("market", "") == market)
    return max((deck, *others), key=lambda each: ends(str(each.tree.get("year", ""))))


def shipped(library: Library) -> Iterable[Document]:
    """Return the built-in decks."""
    return library.every("prices", len(library.shelves) - 1)
