"""All that is asked of a user's file beyond its numbers, and the check of whole folders for `recyc presets check`."""

# ruff: noqa: PTH100, PTH110, PTH112, PTH118, PTH119, PTH120, PTH122, PTH208 (as all of the catalog, without pathlib)
from __future__ import annotations

import os
from typing import TYPE_CHECKING

from recyc_cli.catalog import laying
from recyc_cli.catalog.document import KINDS, SINGLETONS, Document, with_corrections
from recyc_cli.catalog.request import PROFILES, USUAL
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from recyc_cli.catalog.figures import Faults
    from recyc_cli.catalog.library import Library
    from recyc_cli.catalog.schema import Known

LAID = tuple(name for name in PROFILES if name != USUAL)
"""Recovery profiles that are overlays."""
NAMED = {"plants": {"routes": "routes", "region": "regions"}, "vehicles": {"chemistry": "chemistries"}}
"""Keys of a kind that name presets: key -> their kind."""


def check_structure(library: Library, document: Document, faults: Faults) -> None:
    """Add the faults of a document's structure, as it stands and in every variant, to those of its numbers.

    What depends on a number already found at fault is left out.
    """
    from recyc_cli.catalog.schema import check_document

    known = known_names(library) if document.kind in {"chemistries", "payables"} else None
    found = {}
    for variant in variants(document):
        for error in check_document(document.kind, variant.tree, variant.records, known):
            found[error.where, error.message] = error
    numbers = list(faults.found)
    for error in found.values():
        if not faults.touched(error.where, numbers):
            faults.add(error.code, error.where, error.message, error.hint)
    corrections = _corrections(library, document)
    overlays = [*corrections, *LAID]
    for name in document.overlays if corrections else ():
        if name not in overlays:
            hint = did_you_mean(name, overlays) or "corrections and recovery profiles: " + " ".join(overlays)
            faults.add("E313", f"when.{name}", "unknown correction", hint)
    for error in (*_names(library, document), *laying.faults_of(document, library)):
        place = error.where.removeprefix(f"{document.path}: ")
        faults.add(error.code, place, error.message, error.hint)


def _names(library: Library, document: Document) -> Iterator[RecycError]:
    """Yield the presets that a plant or a vehicle names and that are nowhere to be found."""
    for key, kind in NAMED.get(document.kind, {}).items():
        value = document.tree.get(key, [])
        for name in filter(None, value if isinstance(value, list) else [value]):
            try:
                library.resolve(kind, str(name))
            except RecycError as error:
                yield RecycError(error.code, error.message, f"{document.path}: {key}", error.hint)


def variants(document: Document) -> Iterator[Document]:
    """Yield a document as it stands, with all its corrections, and with each of its recovery profiles upon these."""
    yield document
    corrections = [name for name in document.overlays if name not in LAID]
    yield with_corrections(document, corrections)
    for name in LAID:
        if name in document.overlays:
            yield with_corrections(document, [*corrections, name])


def known_names(library: Library) -> Known:
    """Gather the names that a chemistry or a payables table may use, from materials, routes and stages."""
    from recyc_cli.catalog.schema import Known

    materials = library.document("materials").tree
    elements = materials.get("elements", {})
    families: dict[str, None] = {}
    for route in library.sound("routes"):
        families |= dict.fromkeys(route.tree.get("suits", ()))
        for plant in route.tree.get("stages", {}).values():
            families |= dict.fromkeys(plant.get("campaigns", ()))
    for stage in library.sound("stages"):
        families |= dict.fromkeys((*stage.tree.get("campaigns", ()), *stage.tree.get("cycle_life", ())))
    return Known(
        components=list(materials.get("components", ())),
        atoms=list(materials.get("atomic_mass", ())),
        priced=[name for name, item in elements.items() if "metal" in item],
        families=list(families),
    )


def _corrections(library: Library, document: Document) -> Collection[str]:
    """Return the corrections that some method knows; a method's own where a method is checked."""
    if document.kind == "methods":
        return list(document.tree.get("corrections", ()))
    known: dict[str, None] = {}
    for method in library.sound("methods"):
        known |= dict.fromkeys(method.tree.get("corrections", ()))
    return list(known)


def check_path(path: str, folders: Iterable[str] = ()) -> tuple[list[str], list[RecycError]]:
    """Check a preset file, or all in a folder; return the names of the files checked and every fault found.

    A file's kind is told by the folder it lies in; `folders` are the user's other folders of presets.
    Raises RecycError E301 or E312 where there is nothing to check.
    """
    from recyc_cli.catalog.library import Library, builtin_shelf

    root = _root_of(path)
    library, wanted = Library([root, *folders], builtin_shelf()), os.path.realpath(path)
    shelf = library.shelves[0]
    checked, faults = [], _strangers(root) if wanted == os.path.realpath(root) else []
    for kind in (*SINGLETONS, *KINDS):
        for name in sorted(shelf.names(kind).values()):
            file = os.path.realpath(shelf.file(kind, name))
            if file == wanted or file.startswith(os.path.join(wanted, "")):
                checked.append(shelf.shown(kind, name))
                faults += _faults_of(library, kind, name)
    if not checked and not faults:
        hint = "presets are TOML files in folders named " + " ".join(KINDS)
        raise RecycError("E312", "no preset to check", path, hint)
    return checked, list({str(fault): fault for fault in faults}.values())


def _root_of(path: str) -> str:
    """Return the folder of presets that a path is or lies in, or raise RecycError E301 or E312."""
    if not os.path.exists(path):
        raise RecycError("E301", "no such file or folder", path)
    whole = os.path.abspath(path)
    folder = whole if os.path.isdir(path) else os.path.dirname(whole)
    if os.path.basename(folder) in KINDS:
        return os.path.dirname(folder)
    if os.path.isdir(path) or os.path.basename(path).removesuffix(".toml") in SINGLETONS:
        return folder
    raise RecycError("E312", "lies in no folder of a known kind", path, "folders: " + " ".join(KINDS))


def _faults_of(library: Library, kind: str, name: str) -> list[RecycError]:
    try:
        library.on_shelf(0, kind, name)
    except (RecycError, RecycErrors) as error:
        return error.errors
    return []


def _strangers(root: str) -> list[RecycError]:
    """Find folders and files at the top of a folder of presets that mean nothing there."""
    try:
        names = sorted(os.listdir(root))
    except OSError as error:
        return [RecycError("E301", f"cannot be read: {error.strerror or error}", root)]
    faults = []
    for name in names:
        path = os.path.join(root, name)
        folder = os.path.isdir(path)  # of a loop of links it is none
        stem, suffix = (name, "") if folder else os.path.splitext(name)
        known = KINDS if folder else SINGLETONS
        if not name.startswith(".") and (folder or suffix == ".toml") and stem not in known:
            what = "a folder of unknown kind" if folder else "a file of unknown kind"
            hint = did_you_mean(stem, known) or "known: " + " ".join(known)
            faults.append(RecycError("E312", what, path, hint))
    return faults
