"""Checks a user's preset for faults that its numbers alone do not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents import set_tables
from recyc_cli.catalog.documents.document import Document, leaves, lookup, with_corrections
from recyc_cli.catalog.vocabulary import PROFILES, USUAL, renamed
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.catalog.documents.record import Faults

LAID = tuple(name for name in PROFILES if name != USUAL)
"""Recovery profiles that are overlays."""
NAMED = {
    "plants": {"routes": "routes", "region": "regions"},
    "vehicles": {"chemistry": "chemistries"},
    "methods": {"defaults.route": "routes", "defaults.routes": "routes", "defaults.chemistries": "chemistries"},
}
"""Keys of a kind that name presets: key -> their kind."""


def check_structure(library: Library, document: Document, faults: Faults) -> None:
    """Add the faults of a document's structure, as it stands and in every variant, to those of its numbers.

    What depends on a number already found at fault is left out.
    """
    from recyc_cli.catalog.checks.schema import check_document

    known = known_names(library, document.kind) if document.kind in {"chemistries", "payables"} else None
    errors_by_place = {}
    for variant in variants(document):
        for error in check_document(document.kind, variant.tree, variant.records, known):
            errors_by_place[error.where, error.message] = error
    errors_by_place |= _renamed(document)
    numbers = list(faults.found)
    if document.kind == "spreads" and not numbers and not errors_by_place:
        from recyc_cli.catalog.checks.spread_checks import spread_faults

        errors_by_place = {(error.where, error.message): error for error in spread_faults(library, document)}
    for error in errors_by_place.values():
        if not faults.touched(error.where, numbers):
            faults.add(error.code, error.where, error.message, error.hint)
    corrections = _corrections(library, document)
    overlays = [*corrections, *LAID]
    for name in document.overlays if corrections else ():
        if name not in overlays:
            hint = did_you_mean(name, overlays) or "corrections and recovery profiles: " + " ".join(overlays)
            faults.add("E313", f"when.{name}", "unknown correction", hint)
    for error in (*_names(library, document), *set_tables.faults_of(document, library)):
        place = error.where.removeprefix(f"{document.path}: ")
        faults.add(error.code, place, error.message, error.hint)


def _renamed(document: Document) -> dict[tuple[str, str], RecycError]:
    """Return a fault for each path that an earlier version called so, in the place of the unknown key that it is."""
    told = {}
    for path, _ in leaves(document.tree):
        now = renamed(document.kind, path)
        if now != path:
            hint = f"it is called {now} now: `recyc presets check --mend` rewrites it"
            told[path, "unknown key"] = RecycError("E313", "a name of an earlier version", path, hint)
    return told


def _names(library: Library, document: Document) -> Iterator[RecycError]:
    """Yield the presets that a plant, a vehicle or a method names and that are nowhere to be found."""
    for key, kind in NAMED.get(document.kind, {}).items():
        value = lookup(document.tree, key) or []
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


def known_names(library: Library, kind: str) -> dict[str, Collection[str]]:
    """Gather the names that a chemistry or a payables table may use, from materials, routes and stages.

    They are components, elements with an atomic mass (`atoms`), elements that a metal of the deck prices, and families
    that a route suits or a stage treats apart.
    """
    materials = library.document("materials").tree
    elements = materials.get("elements", {})
    families: dict[str, None] = {}
    for route in library.sound("routes"):
        families |= dict.fromkeys(route.tree.get("suits", ()))
        for plant in route.tree.get("stages", {}).values():
            families |= dict.fromkeys(plant.get("campaigns", ()))
    for stage in library.sound("stages"):
        families |= dict.fromkeys((*stage.tree.get("campaigns", ()), *stage.tree.get("cycle_life", ())))
    if kind == "payables":
        families |= dict.fromkeys(str(one.tree["trade"]) for one in library.sound("chemistries") if "trade" in one.tree)
    priced = [name for name, item in elements.items() if "metal" in item]
    graded = [*elements, "moisture"] if elements else []
    components, atoms = materials.get("components", {}), materials.get("atomic_mass", {})
    return {"components": components, "atoms": atoms, "priced": priced, "families": families, "graded": graded}


def _corrections(library: Library, document: Document) -> Collection[str]:
    """Return the corrections that some method knows; a method's own where a method is checked."""
    if document.kind == "methods":
        return list(document.tree.get("corrections", ()))
    known: dict[str, None] = {}
    for method in library.sound("methods"):
        known |= dict.fromkeys(method.tree.get("corrections", ()))
    return list(known)
