"""Takes a table apart into its amounts, each with all that its row and its column say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.trade.amounts import decimal_mark, parts_of_amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.importing.sheets import Cell, Row
    from recyc_cli.importing.table.find import Column, Table
    from recyc_cli.importing.table.vocabulary import Vocabulary

_NAME = "name"


class Fact(NamedTuple):
    """An amount as it stands in its cell, and what is said of it by role: element, item, unit, date, sample."""

    line: int
    column: int
    cell: Cell
    said: dict[str, str]


def columns_of_amounts(table: Table, vocabulary: Vocabulary) -> list[Column]:
    """Return the columns whose cells are amounts: that are called so, or are about something."""
    about = {vocabulary.subject, vocabulary.across}
    called = [column for column in table.columns if column.role == vocabulary.value]
    named = [column for column in table.columns if not column.role and about & column.about.keys()]
    return called + named


def open_columns(table: Table) -> list[Column]:
    """Return the columns of which nothing is known but their heading, and that have amounts."""
    return [
        column
        for column in table.columns
        if not column.role
        and _NAME in column.about
        and any(column.at < len(row) and _holds_amount(row[column.at]) for _, row in table.body)
    ]


def facts_of_table(table: Table, amounts: list[Column]) -> Iterator[Fact]:
    """Yield the amounts of a table row by row; what a row says goes before what its column says."""
    chosen = {column.at for column in amounts}
    roles = [column for column in table.columns if column.role and column.at not in chosen]
    for line, row in table.body:
        of_row = {column.role: text for column in roles if (text := _text(row, column.at))}
        for column in amounts:
            cell = row[column.at] if column.at < len(row) else ""
            yield Fact(line, column.at, cell, {**column.about, **of_row})


def mark_of(table: Table, amounts: list[Column]) -> str:
    """Return the decimal mark of a table's amounts."""
    cells = [row[column.at] for _, row in table.body for column in amounts if column.at < len(row)]
    parts = [part for cell in cells if isinstance(cell, str) and (part := parts_of_amount(cell))]
    return decimal_mark([number for part in parts for number in part[:2] if number], table.sheet.delimiter)


def _text(row: Row, at: int) -> str:
    cell = row[at] if at < len(row) else ""
    return (f"{cell:.12g}" if isinstance(cell, float) else cell).strip()


def _holds_amount(cell: Cell) -> bool:
    return isinstance(cell, float) or parts_of_amount(cell) is not None
