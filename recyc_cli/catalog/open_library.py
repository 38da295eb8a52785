"""Opens the user's presets over the built-in ones.

Hands the library the checks that users' files must pass.
"""

# ruff: noqa: PTH118, PTH123 (importing pathlib costs as much as a quote's presets)
from __future__ import annotations

import os
from contextlib import suppress

from recyc_cli.catalog.compiled.compiled import MAGIC, SHIPPED, VERSION, Compiled, digest_of_all
from recyc_cli.catalog.documents.folder import Folder
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.files import search_path
from recyc_cli.catalog.files.search_path import user_folders
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.record import Faults
    from recyc_cli.catalog.documents.snapshot import Recording

_builtin: list[Library] = []


def open_library(preset_dirs: Iterable[str] = ()) -> Library:
    """Return the library of all presets: the built-in ones are opened once in a process, users' files each time.

    The order of search: `--preset-dir`, RECYC_PRESETS, ./presets, the user's folder, the built-in ones.
    """
    folders = user_folders(preset_dirs)
    return library_of(folders) if folders else builtin_library()


def builtin_library() -> Library:
    """Return the library of the built-in presets alone."""
    if not _builtin:
        _builtin.append(Library((), builtin()))
    return _builtin[0]


def library_of(folders: Iterable[str]) -> Library:
    """Return the library of some folders over the built-in presets."""
    return Library(folders, builtin_library().shelves[-1], check_file)


def recording_library(preset_dirs: Iterable[str]) -> Recording:
    """Return a library of all presets that remembers which ones it was asked for."""
    from recyc_cli.catalog.documents.snapshot import Recording

    return Recording(user_folders(preset_dirs), builtin_library().shelves[-1], check_file)


def check_file(library: Library, document: Document, faults: Faults) -> None:
    """Add the faults of a user's file to those of its numbers; pydantic is imported only where there is such a file."""
    from recyc_cli.catalog.checks.preset_checks import check_structure

    check_structure(library, document, faults)


def builtin() -> Folder:
    """Return the built-in presets: compiled where that is possible, else the folder of TOML."""
    shipped = open_compiled(os.path.join(search_path.PACKAGE, SHIPPED), trusted=True)
    if shipped and shipped.version == VERSION:
        return shipped
    folder = Folder(search_path.builtin_folder(), builtin=True)
    digest = digest_of_all(folder.root)
    path = os.path.join(search_path.cache_folder(), f"presets-{digest}.bin")
    return open_compiled(path) or _made(folder, path, digest) or folder


def open_compiled(path: str, *, trusted: bool = False) -> Compiled | None:
    """Return the compiled presets in a file, or None where there is none or it is damaged.

    A file out of a wheel is `trusted`: its installer has checked it. One of the cache has to be the user's own, and
    nobody else may write it: what is in it is taken for recyc's own numbers, and `marshal` reads no stranger's bytes.
    """
    try:
        with open(path, "rb") as file:
            if not (trusted or _own(os.fstat(file.fileno()))):
                return None
            data = file.read()
    except OSError:
        return None
    if not (data.startswith(MAGIC) and (trusted or _intact(data))):
        return None
    try:
        return Compiled(data)
    except (EOFError, ValueError, TypeError):
        return None


def _own(status: os.stat_result) -> bool:
    """Tell whether a file is the user's, and only the user may write it; Windows has a cache for each user anyway."""
    return os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def _intact(data: bytes) -> bool:
    from zlib import crc32

    start = len(MAGIC) + 4
    return int.from_bytes(data[len(MAGIC) : start], "little") == crc32(data[start:])


def _made(folder: Folder, path: str, digest: str) -> Compiled | None:
    """Compile the presets now and keep the file; None where a preset is faulty: whoever asks for it is told."""
    from recyc_cli.catalog.compiled.compile import compile_presets, store

    try:
        data = compile_presets(folder, digest)
    except RecycErrors:
        return None
    with suppress(OSError, RecycError):
        store(path, data)
    return Compiled(data)
