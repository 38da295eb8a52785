"""New files among a user's presets: whole or not at all, and never over one that is there."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from recyc_cli.catalog import toml_file
from recyc_cli.catalog.drafting import text as quoted
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

EXISTS, UNWRITABLE = "E160", "E115"


def refuse_existing(path: Path, option: str = "--as NAME") -> None:
    """Raise RecycError E160 where something stands at a path; `option` names the file."""
    if path.exists() or path.is_symlink():
        raise RecycError(EXISTS, "it exists, and is not overwritten", str(path), f"give another name: {option}")


def write_new(path: Path, content: str) -> None:
    """Write a new file and the folders above it.

    Raises:
        RecycError: E160 where the file exists, E115 where it cannot be written.
    """
    refuse_existing(path)
    _write(path, content)


def write_cited(path: Path, entry: Mapping[str, str], wanted: str, content: Callable[[str], str]) -> None:
    """Write a new preset, KIND/NAME.toml in a folder of presets, and what its numbers were read from.

    Args:
        path: of the preset.
        entry: its source, for the folder's sources.toml.
        wanted: the source's id, if it is free.
        content: the text of the preset, given the source's id.

    Raises:
        RecycError: E160 where the preset exists, E115 where a file cannot be written, E302, E303 where the
            sources.toml that is there cannot be read.
    """
    refuse_existing(path)
    folder = path.parent.parent
    source, listed = _with_source(folder, entry, wanted)
    _write(folder / "sources.toml", listed)
    _write(path, content(source))


def _with_source(folder: Path, entry: Mapping[str, str], wanted: str) -> tuple[str, str]:
    """Return the id under which a folder's sources.toml will know a source, and the text of that file with it.

    A source that says the same already is used again; another one of this id gets a number behind its own.
    """
    path = folder / "sources.toml"
    before = toml_file.content(str(path), str(path)).decode("utf-8-sig", "replace") if path.exists() else ""
    known = toml_file.load(str(path), str(path)) if before.strip() else {}
    name, count = wanted, 1
    while name in known and known[name] != entry:
        count += 1
        name = f"{wanted}-{count}"
    if name in known:
        return name, before
    lines = [f"[{name}]", *(f"{field} = {quoted(said)}" for field, said in entry.items())]
    return name, (before.rstrip("\n") + "\n\n" if before.strip() else "") + "\n".join(lines) + "\n"


def _write(path: Path, content: str) -> None:
    """Write a file beside its place and move it there."""
    draft = path.with_name(f".{path.name[:200]}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
        draft.replace(path)
    except OSError as error:
        raise RecycError(UNWRITABLE, f"cannot write it: {error.strerror or error}", str(path)) from None
    finally:
        with suppress(OSError):
            draft.unlink()
