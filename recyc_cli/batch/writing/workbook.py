"""Writes quotes into a workbook."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import xlsxwriter

from recyc_cli.errors import RecycError
from recyc_cli.files import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_SHEET = 1_048_575
"""Rows of a sheet below its head."""


def write_workbook(groups: Iterable[Any], draft: str, sheet: str, names: Sequence[str]) -> None:
    """Write tables of Arrow as one sheet, row by row, no cell a formula."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": 1}
    with closing(xlsxwriter.Workbook(draft, options)) as book:
        page = book.add_worksheet(sheet[:31])
        page.freeze_panes(1, 0)
        for at, name in enumerate(names):
            page.write_string(0, at, name)
        line = 1
        for group in groups:
            for row in zip(*(column.to_pylist() for column in group.columns), strict=True):
                if line > LONGEST_SHEET:
                    hint = "-o FILE.csv or FILE.parquet has room for all"
                    raise RecycError(UNWRITABLE, f"a sheet has {LONGEST_SHEET:,} rows at most", draft, hint)
                for at, cell in enumerate(row):
                    if isinstance(cell, float | int):
                        page.write_number(line, at, cell)
                    elif cell is not None:
                        page.write_string(line, at, str(cell))
                line += 1
