"""Presets as records for printing: titles, numbers, folders."""

# ruff: noqa: PTH112, PTH118 (importing pathlib costs start-up)
from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from recyc_cli.catalog import places
from recyc_cli.catalog.document import KINDS, SINGLETONS, leaves
from recyc_cli.catalog.kinds import kind_of
from recyc_cli.catalog.library import open_library
from recyc_cli.catalog.listed import FIELDS, facts
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.render.records import exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.catalog.document import Document, Record
    from recyc_cli.catalog.library import Library

Report = dict[str, Any]
_IN_FORCE = {
    "regions": "region",
    "methods": "method",
    "applications": "application",
    "contracts": "contract",
    "plants": "plant",
    "vehicles": "vehicle",
}
SEVERAL = ("chemistries", "routes", "stages")
"""Kinds of which several are in force at once."""
_DEEPEST = 2  # parts of a path below its heading
_FIELDS = ("unit", "low", "high", "date", "evidence", "source", "basis", "note")


def report(
    schema: str,
    head: str,
    columns: Sequence[tuple[str, str, str]],
    rows: list[Report],
    notes: Sequence[str] = (),
    group: str = "",
) -> Report:
    """Return what render_records takes."""
    return {
        "schema": schema,
        "head": [head],
        "columns": list(columns),
        "rows": rows,
        "notes": list(notes),
        "group": group,
    }


def titles(preset_dirs: list[str], kind: str | None, search: str = "") -> Report:
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
    told, faulty = facts(library, kinds[0]) if fields else ({}, [])
    rows = [{"kind": of, "name": name, **told.get(name, {}), "title": title} for of, name, title in named]
    if not kind:
        rows += [{"kind": "one of each", "name": name, "title": ""} for name in SINGLETONS if search.lower() in name]
    numbers = {name for row in rows for name, fact in row.items() if isinstance(fact, float)}
    columns = [("kind", "kind", "<"), ("name", "name", "<")]
    columns += [(field.name, field.heading, ">" if field.name in numbers else "<") for field in fields]
    notes = ["recyc presets show KIND/NAME shows the numbers."] if rows else [f"no preset has {search!r} in its name"]
    notes += [f"{name} has faults: recyc presets check {kinds[0]}/{name} tells them" for name in faulty]
    return report("recyc.presets/1", "Presets", [*columns, ("title", "title", "<")], rows, notes, "kind")


def numbers(preset_dirs: list[str], name: str, search: str, form: str = "json") -> Report:
    """List the numbers of a preset, under the paths that --set takes; for a terminal, each with its source."""
    document = find(open_library(preset_dirs), name)
    rows = [row for row in rows_of(document) if search.lower() in " ".join(map(str, row.values())).lower()]
    title = str(document.tree.get("title") or document.id)
    notes = [f"{path}: {note}" if path else note for path, note in document.notes.items() if note]
    if search and not rows:
        notes = [f"nothing in {document.id} has {search!r} in it"]
    head = f"{document.id}: {title}"
    if form == "table":
        columns = [(key, key, ">" if key == "value" else "<") for key in ("path", "value", "unit", "from")]
        depth = prefix(document).count(".")
        shown = [_on_one_line(row, depth) for row in rows]
        notes.append("--set takes the heading and the path: region.wage=30. --format plain shows the notes of numbers.")
        return report("recyc.preset/1", head, columns, shown, notes, "group")
    keys = ("path", "value", "unit", "low", "high", "date", "evidence", "source", "basis", "note")
    columns = [(key, key, ">" if key in ("value", "low", "high") else "<") for key in keys]
    return report("recyc.preset/1", head, columns, rows, notes)


def _on_one_line(row: Report, depth: int) -> Report:
    """Return a number with its source, date, evidence and range in one text, its path parted into heading and rest."""
    group, path = parted(row["path"], depth)
    shown = {"group": group, "path": path}
    if "source" not in row:
        return {**shown, "from": row["value"]}
    sides = [exact(row[side]) if side in row else "?" for side in ("low", "high")]
    span = " to ".join(sides) if {"low", "high"} & row.keys() else ""
    said = (row["source"], row.get("date"), row.get("evidence"), span)
    return {**shown, "value": row["value"], "unit": row["unit"], "from": ", ".join(filter(None, said))}


