"""Rewrites what a user's preset calls by an earlier name; comments, order and spacing of the file stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.vocabulary import RENAMED
from recyc_cli.files import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import MutableMapping


def mend(path: str, kind: str) -> list[tuple[str, str]]:
    """Rewrite a file of a kind whose keys have other names today, whole or not at all.

    Returns:
        (path then, path now) of each key renamed; where there is none the file is left alone.

    Raises:
        RecycError: E115 where the file cannot be written, E301 where it cannot be read.
    """
    if kind not in RENAMED:
        return []
    import tomlkit

    text = tomlkit.parse(read_whole(path).decode("utf-8-sig"))
    done = [(old, new) for old, new in RENAMED[kind].items() if _renamed(text, old.split("."), new.split("."))]
    if done:
        write_whole(path, tomlkit.dumps(text))
    return done


def _renamed(text: MutableMapping[str, Any], old: list[str], new: list[str]) -> bool:
    """Give an entry of a file its other name; tell whether it is there."""
    table: Any = text
    for part in old[:-1]:
        table = table.get(part)
        if not hasattr(table, "items"):
            return False
    if old[-1] not in table:
        return False
    value = table.pop(old[-1])
    table = text
    for part in new[:-1]:
        table = table.setdefault(part, {})
    table[new[-1]] = value
    return True
