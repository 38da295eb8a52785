"""Converts units of price files (`$/mt`, `¢/lb`) to units of recyc."""

from __future__ import annotations

import re

from recyc_cli.errors import RecycError, nearest
from recyc_cli.importing.words import PRICES, by_spelling
from recyc_cli.units import SYMBOLS, parse

BAD_UNIT = "E375"
_CENT = "cent"
_MONEY, _MASSES = by_spelling(PRICES["money"]), by_spelling(PRICES["masses"])
_REFUSED: dict[str, str] = PRICES["refused"]
_SPLIT = re.compile(r"\s*(?:/|\bper\b)\s*")
_PHRASE = re.compile(
    r"(US\$|USD|US cents|US dollars|\$|EUR)\s*(?:/|per)\s*"
    r"(troy ounce|metric tonne|metric ton|short ton|kilogram|pound|barrel|bushel|cwt|ton|MT|ST|kg|lb"
    r"|Million Metric British Thermal Unit)\b",
    re.IGNORECASE,
)


def price_unit(text: str) -> tuple[float, str]:
    """Return (factor, unit): a price in the file's unit times the factor is one in recyc's unit.

    A bare ton is a metric one.

    Raises:
        RecycError: E375 a unit that no price of a deck can have.

    >>> price_unit("($/mt)"), price_unit("US cents per pound"), price_unit("EUR/kg"), price_unit("RMB/t")
    ((1.0, 'USD/t'), (0.01, 'USD/lb'), (1.0, 'EUR/kg'), (1.0, 'CNY/t'))
    """
    plain = " ".join(text.strip().strip("()[]").split())
    parts = _SPLIT.split(plain, maxsplit=1)
    if len(parts) != len(("money", "mass")):
        raise RecycError(BAD_UNIT, f"{plain[:60]!r} is no unit of a price", hint="for example USD/t")
    money, per = (part.strip().lower() for part in parts)
    if per in _REFUSED:
        raise RecycError(BAD_UNIT, f"{plain!r}: {_REFUSED[per]}", hint="for example USD/t")
    code = _MONEY.get(money, money.upper())
    factor, code = (0.01, "USD") if code == _CENT else (1.0, code)
    unit = f"{code}/{_MASSES.get(per, per)}"
    try:
        parse(unit)
    except RecycError:
        close = nearest(per, [*_MASSES, *SYMBOLS])
        hint = f"did you mean {code}/{close[0]}?" if close and code in SYMBOLS else "for example USD/t"
        raise RecycError(BAD_UNIT, f"unknown unit {plain[:60]!r}", hint=hint) from None
    return factor, unit


def unit_in(description: str) -> str:
    """Return the unit that a description of a price names, or nothing.

    >>> unit_in("Nickel, melting grade, LME spot price, CIF European ports, US$ per metric ton")
    'US$ per metric ton'
    """
    phrase = _PHRASE.search(description)
    return phrase[0] if phrase else ""
