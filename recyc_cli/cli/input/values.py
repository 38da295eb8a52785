"""Reads numbers with units from texts of options, environment and recyc.toml."""

from __future__ import annotations

from recyc_cli import units
from recyc_cli.catalog.vocabulary import DRY, WET
from recyc_cli.cli.input.numbers_of_text import BAD_VALUE, convert, positive, quantity, split, unreadable
from recyc_cli.errors import RecycError

MOST_PAID = 2.0
"""Share of a metal's price that no buyer pays."""
Amount = float | tuple[float, str]
"""Money: a number in the quote's currency, or (number, code of its own)."""


def mass_t(text: str, where: str) -> float:
    """Return a lot's mass [t]. The unit is asked for: kilograms and tonnes are too easily confused.

    >>> mass_t("12000kg", "--mass")
    12.0
    """
    number, unit = split(text, "a mass", where, "12t or 12000kg")
    if not unit:
        raise unreadable(text, "a mass with its unit", where, f"{text.strip()}t or {text.strip()}kg")
    return positive(convert(number, unit, "kg", where, "12t or 12000kg") / 1000, text, where)


def mass_basis(text: str, where: str) -> str | None:
    """Return what a mass was weighed as, wet or dry; None where its unit does not say.

    >>> mass_basis("40wmt", "--mass"), mass_basis("40 dmt", "--mass"), mass_basis("40t", "--mass")
    ('wet', 'dry', None)
    """
    return quantity(text, "a mass", where, "12t or 40wmt").basis or None


def word(text: str, where: str) -> str:  # noqa: ARG001 - as all that read a value
    """Return a word in small letters.

    >>> word(" DAP ", "--incoterm")
    'dap'
    """
    return text.strip().lower()


def energy_kwh(text: str, where: str) -> float:
    """Return a lot's nameplate energy [kWh]; a bare number is in kWh.

    >>> energy_kwh("1.5MWh", "--kwh"), energy_kwh("500", "--kwh")
    (1500.0, 500.0)
    """
    number, unit = split(text, "an energy", where, "500 or 1.5MWh")
    if unit in ("", "kWh"):
        return positive(number, text, where)
    return positive(convert(number, unit, "MJ", where, "500 or 1.5MWh") / 3.6, text, where)


def throughput(text: str, where: str) -> float:
    """Return a plant's feed [t/yr]; a bare number is in t/yr.

    >>> throughput("10kt/yr", "--throughput"), throughput("2500", "--throughput")
    (10000.0, 2500.0)
    """
    number, unit = split(text, "a throughput", where, "10000 or 10kt/yr")
    unit = f"{unit or 't'}/yr" if not unit or unit in units.SYMBOLS else unit
    return positive(convert(number, unit, "t/yr", where, "10000 or 10kt/yr"), text, where)


_FEED = "400, -150 (a gate fee), 0.4EUR/kg, 5USD/kWh or 30% of the contained value"
_PER = {"t": ("USD/kg", 1000.0), "kWh": ("USD/MJ", 3.6)}
"""What an amount is per: its canonical unit, and how many of what that is per."""


def money(text: str, per: str, where: str, example: str) -> Amount:
    """Return an amount of money per t or kWh: a bare number is in the quote's currency, any other says its own.

    >>> money("115", "kWh", "--new-pack-price", ""), money("90EUR/kWh", "kWh", "--new-pack-price", "")
    (115.0, (90.0, 'EUR'))
    >>> money("0.5USD/kg", "t", "--feed-price", "")
    (500.0, 'USD')
    """
    number, unit = split(text, "a price", where, example)
    if not unit:
        return number
    canonical, count = _PER[per]
    amount = convert(number, unit, canonical, where, example) * count
    code, _, of = unit.partition("/")
    return number if of == per else amount, code


