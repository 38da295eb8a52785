"""Makes the report of a simulation: figures of each margin, which is best, what was drawn."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.simulation.drivers import drivers, group_of_draws
from recyc_cli.analysis.simulation.message import message_of
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.blocks.scenario import basis, scenario_report
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.analysis.simulation.simulation import Simulation
    from recyc_cli.catalog.spreads.joint import Input
    from recyc_cli.report.shapes.simulation import Beats, Best, Bin, DrawnInput, Shift, SimulatedQuote, SimulationReport

ROWS = 14
"""Classes of a histogram between its ends at most."""
TRIED = 1024
"""Draws by which it is told what a group does to the median alone."""


def simulation_report(of: Simulation) -> SimulationReport:
    """Return the report of a simulation."""
    quotes, plan = of.quotes, of.plan
    told = list(_quotes(of))
    best, beats = _best(of)
    resolved = quotes[0].resolved
    dated = basis(quotes[0], None, None)["price_date"]
    return {
        "schema": "recyc.simulation/1",
        "recyc": __version__,
        "presets": resolved.library.digest,
        "message": message_of(told, best, quotes[0].request.currency),
        "scenario": _plain(scenario_report(quotes[0])),
        "price_date": None if dated is None else str(dated),
        "n": plan.draws,
        "seed": plan.seed,
        "sampler": plan.sampler,
        "horizon_months": of.months,
        "studied": plan.studied,
        "quotes": told,
        "best": best,
        "beats": beats,
        "inputs": [_input(each) for each in plan.joint.inputs],
        "correlations": [{"a": a, "b": b, "value": value} for a, b, value in plan.joint.correlations() if value],
        "fixed": list(of.fixed),
        "sources": sorted({each.spread.source for each in plan.joint.inputs if each.spread.source}),
        "warnings": [],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a report
    """Return what was traced as floats."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return plain(value) if hasattr(value, "op") else value


def _feed(of: Simulation, place: int) -> str | None:
    scenario = of.quotes[place].resolved.names.get("chemistry") or of.quotes[place].request.chemistry
    return None if scenario is None else str(scenario)


def _quotes(of: Simulation) -> Iterator[SimulatedQuote]:
    from recyc_cli.engine.draws.sampler import Runner
    from recyc_cli.engine.draws.statistics import SHARES, counts, summary

    runner = Runner(of.plan)
    alone = _alone(of, runner)
    for place, quote in enumerate(of.quotes):
        margins = of.margins[place]
        found = summary(margins, of.plan.sampler)
        at = dict(zip(SHARES, zip(found.quantiles, found.errors, strict=True), strict=True))
        point = of.plan.cases[place].middle
        goes = dict(zip(of.plan.joint.draws, (of.products[:, place] / of.plan.studied).tolist(), strict=True))
        driven = drivers(of.plan.joint, goes, found.sd, of.plan.studied)
        edges = _edges(margins)
        off = abs(at[50][0] - point) > 2.0 * at[50][1]
        yield {
            "chemistry": _feed(of, place),
            "route": quote.resolved.names["route"],
            "plant": quote.resolved.names.get("plant") or None,
            "figure": "margin",
            "point": point,
            "mean": found.mean,
            "sd": found.sd,
            "p5": at[5][0],
            "p10": at[10][0],
            "p25": at[25][0],
            "p50": at[50][0],
            "p75": at[75][0],
            "p90": at[90][0],
            "p95": at[95][0],
            "probability_of_loss": found.loss,
            "cvar_10": found.tail,
            "error_of_mean": found.error_of_mean,
            "error_of_p10": at[10][1],
            "error_of_p50": at[50][1],
            "refused": len(margins) - found.known,
            "drivers": [{"name": name, "share": share} for name, share in driven.inputs],
            "groups": [{"name": name, "share": share} for name, share in driven.groups],
            "shifts": _shifts(alone, place, point) if off else [],
            "histogram": _bins(edges, counts(margins, edges)),
        }


def _alone(of: Simulation, runner: Any) -> dict[str, Any]:  # noqa: ANN401 - of a room that imports numpy
    """Return for each group the medians of all margins, and their errors, with that group alone drawn."""
    from recyc_cli.engine.draws.normals import normals
    from recyc_cli.engine.draws.statistics import summary

    draws = of.plan.joint.draws
    rows = dict(zip(draws, normals(len(draws), of.plan.seed, 0, of.plan.sampler)[:, :TRIED], strict=True))
    owners = group_of_draws(of.plan.joint)
    found = {}
    for group in dict.fromkeys(owners.values()):
        some = {name: row if owners[name] == group else 0.0 for name, row in rows.items()}
        margins = runner.margins(some, TRIED)
        found[group] = [summary(each, "random") for each in margins]
    return found


def _shifts(alone: dict[str, Any], place: int, point: float) -> list[Shift]:
    shifts: list[Shift] = []
    for group, found in alone.items():
        middle, error = found[place].quantiles[3], found[place].errors[3]
        if abs(middle - point) > error:
            shifts.append({"group": group, "shift": middle - point})
    return sorted(shifts, key=lambda each: -abs(each["shift"]))


def _edges(margins: Any) -> list[float]:  # noqa: ANN401
    """Return round edges of classes that hold all draws but the outermost."""
    from recyc_cli.engine.draws.statistics import ends

    low, high = ends(margins)
    step = _step((high - low) / ROWS)
    return [step * at for at in range(floor(low / step), ceil(high / step) + 1)]


def _step(width: float) -> float:
    """Return a round number of at least a width: 1, 2 or 5 with noughts.

    >>> _step(340.0), _step(0.0)
    (500.0, 1.0)
    """
    if width <= 0.0:
        return 1.0
    power: float = 10.0 ** floor(log10(width))
    return next(power * each for each in (1.0, 2.0, 5.0, 10.0) if power * each >= width * (1.0 - 1e-9))


def _bins(edges: Sequence[float], shares: Sequence[float]) -> list[Bin]:
    lows, highs = [None, *edges], [*edges, None]
    return [{"low": low, "high": high, "share": share} for low, high, share in zip(lows, highs, shares, strict=True)]


def _best(of: Simulation) -> tuple[list[Best], list[Beats]]:
    """Return how often each way is the best of its feed, and how often it earns more than each other one."""
    from recyc_cli.engine.draws.statistics import beats, firsts

    feeds: dict[str | None, list[int]] = {}
    for place in range(len(of.quotes)):
        feeds.setdefault(_feed(of, place), []).append(place)
    best: list[Best] = []
    pairs: list[Beats] = []
    for feed, places in feeds.items():
        ways = [of.quotes[place].resolved.names["route"] for place in places]
        rows = [of.margins[place] for place in places]
        for way, share in zip(ways, firsts(rows), strict=True):
            best.append({"chemistry": feed, "route": way, "probability": share})
        for a, one in zip(ways, rows, strict=True):
            for b, other in zip(ways, rows, strict=True):
                if a != b:
                    pairs.append({"chemistry": feed, "route": a, "other": b, "probability": beats(one, other)})
    return best, pairs


def _input(each: Input) -> DrawnInput:
    spread, of = each.spread, each.spread.distribution
    assert of is not None  # noqa: S101 - what stands still is no input
    return {
        "path": each.path,
        "group": spread.group,
        "spread": spread.how,
        "distribution": of.form,
        "parameters": {"middle": of.middle, "below": of.below, "above": of.above},
        "low": spread.low,
        "high": spread.high,
        "source": spread.source,
        "follows": dict(spread.loads),
    }
