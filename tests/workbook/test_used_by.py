"""A workbook of several quotes says which of them an input or a step acts on."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from recyc_cli import compare
from recyc_cli.analysis.traced_quote import retraced_side_by_side
from recyc_cli.render.xlsx.workbook import comparison_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

Place = tuple[str, str]
ADDRESS = re.compile(r"(?:('[^']+'|[A-Za-z]+)!)?\$([A-Z]+)\$(\d+)")
COLUMNS = {"Inputs": ("B", "K"), "Calculation": ("B", "C")}
"""Where numbers stand, and who uses them."""


def behind(needs: dict[Place, set[Place]], cells: Iterable[Place]) -> set[Place]:
    """Return all cells that some cells are computed from."""
    seen: set[Place] = set()
    fresh = set(cells)
    while fresh:
        fresh = {need for cell in fresh for need in needs.get(cell, ())} - seen
        seen |= fresh
    return seen


def test_who_uses_a_number_follows_from_the_formulas() -> None:
    found = compare(["nmc622", "lfp"], route=["direct", "reuse"])
    report = found.to_dict()
    written = comparison_workbook(retraced_side_by_side(found.quotes, report["quotes"]), report)
    book = load_workbook(BytesIO(written))
    needs = {
        (sheet.title, cell.coordinate): {
            (name.strip("'") or sheet.title, column + row) for name, column, row in ADDRESS.findall(cell.value)
        }
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f"
    }
    sides = [name for name in book.sheetnames if f"{name} ledger" in book.sheetnames]
    assert len(sides) == 4
    acting = {}
    for name, column in zip(sides, "BCDE", strict=True):
        own = (name, f"{name} ledger")
        shown = [at for at in needs if at[0] in own or (at[0] == "Comparison" and at[1][0] == column)]
        acting[name] = behind(needs, shown)
    for sheet, (value, user) in COLUMNS.items():
        rows = range(5, book[sheet].max_row + 1)
        due = {row: [side for side in sides if (sheet, f"{value}{row}") in acting[side]] for row in rows}
        told = {row: (book[sheet][f"{user}{row}"].value or ", ".join(sides)).split(", ") for row in rows}
        assert told == due
        assert 0 < sum(len(users) < len(sides) for users in due.values()) < len(due)
