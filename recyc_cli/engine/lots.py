"""Quotes blocks of lots: each group by its program, all in the order they came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recyc_cli.engine.columns import NONE, Words
from recyc_cli.engine.groups import in_groups
from recyc_cli.engine.numpy_program import NumpyProgram, Scratch, slots_of
from recyc_cli.engine.outputs import RECYCLED_BY
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.arithmetic import NO_RESULT
from recyc_cli.scenario.keywords import NUMERIC, ROWS, SHARE
from recyc_cli.scenario.trace_inputs import MIX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from recyc_cli.engine.columns import Block, Numbers
    from recyc_cli.engine.groups import Group
    from recyc_cli.engine.programs import Programs
    from recyc_cli.model.numbers.program import Filled, Program


TOGETHER = 2_048
"""Rows from which on a group is computed alone."""


class Quoted(NamedTuple):
    """What a block of lots came to.

    Attributes:
        columns: what was asked for, by name; nothing stands where a lot is refused.
        refusals: code of each refusal; none where there is a quote.
    """

    columns: Block
    refusals: Words


class Lots:
    """Quotes blocks of lots of any kinds.

    Attributes:
        columns: what is wanted.
    """

    def __init__(
        self, programs: Programs, columns: Sequence[str], settings: Mapping[str, Any], units: Mapping[str, str]
    ) -> None:
        """Say what all lots share.

        Args:
            programs: which answer with the columns.
            columns: what is wanted, in the order of `engine.outputs.COLUMNS`.
            settings: keywords of a quote that hold for every lot, unless a column of a block says otherwise.
            units: of columns of numbers, where they are not those of the preset or the keyword.
        """
        self.columns, self._programs = tuple(columns), programs
        self._settings, self._units = dict(settings), dict(units)
        self._read: dict[object, _Ready | RecycError] = {}
        self._readers: dict[Program, NumpyProgram] = {}
        self._codes: list[str] = []
        self._routes: list[str] = []
        self._scratch, self._work = Scratch(), _Work(len(self.columns))

    def quote(self, block: Block, room: NDArray[np.float64] | None = None) -> Quoted:
        """Quote a block of lots; what it comes to is laid into a room of a row for each column, or one of its own."""
        numbers, groups = in_groups(block)
        found = [self._program(group) for group in groups]
        batches = _batches(found, np.bincount(numbers, minlength=len(groups)).tolist())
        rank = np.empty(len(groups), np.int32)
        rank[[number for batch in batches for number in batch.groups]] = np.arange(len(groups))
        sorted_by = rank[numbers]
        few = len(groups) < np.iinfo(np.int16).max
        order = np.argsort(sorted_by.astype(np.int16) if few else sorted_by, kind="stable")  # quick with 16 bits
        work = self._work
        work.start(block, order)
        start = 0
        for batch in batches:
            end = start + sum(batch.rows)
            kept = found[batch.groups[0]]
            if isinstance(kept, RecycError):
                self._refuse(kept, groups[batch.groups[0]], work, slice(start, end))
            else:
                self._run([found[number] for number in batch.groups], batch.rows, work, slice(start, end))  # type: ignore[misc]
            start = end
        return self._put_back(work, room)

    def _program(self, group: Group) -> _Ready | RecycError:
        """Return the program of a group of rows, or why all of them are refused."""
        key = (tuple(group.words.items()), group.numbers)
        if key not in self._read:
            kept = self._programs.of(*asked_of(group, self._settings, self._units))
            self._read[key] = kept if isinstance(kept, RecycError) else self._ready(kept)
        return self._read[key]

    def _ready(self, quote: Filled) -> _Ready:
        """Read a program once, however many groups it serves."""
        if quote.program not in self._readers:
            self._readers[quote.program] = NumpyProgram(quote.program)
        return _Ready(self._readers[quote.program], quote)

    def _run(self, batch: Sequence[_Ready], rows: Sequence[int], work: _Work, place: slice) -> None:
        """Compute rows of one program."""
        program, quotes = batch[0].program, [each.quote for each in batch]
        into, refused = work.into[:, place], np.zeros(sum(rows), np.int16)
        columns = {name: work.column(name)[place] for name in program.inputs}
        program.run(columns, slots_of(quotes, rows), list(into), refused, self._scratch)
        names = dict(quotes[0].names)
        if RECYCLED_BY in names:
            taken = into[self.columns.index(RECYCLED_BY)]
            routes = np.array([self._place(name, self._routes) for name in names[RECYCLED_BY]], float)
            taken[:] = routes[np.nan_to_num(taken).astype(int)]
        if refused.any():
            codes = np.array([NONE, *(self._place(code, self._codes) for code in program.codes)], np.int32)
            work.refusals[place] = codes[refused]
            into[:, refused > 0] = np.nan
        unbounded = np.isinf(into).any(axis=0)
        if unbounded.any():
            work.refusals[place][unbounded] = self._place(NO_RESULT, self._codes)
            into[:, unbounded] = np.nan

    def _refuse(self, error: RecycError, group: Group, work: _Work, place: slice) -> None:
        """Refuse a group as a whole: a faulty number of a row is told first."""
        work.into[:, place] = np.nan
        work.refusals[place] = self._place(error.code, self._codes)
        for name in group.numbers:
            if name in ROWS and ROWS[name].kind in NUMERIC:
                faulty = ~may_be(name, work.column(name)[place])
                work.refusals[place][faulty] = self._place("E122", self._codes)

    def _place(self, word: str, words: list[str]) -> int:
        if word not in words:
            words.append(word)
        return words.index(word)

    def _put_back(self, work: _Work, room: NDArray[np.float64] | None) -> Quoted:
        """Return the rows to the order of the block, in memory that no other block has."""
        placed = np.empty_like(work.into) if room is None else room
        back = np.empty_like(work.order)
        back[work.order] = np.arange(len(back))
        for column, into in zip(placed, work.into, strict=True):
            into.take(back, mode="clip", out=column)
        columns: Block = dict(zip(self.columns, placed, strict=True))
        if RECYCLED_BY in columns:
            taken = placed[self.columns.index(RECYCLED_BY)]
            columns[RECYCLED_BY] = Words(np.where(np.isnan(taken), NONE, taken).astype(np.int32), [*self._routes])
        refusals = work.refusals.take(back)
        return Quoted(columns, Words(refusals, [*self._codes]))


def asked_of(
    group: Group, settings: Mapping[str, Any], units: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the rows of a group share, and the numbers that each has its own of with their units.

    Args:
        group: of rows.
        settings: keywords that hold for every row, unless the group says otherwise.
        units: of columns of numbers, where they are not their own.
    """
    shares = [name.removeprefix(f"{MIX}.") for name in group.numbers if name.startswith(f"{MIX}.")]
    mixed = {MIX: dict.fromkeys(shares, 1.0 / len(shares))} if shares else {}
    return {**settings, **group.words, **mixed}, {name: units.get(name, "") for name in group.numbers}


