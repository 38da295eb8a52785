"""`recyc presets check`: reads presets afresh, gathers their faults, and counts numbers by evidence."""

# ruff: noqa: PTH100, PTH112, PTH113, PTH118, PTH122, PTH206 (importing pathlib costs start-up)
from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from recyc_cli.catalog import places
from recyc_cli.catalog.document import KINDS, SINGLETONS
from recyc_cli.catalog.library import Library
from recyc_cli.catalog.shelf import Folder
from recyc_cli.cli import listing
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from recyc_cli.catalog.document import Document, Record

NO_KIND = "E117"
UNSAID = "not said"


def check(preset_dirs: list[str], names: list[str]) -> tuple[dict[str, Any], list[RecycError]]:
    """Read the presets named (files or KIND/NAME), or all, and return the count by evidence and every fault."""
    faults: list[RecycError] = []
    documents = [document for name in names for document in _named(preset_dirs, name, faults)]
    if not names:
        documents = _all(_library(preset_dirs), faults)
    counts: dict[str, int] = {}
    for record in _records(documents):
        counts[record.evidence or UNSAID] = counts.get(record.evidence or UNSAID, 0) + 1
    total = sum(counts.values())
    rows = [
        {"evidence": name, "numbers": number, "percent": round(100 * number / total, 1)}
        for name, number in sorted(counts.items())
    ]
    columns = (("evidence", "evidence", "<"), ("numbers", "numbers", ">"), ("percent", "%", ">"))
    sound = "no faults" if not faults else f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
    head = f"{len(documents)} presets read, {total} numbers, {sound}"
    return listing.report("recyc.preset-check/1", head, columns, rows), faults


def _library(preset_dirs: list[str]) -> Library:
    """Return a library that reads the TOML of the built-in presets too, not their compiled form."""
    return Library(places.user_folders(preset_dirs), Folder(places.builtin_folder(), builtin=True))


def _all(library: Library, faults: list[RecycError]) -> list[Document]:
    """Return every document that can be read."""
    names = [(kind, name) for kind in KINDS for name in library.names(kind)]
    names += [(kind, "") for kind in SINGLETONS]
    found = [_read(library, kind, name, faults) for kind, name in names]
    return [document for document in found if document]


def _named(preset_dirs: list[str], text: str, faults: list[RecycError]) -> list[Document]:
    """Return the document of a file or of KIND/NAME."""
    if not text.endswith(".toml") and not os.path.lexists(text):
        try:
            return [listing.find(_library(preset_dirs), text)]
        except (RecycError, RecycErrors) as error:
            faults += error.errors
            return []
    root, kind, name = place(text)
    document = _read(_library([root, *preset_dirs]), kind, name, faults)
    return [document] if document else []


def place(path: str) -> tuple[str, str, str]:
    """Return the folder, kind and name of a preset file: `my/prices/spot.toml` is prices/spot of the folder `my`."""
    if os.path.isdir(path):
        hint = "give a .toml file, or its folder as --preset-dir"
        raise RecycError("E301", "a directory stands where a preset file is due", path, hint)
    if not os.path.isfile(path):
        raise RecycError("E301", "no such file", path)
    folder, file = os.path.split(os.path.abspath(path))
    stem = os.path.splitext(file)[0]
    if stem in SINGLETONS:
        return folder, stem, ""
    parts = folder.split(os.sep)
    depth = next((index for index in range(len(parts) - 1, -1, -1) if parts[index] in KINDS), None)
    if depth is None or not file.endswith(".toml"):
        hint = "put it in a folder named after its kind: " + " ".join(KINDS)
        raise RecycError(NO_KIND, "its kind cannot be told from its place", path, hint)
    return os.sep.join(parts[:depth]) or os.sep, parts[depth], "/".join([*parts[depth + 1 :], stem])


def _read(library: Library, kind: str, name: str, faults: list[RecycError]) -> Document | None:
    """Return a document, or None after its faults are noted (once, though others may extend it)."""
    try:
        document = library.document(kind, name)
        if kind != "sources":
            _ = document.records
    except (RecycError, RecycErrors) as error:
        known = {str(fault) for fault in faults}
        faults += [fault for fault in error.errors if str(fault) not in known]
        return None
    return document


def _records(documents: list[Document]) -> list[Record]:
    """Return every number once, however many presets inherit it."""
    layers = [layer for document in documents for layer in (document, *document.overlays.values())]
    found = {id(record): record for layer in layers for record in layer.records.values()}
    return list(found.values())
