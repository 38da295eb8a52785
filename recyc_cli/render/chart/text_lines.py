"""Draws lines over one axis in characters: a letter for each, its name at the right."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.chart.scale import Scale, ticks
from recyc_cli.render.numbers import fixed, short

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, ROWS, LEFT = 80, 15, 10
"""Columns of the picture, its rows, and the columns of the numbers at its left."""
ZERO, SIDE, FOOT = (
    "\N{BOX DRAWINGS LIGHT HORIZONTAL}",
    "\N{BOX DRAWINGS LIGHT VERTICAL}",
    "\N{BOX DRAWINGS LIGHT UP AND RIGHT}",
)
SEVERAL = "*"
EACH = 2
"""Columns between two letters of a line."""
TICKS, APART, LABELS = 5, 2, 7


class Series(NamedTuple):
    """A line: its letter and name, and its values, None where there is none."""

    letter: str
    name: str
    values: list[float | None]


class Mark(NamedTuple):
    """A place below the axis that is told: where a line is zero, where things stand now."""

    x: float
    words: str


class Across(NamedTuple):
    """The axis that runs across: places of the values, what each is called, whether it is even in the logarithms."""

    xs: list[float]
    names: list[str]
    title: str
    log: bool = False

    def scale(self, end: float, start: float = 0.0) -> Scale:
        """Return the scale of the axis."""
        return Scale(self.put(self.xs[0]), self.put(self.xs[-1]), start, end)

    def put(self, x: float) -> float:
        """Return a value as it is laid out."""
        return log10(x) if self.log else x


def draw_lines(across: Across, series: Sequence[Series], marks: Sequence[Mark]) -> tuple[list[str], float]:
    """Return the picture line by line, and how much one of its rows is."""
    known = [value for each in series for value in each.values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    names = max((len(each.name) for each in series), default=0)
    wide = WIDTH - LEFT - 2 - names - 2
    scale = Scale(low, high if high > low else low + 1.0, ROWS - 1.0, 0.0)
    cells = [[" "] * wide for _ in range(ROWS)]
    cells[round(scale.at(0.0))] = [ZERO] * wide
    for each in series:
        _draw(each, across, cells, scale)
    labels = _labels(scale)
    ends = _ends(series, scale)
    lines = [
        f"{labels.get(at, ''):>{LEFT}} {SIDE} {''.join(row)} {ends.get(at, '')}".rstrip()
        for at, row in enumerate(cells)
    ]
    foot = " " * (LEFT + 1) + FOOT + ZERO * (wide + 1)
    return [*lines, foot, *_below(across, marks, wide)], (scale.high - scale.low) / (ROWS - 1)


def _draw(each: Series, across: Across, cells: list[list[str]], scale: Scale) -> None:
    """Draw a line: a letter at every other column, at the value between two points."""
    wide = len(cells[0])
    place = across.scale(wide - 1.0)
    at = [place.at(across.put(x)) for x in across.xs]
    for column in range(0, wide, EACH):
        value = _between(at, each.values, column)
        if value is not None:
            row = cells[round(scale.at(value))]
            row[column] = each.letter if row[column] in (" ", ZERO) else SEVERAL


def _between(at: list[float], values: list[float | None], column: float) -> float | None:
    """Return the value at a column, on a straight line between the points beside it."""
    if len(at) == 1:
        return values[0] if column == 0 else None
    for (left, low), (right, high) in zip(
        zip(at, values, strict=True), zip(at[1:], values[1:], strict=True), strict=False
    ):
        if left <= column <= right and low is not None and high is not None:
            return low + (high - low) * ((column - left) / (right - left) if right > left else 0.0)
    return next((value for each, value in zip(at, values, strict=True) if abs(each - column) < 1.0), None)


def _labels(scale: Scale) -> dict[int, str]:
    """Return the numbers at the left, by their rows."""
    return {round(scale.at(each)): fixed(each) if scale.high - scale.low > TICKS else short(each)
            for each in ticks(scale.low, scale.high, LABELS)}  # fmt: skip


def _ends(series: Sequence[Series], scale: Scale) -> dict[int, str]:
    """Return the names at the right, each at the row its line ends in or the nearest free one."""
    taken: dict[int, str] = {}
    for each in series:
        last = next((value for value in reversed(each.values) if value is not None), None)
        if last is not None:
            row = round(scale.at(last))
            free = sorted((at for at in range(ROWS) if at not in taken), key=lambda at: abs(at - row))
            taken |= {free[0]: each.name} if free else {}
    return taken


def _below(across: Across, marks: Sequence[Mark], wide: int) -> list[str]:
    """Return the values of the axis, and below them what is marked, in as many lines as that takes."""
    scale, start = across.scale(wide - 1.0), LEFT + 3
    step = max(1, -(-(len(across.xs) - 1) // (TICKS - 1)))
    shown = list(range(0, len(across.xs), step))
    axis = f"{across.title if len(across.title) <= LEFT else '':<{LEFT + 2}}"
    line = axis
    for place in shown:
        name = across.names[place]
        column = start + round(scale.at(across.put(across.xs[place])))
        at = max(0, min(column - len(name) // 2, WIDTH - len(name)))
        if at >= len(line.rstrip()) + APART or line == axis:
            line = line.ljust(max(at, len(line.rstrip()) + 1)) + name
    return [line, *_marked(across, marks, scale, start)]


def _marked(across: Across, marks: Sequence[Mark], scale: Scale, start: int) -> list[str]:
    lines: list[str] = []
    for mark in sorted(marks, key=lambda each: each.x):
        column = start + round(scale.at(across.put(mark.x)))
        words = f"^ {mark.words}"
        flip = column + len(words) > WIDTH
        at = column - len(words) + 1 if flip else column
        words = f"{mark.words} ^" if flip else words
        place = next((i for i, line in enumerate(lines) if len(line) + APART <= at), len(lines))
        lines += [""] if place == len(lines) else []
        lines[place] = lines[place].ljust(at) + words
    return lines
