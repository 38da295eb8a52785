"""Sums up margins of common draws: quantiles, losses, which is best, how well that is known."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recyc_cli.engine.draws.normals import STRATA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.engine.columns import Numbers
    from recyc_cli.engine.draws.normals import Sampler

SHARES = (5, 10, 25, 50, 75, 90, 95)
"""Of all draws in a hundred, those that lie below a quantile that is told."""
TAIL = 0.1
"""Share of the worst draws whose mean is told."""
CLASSES = 14
"""Of a histogram between its ends, at most."""
ENOUGH = 8
"""Hypercubes from which on their means tell how well the mean of all is known."""


class Summary(NamedTuple):
    """What the draws of a margin come to.

    Attributes:
        quantiles: in the order of `SHARES`.
        errors: of the quantiles: half the distance between those one standard error of the share to either side.
        known: draws that have a margin.
    """

    mean: float
    sd: float
    quantiles: tuple[float, ...]
    errors: tuple[float, ...]
    loss: float
    tail: float
    error_of_mean: float
    known: int


def summary(margins: Numbers, sampler: Sampler) -> Summary:
    """Return what the draws of a margin come to; draws without one are left out, and counted.

    >>> summary(np.array([-1.0, 1.0, 2.0, 3.0, 5.0]), "random").quantiles[3]
    2.0
    """
    known = margins[~np.isnan(margins)]
    count = len(known)
    ordered = np.sort(known)
    shares = np.array(SHARES) / 100.0
    off = np.sqrt(shares * (1.0 - shares) / count)
    low, high = (_quantiles(ordered, np.clip(shares + sign * off, 0.0, 1.0)) for sign in (-1.0, 1.0))
    return Summary(
        mean=float(known.mean()),
        sd=float(known.std(ddof=1)) if count > 1 else 0.0,
        quantiles=tuple(_quantiles(ordered, shares).tolist()),
        errors=tuple(((high - low) / 2.0).tolist()),
        loss=float((known < 0.0).mean()),
        tail=float(ordered[: max(1, round(TAIL * count))].mean()),
        error_of_mean=_error_of_mean(margins, known, sampler),
        known=count,
    )


def _quantiles(ordered: Numbers, shares: Numbers) -> Numbers:
    return np.interp(shares * (len(ordered) - 1), np.arange(len(ordered)), ordered)


def _error_of_mean(margins: Numbers, known: Numbers, sampler: Sampler) -> float:
    """Return the standard error of a mean: by hypercubes, which differ less than draws do, where there are enough."""
    cubes = len(margins) // STRATA
    if sampler == "lhs" and cubes >= ENOUGH:
        means = np.nanmean(margins[: cubes * STRATA].reshape(cubes, STRATA), axis=1)
        return float(means.std(ddof=1) / np.sqrt(cubes))
    return float(known.std(ddof=1) / np.sqrt(len(known))) if len(known) > 1 else 0.0


def beats(margins: Sequence[Numbers]) -> list[list[float]]:
    """Return of each margin in what share of draws it is above each; equal ones count by half.

    >>> beats([np.array([1.0, 2.0, 3.0, np.nan]), np.array([0.0, 2.0, 4.0, 1.0])])[0]
    [0.5, 0.375]
    """
    rows = [_lowest_without(each) for each in margins]
    found = [[0.5] * len(rows) for _ in rows]
    for i, one in enumerate(rows):
        for j, other in enumerate(rows[:i]):
            above, below = (int(np.count_nonzero(each)) for each in (one > other, one < other))
            even = 0.5 * (len(one) - above - below)
            found[i][j], found[j][i] = (above + even) / len(one), (below + even) / len(one)
    return found


def firsts(margins: Sequence[Numbers]) -> list[float]:
    """Return in what share of draws each is the best; where several are, the first of them.

    >>> firsts([np.array([1.0, 2.0]), np.array([0.0, 4.0])])
    [0.5, 0.5]
    """
    highest, best = _lowest_without(margins[0]), np.zeros(len(margins[0]), np.intp)
    for place, each in enumerate(margins):
        found = _lowest_without(each)
        best[found > highest] = place
        np.maximum(highest, found, out=highest)
    return (np.bincount(best, minlength=len(margins)) / len(best)).tolist()  # type: ignore[no-any-return]


def _lowest_without(margins: Numbers) -> Numbers:
    return np.nan_to_num(margins, nan=-np.inf, posinf=np.inf, neginf=-np.inf)


def counts(margins: Numbers, edges: Sequence[float]) -> list[float]:
    """Return the shares of draws below the first edge, between each two, and from the last one on.

    >>> counts(np.array([-5.0, 0.0, 1.0, 9.0]), [0.0, 5.0])
    [0.25, 0.5, 0.25]
    """
    return _counts(np.sort(margins[~np.isnan(margins)]), edges)


def _counts(ordered: Numbers, edges: Sequence[float]) -> list[float]:
    ends = [0, *np.searchsorted(ordered, edges).tolist(), len(ordered)]
    return [(end - start) / max(len(ordered), 1) for start, end in pairwise(ends)]


def classes(margins: Numbers) -> tuple[list[float], list[float]]:
    """Return round edges of classes that hold all draws but one in a hundred to either side, and the share in each.

    >>> classes(np.array([0.0, 60.0, 140.0]))[0][:3]
    [0.0, 10.0, 20.0]
    """
    ordered = np.sort(margins[~np.isnan(margins)])
    low, high = _quantiles(ordered, np.array((0.01, 0.99))).tolist()
    step = round_step((high - low) / CLASSES)
    edges = [step * at for at in range(floor(low / step), ceil(high / step) + 1)]
    return edges, _counts(ordered, edges)


def round_step(width: float) -> float:
    """Return a round number of at least a width: 1, 2 or 5 with noughts.

    >>> round_step(340.0), round_step(0.0)
    (500.0, 1.0)
    """
    if width <= 0.0:
        return 1.0
    power: float = 10.0 ** floor(log10(width))
    return next(power * each for each in (1.0, 2.0, 5.0, 10.0) if power * each >= width * (1.0 - 1e-9))
