"""Reads the terms of a plant: rates, shares by year, prices of carbon."""

from __future__ import annotations

from recyc_cli.cli.input.numbers_of_text import split, unreadable
from recyc_cli.cli.input.values import money, share
from recyc_cli.errors import RecycError

SHARES = "40%,60%"


def yearly_rate(text: str, where: str) -> float:
    """Return a rate a year from `8%`, `0.08` or `-2%`.

    >>> yearly_rate("8%", "--discount"), yearly_rate("-0.02", "--discount")
    (0.08, -0.02)
    """
    number, unit = split(text, "a rate", where, "8%")
    if unit not in ("", "%", "%/yr", "1/yr"):
        raise unreadable(text, "a rate a year", where, "for example 8% or 0.08")
    value = number / 100.0 if unit.startswith("%") else number
    if unit == "" and value >= 1.0:
        raise unreadable(text, "a rate: 1 would be 100 % a year", where, f"{text.strip()}% or 0.08")
    return value


def year_count(text: str, where: str) -> float:
    """Return a number of years.

    >>> year_count("15", "--life"), year_count("10yr", "--life")
    (15.0, 10.0)
    """
    number, unit = split(text, "a number of years", where, "15")
    if unit not in ("", "yr", "a", "y", "years"):
        raise unreadable(text, "a number of years", where, "for example 15")
    return number


def cost_factor(text: str, where: str) -> float:
    """Return a factor from `1.3`, `130%` or `+30%`.

    >>> cost_factor("1.3", "--overrun"), cost_factor("130%", "--overrun"), cost_factor("+30%", "--overrun")
    (1.3, 1.3, 1.3)
    """
    more = text.strip().startswith("+")
    number, unit = split(text.strip().lstrip("+"), "a factor", where, "1.3 or +30%")
    if unit not in ("", "%"):
        raise unreadable(text, "a factor", where, "for example 1.3 or +30%")
    value = number / 100.0 if unit else number
    return 1.0 + value if more else value


def year_shares(text: str, where: str) -> tuple[float, ...]:
    """Return shares by year.

    >>> year_shares("50%,80%", "--ramp"), year_shares("0.5", "--ramp")
    ((0.5, 0.8), (0.5,))
    """
    return tuple(share(part, where) for part in text.split(",") if part.strip())


def build_shares(text: str, where: str) -> tuple[float, ...]:
    """Return the shares of the capital that are spent by year; a number of years spends as much in each.

    >>> build_shares("2", "--build"), build_shares("40%,60%", "--build"), build_shares("0", "--build")
    ((0.5, 0.5), (0.4, 0.6), ())
    """
    whole = text.strip().removesuffix("yr").strip()
    if not whole.isdigit():
        return year_shares(text, where)
    if int(whole) > 100:  # noqa: PLR2004 - as many as a life may have
        raise unreadable(text, "a number of years of building", where, f"2, or {SHARES}")
    return (1.0 / int(whole),) * int(whole) if int(whole) else ()


def carbon_price(text: str, where: str) -> float | tuple[float, str]:
    """Return a price of carbon per t: a bare number is in the quote's currency.

    >>> carbon_price("70", "--carbon-price"), carbon_price("65EUR/t", "--carbon-price")
    (70.0, (65.0, 'EUR'))
    """
    return money(text, "t", where, "70 or 65EUR/t")


def estimate_class(text: str, where: str) -> int:
    """Return a class of estimate.

    >>> estimate_class("4", "--estimate-class")
    4
    """
    if not text.strip().isdigit():
        raise RecycError("E111", f"{text!r} is no class of estimate", where, "1 (best known) to 5 (a first idea)")
    return int(text)


def whole_count(text: str, where: str) -> float:
    """Return a whole number, also one written 1e4.

    >>> whole_count("10000", "--draws"), whole_count("1e4", "--draws")
    (10000.0, 10000.0)
    """
    number, unit = split(text.replace("_", ""), "a whole number", where, "10000")
    if unit or number != number // 1.0:
        raise unreadable(text, "a whole number", where, "for example 10000")
    return number
