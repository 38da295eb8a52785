"""Reads units as the trade writes them: `$/lb`, `dmt`, `tpa`, `CNY/mtu`, `USD/kg LCE`."""

# ruff: noqa: PTH118, PTH120 (importing pathlib costs as much as a quote's presets)

from __future__ import annotations

import os
import re
from functools import cache
from typing import Any

from recyc_cli.catalog.files import toml_file
from recyc_cli.errors import RecycError, nearest
from recyc_cli.row import Row
from recyc_cli.units import CURRENCIES, parse

NAME, UNKNOWN = "units.toml", "E305"
DRY, WET = "dry", "wet"
CONTENT = "content"
"""What a price is per where it is per 1 % of a tonne's content, of whatever that is."""
_BLANKS = re.compile(r"[\s_]+")
_FOR = "for example USD/t"


class TradeUnit(Row):
    """A unit of recyc's, and what the trade's says besides."""

    unit: str
    factor: float = 1.0
    """An amount in the trade's unit times this is one in `unit`."""
    basis: str = ""
    """`dry` or `wet`, where the unit says what its mass is weighed as."""
    of: str = ""
    """The formula that a price is per mass of, or `content`; nothing where it is that of what is sold."""


@cache
def trade_words() -> dict[str, Any]:
    """Return what the trade calls its units."""
    return toml_file.load_toml(os.path.join(os.path.dirname(__file__), NAME), NAME)


def read_unit(text: str) -> TradeUnit:
    """Return the unit that a text means.

    What recyc writes itself is taken as it is; a bare ton is a metric one.

    Raises:
        RecycError: E305 where it is none, with the reason or the nearest one.

    >>> read_unit("USD/t").unit, read_unit("¢/lb")[:2], read_unit("25 dmt"[3:])[::2]
    ('USD/t', ('USD/lb', 0.01), ('t', 'dry'))
    >>> read_unit("tpa").unit, read_unit("yuan per mtu"), read_unit("$/kg LCE").of
    ('t/yr', TradeUnit(unit='CNY/kg', factor=0.1, basis='', of='content'), 'Li2CO3')
    """
    found = find_unit(text)
    if found:
        return found
    plain, words = text.strip(), _words(text)
    raise _refused(plain, words) or _with_nearest(plain, words)


@cache
def find_unit(text: str) -> TradeUnit | None:
    """Return the unit that a text means, or None where it is none.

    >>> find_unit("($/mt)").unit, find_unit("price")
    ('USD/t', None)
    """
    plain = text.strip()
    try:
        parse(plain)
    except RecycError:
        words = _words(plain)
        return _yearly(words) or _mass(words) or _price(_spelled("codes").get(words, words).lower())
    return TradeUnit(plain)


def currency_at(text: str) -> tuple[str, str]:
    """Split a currency's sign or code off the front of a text.

    >>> currency_at("$14,850"), currency_at("EUR 12"), currency_at("12")
    (('USD', '14,850'), ('EUR', '12'), ('', '12'))
    """
    if text[:1].isdigit() or text[:1] in "+-.":
        return "", text
    lowered = text.lower()
    for spelled in sorted(_spelled("money"), key=len, reverse=True):
        rest = text[len(spelled) :].strip()
        if lowered.startswith(spelled) and (rest[:1].isdigit() or rest[:1] in ("+", "-", ".")):
            return _money(spelled)[0], rest
    return "", text


def sign_behind(text: str) -> str:
    """Return `$14.5/lb` as `14.5USD/lb`, and anything else as it is.

    >>> sign_behind("$14.5/lb"), sign_behind("12t")
    ('14.5USD/lb', '12t')
    """
    code, rest = currency_at(text.strip())
    number, per, mass = rest.partition("/")
    return f"{number.strip()}{code}{per}{mass}" if code else text


def _words(text: str) -> str:
    """Return a unit in small letters and single blanks, without its brackets."""
    plain = _BLANKS.sub(" ", text.lower().strip().strip("()[]").strip())
    return re.sub(r"\s*/\s*", "/", plain)


