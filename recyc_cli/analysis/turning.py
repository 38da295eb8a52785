"""Reuse or recycle? The state of health at which the better answer turns, solved on the model itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.axes import FEED, NAMED, WAY, differing, words
from recyc_cli.analysis.crossing import crossings, grid
from recyc_cli.catalog.scenario import resolve
from recyc_cli.model.afterlife import recycle
from recyc_cli.model.inputs import Scenario
from recyc_cli.model.number import plain
from recyc_cli.model.reuse import Reuse, evaluate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.axes import Place
    from recyc_cli.analysis.quote import Quote

POINTS = 17
"""States of health between which a change of sign is looked for."""
HALVES = 2
OF_REUSE = ("soh", "application", "pass_rate", "new_pack_price", "recycle")
"""Axes on which recycling stands still: whatever they say, it is the same other side of the scales."""


def turns(quotes: Sequence[Quote], places: Sequence[Place]) -> tuple[dict[str, float | None], list[str]]:
    """Find where reuse and recycling tie, for each feed in each place, among the ways compared.

    Returns:
        The state of health by feed (and what else sets it apart), None where one of the two is better throughout or
        not compared, and the answer in words.
    """
    varied = differing(places)
    named = [axis for axis in varied if axis.name not in (WAY, "soh")]
    matched = [axis for axis in named if axis.name not in OF_REUSE]
    found: dict[str, float | None] = {}
    notes: dict[str, None] = {}
    for item, at in zip(quotes, places, strict=True):
        if item.request.mix is not None:
            continue
        who = words(at, named if NAMED[FEED] in named else [NAMED[FEED], *named])
        found.setdefault(who, None)
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
            found[who] = point if found[who] is None else found[who]
            notes[f"{who}: {said}"] = None
    return found, list(notes)


def _turn(item: Quote, best: Quote) -> tuple[float | None, str]:
    """Find the topmost tie of the margins between the application's threshold and a state of health of 1."""
    scenario = resolve(item.request, library=item.resolved.library).scenario
    reuse = scenario.reuse
    if reuse is None:
        return None, ""
    recycled = recycle(reuse.recycling)

    def ahead(soh: float) -> float:
        at = Reuse(**{**vars(reuse), "soh": soh})
        return evaluate(Scenario(**{**vars(scenario), "reuse": at}), recycled).margin - plain(best.result.margin)

    route, use = best.resolved.names["route"], item.resolved.names["application"]
    low = reuse.use["threshold"]
    healths = grid(low, 1.0, POINTS) if low < 1.0 else [low]
    leads = [ahead(soh) for soh in healths]
    found = crossings(lambda several: [ahead(soh) for soh in several], healths, leads, HALVES)
    reused = f"reuse ({use})"
    if not found:
        winner = reused if leads[-1] > 0.0 else f"recycling ({route})"
        return None, f"{winner} is better at every state of health from {low:g} to 1"
    above, below = (reused, route) if leads[-1] > 0.0 else (route, reused)
    point = found[-1].low
    return point, f"{above} beats {below} above a state of health of {point:.3f}"
