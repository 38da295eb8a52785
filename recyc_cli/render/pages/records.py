"""Lays out lists of records: presets, the numbers of a preset, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.look import ROWS, is_form
from recyc_cli.render.numbers import short
from recyc_cli.render.page import Cell, Page, block, fit_columns, listing, row
from recyc_cli.render.text import clean

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.report.shapes.lists import AnyRow, Column, RecordsReport

_WRAPPED = 24
"""Text is wrapped to this width before a column is left out."""


def records_page(report: RecordsReport, look: Look) -> Page:
    """Return the page of a list. `columns` are (key, heading, `<` or `>`); `group` is the key that heads a table."""
    head = [clean(line) for line in report["head"]]
    if is_form(look.form, ROWS):
        columns = {key: heading or key for key, heading, _ in report["columns"]}
        return Page(head, [listing(columns, report["rows"])], [], columns=columns)
    groups: dict[str, list[AnyRow]] = {}
    for record in report["rows"]:
        groups.setdefault(str(record.get(report["group"], "")), []).append(record)
    blocks, left_out = [], set()
    for title, records in groups.items():
        used = [column for column in report["columns"] if column[0] != report["group"] and _has_words(column, records)]
        heads, align = [heading for _, heading, _ in used], "".join(side for _, _, side in used)
        rows = [row(*(_cell(record.get(key)) for key, _, _ in used)) for record in records]
        table = block(title, heads, align, rows)
        blocks.append(fit_columns(table, look.width, _WRAPPED) if look.form == "table" else table)
        left_out |= set(table.columns) - set(blocks[-1].columns)
    notes = [*report["notes"]]
    if left_out:
        names = ", ".join(heading for _, heading, _ in report["columns"] if clean(heading) in left_out)
        notes.append(f"The terminal is too narrow for: {names}. --format plain shows all.")
    return Page(head, blocks, [clean(note) for note in notes])


def _has_words(column: Column, records: list[AnyRow]) -> bool:
    """Tell whether any record says something in this column."""
    return any(record.get(column[0]) not in (None, "") for record in records)


def _cell(value: object) -> Cell:
    """Return one value; what is missing stays blank."""
    words = "" if value is None else exact(value) if isinstance(value, (int, float)) else None
    return Cell(value, words=words)


def exact(value: float) -> str:
    """Return a preset's number as it was written, unless arithmetic gave it a long tail.

    >>> exact(16812.0), exact(0.0445), exact(98 / 14)
    ('16812', '0.0445', '7')
    """
    text = f"{value:.10g}"
    return text if "e" not in text else short(value)
