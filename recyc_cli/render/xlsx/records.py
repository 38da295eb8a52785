"""Writes a list of records as a workbook: numbers stay numbers, text stays text."""

from __future__ import annotations

from typing import Any

from recyc_cli.render.xlsx.book import plain_book
from recyc_cli.render.xlsx.sheet import Sheet

WIDEST, NARROWEST = 60, 8


def records_workbook(records: dict[str, Any]) -> bytes:
    """Return records (`columns`, `rows`) as a workbook of one sheet with filters."""
    columns = records["columns"]
    keys = [key for key, _, _ in columns]
    texts = {key: [heading, *(str(row.get(key) or "") for row in records["rows"])] for key, heading, _ in columns}
    sheet = Sheet("Records", [min(WIDEST, max(NARROWEST, *map(len, texts[key])) + 2) for key in keys])
    sheet.line([heading or key for key, heading, _ in columns], ["column"] * len(keys))
    sheet.frozen, sheet.repeated, sheet.filtered, sheet.landscape = (1, 1), 0, (0, len(keys) - 1), True
    for row in records["rows"]:
        cells = [row.get(key) for key in keys]
        sheet.line(
            [str(cell) if isinstance(cell, (bool, list, tuple)) else cell for cell in cells],
            ["general" if isinstance(cell, (int, float)) else "text" for cell in cells],
        )
    return plain_book([sheet], str((records.get("head") or ["recyc"])[0]))
