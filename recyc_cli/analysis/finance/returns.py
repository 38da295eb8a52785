"""Finds the rates of return of a cash flow: one, several or none."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from recyc_cli.analysis.roots import crossings, grid_points
from recyc_cli.model.money.lifetime.worth import net_present_value

if TYPE_CHECKING:
    from collections.abc import Sequence

LOWEST, HIGHEST, POINTS = -0.99, 10.0, 1201
"""The rates that are looked at [1/yr], and how many of them."""
SAME = 1e-9
"""Rates that differ by less are one: near a root rounding lets the worth change its sign more than once."""

APART = 1e-6
"""How far the library's number may lie from the scan's before that is taken instead."""


def rates_of_return(flows: Sequence[float], at: Sequence[float]) -> list[float]:
    """Return every rate from -99 % to 1,000 % a year at which a cash flow is worth nothing, in order.

    A scan tells how many there are; the number of a single one is pyxirr's where that is installed and the flows are a
    year apart.

    >>> [round(rate, 9) for rate in rates_of_return([-1000.0, 2500.0, -1540.0], [0.0, 1.0, 2.0])]
    [0.1, 0.4]
    >>> rates_of_return([-1.0, 3.0, -3.0], [0.0, 1.0, 2.0]), rates_of_return([100.0, 100.0], [0.0, 1.0])
    ([], [])
    """
    if all(flow >= 0.0 for flow in flows) or all(flow <= 0.0 for flow in flows):
        return []

    def worths(growths: list[float]) -> list[float]:
        return [net_present_value(flows, at, growth - 1.0) for growth in growths]

    growths = grid_points(1.0 + LOWEST, 1.0 + HIGHEST, POINTS)
    found: list[float] = []
    for bracket in crossings(worths, growths, worths(growths)):
        if not found or bracket.low - 1.0 - found[-1] > SAME:
            found.append(bracket.low - 1.0)
    if len(found) == 1 and all(later - sooner == 1.0 for sooner, later in pairwise(at)):
        return [_library(flows, found[0])]
    return found


def _library(flows: Sequence[float], near: float) -> float:
    """Return the rate as pyxirr has it, started from what the scan found; that itself without the library."""
    try:
        from pyxirr import irr
    except ImportError:
        return near
    rate = irr(list(flows), guess=near)
    return near if rate is None or abs(rate - near) > APART else float(rate)
