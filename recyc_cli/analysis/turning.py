"""Reuse or recycle? The state of health at which the better answer turns, solved on the model itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.crossing import crossings, grid
from recyc_cli.model.inputs import Scenario
from recyc_cli.model.reuse import Reuse, evaluate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.quote import Quote

POINTS = 17
"""States of health between which a change of sign is looked for."""
HALVES = 2


def turns(quotes: Sequence[Quote]) -> tuple[dict[str, float | None], list[str]]:
    """Find where reuse and recycling tie, chemistry by chemistry, among the routes compared.

    Returns:
        The state of health by chemistry, None where one of the two is better throughout or not compared, and the
        answer in words.
    """
    found: dict[str, float | None] = {}
    notes = []
    for item in quotes:
        if item.request.mix is None:
            found.setdefault(_feed(item), None)
        others = [
            other
            for other in quotes
            if other.resolved.scenario.reuse is None and _feed(other) == _feed(item) and len(other.request.parts) == 1
        ]
        if item.result.second is not None and others:
            best = max(others, key=lambda other: other.result.margin)
            point, words = _turn(item, best)
            found[_feed(item)] = point if found[_feed(item)] is None else found[_feed(item)]
            notes.append(f"{_feed(item)}: {words}")
    return found, notes


def _feed(quote: Quote) -> str:
    return quote.resolved.names.get("vehicle") or quote.resolved.chemistries[0]


def _turn(item: Quote, best: Quote) -> tuple[float | None, str]:
    """Find the topmost tie of the margins between the application's threshold and a state of health of 1."""
    scenario = item.resolved.scenario
    reuse = scenario.reuse
    second = item.result.second
    if reuse is None or second is None:
        return None, ""

    def ahead(soh: float) -> float:
        at = Reuse(**{**vars(reuse), "soh": soh})
        return evaluate(Scenario(**{**vars(scenario), "reuse": at}), second.recycled).margin - best.result.margin

    route, use = best.resolved.names["route"], item.resolved.names["application"]
    low = reuse.use["threshold"]
    healths = grid(low, 1.0, POINTS) if low < 1.0 else [low]
    leads = [ahead(soh) for soh in healths]
    found = crossings(lambda several: [ahead(soh) for soh in several], healths, leads, HALVES)
    if not found:
        winner = f"reuse ({use})" if leads[-1] > 0.0 else f"recycling ({route})"
        return None, f"{winner} is better at every state of health from {low:g} to 1"
    above, below = ("reuse", route) if leads[-1] > 0.0 else (route, "reuse")
    point = found[-1].low
    return point, f"{above} is better above a state of health of {point:.3f}, {below} below ({use})"
