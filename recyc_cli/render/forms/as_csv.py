"""Writes CSV with one row a quote; of other reports the records of their page."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from recyc_cli.render.page import PRESETS, records
from recyc_cli.render.render import page_of, presets_of
from recyc_cli.render.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.render.look import Look
    from recyc_cli.report.shapes.any_report import AnyReport


PART = 1 << 16
"""Characters of lines that are written at once."""


def draw(report: AnyReport, look: Look) -> str:
    """Return a quote or the quotes of a comparison as rows; of any other report the records of its page."""
    if report["schema"] in ("recyc.quote/1", "recyc.comparison/1"):
        from recyc_cli.report.blocks.row import COLUMNS, row_of

        quotes = report["quotes"] if report["schema"] == "recyc.comparison/1" else [report]
        return csv_table((column.name for column in COLUMNS), map(row_of, quotes))
    if report["schema"] == "recyc.sweep/1":
        presets = presets_of(report)
        return csv_table([*report["rows"][0], PRESETS], ([*row.values(), presets] for row in report["rows"]))
    page = page_of(report, look)
    return csv_table(page.columns, ([record.get(name) for name in page.columns] for record in records(page)))


def csv_table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return the lines, the header first; no cell is a formula."""
    return "".join(csv_lines(columns, rows))


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    r"""Yield the same in parts of many lines, as the rows come.

    >>> list(csv_lines(["a", "b"], [[1.5, None]]))
    ['a,b\n1.5,\n']
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(map(safe, row))
        if out.tell() > PART:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def safe(value: object) -> object:
    r"""Return a cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> safe("=1+1"), safe(-3.5), safe("a\x1bb"), safe(None), safe(True)
    ("'=1+1", -3.5, 'ab', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    text = clean(value)
    return "'" + text if text.startswith(("=", "+", "-", "@")) else text
