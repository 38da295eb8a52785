"""Converts numbers to pixels."""

from __future__ import annotations

from math import floor, log10
from typing import NamedTuple

STEPS = (1.0, 2.0, 5.0, 10.0)


class Scale(NamedTuple):
    """Maps `low` to the pixel `start` and `high` to `end`, evenly.

    >>> Scale(-100.0, 100.0, 0.0, 50.0).at(0.0)
    25.0
    """

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of a value."""
        span = self.high - self.low or 1.0
        return self.start + (value - self.low) / span * (self.end - self.start)


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Return round numbers between two ends, about `count` of them.

    >>> ticks(-860.0, 3852.0), ticks(0.0, 0.07), ticks(3.0, 3.0)
    ([0.0, 1000.0, 2000.0, 3000.0], [0.0, 0.02, 0.04, 0.06], [3.0])
    """
    if not high > low:
        return [low]
    rough = (high - low) / count
    power = 10.0 ** floor(log10(rough))
    step = power * next((each for each in STEPS if each * power >= rough), STEPS[-1])
    first, last = -floor(-low / step), floor(high / step)
    return [round(index * step, 12) for index in range(first, last + 1)]
