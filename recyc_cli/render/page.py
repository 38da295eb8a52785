"""Defines a report before it is drawn: a heading, tables and notes.

Every cell is text that is safe to print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.text import clean, display_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.render.references import Reference

HEAD, TOTAL = "head", "total"
GAP = 3
"""Between two columns of a table on a terminal."""


class Row(NamedTuple):
    """The cells of one row. `style` is "", head (a heading inside the table) or total."""

    cells: tuple[str, ...]
    style: str = ""


class Block(NamedTuple):
    """One table.

    `align` has `<` (text) or `>` (number) for each column; `best` is the column to be marked, `quiet` the one to be
    drawn back, if any.
    """

    title: str
    columns: tuple[str, ...]
    align: str
    rows: list[Row]
    notes: list[str]
    best: int = 0
    quiet: int = 0


class Page(NamedTuple):
    """A whole report; the sources in full where they are known."""

    head: list[str]
    blocks: list[Block]
    notes: list[str]
    references: tuple[Reference, ...] = ()


def row(*cells: object, style: str = "") -> Row:
    """Return a row of cleaned cells."""
    return Row(tuple(clean(cell) for cell in cells), style)


def block(
    title: str,
    columns: Sequence[str],
    align: str,
    rows: Iterable[Row],
    notes: Iterable[str] = (),
    *,
    best: int = 0,
    quiet: int = 0,
) -> Block:
    """Return a table with cleaned headings and notes."""
    heads, said = tuple(clean(c) for c in columns), [clean(n) for n in notes]
    return Block(clean(title), heads, align, list(rows), said, best, quiet)


def fit_columns(table: Block, width: int, least: int) -> Block:
    """Leave out the last columns of a table for which a terminal has no room.

    Args:
        table: as it would be drawn with all the room it needs.
        width: of the terminal.
        least: the width that text beyond the first column may be wrapped to.
    """
    lines = [table.columns, *(each.cells for each in table.rows if each.style != HEAD)]
    count, room = 0, width
    for index, side in enumerate(table.align):
        wide = max(display_width(line[index]) for line in lines)
        wraps = index and side == "<" and index != table.quiet
        room -= (min(wide, least) if wraps else wide) + (GAP if index else 0)
        if count and room < 0:
            break
        count += 1
    rows = [each if each.style == HEAD else each._replace(cells=each.cells[:count]) for each in table.rows]
    return table._replace(columns=table.columns[:count], align=table.align[:count], rows=rows)