@cache
def _spelled(group: str) -> dict[str, str]:
    """Return what is meant by each spelling in a group of the table."""
    return {spelling: name for name, spellings in trade_words()[group].items() for spelling in spellings}


def _yearly(words: str) -> TradeUnit | None:
    return TradeUnit(_spelled("yearly")[words]) if words in _spelled("yearly") else None


def _mass(words: str) -> TradeUnit | None:
    """Return a mass, with what it is weighed as."""
    for basis in (DRY, WET):
        if words in _spelled(basis):
            return TradeUnit(_spelled(basis)[words], basis=basis)
        bare = words.removeprefix(f"{basis} ").removesuffix(f" {basis}")
        if bare != words and bare in _spelled("mass"):
            return TradeUnit(_spelled("mass")[bare], basis=basis)
    return TradeUnit(_spelled("mass")[words]) if words in _spelled("mass") else None


def _price(words: str) -> TradeUnit | None:
    """Return money per mass, or per 1 % of a tonne's content."""
    for per in trade_words()["per"]["words"]:
        left, found, right = words.partition(per if per == "/" else f" {per} ")
        money = _money(left.strip()) if found else None
        if money and money[0]:
            code, times = money
            return _per_mass(code, times, right.strip())
    return None


def _money(words: str) -> tuple[str, float]:
    """Return a currency and how many of it one of its parts is; nothing where it is no money."""
    name = _spelled("money").get(words, words.upper())
    part = trade_words()["parts"].get(name)
    if part:
        return part["currency"], float(part["times"])
    return (name, 1.0) if name in CURRENCIES else ("", 1.0)


def _per_mass(code: str, times: float, per: str) -> TradeUnit | None:
    """Return the unit of money per a mass, of something where the words say of what."""
    for mass, of in _parted(per):
        if mass in trade_words()["content"]["units"]:
            kilograms = float(trade_words()["content"]["kg_per_unit"])
            return TradeUnit(f"{code}/kg", times / kilograms, DRY if mass.startswith("d") else "", of or CONTENT)
        weighed = _mass(mass)
        if weighed:
            return TradeUnit(f"{code}/{weighed.unit}", times, weighed.basis, of)
    return None


def _parted(per: str) -> list[tuple[str, str]]:
    """Split `kg lce` and `% li per t` into the mass and what it is of: every way that is known."""
    ways = [(per, "")]
    for spelled, formula in _spelled("of").items():
        joined = (f" {spelled}", f" of {spelled}", f" {spelled} per t", f" {spelled}/t", f" of {spelled} per t")
        ways += [(per.removesuffix(end).strip(), formula) for end in joined if per.endswith(end)]
    return ways


def _refused(text: str, words: str) -> RecycError | None:
    """Return the error for what is known and no unit here."""
    per = words.rpartition("/")[2].rpartition(" per ")[2]
    why = trade_words()["refused"].get(per)
    return RecycError(UNKNOWN, f"{text!r}: {why}", hint=_FOR if "/" in words else "") if why else None


def _with_nearest(text: str, words: str) -> RecycError:
    """Return the error for a unit that is not known, with the nearest of the trade's."""
    unknown = _unknown(text)
    money, per, mass = words.rpartition("/")
    code = _money(money)[0] if per else ""
    close = nearest(mass, [*_spelled("mass"), *_spelled("dry"), *_spelled("wet")]) if code else []
    if close:
        return RecycError(UNKNOWN, f"unknown unit {text!r}", hint=f"did you mean {code}/{close[0]}?")
    close = [] if per else nearest(words, [*_spelled("mass"), *_spelled("dry"), *_spelled("wet"), *_spelled("yearly")])
    if close and unknown.hint.startswith("known"):
        return RecycError(UNKNOWN, f"unknown unit {text!r}", hint=f"did you mean {close[0]}?")
    return RecycError(UNKNOWN, f"unknown unit {text!r}", hint=unknown.hint)


def _unknown(text: str) -> RecycError:
    try:
        parse(text)
    except RecycError as error:
        return error
    return RecycError(UNKNOWN, f"unknown unit {text!r}")
