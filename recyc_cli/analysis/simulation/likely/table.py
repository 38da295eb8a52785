"""Reads the stored draws of usual quotes, and moves them to the ledger that a quote has now."""

# ruff: noqa: PTH118, PTH120, PTH123 (importing pathlib costs as much as a quote's presets)
# ruff: noqa: S302 (the data are recyc's own)
from __future__ import annotations

import marshal
import os
from functools import lru_cache
from struct import iter_unpack
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.engine.draws.likely.rows import from_bytes, plus, row_over, row_times
from recyc_cli.model.records.ledger import VALUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.analysis.quote import Quote

FILE = os.path.join(os.path.dirname(__file__), "likely.bin")
FEED = "feedstock"
"""Group of the ledger whose draws are kept beside those of the margin."""
SEEN = 0.5
"""Change of a part of the ledger from which on it is followed [USD/t]."""
FLOAT = "<f"
"""How numbers of ledgers are packed."""
NEAR = 0.3
"""Of the width from P10 to P90: what parts of a ledger may differ from the stored one, all in all."""
LEAST, MOST = 0.0, 3.0
"""Factors between which a feed's price is taken to move, where it is another one than the stored."""
Row = tuple[int, float, float]
"""Place of a row among all, its lowest value, and the width of a step."""


class Case(NamedTuple):
    """A stored quote.

    Attributes:
        ledger: parts of its margin by name [USD/t].
        margin: where its draws stand.
        feed: and those of what the feed costs, with its interest.
    """

    ledger: dict[str, float]
    margin: Row
    feed: Row


def ledger_of(quote: Quote) -> dict[str, float]:
    """Return what makes up a margin: products by stage, costs by stage and group [USD/t]; they sum to it."""
    parts: dict[str, float] = {}
    for line in quote.result.lines:
        name, amount = named_part(line.kind, line.stage, line.group, line.item), float(line.amount)
        parts[name] = parts.get(name, 0.0) + (amount if line.kind == VALUE else -amount)
    rate = float(quote.resolved.fx)
    return dict(zip(parts, row_times(list(parts.values()), 1.0 / rate), strict=True))


def named_part(kind: str, stage: str, group: str, item: str) -> str:
    """Return the name of the part of a ledger that a line belongs to.

    >>> named_part("cost", "recovery", "labor", "crew"), named_part("cost", "recovery", "feedstock", "feed price")
    ('recovery.labor', 'feedstock')
    """
    if group == FEED:
        return FEED
    return f"{stage}:{item}" if kind == VALUE else f"{stage}.{group}"


class Table:
    """Stored draws: of margins and feeds by chemistry and route, of parts of ledgers by route."""

    def __init__(self, data: bytes) -> None:
        self.draws, self._names, self._cases, self._ratios, self._worn, rows = marshal.loads(data)
        self._rows = memoryview(rows)

    def like(self, chemistry: str, route: str, ledger: Mapping[str, float], *, fed: bool = True) -> Case | None:
        """Return the stored quote of a chemistry by a route whose ledger is the most like one, None if none is near.

        Args:
            chemistry: whose it is.
            route: by which.
            ledger: of today's quote [USD/t].
            fed: whether what the feed costs counts.
        """
        margin, near = sum(ledger.values()), []
        for names, amounts, *rows, width in self._cases.get((chemistry, route), ()):
            parts = floats(amounts)
            if fed and abs(sum(parts) - margin) > NEAR * width:
                continue  # nearer than their margins no two ledgers are
            stored = dict(zip(self._names[names], parts, strict=True))
            but = 0.0 if fed else abs(stored.get(FEED, 0.0) - ledger.get(FEED, 0.0))
            near.append((ledgers_apart(stored, ledger) - but, width, Case(stored, *rows)))
        off, width, case = min(near, key=lambda each: each[0], default=(0.0, 0.0, None))
        return case if off < NEAR * width else None

    def row(self, of: Row) -> list[float]:
        """Return draws."""
        place, low, step = of
        return from_bytes(self._rows, place, self.draws, low, step)

    def worn(self, chemistry: str, route: str) -> bytes:
        """Return 1 for each draw in which a feed is too worn for a route and goes another way, if it ever does."""
        worn: bytes = self._worn.get((chemistry, route), b"")
        return worn

    def ratios(self, route: str, part: str) -> list[float] | None:
        """Return the draws of a part of a ledger over what it is; None where it stands still."""
        of = self._ratios.get((route, part))
        return None if of is None else self.row(of)


@lru_cache(1)
def stored_table() -> Table | None:
    """Return the stored draws, None where the file is not there."""
    try:
        with open(FILE, "rb") as file:
            return Table(file.read())
    except OSError:
        return None


def ledgers_apart(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return how far two ledgers are apart, all parts in all [USD/t].

    >>> ledgers_apart({"recovery.labor": -100.0}, {"recovery.labor": -90.0, "recovery.utilities": -5.0})
    15.0
    """
    return sum(map(abs, ledger_changes(one, other).values()))


def ledger_changes(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """Return what has to be added to the parts of one ledger to have another [USD/t]."""
    return {name: other.get(name, 0.0) - one.get(name, 0.0) for name in {**one, **other}}


def floats(packed: bytes) -> list[float]:
    """Return numbers of four bytes each."""
    return [value for (value,) in iter_unpack(FLOAT, packed)]


def moved_draws(table: Table, route: str, case: Case, ledger: Mapping[str, float]) -> tuple[list[float], list[float]]:
    """Return the draws of the margin and of what the feed costs, for a ledger that is not quite the stored one.

    Each part that changed brings its change times its own draws over what it is.

    Args:
        table: of stored draws.
        route: whose parts they are.
        case: the stored quote.
        ledger: of today's quote [USD/t].
    """
    margins, feeds = table.row(case.margin), table.row(case.feed)
    still, was = 0.0, case.ledger.get(FEED, 0.0)
    for name, change in ledger_changes(case.ledger, ledger).items():
        if abs(change) < SEEN:
            still += change
        elif name == FEED and abs(was) > SEEN:
            factors = row_over(feeds, was, LEAST, MOST)
            feeds, margins = plus(feeds, factors, change), plus(margins, factors, change)
        elif (ratios := table.ratios(route, name)) is not None:
            margins = plus(margins, ratios, change)
        else:
            still += change
            feeds = [each + change for each in feeds] if name == FEED else feeds
    return [each + still for each in margins], feeds
