"""Converts units of price files (`$/mt`, `¢/lb`) to units of recyc."""

from __future__ import annotations

import re

from recyc_cli.errors import RecycError, nearest
from recyc_cli.units import SYMBOLS, parse

BAD_UNIT = "E375"
_MONEY = {
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "us dollars": "USD",
    "dollars": "USD",
    "€": "EUR",
    "euro": "EUR",
    "rmb": "CNY",
    "yuan": "CNY",
    "cn¥": "CNY",
}
_CENTS = ("¢", "cents", "us cents", "usc", "us¢", "c", "usd cents")
_PER = {
    "mt": "t",
    "t": "t",
    "ton": "t",
    "tons": "t",
    "tonne": "t",
    "tonnes": "t",
    "metric ton": "t",
    "metric tons": "t",
    "metric tonne": "t",
    "dmt": "t",
    "kilogram": "kg",
    "kilo": "kg",
    "pound": "lb",
    "pounds": "lb",
    "lbs": "lb",
    "st": "short_ton",
    "short ton": "short_ton",
    "mmbtu": "mmBtu",
    "million metric british thermal unit": "mmBtu",
}
_REFUSED = {
    "troy oz": "a troy ounce prices precious metals, which no deck holds",
    "toz": "a troy ounce prices precious metals, which no deck holds",
    "troy ounce": "a troy ounce prices precious metals, which no deck holds",
    "oz": "an ounce may be a troy ounce: give a price per kg",
    "dmtu": "a dry metric tonne unit is 1 % of a tonne's content: give a price per t",
    "bbl": "a barrel is no mass",
}
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
    factor = 0.01 if money in _CENTS else 1.0
    code = "USD" if money in _CENTS else _MONEY.get(money, money.upper())
    unit = f"{code}/{_PER.get(per, per)}"
    try:
        parse(unit)
    except RecycError:
        close = nearest(per, [*_PER, *SYMBOLS])
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
