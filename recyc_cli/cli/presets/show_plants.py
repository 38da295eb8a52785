"""Lists what plants are publicly said to cost, the model's own cost beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.plants.beside import plants_beside
from recyc_cli.catalog.open_library import open_library
from recyc_cli.cli.presets.list_presets import list_report
from recyc_cli.report.blocks.public_costs import COLUMNS, NOTES

if TYPE_CHECKING:
    from recyc_cli.report.shapes.lists import RecordsReport, Row
    from recyc_cli.report.shapes.plants import PlantRow

DIGITS = 3


def list_plants(preset_dirs: list[str], search: str) -> RecordsReport:
    """Return the table of public costs, those that hold a text in one of their words."""
    library = open_library(preset_dirs)
    rows = [row for row in plants_beside(library, preset_dirs) if search.lower() in _words(row).lower()]
    shown: list[Row] = [{key: _rounded(value) for key, value in row.items()} for row in rows]
    notes = NOTES if rows else (f"no plant has {search!r} in its row",)
    return list_report(library, "recyc.plants/1", "Plants whose cost is public", COLUMNS, shown, notes)


def _words(row: PlantRow) -> str:
    return " ".join(map(str, row.values()))


def _rounded(value: object) -> str | float | None:
    """Return a number to three digits, whole tonnes as they are; anything else as a word, nothing as nothing.

    >>> _rounded(1.23456), _rounded(18250.0), _rounded("us")
    (1.23, 18250.0, 'us')
    """
    if isinstance(value, float):
        return value if value == round(value) else float(f"{value:.{DIGITS}g}")
    return None if value is None else str(value)
