"""Draws a bar beside each row of a table on a wide terminal, from zero to either side."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

from recyc_cli.render.chart.scale import Scale
from recyc_cli.render.numbers import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

GAIN, LOSS, TAKEN = "\N{FULL BLOCK}", "\N{MEDIUM SHADE}", "\N{LIGHT SHADE}"
ZERO = "\N{BOX DRAWINGS LIGHT QUADRUPLE DASH VERTICAL}"
"""What tells a gain, a loss and what is taken off from each other, besides the side; and the axis."""
LINE, DOT, CROSSED, FROM_LEFT, TO_RIGHT = (
    "\N{BOX DRAWINGS LIGHT HORIZONTAL}",
    "\N{BLACK CIRCLE}",
    "\N{BOX DRAWINGS LIGHT VERTICAL AND HORIZONTAL}",
    "\N{BOX DRAWINGS LIGHT VERTICAL AND LEFT}",
    "\N{BOX DRAWINGS LIGHT VERTICAL AND RIGHT}",
)
"""A range, what is quoted, and a range where the axis crosses it, or where it ends or begins at the axis."""
Ends = tuple[float, float]


def side_bars(
    amounts: Sequence[tuple[float, Ends | None] | None], room: int, how: str = "whole"
) -> tuple[str, list[str]]:
    """Return the heading of bars, with the ends of their axis and its zero, and the bar of each amount.

    Where it is known between what an amount may lie that is a line, and the amount a dot on it.

    >>> side_bars([(20.0, None), (-10.0, None), None], 16)
    ('-10  0        20', ['     ┊██████████', '▒▒▒▒▒┊          ', ''])
    >>> side_bars([(20.0, (-5.0, 20.0)), (-10.0, (-10.0, -2.0))], 16)[1]
    ['  ───┼─────────●', '●────┊          ']
    >>> side_bars([(20.0, (-0.1, 20.0)), (-10.0, (-10.0, -0.1))], 16)[1]
    ['     ├─────────●', '●────┤          ']
    """
    known = [number for each in amounts if each for number in (each[0], *(each[1] or ()))]
    scale, zero = _axis(known, room)
    bars = []
    for each in amounts:
        if each is None:
            bars.append("")
        else:
            amount, ends = each
            bars.append(_bar((0.0, amount), scale, zero, room) if ends is None else _line(amount, ends, scale, zero))
    return _heading(as_text(scale.low, how), as_text(scale.high, how), zero, room), bars


def _line(amount: float, ends: Ends, scale: Scale, zero: int) -> str:
    """Return a line between two ends with a dot on it."""
    low, high, dot = (round(scale.at(each)) for each in (*ends, amount))
    cells = []
    for at in range(round(scale.end) + 1):
        first, last = min(low, dot), max(high, dot)
        inside = first <= at <= last
        axis = ZERO if not inside else FROM_LEFT if at == last else TO_RIGHT if at == first else CROSSED
        cells.append(DOT if at == dot else axis if at == zero else LINE if inside else " ")
    return "".join(cells)


def stretched(spans: Sequence[Ends | None], room: int, how: str = "whole") -> tuple[str, list[str]]:
    """Return the same of bars that reach from one number to another, as the steps of a waterfall do.

    >>> stretched([(0.0, 20.0), (20.0, -10.0), (0.0, -10.0)], 16)[1]
    ['     ┊██████████', '░░░░░┊░░░░░░░░░░', '▒▒▒▒▒┊          ']
    """
    scale, zero = _axis([number for span in spans if span is not None for number in span], room)
    bars = ["" if span is None else _bar(span, scale, zero, room) for span in spans]
    return _heading(as_text(scale.low, how), as_text(scale.high, how), zero, room), bars


def _axis(known: Sequence[float], room: int) -> tuple[Scale, int]:
    """Return the axis that holds some numbers and zero, and where that lies."""
    low, high = _outward(min(0.0, *known, 0.0)), _outward(max(0.0, *known, 0.0))
    scale = Scale(low, high, 0.0, room - 1.0)
    return scale, round(scale.at(0.0))


def _bar(span: Ends, scale: Scale, zero: int, room: int) -> str:
    """Return a bar: at least one block, unless it ends on the axis where it begins."""
    start, end = span
    mark = GAIN if end >= start else TAKEN if start else LOSS
    low, high = sorted((round(scale.at(start)), round(scale.at(end))))
    first, last = (low + 1 if low >= zero else low), (high - 1 if high <= zero else high)
    if first > last:
        first = last = high if low > zero else low
    cells = (ZERO if at == zero else mark if first <= at <= last else " " for at in range(room))
    return "".join(cells)


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