def parted(path: str, depth: int) -> tuple[str, str]:
    """Part a printed path into the table it stands in and the rest.

    >>> parted("region.grid.energy.coal", 1), parted("region.wage", 1), parted("when x: stages.hydro.co2.li", 2)
    (('region.grid', 'energy.coal'), ('region', 'wage'), ('when x: stages.hydro.co2', 'li'))
    >>> parted("stages.hydro.fates.cathode.ni.nickel", 2)
    ('stages.hydro.fates.cathode', 'ni.nickel')
    """
    parts = path.split(".")
    depth = max(depth + (len(parts) > depth + 1), len(parts) - _DEEPEST)
    return ".".join(parts[:depth]), ".".join(parts[depth:])


def folders(preset_dirs: list[str]) -> Report:
    """List where presets are looked for."""
    library = open_library(preset_dirs)
    used = {os.path.realpath(shelf.root) for shelf in library.shelves}
    named = os.environ.get("RECYC_PRESETS", "").split(os.pathsep)
    order = [("--preset-dir", folder) for folder in preset_dirs]
    order += [("RECYC_PRESETS", folder) for folder in named if folder]
    order += [("project", "presets"), ("user", os.path.join(places.config_folder(), "presets"))]
    order += [("built-in", places.builtin_folder())]
    rows = []
    for origin, folder in order:
        there = os.path.isdir(folder) and os.path.realpath(folder) in used
        rows.append({"from": origin, "folder": folder, "state": "read" if there else "not there"})
    columns = [(key, key, "<") for key in ("from", "folder", "state")]
    return report("recyc.preset-path/1", "Folders of presets, the first to be asked first", columns, rows)


def find(library: Library, text: str) -> Document:
    """Return the preset named KIND/NAME; the kind may be left out where the name is known once."""
    return library.document(*locate(library, text))


def locate(library: Library, text: str) -> tuple[str, str]:
    """Return kind and name of KIND/NAME, or of a name that only one kind knows."""
    kind, slash, name = text.partition("/")
    kind = kind_of(kind)
    if kind in SINGLETONS or (slash and kind in KINDS):
        return kind, name
    hits = [(each, text) for each in KINDS if text in library.names(each)] or list(_aliases(library, text))
    if len(hits) == 1:
        return hits[0]
    known = [f"{each}/{hit}" for each in KINDS for hit in library.names(each)] + list(SINGLETONS)
    hint = "which one: " + " ".join("/".join(hit) for hit in hits) if hits else did_you_mean(text, known)
    raise RecycError("E101", f"no preset {text!r}", "KIND/NAME", hint or "recyc presets list shows all")


def _aliases(library: Library, text: str) -> Iterator[tuple[str, str]]:
    """Yield kind and name of the presets that have this name in another spelling, or as an alias."""
    for kind in KINDS:
        try:
            yield kind, library.resolve(kind, text)
        except RecycError:
            continue


def prefix(document: Document) -> str:
    """Return what --set puts before a path of the document.

    One in force goes by its role (`region.wage`), of several each goes by its name (`stages.hydro.water`).
    """
    if document.kind in SEVERAL:
        return f"{document.kind}.{document.name}."
    return _IN_FORCE.get(document.kind, document.kind) + "."


def rows_of(document: Document) -> Iterator[Report]:
    """Yield every leaf of a preset; a number as it is written, with its record."""
    records = document.records
    for path, value in leaves(document.tree):
        if path in ("title", "extends"):
            continue
        shown = _shown(document, path)
        yield {"path": shown, **(_record(records[path]) if path in records else {"value": _text(value)})}
    for name, overlay in document.overlays.items():
        for path, value in leaves(overlay.tree):
            record = overlay.records.get(path)
            shown = f"when {name}: {_shown(document, path)}"
            yield {"path": shown, **(_record(record) if record else {"value": _text(value)})}


def _shown(document: Document, path: str) -> str:
    """Return a path as --set takes it; a plant that a route holds goes by its own name."""
    held = document.kind == "routes" and path.startswith("stages.")
    return path if held else prefix(document) + path


def _record(record: Record) -> Report:
    """Return a number's record, what is not said left out."""
    said = {field: getattr(record, field) for field in _FIELDS}
    return {"value": record.value, **{field: value for field, value in said.items() if value not in (None, "")}}


def _text(value: object) -> object:
    """Return a setting that is no number as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
