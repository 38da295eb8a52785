"""Answers what many command lines ask for the first of them, where only built-in presets are at hand.

All other folders of tests have everything worked out anew.
"""

from __future__ import annotations

import marshal
from collections import OrderedDict
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.quote import quote_report
from recyc_cli.analysis.simulation.likely.traced import traced_draws
from recyc_cli.catalog.open_library import builtin_library, open_library
from recyc_cli.model.numbers.guards import note, noting
from recyc_cli.report.answer import answered
from recyc_cli.scenario.trace_inputs import _shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.numbers.guards import Guard
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.scenario.request import Request

KEPT = 600
"""Answers kept: about as many as a file of tests asks for."""
_answers: OrderedDict[tuple[object, ...], Any] = OrderedDict()
_drawn: dict[str, list[tuple[list[float], list[float]]]] = {}


def _keep(asked: tuple[object, ...], answer: object) -> None:
    """Keep an answer, and let that go which was asked for longest ago."""
    _answers[asked] = answer
    if len(_answers) > KEPT:
        _answers.popitem(last=False)


def _kept(asked: tuple[object, ...]) -> Any:
    if asked in _answers:
        _answers.move_to_end(asked)
    return _answers.get(asked)


def answer_of(
    request: Request, library: Library | None = None, *, trace: bool = False, movable: bool = False
) -> tuple[Any, Any]:
    """Stand in for `answered`: who notes guards hears those of the first trace.

    Quotes that share their inputs are traced anew: a kept one would have its own.
    """
    at_hand = library or open_library(request.preset_dirs)
    asked = (id(at_hand), repr(list(vars(request).items())), trace, movable)
    shared = trace and _shared.get() is not None
    kept: tuple[tuple[Any, Any], list[Guard]] | None = None if shared else _kept(asked)
    if kept is None:
        with noting() as guards:
            kept = answered(request, at_hand, trace=trace, movable=movable), guards
        if at_hand is builtin_library() and not shared:
            _keep(asked, kept)
    for guard in kept[1] if trace else ():
        note(*guard)
    return kept[0]


def report_of(answer: Answer) -> QuoteReport:
    """Stand in for `quote_report`: each gets a report of its own, to change as it likes."""
    asked = (id(answer.result), repr(answer.request.given), repr(answer.terms))
    if kept := _kept(asked):
        answer.tell_alike(kept[0])
        return marshal.loads(kept[1])  # type: ignore[no-any-return]  # noqa: S302 - written below
    report = quote_report(answer)
    with suppress(ValueError):  # the numbers of a traced quote are no plain ones
        # With the answer, so that no other result gets its place in memory meanwhile.
        _keep(asked, (answer, marshal.dumps(report)))
    return report


def drawn(quotes: Sequence[Quote]) -> list[tuple[list[float], list[float]]]:
    """Stand in for `traced_draws`: `tests/properties/test_likely.py` draws each anew."""
    if any(quote.resolved.library.has_own for quote in quotes):
        return traced_draws(quotes)
    # The margin tells quotes apart where a test changes the program that reckons them.
    asked = repr([(sorted(quote.request.given.items()), quote.result.margin) for quote in quotes])
    if asked not in _drawn:
        _drawn[asked] = traced_draws(quotes)
    return _drawn[asked]
