"""Reads the JSON schemas of all reports, and tells where data do not fit one.

They are made from `report/shapes/` and open: what a later release adds to a report is let through.
"""

# ruff: noqa: PTH118, PTH120, PTH208 (pathlib costs start-up)
from __future__ import annotations

import json
import os
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
    whole = schema_of(name)
    return _misfit(data, whole, whole, "")


def _misfit(data: object, due: Schema, whole: Schema, path: str) -> str:
    due, kinds = _read(due, whole)
    if kinds and not any(_is(data, kind) for kind in kinds):
        return f"{path}: {' or '.join(DUE[kind] for kind in kinds)} is due"
    if data != due.get("const", data):
        return f"{path}: {due['const']!r} is due"
    lost = [key for key in due.get("required", ()) if isinstance(data, dict) and key not in data]
    if lost:
        return f"{path}.{lost[0]} is missing".lstrip(".")
    faults = (_misfit(item, shape, whole, f"{path}.{key}".lstrip(".")) for key, item, shape in _inside(data, due))
    return next(filter(None, faults), "")


def _read(due: Schema, whole: Schema) -> tuple[Schema, list[str]]:
    """Return what a schema refers to, and the kinds of data that are due; none where anything is."""
    either = due.get("anyOf", [due])
    at = whole["$defs"][either[0]["$ref"].rpartition("/")[2]] if "$ref" in either[0] else either[0]
    kinds = [kind for each in (at, *either[1:]) if "type" in each for kind in _listed(each["type"])]
    return at, kinds


def _listed(kinds: str | list[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds


def _inside(data: object, due: Schema) -> list[tuple[str, object, Schema]]:
    """Return what a table or a list holds: where it stands, what it is, what is due there."""
    if isinstance(data, dict):
        known, others = due.get("properties", {}), due.get("additionalProperties", Schema())
        return [(key, item, known.get(key, others)) for key, item in data.items()]
    if isinstance(data, list):
        return [(str(index), item, due.get("items", Schema())) for index, item in enumerate(data)]
    return []


def _is(data: object, kind: str) -> bool:
    """Tell whether data are of a kind; true and false are no numbers."""
    return isinstance(data, _KINDS[kind]) and (kind == "boolean" or not isinstance(data, bool))
