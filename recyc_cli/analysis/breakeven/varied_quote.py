"""Evaluates one scenario at many values of one of its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.quote import quote
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.numbers.series import NAN, Series, finite_or_nan
from recyc_cli.model.per_what import per_unit, percent_of, units_in_tonne
from recyc_cli.report.answer import WITHOUT_END
from recyc_cli.scenario.resolve import resolve
from recyc_cli.scenario.varied_number import has_number

if TYPE_CHECKING:
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.engine.float_program import FloatProgram
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.result import Result
    from recyc_cli.report.answer import Answer
    from recyc_cli.scenario.keyword_types import Keywords
    from recyc_cli.scenario.resolved import Resolved
    from recyc_cli.scenario.varied_number import Varied

UNPRICED = "E340"
PER, OF_VALUE = ("t", "kwh"), "%"
"""What margins may be per; and their basis where they are shares of the value of what is sold."""
MARGIN = "margin"


class Side:
    """One of the scenarios that are put on the scales; `per` is t or kwh, or % of the value."""

    __slots__ = ("_read", "base", "keywords", "per", "report", "resolved", "singly", "varied")

    def __init__(self, keywords: Keywords, per: str) -> None:
        if per not in (*PER, OF_VALUE):
            raise RecycError("E121", f"unknown basis {per!r}", "--per", did_you_mean(per, PER) or "t or kwh")
        self.keywords, self.per = keywords, per
        self.base: Quote = quote(**keywords)
        self.report = self.base.to_dict()
        self.resolved = resolve(self.base.request, library=self.base.resolved.library)
        """What is searched: numbers that remember nothing."""
        self.varied: Varied | None = None
        self.singly = False
        """Whether the number takes one value at a time only."""
        self._read: FloatProgram | None = None
        if per == "kwh" and self.report["basis"]["kwh_per_t"] is None:
            message = f"{self.report['scenario']['form']} has no nameplate energy"
            raise RecycError("E130", message, "--per", "--per t")

    @property
    def money(self) -> str:
        """Unit of the margin."""
        if self.per == OF_VALUE:
            return "% of the value"
        return f"{self.base.request.currency}/{'kWh' if self.per == 'kwh' else self.per}"

    @property
    def cost(self) -> float:
        """Cost of the quote as it stands, in `money`."""
        return plain(self._in_money(self.base.result.cost, self.base.result, self.base.resolved))

    def vary(self, number: Varied) -> None:
        """Vary a number of this scenario; where it has none of that path, nothing changes."""
        self.varied = number if has_number(number.path, self.resolved) else None
        try:
            self._many([number.span[1] if number.span else number.value or 0.0])
        except (TypeError, RecycErrors):
            self.singly = True
            self._read = self._program(number)

    def margins(self, xs: list[float]) -> list[float]:
        """Return the margin at each value, NaN where there is none."""
        if self.varied is None:
            return [self._one(0.0)] * len(xs)
        if self._read is not None:
            name, read = self._read.inputs[0], self._read
            return [read({name: self.varied.of_keyword(x)}).outputs.get(MARGIN, NAN) for x in xs]
        if self.singly:
            return [self._one(x) for x in xs]
        return self._many(xs)

    def at(self, x: float) -> Quote | None:
        """Quote with the number at a value, given as a user would; None where that has no finite result.

        Raises:
            RecycError, RecycErrors: a value that the number may not have.
        """
        keywords = self.varied.request(self.keywords, x) if self.varied else self.keywords
        try:
            return quote(**keywords)
        except RecycError as error:
            if error.code == UNPRICED:
                return None
            raise

    def margin_and_cost(self, x: float) -> tuple[float, float]:
        """Return margin and cost of the quote at a value, in `money`; NaN where it has none."""
        quote = self.at(x)
        if quote is None:
            return NAN, NAN
        result = quote.result
        margin, cost = (self._in_money(amount, result, quote.resolved) for amount in (result.margin, result.cost))
        return plain(margin), plain(cost)

    def _program(self, number: Varied) -> FloatProgram | None:
        """Trace the quote once where it would be computed for one value after the other; None where it is refused."""
        from recyc_cli.engine.float_program import FloatProgram
        from recyc_cli.engine.prepare import prepared

        if self.varied is None:
            return None
        settings, rows = number.apart(self.keywords)
        try:
            filled = prepared(settings, rows, self._margin_of, self.base.resolved.library)
        except (RecycError, RecycErrors):
            return None
        return FloatProgram(filled)

    def _margin_of(self, answer: Answer) -> dict[str, Number]:
        return {MARGIN: self._in_money(answer.result.margin, answer.result, answer.resolved)}

    def _one(self, x: float) -> float:
        try:
            return finite_or_nan(self._margin(x))
        except WITHOUT_END:
            return NAN

    def _many(self, xs: list[float]) -> list[float]:
        """Return the margin at each value, all of them in one run of the model."""
        series: Any = Series(xs)
        margin: Any = self._margin(series)
        return [finite_or_nan(value) for value in (margin.values if isinstance(margin, Series) else [margin] * len(xs))]

    def _margin(self, x: Number) -> Number:
        resolved = self.varied.resolve(self.keywords, x) if self.varied else self.resolved
        result = evaluate(resolved.scenario.for_money())
        return self._in_money(result.margin, result, resolved)

    def _in_money(self, amount: Number, result: Result, resolved: Resolved) -> Number:
        """Return an amount per tonne in `money`."""
        if self.per == OF_VALUE:
            return percent_of(amount, result.value)
        return per_unit(amount, units_in_tonne(resolved.scenario.streams)[0]) if self.per == "kwh" else amount
