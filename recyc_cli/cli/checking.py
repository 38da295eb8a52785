"""`recyc presets check`: gathers the faults of presets and counts their numbers by evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from recyc_cli.catalog import places
from recyc_cli.catalog.checks import check_path
from recyc_cli.catalog.document import KINDS, SINGLETONS
from recyc_cli.catalog.library import Library, open_library
from recyc_cli.cli import listing
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.catalog.document import Document, Record

UNSAID = "not said"


def check(
    preset_dirs: list[str], names: list[str], *, strict: bool = False, older_than: int | None = None
) -> tuple[dict[str, Any], list[RecycError]]:
    """Check the presets named (files, folders or KIND/NAME), or all; return the count by evidence and every fault.

    `strict` also asks each number for evidence, a plausible size and, with `older_than`, an age.
    """
    folders = places.user_folders(preset_dirs)
    paths = [_path(preset_dirs, name) for name in names] or [*folders, places.builtin_folder()]
    files: list[str] = []
    faults: list[RecycError] = []
    for path in paths:
        checked, found = check_path(path, folders)
        files += checked
        faults += found
    documents = list(_documents(files, folders))
    if strict:
        faults += _strict(preset_dirs, documents, older_than)
    counts: dict[str, int] = {}
    for record in _records(documents):
        counts[record.evidence or UNSAID] = counts.get(record.evidence or UNSAID, 0) + 1
    return _report(len(files), counts, len(faults)), faults


def year(text: str | None) -> int | None:
    """Read the year of --older-than.

    >>> year("2020"), year(None)
    (2020, None)
    """
    if text is None:
        return None
    if not (text.isdecimal() and len(text) == len("2020")):
        raise RecycError("E111", f"{text[:80]!r} is no year", "--older-than", "for example 2020")
    return int(text)


def _strict(preset_dirs: list[str], documents: list[Document], older_than: int | None) -> list[RecycError]:
    """Return the faults of the numbers themselves; a number is told for the preset that states it, not its heirs."""
    from recyc_cli.catalog.strict import strict_faults

    library = open_library(preset_dirs)
    rates = library.document("prices", library.document("methods", "recyc").tree["prices"]).tree.get("fx", {})
    by_path = {document.path: document for document in documents}
    ordered = sorted(documents, key=lambda document: _depth(by_path, document))
    return strict_faults(ordered, rates, library.sources(), older_than)


def _depth(by_path: dict[str, Document], document: Document) -> int:
    """Return how many presets of its own folder stand behind one: of other folders' a folder has its own copies."""
    parent = document.tree.get("extends", "")
    above = by_path.get(f"{document.path.removesuffix(f'{document.name}.toml')}{parent}.toml")
    return 1 + _depth(by_path, above) if above is not None and above is not document else 0


def _report(files: int, counts: dict[str, int], faults: int) -> dict[str, Any]:
    """Return the count as a list of records."""
    total = sum(counts.values())
    rows = [
        {"evidence": name, "numbers": number, "percent": round(100 * number / total, 1)}
        for name, number in sorted(counts.items())
    ]
    columns = (("evidence", "evidence", "<"), ("numbers", "numbers", ">"), ("percent", "%", ">"))
    sound = f"{faults} fault{'s' if faults > 1 else ''}" if faults else "no faults"
    head = f"{files} preset{'s' if files > 1 else ''} checked, {total} numbers, {sound}"
    return listing.report("recyc.preset-check/1", head, columns, rows)


def _path(preset_dirs: list[str], text: str) -> str:
    """Return the file or folder that is meant: a path, or KIND/NAME of a preset at hand."""
    if text.endswith(".toml") or Path(text).is_dir():
        return text
    library = open_library(preset_dirs)
    kind, name = listing.locate(library, text)
    name = library.resolve(kind, name)
    return next(shelf.file(kind, name) for shelf in library.shelves if name in shelf.names(kind).values())


def _documents(files: list[str], folders: list[str]) -> Iterator[Document]:
    """Yield the presets that can be read."""
    libraries: dict[str, Library] = {}
    for file in files:
        root, kind, name = _place(file)
        library = libraries.setdefault(root, Library([root, *folders]))
        try:
            yield library.on_shelf(0, kind, name)
        except (RecycError, RecycErrors):
            continue


def _place(file: str) -> tuple[str, str, str]:
    """Return folder, kind and name of a preset's file: `my/prices/spot.toml` is prices/spot of the folder `my`."""
    path = Path(file).absolute()
    folder = next((parent for parent in path.parents if parent.name in KINDS), None)
    if path.stem in SINGLETONS and folder != path.parent:
        return str(path.parent), path.stem, ""
    folder = folder or path.parent
    return str(folder.parent), folder.name, path.relative_to(folder).with_suffix("").as_posix()


def _records(documents: list[Document]) -> list[Record]:
    """Return every number once, however many presets inherit it."""
    layers = [layer for document in documents for layer in (document, *document.overlays.values())]
    found = {id(record): record for layer in layers for record in layer.records.values()}
    return list(found.values())
