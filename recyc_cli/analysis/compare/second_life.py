"""Weighs a second life against recycling: the range of its margin, and where both tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.roots import crossings, grid_points
from recyc_cli.catalog.documents.document import lookup, owner_of
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.numbers.series import Series, finite_or_nan
from recyc_cli.model.records.scenario import Reuse, Scenario
from recyc_cli.model.second_life import reuse
from recyc_cli.model.second_life.recycling_after import best_recycling
from recyc_cli.report.axes import NAMED, differing, words_of_place
from recyc_cli.report.provenance import records_of
from recyc_cli.scenario.keywords import FEED, SECOND_LIFE, WAY, acting_on
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.report.axes import Place

POINTS = 17
"""States of health between which a change of sign is looked for."""
HALVES = 2
OF_REUSE = frozenset(row.axis for row in acting_on(SECOND_LIFE))
"""Axes on which recycling stands still: whatever they say, it is the same other side of the scales."""


class MarginRange(NamedTuple):
    """The ends between which a margin may lie [money/t]."""

    low: float
    high: float


def margin_range(quote: Quote) -> MarginRange:
    """Evaluate a second life at the low and the high of each of its estimates, one after the other.

    low = margin - (sum of squares of what each loses at most)^1/2, as they err on their own, and high likewise: all
    in one pass, with a place for each end of each range.
    """
    margin = plain(quote.result.margin)
    ends = list(_ends(quote))
    leads = _margins(quote, ends)
    moved: dict[str, list[float]] = {}
    for (path, _, _), value in zip(ends, leads, strict=True):
        moved.setdefault(path, [0.0]).append(value - margin if value - value == 0.0 else 0.0)
    down, up = (sum(pick(each) ** 2 for each in moved.values()) ** 0.5 for pick in (min, max))
    return MarginRange(margin - down, margin + up)


def _ends(quote: Quote) -> list[tuple[str, float, float]]:
    """Return (path, value, end of its range) of the estimates of the second life and of the packs' health."""
    documents, second = quote.resolved.documents, quote.resolved.scenario.reuse
    own = ("application.", "stages.collection.soh.") + ((f"stages.{second.rule.plant.id}.",) if second else ())
    ends = []
    for path, record in records_of(quote):
        prefix, rest = owner_of(documents, path)
        if path.startswith(own) and record.low is not None and record.high is not None:
            value = plain(lookup(documents[prefix].tree, rest))
            scale = value / record.value if record.value else record.factor  # the number's unit, in today's currency
            ends += [(path, value, end * scale) for end in (record.low, record.high)]
    return ends


def _margins(quote: Quote, ends: Sequence[tuple[str, float, float]]) -> list[float]:
    """Return the margin at each end, every other number as it stands; NaN where there is none."""
    if not ends:
        return []
    leaves: dict[str, Any] = {}
    for path, value, _ in ends:
        leaves[path] = Series([end if other == path else value for other, _, end in ends])
    scenario = resolve(quote.request, leaves, quote.resolved.library).scenario
    second = quote.result.second
    found: Any = (evaluate(scenario) if second is None else reuse.evaluate(scenario, second.recycled)).margin
    return [finite_or_nan(value) for value in found.values]


def undecided(margins: Mapping[int, float], ranges: Mapping[int, MarginRange]) -> set[int]:
    """Return the second lives that win by no more than their range: it spans nothing at all, or the best of the rest.

    >>> undecided({0: 100.0, 1: 500.0}, {1: MarginRange(-200.0, 900.0)})
    {1}
    >>> undecided({0: 100.0, 1: 500.0}, {1: MarginRange(200.0, 900.0)})
    set()
    """
    others = [margin for index, margin in margins.items() if index not in ranges]
    if not others:
        return set()
    sure = (0.0, max(others))
    return {
        index
        for index, reach in ranges.items()
        if index in margins and any(reach.low < value < reach.high for value in sure)
    }


def reuse_turning_points(quotes: Sequence[Quote], places: Sequence[Place]) -> tuple[dict[str, float | None], list[str]]:
    """Find where reuse and recycling tie, for each feed in each place, among the ways compared.

    Returns:
        The state of health by feed (and what else sets it apart), None where one of the two is better throughout or
        not compared, and the answer in words.
    """
    varied = differing(places)
    named = [axis for axis in varied if axis.name not in (WAY, "soh")]
    matched = [axis for axis in named if axis.name not in OF_REUSE]
    points: dict[str, float | None] = {}
    notes: dict[str, None] = {}
    for item, at in zip(quotes, places, strict=True):
        if item.request.mix is not None:
            continue
        who = words_of_place(at, named if NAMED[FEED] in named else [NAMED[FEED], *named])
        points.setdefault(who, None)
        others = [
            other
            for other, there in zip(quotes, places, strict=True)
            if other.resolved.scenario.reuse is None
            and other.request.mix is None
            and all(there[axis.name] == at[axis.name] for axis in [NAMED[FEED], *matched])
        ]
        if item.result.second is not None and others:
            best = max(others, key=lambda other: other.result.margin)
            point, said = _turn(item, best)
            points[who] = point if points[who] is None else points[who]
            notes |= {f"{who}: {said}": None} if said else {}
    return points, list(notes)


def _turn(item: Quote, best: Quote) -> tuple[float | None, str]:
    """Find the topmost tie of the margins between the application's threshold and a state of health of 1."""
    scenario = resolve(item.request, library=item.resolved.library).scenario
    second = scenario.reuse
    if second is None:
        return None, ""
    recycled = best_recycling(second.recycling)

    def ahead(healths: list[float]) -> list[float]:
        several: Any = Series(healths)
        at = Scenario(**{**vars(scenario), "reuse": Reuse(**{**vars(second), "soh": several})})
        lead: Any = reuse.evaluate(at, recycled).margin - plain(best.result.margin)
        return [finite_or_nan(value) for value in lead.values]

    route, use = best.resolved.names["route"], item.resolved.names["application"]
    low = second.use["threshold"]
    healths = grid_points(low, 1.0, POINTS) if low < 1.0 else [low]
    leads = ahead(healths)
    known = [lead for lead in leads if lead - lead == 0.0]
    if not known:
        return None, ""
    ties = crossings(ahead, healths, leads, HALVES)
    reused = f"{item.resolved.names['route']} ({use})"
    if not ties:
        winner = reused if known[-1] > 0.0 else f"recycling ({route})"
        return None, f"{winner} is better at every state of health from {low:g} to 1"
    above, below = (reused, route) if known[-1] > 0.0 else (route, reused)
    point = ties[-1].low
    return point, f"{above} beats {below} above a state of health of {point:.3f}"
