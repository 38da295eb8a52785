"""Writes new files among a user's presets, whole or not at all, never over another file."""

# ruff: noqa: PTH110, PTH120 (what a path cannot tell is no error here)
from __future__ import annotations

import os
from typing import TYPE_CHECKING

from recyc_cli.catalog.drafts.template import toml_string as quoted
from recyc_cli.catalog.files import toml_file
from recyc_cli.catalog.files.texts import sound
from recyc_cli.files import LARGEST_TEXT, create_file, exists, read_whole, real_path, write_whole
from recyc_cli.locks import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

NAME = "give another name: --as NAME"


def refuse_existing(path: Path, hint: str = NAME) -> None:
    """Raise RecycError E160 where something stands at a path, before work is done for it."""
    if os.path.lexists(path):
        raise exists(str(path), hint)


def write_new(path: Path, content: str) -> None:
    """Write a new file and the folders above it.

    Raises:
        RecycError: E160 where the file exists, E115 where it cannot be written.
    """
    create_file(str(path), sound(content), NAME)


def write_cited(path: Path, entry: Mapping[str, str], wanted: str, content: Callable[[str], str]) -> None:
    """Write a new preset, KIND/NAME.toml in a folder of presets, and what its numbers were read from.

    Args:
        path: of the preset.
        entry: its source, for the folder's sources.toml.
        wanted: the source's id, if it is free.
        content: the text of the preset, given the source's id.

    Raises:
        RecycError: E160 where the preset exists, E115 where a file cannot be written or another program keeps the
            folder to itself, E302, E303 where the sources.toml that is there cannot be read.
    """
    folder = path.parent.parent
    listing = real_path(str(folder / "sources.toml"))
    with locked(os.path.dirname(listing)):
        refuse_existing(path)
        source, listed = _with_source(folder, sound(entry), wanted)
        write_whole(listing, listed, str(folder / "sources.toml"))
        write_new(path, content(source))


def _with_source(folder: Path, entry: Mapping[str, str], wanted: str) -> tuple[str, str]:
    """Return the id under which a folder's sources.toml will know a source, and the text of that file with it.

    A source that says the same already is used again; another one of this id gets a number behind its own.
    """
    path = folder / "sources.toml"
    before = read_whole(str(path), most=LARGEST_TEXT).decode("utf-8-sig", "replace") if os.path.exists(path) else ""
    known = toml_file.load_toml(str(path), str(path)) if before.strip() else {}
    name, count = wanted, 1
    while name in known and known[name] != entry:
        count += 1
        name = f"{wanted}-{count}"
    if name in known:
        return name, before
    lines = [f"[{name}]", *(f"{field} = {quoted(said)}" for field, said in entry.items())]
    return name, (before.rstrip("\n") + "\n\n" if before.strip() else "") + "\n".join(lines) + "\n"
