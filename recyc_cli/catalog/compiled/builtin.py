"""Finds the built-in presets: the file of a wheel, one of the cache, or the TOML itself."""

# ruff: noqa: PTH118, PTH123 (importing pathlib costs as much as a quote's presets)
from __future__ import annotations

import os
from contextlib import suppress

from recyc_cli.catalog.compiled.compiled import MAGIC, SHIPPED, VERSION, Compiled, digest_of_all
from recyc_cli.catalog.documents.folder import Folder
from recyc_cli.catalog.files import search_path
from recyc_cli.errors import RecycError, RecycErrors


def builtin() -> Folder:
    """Return the built-in presets: compiled where that is possible, else the folder of TOML."""
    shipped = opened(os.path.join(search_path.PACKAGE, SHIPPED), trusted=True)
    if shipped and shipped.version == VERSION:
        return shipped
    folder = Folder(search_path.builtin_folder(), builtin=True)
    digest = digest_of_all(folder.root)
    path = os.path.join(search_path.cache_folder(), f"presets-{digest}.bin")
    return opened(path) or _made(folder, path, digest) or folder


def opened(path: str, *, trusted: bool = False) -> Compiled | None:
    """Return the compiled presets in a file, or None where there is none or it is damaged.

    A file out of a wheel is `trusted`: its installer has checked it.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    if not (data.startswith(MAGIC) and (trusted or _intact(data))):
        return None
    try:
        return Compiled(data)
    except (EOFError, ValueError, TypeError):
        return None


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
