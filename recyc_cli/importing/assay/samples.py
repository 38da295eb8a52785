"""Finds the samples of a laboratory's report, and the entries of one of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.trade.amounts import decimal_mark, parts_of_amount
from recyc_cli.errors import RecycError
from recyc_cli.importing.assay.substances import WORDS, basis_said, find_share, find_substance
from recyc_cli.importing.sheets import number_of
from recyc_cli.importing.table.facts import columns_of_amounts, facts_of_table, mark_of, open_columns
from recyc_cli.importing.table.find import find_table
from recyc_cli.importing.table.vocabulary import plain, read_label, unit_above, unit_of_heading
from recyc_cli.importing.words import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.importing.sheets import Cell, Row, Sheet
    from recyc_cli.importing.table.facts import Fact
    from recyc_cli.importing.table.find import Column, Table

LAYOUT = "E370"
_VOCABULARY = vocabulary(
    WORDS, lambda text: find_substance(text) is not None, lambda text: find_share(text) is not None
)
_SUBJECT, _SAMPLE, _UNIT = _VOCABULARY.subject, _VOCABULARY.across, "unit"
_SHOWN = 8
_TOLD = re.compile(r"(\D*[^\d\s<≤](?:\s+\d{3}[.,]\d{1,3}(?:\s*nm)?)?)\s+([<≤]?\s*\d.*)")
"""A line of words, with the line of a spectrum or without: `Li 3.62 %`, `Li 670.783  36200 mg/kg`."""


class Entry(NamedTuple):
    """What a report says of one substance: where, its name, the cell, its unit, and what that is a share of."""

    line: int
    where: str
    name: str
    cell: Cell
    unit: str
    basis: str
    sample: str


class Report(NamedTuple):
    """The entries of one sample, the decimal mark of its table, and the headings that were left."""

    entries: list[Entry]
    mark: str
    left: list[str]
    sample: str


def label_of_share(heading: str) -> tuple[str, float | None]:
    """Return the substance of a heading and the factor of its unit; an empty name where it is none."""
    label = read_label(heading, _VOCABULARY)
    found = find_substance(label.subject) if label.subject else None
    unit = find_share(label.unit) if label.unit else None
    return (found.name if found and not found.formula and not found.is_rest else "", unit.factor if unit else None)


def read_report(sheets: list[Sheet], path: str, sample: str) -> Report:
    """Return the entries of the sample that is asked for, or of the only one there is.

    Raises:
        RecycError: E370 where no sheet holds an assay, or the sample has to be named.
    """
    reports = [report for sheet in sheets if (report := _report(sheet, path)) and report.entries]
    if not reports:
        hint = "columns element,value,unit, or one row under a header of elements"
        raise RecycError(LAYOUT, "no assay that can be read", path, hint)
    named = [(_name(entry, report, len(reports)), report, entry) for report in reports for entry in report.entries]
    names = list(dict.fromkeys(name for name, _, _ in named))
    chosen = next((name for name in names if name.casefold() == sample.casefold()), "") if sample else ""
    if sample and not chosen:
        hint = "samples: " + ", ".join(names[:_SHOWN])
        raise RecycError(LAYOUT, f"no sample {sample[:40]!r}", f"{path}: --sample", hint)
    if not sample and len(names) > 1:
        listed = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if names[_SHOWN:] else "")
        raise RecycError(LAYOUT, f"{len(names)} samples: {listed}", path, f'name one: --sample "{names[0]}"')
    name = chosen or names[0]
    report = next(report for each, report, _ in named if each == name)
    return report._replace(entries=[entry for each, _, entry in named if each == name], sample=name)


def _name(entry: Entry, report: Report, sheets: int) -> str:
    """Return what a sample goes by: its own name, with that of its sheet where several sheets hold an assay."""
    return entry.sample if sheets == 1 else " ".join(filter(None, [report.sample, entry.sample]))


def _report(sheet: Sheet, path: str) -> Report | None:
    """Return what a sheet holds of every sample; nothing where it holds no assay."""
    table = find_table(sheet, _VOCABULARY)
    if table is None:
        entries = list(_headless(sheet))
        cells = [text for entry in entries if isinstance(text := entry.cell, str)]
        return Report(entries, _mark(cells, sheet), [], sheet.name) if len(entries) > 1 else None
    amounts = columns_of_amounts(table, _VOCABULARY)
    across = not amounts
    amounts = amounts or open_columns(table)
    _refuse_several([column for column in amounts if column.role], path)
    above = Above(_cells(table.above))
    entries = [_entry(fact, table, above, across=across) for fact in facts_of_table(table, amounts)]
    kept = [entry for entry in _filled(entries) if entry.name and not _is_of_method(entry.sample)]
    known = {column.at for column in amounts}
    left = [column.head for column in open_columns(table) if column.at not in known]
    return Report(_of_rows(kept, amounts), mark_of(table, amounts), left, sheet.name)


def _refuse_several(columns: list[Column], path: str) -> None:
    """Refuse two columns that may each be the result."""
    if len(columns) > 1:
        names = " and ".join(repr(column.head) for column in columns)
        raise RecycError(LAYOUT, f"which column is the result: {names}?", path, "leave one of them in the file")


class Above:
    """What stands over a table: the unit of amounts that have none, and what all shares are of."""

    def __init__(self, cells: list[str]) -> None:
        self.unit = unit_above(cells, _VOCABULARY)
        self.basis = next(filter(None, map(basis_said, cells)), "")


def _cells(rows: Iterable[tuple[int, Row]]) -> list[str]:
    return [text for _, row in rows for cell in row if (text := str(cell).strip())]


def _is_of_method(name: str) -> bool:
    """Tell whether a row is no sample's: limits of detection, methods and the like, that stand under the elements."""
    return _VOCABULARY.heads.get(plain(name), _SAMPLE) not in (_SAMPLE, _VOCABULARY.value)


