"""Quotes pieces of files: tables of Arrow, what came in first, then what it came to."""

from __future__ import annotations

from collections import deque
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.batch.job import (
    BEST,
    REASON,
    REFUSED,
    SCORE,
    SUMMED,
    TOLD_REASONS,
    WORDS,
    Reject,
    reason_of,
    refused_column,
)
from recyc_cli.batch.lots_in import pieces
from recyc_cli.batch.reasons import asked_singly, reason
from recyc_cli.batch.run import ROWS, run
from recyc_cli.engine import cells
from recyc_cli.engine.best_of_each import best_of_each, with_each
from recyc_cli.engine.columns import NONE, Words, length, part
from recyc_cli.engine.outputs import COLUMNS, USUAL
from recyc_cli.scenario.keywords import ROWS as KEYWORDS
from recyc_cli.scenario.keywords import WAY, on_axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recyc_cli.batch.job import Job
    from recyc_cli.batch.lots_in import Piece
    from recyc_cli.batch.run import Quotes, Tally
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.engine.columns import Block, Column
    from recyc_cli.engine.programs import Programs
    from recyc_cli.importing.lots.lot_files import LotFiles

ROUTE = on_axis(WAY)[-1]
UNKNOWN_REASON = "recyc explain tells what it means"


class Quoted(NamedTuple):
    """Some lots with what they came to: a table of Arrow, the refusals, and sums by group."""

    table: Any
    rejects: list[Reject]
    rejected: int
    sums: dict[tuple[str, ...], list[float]]


SLOW_ROWS = 8_192
"""Rows of a block that is read slower than it is quoted."""


