"""Reckons with rows of draws as lists of floats, without any library."""

from __future__ import annotations

from math import floor

from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = list[float]


def plus(one: Sequence[float], other: Sequence[float], times: float = 1.0) -> Row:
    """Return a row with so many times another one added.

    >>> plus([1.0, 2.0], [10.0, 20.0], 0.5)
    [6.0, 12.0]
    """
    return [a + times * b for a, b in zip(one, other, strict=True)]


def row_times(row: Sequence[float], times: float) -> Row:
    """Return so many times a row.

    >>> row_times([1.0, 2.0], 3.0)
    [3.0, 6.0]
    """
    return list(row) if times == 1.0 else [times * each for each in row]


def row_over(row: Sequence[float], amount: float, least: float, most: float) -> Row:
    """Return a row over an amount, between bounds.

    >>> row_over([1.0, 20.0], 2.0, 0.0, 3.0)
    [0.5, 3.0]
    """
    return [min(max(each / amount, least), most) for each in row]


def squares(row: Sequence[float]) -> Row:
    """Return a row with each number times itself.

    >>> squares([1.0, -2.0])
    [1.0, 4.0]
    """
    return [each * each for each in row]


def from_bytes(data: Sequence[int], place: int, count: int, low: float, step: float) -> Row:
    """Return one of several rows that are kept one after the other, a byte for each draw.

    Args:
        data: the bytes of all.
        place: of the row, from 0.
        count: draws of a row.
        low: what a byte of 0 is.
        step: what one more adds.

    >>> from_bytes([9, 9, 0, 2], 1, 2, 1.0, 0.5)
    [1.0, 2.0]
    """
    return [low + step * each for each in data[place * count : (place + 1) * count]]


def chance_above(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the share of draws in which one row is above another; equal ones count by half.

    >>> chance_above([1.0, 2.0, 3.0, 4.0], [0.0, 2.0, 4.0, 1.0])
    0.625
    """
    above = sum(map(float.__gt__, one, other))
    return (above + 0.5 * sum(map(float.__eq__, one, other))) / len(one)


def quantiles(row: Sequence[float], shares: Sequence[float]) -> Row:
    """Return the numbers that shares of a row lie below.

    >>> quantiles([3.0, 1.0, 2.0], (0.25, 0.5))
    [1.5, 2.0]
    """
    ordered, found = sorted(row), []
    for share in shares:
        place = share * (len(ordered) - 1)
        below = floor(place)
        above = min(below + 1, len(ordered) - 1)
        found.append(ordered[below] + (place - below) * (ordered[above] - ordered[below]))
    return found


def slopes_of(columns: Sequence[Row], first: int) -> list[Row]:
    """Return for each of the first columns the weights whose product with a row is what it weighs in a fit to that.

    >>> slope, rest = slopes_of([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]], 2)
    >>> [round(dot(each, [5.0, 7.0, 9.0]), 6) for each in (slope, rest)]
    [2.0, 3.0]
    """
    size = range(len(columns))
    table = [[dot(columns[i], columns[j]) for j in size] + [float(i == j) for j in size] for i in size]
    for i in size:
        table[i] = row_times(table[i], 1.0 / (table[i][i] or 1.0))
        for j in size:
            if j != i and table[j][i]:
                table[j] = plus(table[j], table[i], -table[j][i])
    rows = list(zip(*columns, strict=True))
    return [[dot(line[len(columns) :], row) for row in rows] for line in table[:first]]


def row_without(row: Row, moving: Sequence[Row], weights: Sequence[Row]) -> Row:
    """Return a row less what goes with some columns.

    Args:
        row: draws of a figure.
        moving: the columns.
        weights: of each, those of the draws in what it weighs in the figure.

    >>> columns = [[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]]
    >>> [round(each, 6) for each in row_without([5.0, 7.0, 9.0], columns[:1], slopes_of(columns, 1))]
    [3.0, 3.0, 3.0]
    """
    left = row
    for column, weight in zip(moving, weights, strict=True):
        left = plus(left, column, -dot(weight, row))
    return left


def dot(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the sum of the products of two rows.

    >>> dot([1.0, 2.0], [3.0, 4.0])
    11.0
    """
    return sum(map(float.__mul__, one, other))
