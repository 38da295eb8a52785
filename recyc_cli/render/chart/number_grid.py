"""Lays out a grid of numbers with lines between those below and above zero, in characters."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, GAP = 80, 2
LYING, STANDING = "\N{BOX DRAWINGS LIGHT HORIZONTAL}", "\N{BOX DRAWINGS LIGHT VERTICAL}"
NOTHING = "-"
MOST_ROWS = 24


class Grid(NamedTuple):
    """Numbers by row and column, None where there is none, the words of rows and columns, and how a number is told."""

    down: str
    across: str
    rows: list[str]
    columns: list[str]
    values: list[list[float | None]]
    texts: list[list[str]]


def thinned(grid: Grid) -> tuple[Grid, int, int]:
    """Return what of a grid has room on a screen, the ends among it, and of how many rows and columns each is one.

    >>> small = Grid("a", "b", ["1"], ["2"], [[3.0]], [["+3"]])
    >>> thinned(small)[1:]
    (1, 1)
    """
    room = (WIDTH - _label(grid)) // (_column(grid))
    across = -(-(len(grid.columns) - 1) // max(1, room - 1)) if len(grid.columns) > room else 1
    down = -(-(len(grid.rows) - 1) // (MOST_ROWS - 1)) if len(grid.rows) > MOST_ROWS else 1
    if across == down == 1:
        return grid, 1, 1
    rows, columns = range(0, len(grid.rows), down), range(0, len(grid.columns), across)
    cut = Grid(
        grid.down, grid.across, [grid.rows[at] for at in rows], [grid.columns[at] for at in columns],
        [[grid.values[row][at] for at in columns] for row in rows],
        [[grid.texts[row][at] for at in columns] for row in rows],
    )  # fmt: skip
    return cut, down, across


def grid_heading(grid: Grid) -> list[str]:
    """Return the lines above the numbers."""
    label, wide = _label(grid), _column(grid)
    right = max(label + wide * len(grid.columns), len(grid.down) + GAP + len(grid.across))
    first = grid.down + grid.across.rjust(max(0, right - len(grid.down)))
    return [first, " " * label + "".join(name.rjust(wide) for name in grid.columns)]


def grid_lines(grid: Grid) -> list[str]:
    """Return the rows of numbers, and between them the lines where a number changes its sign.

    >>> grid = Grid("soh", "Ni", ["1", "2"], ["5", "6"], [[-1.0, 1.0], [1.0, 1.0]], [["-1", "+1"], ["+1", "+1"]])
    >>> [line.replace(LYING, "~").replace(STANDING, "!") for line in grid_lines(grid)]
    ['1    -1! +1', '   ~~~~', '2    +1  +1']
    """
    label, wide = _label(grid), _column(grid)
    lines: list[str] = []
    for at, (name, texts, values) in enumerate(zip(grid.rows, grid.texts, grid.values, strict=True)):
        if at:
            between = "".join(
                (LYING if turns(above, below) else " ") * wide
                for above, below in zip(grid.values[at - 1], values, strict=True)
            )
            lines += [(" " * label + between).rstrip()] if between.strip() else []
        sides = [STANDING if turns(*pair) else " " for pair in itertools.pairwise(values)]
        cells = [text.rjust(wide - (1 if place else 0)) for place, text in enumerate(texts)]
        lines.append(
            (
                name.ljust(label) + "".join(f"{cell}{side}" for cell, side in zip(cells, [*sides, ""], strict=True))
            ).rstrip()
        )
    return lines


def turns(one: float | None, other: float | None) -> bool:
    """Tell whether zero lies between two numbers."""
    return one is not None and other is not None and (one > 0.0) != (other > 0.0)


def _label(grid: Grid) -> int:
    return max(map(len, grid.rows)) + GAP


def _column(grid: Grid) -> int:
    return GAP + max(len(text) for texts in [grid.columns, *grid.texts] for text in texts)


def listed(words: Sequence[str], most: int) -> str:
    """Return some words with commas, those without room counted.

    >>> listed(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
