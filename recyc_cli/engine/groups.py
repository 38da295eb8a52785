"""Sorts the rows of a block into groups: what is a word, and which numbers are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recyc_cli.engine.columns import NONE, Words, length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from recyc_cli.engine.columns import Block

TABLE = 1 << 20
"""Up to so many combinations are looked up in a table, more are sorted."""
MANY = 1 << 62
"""Combinations that a whole number can tell apart."""


class Group(NamedTuple):
    """Rows that have the same words, and numbers in the same columns."""

    words: Mapping[str, str]
    numbers: tuple[str, ...]


class Grouped(NamedTuple):
    """The groups of a block, and the place among them of each row's."""

    numbers: NDArray[Any]
    groups: list[Group]


def in_groups(block: Block) -> Grouped:
    """Find the group of every row of a block.

    >>> from recyc_cli.engine.columns import column_of_words
    >>> found = in_groups({"route": column_of_words(["hydro", "pyro", "hydro"]), "soh": np.array([0.8, 0.8, np.nan])})
    >>> found.numbers.tolist(), [(dict(group.words), group.numbers) for group in found.groups]
    ([1, 2, 0], [({'route': 'hydro'}, ()), ({'route': 'hydro'}, ('soh',)), ({'route': 'pyro'}, ('soh',))])
    """
    rows = length(block)
    key, combinations = _keys(block)
    if combinations <= TABLE:
        found = np.flatnonzero(np.bincount(key, minlength=combinations))
        table = np.empty(combinations, np.int32)
        table[found] = np.arange(len(found), dtype=np.int32)
        numbers: NDArray[Any] = table[key]
    else:
        found, numbers = np.unique(key, return_inverse=True)
    first = np.empty(len(found), np.intp)
    first[numbers[::-1]] = np.arange(rows - 1, -1, -1)  # of several rows the last one written stays
    return Grouped(numbers, [_group(block, int(row)) for row in first])


def _keys(block: Block) -> tuple[NDArray[np.int64], int]:
    """Number the combination that each row has: its digits are the row's words, and what is there of numbers."""
    key, combinations = np.zeros(length(block), np.int64), 1
    for column in block.values():
        if isinstance(column, Words):
            size, digit = len(column.words) + 1, column.codes + 1
        else:
            size, digit = 2, ~np.isnan(column)
            if digit.all():
                continue
        if combinations > MANY // size:
            found, key = np.unique(key, return_inverse=True)
            combinations = len(found)
        key, combinations = key * size + digit, combinations * size
    return key, combinations


def _group(block: Block, row: int) -> Group:
    """Read off a row what all of its group are."""
    texts = {
        name: column.words[column.codes[row]]
        for name, column in block.items()
        if isinstance(column, Words) and column.codes[row] != NONE
    }
    there = [name for name, column in block.items() if not isinstance(column, Words) and column[row] == column[row]]
    return Group(texts, tuple(there))
