"""Reads written fields of a passport again, and names what its model asks for besides."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError
from recyc_cli.importing.passports.files.json_text import parse_json
from recyc_cli.importing.passports.reading import read_parts
from recyc_cli.importing.passports.tree import FORMATS
from recyc_cli.report.notes.telling import note

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.notes.telling import Remark

SAME = 1e-6
"""Percentages that are told with six digits."""
EACH = "*"


def notes_of_fields(text: str, kind: str, shares: Mapping[str, float], library: Library) -> Iterator[Remark]:
    """Yield what is to know of the fields of a passport: what of it a reader takes otherwise, and what is due besides.

    The model is held softly: what is missing is named, not refused.

    Args:
        text: the fields as JSON.
        kind: of the passport.
        shares: recycled, as they were to be told [%], by the metal's name.
        library: of presets, by which passports are read.
    """
    tree = parse_json(text.encode(), kind)
    model = FORMATS["written"][kind]
    other = _read_otherwise(tree, kind, shares, library)
    if other:
        yield note("certificate-part", case="unread", model=model["model"], what=other)
    missing = [path for path in model["due"] if not _has(tree, path.split("."))]
    if missing:
        yield note("certificate-part", model=model["model"], what=", ".join(missing))


def _read_otherwise(tree: Any, kind: str, shares: Mapping[str, float], library: Library) -> str:  # noqa: ANN401 - JSON
    """Return what `recyc passport` reads otherwise than it was meant; nothing where all is the same."""
    try:
        reading = read_parts([("", tree)], kind, library, date.today().year)  # noqa: DTZ011 - the year here
    except RecycError as fault:
        return fault.message
    found = [each.message for each in (*reading.refused, *reading.doubts)]
    for name in {**shares, **reading.recycled}:
        meant, read = shares.get(name), reading.recycled.get(name)
        if meant is None or read is None or abs(meant - read) > SAME:
            found.append(f"{name} {read} %, not {meant}")
    return "; ".join(found)


def _has(tree: Any, steps: list[str]) -> bool:  # noqa: ANN401 - JSON
    """Tell whether something stands at a path; at `*` in every entry of a list or a table.

    >>> _has({"a": [{"b": 1}, {"b": 2}]}, ["a", "*", "b"]), _has({"a": {"x": {}}}, ["a", "*", "b"])
    (True, False)
    """
    if not steps:
        return True
    first, *rest = steps
    if first == EACH:
        entries = list(tree.values()) if isinstance(tree, dict) else tree if isinstance(tree, list) else []
        return bool(entries) and all(_has(each, rest) for each in entries)
    return isinstance(tree, dict) and first in tree and _has(tree[first], rest)