class Quoting:
    """Quotes the lots of files, block by block in their order."""

    def __init__(
        self, job: Job, lots: LotFiles, library: Library, *,
        told: int = 0, skip: int = 0, alive: int = 0, programs: Programs | None = None,
    ) -> None:  # fmt: skip
        """Say what is asked.

        Args:
            job: what is asked.
            lots: the files, their headings read.
            library: the presets at hand.
            told: refusals whose reason has been told by an earlier run.
            skip: lots that an earlier run has quoted.
            programs: that a quoting of the same columns with this library has opened.
            alive: how many blocks whoever asks has at once; 0 where they are all kept.
        """
        self._job, self._lots, self._library, self._skip, self._alive = job, lots, library, skip, alive
        self._settings = {**job.settings, **lots.settings}
        self._told, self._programs = told, programs
        self._waiting: deque[Piece] = deque()
        self._names = {name: f"quoted_{name}" if name in lots.kinds else name for name in COLUMNS}

    def blocks(self, tally: Tally) -> Iterator[Quoted]:
        """Yield the lots, a block at a time."""
        job, times = self._job, max(1, len(self._job.routes))
        rows = SLOW_ROWS if self._lots.slow else ROWS
        found = run(
            self._blocks(),
            self._settings,
            units=self._lots.units,
            columns=job.wanted,
            preset_dirs=job.preset_dirs,
            jobs=job.jobs,
            rows=max(rows // times, 1) * times,
            tally=tally,
            programs=self._programs,
            alive=self._alive,
        )
        with closing(found):  # type: ignore[type-var]
            for quotes in found:
                yield self._told_of(quotes, self._taken(length(quotes.lots) // times))

    def _blocks(self) -> Iterator[Block]:
        """Yield what is to be quoted, and put aside the pieces it comes from."""
        skip = self._skip
        for piece in pieces(self._lots):
            rows = len(piece.lines)
            if skip >= rows:
                skip -= rows
                continue
            piece, skip = _cut(piece, skip, rows), 0  # noqa: PLW2901 - what is left of it
            self._waiting.append(piece)
            yield with_each(piece.block, ROUTE, self._job.routes) if self._job.routes else piece.block

    def _taken(self, rows: int) -> list[Piece]:
        """Return the pieces, or the parts of them, that the next rows come from."""
        taken: list[Piece] = []
        while rows:
            piece = self._waiting.popleft()
            if len(piece.lines) > rows:
                self._waiting.appendleft(_cut(piece, rows, len(piece.lines)))
                piece = _cut(piece, 0, rows)
            taken.append(piece)
            rows -= len(piece.lines)
        return taken

    def _told_of(self, quotes: Quotes, taken: Sequence[Piece]) -> Quoted:
        """Put beside each lot what it came to."""
        import pyarrow as pa

        columns, refusals, extra = self._best(quotes) if self._job.routes else (quotes.columns, quotes.refusals, {})
        faults: dict[int, str] = {}
        start = 0
        for piece in taken:
            faults |= {start + row: fault.error.code for row, fault in piece.faults.items()}
            start += len(piece.lines)
        columns, refusals = cells.without({**columns, **extra}, refusals, faults)
        rejects = self._rejects(taken, refusals)
        table = pa.concat_tables([piece.table for piece in taken])
        reasons = {at: each.reason for at, each in rejects.items() if each.reason}
        for name, column in self._written(taken, columns, refusals, reasons).items():
            table = table.append_column(name, column)
        return Quoted(
            table,
            list(rejects.values()),
            len(cells.refused_rows(refusals)),
            self._sums(table, taken, columns, refusals),
        )

    def _best(self, quotes: Quotes) -> tuple[Block, Words, Block]:
        """Return of each lot what it came to on its best route, and the margin on each."""
        routes, times = self._job.routes, len(self._job.routes)
        scores = quotes.columns[SCORE]
        best = best_of_each(scores, routes)  # type: ignore[arg-type]
        found = cells.best_columns({**quotes.columns, REFUSED: quotes.refusals}, best, times)
        refusals = found.pop(REFUSED)
        extra: Block = {f"{SCORE}_{name}": cells.of_each(scores, at, times) for at, name in enumerate(routes)}  # type: ignore[arg-type]
        return found, refusals, {BEST: best, **extra}  # type: ignore[return-value]

    def _written(
        self, taken: Sequence[Piece], columns: Mapping[str, Column], refusals: Words, reasons: Mapping[int, str]
    ) -> dict[str, Any]:
        """Return the columns that a row of quotes has, as those of Arrow, in their order."""
        job, rows = self._job, len(refusals.codes)
        said = {name: arrow_words([piece.block[name] for piece in taken], self._usual(name)) for name in self._words()}
        given = {name: str(value) for name, value in self._settings.items() if name in WORDS and name not in said}
        margins = [BEST, *(name for name in columns if name not in COLUMNS and name != BEST)] if job.routes else []
        asked = [*job.columns] or [*said, *given, *margins, *USUAL]
        found = {}
        for name in asked:
            if name in columns and (name in COLUMNS or name not in self._lots.kinds):
                found[self._names.get(name, name)] = _arrow(columns[name])
            elif name not in self._lots.kinds:
                found |= _word_column(name, said, given, rows)
        for name, column in ((REFUSED, _arrow(refusals)), (REASON, _texts(rows, reasons))):
            found[f"quoted_{name}" if name in self._lots.kinds else name] = column
        return found

    def _usual(self, name: str) -> str:
        """Return what a keyword of words is where a lot says nothing; nothing where that follows from the presets."""
        return str(self._settings.get(name) or KEYWORDS[name].default or "")

    def _words(self) -> list[str]:
        """Return the keywords of words that columns of the lots give."""
        return [name for name in WORDS if name in self._lots.targets and not (self._job.routes and name == ROUTE)]

    def _rejects(self, taken: Sequence[Piece], refusals: Words) -> dict[int, Reject]:
        """Return why lots are refused, by their row; in words for the first ones."""
        found: dict[int, Reject] = {}
        start, at = 0, 0
        for row in cells.refused_rows(refusals):
            while row - start >= len(taken[at].lines):
                start, at = start + len(taken[at].lines), at + 1
            piece, place = taken[at], row - start
            code = str(refusals.words[refusals.codes.item(row)])
            column, why = self._why(piece, place, code) if self._told < TOLD_REASONS else ("", "")
            self._told += 1
            found[row] = Reject(piece.file, int(piece.lines[place]), column, code, why)
        return found

    def _why(self, piece: Piece, place: int, code: str) -> tuple[str, str]:
        """Return the column that a lot is refused for, and the reason."""
        fault = piece.faults.get(place)
        if fault:
            return fault.heading, reason_of(fault.error)
        asked = asked_singly(piece.block, place, self._settings, self._lots.units)
        error = reason({**asked, **({ROUTE: self._job.routes[0]} if self._job.routes else {})}, self._library, code)
        if error is None:
            return "", UNKNOWN_REASON
        return refused_column(error, asked, self._lots, piece.file), reason_of(error)

    def _sums(
        self,
        table: Any,  # noqa: ANN401 - a table of Arrow
        taken: Sequence[Piece],
        columns: Mapping[str, Column],
        refusals: Words,
    ) -> dict[tuple[str, ...], list[float]]:
        """Return of each group how many lots there are, how many are refused, and what they sum to."""
        read = {name: arrow_words([piece.block[name] for piece in taken], self._usual(name)) for name in self._words()}
        named = {
            name: read.get(name, table[name] if name in table.column_names else None) for name in self._job.summary
        }
        if not named:
            return {}
        codes, groups = _groups(named, table.num_rows)
        refused = cells.is_refused(refusals)
        count = len(groups)
        sums: list[Sequence[float]] = [cells.counts_by_group(codes, count), cells.sums_by_group(codes, refused, count)]
        sums += [cells.sums_by_group(codes, columns[name], count) for name in SUMMED]  # type: ignore[arg-type]
        return {group: [float(each[at]) for each in sums] for at, group in enumerate(groups)}


def _cut(piece: Piece, start: int, end: int) -> Piece:
    """Return some rows of a piece."""
    if start == 0 and end == len(piece.lines):
        return piece
    faults = {row - start: each for row, each in piece.faults.items() if start <= row < end}
    table, block = piece.table.slice(start, end - start), part(piece.block, start, end)
    return piece._replace(table=table, block=block, lines=piece.lines[start:end], faults=faults)


def arrow_words(columns: Sequence[Any], usual: str) -> Any:  # noqa: ANN401 - a column of Arrow
    """Return words of several blocks as one column of Arrow, with what is usual where there is none."""
    import pyarrow as pa

    joined = pa.chunked_array([_arrow(each) for each in columns], pa.string())
    return joined.fill_null(usual) if usual else joined


def _arrow(column: Column) -> Any:  # noqa: ANN401 - a column of Arrow
    """Return a column as one of Arrow, nothing where nothing stands."""
    import pyarrow as pa

    if not isinstance(column, Words):
        return pa.array(column, from_pandas=True)
    words = pa.array([*column.words], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(column.codes, mask=column.codes == NONE), words).cast(pa.string())


def _texts(rows: int, told: Mapping[int, str]) -> Any:  # noqa: ANN401 - a column of Arrow
    import pyarrow as pa

    return pa.array([told.get(row) for row in range(rows)], pa.string()) if told else pa.nulls(rows, pa.string())


def _word_column(name: str, said: Mapping[str, Any], given: Mapping[str, str], rows: int) -> dict[str, Any]:
    """Return a column of a keyword: what the lots say, else what holds for all."""
    import pyarrow as pa

    if name in said:
        return {name: said[name]}
    return {name: pa.repeat(given[name], rows)} if name in given else {}


def _groups(columns: Mapping[str, Any], rows: int) -> tuple[Any, list[tuple[str, ...]]]:
    """Return the place of each row's group, and the groups: what stands in some columns."""
    import pyarrow as pa
    from pyarrow import compute as pc

    texts = [
        pa.repeat("", rows) if each is None else pc.fill_null(each.cast(pa.string()), "") for each in columns.values()
    ]
    joined = pc.binary_join_element_wise(*texts, "\x1f")
    joined = joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined
    coded = joined.dictionary_encode()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    return coded.indices.to_numpy(), [tuple(each.split("\x1f")) for each in coded.dictionary.to_pylist()]
