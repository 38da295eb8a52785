"""Tells a mass balance that closes from one that misses something."""

from __future__ import annotations

ROUNDING = 1e-9
"""Share of what enters that a closed balance may miss: sums of floats are no closer."""


def is_closed(missing: float, entering: float) -> bool:
    """Tell whether what a balance misses is rounding alone.

    >>> is_closed(-4.3e-13, 6070.0), is_closed(12.4, 6070.0)
    (True, False)
    """
    return abs(missing) <= ROUNDING * entering
