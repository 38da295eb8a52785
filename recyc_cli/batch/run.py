"""Runs blocks of lots through their programs: blocks in, blocks out, in the same order."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.batch.asked import Asked
from recyc_cli.engine.columns import Rooms, gathered, length
from recyc_cli.engine.outputs import COLUMNS, USUAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from recyc_cli.engine.columns import Block, Words
    from recyc_cli.engine.lots import Quoted
    from recyc_cli.engine.programs import Programs

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
    settings: Mapping[str, Any] | None = None,
    *,
    units: Mapping[str, str] | None = None,
    columns: Collection[str] = USUAL,
    preset_dirs: Sequence[str] = (),
    jobs: int = 1, rows: int = ROWS, keep: bool = True,
    tally: Tally | None = None, programs: Programs | None = None, alive: int = 0,
) -> Iterator[Quotes]:  # fmt: skip
    """Quote lots.

    Args:
        blocks: columns of lots, the same throughout (`engine/columns.py`).
        settings: keywords that hold for every lot, unless a column says otherwise.
        units: of columns of numbers, where they are not their own.
        columns: what is wanted, of `engine.outputs.COLUMNS`.
        preset_dirs: folders of the user's presets.
        jobs: processes at work, each on a block; one is this.
        rows: of a block, whatever those that come in have.
        keep: whether programs are read from and written to the user's cache.
        tally: counts what came of them.
        programs: that an earlier run with the same columns has opened.
        alive: blocks that whoever asks has at once, so that memory is used again; 0 where it keeps all.

    Yields: the blocks in their order.
    """
    wanted = [name for name in COLUMNS if name in columns]
    asked = Asked(settings or {}, units or {}, wanted, tuple(preset_dirs), keep)
    programs, tally = programs or asked.programs(), tally or Tally()
    try:
        for block, quotes in _quoted(gathered(blocks, rows), asked, programs, Rooms(len(wanted), rows, alive), jobs):
            told = Quotes(tally.read, block, *quotes)
            tally.count(told)
            yield told
    finally:
        tally.prepared = programs.made
        programs.keep()


def _quoted(
    blocks: Iterator[Block], asked: Asked, programs: Programs, rooms: Rooms, jobs: int
) -> Iterator[tuple[Block, Quoted]]:
    """Quote blocks here, or the first one here and the others, of which it prepared most, by workers."""
    lots = asked.lots(programs)
    for block in islice(blocks, 1 if jobs > 1 else None):
        yield block, lots.quote(block, rooms.next(length(block)))
    if jobs > 1:
        from recyc_cli.batch.workers import quoted_by_workers

        programs.keep()
        yield from quoted_by_workers(blocks, asked, programs, rooms, jobs)
