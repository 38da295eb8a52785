"""Solves for the state of health at which recycling starts to pay more than reuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.roots import crossings, grid_points
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.numbers.series import Series, finite_or_nan
from recyc_cli.model.records.scenario import Reuse, Scenario
from recyc_cli.model.second_life.reuse import evaluate
from recyc_cli.report.axes import NAMED, differing, words_of_place
from recyc_cli.scenario.keywords import FEED, SECOND_LIFE, WAY, acting_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.report.axes import Place

POINTS = 17
"""States of health between which a change of sign is looked for."""
HALVES = 2
OF_REUSE = frozenset(row.axis for row in acting_on(SECOND_LIFE))
"""Axes on which recycling stands still: whatever they say, it is the same other side of the scales."""


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
    scenario, second = item.resolved.scenario.for_money(), item.result.second
    reuse = scenario.reuse
    if reuse is None or second is None:
        return None, ""

    def ahead(healths: list[float]) -> list[float]:
        several: Any = Series(healths)
        at = Reuse(**{**vars(reuse), "soh": several})
        lead: Any = evaluate(Scenario(**{**vars(scenario), "reuse": at}), second.recycled).margin - plain(
            best.result.margin
        )
        return [finite_or_nan(value) for value in lead.values]

    route, use = best.resolved.names["route"], item.resolved.names["application"]
    low = reuse.use["threshold"]
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
