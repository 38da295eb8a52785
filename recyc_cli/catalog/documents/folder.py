"""Lists the presets of a folder, and reads the tables of one when it is needed."""

# ruff: noqa: PTH113, PTH118 (importing pathlib costs as much as a quote's presets)
from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache

from recyc_cli.catalog.vocabulary import SINGLETONS
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.files import LARGEST_TEXT, read_whole
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.catalog.documents.document import Document

HOLDS_PLANTS = b"\n[stages."
"""In the file of a route that holds plants: these may extend others too."""
_PLAIN = str.maketrans({"(": None, ")": None, " ": None, "_": "-"})


@lru_cache(2000)  # the names at hand, asked for over and over
def fold_name(name: str) -> str:
    """Return a name as names are compared: case, brackets and spaces do not count.

    >>> fold_name("NMC(622)"), fold_name("LFP_everbatt 2019")
    ('nmc622', 'lfp-everbatt2019')
    """
    return name.casefold().translate(_PLAIN)


def alias_names(stated: Iterable[tuple[str, Iterable[object]]]) -> dict[str, list[str]]:
    """Return the names behind each alias that presets state.

    >>> alias_names([("leaf-24", ["leaf", "Leaf (24)"]), ("leaf-40", ["leaf"])])
    {'leaf': ['leaf-24', 'leaf-40'], 'leaf24': ['leaf-24']}
    """
    names: dict[str, list[str]] = {}
    for name, aliases in stated:
        for alias in aliases:
            if isinstance(alias, str):
                names.setdefault(fold_name(alias), []).append(name)
    return names


def period(deck: Document) -> tuple[str, str]:
    """Return the market and the period of a deck."""
    return str(deck.tree.get("market", "")), str(deck.tree.get("year", ""))


class Folder:
    """The presets in a folder; nothing is opened before it is asked for."""

    __slots__ = ("_aliases", "_names", "builtin", "root", "shown_root")

    def __init__(self, root: str, *, builtin: bool = False) -> None:
        self.root = root
        self.builtin = builtin
        self.shown_root = "presets" if builtin else root
        self._names: dict[str, dict[str, str]] = {}
        self._aliases: dict[str, dict[str, list[str]]] = {}

    def names(self, kind: str) -> dict[str, str]:
        """Return the names of a kind by their plain form; a kind with one file only has the empty name."""
        if kind not in self._names:
            if kind in SINGLETONS:
                names = [""] if os.path.isfile(self.file(kind, "")) else []
            else:
                names = sorted(_toml_names(os.path.join(self.root, kind)), reverse=True)
            self._names[kind] = {fold_name(name): name for name in names}
        return self._names[kind]

    def aliases(self, kind: str) -> dict[str, list[str]]:
        """Return the names behind each alias, in plain form; this opens every file of the kind.

        Presets that share an alias are a family, as the packs of one car: the alias alone does not say which.
        """
        if kind not in self._aliases:
            stated = ((name, tables.get("aliases", ())) for name, tables in self._readable(kind))
            self._aliases[kind] = alias_names(stated)
        return self._aliases[kind]

    def titles(self, kind: str) -> dict[str, str]:
        """Return the title of each preset of a kind, faulty files left out."""
        return {name: str(tables.get("title", "")) for name, tables in self._readable(kind)}

    def tables(self, kind: str, name: str) -> dict[str, Any]:
        """Return the tables of a file, or raise the RecycError that says why they cannot be read."""
        from recyc_cli.catalog.files import toml_file

        return toml_file.load_toml(self.file(kind, name), self.shown(kind, name))

    def copied(self, other: Folder, kind: str, wanted: str) -> list[str] | None:
        """Return what a preset extends, if its file has the name and the bytes of another folder's.

        None where it has not, or where not only the preset itself may extend another.

        Args:
            other: the other folder.
            kind: of the preset.
            wanted: its name in plain form.
        """
        name = self.names(kind).get(wanted)
        if name is None or other.names(kind).get(wanted) != name:
            return None
        try:
            text, same = (read_whole(each.file(kind, name), most=LARGEST_TEXT) for each in (self, other))
        except RecycError:
            return None
        lines = [line for line in text.splitlines() if line.startswith(b"extends")]
        if text != same or (lines and HOLDS_PLANTS in text):
            return None
        return [line.split(b'"')[1].decode() for line in lines]

    def shown(self, kind: str, name: str) -> str:
        """Return the file's name for messages."""
        return f"{self.shown_root}/{kind}/{name}.toml" if name else f"{self.shown_root}/{kind}.toml"

    def ready(self, kind: str, name: str) -> Document | None:  # noqa: ARG002 - the compiled shelf answers here
        """Return the document if it needs no reading; here it does."""
        return None

    def digest(self) -> str:
        """Return a digest of the files: who has the same one speaks of the same numbers."""
        return digest_of(toml_files(self.root))

    def periods(self) -> dict[str, tuple[str, str]]:
        """Return the market and the period of each price deck if they are known without reading; here none is."""
        return {}

    def file(self, kind: str, name: str) -> str:
        """Return the path of a preset's file."""
        return (
            os.path.join(self.root, kind, *name.split("/")) + ".toml"
            if name
            else os.path.join(self.root, f"{kind}.toml")
        )

    def _readable(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in sorted(self.names(kind).values()):
            try:
                yield name, self.tables(kind, name)
            except (RecycError, RecycErrors):
                continue


def digest_of(files: Iterable[tuple[str, str]], start: str = "", size: int = 8) -> str:
    """Return a digest of files, given as (name, path): their names, sizes and bytes."""
    try:
        from _blake2 import blake2b  # hashlib takes 5 ms to load OpenSSL, which is not needed
    except ImportError:  # pragma: no cover - a Python without the module
        from hashlib import blake2b

    state = blake2b(start.encode(), digest_size=size)
    for name, path in files:
        with suppress(RecycError):
            content = read_whole(path, most=LARGEST_TEXT)
            state.update(f"{name}\0{len(content)}\0".encode())
            state.update(content)
    return state.hexdigest()


def toml_files(root: str) -> Iterator[tuple[str, str]]:
    """Yield (name, path) of every TOML file, in an order that does not depend on the disk."""
    for place, folders, files in os.walk(root):
        folders.sort()
        for file in sorted(files):
            if file.endswith(".toml"):
                path = os.path.join(place, file)
                yield path[len(root) :].replace(os.sep, "/"), path


def _toml_names(folder: str) -> Iterator[str]:
    """Yield the names of the presets in a folder and below, as `everbatt-2023/hydro`."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        prefix = "" if place == folder else os.path.relpath(place, folder).replace(os.sep, "/") + "/"
        for file in files:
            if file.endswith(".toml") and not file.startswith("."):
                yield prefix + file.removesuffix(".toml")