def _entry(fact: Fact, table: Table, above: Above, *, across: bool) -> Entry:
    said = fact.said
    where = number_of(fact.line, fact.column) if not table.sheet.delimiter else f"line {fact.line}"
    sample = said.get("name", "") if across else said.get(_SAMPLE, "")
    name, unit = said.get(_SUBJECT, ""), said.get(_UNIT, "")
    if find_substance(name) is None:
        rest, own = unit_of_heading(name, _VOCABULARY)
        name, unit = (rest, unit or own) if own and find_substance(rest) else (name, unit)
    basis = basis_said(said.get("basis", "")) or above.basis
    return Entry(fact.line, where, name, fact.cell, unit or above.unit, basis, sample)


def _filled(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries with the sample that a cell above names, where cells are merged."""
    last = ""
    for entry in entries:
        last = entry.sample or last
        yield entry._replace(sample=last)


def _of_rows(entries: list[Entry], amounts: list[Column]) -> list[Entry]:
    """Return entries of a table with elements across; its rows are samples by their lines where they have no names."""
    lines = {entry.line for entry in entries}
    if len(lines) < len(("one", "two")) or not any(_SUBJECT in column.about for column in amounts):
        return entries
    return [entry if entry.sample else entry._replace(sample=f"row {entry.line}") for entry in entries]


def _headless(sheet: Sheet) -> Iterator[Entry]:
    """Yield rows that begin with a substance and its amount: a report without a head."""
    above = Above(_cells(enumerate(sheet.rows)))
    for line, row in enumerate(sheet.rows, 1):
        cells = [(at, cell) for at, cell in enumerate(row) if str(cell).strip()]
        if len(cells) == 1 and (words := _TOLD.fullmatch(str(cells[0][1]).strip())):
            cells = [(cells[0][0], words[1]), (cells[0][0], words[2])]
        if len(cells) > 1 and find_substance(str(cells[0][1])):
            unit = next((str(cell) for _, cell in cells[2:] if find_share(str(cell))), above.unit)
            where = number_of(line, cells[1][0]) if not sheet.delimiter else f"line {line}"
            yield Entry(line, where, str(cells[0][1]), cells[1][1], unit, above.basis, "")


def _mark(cells: list[str], sheet: Sheet) -> str:
    parts = [part for cell in cells if (part := parts_of_amount(cell))]
    return decimal_mark([part.first for part in parts], sheet.delimiter)
