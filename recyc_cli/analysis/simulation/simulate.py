"""Simulates quotes: every input that is not known drawn at once, all quotes on the same draws."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from recyc_cli.analysis.simulation.asked import checked_count, checked_sampler, held, spreads_at
from recyc_cli.analysis.simulation.drawn_quotes import joint_inputs, joint_of, scenarios_of, stated, traced
from recyc_cli.analysis.simulation.simulation import Simulation
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Unpack

    from recyc_cli.scenario.keyword_types import Keywords

USUAL = 100_000
STUDIED = 1 << 17
"""Draws, from the first on, of which it is kept how each input goes with the margins."""
NO_LIBRARY = "E181"


def simulate(  # noqa: PLR0913 - what may be said of a sample
    chemistries: Sequence[str] | str = (),
    routes: Sequence[str] | str = (),
    *,
    draws: int = USUAL,
    seed: int = 1,
    sampler: str = "lhs",
    horizon: str = "12mo",
    fix: Sequence[str] = (),
    only: Sequence[str] = (),
    jobs: int = 0,
    told: Callable[[int], None] = lambda _: None,
    **keywords: Unpack[Keywords],
) -> Simulation:
    """Draw everything that is not known, and quote each draw on every route.

    An input is drawn by its own range or that of its class (`recyc presets show` tells them); prices move together;
    what is given a number here stands. The middle of every input is what the quote takes.

    Args:
        chemistries: feeds, those of a comparison where none is named.
        routes: those of a comparison where none is named.
        draws: how many, up to 5 million.
        seed: the same one draws the same numbers, on any number of cores.
        sampler: lhs (evenly, within 1,024 draws) or random.
        horizon: of prices: 1mo, 3mo, 12mo or 24mo.
        fix: inputs that stand, by path, pattern or last name: `prices.metals.nickel`, `region.*`, `nickel`.
        only: groups of inputs of which alone is drawn: prices, plant, recoveries, ...
        jobs: processes at work; 0: one a core.
        told: is called with the number of draws done.
        keywords: those of `quote`, one value each.

    Returns:
        A `Simulation`; `to_dict()` is the JSON, `margins` the draws.

    Raises:
        RecycError, RecycErrors: as `quote`; E180 a question that there is no answer to, E181 numpy is not installed.

    >>> found = simulate("nmc622", "shred", draws=2000)
    >>> found.to_dict()["quotes"][0]["probability_of_loss"] > 0.5
    True
    """
    checked_count(draws)
    checked_sampler(sampler)
    named = [(each,) if isinstance(each, str) else tuple(each) for each in (chemistries, routes, fix, only)]
    scenarios, library = scenarios_of(named[0], named[1], keywords)
    spreads = spreads_at(horizon, library)
    quotes = traced(scenarios, library)
    try:
        from recyc_cli.engine.draws.case import case_of
        from recyc_cli.engine.draws.sampler import Plan
        from recyc_cli.engine.draws.workers import sampled
    except ModuleNotFoundError as fault:
        message = f"a simulation needs {fault.name}"
        raise RecycError(NO_LIBRARY, message, hint="pip install 'recyc[batch]'") from fault
    given, inputs = stated(quotes), joint_inputs(quotes)
    joint = joint_of(spreads, inputs, given)
    still = held(joint, named[2], named[3])
    if still:
        joint = joint_of(spreads, inputs, given | still)
    cases = [case_of(each.quote.result.margin, each.guards, each.leaves, joint) for each in quotes]  # type: ignore[arg-type]
    plan = Plan(joint, cases, draws, seed, sampler, min(draws, STUDIED))  # type: ignore[arg-type]
    found = sampled(plan, jobs or _cores(), told)
    return Simulation([each.quote for each in quotes], plan, found, spreads.months, sorted(given | still))


def _cores() -> int:
    """Return the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
