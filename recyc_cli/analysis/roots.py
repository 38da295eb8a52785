"""Finds where a function changes its sign, on a grid and then between its points.

The interval is narrowed until no floating-point number lies between its ends.
"""

from __future__ import annotations

from recyc_cli.model.records.struct import Struct
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Function = Callable[[list[float]], list[float]]

PASSES = 40
DECADE = 10.0
NARROWED = 1024.0
"""How much narrower a bracket gets at a pass where the function is as good as straight."""


class Bracket(Struct):
    """Two values of opposite sign with their arguments; one exact zero stands for both."""

    low: float
    high: float
    below: float
    above: float


def grid_points(start: float, end: float, points: int) -> list[float]:
    """Return values from start to end: even in their logarithms where the range covers a decade, else even.

    >>> grid_points(0.0, 1.0, 5)
    [0.0, 0.25, 0.5, 0.75, 1.0]
    >>> [round(x, 9) for x in grid_points(1.0, 100.0, 3)]
    [1.0, 10.0, 100.0]
    """
    steps = points - 1
    if logarithmic(start, end):
        inner = [start * (end / start) ** (step / steps) for step in range(1, steps)]
    else:
        inner = [start + (end - start) * (step / steps) for step in range(1, steps)]
    return [start, *(x for x in inner if start < x < end), end]


def logarithmic(start: float, end: float) -> bool:
    """Tell whether a grid is even in the logarithms."""
    return start > 0.0 and end / start > DECADE


def crossings(function: Function, xs: Sequence[float], ys: Sequence[float], parts: int = 32) -> list[Bracket]:
    """Return every change of sign that the grid shows, each narrowed down to neighbouring floats, in order.

    Args:
        function: values at many arguments at once; NaN where it has none.
        xs: the grid, rising.
        ys: its values there.
        parts: what a bracket is split into at each pass.

    >>> [bracket.low for bracket in crossings(lambda xs: [x - 0.3 for x in xs], [0.0, 1.0], [-0.3, 0.7])]
    [0.3]
    """
    brackets = _changes(xs, ys)
    for _ in range(PASSES):
        inner = [_between(bracket, parts) for bracket in brackets]
        points = [x for part in inner for x in part]
        if not points:
            break
        answers = iter(function(points))
        finer: list[Bracket] = []
        for bracket, part in zip(brackets, inner, strict=True):
            values = [next(answers) for _ in part]
            split = _changes([bracket.low, *part, bracket.high], [bracket.below, *values, bracket.above])
            finer += split if part else [bracket]
        brackets = finer
    return brackets


def _between(bracket: Bracket, parts: int) -> list[float]:
    """Return arguments inside a bracket, none if there is no float between its ends.

    Beside even parts these are where a straight line crosses and a little to each side of it: between two of those the
    next bracket lies, where the function is smooth.
    """
    low, high, below, above = bracket.low, bracket.high, bracket.below, bracket.above
    width = high - low
    inner = [low + width * (part / parts) for part in range(1, parts)]
    if below != above:
        straight = low + width * (below / (below - above))
        inner += [straight - width / NARROWED, straight, straight + width / NARROWED]
    return sorted({x for x in inner if low < x < high})


def _changes(xs: Sequence[float], ys: Sequence[float]) -> list[Bracket]:
    """Return the pairs of neighbours with opposite signs, and the exact zeros (of several in a row the first)."""
    brackets = []
    for index, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if y == 0.0 and not (index and ys[index - 1] == 0.0):
            brackets.append(Bracket(low=x, high=x, below=y, above=y))
        elif index and (ys[index - 1] < 0.0 < y or y < 0.0 < ys[index - 1]):
            brackets.append(Bracket(low=xs[index - 1], high=x, below=ys[index - 1], above=y))
    return brackets


def spread(last: int, parts: int) -> list[int]:
    """Return places from 0 to the last one, as evenly as whole numbers are.

    >>> spread(120, 4), spread(5, 2)
    ([0, 30, 60, 90, 120], [0, 2, 5])
    """
    return [last * part // parts for part in range(parts + 1)]
