"""Reads one number and its unit from a text."""

from __future__ import annotations

import math
import re

from recyc_cli import units
from recyc_cli.errors import RecycError

BAD_VALUE = "E111"
_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\s\d.,]\S*|)\s*")
_WORDS = re.compile(r"\s*[+-]?(nan|inf|infinity)\b.*", re.IGNORECASE)


def unreadable(text: object, expected: str, where: str, hint: str = "") -> RecycError:
    """Return the error for a value that does not read.

    >>> str(unreadable("abc", "a number", "--soh"))
    "--soh: 'abc' is not a number"
    """
    return RecycError(BAD_VALUE, f"{str(text)[:80]!r} is not {expected}", where=where, hint=hint)


def split(text: str, expected: str, where: str, example: str) -> tuple[float, str]:
    """Return (number, unit) of `12t`; the unit may be missing. NaN and infinity are no numbers here.

    >>> split("12.5 t", "a mass", "--mass", "12t")
    (12.5, 't')
    """
    if _WORDS.fullmatch(text):
        raise unreadable(text, f"{expected}: it has to be finite", where, f"for example {example}")
    match = _NUMBER.fullmatch(text)
    if not match:
        hint = f"for example {example}" + ("; write numbers without commas" if "," in text else "")
        raise unreadable(text, expected, where, hint)
    number = float(match[1])
    if math.isinf(number):
        raise unreadable(text, f"{expected}: it has to be finite", where, f"for example {example}")
    return number, match[2]


def convert(number: float, unit: str, canonical: str, where: str, example: str) -> float:
    """Return the number in the canonical unit (kg, MJ, t/yr, USD/kg), or refuse a unit that measures something else.

    >>> convert(12.0, "t", "kg", "--mass", "12t")
    12000.0
    """
    factor = 1.0
    if unit == "kt" or unit.startswith("kt/"):
        factor, unit = 1000.0, unit[1:]
    try:
        scale, kind = units.parse(unit)
    except RecycError as error:
        raise RecycError(BAD_VALUE, error.message, where=where, hint=error.hint or f"for example {example}") from None
    if units.in_dollars(kind) != canonical:
        message = f"{unit!r} is no unit of {_MEASURES[canonical]}"
        raise RecycError(BAD_VALUE, message, where=where, hint=f"for example {example}")
    return number * factor * scale


_MEASURES = {
    "kg": "mass",
    "MJ": "energy",
    "t/yr": "throughput",
    "USD/kg": "a price per mass",
    "USD/MJ": "a price per energy",
    "1": "a share",
    "km": "distance",
}


def positive(number: float, text: str, where: str) -> float:
    """Return the number, or refuse one that is zero or negative."""
    if number <= 0:
        raise unreadable(text, "above zero", where)
    return number
