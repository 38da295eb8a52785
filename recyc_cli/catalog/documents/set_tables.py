"""Lays the numbers that one preset sets over those of another.

A route, a vehicle, a plant and a business model may set numbers of the presets they belong to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents import sums_to_one
from recyc_cli.catalog.documents.document import owner_of, todays_path, with_numbers
from recyc_cli.catalog.vocabulary import SINGLETONS, kind_of, renamed
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.units import in_dollars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recyc_cli.catalog.documents.document import Document, Record, Records
    from recyc_cli.catalog.documents.library import Library

SET = "set."
SEVERAL = ("stages", "chemistries")
"""Kinds of which several presets are in force, each under its own name."""
KINDS_IN_FORCE = (
    *("application", "business", "chemistries", "contract", "equipment", "impacts", "materials", "method"),
    *("payables", "plant", "prices", "region", "stages", "vehicle"),
)
"""What a path may start with, whether or not a request needs it."""


def lay(documents: Mapping[str, Document], owners: Iterable[Document]) -> dict[str, Document]:
    """Return the presets in force with every `set` table laid over them.

    A path in a preset that is not in force, or in a correction that is off, does nothing.

    Args:
        documents: by the prefix of their paths, corrections merged in already.
        owners: presets that may hold such tables, in the order in which they are laid.

    Raises:
        RecycErrors: every fault of a file: E104 no such number, E105 a unit that measures something else, E314 a
            component or a form that is no longer whole.
    """
    result = dict(documents)
    for owner in owners:
        result |= _laid(owner, result)
    return result


def numbers_set(owner: Document, documents: Mapping[str, Document] | None = None) -> dict[str, Record]:
    """Return the numbers of a `set` table by the paths that `--set` takes: as written, or as `documents` call them."""
    written = {path.removeprefix(SET): record for path, record in owner.records.items() if path.startswith(SET)}
    return {todays_path(documents, path): record for path, record in written.items()} if documents else written


def earlier_names(owner: Document, library: Library) -> Iterator[str]:
    """Say which paths of a `set` table an earlier version used, and what they are called today."""
    for path in numbers_set(owner):
        kind, _, inside = _placed(path, library)
        if renamed(kind, inside) != inside:
            now = path.removesuffix(inside) + renamed(kind, inside)
            yield f"{owner.path}: {SET}{path} is called {now} now: `recyc presets check --mend` rewrites it"


def _placed(path: str, library: Library) -> tuple[str, str, str]:
    """Return the kind of preset that a path lies in, its name where several are in force, and the path inside it.

    The name is empty where no such preset is known.
    """
    role, _, inside = path.partition(".")
    if role not in SEVERAL:
        return kind_of(role), "", inside
    name = max((each for each in library.names(role) if inside.startswith(f"{each}.")), key=len, default="")
    return role, name, inside.removeprefix(f"{name}.")


def faults_of(owner: Document, library: Library) -> list[RecycError]:
    """Return what is wrong with a `set` table, whatever request it will be used in.

    Numbers of the region, prices and such depend on the request, and are held against its presets when it comes.
    """
    documents: dict[str, Document] = {}
    unknown = []
    for path in numbers_set(owner):
        kind, name, inside = _placed(path, library)
        if kind in SINGLETONS or name:
            documents[f"{kind}.{name}".rstrip(".")] = library.document(kind, name)
        elif kind in SEVERAL:
            close = did_you_mean(inside.partition(".")[0], library.names(kind))
            hint = close or f"`recyc presets list {kind}` shows all"
            unknown.append(RecycError("E104", f"no preset of {kind} at {inside}", f"{owner.path}: {SET}{path}", hint))
    try:
        _laid(owner, documents)
    except RecycErrors as error:
        return [*unknown, *error.errors]
    return unknown


def _laid(owner: Document, documents: Mapping[str, Document]) -> dict[str, Document]:
    faults: list[RecycError] = []
    put: dict[str, Records] = {}
    for path, record in numbers_set(owner, documents).items():
        prefix, rest = owner_of(documents, path)
        fault = _fault(owner, path, record, documents.get(prefix), rest)
        if fault is not None:
            faults.append(fault)
        elif prefix and rest in documents[prefix].records:
            put.setdefault(prefix, {})[rest] = record
    changed = {prefix: with_numbers(documents[prefix], records) for prefix, records in put.items()}
    for prefix, records in put.items():
        faults += [
            RecycError(broken.code, broken.message, f"{owner.path}: {SET}{broken.where}", broken.hint)
            for broken in sums_to_one.faults_of_paths(prefix, changed[prefix], records)
        ]
    if faults:
        raise RecycErrors(faults)
    return changed


def _fault(owner: Document, path: str, record: Record, under: Document | None, rest: str) -> RecycError | None:
    """Say what is wrong with one number of a `set` table."""
    where = f"{owner.path}: {SET}{path}"
    if under is None:
        return _stranger(path, where)
    old = next((layer.records[rest] for layer in under.layers.values() if rest in layer.records), None)
    if old is None:
        hint = did_you_mean(rest, under.records) or f"`recyc presets show {under.id}` prints its paths"
        return RecycError("E104", f"no number at {rest} of {under.id}", where, hint)
    if in_dollars(record.canonical_unit) != in_dollars(old.canonical_unit):
        return RecycError("E105", f"{rest} is in {old.unit}, which {record.unit} does not convert to", where)
    return None


def _stranger(path: str, where: str) -> RecycError | None:
    """Refuse a path that starts like no preset at all."""
    kind = path.partition(".")[0]
    if kind in KINDS_IN_FORCE:
        return None
    hint = did_you_mean(kind, KINDS_IN_FORCE) or "paths start with " + " ".join(KINDS_IN_FORCE)
    return RecycError("E104", f"no preset in force is called {kind!r}", where, hint)
