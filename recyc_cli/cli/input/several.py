"""Splits a text into the several values that stand in it: between commas, or along a range."""

from __future__ import annotations

import re

from recyc_cli.errors import RecycError

MOST = 200
"""Values of one range."""
_RANGE = re.compile(r"([^:\s]+):([^:\s]+):([^:\s]+)")
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(.*)")
_BARE = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"0\d\d\D*")
"""What stands behind a comma in `10,000` and would be no number of a list."""


def values_in(text: str, where: str) -> list[str]:
    """Return the values in a text: `0.7,0.8`, or from, to and step as in `0.7:0.9:0.05`; the end stands in it.

    A unit that stands behind one value only holds for all.

    >>> values_in("0.7,0.8", "--soh"), values_in("10kt/yr:30kt/yr:10kt/yr", "--throughput")
    (['0.7', '0.8'], ['10kt/yr', '20kt/yr', '30kt/yr'])
    >>> values_in("100,250EUR/t", "--feed-price"), values_in("lfp=0.3,nca=0.7", "--mix")
    (['100EUR/t', '250EUR/t'], ['lfp=0.3,nca=0.7'])

    Raises:
        RecycError: E111 a range that leads nowhere, a number with separators of thousands.
    """
    if "=" in text:
        return [text]
    values = [value for part in between_commas(text, where) for value in _range(part, where)]
    units = {match[2].strip(): None for match in map(_NUMBER.fullmatch, values) if match} | {"": None}
    unit = "".join(units) if len(units) <= 2 else ""  # noqa: PLR2004 - one, and none
    return [f"{value}{unit}" if _BARE.fullmatch(value) else value for value in values]


def between_commas(text: str, where: str) -> list[str]:
    """Return what stands between the commas of a text: `50,100,200` is three numbers, as where one value may stand.

    >>> between_commas("50,100,200", "--vary"), between_commas("2019, 2023", "--vary")
    (['50', '100', '200'], ['2019', '2023'])

    Raises:
        RecycError: E111 commas between thousands, told by a group that begins with 0: `10,000`.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()] or [text]
    if any(map(_THOUSANDS.fullmatch, parts[1:])):
        plain = re.sub(r",\s*(?=0\d\d(?!\d))", "", text)
        hint = f"write {plain}, without a separator of thousands"
        raise RecycError("E111", f"{text!r} has separators of thousands", where, hint)
    return parts


def settings_in(text: str, where: str) -> list[str]:
    """Return what `name=values` sets, value by value.

    >>> settings_in("region.wage=20,40", "--set"), settings_in("nickel=14000:18000:2000USD/t", "--price")[1:]
    (['region.wage=20', 'region.wage=40'], ['nickel=16000USD/t', 'nickel=18000USD/t'])
    """
    name, equals, values = text.partition("=")
    return [f"{name}={value}" for value in values_in(values, where)] if equals else [text]


def _range(text: str, where: str) -> list[str]:
    ends = _RANGE.fullmatch(text)
    numbers = [_NUMBER.fullmatch(each) for each in ends.groups()] if ends else []
    found = [each.groups() for each in numbers if each]
    if not ends or len(found) < len(numbers):
        return [text]
    (start, _), (end, _), (step, unit) = found
    low, high, stride = float(start), float(end), float(step)
    units = {each for _, each in found if each}
    count = (high - low) / stride + 1.0 if stride else 0.0
    if len(units) > 1 or not 1.0 <= count < MOST + 1.0:
        message = f"{text!r} is no range of 1 to {MOST} values in one unit"
        raise RecycError("E111", message, where, "FROM:TO:STEP, for example 0.75:0.85:0.05")
    unit = units.pop() if units else ""
    return [f"{round(low + index * stride, 12):.12g}{unit}" for index in range(int(count + 1e-9))]
