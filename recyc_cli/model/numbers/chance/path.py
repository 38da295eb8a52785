"""Follows a number from year to year: it keeps a part of how far it has gone, and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number


def kept_part(first: float, long_run: float) -> float:
    """Return the part of its distance that a number keeps each year, by how far it goes in a year and in the end.

    sqrt(1 - (first / long run)^2); 0 where it goes no further than in a year

    Args:
        first: standard deviation after a year.
        long_run: the same after many.

    >>> kept_part(0.6, 1.0), kept_part(0.3, 0.2)
    (0.8, 0.0)
    """
    return float(max(1.0 - (first / long_run) ** 2, 0.0) ** 0.5) if long_run > 0.0 else 0.0


def next_year(before: Number, kept: float, moved: Number) -> Number:
    """Return where a number is a year later = kept x where it was + how far it goes in a year.

    >>> next_year(1.0, 0.8, 0.5)
    1.3
    """
    return kept * before + moved
