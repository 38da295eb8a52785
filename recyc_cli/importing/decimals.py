"""Reads numbers as people write them: 1,234.5 or 1.234,5 or 1 234,5."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACES = str.maketrans(dict.fromkeys(" '\u00a0\u202f\u2009\u2019"))
_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,})|0,\d+)")
_DOT = re.compile(r"[+-]?(\d{1,3}(,\d{3})+\.\d+|\d+\.(\d{1,2}|\d{4,})|0\.\d+)")
_FORMS = {
    ".": re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d{1,3})?"),
    ",": re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)?(,\d*)?([eE][+-]?\d{1,3})?"),
}


def decimal_mark(texts: Iterable[object], delimiter: str) -> str:
    """Return the decimal mark of a table: what its numbers show, else a comma where semicolons part the cells.

    >>> decimal_mark(["12,5", "1.234"], ","), decimal_mark(["1,234"], ","), decimal_mark(["1,234"], ";")
    (',', '.', ',')
    """
    plain = [text.translate(_SPACES) for text in texts if isinstance(text, str)]
    commas, dots = (sum(bool(form.fullmatch(text)) for text in plain) for form in (_COMMA, _DOT))
    if commas == dots:
        return "," if delimiter == ";" and not dots else "."
    return "," if commas > dots else "."


def parse_number(cell: str | float, mark: str = ".") -> float | None:
    """Return a finite number, or None where the cell is none.

    >>> parse_number("1.234,5", ","), parse_number("16,815.97"), parse_number(" 1 234,5", ",")
    (1234.5, 16815.97, 1234.5)
    >>> parse_number("n.a."), parse_number("1,23")
    (None, None)
    """
    if isinstance(cell, float):
        return cell if cell - cell == 0.0 else None
    text = cell.translate(_SPACES)
    if not _FORMS[mark].fullmatch(text) or not any(char.isdigit() for char in text):
        return None
    value = float(text.replace("," if mark == "." else ".", "").replace(",", "."))
    return value if value - value == 0.0 else None
