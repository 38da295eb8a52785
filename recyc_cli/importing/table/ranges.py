"""Adds a column of ranges to a table that has their ends alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.importing.table.facts import columns_of_amounts
from recyc_cli.importing.table.find import ENDS, Column

if TYPE_CHECKING:
    from recyc_cli.importing.sheets import Cell, Row
    from recyc_cli.importing.table.find import Table
    from recyc_cli.importing.table.vocabulary import Vocabulary


def with_ranges(table: Table, vocabulary: Vocabulary) -> Table:
    """Return a table with a column of amounts from low to high, where it has both ends and no amounts of its own."""
    ends = [next((each for each in table.columns if each.role == role), None) for role in sorted(ENDS, reverse=True)]
    low, high = ends
    if low is None or high is None or columns_of_amounts(table, vocabulary):
        return table
    width = len(table.columns)
    body = [(line, [*_padded(row, width), _range(row, low.at, high.at)]) for line, row in table.body]
    unit = {**high.about, **low.about}
    return table._replace(columns=[*table.columns, Column(width, low.head, vocabulary.value, unit)], body=body)


def _padded(row: Row, width: int) -> list[Cell]:
    return [*row, *([""] * (width - len(row)))][:width]


def _range(row: Row, low: int, high: int) -> str:
    """Return the ends of a range as one text, which is no amount where one of them is missing."""
    ends = [_written(row[at]) for at in (low, high) if at < len(row)]
    return " - ".join(ends) if any(ends) else ""


def _written(cell: Cell) -> str:
    """Write a number so that its point is read as one: not before three digits, as that of thousands stands.

    >>> _written(14700.0), _written(14.125), _written("14.700,00 ")
    ('14700', '14.1250', '14.700,00')
    """
    if not isinstance(cell, float):
        return cell.strip()
    text = f"{cell:.10g}"
    return f"{text}0" if len(text.partition(".")[2]) == len("000") else text
