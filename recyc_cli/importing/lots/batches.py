"""Holds a table of lots as batches of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Batch(NamedTuple):
    """Some rows of a table, column by column.

    Attributes:
        columns: lists of cells, or columns of Arrow.
        lines: number of the line, or of the row, of each.
        bad: why a row cannot be read, by its place.
    """

    columns: Sequence[Any]
    lines: Sequence[int]
    bad: dict[int, str]


class Table(NamedTuple):
    """A table of lots: its headings, its first rows, and all of them batch by batch."""

    file: str
    headings: list[str]
    delimiter: str
    sample: list[list[object]]
    batches: Iterator[Batch]
    kinds: Sequence[Any] = ()
    """Types of Arrow of its columns; none where cells are texts and numbers."""
    hidden: str = ""
    """What headings begin with that are read and not carried along; nothing where all are."""

    @property
    def arrow(self) -> bool:
        """Whether its columns are of Arrow."""
        return bool(self.kinds)
