"""Parses JSON, and refuses what is made to hurt or says a thing twice.

Texts are looked at before anything is built of them: how deep they go, how much they hold. A number that no battery has
(NaN, a whole number of 309 digits) becomes an `Odd`, to be named with the rest.
"""

from __future__ import annotations

import json
import re
from typing import Any

from recyc_cli.errors import RecycError
from recyc_cli.importing.text_table import decoded_text

BROKEN = "E384"
DEEPEST = 60
"""Levels of a passport at most; those that were seen have 14, in the long form of shells."""
MOST = 400_000
"""Values and containers of one text at most: a passport has some hundreds, a list of them some hundreds of each."""
LONGEST = 20_000_000
"""Bytes of one text at most."""
_DIGITS = 18
_SHOWN = 24
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[\[{]|[\]}]|,', re.DOTALL)


class Odd(str):
    """The text of a number that is none here."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return it as it may be told."""
        return self[:] if len(self) <= _SHOWN else f"a number of {len(self.lstrip('-'))} digits"


def parse_json(data: bytes, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a JSON text in UTF-8 or UTF-16 holds.

    Raises:
        RecycError: E302 where it is no text; E384 where it is no JSON, too long, too deep, or has a key twice.

    >>> parse_json(b'{"batteryMass": 450}', "a.json")
    {'batteryMass': 450}
    """
    if len(data) > LONGEST:
        raise RecycError(BROKEN, f"longer than {LONGEST // 1_000_000} MB: no passport is", name, "split it")
    return parse_text(decoded_text(data, name).removeprefix("\ufeff"), name)


def parse_text(text: str, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a JSON text holds, as `parse_json`."""
    _look_at(text, name)
    twice: dict[str, str] = {}

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        built = dict(pairs)
        if len(built) < len(pairs):
            for key in {key for key, _ in pairs}:
                values = [value for each, value in pairs if each == key]
                if len(values) > 1:
                    twice[key] = " and ".join(_shown(value) for value in values[:3])
        return built

    try:
        read = json.loads(text, object_pairs_hook=table, parse_int=_whole, parse_float=_real, parse_constant=Odd)
    except (ValueError, RecursionError) as fault:
        raise RecycError(BROKEN, f"no JSON: {str(fault)[:100]}", name, "ask for it once more") from None
    if twice:
        told = ", ".join(f"{key} ({values})" for key, values in sorted(twice.items())[:20])
        raise RecycError(BROKEN, f"says a thing twice: {told}", name, "ask which holds, and leave the other out")
    return read


def _look_at(text: str, name: str) -> None:
    """Refuse a text that goes deeper or holds more than a passport does."""
    depth = count = 0
    for token in _TOKENS.finditer(text):
        mark = text[token.start()]
        if mark == '"':
            continue
        count += 1
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        if depth > DEEPEST or count > MOST:
            what = f"nested more than {DEEPEST} deep" if depth > DEEPEST else f"more than {MOST:,} values"
            raise RecycError(BROKEN, f"{what}: no passport is", name, "give passports as JSON lines, one a line")


def _shown(value: object) -> str:
    return "a table" if isinstance(value, dict) else "a list" if isinstance(value, list) else str(value)[:_SHOWN]


def _whole(text: str) -> int | Odd:
    return Odd(text) if len(text) > _DIGITS + 1 else int(text)


def _real(text: str) -> float | Odd:
    number = float(text)
    return number if number - number == 0.0 else Odd(text)
