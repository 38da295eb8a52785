"""Reads amounts as people write them: with signs, units, ranges and separators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACES = str.maketrans(dict.fromkeys(" '\u00a0\u202f\u2009\u2019"))
_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,})|0,\d+)")
_DOT = re.compile(r"[+-]?(\d{1,3}(,\d{3})+\.\d+|\d+\.(\d{1,2}|\d{4,})|0\.\d+)")
_FORMS = {
    ".": re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d{1,3})?"),
    ",": re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)?(,\d*)?([eE][+-]?\d{1,3})?"),
}
_DIGITS = r"(?:\d(?:[.,' \u00a0\u202f\u2009\u2019]?\d)*[.,]?|[.,]\d+)(?:[eE][+-]?\d{1,3})?"
_TO = r"\s*(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|~|\uff5e|\bto\b|\bbis\b)\s*"
_PART = re.compile(
    rf"(?P<before>[^\d.,+-]*?)\s*(?P<first>[+-]?{_DIGITS})"
    rf"(?:{_TO}(?P<sign>[^\d.,+\s-]{{0,3}})(?P<second>{_DIGITS}))?"
    rf"(?:\s*(?:±|\+/-|\+-)\s*{_DIGITS})?\s*(?P<after>[^\d].*)?"
)
_WIDEST = 3.0
"""No quote spans more: what does is no range."""
_MARKS = "*†‡"


class Written(NamedTuple):
    """An amount as a text has it: one number or the two ends of a range, and what stands before and after."""

    first: str
    second: str = ""
    before: str = ""
    after: str = ""


class Span(NamedTuple):
    """A number, and the ends of the range that it is the middle of."""

    value: float
    low: float | None = None
    high: float | None = None


def parts_of_amount(text: str) -> Written | None:
    """Return the parts of an amount, its numbers unread; None where a text is none.

    >>> parts_of_amount("$14,850.00"), parts_of_amount("3.62 %").after, parts_of_amount("92,000-95,000 yuan/mt")[:2]
    (Written(first='14,850.00', second='', before='$', after=''), '%', ('92,000', '95,000'))
    >>> parts_of_amount("lots"), parts_of_amount("5.1 ± 0.2 %")[::3]
    (None, ('5.1', '%'))
    """
    match = _PART.fullmatch(text.strip().rstrip(_MARKS).strip())
    if not match:
        return None
    before = (match["before"] or "").strip()
    return Written(match["first"], match["second"] or "", before, (match["after"] or "").strip())


def span(amount: Written, mark: str) -> Span | None:
    """Return what an amount comes to, given the decimal mark; None where it is no number.

    >>> [span(parts_of_amount(text), ",") for text in ("14700-15000", "10,8 - 11,3", "15-3")]
    [Span(value=14850.0, low=14700.0, high=15000.0), Span(value=11.05, low=10.8, high=11.3), None]
    """
    low = parse_number(amount.first, mark)
    if not amount.second or low is None:
        return None if low is None else Span(low)
    high = parse_number(amount.second, mark)
    if high is None or not 0.0 < low <= high <= _WIDEST * low:
        return None
    return Span(float(f"{(low + high) / 2:.12g}"), low, high)


def decimal_mark(texts: Iterable[str], delimiter: str = "") -> str:
    """Return the decimal mark of a table: what its numbers show, else a comma where semicolons part the cells.

    >>> decimal_mark(["12,5", "1.234"], ","), decimal_mark(["1,234"], ","), decimal_mark(["1,234"], ";")
    (',', '.', ',')
    """
    plain = [text.translate(_SPACES) for text in texts]
    commas, dots = (sum(bool(form.fullmatch(text)) for text in plain) for form in (_COMMA, _DOT))
    if commas == dots:
        return "," if delimiter == ";" and not dots else "."
    return "," if commas > dots else "."


def parse_number(text: str, mark: str = ".") -> float | None:
    """Return a finite number, or None where a text is none.

    >>> parse_number("1.234,5", ","), parse_number("16,815.97"), parse_number(" 1 234,5", ",")
    (1234.5, 16815.97, 1234.5)
    >>> parse_number("n.a."), parse_number("1,23")
    (None, None)
    """
    plain = text.translate(_SPACES)
    if not _FORMS[mark].fullmatch(plain) or not any(char.isdigit() for char in plain):
        return None
    value = float(plain.replace("," if mark == "." else ".", "").replace(",", "."))
    return value if value - value == 0.0 else None


def hint(text: str) -> str:
    """Return how to write one amount of a command line whose number has separators, or that is a range.

    >>> hint("14,850USD/t"), hint("14.5-15.0USD/lb")
    ('write 14850USD/t, without a separator of thousands', 'a range: give one number, such as its middle: 14.75USD/lb')
    >>> hint("3,5t"), hint("lots")
    ('write 3.5t, with a decimal point', '')
    >>> hint("200,400")
    'write 200400, without a separator of thousands; several to compare: the option once for each'
    """
    amount = parts_of_amount(text)
    if amount is None:
        return ""
    mark = decimal_mark([amount.first, amount.second])
    read = span(amount, mark)
    if read is None:
        return ""
    plain = f"{amount.before}{read.value:.12g}{amount.after}"
    if amount.second:
        return f"a range: give one number, such as its middle: {plain}"
    if mark == ",":
        return f"write {plain}, with a decimal point"
    if "," not in amount.first and " " not in amount.first:
        return ""
    first, *rest = amount.first.split(",")
    listed = len(rest) > 1 or any(len(part) == len(first) for part in rest)
    several = "; several to compare: the option once for each" if listed else ""
    return f"write {plain}, without a separator of thousands{several}"
