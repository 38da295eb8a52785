"""Writes the contract's JSON: keys in order, no NaN, same bytes for the same report."""

from __future__ import annotations

from functools import lru_cache

from recyc_cli.typed import TYPE_CHECKING, Any

try:
    from _json import encode_basestring_ascii as quoted
except ImportError:  # pragma: no cover - a Python without the module
    from json.encoder import py_encode_basestring_ascii as quoted

if TYPE_CHECKING:
    from collections.abc import Callable

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
    _write(report, "\n", parts.append)
    return "".join([*parts, "\n"])


def _write(value: Any, line: str, add: Callable[[str], None]) -> None:  # noqa: ANN401 - whatever a report holds
    """Write a value; `line` breaks the line and indents the next as the value itself is."""
    if isinstance(value, dict) and value:
        inner = line + "  "
        for head, entry in zip(_heads(tuple(value), line), value.values(), strict=True):
            end = _END.get(type(entry))
            if end:
                add(head + end(entry))
            else:
                add(head)
                _write(entry, inner, add)
        add(line + "}")
    elif isinstance(value, (list, tuple)) and value:
        inner = line + "  "
        start, after = f"[{inner}", f",{inner}"
        if set(map(type, value)) == _TEXTS:
            add(f"{start}{after.join(map(quoted, value))}{line}]")
            return
        for entry in value:
            add(start)
            _write(entry, inner, add)
            start = after
        add(line + "]")
    else:
        add((_END.get(type(value)) or _end)(value))


@lru_cache(1000)
def _heads(names: tuple[str, ...], line: str) -> list[str]:
    """Return what stands before each entry of a table: many tables of a report have the same names."""
    return [f"{',' if place else '{'}{line}  {quoted(name)}: " for place, name in enumerate(names)]


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
_TEXTS = {str}
"""Types of a list of names, which is written at once."""


def _end(value: Any) -> str:  # noqa: ANN401 - an empty table, or a text or number of a type of its own
    if isinstance(value, (dict, list, tuple)):
        return "{}" if isinstance(value, dict) else "[]"
    kind = next((kind for kind in _END if isinstance(value, kind)), float)
    text: str = _END[kind](value)
    return text