def feed_price(text: str, where: str) -> Amount | dict[str, Amount]:
    """Return a signed feed price in what `feed_basis` says it is per; a bare number is per t, in the quote's currency.

    Of a mix each part may have its own, per t.

    >>> feed_price("-200", "--feed-price"), feed_price("0.5EUR/kg", "--feed-price")
    (-200.0, (500.0, 'EUR'))
    >>> feed_price("5USD/kWh", "--feed-price"), feed_price("30%", "--feed-price")
    ((5.0, 'USD'), 0.3)
    >>> feed_price("nmc622=900,lfp=-150EUR/t", "--feed-price")
    {'nmc622': 900.0, 'lfp': (-150.0, 'EUR')}
    """
    if "=" in text:
        hint = "a price per tonne of each part of the mix: nmc622=900,lfp=-150"
        parts = by_name(text, "prices by chemistry", where, hint)
        if any(quantity(price, "a price", where, hint).basis == WET for price in parts.values()):
            raise unreadable(text, "prices per dry tonne", where, "of the parts of a mix give them per t or dmt")
        return {name: money(price, "t", where, "nmc622=900,lfp=-150EUR/t") for name, price in parts.items()}
    basis = feed_basis(text, where)
    if basis == "value":
        return split(text, "a price", where, _FEED)[0] / 100
    return money(text, "kWh" if basis == "kWh" else "t", where, _FEED)


def feed_basis(text: str, where: str) -> str:
    """Return what a feed price is per: a tonne, a kWh, or 1 of contained value.

    >>> feed_basis("400", ""), feed_basis("5USD/kWh", ""), feed_basis("30%", ""), feed_basis("400USD/wmt", "")
    ('tonne', 'kWh', 'value', 'wmt')
    """
    if "=" in text:
        return "tonne"
    read = quantity(text, "a price", where, _FEED)
    if read.basis == WET:
        return "wmt"
    return "value" if read.unit == "%" else "kWh" if read.unit.endswith("Wh") else "tonne"


def gate_fee(text: str, where: str) -> Amount | dict[str, Amount]:
    """Return the feed price that a gate fee comes to: its negative, of each part of a mix.

    >>> gate_fee("150", "--gate-fee"), gate_fee("150EUR/t", "--gate-fee")
    (-150.0, (-150.0, 'EUR'))
    """
    fee = feed_price(text, where)
    return {name: _negative(each) for name, each in fee.items()} if isinstance(fee, dict) else _negative(fee)


def _negative(amount: Amount) -> Amount:
    return (-amount[0], amount[1]) if isinstance(amount, tuple) else -amount


def left_margin(text: str, where: str) -> tuple[float, str]:
    """Return a margin and its unit: `%` of the value of what is sold; without one it is per t in the quote's currency.

    >>> left_margin("8%", "--margin"), left_margin("250EUR/t", "--margin"), left_margin("250", "--margin")
    ((8.0, '%'), (250.0, 'EUR/t'), (250.0, ''))
    """
    return split(text, "a margin", where, "8% or 250EUR/t")


def distance_km(text: str, where: str) -> float:
    """Return a distance [km]; a bare number is in km.

    >>> distance_km("300km", "--distance"), distance_km("100mile", "--distance")
    (300.0, 160.9344)
    """
    number, unit = split(text, "a distance", where, "300km or 200mile")
    return convert(number, unit or "km", "km", where, "300km or 200mile")


def pack_price(text: str, where: str) -> Amount:
    """Return the price of a new pack per kWh; a bare number is in the quote's currency.

    >>> pack_price("115", "--new-pack-price"), pack_price("90EUR/kWh", "--new-pack-price")
    (115.0, (90.0, 'EUR'))
    """
    price = money(text, "kWh", where, "115 or 115EUR/kWh")
    positive(price[0] if isinstance(price, tuple) else price, text, where)
    return price


def share(text: str, where: str) -> float:
    """Return a share between 0 and 1 from `0.8` or `80%`; the catalog checks the upper end.

    >>> share("80%", "--soh")
    0.8
    """
    number, unit = split(text, "a share", where, "0.8 or 80%")
    value = number / 100 if unit == "%" else convert(number, unit or "1", "1", where, "0.8 or 80%")
    if value < 0:
        raise unreadable(text, "a share: it may not be negative", where, "for example 0.8 or 80%")
    return value


def count(text: str, where: str) -> int:
    """Return a number of packs.

    >>> count("30", "--packs")
    30
    """
    number, unit = split(text, "a number of packs", where, "30")
    if unit or number != int(number):
        raise unreadable(text, "a whole number of packs", where, "for example 30")
    return int(positive(number, text, where))


