"""Finds what an axis of a sweep changes: a number of the scenario, or a keyword's word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.keywords import KEYWORDS, LIST, NUMERIC, ROWS, SHARES, VARYING
from recyc_cli.scenario.payables import spelled_out
from recyc_cli.scenario.request import finite
from recyc_cli.scenario.varied_number import conversion, varied

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.scenario.keyword_types import Keywords
    from recyc_cli.scenario.keywords import Keyword
    from recyc_cli.scenario.varied_number import Varied

FLAG = "--vary"
MOST_WORDS = 200
"""Words of an axis: a program is made for each."""
NOT_VARIED = ("currency",)
"""Keywords that change the unit of the answer."""
CHEMISTRY, ROUTE = ROWS["chemistry"].name, ROWS["route"].name


class Numeric(Protocol):
    """A number as a sweep varies it: what `scenario.varied_number.Varied` does of it."""

    path: str
    unit: str
    value: float | None

    def of(self, unit: str, where: str) -> float:
        """Return what turns a number in another unit into one in this unit."""

    def of_keyword(self, x: float) -> float:
        """Return a value as its keyword has it."""

    def apart(self, keywords: Keywords) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the keywords of a request without the number, and its name as rows have it, with its unit."""

    def request(self, keywords: Keywords, x: float) -> dict[str, Any]:
        """Return the keywords of a request with the number at `x`."""


class KeywordNumber:
    """A keyword's number for which no default range is known: the size of a lot, a pass rate."""

    __slots__ = ("path", "row", "unit", "value")

    def __init__(self, row: Keyword, value: float | None) -> None:
        self.path, self.row, self.unit, self.value = row.short, row, row.unit, value

    def of(self, unit: str, where: str) -> float:
        """Return what turns a number in another unit into one in this unit."""
        return conversion(unit, self.unit, {}, self.path, where)

    def of_keyword(self, x: float) -> float:
        """Return a value as its keyword has it."""
        return x

    def apart(self, keywords: Keywords) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the keywords without the number, and its name with its unit."""
        return {name: value for name, value in keywords.items() if name != self.row.name}, {self.row.name: ""}

    def request(self, keywords: Keywords, x: float) -> dict[str, Any]:
        """Return the keywords with the number at `x`."""
        return {**keywords, self.row.name: x}


class Together:
    """Several numbers of one unit that a short name stands for: what is paid for an element, of every family."""

    __slots__ = ("numbers", "path", "unit", "value")

    def __init__(self, numbers: Sequence[Varied]) -> None:
        self.numbers = numbers
        self.path, self.unit, self.value = numbers[0].path, numbers[0].unit, numbers[0].value

    def of(self, unit: str, where: str) -> float:
        """Return what turns a number in another unit into one in this unit."""
        return self.numbers[0].of(unit, where)

    def of_keyword(self, x: float) -> float:
        """Return a value as its keyword has it."""
        return x

    def apart(self, keywords: Keywords) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the keywords without the numbers, and the paths of all with their unit."""
        return {**keywords}, {each.path: self.unit for each in self.numbers}

    def request(self, keywords: Keywords, x: float) -> dict[str, Any]:
        """Return the keywords with all of the numbers at `x`."""
        sets = (f"{each.path}={x!r} {self.unit}" for each in self.numbers)
        return {**keywords, "overrides": (*keywords.get("overrides", ()), *sets)}


class Axis:
    """What varies, and the values it takes: numbers in `unit`, or words of a keyword.

    `name` is as it was asked for; `keyword` is the row of a word's keyword, None of a number.
    """

    __slots__ = ("keyword", "name", "unit", "values")

    def __init__(self, name: str, values: Sequence[float | str], unit: str) -> None:
        self.name, self.unit, self.values = name, unit, list(values)
        self.keyword = word_keyword(name)
        if self.keyword is None:
            self.values = [_number(name, value) for value in self.values]
        else:
            self.name = self.keyword.short
            self.values = [f"{each:.12g}" if isinstance(each, (int, float)) else each for each in self.values]
        if not self.values:
            raise RecycError("E111", f"no values of {name}", FLAG, f"{name}=a,b,c")
        if self.keyword and len(self.values) > MOST_WORDS:
            raise too_many(len(self.values), f"values of {name}, of which {MOST_WORDS} are the most")

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return self.keyword is None

    def number(self, base: Quote) -> Numeric:
        """Return the number in a scenario.

        Raises:
            RecycError: E104 no such number, E112 a name that stands for none.
        """
        row = _numeric_keyword(self.name)
        if row is not None:
            return KeywordNumber(row, getattr(base.request, row.name))
        result = base.result
        texts = spelled_out(base.resolved.documents, [f"{self.name}=1"])
        found = [
            varied(text.partition("=")[0], base.resolved, plain(result.contained_value), plain(result.feed_price))
            for text in texts
        ]
        return found[0] if len(found) == 1 else Together(found)

    def set_word(self, keywords: Mapping[str, Any], word: object) -> dict[str, Any]:
        """Return the keywords with the axis' keyword at a word."""
        assert self.keyword is not None  # noqa: S101 - only asked of words
        return {**keywords, self.keyword.name: word}


def word_keyword(name: str) -> Keyword | None:
    """Return the keyword of a name that is given in words.

    >>> word_keyword("prices").name, word_keyword("as-of").name, word_keyword("nickel")
    ('prices', 'as_of', None)

    Raises:
        RecycError: E112 a keyword that no row of a sweep can have of its own.
    """
    row = _keyword(name)
    if row is None or row.kind in NUMERIC:
        return None
    if row.kind in (LIST, SHARES) or not row.axis or row.name in NOT_VARIED:
        hint = "a price, a path as --set takes it, or an option such as soh, throughput, prices, region"
        raise RecycError("E112", f"{name} is no number, and no word that a sweep can vary", FLAG, hint)
    return row


def too_many(count: float, what: str) -> RecycError:
    """Return the refusal of more than anybody waits for."""
    return RecycError("E173", f"this makes {count:,.0f} {what}", FLAG, "a wider step, or fewer values")


def _keyword(name: str) -> Keyword | None:
    key = name.strip().lower().replace("-", "_")
    known = {option.name: row for row in reversed(KEYWORDS) for option in row.options if option.help}
    return known.get(key)


def _numeric_keyword(name: str) -> Keyword | None:
    """Return the keyword of a number that has no default range."""
    row = _keyword(name)
    return None if row is None or row.kind not in NUMERIC or row.span is not None else row


def _number(name: str, value: float | str) -> float:
    if isinstance(value, str) or not finite(value):
        known = "is no number" if isinstance(value, str) else "is not finite"
        raise RecycError("E111", f"{str(value)[:80]!r} {known}: {name} takes numbers", FLAG, f"{name}=10:20:2")
    return float(value)


def same_number(one: Numeric, other: Numeric) -> bool:
    """Tell whether two axes vary the same number: a gate fee is a negative feed price."""
    names = [VARYING[each.path][0].name if each.path in VARYING else each.path for each in (one, other)]
    return names[0] == names[1]
