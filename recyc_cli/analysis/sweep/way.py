"""Answers one feed on one route at many values of its numbers: traced once, then run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.quote import answer, quote
from recyc_cli.analysis.sweep.axis import ROUTE
from recyc_cli.engine.float_program import FloatProgram, Row
from recyc_cli.engine.outputs import row_of_quotes
from recyc_cli.engine.prepare import prepared
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.analysis.sweep.axis import Axis, Numeric
    from recyc_cli.scenario.keyword_types import Keywords

MARGIN, COST = "margin", "cost"


class Way:
    """One feed on one route, with the words of a sweep's axes, whose numbers vary.

    Attributes:
        keywords: of the quote, without the numbers.
        base: the quote with the numbers as they stand.
        numbers: what varies.
        units: of the values that they are given.
    """

    __slots__ = (
        "_names", "_outputs", "_program", "_scales", "base", "feed_name", "keywords", "numbers", "route_name", "units",
    )  # fmt: skip

    def __init__(self, keywords: Keywords, axes: Sequence[Axis], wanted: Sequence[str]) -> None:
        self.keywords = keywords
        self.base: Quote = quote(**keywords)
        self.feed_name = "+".join(self.base.resolved.chemistries)
        self.route_name: str = self.base.resolved.names[ROUTE]
        self.numbers: list[Numeric] = [axis.number(self.base) for axis in axes]
        self.units = [unit_beside(axis.unit, number.unit) for axis, number in zip(axes, self.numbers, strict=True)]
        self._scales = [
            1.0 if unit == number.unit else number.of(unit, "--vary")
            for unit, number in zip(self.units, self.numbers, strict=True)
        ]
        self._outputs = row_of_quotes({MARGIN, COST, *wanted})
        self._names: list[list[str]] = []
        self._program = self._traced()

    def at(self, xs: Sequence[float]) -> Row:
        """Return the figures with the numbers at some values, in the units of the axes; of a refused one the code."""
        scaled = [x * scale for x, scale in zip(xs, self._scales, strict=True)]
        if self._program is None:
            return self._quoted(scaled)
        found = zip(self._names, self.numbers, scaled, strict=True)
        return self._program({name: number.of_keyword(x) for names, number, x in found for name in names})

    def now(self, place: int) -> float | None:
        """Return a number as it stands without being varied, in the unit of its axis."""
        value = self.numbers[place].value
        return None if value is None else value / self._scales[place]

    def _traced(self) -> FloatProgram | None:
        """Trace the quote; None where nothing varies, or the number takes one value at a time."""
        if not self.numbers:
            return None
        settings: Any = self.keywords
        rows: dict[str, str] = {}
        for number in self.numbers:
            settings, row = number.apart(settings)
            self._names.append(list(row))
            rows |= row
        try:
            return FloatProgram(prepared(settings, rows, self._outputs, self.base.resolved.library))
        except (RecycError, RecycErrors):
            return None

    def _quoted(self, xs: Sequence[float]) -> Row:
        keywords: Any = self.keywords
        for number, x in zip(self.numbers, xs, strict=True):
            keywords = number.request(keywords, x)
        try:
            found = answer(Request(**keywords), self.base.resolved.library)
        except (RecycError, RecycErrors) as error:
            return Row({}, error.errors[0].code)
        return Row({name: plain(value) for name, value in self._outputs(found).items()}, "")  # type: ignore[arg-type]


def unit_beside(unit: str, own: str) -> str:
    """Return the unit of a value: its number's own where none is said; what it is per may be left out.

    >>> unit_beside("", "USD/t"), unit_beside("kt", "t/yr"), unit_beside("EUR", "USD/t"), unit_beside("%", "1")
    ('USD/t', 'kt/yr', 'EUR/t', '%')
    """
    if not unit:
        return own
    per = own.partition("/")[2]
    return f"{unit}/{per}" if per and "/" not in unit else unit
