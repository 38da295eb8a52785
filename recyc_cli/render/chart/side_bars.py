"""Draws a bar beside each row of a table on a wide terminal, from zero to either side."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

from recyc_cli.render.chart.scale import Scale
from recyc_cli.render.numbers import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

GAIN, LOSS, ZERO = "\N{FULL BLOCK}", "\N{MEDIUM SHADE}", "\N{BOX DRAWINGS LIGHT QUADRUPLE DASH VERTICAL}"
"""What tells a gain from a loss besides the side."""


def side_bars(amounts: Sequence[float | None], room: int, how: str = "whole") -> tuple[str, list[str]]:
    """Return the heading of bars, with the ends of their axis and its zero, and the bar of each amount.

    >>> side_bars([20.0, -10.0, None], 16)
    ('-10  0        20', ['     ┊██████████', '▒▒▒▒▒┊          ', ''])
    """
    known = [amount for amount in amounts if amount is not None]
    low, high = _outward(min(0.0, *known, 0.0)), _outward(max(0.0, *known, 0.0))
    scale = Scale(low, high, 0.0, room - 1.0)
    zero = round(scale.at(0.0))
    return _heading(as_text(low, how), as_text(high, how), zero, room), [
        _bar(amount, scale, zero, room) for amount in amounts
    ]


def _bar(amount: float | None, scale: Scale, zero: int, room: int) -> str:
    """Return the bar of one amount; of none nothing."""
    if amount is None:
        return ""
    end = round(scale.at(amount))
    left, right = LOSS * max(zero - end, 0), GAIN * max(end - zero, 0)
    return f"{left:>{zero}}{ZERO}{right:<{room - zero - 1}}"


def _heading(low: str, high: str, zero: int, room: int) -> str:
    """Return the ends of an axis and its zero, each where it lies, those that would touch left out."""
    line = " " * room
    places = [(zero, "0"), *((at, text) for at, text in ((0, low), (room - len(high), high)) if text != "0")]
    for at, text in places:
        if not line[max(at - 1, 0) : at + len(text) + 1].strip():
            line = line[:at] + text + line[at + len(text) :]
    return line


def _outward(value: float) -> float:
    """Return a round number at or beyond a value, away from zero.

    >>> _outward(-5350.0), _outward(1779.0), _outward(0.0)
    (-6000.0, 2000.0, 0.0)
    """
    if not value:
        return 0.0
    step = 10.0 ** floor(log10(abs(value)))
    sign = 1.0 if value > 0.0 else -1.0
    return sign * step * -floor(-abs(value) / step)
