"""Traces the quotes of a simulation, and writes their programs on one joint distribution."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.quote import answer
from recyc_cli.catalog.open_library import open_library
from recyc_cli.engine.draws.case import stated_in
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.numbers.guards import noting
from recyc_cli.scenario import fill_in
from recyc_cli.scenario.keywords import FEED, ROWS, on_axis
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.trace_inputs import leaves_in, shared_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.numbers.guards import Guard
    from recyc_cli.model.numbers.traced import Leaf

NOT_THIS_CASE = ("E124", "E127", "E128", "E131", "E132", "E135", "E141", "E142", "E143", "E144", "E145", "E146", "E147")
"""Refusals of a combination, not of a name or a number: nothing to tell of a route that nobody named."""


class Traced(NamedTuple):
    """A quote with its formula.

    Attributes:
        leaves: what its margin is made of, by path.
        guards: what has to hold so that there is one.
        instead: of a second life the recycling of the same feed, the way of batteries too worn for it.
    """

    quote: Quote
    leaves: Mapping[str, Leaf]
    guards: Sequence[Guard]
    instead: Traced | None = None


def traced(scenarios: Sequence[Mapping[str, Any]], library: Library) -> list[Traced]:
    """Return the quotes of scenarios; of a route that nobody named those that are not for this case are left out.

    Raises:
        RecycError, RecycErrors: as a quote; where no route is for the case, that of the first.
    """
    found: list[Traced] = []
    first: RecycError | RecycErrors | None = None
    with _without_collecting(), shared_inputs():
        for scenario in scenarios:
            named = dict(scenario)
            passing = named.pop("usual", False)
            try:
                found.append(_traced(named, library))
            except (RecycError, RecycErrors) as error:
                if not passing or not {fault.code for fault in error.errors} <= {*NOT_THIS_CASE}:
                    raise
                first = first or error
    if not found and first is not None:
        raise first
    return found


def scenarios_of(
    chemistries: Sequence[str], routes: Sequence[str], keywords: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], Library]:
    """Return the keywords of each quote, and the presets at hand."""
    library = open_library(keywords.get("preset_dirs") or ())
    feeds = [{"chemistry": name} for name in chemistries] or [{}]
    if feeds == [{}] and not any(keywords.get(name) for name in on_axis(FEED)):
        method = str(keywords.get("method") or ROWS["method"].default)
        feeds = [{"chemistry": name} for name in fill_in.defaults(method, library)["chemistries"]]
    every = []
    decks: Any = keywords.get("prices")
    prices = [{"prices": deck} for deck in decks] if isinstance(decks, (list, tuple)) else [{}]
    for feed, deck in product(feeds, prices):
        scenario = {**keywords, **feed, **deck}
        if routes:
            every += [{**scenario, "route": route} for route in routes]
        else:
            every += [{**scenario, "route": route, "usual": True} for route in fill_in.ways(scenario, library)]
    return every, library


def stated(quotes: Sequence[Traced]) -> set[str]:
    """Return the inputs that the user gave a number: these stand."""
    found: set[str] = set()
    for each in with_other_ways(quotes):
        given = {ROWS[name].short for name in each.quote.request.given if name in ROWS}
        found |= stated_in(given, each.leaves)
    return found


def joint_inputs(quotes: Sequence[Traced]) -> list[tuple[Mapping[str, Document], dict[str, float]]]:
    """Return of each quote the presets in force and its inputs, as a joint distribution takes them."""
    return [
        (each.quote.resolved.documents, {path: float(leaf.value) for path, leaf in each.leaves.items()})
        for each in with_other_ways(quotes)
    ]


def with_other_ways(quotes: Sequence[Traced]) -> list[Traced]:
    """Return quotes, and behind them the other ways that feeds take."""
    return [*quotes, *(each.instead for each in quotes if each.instead is not None)]


def _traced(scenario: Mapping[str, Any], library: Library) -> Traced:
    with noting() as guards:
        quote = answer(Request(**scenario), library, trace=True)
    leaves = leaves_in([quote.result.margin], quote.resolved)
    second = quote.result.second
    if second is None:
        return Traced(quote, leaves, guards)
    way, _ = max(second.recycled.margins, key=lambda each: plain(each[1]))
    return Traced(quote, leaves, guards, _traced({**scenario, "route": way}, library))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let nothing be looked for that is no longer needed: all that a trace makes stays until it is written."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
