"""Makes of a price history what is replayed of it: changes over blocks of months."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.spreads.correlations import matrix_of
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.numbers.chance.correlation import SLACK, least_eigenvalue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.model.numbers.chance.correlation import Matrix

BAD = "E390"
LONGEST = 12
"""Months of a block at most: within one, prices move as they did, however long they take to turn."""
FEWEST = 3
"""Blocks that a history holds at least, side by side."""
STEPS = 20


class Replay(NamedTuple):
    """Changes of prices over every block of months that a history has.

    Attributes:
        file: name of the file.
        series: names of the series in it.
        first: month of the history.
        last: month of the history.
        block: months of a block.
        blocks: of a horizon.
        volatility: standard deviation of the logarithm over the horizon, of each series.
        moves: of each block the change of each series over it, less the mean one, in standard deviations.
    """

    file: str
    series: tuple[str, ...]
    first: str
    last: str
    block: int
    blocks: int
    volatility: tuple[float, ...]
    moves: tuple[tuple[float, ...], ...]

    def horizon(self, known: Tree) -> Tree:
        """Return volatilities and correlations: those of the history, and of the series that it lacks the known ones.

        Where prices could not move by both tables at once, the known correlations between them are taken smaller.

        Args:
            known: volatilities and correlations of the horizon.
        """
        names, matrix = matrix_of(known)
        others = [name for name in names if name not in self.series]
        at = {name: place for place, name in enumerate(names)}
        for step in range(STEPS, -1, -1):
            every = (*self.series, *others)
            table = [[self._together(a, b, matrix, at, step / STEPS) for b in every] for a in every]
            if least_eigenvalue(table) >= -SLACK:
                break
        volatility = dict(zip(self.series, self.volatility, strict=True))
        volatility |= {name: known["volatility"][name] for name in others}
        return {"volatility": volatility, "correlation": _pairs(every, table)}

    def _together(self, a: str, b: str, matrix: Matrix, at: Mapping[str, int], share: float) -> float:
        """Return the correlation of two series."""
        if a == b:
            return 1.0
        if a in self.series and b in self.series:
            i, j = self.series.index(a), self.series.index(b)
            return add_up(move[i] * move[j] for move in self.moves) / len(self.moves)
        known = matrix[at[a]][at[b]]
        return known if a not in self.series and b not in self.series else known * share


def replay_of(file: str, months: Mapping[str, Mapping[str, float]], horizon: int) -> Replay:
    """Return what is replayed of a history.

    Args:
        file: its name.
        months: prices by month, of each series.
        horizon: of the prices [months].

    Raises:
        RecycError: E390 the history has too few months side by side.
    """
    block = min(horizon, LONGEST)
    needed = FEWEST * block + 1
    kept = dict(months)
    span = _span(kept)
    while len(span) < needed and len(kept) > 1:
        del kept[min(kept, key=lambda name: len(kept[name]))]
        span = _span(kept)
    if len(span) < needed:
        told = f"{span[0]} to {span[-1]}" if span else "none"
        hint = f"--horizon {horizon}mo replays {block} months at a time and takes {needed}; --horizon 1mo takes fewer"
        raise RecycError(BAD, f"too short a history: {len(span)} months without a gap ({told})", file, hint)
    changes = [
        [log(prices[end] / prices[start]) for start, end in zip(span, span[block:], strict=False)]
        for prices in kept.values()
    ]
    deviations = [_deviations(each) for each in changes]
    blocks = -(-horizon // block)
    return Replay(
        file,
        tuple(kept),
        span[0],
        span[-1],
        block,
        blocks,
        tuple(sd * blocks**0.5 for _, sd in deviations),
        tuple(zip(*(moves for moves, _ in deviations), strict=True)),
    )


def _deviations(changes: Sequence[float]) -> tuple[list[float], float]:
    """Return changes less their mean, in standard deviations, and that."""
    mean = add_up(changes) / len(changes)
    sd = (add_up((each - mean) ** 2 for each in changes) / len(changes)) ** 0.5
    return [(each - mean) / sd if sd else 0.0 for each in changes], sd


def _span(series: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return the longest run of months, without a gap, of which all series have prices; of several the last."""
    common = sorted(set.intersection(*(set(months) for months in series.values()))) if series else []
    best: list[str] = []
    run: list[str] = []
    for month in common:
        run = [*run, month] if run and month == month_after(run[-1]) else [month]
        best = run if len(run) >= len(best) else best
    return best


def month_after(month: str) -> str:
    """Return the month after one.

    >>> month_after("2025-12")
    '2026-01'
    """
    year, number = (int(part) for part in month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02d}"


def _pairs(names: Sequence[str], table: Matrix) -> dict[str, dict[str, float]]:
    return {
        name: {other: table[place][i] for i, other in enumerate(names) if i > place}
        for place, name in enumerate(names[:-1])
    }