class _Work:
    """A block in the order of its programs: what is read, and what is written.

    Its memory is used again for the next block: large pieces of new memory cost as much as the work in them.
    """

    def __init__(self, columns: int) -> None:
        self._columns, self._room = columns, np.empty((columns, 0))
        self._read: dict[str, Numbers] = {}
        self._held: dict[str, Numbers] = {}
        self.start({}, np.empty(0, np.intp))

    def start(self, block: Block, order: NDArray[np.intp]) -> None:
        """Take up a block."""
        rows = len(order)
        if self._room.shape[1] < rows:
            self._room, self._held = np.empty((self._columns, rows)), {}
        self.block, self.order, self._read = block, order, {}
        self.into: NDArray[np.float64] = self._room[:, :rows]
        self.refusals = np.full(rows, NONE, np.int32)

    def column(self, name: str) -> Numbers:
        """Return a column of numbers in that order."""
        if name not in self._read:
            room = self._held.setdefault(name, np.empty(self._room.shape[1]))[: len(self.order)]
            self._read[name] = np.asarray(self.block[name], np.float64).take(self.order, mode="clip", out=room)
        return self._read[name]


class _Ready(NamedTuple):
    """A program that is read, and the quote that fills it."""

    program: NumpyProgram
    quote: Filled


class _Batch(NamedTuple):
    """Groups that are computed at once, and the rows of each."""

    groups: list[int]
    rows: list[int]


def _batches(found: Sequence[_Ready | RecycError], rows: Sequence[int]) -> list[_Batch]:
    """Put small groups of one program together: a statement takes as long for few rows as for a thousand."""
    batches: list[_Batch] = []
    open_batches: dict[object, _Batch] = {}
    for number, (kept, count) in enumerate(zip(found, rows, strict=True)):
        key = number if isinstance(kept, RecycError) or count >= TOGETHER else (id(kept.program), kept.quote.names)
        if key not in open_batches or sum(open_batches[key].rows) >= TOGETHER:
            open_batches[key] = _Batch([], [])
            batches.append(open_batches[key])
        open_batches[key].groups.append(number)
        open_batches[key].rows.append(count)
    return batches


def may_be(name: str, column: Numbers) -> NDArray[np.bool_]:
    """Tell which numbers a keyword may be (`scenario.request`).

    >>> may_be("soh", np.array([0.8, 1.2, 0.0])).tolist()
    [True, False, False]
    """
    row = ROWS[name]
    finite = np.isfinite(column)
    if row.signed:
        return finite
    above = column >= 0.0 if row.default == 0.0 else column > 0.0
    return finite & above & (column <= 1.0 if row.kind == SHARE else True)
