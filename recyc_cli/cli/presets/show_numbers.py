"""Lists the numbers of a preset as records, under the paths that --set takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from recyc_cli.catalog.documents.document import leaves
from recyc_cli.catalog.documents.set_tables import KINDS_IN_FORCE
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.spreads.subject import subject_of
from recyc_cli.catalog.vocabulary import KINDS
from recyc_cli.cli.presets.find_preset import find_preset
from recyc_cli.cli.presets.list_presets import list_report
from recyc_cli.cli.presets.spread_words import short_words, spread_words
from recyc_cli.scenario.fill_in import usual_spreads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recyc_cli.catalog.documents.document import Document, Record
    from recyc_cli.catalog.spreads.spread import Spreads
    from recyc_cli.report.shapes.lists import NumberRow, RecordsReport, Row, Setting

    Words = Callable[[Spreads, str, Record], str]

_IN_FORCE = {kind: word for kind, word in KINDS.items() if word in KINDS_IN_FORCE}
SEVERAL = ("chemistries", "routes", "stages")
"""Kinds of which several are in force at once."""
_DEEPEST = 2  # parts of a path below its heading
_FIELDS = ("unit", "low", "high", "date", "evidence", "source", "basis", "note")


def list_numbers(preset_dirs: list[str], name: str, search: str, form: str = "json") -> RecordsReport:
    """List the numbers of a preset, under the paths that --set takes; for a terminal, each with its source."""
    library = open_library(preset_dirs)
    document = find_preset(library, name)
    spreads = None if document.kind == "spreads" else usual_spreads(library)
    words = short_words if form == "table" else spread_words
    rows = [
        row for row in rows_of(document, spreads, words) if search.lower() in " ".join(map(str, row.values())).lower()
    ]
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
        return list_report(library, "recyc.preset/1", head, columns, shown, notes, "group")
    keys = ("path", "value", "unit", "low", "high", "spread", "date", "evidence", "source", "basis", "note")
    columns = [(key, key, ">" if key in ("value", "low", "high") else "<") for key in keys]
    return list_report(library, "recyc.preset/1", head, columns, rows, notes)


def _on_one_line(row: NumberRow, depth: int) -> Row:
    """Return a number with its source, date, evidence and range in one text, its path parted into heading and rest."""
    group, path = parted(row["path"], depth)
    shown = {"group": group, "path": path}
    if "source" not in row:
        return {**shown, "from": row["value"]}
    said = (row["source"], row.get("date"), row.get("evidence"), row.get("spread"))
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


def prefix(document: Document) -> str:
    """Return what --set puts before a path of the document.

    One in force goes by its role (`region.wage`), of several each goes by its name (`stages.hydro.water`).
    """
    if document.kind in SEVERAL:
        return f"{document.kind}.{document.name}."
    return _IN_FORCE.get(document.kind, document.kind) + "."


def rows_of(document: Document, spreads: Spreads | None = None, words: Words = spread_words) -> Iterator[NumberRow]:
    """Yield every leaf of a preset; a number as written, with its record and how far it may lie off."""
    for name, layer in document.layers.items():
        for path, value in leaves(layer.tree):
            if name or path not in ("title", "extends"):
                shown = _shown(document, path)
                record = layer.records.get(path)
                said = _setting(record, value)
                if spreads is not None and record is not None:
                    said["spread"] = words(spreads, subject_of(document.kind, path), record)
                yield {"path": f"when {name}: {shown}" if name else shown, **said}


def _shown(document: Document, path: str) -> str:
    """Return a path as --set takes it; a plant that a route holds goes by its own name."""
    of_plant = document.kind == "routes" and path.startswith("stages.")
    return path if of_plant else prefix(document) + path


def _setting(record: Record | None, value: object) -> Setting:
    """Return a number's record, what is not said left out; a setting that is no number as text."""
    if record is None:
        return {"value": _text(value)}
    said = {field: getattr(record, field) for field in _FIELDS}
    told = {field: value for field, value in said.items() if value not in (None, "")}
    return cast("Setting", {"value": record.value, **told})


def _text(value: object) -> str | float:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return " ".join(map(str, value))
    return value if isinstance(value, float) else str(value)
