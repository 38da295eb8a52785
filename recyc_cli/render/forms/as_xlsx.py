"""Writes workbooks of plain numbers; `render/xlsx` writes those of formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.page import records
from recyc_cli.render.render import page_of
from recyc_cli.render.xlsx.book import plain_book
from recyc_cli.render.xlsx.page_sheet import page_sheet
from recyc_cli.render.xlsx.sheet import Sheet
from recyc_cli.render.xlsx.sheets import Sources

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Page
    from recyc_cli.report.shapes.any_report import AnyReport

WIDEST, NARROWEST = 60, 8


def draw(report: AnyReport, look: Look) -> bytes:
    """Return a report as a workbook of plain numbers; quotes with formulas are written by `xlsx/workbook.py`."""
    page = page_of(report, look)
    title = page.head[0] if page.head else "recyc"
    if page.columns:
        return plain_book([records_sheet(page)], title)
    cited = report["bibliography"] if report["schema"] == "recyc.customer/1" and "bibliography" in report else ()
    return plain_book([page_sheet("Offer", page), Sources().fill(cited, page.origin)], title)


def records_sheet(page: Page) -> Sheet:
    """Return the records of a page as a sheet with filters: numbers stay numbers, text stays text."""
    rows, keys = records(page), list(page.columns)
    texts = {key: [heading, *(str(row.get(key) or "") for row in rows)] for key, heading in page.columns.items()}
    sheet = Sheet("Records", [min(WIDEST, max(NARROWEST, *map(len, texts[key])) + 2) for key in keys])
    sheet.line(page.columns.values(), ["column"] * len(keys))
    sheet.frozen, sheet.repeated, sheet.filtered, sheet.landscape = (1, 1), 0, (0, len(keys) - 1), True
    for row in rows:
        cells = [row.get(key) for key in keys]
        sheet.line(
            [str(cell) if isinstance(cell, (bool, list, tuple)) else cell for cell in cells],
            ["general" if isinstance(cell, (int, float)) else "text" for cell in cells],
        )
    return sheet
