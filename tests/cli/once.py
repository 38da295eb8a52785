"""Answers what many command lines ask for the first of them, where only built-in presets are at hand.

All other folders of tests have everything worked out anew.
"""

from __future__ import annotations

import copy
import marshal
import os
from collections import OrderedDict
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.quote import quote_report
from recyc_cli.analysis.simulation.likely.traced import traced_draws
from recyc_cli.catalog.open_library import builtin_library, open_library
from recyc_cli.model.numbers.guards import note, noting
from recyc_cli.report.answer import answered
from recyc_cli.scenario.trace_inputs import _shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

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
QUESTIONS = {
    "breakeven": "recyc_cli.analysis.breakeven.breakeven",
    "explain": "recyc_cli.analysis.explain.explain",
    "finance": "recyc_cli.analysis.finance.finance",
    "outlook": "recyc_cli.analysis.outlook.outlook",
    "sensitivity": "recyc_cli.analysis.simulation.sensitivity",
    "simulate": "recyc_cli.analysis.simulation.simulate",
}
"""Functions that many command lines ask the same, one for each form, and the modules that they stand in."""
HEARS = "told"
"""Keyword of what hears how far an answer has come."""
_found: OrderedDict[tuple[str, bytes], tuple[Any, bytes]] = OrderedDict()


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


def questions() -> list[tuple[ModuleType, str, Callable[..., Any]]]:
    """Return what stands in for the functions of `QUESTIONS`, with the module and the name of each."""
    modules = {name: import_module(where) for name, where in QUESTIONS.items()}
    return [(module, name, partial(found, name, getattr(module, name))) for name, module in modules.items()]


def found(name: str, ask: Callable[..., Any], *given: Any, **keywords: Any) -> Any:
    """Stand in for a function: each gets an answer of its own, with a report to change as it likes."""
    plain = {key: value for key, value in keywords.items() if key != HEARS}
    texts = texts_in([given, plain])
    if open_library(keywords.get("preset_dirs", ())) is not builtin_library() or any(map(os.path.exists, texts)):
        return ask(*given, **keywords)
    try:
        asked = name, marshal.dumps([given, [*plain.items()]], 1)  # by value: 1 writes nothing twice
        if asked not in _found:
            answer = ask(*given, **keywords)
            _found[asked] = answer, marshal.dumps(answer.to_dict())
    except ValueError:  # of other than plain numbers and texts
        return ask(*given, **keywords)
    _found.move_to_end(asked)
    if len(_found) > KEPT:
        _found.popitem(last=False)
    answer, written = _found[asked]
    if not hasattr(answer, "__dict__"):
        return answer  # which makes its report anew
    own, report = copy.copy(answer), marshal.loads(written)  # noqa: S302 - written above
    own.to_dict = lambda: report
    return own


def texts_in(given: object) -> Iterator[str]:
    """Yield all texts of plain data: one may be the path of a file."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict):
        yield from texts_in([*given, *given.values()])
    elif isinstance(given, (list, tuple)):
        for each in given:
            yield from texts_in(each)
