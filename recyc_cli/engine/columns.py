"""Holds columns of lots: words by their numbers, and numbers, a row of each for every lot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

NONE = -1
"""Number of a word that is not there."""


class Words(NamedTuple):
    """A column of words: which one stands in each row, by its place among the words; -1 where none does."""

    codes: NDArray[np.int32]
    words: Sequence[str]


Numbers: TypeAlias = "NDArray[np.float64]"
"""A column of numbers; NaN where none stands."""
Column: TypeAlias = "Words | Numbers"
Block: TypeAlias = dict[str, Column]
"""Columns of one length, by the keyword of a quote or the path of a number (`scenario/build/trace_rows.py`)."""


class Rooms:
    """Memory for columns of numbers, each used again once it is nobody's any more.

    Memory that is new costs as much as the work in it.
    """

    def __init__(self, columns: int, rows: int, alive: int) -> None:
        """Say how many columns of so many rows at most are alive at once; 0 where all of them are kept."""
        self.rows = rows
        self._columns, self._alive = columns, alive
        self._rooms: list[NDArray[np.float64]] = []

    def next(self, rows: int) -> NDArray[np.float64]:
        """Return memory for so many rows.

        >>> rooms = Rooms(2, 4, 1)
        >>> rooms.next(3).shape, rooms.next(4).base is rooms.next(2).base
        ((2, 3), True)
        """
        if not self._alive:
            return np.empty((self._columns, rows))
        room = self._rooms.pop(0) if len(self._rooms) == self._alive else np.empty((self._columns, self.rows))
        self._rooms.append(room)
        return room[:, :rows]


def column_of_words(cells: Iterable[str | None]) -> Words:
    """Return a column of words, each kept once.

    >>> column_of_words(["lfp", "", "nca", "lfp"])
    Words(codes=array([ 0, -1,  1,  0], dtype=int32), words=['lfp', 'nca'])
    """
    known: dict[str, int] = {}
    codes = [known.setdefault(cell, len(known)) if cell else NONE for cell in cells]
    return Words(np.array(codes, np.int32), list(known))


def length(block: Block) -> int:
    """Return the rows of a block.

    >>> length({"soh": np.array([0.8, 0.9])})
    2
    """
    return next((len(each.codes if isinstance(each, Words) else each) for each in block.values()), 0)


def part(block: Block, start: int, end: int) -> Block:
    """Return some rows of a block, without a copy."""
    return {
        name: Words(each.codes[start:end], each.words) if isinstance(each, Words) else each[start:end]
        for name, each in block.items()
    }


def gathered(blocks: Iterable[Block], rows: int) -> Iterator[Block]:
    """Yield the same rows in blocks of a size: programs work on few rows no faster than on many.

    >>> [length(each) for each in gathered([{"soh": np.ones(3)}] * 3, 4)]
    [4, 4, 1]
    """
    waiting: list[Block] = []
    held = 0
    for block in blocks:
        start, end = 0, length(block)
        while end - start >= rows - held:
            cut = start + rows - held
            yield _joined([*waiting, part(block, start, cut)])
            waiting, held, start = [], 0, cut
        if start < end:
            waiting.append(part(block, start, end))
            held += end - start
    if waiting:
        yield _joined(waiting)


def _joined(blocks: list[Block]) -> Block:
    """Join blocks of the same columns one below the other."""
    if len(blocks) == 1:
        return blocks[0]
    return {name: _column([block[name] for block in blocks]) for name in blocks[0]}


def _column(columns: list[Column]) -> Column:
    if not any(isinstance(each, Words) for each in columns):
        return np.concatenate(columns)  # type: ignore[arg-type]
    known: dict[str, int] = {}
    codes = []
    for each in columns:
        assert isinstance(each, Words)  # noqa: S101 - a column is of one kind throughout
        places = [known.setdefault(word, len(known)) for word in each.words]
        codes.append(np.array([*places, NONE], np.int32)[each.codes])
    return Words(np.concatenate(codes), list(known))
