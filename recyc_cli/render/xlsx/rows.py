"""Writes the rows of a sheet as XML, each a text made at once."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.model.numbers.traced import Leaf, Traced
from recyc_cli.render.xlsx.sheet import Formula, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from recyc_cli.render.xlsx.sheet import Cell, Sheet

NONE = "n/a"
"""What a cell says instead of a number that does not exist, and so does every cell that needs it."""


class Row(NamedTuple):
    """A row that holds something: its number, its first and last column, and the XML of its cells."""

    number: int
    first: int
    last: int
    xml: str


def xml_rows(sheet: Sheet, look: Callable[[str], int], contents: Contents) -> Iterator[Row]:
    """Yield the rows of a sheet from its first to its last.

    Args:
        sheet: with all its cells.
        look: the number of a style among the book's.
        contents: what cells of the book say.
    """
    looks = {style: look(style) for style in dict.fromkeys([cell.style for cell in sheet.cells])}
    content = contents.of(sheet)
    for number, cells in groupby(sorted(sheet.cells, key=itemgetter(0, 1)), key=itemgetter(0)):
        line = list(cells)
        written = [f'<c r="{letters(cell.column)}{number + 1}" s="{looks[cell.style]}"{content(cell)}' for cell in line]
        yield Row(number, line[0].column, line[-1].column, "".join(written))


class Contents:
    """What the cells of a book say.

    Args:
        share: gives a text its number among those that the book's cells share.
        homes: the cell at which a traced number stands, by its index.
        texts: the formula that stands there.
    """

    def __init__(self, share: Callable[[str], int], homes: Mapping[int, str], texts: Mapping[int, str]) -> None:
        self._share, self._homes, self._texts = share, homes, texts

    def of(self, sheet: Sheet) -> Callable[[Cell], str]:
        """Return what writes the content of a cell of a sheet, after its address and its style."""
        share = self._share

        def content(cell: Cell) -> str:
            held = cell.content
            if isinstance(held, str):  # text stays text whatever it begins with
                return f' t="s"><v>{share(held)}</v></c>' if held else "/>"
            if isinstance(held, Traced):
                return self._traced(held, sheet.address(cell.row, cell.column), sheet.prefix)
            if isinstance(held, Formula):
                return _formula(held.text, float(held))
            return f"><v>{held:.16G}</v></c>"

        return content

    def _traced(self, number: Traced, address: str, prefix: str) -> str:
        """Write a traced number: its formula where it is at home, elsewhere the address of its home."""
        home, value = self._homes[number.index], number.value
        if home == address:
            if isinstance(number, Leaf):
                return f"><v>{value:.16G}</v></c>"
            home = self._texts[number.index]
        return _formula(home.replace(prefix, ""), value)


def _formula(text: str, value: float) -> str:
    """Write a formula with what it was when the book was written.

    >>> _formula('IF(A1<1,"n/a",A1)', 2.5)
    '><f>IF(A1&lt;1,"n/a",A1)</f><v>2.5</v></c>'
    """
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if value == value:  # noqa: PLR0124 - NaN is what differs from itself
        return f"><f>{text}</f><v>{value}</v></c>"
    return f' t="str"><f>{text}</f><v>{NONE}</v></c>'