def mix(text: str, where: str) -> dict[str, float]:
    """Return the shares of a mixed feed, of masses too; that shares sum to 1 is the catalog's check.

    >>> mix("lfp=0.3, nmc811=70%", "--mix"), mix("lfp=16t,nmc811=24t", "--mix")
    ({'lfp': 0.3, 'nmc811': 0.7}, {'lfp': 0.4, 'nmc811': 0.6})
    """
    parts = _parts_of_mix(text, where)
    whole = mix_mass(text, where)
    if whole is None:
        return {name: share(value, where) for name, value in parts.items()}
    return {name: mass_t(value, where) / whole for name, value in parts.items()}


def mix_mass(text: str, where: str) -> float | None:
    """Return the mass of a mix that is given by masses [t]; None of one by shares.

    >>> mix_mass("lfp=16t,nmc811=24t", "--mix"), mix_mass("lfp=0.3,nmc811=70%", "--mix")
    (40.0, None)
    """
    units = {
        name: split(value, "a share or a mass", where, "0.3 or 16t")[1]
        for name, value in _parts_of_mix(text, where).items()
    }
    weighed = [name for name, unit in units.items() if unit not in ("", "%")]
    if not weighed:
        return None
    if len(weighed) < len(units):
        raise unreadable(text, "a mix by shares or by masses", where, "all of one kind: lfp=16t,nmc811=24t")
    return sum(mass_t(value, where) for value in _parts_of_mix(text, where).values())


def mix_basis(text: str, where: str) -> str | None:
    """Return what the masses of a mix were weighed as; None where nothing says so, or none are given.

    >>> mix_basis("lfp=16wmt,nca=24wmt", "--mix"), mix_basis("lfp=0.3,nca=0.7", "--mix")
    ('wet', None)
    """
    found = {quantity(value, "a share or a mass", where, "16t").basis for value in _parts_of_mix(text, where).values()}
    if len(found) > 1:
        raise unreadable(text, "a mix of masses weighed alike", where, f"all of one kind: {WET} (wmt) or {DRY} (dmt)")
    return found.pop() or None


def _parts_of_mix(text: str, where: str) -> dict[str, str]:
    """Return the amounts of a mix by chemistry, unread."""
    return by_name(text, "a mix", where, "chemistry=share, separated by commas: lfp=0.3,nmc811=0.7")


def by_name(text: str, expected: str, where: str, hint: str) -> dict[str, str]:
    """Return what stands behind each name of `name=value,name=value`, unread.

    >>> by_name("lfp=-150, nmc811=900EUR/t", "prices", "--feed-price", "")
    {'lfp': '-150', 'nmc811': '900EUR/t'}
    """
    parts: dict[str, str] = {}
    for part in text.split(","):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not name or not equals:
            raise unreadable(text, expected, where, hint)
        if name.lower() in (known.lower() for known in parts):
            raise RecycError(BAD_VALUE, f"{name!r} stands there twice", where=where)
        parts[name] = value
    return parts


def payable(text: str, where: str) -> str:
    """Return what sets the share of a metal's price that is paid for black mass.

    >>> payable("ni=65%", "--payables"), payable("li = 0.2", "--payables")
    ('payables.ni=65%', 'payables.li=0.2')
    """
    element, equals, value = (part.strip() for part in text.partition("="))
    if not element or not equals:
        raise unreadable(text, "a payable", where, "for example ni=65%,co=65%,li=20%")
    if share(value, where) > MOST_PAID:
        raise unreadable(text, "a share of a metal's price", where, f"for example {element}={value.rstrip('% ')}%")
    return f"payables.{element.lower()}={value}"


def electricity(text: str, where: str) -> str:
    """Return what sets the price of power.

    >>> electricity("145EUR/MWh", "--electricity")
    'region.electricity=145EUR/MWh'
    """
    number, unit = split(text, "a price of power", where, "145EUR/MWh")
    if not unit:
        raise unreadable(text, "a price with its unit", where, "145EUR/MWh or 0.09USD/kWh")
    convert(number, unit, "USD/MJ", where, "145EUR/MWh")
    return f"region.electricity={text.strip()}"


def wage(text: str, where: str) -> str:
    """Return what sets the wage; a bare number is per hour in the quote's currency.

    >>> wage("38", "--wage"), wage("31EUR/h", "--wage")
    ('region.wage=38', 'region.wage=31EUR/h')
    """
    split(text, "a wage", where, "38 or 31EUR/h")
    return f"region.wage={text.strip()}"
