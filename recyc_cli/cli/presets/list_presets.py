"""Lists presets and their folders as records for printing."""

# ruff: noqa: PTH112, PTH118 (importing pathlib costs start-up)
from __future__ import annotations

import os
from typing import TYPE_CHECKING

from recyc_cli.catalog.files import search_path
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS, kind_of
from recyc_cli.report.preset_list import FIELDS, facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.shapes.lists import AnyRow, FolderRow, Listed, RecordsReport, Row


def list_report(
    library: Library,
    schema: Listed,
    head: str,
    columns: Sequence[tuple[str, str, str]],
    rows: Sequence[AnyRow],
    notes: Sequence[str] = (),
    group: str = "",
) -> RecordsReport:
    """Return a list of records, read of a library, as `render` takes it."""
    return {
        "schema": schema,
        "presets": library.digest,
        "head": [head],
        "columns": list(columns),
        "rows": rows,
        "notes": list(notes),
        "group": group,
    }


def titles(preset_dirs: list[str], kind: str | None, search: str = "") -> RecordsReport:
    """List names and titles of all kinds, or of one with what tells its presets apart.

    `search` is looked for in names, aliases and titles.
    """
    library = open_library(preset_dirs)
    kinds = [kind_of(kind)] if kind else list(KINDS)
    named = [(each, *pair) for each in kinds for pair in library.titles(each).items()]
    if search:
        hits = set(library.search(search))
        named = [entry for entry in named if entry in hits]
    fields = FIELDS.get(kinds[0], ()) if kind else ()
    fact_rows, faulty = facts(library, kinds[0]) if fields else ({}, [])
    rows: list[Row] = [
        {"kind": of, "name": name, **fact_rows.get(name, {}), "title": title} for of, name, title in named
    ]
    if not kind:
        rows += [{"kind": "one of each", "name": name, "title": ""} for name in SINGLETONS if search.lower() in name]
    numbers = {name for row in rows for name, fact in row.items() if isinstance(fact, float)}
    columns = [("kind", "kind", "<"), ("name", "name", "<")]
    columns += [(field.name, field.heading, ">" if field.name in numbers else "<") for field in fields]
    notes = ["recyc presets show KIND/NAME shows the numbers."] if rows else [f"no preset has {search!r} in its name"]
    notes += [f"{name} has faults: recyc presets check {kinds[0]}/{name} tells them" for name in faulty]
    columns.append(("title", "title", "<"))
    return list_report(library, "recyc.presets/1", "Presets", columns, rows, notes, "kind")


def folders(preset_dirs: list[str]) -> RecordsReport:
    """List where presets are looked for."""
    library = open_library(preset_dirs)
    used = {os.path.realpath(shelf.root) for shelf in library.shelves}
    named = os.environ.get("RECYC_PRESETS", "").split(os.pathsep)
    order = [("--preset-dir", folder) for folder in preset_dirs]
    order += [("RECYC_PRESETS", folder) for folder in named if folder]
    order += [("project", "presets"), ("user", os.path.join(search_path.config_folder(), "presets"))]
    order += [("built-in", search_path.builtin_folder())]
    rows: list[FolderRow] = []
    for origin, folder in order:
        there = os.path.isdir(folder) and os.path.realpath(folder) in used
        rows.append({"from": origin, "folder": folder, "state": "read" if there else "not there"})
    columns = [(key, key, "<") for key in ("from", "folder", "state")]
    head = "Folders of presets, the first to be asked first"
    return list_report(library, "recyc.preset-path/1", head, columns, rows)
