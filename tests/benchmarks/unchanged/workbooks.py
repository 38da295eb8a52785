"""What sets two workbooks apart, by sheet and by what a cell holds: formula, result, number, text or look."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZipFile

from openpyxl import load_workbook

if TYPE_CHECKING:
    from differences import Differences
    from openpyxl.cell import Cell

DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
CELLS = re.compile(rb"<sheetData.*</sheetData>|<dimension[^>]*>", re.DOTALL)
TEXTS = re.compile(rb">([^<]*)<")
NUMBER = re.compile(r"\d+(?=\.)")
SHEETS = ("xl/worksheets/sheet", "xl/sharedStrings.xml")
"""Members that are compared cell by cell."""


class Filled(NamedTuple):
    """A cell that holds something."""

    content: Any
    """Formula, number or text."""
    result: Any
    """What a formula was when the workbook was written, else the content."""
    look: str


Row = dict[str, Filled]


def same_members(old: bytes, new: bytes) -> bool:
    """Tell whether two workbooks hold the same files, but for the date on which they were written."""
    return _members(old) == _members(new)


def compare_workbooks(seen: Differences, old: bytes, new: bytes) -> None:
    """Tell what differs between two workbooks that are not the same files."""
    before, after = _members(old), _members(new)
    for name in sorted({*before, *after}):
        if not name.startswith(SHEETS) and before.get(name) != after.get(name):
            _compare_xml(seen, f"xlsx {NUMBER.sub('', name)}", before.get(name, b""), after.get(name, b""))
    sheets, others = _sheets(old), _sheets(new)
    for name in dict.fromkeys((*sheets, *others)):
        if name not in sheets or name not in others:
            seen.add(f"xlsx {_sheet(name)} {'added' if name in others else 'removed'}", name)
            continue
        _compare_rows(seen, f"xlsx {_sheet(name)}", sheets[name], others[name])
    frames = [[CELLS.sub(b"", text) for name, text in files.items() if SHEETS[0] in name] for files in (before, after)]
    if frames[0] != frames[1]:
        seen.add("xlsx widths, links and areas of sheets")


def _compare_xml(seen: Differences, kind: str, old: bytes, new: bytes) -> None:
    """Compare two files of a workbook that hold no cells: numbers between the same tags, else the bytes."""
    if TEXTS.sub(b"><", old) != TEXTS.sub(b"><", new):
        seen.add(kind)
        return
    pairs = [(_number(a), _number(b)) for a, b in zip(TEXTS.findall(old), TEXTS.findall(new), strict=True)]
    scale = max((abs(value) for value, _ in pairs if isinstance(value, float)), default=0.0)
    for value, other in pairs:
        seen.value(kind, value, other, scale)


def _sheet(title: str) -> str:
    """Return what a sheet is: its title, but for those of a comparison's columns.

    >>> _sheet("Calculation"), _sheet("nmc622 hydro china ledger")
    ('Calculation', "a column's ledger")
    """
    if title[0].isupper():
        return title
    return "a column's ledger" if title.endswith("ledger") else "a column's account"


def _number(text: bytes) -> object:
    """Return a number, or the text."""
    try:
        return float(text)
    except ValueError:
        return text.decode()


def _compare_rows(seen: Differences, kind: str, olds: list[Row], news: list[Row]) -> None:
    """Compare two sheets, row by row of the same text."""
    scales = _scales(olds)
    for old, new in seen.pairs(f"{kind} row", olds, news, _texts):
        for column in dict.fromkeys((*old, *new)):
            cell, other = old.get(column), new.get(column)
            if cell is None or other is None:
                seen.add(f"{kind} cell {'added' if cell is None else 'removed'}", column)
                continue
            if cell.look != other.look:
                seen.add(f"{kind} look")
            scale = scales[_block(old, column)]
            if not (_is_formula(cell.content) or _is_formula(other.content)):
                seen.value(f"{kind} {_sort(cell.content)}", cell.content, other.content, scale)
                continue
            seen.value(f"{kind} formula", cell.content, other.content, 0.0)
            seen.value(f"{kind} result", cell.result, other.result, scale)


def _scales(rows: list[Row]) -> dict[tuple[str, ...], float]:
    """Return what the numbers of each block are held against: its cost, else its largest number."""
    blocks: dict[tuple[str, ...], dict[str, float]] = {}
    for number, row in enumerate(rows):
        for column, cell in row.items():
            known = blocks.setdefault(_block(row, column), {})
            if isinstance(cell.result, (int, float)):
                name = _title(row).rpartition(".")[2]
                known[name if name not in known else f"{name} {number}"] = abs(cell.result)
    return {block: known.get("cost", max(known.values(), default=0.0)) for block, known in blocks.items()}


def _block(row: Row, column: str) -> tuple[str, ...]:
    """Return the block of a cell: a column's cells of one look, on a sheet of paths those of one table."""
    return (column, row[column].look if column in row else "", _title(row).rpartition(".")[0])


def _title(row: Row) -> str:
    """Return the first text of a row."""
    return next(iter(_texts(row)), "")


def _texts(row: Row) -> tuple[str, ...]:
    """Return the texts of a row: what it is of."""
    return tuple(cell.content for cell in row.values() if _sort(cell.content) == "text")


def _sort(content: object) -> str:
    """Return what a cell holds."""
    return "formula" if _is_formula(content) else "text" if isinstance(content, str) else "number"


def _is_formula(content: object) -> bool:
    return isinstance(content, str) and content.startswith("=")


def _members(workbook: bytes) -> dict[str, bytes]:
    """Return the files of a workbook, without the date on which it was written."""
    with ZipFile(BytesIO(workbook)) as files:
        return {name: DATES.sub(b"", files.read(name)) for name in files.namelist()}


def _sheets(workbook: bytes) -> dict[str, list[Row]]:
    """Return the rows of every sheet, a cell by its column."""
    formulas, results = (load_workbook(BytesIO(workbook), data_only=only) for only in (False, True))
    looks: dict[int, str] = {}
    return {
        sheet.title: [
            {
                cell.column_letter: Filled(getattr(cell.value, "text", cell.value), shown.value, _look(cell, looks))
                for cell, shown in zip(row, others, strict=True)
                if cell.value is not None
            }
            for row, others in zip(sheet.iter_rows(), results[sheet.title].iter_rows(), strict=True)
        ]
        for sheet in formulas
    }


def _look(cell: Cell, looks: dict[int, str]) -> str:
    """Return how a cell is written; `looks` keeps those that are known."""
    if cell.style_id not in looks:
        parts = (cell.number_format, cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
        looks[cell.style_id] = repr(parts)
    return looks[cell.style_id]
