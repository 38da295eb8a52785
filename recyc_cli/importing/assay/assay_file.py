"""Reads a laboratory's assay of black mass: each element's share of the dry mass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.errors import RecycError, RecycErrors, nearest
from recyc_cli.importing.sheets import cell_at, decimal_mark, parse_number
from recyc_cli.importing.words import ASSAY, by_spelling, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.importing.sheets import Cell, Row, Sheet

LAYOUT, ELEMENT, VALUE, SUM = "E370", "E371", "E372", "E373"
MOISTURE = "moisture"
PART_OF: dict[str, str] = ASSAY["part_of"]
"""Shares that are a part of another one, measured beside it."""
_FULL = 1.0 + 1e-9
_UNITS: dict[str, float] = ASSAY["units"]
_NAMES = by_spelling(ASSAY["names"])
_SYMBOLS = frozenset(ASSAY["symbols"].split())
_LABEL = re.compile(r"(.+?)\s*(?:[\[(,]\s*(.+?)[\])]?)?")


class Assay(NamedTuple):
    """Shares of the dry mass by element [kg/kg], the moisture of the wet mass, and notes on what was read."""

    shares: dict[str, float]
    moisture: float
    notes: list[str]


class _Entry(NamedTuple):
    where: str
    name: str
    cell: Cell
    unit: str


def read_assay(sheet: Sheet, path: str) -> Assay:
    """Read an assay: a row per element, or one row with a column per element.

    Args:
        sheet: the table.
        path: the file, for messages.

    Raises:
        RecycError: E370 where the table has no known layout.
        RecycErrors: E371 (unknown element), E372 (value or unit), E373 (more than 100 %), all at once.
    """
    entries = _entries(sheet, path)
    mark = decimal_mark((str(entry.cell).lstrip("<") for entry in entries), sheet.delimiter)
    shares: dict[str, float] = {}
    notes: list[str] = []
    faults: list[RecycError] = []
    for entry in entries:
        try:
            _add_to_shares(entry, mark, shares, notes)
        except RecycError as error:
            faults.append(RecycError(error.code, error.message, f"{path}: {entry.where}", error.hint))
    if faults:
        raise RecycErrors(faults)
    moisture = shares.pop(MOISTURE, 0.0)
    total = sum(share for name, share in shares.items() if PART_OF.get(name) not in shares)
    if total > _FULL or moisture >= 1.0:
        raise RecycError(SUM, f"the elements sum to {100 * total:.2f} %, more than there is", path, "check the units")
    for part, whole in PART_OF.items():
        if shares.get(part, 0.0) > shares.get(whole, 1.0):
            raise RecycError(SUM, f"more {part} than {ASSAY['names'][whole][0]}", path, "check the units")
    if not any(shares.values()):
        raise RecycError(LAYOUT, "the assay has no element above 0", path)
    return Assay(shares, moisture, notes)


def element(name: str) -> str:
    """Return the symbol of an element in small letters, `graphite` or `moisture`; raise RecycError E371.

    >>> element("Ni"), element("Aluminium"), element("C/graphite")
    ('ni', 'al', 'graphite')
    """
    symbol = _symbol(name)
    if not symbol:
        close = nearest(name, _NAMES)
        hint = f"did you mean {close[0]}?" if close else "a symbol such as Ni, graphite or moisture"
        raise RecycError(ELEMENT, f"unknown element {name[:40]!r}", hint=hint)
    return symbol


def _symbol(name: str) -> str:
    """Return what `element` does, or nothing where the name is no element's."""
    plain = " ".join(name.lower().split())
    return _NAMES.get(plain) or (plain if plain in _SYMBOLS else "")


def _add_to_shares(entry: _Entry, mark: str, shares: dict[str, float], notes: list[str]) -> None:
    """Add one entry to the shares, or raise its fault."""
    if entry.name.lower() in ASSAY["totals"]:
        return
    symbol, text = element(entry.name), str(entry.cell).strip()
    below = text.startswith("<")
    value = parse_number(text[1:] if below else entry.cell, mark)
    if value is None:
        if text in ASSAY["not_analysed"]:
            notes.append(f"{entry.name}: not analysed")
            return
        raise RecycError(VALUE, f"{entry.name}: {text[:40]!r} is no number")
    if value < 0:
        raise RecycError(VALUE, f"{entry.name}: {value:g} is negative")
    if symbol in shares:
        raise RecycError(VALUE, f"{entry.name} stands there twice", hint="give one row per element")
    factor = _UNITS.get(entry.unit.lower().replace(" ", "").replace(".", "").replace("-", "").replace("\u03bc", "µ"))
    if factor is None:
        what = f"unknown unit {entry.unit!r}" if entry.unit else "no unit"
        raise RecycError(VALUE, f"{entry.name}: {what}", hint="% g/kg mg/kg ppm")
    shares[symbol] = 0.0 if below else value * factor
    if below:
        notes.append(f"{entry.name}: below {text[1:].strip()} {entry.unit}, taken as 0")


def _entries(sheet: Sheet, path: str) -> list[_Entry]:
    """Return the entries of a long or a wide table."""
    rows = [(line, row) for line, row in enumerate(sheet.rows, 1) if any(str(cell).strip() for cell in row)]
    for index, (_, row) in enumerate(rows[:12]):
        columns = columns_of(row, ASSAY["heads"])
        if {"element", "value"} <= columns.keys():
            return list(_long(rows[index + 1 :], columns))
        if sum(bool(_symbol(_label(cell)[0])) for cell in row) > 1:
            return list(_wide(row, rows[index + 1 :], path))
    hint = "columns element,value,unit, or one row under a header of elements"
    raise RecycError(LAYOUT, "no assay that can be read", path, hint)


def _long(rows: Iterable[tuple[int, Row]], columns: dict[str, int]) -> Iterator[_Entry]:
    for line, row in rows:
        name, unit = _label(cell_at(row, columns["element"]))
        unit = str(cell_at(row, columns["unit"])) if "unit" in columns else unit
        if name:
            yield _Entry(f"line {line}", name, cell_at(row, columns["value"]), unit.strip())


def _wide(header: Row, rows: list[tuple[int, Row]], path: str) -> Iterator[_Entry]:
    """Yield the cells under a header of elements; units stand in the header or in a row of their own."""
    units: Row = []
    if rows and sum(str(cell).lower().replace(" ", "") in _UNITS for cell in rows[0][1]) > 1:
        units, rows = rows[0][1], rows[1:]
    if len(rows) != 1:
        hint = "one sample is one feed: give a file for each"
        raise RecycError(LAYOUT, f"one row of values is due under the elements, not {len(rows)}", path, hint)
    line, row = rows[0]
    for column, cell in enumerate(header):
        name, unit = _label(cell)
        if name and (_symbol(name) or parse_number(cell_at(row, column)) is not None):
            yield _Entry(f"line {line}", name, cell_at(row, column), unit or str(cell_at(units, column)).strip())


def _label(cell: Cell) -> tuple[str, str]:
    """Split `Ni [%]` into the element and its unit.

    >>> _label("Ni [%]"), _label("Li (mg/kg)"), _label("Co"), _label("Cu, ppm")
    (('Ni', '%'), ('Li', 'mg/kg'), ('Co', ''), ('Cu', 'ppm'))
    """
    match = _LABEL.fullmatch(str(cell).strip())
    return (match[1].strip(), (match[2] or "").strip()) if match else ("", "")
