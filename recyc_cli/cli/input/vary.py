"""Reads what a sweep varies: `nickel=12000:24000:2000USD/t`, `prices=2019,2023`."""

from __future__ import annotations

import re
from typing import NamedTuple

from recyc_cli.cli.input.numbers_of_text import split, unreadable
from recyc_cli.cli.input.several import between_commas
from recyc_cli.errors import RecycError

FLAG = "--vary"
MOST = 1_000_000
"""Values of an axis."""
EXAMPLE = "nickel=12000:24000:2000, soh=0.6:1/9, throughput=log:1kt:100kt/7, prices=2019,2023"
FORM = f"for example {EXAMPLE}"
_COUNTED = re.compile(r"(log:)?([^:]+):([^:]+)/(\d+)")
_STEPPED = re.compile(r"([^:]+):([^:]+):([^:]+)")
Number = tuple[float, str]


class Varying(NamedTuple):
    """A name, its values, and the unit of those that are numbers."""

    name: str
    values: list[float | str]
    unit: str


def varying(text: str, *, words: bool) -> Varying:
    """Return what a text varies.

    Args:
        text: `name=values`.
        words: whether the values are names, of which only whole numbers have ranges: years.

    >>> varying("nickel=12:16:2USD/kg", words=False)
    Varying(name='nickel', values=[12.0, 14.0, 16.0], unit='USD/kg')
    >>> varying("throughput=log:1kt:100kt/3", words=False)
    Varying(name='throughput', values=[1.0, 10.0, 100.0], unit='kt')
    >>> varying("electricity=50,100,200EUR/MWh", words=False)
    Varying(name='electricity', values=[50.0, 100.0, 200.0], unit='EUR/MWh')
    >>> varying("prices=2019:2021:1,china-2024", words=True).values
    ['2019', '2020', '2021', 'china-2024']

    Raises:
        RecycError: E111 what does not read, or has separators of thousands, E112 several units, E173 more values than
            anybody waits for.
    """
    name, equals, listed = (part.strip() for part in text.partition("="))
    if not name or not equals or not listed:
        raise RecycError("E111", f"{text[:80]!r} is not PATH=VALUES", FLAG, FORM)
    found: list[float | str] = []
    units: dict[str, None] = {}
    for part in listed.split(",") if words else between_commas(listed, FLAG):
        values = _range(part.strip(), name)
        if values is None and words:
            found.append(part.strip())
            continue
        numbers, unit = values or (
            [split(part, "a number", FLAG, EXAMPLE)[0]],
            split(part, "a number", FLAG, EXAMPLE)[1],
        )
        units |= {unit: None} if unit else {}
        found += [f"{each:.12g}" for each in numbers] if words else numbers
    if len(units) > 1:
        raise RecycError("E112", f"{name} is given in {' and in '.join(units)}", FLAG, "one unit for all values")
    return Varying(name, found, next(iter(units), ""))


def _range(text: str, name: str) -> tuple[list[float], str] | None:
    """Return the numbers of a range and their unit; None of what is no range."""
    counted = _COUNTED.fullmatch(text)
    if counted:
        log, start, stop, count = counted.groups()
        return _points(text, [start, stop], int(count), log=bool(log))
    stepped = _STEPPED.fullmatch(text)
    if stepped is None or text.startswith("log:"):
        if ":" in text:
            raise unreadable(text, f"a range of {name}", FLAG, FORM)
        return None
    (low, high, stride), unit = _ends(text, stepped.groups())
    steps = (high - low) / stride if stride else -1.0
    if steps < 0.0:
        raise RecycError("E111", f"{text!r} leads nowhere: the step has to go from {low:g} to {high:g}", FLAG, FORM)
    count = _countable(steps + 1.0, name)
    return [float(f"{low + index * stride:.12g}") for index in range(int(count + 1e-9))], unit


def _points(text: str, ends: list[str], count: int, *, log: bool) -> tuple[list[float], str]:
    """Return so many numbers between two, evenly or in equal ratios."""
    (low, high), unit = _ends(text, ends)
    _countable(count, text)
    if count < 2 or low == high:  # noqa: PLR2004 - both ends stand in a range
        raise RecycError("E111", f"{text!r} is no range: from one value to another, 2 or more", FLAG, FORM)
    if log and not (low > 0.0 and high > 0.0):
        raise RecycError("E111", f"{text!r}: equal ratios need values above 0", FLAG, FORM)
    shares = [index / (count - 1) for index in range(count)]
    inner = [low * (high / low) ** share if log else low + (high - low) * share for share in shares]
    return [float(f"{each:.12g}") for each in inner], unit


def _ends(text: str, parts: list[str] | tuple[str, ...]) -> tuple[list[float], str]:
    """Return the numbers that a range is made of, and their unit, which may stand behind any of them."""
    numbers: list[Number] = [split(part, "a number", FLAG, EXAMPLE) for part in parts]
    units = {unit: None for _, unit in numbers if unit}
    if len(units) > 1:
        raise RecycError("E112", f"{text!r} is in {' and in '.join(units)}", FLAG, "one unit for all values")
    return [number for number, _ in numbers], next(iter(units), "")


def _countable(count: float, what: str) -> float:
    if count >= MOST + 1.0:
        message = f"this makes {count:,.0f} values of {what}: {MOST:,} are the most"
        raise RecycError("E173", message, FLAG, "a wider step, or fewer values")
    return count
