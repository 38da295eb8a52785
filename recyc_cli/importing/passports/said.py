"""Holds what a reading says of a passport, and reads numbers and dates of any spelling."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.importing.passports.files.json_text import Odd

if TYPE_CHECKING:
    from recyc_cli.importing.passports.tree import Leaf

_COMMA = re.compile(r"[+-]?\d{1,3}(\.\d{3})*,\d+|[+-]?\d+,\d+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_LONGEST = 40
_ROOM = 300
"""Letters of a refusal from which on no more of its kind are named."""


class Doubt(NamedTuple):
    """What is taken with a doubt, or refused: a code, the field, words, and the option that decides."""

    code: str
    field: str
    message: str
    flag: str = ""


class Value(NamedTuple):
    """A field as it was read: where, what, in which unit; the keyword it became, `check`, or nothing."""

    field: str
    path: str
    value: Any
    unit: str = ""
    used_as: str = ""


class Said:
    """What is said of a passport while it is read."""

    def __init__(self) -> None:
        self.read: list[Value] = []
        self.doubts: list[Doubt] = []
        self.refused: list[Doubt] = []

    def doubt(self, code: str, field: str, message: str, flag: str = "") -> None:
        """Note what is taken, but not without doubt."""
        entry = Doubt(code, field, message, flag)
        if not any((each.code, each.field) == (code, field) for each in self.doubts):
            self.doubts.append(entry)

    def refuse(self, code: str, field: str, message: str, flag: str = "") -> None:
        """Note what is refused, once for a field and a code."""
        at = next((i for i, each in enumerate(self.refused) if (each.code, each.field) == (code, field)), None)
        if at is None:
            self.refused.append(Doubt(code, field, message, flag))
        elif len((before := self.refused[at]).message) < _ROOM:
            self.refused[at] = before._replace(message=f"{before.message}; {message}")

    def use(self, field: str, leaf: Leaf, value: Any, unit: str = "", used_as: str = "") -> None:  # noqa: ANN401
        """Note a field that was read."""
        self.read.append(Value(field, leaf.path, value, unit, used_as))


def number(value: object) -> float | Odd | None:
    """Return a number of any spelling, an `Odd` one as it is, None where it is none.

    >>> number("27,5"), number("423.5"), number("1.250,0"), number("n/a"), number(True)
    (27.5, 423.5, 1250.0, None, None)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, Odd):
        return value
    text = str(value).strip()[: _LONGEST + 1]
    if _COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    found = float(text)
    return found if found - found == 0.0 else Odd(text)


def day(value: object) -> str | None:
    """Return a date as ISO has it, a month where no day is given; None where it is no date.

    >>> day("27.04.2022"), day("2027-04"), day("2021-05-01T00:00:00.000+00:00"), day("7172-75-08")
    ('2022-04-27', '2027-04', '2021-05-01', None)
    """
    text = str(value).strip()
    first = _DAY_FIRST.fullmatch(text)
    if first:
        text = f"{first[3]}-{int(first[2]):02}-{int(first[1]):02}"
    match = _DAY.match(text)
    if match is None:
        return None
    try:
        date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
    return match[0]


def brief(value: float) -> str:
    """Return a number as one reads it.

    >>> brief(450.0), brief(1.6e38), brief(0.0205)
    ('450', '1.6e+38', '0.0205')
    """
    return f"{value:.5g}"
