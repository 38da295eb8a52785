"""Writes a file of Parquet that can be ended behind each of its row groups."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, BinaryIO

from recyc_cli.batch.writing.footers import MAGIC, TAIL, Footer, footer_of_all

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_row_group(table: Any, file: BinaryIO, footers: BinaryIO) -> None:  # noqa: ANN401 - a table of Arrow
    """Write a table as a row group behind others: texts by their places among the different ones, numbers as they are.

    It is written as a file of its own, but without the magic word where there is one at the start, and its footer goes
    to the other file until `end_row_groups`.
    """
    import pyarrow as pa
    from pyarrow import parquet as pq

    start = file.tell()
    texts = [field.name for field in table.schema if pa.types.is_string(field.type)]
    sink = pa.PythonFile(_Sink(file, len(MAGIC) if start else 0), mode="w")
    with pq.ParquetWriter(sink, table.schema, compression="snappy", use_dictionary=texts or False) as writer:
        writer.write_table(table, row_group_size=max(1, table.num_rows))
    file.seek(-TAIL, os.SEEK_END)
    tail = file.read(TAIL)
    end = file.seek(-TAIL - _whole(tail[:4]), os.SEEK_END)
    moved = max(start - len(MAGIC), 0)
    footers.write(moved.to_bytes(TAIL, "little") + tail[:4] + file.read(_whole(tail[:4])))
    file.seek(end)
    file.truncate()


def end_row_groups(file: BinaryIO, footers: bytes) -> None:
    """Write the footer of all row groups."""
    file.write(footer_of_all([*_footers(footers)]))


def _footers(kept: bytes) -> Iterator[Footer]:
    at = 0
    while at < len(kept):
        start = at + TAIL + 4
        end = start + _whole(kept[at + TAIL : start])
        yield Footer(kept[start:end], _whole(kept[at : at + TAIL]))
        at = end


def _whole(text: bytes) -> int:
    return int.from_bytes(text, "little")


class _Sink:
    """A file for Arrow to write to, that leaves out the first bytes."""

    closed = False

    def __init__(self, file: BinaryIO, left_out: int) -> None:
        self._file, self._left_out = file, left_out

    def write(self, content: bytes) -> int:
        """Write what is not left out."""
        out, self._left_out = content[self._left_out :], max(self._left_out - len(content), 0)
        self._file.write(out)
        return len(content)

    def flush(self) -> None:
        """Leave it to whoever opened the file."""

    def close(self) -> None:
        """Leave it to whoever opened the file."""


def row_groups(path: str) -> Iterator[Any]:
    """Yield the row groups of a file as tables."""
    from pyarrow import parquet as pq

    with pq.ParquetFile(path) as file:
        for at in range(file.metadata.num_row_groups):
            yield file.read_row_group(at)
