"""Formats numbers for people: thousands separators and sensible digits.

Nothing is computed here.
"""

from __future__ import annotations

from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NONE, MILLION = "n/a", " million"
_HUGE = 1e12
SMALL = 10.0
"""Amounts below it are told with cents."""
Number = float | int | None


def fixed(value: Number, digits: int = 0) -> str:
    """Return a number with thousands separators and a fixed number of decimals; a missing one is `n/a`.

    >>> fixed(1234.56), fixed(-0.2), fixed(-7.5629, 2), fixed(None), fixed(3e15)
    ('1,235', '0', '-7.56', 'n/a', '3.00e+15')
    """
    if value is None:
        return NONE
    if abs(value) >= _HUGE:
        return f"{value:.2e}"
    text = f"{value:,.{digits}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.,") else text


def short(value: Number) -> str:
    """Return a number with about four significant digits, for columns of very different sizes.

    >>> short(1511.5046), short(97.8123), short(0.104985), short(0.00057599), short(0.0), short(1.1e-13)
    ('1,512', '97.81', '0.105', '0.000576', '0', '1.1e-13')
    """
    if value is None:
        return NONE
    size = abs(value)
    if size == 0:
        return "0"
    if size < 1e-6 or size >= _HUGE:  # noqa: PLR2004 - below it, decimals say nothing
        return f"{value:.2g}"
    for limit, digits in ((1000, 0), (100, 1), (10, 2), (0.01, 3)):
        if size >= limit:
            return fixed(value, digits)
    return f"{value:.6f}".rstrip("0")


def all_digits(value: float) -> str:
    """Return a number to all the digits that it was written with, thousands apart.

    >>> all_digits(16815.97), all_digits(0.0445), all_digits(98 / 14), all_digits(2.5e-7)
    ('16,815.97', '0.0445', '7', '2.5e-07')
    """
    text = f"{value:,.10g}"
    return text if "e" not in text else short(value)


def few_digits(value: float) -> str:
    """Return a number as it was written, or to about four digits where arithmetic gave it a long tail.

    >>> few_digits(16815.97), few_digits(90000 / 1.13 / 7.1957), few_digits(1 / 1.5)
    ('16,815.97', '11,069', '0.667')
    """
    return all_digits(value) if float(f"{value:.7g}") == value else short(value)


def apiece(value: Number) -> str:
    """Return an amount per pack, with cents where a pack is worth little.

    >>> apiece(-685.2), apiece(0.339), apiece(None)
    ('-685', '0.34', 'n/a')
    """
    return fixed(value, 0 if value is None or abs(value) >= SMALL else 2)


def percent(share: Number, digits: int = 1) -> str:
    """Return a share as per cent.

    >>> percent(0.98), percent(None)
    ('98.0 %', 'n/a')
    """
    return NONE if share is None else f"{fixed(share * 100, digits)} %"


def millions(value: Number) -> str:
    """Return a large amount in millions.

    >>> millions(71908170.3)
    '71.9 million'
    """
    return NONE if value is None else fixed(value / 1e6, 1) + MILLION


def as_text(value: Number, how: str) -> str:
    """Return a number as people read it; NaN, which a trace has where there is none, is a missing one.

    >>> [as_text(1234.5, "whole"), as_text(-34.53, "percent"), as_text(-6.853, "two"), as_text(0.339, "apiece")]
    ['1,234', '-34.5', '-6.85', '0.34']
    >>> as_text(0.0, "entry"), as_text(float("nan"), "whole")
    ('-', 'n/a')
    """
    return WAYS[how](None if value != value else value)  # noqa: PLR0124 - NaN is what differs from itself


def change(share: Number) -> str:
    """Return what is added to a whole, as per cent of it.

    >>> change(-0.3), change(0.041), change(0.0), change(None)
    ('-30 %', '+4 %', '0 %', 'n/a')
    """
    if share is None:
        return NONE
    points = round(share * 100.0)
    return f"{points:+d} %" if points else "0 %"


WAYS: dict[str, Callable[[Number], str]] = {
    "whole": fixed,
    "one": lambda value: fixed(value, 1),
    "two": lambda value: fixed(value, 2),
    "three": lambda value: fixed(value, 3),
    "percent": lambda value: fixed(value, 1),
    "share": percent,
    "share whole": lambda value: percent(value, 0),
    "share two": lambda value: percent(value, 2),
    "entry": lambda value: fixed(value) if value else "-",
    "millions": millions,
    "million": lambda value: millions(value).removesuffix(MILLION),
    "thousands": lambda value: fixed(None if value is None else value / 1e3),
    "entry thousands": lambda value: fixed(value / 1e3) if value else "-",
    "apiece": apiece,
    "change": change,
    "short": short,
}
"""How a number is written: `percent` has no sign, `entry` stands among many blanks, `million` has no word."""


def two_digits(value: float) -> float:
    """Return a number of which no more than two digits are known.

    >>> two_digits(-3148.2), two_digits(0.0)
    (-3100.0, 0.0)
    """
    return float(f"{value:.2g}")


def between(low: str | None, high: str | None) -> str:
    """Return two ends in words; None is one that is open.

    >>> between(None, "-5"), between("0", "5"), between("5", None)
    ('below -5', '0 to 5', '5 and more')
    """
    if low is None:
        return f"below {high}"
    return f"{low} and more" if high is None else f"{low} to {high}"
