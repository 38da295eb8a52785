"""Solves for the values at which a margin changes its sign along one axis of a sweep."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.roots import crossings
from recyc_cli.analysis.sweep.way import COST, MARGIN
from recyc_cli.model.numbers.series import NAN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.sweep.points import Points

ROOT, STEP = "root", "step"
EXACT = 1e-9
"""What a margin may miss zero by, as a share of the cost, where it is met and not stepped over."""
LOOKED_AT = 240
"""Values that a line is looked at for changes of sign, those of the sweep among them."""
PARTS = 2
BESIDE = 1e-3
"""How far to each side of a root the margins are told, as a share of its value."""
MOST_LINES = 400
"""Lines of a sweep along which zeros are looked for."""


class Zero(NamedTuple):
    """A value at which a margin is zero, or the one beside which it steps across it.

    `below` and `above` are the margins a thousandth to each side of a root, and right before and after a step.
    """

    chemistry: str
    route: str
    at: dict[str, float | str]
    """The values of the other axes."""
    axis: str
    value: float
    kind: str
    below: float
    above: float


def zeros_of(sweep: Points) -> tuple[list[Zero], int]:
    """Return the zeros along every numeric axis at each value of the other one, and how many lines were left out."""
    zeros: list[Zero] = []
    lines = [
        (place, feed, at) for place, axis in enumerate(sweep.axes) if axis.numeric for feed, at in _lines(sweep, place)
    ]
    for place, feed, at in lines[:MOST_LINES]:
        zeros += _along(sweep, place, feed, at)
    return zeros, max(0, len(lines) - MOST_LINES)


def _lines(sweep: Points, place: int) -> list[tuple[Mapping[str, Any], tuple[float | str, ...]]]:
    """Return the feeds with the values of the axes but one, whose place holds its first value."""
    values = [axis.values[:1] if at == place else axis.values for at, axis in enumerate(sweep.axes)]
    return list(product(sweep.feeds, product(*values)))


def _along(sweep: Points, place: int, feed: Mapping[str, Any], at: tuple[float | str, ...]) -> list[Zero]:
    """Return the zeros along one axis."""
    axis, point = sweep.axes[place], sweep.point(feed, at)
    way = point.way
    if way is None:
        return []
    numeric = [each for each in range(len(at)) if sweep.axes[each].numeric]

    def margins(xs: Sequence[float]) -> list[float]:
        rows = (way.at([x if each == place else at[each] for each in numeric]) for x in xs)  # type: ignore[misc]
        return [row.outputs.get(MARGIN, NAN) for row in rows]

    xs = _finer(sorted({float(value) for value in axis.values}))
    others = {each.name: value for each, value in zip(sweep.axes, at, strict=True) if each is not axis}
    found = []
    for bracket in crossings(margins, xs, margins(xs), PARTS):
        near = bracket.low if abs(bracket.below) <= abs(bracket.above) else bracket.high
        cost = way.at([near if each == place else at[each] for each in numeric]).outputs.get(COST, NAN)  # type: ignore[misc]
        kind = ROOT if min(abs(bracket.below), abs(bracket.above)) <= EXACT * max(1.0, abs(cost)) else STEP
        beside = [bracket.below, bracket.above]
        if kind == ROOT:
            reach = abs(near) * BESIDE or (xs[-1] - xs[0]) * BESIDE
            beside = margins([max(near - reach, xs[0]), min(near + reach, xs[-1])])
        found.append(Zero(point.chemistry, point.route, others, axis.name, near, kind, *beside))
    return found


def _finer(xs: list[float]) -> list[float]:
    """Return values with others between them, about `LOOKED_AT` in all.

    >>> _finer([0.0, 1.0])[:2], len(_finer([0.0, 1.0]))
    ([0.0, 0.004166666666666667], 241)
    """
    if len(xs) < 2:  # noqa: PLR2004 - nothing lies between
        return xs
    parts = max(1, LOOKED_AT // (len(xs) - 1))
    between = [low + (high - low) * part / parts for low, high in pairwise(xs) for part in range(parts)]
    return sorted({*between, xs[-1]})
