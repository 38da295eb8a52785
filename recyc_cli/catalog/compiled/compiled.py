"""Reads the compiled form of the built-in presets in a few milliseconds.

A wheel carries the file, made when it was built. A checkout keeps one in the user's cache, named by a digest of the
preset files and of the code that reads them. Whatever is wrong with the file, the TOML itself is read instead.

Layout: MAGIC, CRC-32 of the rest, length of the index, index, then two marshal blobs a document: its values, and the
records behind them, which are loaded only when they are asked for.
"""

# ruff: noqa: PTH118 (importing pathlib costs as much as a quote's presets)
# ruff: noqa: S302 (the data are recyc's own)
from __future__ import annotations

import marshal
import os

from recyc_cli.catalog.documents.document import Document, Layer, Record, Records
from recyc_cli.catalog.documents.folder import Folder, digest_of, toml_files
from recyc_cli.catalog.files import search_path
from recyc_cli.typed import TYPE_CHECKING, Any
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = __version__
MAGIC = b"recyc 1\n"
SHIPPED = "presets.bin"
_READERS = (
    "units.py",
    "files.py",
    "row.py",
    "typed.py",
    "catalog/compiled/compile.py",
    "catalog/files/toml_file.py",
    "catalog/vocabulary.py",
    *(f"catalog/documents/{name}.py" for name in ("document", "folder", "library", "reader", "record", "route_plants")),
)

Details = tuple[dict[str, tuple[Any, ...]], dict[str, dict[str, tuple[Any, ...]]], dict[str, str]]


class Compiled(Folder):
    """The built-in folder, its documents ready made."""

    __slots__ = ("_blobs", "_entries", "_numbers", "_periods", "made_of", "titles_by_kind", "version")

    def __init__(self, data: bytes) -> None:
        super().__init__(search_path.builtin_folder(), builtin=True)
        start = len(MAGIC) + 8
        size = int.from_bytes(data[start - 4 : start], "little")
        index = marshal.loads(data[start : start + size])
        self.version, self.made_of, self._numbers, self._names, self._aliases, self.titles_by_kind = index[:6]
        self._periods, self._entries = index[6:]
        self._blobs = memoryview(data)[start + size :]
        if len(self._blobs) != max((end for _, _, end in self._entries.values()), default=0):
            raise EOFError(f"{len(self._blobs)} bytes of presets are not what the index says")

    def titles(self, kind: str) -> dict[str, str]:
        """Return the title of each preset of a kind."""
        titles: dict[str, str] = self.titles_by_kind.get(kind, {})
        return titles

    def digest(self) -> str:
        """Return the digest that the TOML files had when this was made of them."""
        return str(self._numbers)

    def periods(self) -> dict[str, tuple[str, str]]:
        """Return the market and the period of each price deck."""
        periods: dict[str, tuple[str, str]] = self._periods
        return periods

    def ready(self, kind: str, name: str) -> Document | None:
        """Return a document; its records stay unopened until they are needed."""
        begin, middle, end = self._entries[kind, name]
        tree, foreign, overlays = marshal.loads(self._blobs[begin:middle])
        details = _once(self._blobs[middle:end])
        return Document(
            kind,
            name,
            self.shown(kind, name),
            Layer(tree, foreign, lambda: _records(details()[0])),
            {key: _overlay(key, tree, foreign, details) for key, (tree, foreign) in overlays.items()},
            lambda: details()[2],
        )


def _once(blob: memoryview) -> Callable[[], Details]:
    loaded: list[Details] = []

    def details() -> Details:
        if not loaded:
            loaded.append(marshal.loads(blob))
        return loaded[0]

    return details


def _overlay(name: str, tree: dict[str, Any], foreign: dict[str, str], details: Callable[[], Details]) -> Layer:
    return Layer(tree, foreign, lambda: _records(details()[1][name]))


def _records(rows: dict[str, tuple[Any, ...]]) -> Records:
    new = tuple.__new__  # three times as fast as Record._make
    return {path: new(Record, row) for path, row in rows.items()}


def digest_of_all(root: str) -> str:
    """Return a digest of all preset files and of the code that reads them."""
    code = [(name, os.path.join(search_path.PACKAGE, name)) for name in _READERS]
    return digest_of([*code, *toml_files(root)], VERSION, 16)
