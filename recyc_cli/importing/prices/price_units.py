"""Finds the unit of a price in what its cell, its row and its column say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.trade.units import TradeUnit, currency_at, find_unit, read_unit
from recyc_cli.errors import RecycError
from recyc_cli.importing.words import by_spelling, words_of_files
from recyc_cli.units import currency_of, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.trade.amounts import Written

BAD_UNIT = "E375"
WORDS = words_of_files("prices")
INDEX = "index"
_FOR = "for example USD/t"
_PER_MASS = "USD/kg"
_CODE_UNITS = by_spelling(WORDS["code_units"])


def price_unit(text: str) -> TradeUnit:
    """Return the unit of a price per mass.

    Raises:
        RecycError: E375 a unit that no price of a deck can have.

    >>> price_unit("($/mt)")[:2], price_unit("US cents per pound")[:2], price_unit("RMB/t").unit
    (('USD/t', 1.0), ('USD/lb', 0.01), 'CNY/t')
    """
    shown = " ".join(text.split()).strip("()[]")
    try:
        found = read_unit(text)
    except RecycError as error:
        if "/" not in text and " per " not in text:
            raise RecycError(BAD_UNIT, f"{shown[:60]!r} is no unit of a price", hint=_FOR) from None
        raise RecycError(BAD_UNIT, error.message, hint=error.hint) from None
    if in_dollars(parse(found.unit)[1]) != _PER_MASS:
        raise RecycError(BAD_UNIT, f"{shown} is no price per mass", hint=_FOR)
    return found


def is_price_unit(text: str) -> bool:
    """Tell whether a text is the unit of a price, or its currency alone; prices of what is no mass count.

    >>> [is_price_unit(text) for text in ("$/bbl", "USD", "yuan/mt", "price", "t")]
    [True, True, True, False, False]
    """
    found = find_unit(text)
    if found is not None:
        return bool(currency_of(parse(found.unit)[1]))
    plain = text.strip("() ").lower()
    money, per, _ = plain.partition("/") if "/" in plain else plain.partition(" per ")
    return bool(per and _currency(money.strip()))


def unit_said(written: Written | None, said: Mapping[str, str], default: str) -> str:
    """Return the unit of a price as it is written: beside the number, in its row, its column, or as a default.

    Raises:
        RecycError: E375 where two of these contradict each other.

    >>> unit_said(None, {"unit": "t", "currency": "USD"}, ""), unit_said(None, {}, "EUR/kg")
    ('USD/t', 'EUR/kg')
    """
    stated = said.get("unit", "") or _CODE_UNITS.get(said.get("code", said.get("name", "")), "") or default
    money = said.get("currency", "")
    if money and not is_price_unit(stated):
        stated = f"{money}/{stated.lstrip('/')}" if stated else money
    own = f"{written.before} {written.after}".strip() if written else ""
    if not own:
        return stated
    sign = written.before if written else ""
    if not is_price_unit(own):
        after = written.after.lstrip("/ ") if written else ""
        own = f"{sign}/{after}" if sign and after else sign or after
    if is_price_unit(own) and find_unit(own) is not None and "/" in _known(own).unit:
        if is_price_unit(stated) and _canonical(stated) not in ("", _canonical(own)):
            raise RecycError(BAD_UNIT, f"{own} beside its number, {stated} in its row")
        return own
    code = _currency(own.lower())
    if code and is_price_unit(stated):
        if _canonical(stated) and not _canonical(stated).startswith(code):
            raise RecycError(BAD_UNIT, f"{own} beside its number, {stated} in its row")
        return stated
    return f"{own}/{stated}" if code and stated else own


def _known(text: str) -> TradeUnit:
    return find_unit(text) or TradeUnit("1")


def _canonical(text: str) -> str:
    """Return a unit of a price with its factor, to compare; nothing where it is none."""
    found = find_unit(text)
    if found is None:
        return ""
    factor, unit = parse(found.unit)
    return f"{unit.partition('/')[0]} {factor * found.factor:.6g}"


def _currency(sign: str) -> str:
    """Return the currency of a sign or code that stands alone."""
    code, rest = currency_at(f"{sign}1")
    return code if rest == "1" else ""


def says_a_unit(text: str) -> bool:
    """Tell whether what stands beside a number is a unit or a currency, whole or in part.

    >>> says_a_unit("$ /kg"), says_a_unit("€"), says_a_unit("t"), says_a_unit("-lots")
    (True, True, True, False)
    """
    plain = text.strip("/ ").lower()
    return is_price_unit(text) or bool(_currency(plain)) or find_unit(plain) is not None
