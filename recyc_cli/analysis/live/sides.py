"""Traces the quotes of a page, each as asked for and at a stated feed price."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.analysis.quote import answer
from recyc_cli.analysis.traced_quote import TracedQuote
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.numbers.guards import noting
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve
from recyc_cli.scenario.trace_inputs import shared_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.numbers.guards import Guard
    from recyc_cli.scenario.resolved import Resolved

DIGITS = 4
"""Of a stated feed price that stands in the place of an estimated one."""


class Side(NamedTuple):
    """A quote of a page, traced.

    Attributes:
        column: the quote's place among those of the page.
        stated: whether its feed price is one that is stated.
        traced: the quote.
        guards: what its numbers have to be, in the order of evaluation.
        plain: the same without a trace.
    """

    column: int
    stated: bool
    traced: TracedQuote
    guards: list[Guard]
    plain: Resolved


def sides_of(quotes: Sequence[Quote]) -> list[Side]:
    """Return the sides of a page: of each quote one, and one with a stated feed price where that is an estimate."""
    collecting = gc.isenabled()
    gc.disable()  # all that a trace makes stays until the page is written: nothing is to be found
    try:
        with shared_inputs():
            return [side for column, quote in enumerate(quotes) for side in _of(column, quote)]
    finally:
        if collecting:
            gc.enable()


def _of(column: int, quote: Quote) -> Iterator[Side]:
    library, stated = quote.resolved.library, quote.request.feed_price is not None
    asked = _traced(column, quote.request, library, stated=stated)
    yield asked
    price = asked.traced.report["totals"]["feed_price"]
    if stated or price is None:
        return
    given = {**quote.request.given, "feed_price": _rounded(plain(price)), "feed_basis": "tonne"}
    try:
        yield _traced(column, Request(**given), library, stated=True)
    except (RecycError, RecycErrors):
        return  # no price can be stated here


def _traced(column: int, request: Request, library: Library, *, stated: bool) -> Side:
    with noting() as guards:
        traced = TracedQuote(answer(request, library, trace=True, movable=True))
    return Side(column, stated, traced, guards, resolve(request, library=library))


def _rounded(price: float) -> float:
    """Return a price as somebody would state it.

    >>> _rounded(2275.61)
    2276.0
    """
    return float(f"{price:.{DIGITS}g}")
