"""JSON schemas of the reports, made from their shapes. `python tests/cli/schemas.py` writes those that recyc prints.

A schema is open: fields that a later release adds are let through. `made(name, closed=True)` lets none through, as the
tests ask of today's reports.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

import recyc_cli.report
from recyc_cli.report.shapes.products import WRITTEN

FOLDER = Path(recyc_cli.report.__file__).parent / "schemas"
SHAPES = FOLDER.parent / "shapes"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCALARS = {
    **{kind: {"type": name} for kind, name in ((str, "string"), (float, "number"), (int, "integer"))},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    object: {},
    Any: {},
}
UNIT = re.compile(r" ?\[([^\]]+)\]")


@cache
def reports() -> dict[str, Any]:
    """Return the shape of every report by the name of its schema: `recyc.quote/1`."""
    found = {}
    for path in sorted(SHAPES.rglob("[a-z]*.py")):
        module = ".".join(path.relative_to(SHAPES).with_suffix("").parts)
        for shape in vars(import_module(f"recyc_cli.report.shapes.{module}")).values():
            named = get_type_hints(shape).get("schema") if is_typeddict(shape) else None
            if get_origin(named) is Literal and len(get_args(named)) == 1:
                found[get_args(named)[0]] = shape
    return found


@cache
def made(name: str, *, closed: bool = False) -> dict[str, Any]:
    """Return the JSON schema of a report."""
    parts: dict[str, Any] = {}
    shape = reports()[name]
    _reference(shape, parts, closed=closed)
    whole = parts.pop(shape.__name__)
    start = {"$schema": DIALECT, "$id": f"urn:{name.replace('.', ':').replace('/', ':')}"}
    return {**start, **whole, "title": name, "$defs": dict(sorted(parts.items()))}


def text(name: str) -> str:
    """Return the text of a schema's file."""
    return json.dumps(made(name), indent=1) + "\n"


def file(name: str) -> Path:
    """Return where the schema of a report is kept."""
    return FOLDER / f"{name.removeprefix('recyc.').replace('/', '-')}.json"


def _reference(shape: Any, parts: dict[str, Any], *, closed: bool) -> dict[str, Any]:
    """Refer to a table, whose schema joins the parts."""
    name = shape.__name__
    if name not in parts:
        parts[name] = {}
        words, told = _words(shape), {}
        needed = []
        for key, kind in get_type_hints(shape, include_extras=True).items():
            optional = get_origin(kind) is NotRequired
            needed += [] if optional else [key]
            inner = get_args(kind)[0] if optional else kind
            if WRITTEN in getattr(inner, "__metadata__", ()):
                continue
            told[key] = {"title": key.replace("_", " "), **_described(words.get(key, ""))}
            told[key] |= _schema(inner, parts, closed=closed)
        parts[name] = {"title": name, **_described(words.get("", "")), "type": "object", "properties": told}
        parts[name] |= {"required": needed} | ({"additionalProperties": False} if closed else {})
    return {"$ref": f"#/$defs/{name}"}


def _schema(kind: Any, parts: dict[str, Any], *, closed: bool) -> dict[str, Any]:
    """Return the schema of a type."""
    if get_origin(kind) is UnionType:
        choices = [_schema(each, parts, closed=closed) for each in get_args(kind)]
        if any("$ref" in choice for choice in choices):
            return {"anyOf": choices}
        merged = {key: value for choice in choices for key, value in choice.items()}
        return merged | {"type": [choice["type"] for choice in choices]}
    if get_origin(kind) is Literal:
        return {"type": "string", "const": get_args(kind)[0]}
    if get_origin(kind) is list:
        return {"type": "array", "items": _schema(get_args(kind)[0], parts, closed=closed)}
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": _schema(get_args(kind)[1], parts, closed=closed)}
    return _reference(kind, parts, closed=closed) if is_typeddict(kind) else dict(SCALARS[kind])


def _described(words: str) -> dict[str, str]:
    """Part words into a description and the unit in brackets; `1` is a share or a count."""
    unit, words = UNIT.search(words), UNIT.sub("", words).strip(" .\n")
    return ({"description": f"{words}."} if words else {}) | ({"unit": unit[1]} if unit else {})


def _words(shape: Any) -> dict[str, str]:
    """Return what the source says of each field of a table; under "", of the table itself."""
    words: dict[str, str] = {}
    module = sys.modules[shape.__module__]
    body = ast.parse(Path(module.__file__ or "").read_text("utf-8")).body
    for place, node in enumerate(body):
        if isinstance(node, ast.ClassDef) and node.name == shape.__name__:
            for base in node.bases:
                known = getattr(module, getattr(base, "id", ""), None)
                words |= _words(known) if is_typeddict(known) else {}
            words[""] = ast.get_docstring(node) or ""
            words |= dict(_fields(node))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == shape.__name__:
            words[""] = _text(body[place + 1])
    return words


def _fields(table: ast.ClassDef) -> list[tuple[str, str]]:
    pairs = zip(table.body, table.body[1:], strict=False)
    return [(node.target.id, _text(after)) for node, after in pairs if isinstance(node, ast.AnnAssign)]  # type: ignore[union-attr]


def _text(node: ast.stmt) -> str:
    return str(node.value.value) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) else ""


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in reports():
        file(name).write_text(text(name), "utf-8")
