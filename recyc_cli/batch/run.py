"""Runs blocks of lots through their programs: blocks in, blocks out, in the same order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.engine.columns import gathered, length
from recyc_cli.engine.lots import Lots, Quoted
from recyc_cli.engine.outputs import COLUMNS, USUAL, row_of_quotes
from recyc_cli.engine.programs import Programs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.engine.columns import Block, Words

ROWS = 131_072
"""Rows of a block: many groups then have rows enough for a program to be worth its statements."""


class Quotes(NamedTuple):
    """A block of lots and what it came to.

    Attributes:
        start: how many lots came before.
        lots: as they came in.
        columns: what was asked for, by name; nothing stands where a lot is refused.
        refusals: code of each refusal; none where there is a quote.
    """

    start: int
    lots: Block
    columns: Block
    refusals: Words


class Tally:
    """How many lots there were: `read` is `quoted` and `rejected`; `prepared` groups were in no cache."""

    def __init__(self) -> None:
        self.read = self.quoted = self.rejected = self.prepared = 0

    def count(self, quotes: Quotes) -> None:
        """Count a block."""
        refused = int((quotes.refusals.codes >= 0).sum())
        rows = length(quotes.lots)
        self.read += rows
        self.rejected += refused
        self.quoted += rows - refused


def run(  # noqa: PLR0913 - what may be said of a batch
    blocks: Iterable[Block],
    library: Library,
    settings: Mapping[str, Any] | None = None,
    *,
    units: Mapping[str, str] | None = None,
    columns: Collection[str] = USUAL,
    carried: Collection[str] = (),
    jobs: int = 1,
    rows: int = ROWS,
    keep: bool = True,
    tally: Tally | None = None,
) -> Iterator[Quotes]:
    """Quote lots.

    Args:
        blocks: columns of lots, the same throughout (`batch/columns.py`).
        library: the presets at hand.
        settings: keywords that hold for every lot, unless a column says otherwise.
        units: of columns of numbers, where they are not their own.
        columns: what is wanted, of `engine.outputs.COLUMNS`.
        carried: columns that no quote reads.
        jobs: blocks computed at a time, each in a thread.
        rows: of a block, whatever those that come in have.
        keep: whether programs are read from and written to the user's cache.
        tally: counts what came of them.

    Yields: the blocks in their order.
    """
    tally, wanted = tally or Tally(), [name for name in COLUMNS if name in columns]
    programs = Programs(library, row_of_quotes(wanted), wanted, keep=keep)
    quoted = _Quoting([Lots(programs, wanted, settings or {}, units or {}) for _ in range(jobs)], carried)
    try:
        for block, quotes in _in_order(quoted, gathered(blocks, rows), jobs):
            told = Quotes(tally.read, block, *quotes)
            tally.count(told)
            yield told
    finally:
        tally.prepared = programs.made
        programs.keep()


class _Quoting:
    """Quotes blocks, each with what is free: memory to work in belongs to one thread at a time."""

    def __init__(self, several: Iterable[Lots], carried: Collection[str]) -> None:
        self._carried = carried
        self._free: SimpleQueue[Lots] = SimpleQueue()
        for lots in several:
            self._free.put(lots)

    def __call__(self, block: Block) -> tuple[Block, Quoted]:
        lots = self._free.get()
        try:
            return block, lots.quote({name: each for name, each in block.items() if name not in self._carried})
        finally:
            self._free.put(lots)


def _in_order(work: _Quoting, blocks: Iterator[Block], jobs: int) -> Iterator[tuple[Block, Quoted]]:
    """Yield the results of blocks in their order, so many at work at a time."""
    if jobs == 1:
        yield from map(work, blocks)
        return
    with ThreadPoolExecutor(jobs) as threads:
        waiting: list[Future[tuple[Block, Quoted]]] = [threads.submit(work, block) for block in islice(blocks, jobs)]
        try:
            while waiting:
                done = waiting.pop(0).result()
                waiting += [threads.submit(work, block) for block in islice(blocks, 1)]
                yield done
        finally:
            for each in waiting:
                each.cancel()
