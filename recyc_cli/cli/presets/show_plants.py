"""Lists what plants are publicly said to cost, the model's own cost beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.plants.beside import plants_beside
from recyc_cli.cli.presets.list_presets import list_report
from recyc_cli.report.blocks.public_costs import COLUMNS, NOTES

if TYPE_CHECKING:
    from collections.abc import Sequence

Report = dict[str, Any]
DIGITS = 3


def list_plants(preset_dirs: Sequence[str], search: str) -> Report:
    """Return the table of public costs, those that hold a text in one of their words."""
    rows = [row for row in plants_beside(preset_dirs) if search.lower() in " ".join(map(str, row.values())).lower()]
    shown = [{key: _rounded(value) for key, value in row.items()} for row in rows]
    notes = NOTES if rows else (f"no plant has {search!r} in its row",)
    return list_report("recyc.plants/1", "Plants whose cost is public", COLUMNS, shown, notes)


def _rounded(value: object) -> object:
    """Return a number to three digits, whole tonnes as they are; anything else as it is.

    >>> _rounded(1.23456), _rounded(18250.0), _rounded("us")
    (1.23, 18250.0, 'us')
    """
    if not isinstance(value, float) or value == round(value):
        return value
    return float(f"{value:.{DIGITS}g}")
