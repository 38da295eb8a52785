"""Makes columns of lots of what cells were read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from recyc_cli.engine.columns import NONE, Words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from recyc_cli.engine.columns import Block, Column, Numbers


def column_of_numbers(values: Sequence[float | None]) -> Numbers:
    """Return a column of numbers; NaN where there is none.

    >>> column_of_numbers([0.8, None])
    array([0.8, nan])
    """
    return np.array(values, np.float64)


def scaled(numbers: Any, factor: float) -> Numbers:  # noqa: ANN401 - an array of any kind of numbers
    """Return a column in another unit, in memory that can be written to.

    >>> scaled(np.array([12, 500]), 0.001)
    array([0.012, 0.5  ])
    """
    column: Numbers = np.asarray(numbers, np.float64)
    return column if factor == 1.0 else np.multiply(column, factor)


def numbers_by_code(codes: Any, values: Sequence[float | None]) -> Numbers:  # noqa: ANN401 - an array
    """Return a column of numbers, given the place of each among a few; -1 is none.

    >>> numbers_by_code(np.array([1, 0, -1]), [0.8, None])
    array([nan, 0.8, nan])
    """
    column: Numbers = np.array([*values, None], np.float64)[codes]
    return column


def words_by_code(codes: Any, values: Sequence[str | None]) -> Words:  # noqa: ANN401 - an array
    """Return a column of words, given the place of each among some, of which several may be one.

    >>> words_by_code(np.array([1, 0, 2, -1]), ["lfp", None, "lfp"])
    Words(codes=array([-1,  0,  0, -1], dtype=int32), words=['lfp'])
    """
    known: dict[str, int] = {}
    places = [NONE if each is None else known.setdefault(each, len(known)) for each in values]
    return Words(np.array([*places, NONE], np.int32)[codes], list(known))


def nothing(rows: int, *, number: bool) -> Column:
    """Return a column in which nothing stands."""
    return np.full(rows, np.nan) if number else Words(np.full(rows, NONE, np.int32), [])


def rows_where(codes: Any, places: Collection[int]) -> list[int]:  # noqa: ANN401 - an array
    """Return the rows whose number is one of some."""
    return [int(row) for row in np.flatnonzero(np.isin(codes, list(places)))] if places else []


def refused_rows(refusals: Words) -> list[int]:
    """Return the rows of a block that are refused."""
    return [int(row) for row in np.flatnonzero(refusals.codes >= 0)]


def is_refused(refusals: Words) -> Numbers:
    """Return 1 for each row that is refused, 0 for the others."""
    return (refusals.codes >= 0).astype(np.float64)


def without(columns: Block, refusals: Words, faults: Mapping[int, str]) -> tuple[Block, Words]:
    """Return columns and refusals of a block some of whose rows could not be read: these are refused, by their code."""
    if not faults:
        return columns, refusals
    words = [*refusals.words]
    codes = refusals.codes.copy()
    for row, code in faults.items():
        if code not in words:
            words.append(code)
        codes[row] = words.index(code)
    rows = list(faults)
    for name, column in columns.items():
        if isinstance(column, Words):
            kept = column.codes.copy()
            kept[rows] = NONE
            columns[name] = Words(kept, column.words)
        else:
            column[rows] = np.nan
    return columns, Words(codes, words)


def best_columns(columns: Mapping[str, Numbers | Words], best: Words, times: int) -> Block:
    """Return of each lot that was taken with several words what it came to with the best of them.

    Args:
        columns: rows of a lot one below the other.
        best: of each lot.
        times: rows of a lot.
    """
    rows = np.arange(len(best.codes)) * times + np.maximum(best.codes, 0)
    return {
        name: Words(each.codes[rows], each.words) if isinstance(each, Words) else each[rows]
        for name, each in columns.items()
    }


def of_each(column: Numbers, at: int, times: int) -> Numbers:
    """Return of each lot what it came to with one of several words.

    >>> of_each(np.array([1.0, 2.0, 3.0, 4.0]), 1, 2)
    array([2., 4.])
    """
    return column[at::times]


def sums_by_group(groups: Any, column: Numbers, count: int) -> list[float]:  # noqa: ANN401 - an array of places
    """Return the sum of a column in each group, what is not there left out.

    >>> sums_by_group(np.array([0, 1, 0]), np.array([1.0, np.nan, 2.0]), 2)
    [3.0, 0.0]
    """
    numbers: NDArray[np.float64] = np.nan_to_num(np.asarray(column, np.float64), nan=0.0)
    found: list[float] = np.bincount(np.asarray(groups), numbers, count).tolist()
    return found


def counts_by_group(groups: Any, count: int) -> list[int]:  # noqa: ANN401 - an array of places
    """Return how many rows each group has."""
    found: list[int] = np.bincount(np.asarray(groups), minlength=count).tolist()
    return found
