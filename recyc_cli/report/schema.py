"""Reads the JSON schemas of all reports, and tells where data do not fit one.

They are made from `report/shapes/` and open: what a later release adds to a report is let through.
"""

# ruff: noqa: PTH118, PTH120, PTH208 (pathlib costs start-up)
from __future__ import annotations

import json
import os
from functools import lru_cache
from typing import TypedDict

from recyc_cli.files import read_whole

FOLDER = os.path.join(os.path.dirname(__file__), "schemas")
Schema = TypedDict(
    "Schema",
    {
        "$ref": str,
        "$defs": "dict[str, Schema]",
        "title": str,
        "description": str,
        "type": str | list[str],
        "const": str,
        "anyOf": "list[Schema]",
        "properties": "dict[str, Schema]",
        "required": list[str],
        "items": "Schema",
        "additionalProperties": "Schema",
    },
    total=False,
)
"""What of JSON Schema the schemas of the reports are made of."""
DUE = {"string": "text", "number": "a number", "integer": "a whole number", "boolean": "true or false"}
DUE |= {"object": "a table", "array": "a list", "null": "null"}
_KINDS: dict[str, tuple[type, ...]] = {"string": (str,), "number": (int, float), "integer": (int,), "boolean": (bool,)}
_KINDS |= {"object": (dict,), "array": (list,), "null": (type(None),)}


def names() -> list[str]:
    """Return what the reports are called: `recyc.quote/1`."""
    files = (name.removesuffix(".json").rpartition("-") for name in os.listdir(FOLDER) if name.endswith(".json"))
    return sorted(f"recyc.{report}/{number}" for report, _, number in files)


def schema_text(name: str) -> str:
    """Return the schema of a report as JSON."""
    path = os.path.join(FOLDER, f"{name.removeprefix('recyc.').replace('/', '-')}.json")
    return read_whole(path).decode("utf-8")


def schema_of(name: str) -> Schema:
    """Return the schema of a report."""
    read: Schema = json.loads(schema_text(name))
    return read


def misfit(data: object, name: str) -> str:
    """Return the first place where data do not fit the schema of a report, with what is due there; else nothing.

    >>> misfit({"schema": "recyc.error/1", "code": 5}, "recyc.error/1")
    'message is missing'
    """
    found = _due_of(name).misfit(data)
    return "" if found is None else f"{'.'.join(reversed(found[0]))}{found[1]}".lstrip(".")


class _Due:
    """What is due in one place; what is due inside is read when something first stands there."""

    __slots__ = ("_at", "_whole", "const", "each", "ends", "kinds", "known", "others", "required", "types")

    def __init__(self, due: Schema, whole: Schema) -> None:
        either = due.get("anyOf", [due])
        self._whole = whole
        self._at = whole["$defs"][either[0]["$ref"].rpartition("/")[2]] if "$ref" in either[0] else either[0]
        self.kinds = [kind for each in (self._at, *either[1:]) if "type" in each for kind in _listed(each["type"])]
        self.types = {each for kind in self.kinds for each in _KINDS[kind]}
        self.const = self._at.get("const")
        self.required = self._at.get("required", ())
        self.ends = self.const is None and self.types.isdisjoint((dict, list)) and bool(self.types)
        self.known: dict[str, _Due] = {}
        self.others: _Due | None = None
        self.each: _Due | None = None

    def misfit(self, data: object) -> tuple[list[str], str] | None:
        """Return the first place where data do not fit, the innermost name first, and what is due there."""
        if self.kinds and type(data) not in self.types and not any(_is(data, kind) for kind in self.kinds):
            return [], f": {' or '.join(DUE[kind] for kind in self.kinds)} is due"
        if self.const is not None and data != self.const:
            return [], f": {self.const!r} is due"
        if isinstance(data, dict):
            lost = next((key for key in self.required if key not in data), None)
            if lost is not None:
                return [lost], " is missing"
            for key, item in data.items():
                due = self.known.get(key) or self._inside(key)
                found = None if due.ends and type(item) in due.types else due.misfit(item)
                if found is not None:
                    found[0].append(key)
                    return found
        elif isinstance(data, list) and data:
            self.each = due = self.each or _Due(self._at.get("items", Schema()), self._whole)
            for index, item in enumerate(data):
                found = None if due.ends and type(item) in due.types else due.misfit(item)
                if found is not None:
                    found[0].append(str(index))
                    return found
        return None

    def _inside(self, key: str) -> _Due:
        """Return what is due under a key."""
        properties = self._at.get("properties", {})
        if key in properties:
            return self.known.setdefault(key, _Due(properties[key], self._whole))
        self.others = self.others or _Due(self._at.get("additionalProperties", Schema()), self._whole)
        return self.others


@lru_cache
def _due_of(name: str) -> _Due:
    whole = schema_of(name)
    return _Due(whole, whole)


def _listed(kinds: str | list[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds


def _is(data: object, kind: str) -> bool:
    """Tell whether data are of a kind; true and false are no numbers."""
    return isinstance(data, _KINDS[kind]) and (kind == "boolean" or not isinstance(data, bool))
