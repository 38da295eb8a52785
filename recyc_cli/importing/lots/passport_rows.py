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
PACK = "feed.pack"
"""Path of what a pack of the one chemistry that is fed is made of."""
KEYWORDS = ("chemistry", "soh", "pack_mass_kg", "pack_energy_kwh", "packs")
TOLD = ("file", "identifier", *KEYWORDS, "materials", "doubts")


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


def rows_of_passports(path: str, library: Library, material_unit: str | None = None) -> Iterator[Numbered]:
    """Yield the headings and a row for each passport; one that cannot be quoted is a bad row with its reason.

    Args:
        path: of a file or a folder.
        library: of presets.
        material_unit: of the masses of materials, where the user says it; `none`: they are not used.
    """
    from recyc_cli.importing.passports.each_passport import readings_in
    from recyc_cli.importing.passports.keywords_of import KEEP
    from recyc_cli.importing.passports.materials import FLAG

    parts = components(library)
    headings = [*TOLD, *(f"{PACK}.{part}" for part in parts)]
    yield Numbered(0, list(headings))
    unit, decided = (None if material_unit == KEEP else material_unit), {"", *((FLAG,) if material_unit else ())}
    for line, each in enumerate(readings_in(path, library, unit), 1):
        if isinstance(each, RecycError):
            hidden = [each.where, *[None] * (len(headings) - 1)]
            yield Numbered(line, Bad(each.message, tuple(hidden)))
            continue
        kept = each._replace(composition={}) if material_unit == KEEP else each
        cells = _cells(kept, parts, library)
        refused = "; ".join(f"{doubt.message}: {doubt.flag}" for doubt in each.refused if doubt.flag not in decided)
        yield Numbered(line, Bad(refused, tuple(cells)) if refused else cells)


def components(library: Library) -> list[str]:
    """Return what packs of any chemistry are made of."""
    packs = (each.tree.get("pack", {}) for each in library.every("chemistries"))
    return sorted({part for pack in packs for part, share in pack.items() if isinstance(share, float)})


def _cells(reading: Reading, parts: list[str], library: Library) -> list[object]:
    """Return the cells of a passport: what it says, and the shares of its pack where it tells of materials."""
    from recyc_cli.importing.passports.keywords_of import pack_of

    numbers = [reading.scenario.get(name) for name in KEYWORDS]
    said = [float(each) if isinstance(each, int) else each for each in numbers]
    doubts = ", ".join(f"{each.code} {each.field}" for each in reading.doubts)
    told = " ".join(f"{part}={100.0 * share:.4g}%" for part, share in reading.composition.items())
    pack = pack_of(reading, library)
    return [reading.file, reading.identifier, *said, told, doubts, *(pack.get(part) for part in parts)]
