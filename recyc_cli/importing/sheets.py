"""Reads .xls, .xlsx and .csv in any dialect as rows of cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.errors import RecycError
from recyc_cli.files import read_whole
from recyc_cli.importing.percent_cells import percent_cells
from recyc_cli.importing.text_table import UNREADABLE, decoded_text, table_of_text
from recyc_cli.importing.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Collection

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LONGEST = 25_000_000
"""Bytes of a table of text; a workbook, which is packed, may have more (`files.LARGEST`)."""

Cell = str | float
Row = list[Cell]


class Sheet(NamedTuple):
    """One table; `delimiter` is what parted its cells, nothing in a workbook."""

    name: str
    rows: list[Row]
    delimiter: str = ""


def read_sheets(path: str) -> list[Sheet]:
    """Return the sheets of a workbook, or the one table of a CSV file. What a file is, its first bytes say.

    Cells are text or numbers; dates are text (2025-09-01).

    Raises:
        RecycError: E301 (no such file, a directory), E302 (empty, binary, or a workbook that cannot be read).
    """
    data = read_whole(path)
    if not data.strip():
        raise RecycError(UNREADABLE, "the file is empty", path)
    if data.startswith((_ZIP, _OLE)):
        tables = read_workbook(path)
        percent = percent_cells(data, [name for name, _ in tables])
        return [Sheet(name, _as_shown(rows, percent.get(name, set()))) for name, rows in tables]
    if len(data) > LONGEST:
        raise RecycError(UNREADABLE, f"longer than {LONGEST // 1_000_000} MB: no table that recyc reads", path)
    name = Path(path).name
    read = table_of_text(decoded_text(data, path), name)
    return [Sheet(name, [list(row) for row in read.rows], read.delimiter)]


def number_of(line: int, column: int) -> str:
    """Name a cell as spreadsheets do.

    >>> number_of(7, 0), number_of(7, 27)
    ('A7', 'AB7')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{line}"


def _as_shown(rows: list[Row], percent: Collection[tuple[int, int]]) -> list[Row]:
    """Return the rows of a sheet with what is shown as a percentage as one: 0.194 is `19.4 %`."""
    for at, column in percent:
        if at < len(rows) and column < len(rows[at]) and isinstance(cell := rows[at][column], float):
            rows[at][column] = f"{100 * cell:.12g} %"
    return rows
