"""What sets two answers apart, by kind: the key, column or sheet where it stands, without the number of the row."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

ALWAYS_TOLD = 1e-300
"""Least scale of a block, so that a block of zeros divides."""


@dataclass
class Kind:
    """How often a kind of difference was met, in which files, and the first of them."""

    first: str
    count: int = 0
    files: set[str] = field(default_factory=set)


class Differences:
    """What differs between all pairs of files, by kind; numbers that rounding sets apart are counted and no difference.

    >>> seen = Differences(1e-12)
    >>> seen.json('{"totals": {"cost": 5000, "margin": 1.0}, "sources": ["a"], "notes": [{"code": "x", "text": "y"}]}',
    ...     '{"totals": {"cost": 5001, "margin": 1.0000000000001}, "sources": ["b", "a"], "notes": []}')
    >>> [(name, kind.count) for name, kind in seen.kinds.items()], seen.rounded
    ([('json totals.cost changed', 1), ('json sources[] added', 1), ('json notes[x] removed', 1)], 1)
    """

    def __init__(self, tolerance: float = 0.0) -> None:
        self.tolerance = tolerance
        """[share of the largest amount of a block]"""
        self.kinds: dict[str, Kind] = {}
        self.rounded = 0
        self.furthest = 0.0
        """The largest deviation that was taken for rounding [share of the largest amount of its block]."""
        self.file = ""
        """Of which pair of files the next difference is."""

    def add(self, kind: str, example: str = "") -> None:
        """Count one difference."""
        known = self.kinds.setdefault(kind, Kind(f"{self.file}: {example}" if example else self.file))
        known.count += 1
        known.files.add(self.file)

    def value(self, kind: str, old: object, new: object, scale: float) -> None:
        """Compare two values, numbers by the largest amount of their block.

        Args:
            kind: what the value is.
            old: a number, text or nothing.
            new: the same in the other answer.
            scale: largest amount of the block, in the unit of the number.
        """
        if repr(old) == repr(new):
            return
        if is_number(old) and is_number(new):
            apart = abs(old - new) / max(abs(old), abs(new), scale, ALWAYS_TOLD)
            if apart <= self.tolerance:
                self.rounded += 1
                self.furthest = max(self.furthest, apart)
                return
        self.add(f"{kind} changed", f"{_short(old)} -> {_short(new)}")

    def pairs(
        self, kind: str, olds: Sequence[Any], news: Sequence[Any], identity: Callable[[Any], object]
    ) -> Iterator[tuple[Any, Any]]:
        """Yield the entries of two lists that are of the same thing; tell those that came, went or moved."""
        before, after = _by_identity(olds, identity), _by_identity(news, identity)
        common = [key for key in before if key in after]
        if common != [key for key in after if key in before]:
            self.add(f"{kind} in another order")
        yield from ((before[key], after[key]) for key in common)
        gone = [before[key] for key in before if key not in after]
        came = [after[key] for key in after if key not in before]
        if len(gone) == len(came) and not any(isinstance(entry, str) for entry in (*gone, *came)):
            yield from zip(gone, came, strict=True)
            return
        for what, entries in (("removed", gone), ("added", came)):
            for entry in entries:
                self.add(f"{coded(kind, entry)} {what}", _short(identity(entry) or entry))

    def json(self, old: str, new: str) -> None:
        """Compare two JSON documents."""
        try:
            before, after = json.loads(old), json.loads(new)
        except ValueError:
            self.add("json no longer JSON, or not before")
            return
        self._any("json", before, after, 0.0)

    def csv(self, old: str, new: str) -> None:
        """Compare two tables in CSV, section by section, the numbers of a unit with each other."""
        (head, before), (other_head, after) = _sections(old), _sections(new)
        for _ in self.pairs("csv column[]", head, other_head, str):
            pass
        for section in dict.fromkeys((*before, *after)):
            self._list(f"csv {section[0]}", before.get(section, []), after.get(section, []))

    def lines(self, kind: str, old: str, new: str) -> None:
        """Compare lines of text, each by what stands before its colon."""
        before, after = Counter(old.splitlines()), Counter(new.splitlines())
        for what, lines in (("removed", before - after), ("added", after - before)):
            for line in lines.elements():
                self.add(f"{kind} {line.partition(':')[0][:40]} {what}", _short(line))

    def _any(self, kind: str, old: object, new: object, scale: float) -> None:
        """Compare two values of a document."""
        if isinstance(old, dict) and isinstance(new, dict):
            self._table(kind, old, new, dict.fromkeys(old, largest_amount(old)))
        elif isinstance(old, list) and isinstance(new, list):
            self._list(kind, old, new)
        else:
            self.value(kind, old, new, scale)

    def _list(self, kind: str, olds: list[Any], news: list[Any]) -> None:
        """Compare two lists; an amount in a row is held against the largest of its column."""
        scales: dict[str, float] = {}
        for row in (row for row in olds if isinstance(row, dict)):
            for name in (name for name in row if is_number(row[name])):
                scales[name] = max(scales.get(name, 0.0), abs(row[name]))
        for old, new in self.pairs(f"{kind}[]", olds, news, identity_of):
            if isinstance(old, dict) and isinstance(new, dict):
                self._table(coded(f"{kind}[]", old), old, new, scales)
            else:
                self._any(f"{kind}[]", old, new, 0.0)

    def _table(self, kind: str, old: dict[str, Any], new: dict[str, Any], scales: Mapping[str, float]) -> None:
        """Compare two tables, key by key."""
        if [key for key in old if key in new] != [key for key in new if key in old]:
            self.add(f"{kind} keys in another order")
        for what, keys in (("removed", old.keys() - new.keys()), ("added", new.keys() - old.keys())):
            for key in sorted(keys):
                self.add(f"{_under(kind, key)} {what}")
        for key in (key for key in old if key in new):
            self._any(_under(kind, key), old[key], new[key], scales.get(key, 0.0))


def is_number(value: object) -> bool:
    """Tell whether a value is a number, and not true or false."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def largest_amount(block: Mapping[str, Any]) -> float:
    """Return what the numbers of a block are held against: its cost if it has one, else the largest of them.

    >>> largest_amount({"cost": 5000.0, "capital": 9e7}), largest_amount({"in_kg": 6000.0, "closure_kg": -4e-13})
    (5000.0, 6000.0)
    """
    if is_number(block.get("cost")):
        return abs(block["cost"])
    return max((abs(value) for value in block.values() if is_number(value)), default=0.0)


