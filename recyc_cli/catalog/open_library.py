"""Opens the user's presets over the built-in ones.

Hands the library the checks that users' files must pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.compiled.builtin import builtin
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.files.search_path import user_folders

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
