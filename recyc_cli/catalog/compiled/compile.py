"""Compiles the built-in presets, for a wheel or once for the cache of a checkout."""

# ruff: noqa: PTH108, PTH120 (as all of the catalog, without pathlib)
from __future__ import annotations

import marshal
import os
from typing import TYPE_CHECKING, Any
from zlib import crc32

from recyc_cli.catalog.compiled.compiled import MAGIC, VERSION
from recyc_cli.catalog.documents.folder import Folder, alias_names, fold_name, period
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.files import PRIVATE, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.catalog.documents.document import Document, Records

_MARSHAL = 4  # readable by every Python from 3.4 on
_KEPT = 8  # compiled files in the cache


def compile_presets(folder: Folder, digest: str) -> bytes:
    """Return all presets of a folder in compiled form; raises RecycErrors with every fault of every file."""
    library, documents, faults = Library((), folder), [], []
    for kind in (*SINGLETONS, *KINDS):
        for name in library.names(kind):
            try:
                documents.append(library.document(kind, name))
            except (RecycError, RecycErrors) as error:
                faults += error.errors
    if faults:
        raise RecycErrors({str(fault): fault for fault in faults}.values())
    index, blobs = _index(documents, digest, folder.digest())
    rest = len(index).to_bytes(4, "little") + index + blobs
    return MAGIC + crc32(rest).to_bytes(4, "little") + rest


def _index(documents: Iterable[Document], made_of: str, numbers: str) -> tuple[bytes, bytes]:
    names: dict[str, dict[str, str]] = {kind: {} for kind in (*SINGLETONS, *KINDS)}
    stated: dict[str, list[tuple[str, list[str]]]] = {kind: [] for kind in names}
    titles: dict[str, dict[str, str]] = {kind: {} for kind in names}
    periods: dict[str, tuple[str, str]] = {}
    entries: dict[tuple[str, str], tuple[int, int, int]] = {}
    blobs, at = [], 0
    for document in documents:
        names[document.kind][fold_name(document.name)] = document.name
        titles[document.kind][document.name] = str(document.tree.get("title", ""))
        stated[document.kind].append((document.name, document.tree.get("aliases", [])))
        if document.kind == "prices":
            periods[document.name] = period(document)
        values, details = _blobs(document)
        blobs += [values, details]
        entries[document.kind, document.name] = (at, at + len(values), at + len(values) + len(details))
        at += len(values) + len(details)
    aliases = {kind: alias_names(pairs) for kind, pairs in stated.items()}
    index = (VERSION, made_of, numbers, names, aliases, titles, periods, entries)
    return marshal.dumps(index, _MARSHAL), b"".join(blobs)


def _blobs(document: Document) -> tuple[bytes, bytes]:
    """Return the values and the records of a document as two blobs; texts that repeat are written once."""
    seen: dict[str, str] = {}

    def rows(records: Records) -> dict[str, tuple[Any, ...]]:
        return {
            path: tuple(seen.setdefault(field, field) if isinstance(field, str) else field for field in record)
            for path, record in records.items()
        }

    overlays = {name: (layer.tree, layer.foreign) for name, layer in document.overlays.items()}
    details = (rows(document.records), {name: rows(layer.records) for name, layer in document.overlays.items()})
    return (
        marshal.dumps((document.tree, document.foreign, overlays), _MARSHAL),
        marshal.dumps((*details, document.notes), _MARSHAL),
    )


def store(path: str, data: bytes) -> None:
    """Write a compiled file and drop the oldest ones.

    Raises RecycError E115 or OSError where the cache cannot be written.
    """
    write_whole(path, data, mode=PRIVATE)
    cache = os.path.dirname(path)
    files = [entry for entry in os.scandir(cache) if entry.name.startswith("presets-")]
    for entry in sorted(files, key=lambda entry: -entry.stat().st_mtime)[_KEPT:]:
        os.unlink(entry.path)
