"""Splits a text into the several values that stand in it: between commas, or along a range."""

from __future__ import annotations

import re

from recyc_cli.errors import RecycError

MOST = 200
"""Values of one range."""
_RANGE = re.compile(r"([^:\s]+):([^:\s]+):([^:\s]+)")
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(.*)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\D.*)?")


def values_in(text: str, where: str) -> list[str]:
    """Return the values in a text: `0.7,0.8`, or from, to and step as in `0.7:0.9:0.05`; the end stands in it.

    A number with commas between its thousands is one value, for whoever reads it to refuse.

    >>> values_in("0.7,0.8", "--soh"), values_in("10kt/yr:30kt/yr:10kt/yr", "--throughput")
    (['0.7', '0.8'], ['10kt/yr', '20kt/yr', '30kt/yr'])
    >>> values_in("10,000", "--throughput"), values_in("lfp=0.3,nca=0.7", "--mix")
    (['10,000'], ['lfp=0.3,nca=0.7'])

    Raises:
        RecycError: E111 a range that leads nowhere.
    """
    if "=" in text or _GROUPED.fullmatch(text.strip()):
        return [text]
    parts = [part.strip() for part in text.split(",") if part.strip()] or [text]
    return [value for part in parts for value in _range(part, where)]


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
