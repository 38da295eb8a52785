"""Reads a TOML file from disk, or says why it cannot be read."""

from __future__ import annotations

from typing import Any

from recyc_cli.errors import RecycError
from recyc_cli.files import LARGEST_TEXT, read_whole

DEEPEST, LARGEST = 50, 2**63
"""Levels of tables, of which presets have less than ten; whole numbers end there in TOML."""
TOO_LONG, TOO_DEEP = "TOML syntax: a whole number of too many digits", "TOML syntax: nested too deeply"


def load_toml(path: str, shown: str) -> dict[str, Any]:
    """Return the tables of a TOML file; `shown` names it in messages.

    Raises RecycError E301 (no such file, a directory, no permission), E302 (empty, or no text in UTF-8), E303 (syntax).
    """
    return tables(read_whole(path, shown, LARGEST_TEXT), shown)


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
        tables_read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RecycError("E303", f"TOML syntax: {error}", shown, hint) from None
    except ValueError:
        raise RecycError("E303", TOO_LONG, shown, hint) from None
    except RecursionError:
        raise RecycError("E303", TOO_DEEP, shown, hint) from None
    fault = _beyond(tables_read)
    if fault:
        raise RecycError("E303", fault, shown, hint)
    return tables_read


def _beyond(tables_read: dict[str, Any]) -> str:
    """Say what TOML allows and no preset has: tables in tables without end, whole numbers of more than 64 bits.

    >>> _beyond({"metals": {"nickel": 16}}), _beyond({"year": 2**64})
    ('', 'TOML syntax: a whole number of too many digits')
    """
    level: list[Any] = [tables_read]
    for _ in range(DEEPEST):
        inside = [item for group in level for item in (group.values() if isinstance(group, dict) else group)]
        if any(type(item) is int and abs(item) >= LARGEST for item in inside):
            return TOO_LONG
        level = [item for item in inside if isinstance(item, (dict, list))]
    return TOO_DEEP if level else ""
