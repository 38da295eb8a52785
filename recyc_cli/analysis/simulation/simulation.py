"""Holds a simulation, and makes its report: figures of each margin, which is best how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.labels import Labels
from recyc_cli.analysis.simulation.groups import draws_of_groups
from recyc_cli.analysis.simulation.message import message_of
from recyc_cli.analysis.simulation.uncertain import has_result
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.blocks.on_screen import titles_of
from recyc_cli.report.blocks.scenario import basis, scenario_report
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.analysis.simulation.drawn_quotes import Traced
    from recyc_cli.analysis.simulation.uncertain import Uncertain
    from recyc_cli.catalog.spreads.joint import Input
    from recyc_cli.catalog.spreads.replay import Replay
    from recyc_cli.engine.draws.sampler import Plan, Sampled
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.studies.simulation import (
        Beats,
        Best,
        Bin,
        DrawnInput,
        Driven,
        Figures,
        Replayed,
        Shift,
        SimulatedQuote,
        SimulationReport,
    )

SMALL = "small inputs"
TRIED = 1024
"""Draws by which it is told what a group does to the median alone."""


class Simulation:
    """Quotes on common draws, as the public function hands them out.

    Attributes:
        traced: what was quoted, with its formula, in the order that was asked.
        quotes: the quotes alone.
        uncertain: what is drawn of them, and what stands.
        plan: what was drawn.
        margins: a row of each quote, a column of each draw, a numpy array [money/t]; NaN where a draw has no result.
        products: how each draw goes with the margins.
        instead: draws of each quote in which its batteries are too worn for it and are recycled.
        months: horizon of the prices.
    """

    def __init__(
        self, quotes: Sequence[Traced], uncertain: Uncertain, plan: Plan, sampled: Sampled, months: int
    ) -> None:
        """Hold what was drawn."""
        self.traced, self.quotes = quotes, [each.quote for each in quotes]
        self.uncertain, self.plan, self.months = uncertain, plan, months
        self.margins, self.products, self.instead = sampled
        self._report: SimulationReport | None = None

    def titles(self) -> dict[str, str]:
        """Return how a sentence calls the regions."""
        return titles_of(self.quotes)

    def to_dict(self) -> SimulationReport:
        """Return the report `recyc.simulation/1`: what `recyc simulate --format json` prints."""
        if self._report is None:
            self._report = simulation_report(self)
        return self._report


def simulation_report(of: Simulation) -> SimulationReport:
    """Return the report of a simulation."""
    quotes, plan = of.quotes, of.plan
    told, together = list(_quotes(of)), plan.together
    alone = {each.path for each in plan.joint.inputs}
    best, beats = _best(of)
    resolved = quotes[0].resolved
    dated = basis(quotes[0], None, None)["price_date"]
    return {
        "schema": "recyc.simulation/1",
        "recyc": __version__,
        "presets": resolved.library.digest,
        "message": message_of(told, best, quotes[0].request.currency),
        "scenario": plain_scenario(quotes[0]),
        "price_date": None if dated is None else str(dated),
        "n": plan.draws,
        "seed": plan.seed,
        "sampler": plan.sampler,
        "horizon_months": of.months,
        "history": None if plan.replay is None else _history(plan.replay),
        "studied": plan.studied,
        "quotes": told,
        "best": best,
        "beats": beats,
        "inputs": [_input(each, alone) for each in of.uncertain.joint.inputs],
        "together": None if together is None else {"inputs": len(together.paths), "share": together.share},
        "correlations": [{"a": a, "b": b, "value": value} for a, b, value in plan.joint.correlations() if value],
        "fixed": sorted(of.uncertain.fixed),
        "sources": sorted({each.spread.source for each in of.uncertain.joint.inputs if each.spread.source}),
        "warnings": [],
    }


def _history(replay: Replay) -> Replayed:
    return {
        "file": replay.file,
        "first": replay.first,
        "last": replay.last,
        "block_months": replay.block,
        "series": list(replay.series),
    }


def plain_scenario(quote: Quote) -> Scenario:
    """Return what was asked of a traced quote."""
    told: Scenario = _plain(scenario_report(quote))
    return told


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
    """Yield the figures of each margin."""
    from recyc_cli.engine.draws.sampler import Runner
    from recyc_cli.engine.draws.statistics import classes

    for quote, margins in zip(of.quotes, of.margins, strict=True):
        has_result(quote, margins)
    alone = _alone(of, Runner(of.plan._replace(together=None)))
    for place, quote in enumerate(of.quotes):
        figures = _figures(of, place)
        point = of.plan.cases[place].middle
        off = abs(figures["p50"] - point) > 2.0 * figures["error_of_p50"]
        yield {
            "chemistry": _feed(of, place),
            "route": quote.resolved.names["route"],
            "plant": quote.resolved.names.get("plant") or None,
            "prices": quote.resolved.names["prices"],
            "figure": "margin",
            "point": point,
            **figures,
            "recycled": int(of.instead[place]),
            **_driven(of, place, figures["sd"]),
            "shifts": _shifts(of, alone, place) if off else [],
            "histogram": _bins(*classes(of.margins[place])),
        }


def _figures(of: Simulation, place: int) -> Figures:
    """Return what the draws of a margin come to."""
    from recyc_cli.engine.draws.statistics import summary

    margins = of.margins[place]
    found = summary(margins, of.plan.sampler)
    p5, p10, p25, p50, p75, p90, p95 = found.quantiles
    return {
        "mean": found.mean,
        "sd": found.sd,
        "p5": p5,
        "p10": p10,
        "p25": p25,
        "p50": p50,
        "p75": p75,
        "p90": p90,
        "p95": p95,
        "probability_of_loss": found.loss,
        "cvar_10": found.tail,
        "error_of_mean": found.error_of_mean,
        "error_of_p10": found.errors[1],
        "error_of_p50": found.errors[3],
        "refused": len(margins) - found.known,
    }


def _driven(of: Simulation, place: int, sd: float) -> Driven:
    """Return what spreads a margin."""
    from recyc_cli.engine.draws.drivers import drivers

    found = drivers(of.plan.joint, of.products[:, place].tolist(), sd, of.plan.studied)
    traced = of.traced[place]
    labels = Labels(traced).apart([name for name, _ in found.inputs])
    return {
        "drivers": [{"name": name, "label": labels[name], "share": share} for name, share in found.inputs],
        "groups": [{"name": name, "label": name, "share": share} for name, share in found.groups],
    }


def _alone(of: Simulation, runner: Any) -> dict[str, Any]:  # noqa: ANN401 - of a room that imports numpy
    """Return for each group the medians of all margins, and their errors, with that group alone drawn, if it can be."""
    from recyc_cli.engine.draws.statistics import summary

    found = runner.alone(draws_of_groups(of.plan.joint), [0], TRIED)
    known = {group: rows for group, rows in found.items() if (rows == rows).any(axis=1).all()}  # noqa: PLR0124 - as above
    return {group: [summary(each, "random") for each in rows] for group, rows in known.items()}


def _shifts(of: Simulation, alone: dict[str, Any], place: int) -> list[Shift]:
    shifts: list[Shift] = []
    point, together = of.plan.cases[place].middle, of.plan.together
    if together is not None:
        shifts.append({"group": SMALL, "shift": together.mean(place)})
    for group, found in alone.items():
        middle, error = found[place].quantiles[3], found[place].errors[3]
        if abs(middle - point) > error:
            shifts.append({"group": group, "shift": middle - point})
    return sorted(shifts, key=lambda each: -abs(each["shift"]))


def _bins(edges: Sequence[float], shares: Sequence[float]) -> list[Bin]:
    lows, highs = [None, *edges], [*edges, None]
    return [{"low": low, "high": high, "share": share} for low, high, share in zip(lows, highs, shares, strict=True)]


def _best(of: Simulation) -> tuple[list[Best], list[Beats]]:
    """Return how often each way is the best of its feed, and how often it earns more than each other one."""
    from recyc_cli.engine.draws.statistics import beats, firsts

    feeds: dict[tuple[str | None, str], list[int]] = {}
    for place, quote in enumerate(of.quotes):
        feeds.setdefault((_feed(of, place), quote.resolved.names["prices"]), []).append(place)
    best: list[Best] = []
    pairs: list[Beats] = []
    for (feed, deck), places in feeds.items():
        ways = [of.quotes[place].resolved.names["route"] for place in places]
        rows = [of.margins[place] for place in places]
        for way, share in zip(ways, firsts(rows), strict=True):
            best.append({"chemistry": feed, "prices": deck, "route": way, "probability": share})
        for a, shares in zip(ways, beats(rows), strict=True):
            for b, share in zip(ways, shares, strict=True):
                if a != b:
                    pairs.append({"chemistry": feed, "prices": deck, "route": a, "other": b, "probability": share})
    return best, pairs


def _input(each: Input, alone: Container[str]) -> DrawnInput:
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
        "drawn": "alone" if each.path in alone else "together",
    }
