"""Opens files, packages, folders and JSON lines as the texts of passports.

Nothing is held but the text at hand, so that a folder of a hundred thousand takes the memory of one. What would unpack
to far more than passports do is refused before it is unpacked.
"""

# ruff: noqa: PTH112, PTH118, PTH119, PTH123 (as files.py, without pathlib)
from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.errors import RecycError
from recyc_cli.files import UNREADABLE, read_whole
from recyc_cli.importing.passports.files.aas_xml import parse_xml
from recyc_cli.importing.passports.files.json_text import BROKEN, LONGEST, parse_json
from recyc_cli.importing.unzipping import FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator

ZIP = b"PK\x03\x04"
FREE, TIMES = 50_000_000, 100
"""Bytes that a package may unpack to: so many, and so often its own size; JSON comes to some thirty times that."""
ENTRIES = 500_000
SUFFIXES = (".json", ".jsonl", ".ndjson", ".zip", ".aasx")
LINES = (".jsonl", ".ndjson")
_SKIPPED = ("__macosx", ".")
_OFFICE = ("[content_types].xml", "_rels")
"""What stands in every package of this kind, and says nothing."""


class Text(NamedTuple):
    """One tree of a file, or the fault that kept it from being read."""

    name: str
    tree: Any
    fault: RecycError | None = None
    package: str = ""
    """The file, or the folder below the one asked for, that it stands in with others."""


def texts_in(path: str) -> Iterator[Text]:
    """Yield what a file, a package or a folder holds, in the order of names."""
    if os.path.isdir(path):
        yield from _folder(path)
    else:
        yield from _file(path, os.path.basename(path))


def _folder(path: str) -> Iterator[Text]:
    """Yield what the files of a folder hold, and those below it."""
    for base, folders, names in os.walk(path):
        folders[:] = sorted(each for each in folders if not each.lower().startswith(_SKIPPED))
        below = os.path.relpath(base, path).replace(os.sep, "/").removeprefix(".")
        known = (name for name in names if name.lower().endswith(SUFFIXES) and not name.startswith("."))
        for name in sorted(known, key=lambda each: (not each.lower().endswith(SUFFIXES[0]), each)):
            for text in _file(os.path.join(base, name), f"{below}/{name}".lstrip("/")):
                yield text if text.package else text._replace(package=below)


def _file(path: str, name: str) -> Iterator[Text]:
    """Yield what a file holds."""
    try:
        if path.lower().endswith(LINES):
            yield from _lines(path, name)
            return
        data = read_whole(path, name)
        if data.startswith(ZIP):
            yield from _package(data, name)
            return
        yield from _trees(data, name)
    except RecycError as fault:
        yield Text(name, None, fault)


def _trees(data: bytes, name: str) -> Iterator[Text]:
    """Yield the one tree of a text, or each of a list."""
    if not data.strip():
        raise RecycError(UNREADABLE, "the file is empty", name)
    tree = parse_xml(data, name) if data.lstrip()[:1] == b"<" else parse_json(data, name)
    if isinstance(tree, list) and len(tree) != 1:
        yield from (Text(f"{name}[{index}]", each, None, name) for index, each in enumerate(tree))
    else:
        yield Text(name, tree[0] if isinstance(tree, list) else tree)


def _lines(path: str, name: str) -> Iterator[Text]:
    """Yield the tree of each line; what stands in one is told by its number."""
    with open(path, "rb") as file:
        head = file.read(4)
        file.seek(0)
        encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        reader = io.TextIOWrapper(file, encoding, errors="replace", newline="\n")
        at = 0
        while line := reader.readline(LONGEST + 1):
            at += 1
            where = f"{name}:{at}"
            if len(line) > LONGEST:
                yield Text(where, None, RecycError(BROKEN, "a line without an end: no passport is", where), name)
                return
            if line.strip():
                yield _parsed(line.encode("utf-8"), where)._replace(package=name)


def _parsed(data: bytes, name: str) -> Text:
    try:
        return Text(name, parse_json(data, name))
    except RecycError as fault:
        return Text(name, None, fault)


def _package(data: bytes, name: str) -> Iterator[Text]:
    """Yield what the files of a zip, or of an AASX package, hold."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = [part for part in package.infolist() if not part.is_dir()]
    except FAULTS as fault:
        raise RecycError(BROKEN, f"no package that can be read: {str(fault)[:80]}", name) from None
    size = sum(part.file_size for part in parts)
    if len(parts) > ENTRIES or size > FREE + TIMES * len(data) or len(parts) * LEAST > len(data):
        message = f"{len(data) / 1e6:.3g} MB that unpack to {size / 1e6:,.0f} MB in {len(parts):,} files"
        raise RecycError(BROKEN, f"{message}: no passports do that", name)
    for part in sorted(parts, key=lambda each: each.filename):
        if _of_use(part.filename):
            for text in _entry(package, part, f"{name}/{part.filename}"):
                yield text._replace(package=name)


LEAST = 60
"""Bytes of a package that each of its files takes at least."""


def _of_use(name: str) -> bool:
    """Tell whether a file of a package may hold a passport."""
    low = name.lower()
    hidden = any(step.startswith(_SKIPPED) for step in low.split("/"))
    xml = low.endswith(".xml") and not low.startswith(_OFFICE)
    return not hidden and (low.endswith((".json", *LINES)) or xml)


def _entry(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> Iterator[Text]:
    """Yield what one file of a package holds."""
    if part.file_size > LONGEST:
        yield Text(name, None, RecycError(BROKEN, f"longer than {LONGEST // 1_000_000} MB: no passport is", name))
        return
    try:
        with package.open(part) as file:
            data = file.read(LONGEST + 1)
        if name.lower().endswith(LINES):
            for at, line in enumerate(data.splitlines(), 1):
                if line.strip():
                    yield _parsed(line, f"{name}:{at}")
        else:
            yield from _trees(data, name)
    except RecycError as fault:
        yield Text(name, None, fault)
    except FAULTS as fault:
        yield Text(name, None, RecycError(BROKEN, f"cannot be unpacked: {str(fault)[:80]}", name))