def identity_of(entry: object) -> object:
    """Return what an entry of a list is of: its code, or its names; numbers and sentences say nothing of it."""
    if isinstance(entry, dict):
        return entry.get("code") or tuple(entry[key] for key in entry if isinstance(entry[key], str) and key != "text")
    return entry if isinstance(entry, str) else None


def coded(kind: str, entry: object) -> str:
    """Return the kind of an entry, with its code where it has one: `warnings[soh-assumed]`."""
    code = entry.get("code") if isinstance(entry, dict) else None
    return f"{kind.removesuffix('[]')}[{code}]" if code else kind


def _by_identity(entries: Iterable[Any], identity: Callable[[Any], object]) -> dict[tuple[object, int], Any]:
    """Return entries by what they are of, equal ones told apart by their order."""
    seen: Counter[object] = Counter()
    found = {}
    for entry in entries:
        key = identity(entry)
        found[key, seen[key]] = entry
        seen[key] += 1
    return found


def _under(kind: str, key: str) -> str:
    """Return the kind of what stands under a key."""
    return f"{kind}.{key}" if " " in kind else f"{kind} {key}"


def _sections(text: str) -> tuple[list[str], dict[tuple[str, str], list[dict[str, Any]]]]:
    """Return the header of a CSV, and its rows by section and unit, each a table of its cells."""
    rows = csv.DictReader(StringIO(text))
    sections: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        section = row.get("section") or "rows"
        code = {"code": row.get("item")} if section == "warnings" else {}
        cells = {name: _number(cell) for name, cell in row.items() if name}
        unit = row.get("amount_unit") or row.get("unit") or ""
        sections.setdefault((section, unit), []).append({**cells, **code})
    return list(rows.fieldnames or ()), sections


def _number(cell: str | None) -> object:
    """Return a cell's number, or its text."""
    try:
        return float(cell or "")
    except ValueError:
        return cell


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= 60 else text[:57] + "..."
