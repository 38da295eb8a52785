"""Reads one number and its unit from a text."""

from __future__ import annotations

import math
import re

from recyc_cli import units
from recyc_cli.catalog.trade.units import CONTENT, TradeUnit, read_unit, sign_behind
from recyc_cli.errors import RecycError
from recyc_cli.row import Row

BAD_VALUE = "E111"
_GROUP = 3
"""Digits between separators of thousands."""
_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\s\d.,~+-][^,]*?|)\s*")
_WORDS = re.compile(r"\s*[+-]?(nan|inf|infinity)\b.*", re.IGNORECASE)


def unreadable(text: object, expected: str, where: str, hint: str = "") -> RecycError:
    """Return the error for a value that does not read.

    >>> str(unreadable("abc", "a number", "--soh"))
    "--soh: 'abc' is not a number"
    """
    return RecycError(BAD_VALUE, f"{str(text)[:80]!r} is not {expected}", where=where, hint=hint)


class Quantity(Row):
    """A number in a unit of recyc's; `basis` is dry or wet where its mass says what it was weighed as."""

    value: float
    unit: str
    basis: str = ""


def quantity(text: str, expected: str, where: str, example: str) -> Quantity:
    """Return what `25wmt` means; the unit may be missing. NaN and infinity are no numbers here.

    >>> quantity("25 wmt", "a mass", "--mass", "12t"), quantity("14.5 ¢/lb", "a price", "--feed-price", "1USD/t")
    (Quantity(value=25.0, unit='t', basis='wet'), Quantity(value=0.145, unit='USD/lb', basis=''))
    """
    if _WORDS.fullmatch(text):
        raise unreadable(text, f"{expected}: it has to be finite", where, f"for example {example}")
    match = _NUMBER.fullmatch(text) or _NUMBER.fullmatch(sign_behind(text))
    if not match:
        from recyc_cli.catalog.trade import amounts

        raise unreadable(text, expected, where, _several(text) or amounts.hint(text) or f"for example {example}")
    number, unit = float(match[1]), match[2]
    if math.isinf(number):
        raise unreadable(text, f"{expected}: it has to be finite", where, f"for example {example}")
    try:
        read = read_unit(unit) if unit else TradeUnit("")
    except RecycError:
        return Quantity(number, unit)
    if read.of:
        what = "1 % of what is contained" if read.of == CONTENT else f"{read.of} contained"
        at_three = f"{30 * number * read.factor:.10g}{read.unit.partition('/')[0]}/t"
        hint = f"times the per cent contained it is one per t: at 3 % {at_three}" if read.of == CONTENT else ""
        raise unreadable(text, f"{expected} of what is delivered: it is per {what}", where, hint or "give it per t")
    return Quantity(number * read.factor, read.unit, read.basis)


def _several(text: str) -> str:
    """Return the hint for numbers between commas that are no decimals or thousands of one.

    >>> _several("10000,20000"), _several("0.7, 0.8, 0.9"), _several("1,5t"), _several("10,000")
    ('one number here; recyc compare takes several', 'one number here; recyc compare takes several', '', '')
    """
    found = [_NUMBER.fullmatch(part) for part in text.split(",")]
    others = [match[1] for match in found[1:] if match]
    if not others or not all(found):
        return ""
    whole = all(map(str.isdecimal, others))
    one = whole and (all(len(each) == _GROUP for each in others) or (len(others) == 1 and len(others[0]) < _GROUP))
    return "" if one else "one number here; recyc compare takes several"


def split(text: str, expected: str, where: str, example: str) -> tuple[float, str]:
    """Return (number, unit) of `12t`; the unit may be missing. NaN and infinity are no numbers here.

    >>> split("12.5 t", "a mass", "--mass", "12t")
    (12.5, 't')
    """
    read = quantity(text, expected, where, example)
    return read.value, read.unit


def convert(number: float, unit: str, canonical: str, where: str, example: str) -> float:
    """Return the number in the canonical unit (kg, MJ, t/yr, USD/kg), or refuse a unit that measures something else.

    >>> convert(12.0, "t", "kg", "--mass", "12t")
    12000.0
    """
    try:
        read = read_unit(unit)
        scale, kind = units.parse(read.unit)
    except RecycError as error:
        raise RecycError(BAD_VALUE, error.message, where=where, hint=error.hint or f"for example {example}") from None
    if units.in_dollars(kind) != canonical:
        message = f"{unit!r} is no unit of {_MEASURES[canonical]}"
        meant = _meant(number, unit, canonical, example)
        raise RecycError(BAD_VALUE, message, where=where, hint=meant or f"for example {example}")
    return number * read.factor * scale


def _meant(number: float, unit: str, canonical: str, example: str) -> str:
    """Say what a price without what it is per may mean, where that would be one that is asked for.

    >>> _meant(2490.0, "CNY", "USD/kg", "400"), _meant(90.0, "EUR", "USD/MJ", "95USD/kWh"), _meant(1, "km", "1", "")
    ('did you mean 2490CNY/t?', 'did you mean 90EUR/kWh?', '')
    """
    _, _, per = canonical.partition("/")
    told = next((one for one in _TOLD_PER.get(per, ()) if f"/{one}" in example), _TOLD_PER.get(per, (per,))[-1])
    guess = f"{unit}/{told}"
    try:
        kind = units.parse(read_unit(guess).unit)[1]
    except RecycError:
        return ""
    return f"did you mean {number:.12g}{guess}?" if units.in_dollars(kind) == canonical else ""


_TOLD_PER = {"kg": ("t",), "MJ": ("kWh", "MWh")}
"""What prices are told per: as an example has it, else the last."""
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


def mass_kg(text: str, where: str) -> float:
    """Return the mass of a pack [kg], its unit asked for as that of a lot.

    >>> mass_kg("450kg", "--pack-mass")
    450.0
    """
    number, unit = split(text, "a mass", where, "12t or 12000kg")
    if not unit:
        raise unreadable(text, "a mass with its unit", where, f"{text.strip()}t or {text.strip()}kg")
    return positive(convert(number, unit, "kg", where, "12t or 12000kg"), text, where)
