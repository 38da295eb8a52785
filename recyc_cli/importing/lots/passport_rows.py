"""Reads battery passports as rows of a table of lots, in the memory of one."""

# ruff: noqa: PTH112, PTH123 (as files.py, without pathlib)
from __future__ import annotations

import os
from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.text_rows import LONGEST, Bad, Numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.passports.reading import Reading

ALONE, LINES = (".json", ".zip", ".aasx"), (".jsonl", ".ndjson")
"""Suffixes of files that are passports, and of those that may be."""
KEYWORDS = ("chemistry", "soh", "pack_mass_kg", "pack_energy_kwh", "packs")
HEADINGS = ("file", "identifier", *KEYWORDS, "doubts")
UNUSED = ("", "--material-unit")
"""Options that decide nothing here: the composition is the chemistry's own."""
LEFT_OUT = "materials-left-out composition"


def holds_passports(path: str) -> bool:
    """Tell whether a file or a folder is of battery passports: by its suffix, JSON lines by their first one."""
    if os.path.isdir(path):
        return any(name.lower().endswith(ALONE) for _, _, names in os.walk(path) for name in names)
    if path.lower().endswith(ALONE):
        return True
    return path.lower().endswith(LINES) and _is_passport(path)


def _is_passport(path: str) -> bool:
    from recyc_cli.importing.passports.files.json_text import parse_json
    from recyc_cli.importing.passports.found import found_in

    try:
        with open(path, "rb") as file:
            line = file.readline(LONGEST)
        return bool(found_in([("", parse_json(line, path))], path).format)
    except (OSError, RecycError):
        return False


def rows_of_passports(path: str, library: Library) -> Iterator[Numbered]:
    """Yield the headings and a row for each passport; one that cannot be quoted is a bad row with its reason."""
    from recyc_cli.importing.passports.readings import readings_in

    yield Numbered(0, list(HEADINGS))
    for line, each in enumerate(readings_in(path, library), 1):
        if isinstance(each, RecycError):
            hidden = [each.where, *[None] * (len(HEADINGS) - 1)]
            yield Numbered(line, Bad(each.message, tuple(hidden)))
            continue
        cells = _cells(each)
        refused = "; ".join(doubt.message for doubt in each.refused if doubt.flag not in UNUSED)
        yield Numbered(line, Bad(refused, tuple(cells)) if refused else cells)


def _cells(reading: Reading) -> list[object]:
    """Return the cells of a passport."""
    numbers = [reading.scenario.get(name) for name in KEYWORDS]
    said = [float(each) if isinstance(each, int) else each for each in numbers]
    doubts = [f"{each.code} {each.field}" for each in reading.doubts] + ([LEFT_OUT] if reading.composition else [])
    return [reading.file, reading.identifier, *said, ", ".join(doubts)]
