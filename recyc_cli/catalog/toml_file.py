"""A TOML file from disk, or the reason why it cannot be read."""

from __future__ import annotations

from typing import Any

from recyc_cli.errors import RecycError
from recyc_cli.files import read_whole


def load(path: str, shown: str) -> dict[str, Any]:
    """Return the tables of a TOML file; `shown` names it in messages.

    Raises RecycError E301 (no such file, a directory, no permission), E302 (empty, or no text in UTF-8), E303 (syntax).
    """
    return tables(read_whole(path, shown), shown)


def tables(data: bytes, shown: str) -> dict[str, Any]:
    """Parse the bytes of a TOML file, or raise RecycError E302 or E303."""
    import tomllib

    hint = "presets are TOML text in UTF-8"
    if b"\0" in data:
        raise RecycError("E302", "a binary file, no text", shown, hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RecycError("E302", f"not UTF-8 at line {line}", shown, hint) from None
    if not text.strip():
        raise RecycError("E302", "the file is empty", shown, hint)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RecycError("E303", f"TOML syntax: {error}", shown, hint) from None
    except RecursionError:
        raise RecycError("E303", "TOML syntax: nested too deeply", shown, hint) from None
