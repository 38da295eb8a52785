"""The contract's JSON: two spaces, keys in order, no NaN, the same bytes for the same report.

Written here, letter for letter as `json.dumps(report, indent=2, allow_nan=False)` writes it (a test compares them):
importing and running that module takes a tenth of what a whole quote takes.
"""

from __future__ import annotations


def dump(report: object) -> str:
    r"""Return a report as JSON text. Raises ValueError for a number that is not finite.

    >>> dump({"margin": -1.5, "note": None})
    '{\n  "margin": -1.5,\n  "note": null\n}\n'
    """
    return _value(report, "\n") + "\n"


def _value(value: object, line: str) -> str:
    """Return one value; `line` is a line break with the indent of the place where it stands."""
    if isinstance(value, str):
        return _text(value)
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        if value - value != 0.0:
            raise ValueError(f"{value} has no place in JSON")
        return repr(value)
    if isinstance(value, int):
        return str(value)
    inner = line + "  "
    if isinstance(value, dict):
        items = [f"{_text(key)}: {_value(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{(',' + inner).join(items)}{line}}}" if items else "{}"
    if isinstance(value, (list, tuple)):
        items = [_value(item, inner) for item in value]
        return f"[{inner}{(',' + inner).join(items)}{line}]" if items else "[]"
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _text(text: str) -> str:
    """Return a quoted text; only what needs escaping takes the library's way."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    import json

    return json.dumps(text)
