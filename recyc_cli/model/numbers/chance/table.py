"""Reads quantiles off tables, of PERT and discrete numbers."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.numbers.chance.normal import float_of, library_of

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number

CELLS = 1024
"""Of a table of shares: linear between, a quantile is good to 1e-6 of the range but in the outermost cells."""
FINE = 8
"""Parts of a cell in which its share is summed."""
Table = tuple[tuple[float, ...], tuple[float, ...]]
"""Shares of all that lie below values, and the values."""


@lru_cache(256)
def pert_table(turn: float) -> Table:
    """Return the shares of a PERT number between 0 and 1 that lie below even steps: a beta distribution.

    Its exponents are 1 + 4 turn and 1 + 4 (1 - turn) (Malcolm and others 1959).

    Args:
        turn: the likeliest value [1].

    >>> shares, values = pert_table(0.5)
    >>> round(shares[256], 6), values[256]
    (0.103516, 0.25)
    """
    left, right = 4.0 * turn, 4.0 * (1.0 - turn)
    steps = CELLS * FINE
    density = [((i + 0.5) / steps) ** left * (1.0 - (i + 0.5) / steps) ** right for i in range(steps)]
    sums = [0.0]
    for i in range(CELLS):
        sums.append(sums[-1] + add_up(density[i * FINE : (i + 1) * FINE]))
    return tuple(each / sums[-1] for each in sums), tuple(i / CELLS for i in range(CELLS + 1))


def table_at(table: Table, share: Number) -> Number:
    """Return the value that a share of all lies below, on the line between the table's nearest two.

    >>> table_at(((0.0, 0.5, 1.0), (0.0, 1.0, 4.0)), 0.75)
    2.5
    """
    shares, values = table
    place = _place(shares[1:-1], share)
    low, high = _taken(shares[:-1], place), _taken(shares[1:], place)
    start, end = _taken(values[:-1], place), _taken(values[1:], place)
    return start + (end - start) * (share - low) / (high - low)


def step_at(outcomes: tuple[tuple[float, float], ...], share: Number) -> Number:
    """Return the outcome that a share of all falls on.

    >>> step_at(((1.0, 0.25), (2.0, 0.75)), 0.3)
    2.0
    """
    below, total = [], 0.0
    for _, chance in outcomes:
        total += chance
        below.append(total)
    return _taken(tuple(value for value, _ in outcomes), _place(tuple(below[:-1]), share))


def _place(sorted_numbers: tuple[float, ...], share: Number) -> Any:  # noqa: ANN401 - a whole number, or an array of them
    """Return how many of some rising numbers a share has passed."""
    library = library_of(share)
    if library is None:
        return bisect_right(sorted_numbers, share)
    return library.searchsorted(library.asarray(sorted_numbers), share, side="right")


def _taken(numbers: tuple[float, ...], place: Any) -> Number:  # noqa: ANN401
    if isinstance(place, int):
        return numbers[place]
    library = library_of(place)
    return float_of(library.take(library.asarray(numbers), place))
