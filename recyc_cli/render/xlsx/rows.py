"""Writes the rows of a sheet as XML, each a text made at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.model.numbers.traced import Leaf, Traced
from recyc_cli.render.xlsx.sheet import Formula, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from recyc_cli.render.xlsx.sheet import Sheet

NONE = "n/a"
"""What a cell says instead of a number that does not exist, and so does every cell that needs it."""


class Row(NamedTuple):
    """A row that holds something: its number, its first and last column, and the XML of its cells."""

    number: int
    first: int
    last: int
    xml: str


class Numbered(dict[str, int]):
    """Numbers that are given once and known from then on.

    >>> Numbered(len)["ab"]
    2
    """

    def __init__(self, number_of: Callable[[str], int]) -> None:
        super().__init__()
        self._number_of = number_of

    def __missing__(self, text: str) -> int:
        self[text] = number = self._number_of(text)
        return number


class Contents:
    """What the cells of a book say.

    Args:
        texts: numbers of the texts that its cells share.
        looks: numbers of its styles.
        homes: the cell at which a traced number stands, by its index.
        formulas: the formula that stands there.
    """

    def __init__(self, texts: Numbered, looks: Numbered, homes: Mapping[int, str], formulas: Mapping[int, str]) -> None:
        self._texts, self._looks, self._homes, self._formulas = texts, looks, homes, formulas
        self.texts = 0
        """So many cells hold a text."""

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the rows of a sheet that hold something, from its first to its last."""
        texts, looks = self._texts, self._looks
        for cells in sheet.rows.values():
            for _, _, style in cells:
                looks[style]
        for number in sorted(sheet.rows):
            cells, name, xml = sheet.rows[number], number + 1, ""
            for column, held, style in cells:
                if isinstance(held, str):  # text stays text whatever it begins with
                    said = f' t="s"><v>{texts[held]}</v></c>' if held else "/>"
                    self.texts += bool(held)
                elif isinstance(held, Traced):
                    said = self._traced(held, f"{sheet.prefix}${letters(column)}${name}", sheet.prefix)
                elif isinstance(held, Formula):
                    said = _formula(held.text, float(held))
                else:
                    said = f"><v>{held:.16G}</v></c>"
                xml += f'<c r="{letters(column)}{name}" s="{looks[style]}"{said}'
            if cells:
                yield Row(number, cells[0][0], cells[-1][0], xml)

    def _traced(self, number: Traced, address: str, prefix: str) -> str:
        """Write a traced number: its formula where it is at home, elsewhere the address of its home."""
        home, value = self._homes[number.index], number.value
        if home == address:
            if isinstance(number, Leaf):
                return f"><v>{value:.16G}</v></c>"
            home = self._formulas[number.index]
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
