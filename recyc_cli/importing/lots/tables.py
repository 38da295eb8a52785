"""Opens tables of lots: text, JSON lines, workbooks, Parquet, DuckDB, SQLite."""

from __future__ import annotations

import glob
import gzip
import os
import shutil
import sys
import tempfile
import zlib
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from recyc_cli.errors import RecycError
from recyc_cli.files import UNREADABLE as MISSING
from recyc_cli.files import open_ordinary
from recyc_cli.importing.lots.batches import Batch, Table
from recyc_cli.importing.lots.passport_rows import holds_passports
from recyc_cli.importing.lots.text_rows import ROWS, SAMPLE, Bad, Numbered, rows_of_csv, rows_of_json_lines
from recyc_cli.importing.sheets import read_sheets
from recyc_cli.importing.text_table import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

STDIN = "-"
SUFFIXES = (
    ".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xls", ".duckdb", ".ddb", ".sqlite", ".db",
    ".gz",
)  # fmt: skip
"""Of files that are taken from a folder."""
LEADING = 32
MOST_CELLS = 2_000
_HEAD_ROWS = 20


def files_of(words: Iterable[str]) -> list[str]:
    """Return the files that words name: themselves, what a pattern matches, what a folder holds.

    Raises:
        RecycError: E301 where there is no such file.
    """
    found: list[str] = []
    for word in words:
        if word == STDIN:
            found.append(word)
        elif os.path.isdir(word):  # noqa: PTH112 - as in files.py
            inside = sorted(str(each) for each in Path(word).iterdir() if each.suffix.lower() in SUFFIXES)
            if not inside and holds_passports(word):
                inside = [word]
            if not inside:
                raise RecycError(MISSING, "no table in the folder", word, "of " + " ".join(SUFFIXES))
            found += inside
        elif os.path.exists(word):  # noqa: PTH110 - a name that cannot be is none
            found.append(word)
        else:
            matched = sorted(glob.glob(word, recursive=True))  # noqa: PTH207 - a pattern may be anywhere
            if not matched:
                raise RecycError(MISSING, "no such file", word)
            found += [each for each in matched if Path(each).is_file()]
    return found


@contextmanager
def open_table(path: str, named: str, is_head: Callable[[Sequence[object]], bool]) -> Iterator[Table]:
    """Open the table of a file; what it is, its first bytes say.

    Args:
        path: of the file, `-` for standard input.
        named: the sheet of a workbook or the table of a database that is asked for; nothing for the only one.
        is_head: tells a row of headings.

    Raises:
        RecycError: E301, E302.
    """
    if path == STDIN:
        with _standard_input() as file:
            yield from _opened_stream(file, "standard input", named, is_head)
        return
    with open_ordinary(path, hint="write it to a file, or pipe it into `-`") as file:
        yield from _opened_stream(file, path, named, is_head)


def _opened_stream(
    file: Any,  # noqa: ANN401 - a file
    path: str,
    named: str,
    is_head: Callable[[Sequence[object]], bool],
) -> Iterator[Table]:
    """Yield the table of an open file."""
    leading = file.peek(LEADING)[:LEADING]
    if leading.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(file) as unpacked:
                yield table_of_rows(_text(unpacked, path), path, is_head)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise RecycError(UNREADABLE, f"no gzip file that can be read: {error}", path) from None
    elif binary := _binary(leading):
        with _on_disk(file, path) as real:
            if binary == "workbook":
                yield _workbook(real, path, named, is_head)
            else:
                from recyc_cli.importing.lots import arrow_tables

                with getattr(arrow_tables, binary)(real, path, named) as table:
                    yield table
    else:
        yield table_of_rows(_text(file, path), path, is_head)


def _binary(leading: bytes) -> str:
    """Return what reads a file that is no text; nothing of a text."""
    if leading.startswith(b"PAR1"):
        return "parquet"
    if leading.startswith(b"SQLite format 3"):
        return "sqlite"
    if leading[8:12] == b"DUCK":
        return "duckdb"
    return "workbook" if leading.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else ""


@contextmanager
def _standard_input() -> Iterator[BinaryIO]:
    if sys.stdin is None:
        raise RecycError(MISSING, "standard input is closed", STDIN)
    yield sys.stdin.buffer


@contextmanager
def _on_disk(file: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - a file
    """Give a file that can be read from anywhere: of a stream a copy."""
    if Path(path).is_file():
        yield path
        return
    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield copy.name


def _text(file: Any, path: str) -> tuple[str, Iterator[Numbered]]:  # noqa: ANN401 - a file
    """Return what parts the cells of a text, and its rows."""
    leading = file.peek(LEADING)[:LEADING].lstrip(b"\xef\xbb\xbf \t\r\n")
    read = rows_of_json_lines if leading.startswith(b"{") else rows_of_csv
    delimiter, rows = read(file, path)
    return delimiter, rows


def _workbook(real: str, path: str, named: str, is_head: Callable[[Sequence[object]], bool]) -> Table:
    """Return the table of a workbook: of the sheet asked for, else of the first that has headings."""
    sheets = [each for each in read_sheets(real) if each.rows]
    chosen = [each for each in sheets if not named or each.name == named]
    if not chosen:
        raise RecycError(UNREADABLE, f"no sheet {named!r}", path, "sheets: " + ", ".join(each.name for each in sheets))
    sheet = next((each for each in chosen if any(is_head(row) for row in each.rows[:_HEAD_ROWS])), chosen[0])
    rows = (Numbered(line, list(row)) for line, row in enumerate(sheet.rows, 1) if any(str(cell) for cell in row))
    return table_of_rows(("", rows), path, is_head)


def table_of_rows(
    text: tuple[str, Iterator[Numbered]], path: str, is_head: Callable[[Sequence[object]], bool]
) -> Table:
    """Return the table that stands in rows: its head is the first row that reads like one, else the first."""
    delimiter, rows = text
    sample = list(islice(rows, SAMPLE))
    first = [row.cells for row in sample[:_HEAD_ROWS]]
    rows_there = [cells for cells in first if isinstance(cells, list)]
    widest = max((sum(cell not in ("", None) for cell in cells) for cells in rows_there), default=0)
    if widest > MOST_CELLS:
        raise RecycError(UNREADABLE, f"{widest:,} cells in a row: at most {MOST_CELLS:,} are read", path)
    place = next((at for at, cells in enumerate(first) if isinstance(cells, list) and is_head(cells)), 0)
    head = sample[place].cells if sample else Bad("the file is empty")
    if isinstance(head, Bad):
        raise RecycError(UNREADABLE, f"no headings: {head.why}", path)
    headings = [str(cell).strip() for cell in head]
    while headings and not headings[-1]:
        headings.pop()
    body = chain(sample[place + 1 :], rows)
    below = [row.cells for row in sample[place + 1 :] if isinstance(row.cells, list)]
    return Table(path, headings, delimiter, below, _batches(body, len(headings)))


def _batches(rows: Iterator[Numbered], width: int) -> Iterator[Batch]:
    """Yield rows some at a time, column by column."""
    while some := list(islice(rows, ROWS)):
        bad: dict[int, str] = {}
        cells: list[list[object]] = []
        for place, (_, read) in enumerate(some):
            row = list(read.cells) if isinstance(read, Bad) else read
            if isinstance(read, Bad):
                bad[place] = read.why
            elif any(row[width:]):
                bad[place] = f"{len(row)} cells under {width} headings"
            cells.append(row if len(row) == width else [*row, *[None] * (width - len(row))][:width])
        yield Batch([list(column) for column in zip(*cells, strict=True)], [line for line, _ in some], bad)
