"""Decides how much the plants work: as requested, as a plant states, or as usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.recycling import feed_due, run_chain
from recyc_cli.scenario.build.streams import as_packs
from recyc_cli.scenario.fill_in import plant_at_work

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Stream
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.scenario.resolved import Resolved


def first_plant_throughput(resolved: Resolved, chain: tuple[Plant, ...], streams: tuple[Stream, ...]) -> Number:
    """Return the feed of the first plant at work [t/yr]: what was asked for, the named plant's, or the usual one.

    A plant states the feed of the first stage of its route, or of the stage that is its own, as a hub does that takes
    the black mass of many spokes. Where the feed enters behind the stage, as black mass does in a plant that takes
    packs, the ratio of the two feeds is that of packs.
    """
    requested = resolved.request.throughput_t_per_year
    stated = plant_at_work(resolved).get("throughput")
    if stated is None or "throughput_t_per_year" in resolved.request.given:
        return requested
    if not chain:
        usual: Number = requested if isinstance(stated, dict) else stated
        return usual
    density = resolved.documents["method"].tree["rounding"]["water_kg_per_l"]
    feeds = _feeds(chain, streams, density)
    first = next(iter(feeds))
    for stage, size in stated.items() if isinstance(stated, dict) else ((chain[0].stage, stated),):
        known = feeds if stage in feeds else _feeds(chain, as_packs(streams), density)
        if stage in known:
            return feed_due(size, known[first], known[stage])
    return requested


def _feeds(chain: tuple[Plant, ...], streams: tuple[Stream, ...], water_kg_per_l: Number) -> dict[str, Number]:
    """Return the feed of each stage at work [kg/t delivered]."""
    return {plant.stage: flows.feed for plant, flows, _ in run_chain(chain, streams, water_kg_per_l)}
