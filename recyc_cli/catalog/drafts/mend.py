"""Rewrites what a user's preset calls by an earlier name.

Comments, order and spacing of the file stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents.set_tables import SET, SEVERAL
from recyc_cli.catalog.vocabulary import RENAMED, kind_of
from recyc_cli.files import LARGEST_TEXT, read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    Table = MutableMapping[str, Any]


def mend_file(path: str, kind: str) -> list[tuple[str, str]]:
    """Rewrite a file of a kind whose keys have other names today, whole or not at all.

    Returns:
        (path then, path now) of each key renamed; where there is none the file is left alone.

    Raises:
        RecycError: E115 where the file cannot be written, E301 where it cannot be read.
    """
    if not RENAMED:
        return []
    import tomlkit

    text = tomlkit.parse(read_whole(path, most=LARGEST_TEXT).decode("utf-8-sig"))
    done = [
        (f"{above}{old}", f"{above}{new}")
        for above, table, of in _tables(text, kind)
        for old, new in RENAMED.get(of, {}).items()
        if _renamed(table, old.split("."), new.split("."))
    ]
    if done:
        write_whole(path, tomlkit.dumps(text))
    return done


def _tables(text: Table, kind: str) -> Iterator[tuple[str, Table, str]]:
    """Yield the file itself and what its `set` table holds: the path, the table, the kind of preset that it is of."""
    yield "", text, kind
    for role, table in _inner(text.get("set")):
        if role in SEVERAL:
            yield from ((f"{SET}{role}.{name}.", inner, role) for name, inner in _inner(table))
        else:
            yield f"{SET}{role}.", table, kind_of(role)


def _inner(table: Any) -> list[tuple[str, Table]]:  # noqa: ANN401 - whatever stands in a file
    """Return the tables in a table, by their keys."""
    return [(key, item) for key, item in table.items() if hasattr(item, "items")] if hasattr(table, "items") else []


def _renamed(text: Table, old: list[str], new: list[str]) -> bool:
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
