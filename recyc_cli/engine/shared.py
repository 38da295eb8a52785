"""Lays columns into memory that two processes share."""

from __future__ import annotations

from multiprocessing.shared_memory import SharedMemory
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recyc_cli.engine.columns import Words, length
from recyc_cli.engine.lots import Quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from recyc_cli.engine.columns import Block

WIDE = 8
"""Bytes that a row of any column has."""


class Message(NamedTuple):
    """Says what lies in the memory: the rows of a block, its columns in their order, and the words of each."""

    name: str
    rows: int
    words: Mapping[str, Sequence[str] | None]
    outputs: int
    most: int


class Answer(NamedTuple):
    """Says what was put beside it: names of the columns, and the words of those that are words."""

    rows: int
    columns: Sequence[str]
    words: Mapping[str, Sequence[str]]
    refusals: Sequence[str]


class Shared:
    """Memory for a block and for what it comes to: a row of it for each column."""

    _own: dict[str, Shared] = {}  # noqa: RUF012 - what a process has attached, by its name

    def __init__(self, memory: SharedMemory, inputs: int, outputs: int, most: int) -> None:
        self._memory, self._inputs, self._outputs, self._most = memory, inputs, outputs, most
        shape = (inputs + outputs + 1, most)
        self._rows: NDArray[np.float64] = np.ndarray(shape, np.float64, memory.buf)

    @classmethod
    def made(cls, block: Block, outputs: int, most: int) -> Shared:
        """Make memory for blocks like one, of so many rows at most."""
        memory = SharedMemory(create=True, size=(len(block) + outputs + 1) * most * WIDE)
        return cls(memory, len(block), outputs, most)

    @classmethod
    def attached(cls, message: Message) -> Shared:
        """Return the memory that another process made."""
        if message.name not in cls._own:
            memory = SharedMemory(message.name)
            cls._own[message.name] = cls(memory, len(message.words), message.outputs, message.most)
        return cls._own[message.name]

    def put(self, block: Block) -> Message:
        """Lay a block into the memory."""
        rows = length(block)
        for row, column in zip(self._rows, block.values(), strict=False):
            if isinstance(column, Words):
                row.view(np.int32)[:rows] = column.codes
            else:
                row[:rows] = column
        words = {name: list(each.words) if isinstance(each, Words) else None for name, each in block.items()}
        return Message(self._memory.name, rows, words, self._outputs, self._most)

    def block(self, message: Message) -> Block:
        """Return the block that lies there."""
        return {
            name: row[: message.rows] if words is None else Words(row.view(np.int32)[: message.rows], words)
            for row, (name, words) in zip(self._rows, message.words.items(), strict=False)
        }

    def room(self, message: Message) -> NDArray[np.float64]:
        """Return where outputs are laid, a row for each."""
        return self._rows[self._inputs : self._inputs + self._outputs, : message.rows]

    def give(self, quoted: Quoted) -> Answer:
        """Lay the refusals beside the outputs, and say what is there."""
        words: dict[str, Any] = {}
        start = self._inputs
        for row, (name, column) in zip(self._rows[start:], quoted.columns.items(), strict=False):
            if isinstance(column, Words):
                words[name] = column.words
                row.view(np.int32)[: len(column.codes)] = column.codes
        codes = quoted.refusals.codes
        self._rows[-1].view(np.int32)[: len(codes)] = codes
        return Answer(len(codes), list(quoted.columns), words, quoted.refusals.words)

    def taken(self, answer: Answer, room: NDArray[np.float64]) -> Quoted:
        """Return a copy of what was put there, in a room of as many rows."""
        start, rows = self._inputs, answer.rows
        room[:] = self._rows[start : start + self._outputs, :rows]
        columns: Block = dict(zip(answer.columns, room, strict=True))
        for place, name in enumerate(answer.columns):
            if name in answer.words:
                codes = self._rows[start + place].view(np.int32)[:rows].copy()
                columns[name] = Words(codes, answer.words[name])
        refusals = self._rows[-1].view(np.int32)[:rows].copy()
        return Quoted(columns, Words(refusals, answer.refusals))

    def close(self) -> None:
        """Give the memory back."""
        del self._rows
        self._memory.close()
        self._memory.unlink()
