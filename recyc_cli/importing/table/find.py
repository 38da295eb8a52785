"""Finds a table in the sheets of a file: its head, its columns and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.trade.amounts import parts_of_amount
from recyc_cli.importing.table.dates import dated, order_of
from recyc_cli.importing.table.vocabulary import Label, plain, read_label, unbracketed, unit_of_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.importing.sheets import Cell, Row, Sheet
    from recyc_cli.importing.table.vocabulary import Vocabulary

_DEEPEST = 80
"""Rows that may stand above a table."""
_DATE, _UNIT = "date", "unit"
_CODE = "code"
ENDS = frozenset(("low", "high"))
"""Roles of two columns that hold a range: its middle is an amount."""
Numbered = tuple[int, "Row"]


class Column(NamedTuple):
    """A column: the role its cells have in a row, or what its amounts are about; neither where nothing is known."""

    at: int
    head: str
    role: str
    about: dict[str, str]


class Table(NamedTuple):
    """A table in a sheet."""

    sheet: Sheet
    columns: list[Column]
    body: list[Numbered]
    above: list[Numbered]
    """What stands over its head."""


def find_table(sheet: Sheet, vocabulary: Vocabulary) -> Table | None:
    """Return the table of a sheet, or None where there is none.

    Its rows are about one thing each (`element, value, unit`), or its columns are (`Li, Ni, Co`), or both.
    """
    rows = [(line, row) for line, row in enumerate(sheet.rows, 1) if any(str(cell).strip() for cell in row)]
    for index, (_, row) in enumerate(rows[:_DEEPEST]):
        labels = [read_label(cell, vocabulary) for cell in row]
        if _is_head(labels, row, rows[index + 1 :], vocabulary):
            end = _end_of_head(rows, index + 1, vocabulary)
            return Table(sheet, _columns(rows[index:end], vocabulary), rows[end:], rows[:index])
    return _by_dates(sheet, rows, vocabulary) if vocabulary.across == _DATE else None


def _is_head(labels: list[Label], row: Row, below: list[Numbered], vocabulary: Vocabulary) -> bool:
    """Tell whether a row is the head of a table."""
    roles = {label.role for label in labels if label.role}
    if roles >= ENDS:
        roles.add(vocabulary.value)
    about = {vocabulary.subject, vocabulary.value}
    if about <= roles or {_DATE, vocabulary.value} <= roles:
        return True
    subjects = sum(bool(label.subject) for label in labels)
    if subjects > 1 and vocabulary.across != _DATE:
        return True
    if vocabulary.subject in roles:
        open_columns = [at for at, label in enumerate(labels) if not label.role and not label.subject]
        dates = sum(bool(label.date) for label in labels)
        named = [at for at in open_columns if str(row[at]).strip() and not labels[at].date]
        return dates > 0 or (vocabulary.across != _DATE and any(_has_amounts(below, at) for at in named))
    if vocabulary.across == _DATE and sum(bool(label.date) for label in labels) > 1:
        return not labels[0].date and any(str(cells[0]).strip() for _, cells in below if cells)
    return False


def _has_amounts(rows: list[Numbered], at: int) -> bool:
    return any(at < len(row) and _is_amount(row[at]) for _, row in rows)


def _is_amount(cell: Cell) -> bool:
    return isinstance(cell, float) or parts_of_amount(cell) is not None


def _end_of_head(rows: list[Numbered], first: int, vocabulary: Vocabulary) -> int:
    """Return the index behind the rows of units, and of codes, that stand under a head."""
    end = first
    while end < len(rows) and _is_of_units(rows[end][1], vocabulary):
        end += 1
    return end


def _is_of_units(row: Row, vocabulary: Vocabulary) -> bool:
    """Tell whether the better half of a row's cells are units, and none an amount."""
    cells = [str(cell).strip() for cell in row if str(cell).strip()]
    units = sum(vocabulary.is_unit(unbracketed(cell)) for cell in cells)
    return units > 0 and 2 * units >= len(cells) and not any(isinstance(cell, float) for cell in row)


def _by_dates(sheet: Sheet, rows: list[Numbered], vocabulary: Vocabulary) -> Table | None:
    """Return the table whose rows begin with dates; what stands over them, in any order, is its head."""
    order = order_of(row[0] for _, row in rows if row)
    first = next((index for index, (_, row) in enumerate(rows) if _begins_with_date(row, order)), None)
    if first is None:
        return None
    wide = [index for index in range(first) if sum(bool(str(cell).strip()) for cell in rows[index][1]) > 1]
    top = wide[0] if wide else first
    columns = _columns(rows[top:first], vocabulary, dates_at=0)
    return Table(sheet, columns, rows[first:], rows[:top]) if len(columns) > 1 else None


def _begins_with_date(row: Row, order: str) -> bool:
    return bool(row) and bool(dated(row[0], order)) and any(str(cell).strip() for cell in row[1:])


def _columns(head: Sequence[Numbered], vocabulary: Vocabulary, dates_at: int | None = None) -> list[Column]:
    """Return the columns under a head of one row or several."""
    kinds = ["", *(_UNIT for _ in head[1:])] if dates_at is None else [_kind_of_row(row, vocabulary) for _, row in head]
    width = max((len(row) for _, row in head), default=0)
    columns = []
    for at in range(width):
        if at == dates_at:
            columns.append(Column(at, "", _DATE, {}))
            continue
        texts = [(kind, str(row[at]).strip()) for kind, (_, row) in zip(kinds, head, strict=True) if at < len(row)]
        columns.append(_column(at, [(kind, text) for kind, text in texts if text], vocabulary))
    return columns


def _kind_of_row(row: Row, vocabulary: Vocabulary) -> str:
    """Return what a row of a head says of each column: its unit, what its first cell names, or its name."""
    first = vocabulary.heads.get(plain(row[0]), "") if row else ""
    return first if first not in ("", _DATE) else _UNIT if _is_of_units(row, vocabulary) else ""


def _column(at: int, texts: list[tuple[str, str]], vocabulary: Vocabulary) -> Column:
    """Return a column, given what each row of the head says of it."""
    about: dict[str, str] = {}
    role = ""
    for kind, text in texts:
        if kind and kind != vocabulary.subject:
            about.setdefault(kind, unbracketed(text) if kind == _UNIT else text)
            continue
        label = read_label(text, vocabulary)
        role = role or label.role
        said = {vocabulary.subject: label.subject, _DATE: label.date, _UNIT: label.unit}
        if not any(label):
            name, unit = unit_of_heading(text, vocabulary)
            said = {"name" if "name" not in about else _CODE: name, _UNIT: unit}
        for key, value in said.items():
            if value:
                about.setdefault(key, value)
    return Column(at, next((text for kind, text in texts if kind != _UNIT), ""), role, about)


def cells_of_column(table: Table, at: int) -> Iterator[Cell]:
    """Yield the cells of a column; rows may end early."""
    return (row[at] for _, row in table.body if at < len(row))
