"""Writes the contract's JSON: keys in order, no NaN, same bytes for the same report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

try:
    from _json import encode_basestring_ascii as quoted
except ImportError:  # pragma: no cover - a Python without the module
    from json.encoder import py_encode_basestring_ascii as quoted

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.report.shapes.any_report import AnyReport


def draw(report: AnyReport, look: Look) -> str:  # noqa: ARG001 - all forms are called alike
    """Return a report as JSON; a list of records without the words for people."""
    words = ("head", "columns", "notes", "group") if "head" in report else ()
    return dump({key: value for key, value in report.items() if key not in words})


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
    inner = line + "  "
    if isinstance(value, dict) and value:
        start = "{" + inner
        for name, entry in value.items():
            end = _END.get(type(entry))
            if end:
                parts.append(f"{start}{quoted(name)}: {end(entry)}")
            else:
                parts.append(f"{start}{quoted(name)}: ")
                _write(entry, inner, parts)
            start = "," + inner
        parts.append(line + "}")
    elif isinstance(value, (list, tuple)) and value:
        start = "[" + inner
        for entry in value:
            parts.append(start)
            _write(entry, inner, parts)
            start = "," + inner
        parts.append(line + "]")
    else:
        parts.append((_END.get(type(value)) or _end)(value))


def _float(value: float) -> str:
    if value - value != 0.0:
        raise ValueError(f"{value} is not JSON compliant")
    return float.__repr__(value)


_END: dict[type, Any] = {
    str: quoted,
    float: _float,
    int: int.__repr__,
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
}
"""Writes what holds nothing else, by its very type: most of a report."""


def _end(value: Any) -> str:  # noqa: ANN401 - an empty table, or a text or number of a type of its own
    if isinstance(value, (dict, list, tuple)):
        return "{}" if isinstance(value, dict) else "[]"
    kind = next((kind for kind in _END if isinstance(value, kind)), float)
    text: str = _END[kind](value)
    return text
