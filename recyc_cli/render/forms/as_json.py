"""Writes the contract's JSON: keys in order, no NaN, same bytes for the same report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

try:
    from _json import encode_basestring_ascii as quoted
except ImportError:  # pragma: no cover - a Python without the module
    from json.encoder import py_encode_basestring_ascii as quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.render.look import Look


def draw(report: Mapping[str, Any], look: Look) -> str:  # noqa: ARG001 - all forms are called alike
    """Return a report as JSON; a list of records without the words for people."""
    return dump({key: report[key] for key in ("schema", "presets", "rows")} if "head" in report else report)


def dump(report: object) -> str:
    r"""Return a report as JSON text, byte by byte what `json.dumps(report, indent=2)` makes of it in twice the time.

    Raises ValueError for a number that is not finite.

    >>> dump({"margin": -1.5, "note": None})
    '{\n  "margin": -1.5,\n  "note": null\n}\n'
    """
    parts: list[str] = []
    _write(report, "\n", parts)
    return "".join([*parts, "\n"])


def _write(value: Any, line: str, parts: list[str]) -> None:  # noqa: ANN401 - whatever a report holds
    """Write a value; `line` breaks the line and indents the next as the value itself is."""
    if not isinstance(value, (dict, list, tuple)) or not value:
        parts.append(_end(value))
        return
    pairs = isinstance(value, dict)
    mark, inner = "{" if pairs else "[", line + "  "
    for entry in value:
        parts.append(f"{mark}{inner}{quoted(entry)}: " if pairs else mark + inner)
        _write(value[entry] if pairs else entry, inner, parts)
        mark = ","
    parts.append(line + ("}" if pairs else "]"))


def _end(value: Any) -> str:  # noqa: ANN401 - a text, a number, a truth, nothing, or an empty table
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (dict, list, tuple)):
        return "{}" if isinstance(value, dict) else "[]"
    if value - value != 0.0:
        raise ValueError(f"{value} is not JSON compliant")
    return float.__repr__(value) if isinstance(value, float) else repr(value)
