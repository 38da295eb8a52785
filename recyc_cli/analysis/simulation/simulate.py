"""Simulates quotes: all that is not known is drawn at once, for all on the same draws."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.simulation.asked import named_in, sample_and_scenario, spreads_at
from recyc_cli.analysis.simulation.drawn_quotes import scenarios_of, traced
from recyc_cli.analysis.simulation.simulation import Simulation
from recyc_cli.analysis.simulation.uncertain import Uncertain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Unpack

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.catalog.spreads.spread import Spreads
    from recyc_cli.engine.draws.sampler import Plan, Sampled
    from recyc_cli.scenario.keyword_types import DrawnKeywords


def simulate(
    chemistries: Sequence[str] | str = (),
    routes: Sequence[str] | str = (),
    *,
    told: Callable[[int], None] = lambda _: None,
    **keywords: Unpack[DrawnKeywords],
) -> Simulation:
    """Draw all that is not known, by its own range or that of its class, and quote each draw on every route.

    Args:
        chemistries: feeds, those of a comparison where none is named.
        routes: those of a comparison where none is named.
        told: is called with the number of draws done.
        keywords: those of `quote`, one value each, of `prices` several decks too, and of the sample: draws [100,000];
            seed [1]; sampler, lhs (evenly within 1,024 draws) or random; horizon of prices, 1mo, 3mo, 12mo or 24mo;
            fix, inputs that stand, by path, pattern or last name; only, groups of which alone is drawn; every, whether
            inputs that hardly spread any margin are drawn by themselves too, not as one; bootstrap, a file of monthly
            prices that are replayed in blocks; jobs, processes [one a core].

    Returns:
        A `Simulation`; `to_dict()` is the JSON, `margins` the draws.

    Raises:
        RecycError, RecycErrors: as `quote`; E180 what cannot be drawn, E181 numpy is not installed, E390 a history too
            short to be replayed.

    >>> simulate("nmc622", "shred", draws=2000).to_dict()["quotes"][0]["probability_of_loss"] > 0.5
    True
    """
    sample, scenario = sample_and_scenario(keywords)
    scenarios, library = scenarios_of(named_in(chemistries), named_in(routes), scenario)
    quotes = traced(scenarios, library)
    spreads = _spreads(sample, library)
    uncertain = Uncertain(quotes, spreads, sample["fix"], sample["only"])
    plan = uncertain.plan(sample, one_by_one=sample["every"])
    found = _run(plan, sample["jobs"], told)
    return Simulation(quotes, uncertain, plan, found, spreads.months)


def _spreads(sample: Mapping[str, Any], library: Library) -> Spreads:
    """Return how far each number may lie off over the horizon; with a history prices are those of its months."""
    spreads = spreads_at(sample["horizon"], library)
    if sample["bootstrap"] is None:
        return spreads
    from recyc_cli.analysis.simulation.history import replay_of_file

    return spreads.replaying(replay_of_file(sample["bootstrap"], spreads, library))


def _run(plan: Plan, jobs: int, told: Callable[[int], None]) -> Sampled:
    from recyc_cli.engine.draws.workers import sampled

    return sampled(plan, jobs or _cores(), told)


def _cores() -> int:
    """Return the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
