"""`recyc presets check` lists faults of presets and counts their numbers by evidence."""

# ruff: noqa: PTH112 (a name too long to be a folder's is none, not an error)
from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from recyc_cli.catalog.check_folder import check_path
from recyc_cli.catalog.checks.strict import aged, each_once, strict_faults
from recyc_cli.catalog.drafts.mend import mend_file
from recyc_cli.catalog.files import search_path
from recyc_cli.catalog.open_library import library_of, open_library
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS
from recyc_cli.cli.presets import list_presets
from recyc_cli.cli.presets.find_preset import kind_and_name
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.report.notes.own_notes import renamed_in
from recyc_cli.report.notes.telling import full
from recyc_cli.scenario.fill_in import usual_deck, usual_spreads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.catalog.checks.strict import Aged
    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.shapes.lists import CheckRow, RecordsReport

UNSAID = "not said"
OLD = "E362"


def check_presets(
    preset_dirs: list[str], names: list[str], *, strict: bool = False, older_than: int | None = None, each: bool = False
) -> tuple[RecordsReport, list[RecycError]]:
    """Check the presets named (files, folders or KIND/NAME), or all; return the count by evidence and every fault.

    `strict` also asks each number for evidence, a plausible size and a spread; `older_than` is the first year that
    is new enough: it counts older numbers by preset, or lists `each` of them.
    """
    folders = search_path.user_folders(preset_dirs)
    paths = [_path(preset_dirs, name) for name in names] or [*folders, search_path.builtin_folder()]
    files: list[str] = []
    faults: list[RecycError] = []
    libraries: dict[str, Library] = {}
    for path in paths:
        checked, faults_of_path = check_path(path, folders, libraries)
        files += checked
        faults += faults_of_path
    documents = _ordered(_documents(files, folders, libraries))
    library = open_library(preset_dirs)
    if strict:
        faults += strict_faults(documents, usual_deck(library).tree.get("fx", {}), usual_spreads(library))
    report = _report(library, len(files), _evidence(documents), len(faults))
    report["notes"] += [full(each) for document in documents for each in renamed_in(document, library)]
    if older_than is None:
        return report, faults
    old = list(aged(documents, library.sources(), older_than))
    if old:
        faults.append(_too_old(old, older_than))
        report = _with_old(report, old, older_than, each=each)
    return report, faults


def mend_presets(preset_dirs: list[str], names: list[str]) -> list[str]:
    """Rewrite the keys of a user's files that have other names today; say what was renamed where."""
    folders = search_path.user_folders(preset_dirs)
    paths = [_path(preset_dirs, name) for name in names] or folders
    files = [file for path in paths for file in check_path(path, folders)[0]]
    return [f"{file}: {old} is now {new}" for file in files for old, new in mend_file(file, _folder_kind_name(file)[1])]


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


def _ordered(documents: Iterable[Document]) -> list[Document]:
    """Put parents before their heirs: a number is told for the preset that states it."""
    ordered = list(documents)
    by_path = {document.path: document for document in ordered}
    return sorted(ordered, key=lambda document: _depth(by_path, document))


def _depth(by_path: dict[str, Document], document: Document) -> int:
    """Return how many presets of its own folder stand behind one: of other folders' a folder has its own copies."""
    parent = document.tree.get("extends", "")
    above = by_path.get(f"{document.path.removesuffix(f'{document.name}.toml')}{parent}.toml")
    return 1 + _depth(by_path, above) if above is not None and above is not document else 0


def _report(library: Library, files: int, counts: dict[str, int], faults: int) -> RecordsReport:
    """Return the count as a list of records."""
    total = sum(counts.values())
    rows: list[CheckRow] = [
        {"of": "", "evidence": name, "numbers": number, "percent": round(100 * number / total, 1)}
        for name, number in sorted(counts.items())
    ]
    columns = (("evidence", "evidence", "<"), ("numbers", "numbers", ">"), ("percent", "%", ">"))
    sound = _counted(faults, "fault") if faults else "no faults"
    head = f"{_counted(files, 'preset')} checked, {_counted(total, 'number')}, {sound}"
    return list_presets.list_report(library, "recyc.preset-check/1", head, columns, rows, group="of")


def _counted(count: int, what: str) -> str:
    """Write how many there are.

    >>> _counted(1, "preset"), _counted(0, "preset")
    ('1 preset', '0 presets')
    """
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _with_old(report: RecordsReport, old: list[Aged], older_than: int, *, each: bool) -> RecordsReport:
    """Add the numbers that are too old to a report: by preset, or each of them."""
    of = f"older than {older_than}"
    by_preset: dict[str, list[Aged]] = {}
    for number in old:
        by_preset.setdefault(number.preset, []).append(number)
    rows: list[CheckRow] = [
        {"of": of, "preset": number.preset, "path": number.path, "dated": number.dated, "source": number.source}
        for number in old
    ]
    if not each:
        rows = [
            {
                "of": of,
                "preset": preset,
                "numbers": len(numbers),
                "dated": ", ".join(sorted({number.dated for number in numbers})),
                "source": ", ".join(sorted({number.source for number in numbers})),
            }
            for preset, numbers in by_preset.items()
        ]
    columns = [("preset", "preset", "<"), ("path", "path", "<"), *report["columns"]]
    columns += [("dated", "dated", "<"), ("source", "source", "<")]
    head = [f"{report['head'][0]}; {len(old)} older than {older_than}"]
    return {**report, "head": head, "columns": columns, "rows": [*report["rows"], *rows]}


def _too_old(old: list[Aged], older_than: int) -> RecycError:
    """Return the one fault of all numbers that are too old."""
    presets = len({number.preset for number in old})
    message = f"older than {older_than}: {_counted(len(old), 'number')} of {_counted(presets, 'preset')}"
    return RecycError(OLD, message, "--older-than", "find newer figures; -v lists each number")


def _evidence(documents: list[Document]) -> dict[str, int]:
    """Count every number once by its evidence, however many presets inherit it."""
    return Counter(record.evidence or UNSAID for _, _, record in each_once(documents))


def _path(preset_dirs: list[str], text: str) -> str:
    """Return the file or folder that is meant: a path, or KIND/NAME of a preset at hand."""
    if text.endswith(".toml") or os.path.isdir(text):
        return text
    library = open_library(preset_dirs)
    kind, name = kind_and_name(library, text)
    name = library.resolve(kind, name)
    return next(shelf.file(kind, name) for shelf in library.shelves if name in shelf.names(kind).values())


def _documents(files: list[str], folders: list[str], libraries: dict[str, Library]) -> Iterator[Document]:
    """Yield the presets that can be read, of what was read before by its folder."""
    for file in files:
        root, kind, name = _folder_kind_name(file)
        if root not in libraries:
            libraries[root] = library_of([root, *folders])
        try:
            yield libraries[root].on_shelf(0, kind, name)
        except (RecycError, RecycErrors):
            continue


def _folder_kind_name(file: str) -> tuple[str, str, str]:
    """Return folder, kind and name of a preset's file: `my/prices/spot.toml` is prices/spot of the folder `my`."""
    path = Path(file).absolute()
    folder = next((parent for parent in path.parents if parent.name in KINDS), None)
    if path.stem in SINGLETONS and folder != path.parent:
        return str(path.parent), path.stem, ""
    folder = folder or path.parent
    return str(folder.parent), folder.name, path.relative_to(folder).with_suffix("").as_posix()
