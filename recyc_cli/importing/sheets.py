"""Reads .xls, .xlsx and .csv in any dialect as rows of cells, and numbers in them."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.errors import RecycError
from recyc_cli.files import read_whole
from recyc_cli.importing.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

UNREADABLE = "E302"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffd]")
LONGEST = 25_000_000
"""Bytes of a table of text; a workbook, which is packed, may have more (`files.LARGEST`)."""
_SAMPLE = 20
_DELIMITERS = (";", "\t", ",")
_SPACES = str.maketrans(dict.fromkeys(" '\u00a0\u202f\u2009\u2019"))
_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,})|0,\d+)")
_DOT = re.compile(r"[+-]?(\d{1,3}(,\d{3})+\.\d+|\d+\.(\d{1,2}|\d{4,})|0\.\d+)")
_FORMS = {
    ".": re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d{1,3})?"),
    ",": re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)?(,\d*)?([eE][+-]?\d{1,3})?"),
}

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
        return [Sheet(name, rows) for name, rows in read_workbook(path)]
    if len(data) > LONGEST:
        raise RecycError(UNREADABLE, f"longer than {LONGEST // 1_000_000} MB: no table that recyc reads", path)
    return [_csv(_decoded(data, path), Path(path).name)]


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


def cell_at(row: Row, column: int) -> Cell:
    """Return a cell of a row; rows may end early."""
    return row[column] if column < len(row) else ""


def decimal_mark(texts: Iterable[object], delimiter: str) -> str:
    """Return the decimal mark of a table: what its numbers show, else a comma where semicolons part the cells.

    >>> decimal_mark(["12,5", "1.234"], ","), decimal_mark(["1,234"], ","), decimal_mark(["1,234"], ";")
    (',', '.', ',')
    """
    plain = [text.translate(_SPACES) for text in texts if isinstance(text, str)]
    commas, dots = (sum(bool(form.fullmatch(text)) for text in plain) for form in (_COMMA, _DOT))
    if commas == dots:
        return "," if delimiter == ";" and not dots else "."
    return "," if commas > dots else "."


def parse_number(cell: str | float, mark: str = ".") -> float | None:
    """Return a finite number, or None where the cell is none.

    >>> parse_number("1.234,5", ","), parse_number("16,815.97"), parse_number(" 1 234,5", ",")
    (1234.5, 16815.97, 1234.5)
    >>> parse_number("n.a."), parse_number("1,23")
    (None, None)
    """
    if isinstance(cell, float):
        return cell if cell - cell == 0.0 else None
    text = cell.translate(_SPACES)
    if not _FORMS[mark].fullmatch(text) or not any(char.isdigit() for char in text):
        return None
    value = float(text.replace("," if mark == "." else ".", "").replace(",", "."))
    return value if value - value == 0.0 else None


def _decoded(data: bytes, path: str) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 with its mark, or else Windows' Western European."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace") if encoding == "utf-8" else "\0"
    if _NO_TEXT.search(text):
        raise RecycError(UNREADABLE, "a binary file, no table", path, "give .xlsx, .xls or .csv")
    return text


def _csv(text: str, name: str) -> Sheet:
    """Read CSV parted by commas, semicolons or tabs: by what stands in the most of its first lines."""
    lines = [line for line in text.splitlines() if line.strip()][:_SAMPLE]
    delimiter = max(_DELIMITERS, key=lambda mark: sum(mark in line for line in lines))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        return Sheet(name, [[cell.strip() for cell in row] for row in reader], delimiter)
    except csv.Error as error:
        raise RecycError(UNREADABLE, f"no table: {error}", name, "give .xlsx, .xls or .csv") from None
