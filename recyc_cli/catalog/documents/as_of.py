"""Puts together prices and payables as they were known on a day.

Number by number, from all decks of a market.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.document import Document, Layer, lookup, with_numbers
from recyc_cli.catalog.documents.folder import period
from recyc_cli.catalog.documents.newest_deck import ends, spans
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.catalog.documents.document import Record


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a quarter, a month or a day of the calendar.

    >>> is_date("2023"), is_date("2023-q2"), is_date("2023-06"), is_date("2023-02-30"), is_date("2018-2022")
    (True, True, True, False, False)
    """
    from datetime import date

    if not ends(text) or len(text) == len("YYYY-YYYY"):
        return False
    try:
        date(*map(int, spans(text)[1].split("-")))
    except ValueError:
        return False
    return True


def as_known(decks: Iterable[Document], of_market: Document, day: str) -> Document:
    """Return the deck of a market as it was known at the end of a day (or of a month, or a year).

    It stands on the newest deck whose period had ended: of a quarter and the year that end together, on the quarter,
    and on its last month before either. Each of its numbers is then the newest that any deck of the
    market holds and that is not dated after the day; one that nobody dated so early stays as that deck borrowed it.

    Args:
        decks: all decks at hand, corrections laid over them.
        of_market: a deck of the market wanted.
        day: a year, a month or a day.

    Raises:
        RecycError E135: the market has no deck as old as that.
    """
    market, last = period(of_market)[0], ends(day)
    mine = [deck for deck in decks if period(deck)[0] == market and _period(deck)]
    mine.sort(key=lambda deck: (_spans(deck), deck.name == of_market.name))
    ended = [deck for deck in mine if _period(deck) <= last]
    if not ended:
        raise RecycError("E135", f"no prices of market {market!r} were known in {day}", "--as-of", _reach(mine))
    return brought_up(ended[-1], mine, day)


def brought_up(base: Document, others: Iterable[Document], day: str) -> Document:
    """Return a deck or a table of payables with each number the newest that was known on a day.

    A table that only others hold, as a region's whose trade came to be quoted later, is taken when all of it was known.

    Args:
        base: what stood then; what nobody dated so early stays as it was borrowed.
        others: presets of the kind, those of other markets and those without a year among them.
        day: a year, a month or a day.
    """
    last = ends(day)
    mine = [one for one in others if period(one)[0] == period(base)[0] and _period(one)]
    known = {path: _newest(mine, path, last) for path in dict.fromkeys(path for one in mine for path in one.records)}
    lacking = {_table(path) for path, record in known.items() if record is None}
    newer = {
        path: record
        for path, record in known.items()
        if record
        and (
            spans(record.date) > _standing(base.records[path], last)
            if path in base.records
            else lookup(base.tree, _table(path)) is None and _table(path) not in lacking
        )
    }
    return _laid(base, newer, day)


def _table(path: str) -> str:
    return path.rpartition(".")[0]


def _reach(decks: list[Document]) -> str:
    if not decks:
        return "its decks have no year"
    first, last = (deck.tree["year"] for deck in (decks[0], decks[-1]))
    return f"its decks are of {first} to {last}, each known once its period is over"


def _spans(deck: Document) -> tuple[str, str]:
    return spans(str(deck.tree.get("year", "")))


def _period(deck: Document) -> str:
    """Return the end of the period of a deck; nothing where it has none."""
    return ends(period(deck)[1])


def _newest(decks: list[Document], path: str, last: str) -> Record | None:
    """Return the newest number at a path that is dated, and not after the day."""
    records = [deck.records[path] for deck in decks if path in deck.records]
    known = [record for record in records if "" < ends(record.date) <= last]
    return max(known, key=lambda record: spans(record.date), default=None)


def _standing(record: Record, last: str) -> tuple[str, str]:
    """Return the date to beat: a number dated after the day, or not at all, gives way to any that was known."""
    return spans(record.date if ends(record.date) <= last else "")


def _laid(base: Document, newer: dict[str, Record], day: str) -> Document:
    whole = with_numbers(base, newer)
    layer = Layer({**whole.tree, "title": f"{base.tree['title']}, as of {day}"}, whole.foreign, whole.records)
    return Document(base.kind, base.name, base.path, layer, {}, lambda: base.notes)
