"""Builds the streams of a feed: in which form, made of what, how much of it a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError
from recyc_cli.model.flows.feedstock import masses
from recyc_cli.model.money.disassembly import LEVELS, left_mass
from recyc_cli.model.records.feed import Stream
from recyc_cli.model.recycling import feed_due, run_chain
from recyc_cli.scenario.fill_in import plant_at_work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved


def streams(request: Request, names: Mapping[str, str], chemistries: Mapping[str, Chemistry]) -> tuple[Stream, ...]:
    """Return the streams of a feed.

    Args:
        request: chemistries by the names they are asked for by, forms, shares, disassembly.
        names: proper names; those of chemistries as `chemistry NAME`.
        chemistries: by their proper names.

    Raises:
        RecycError: E129 for a form that a chemistry has no composition of.
    """
    return tuple(
        _stream(chemistries[names[f"chemistry {name}"]], form, share, request.disassemble)
        for name, form, share in request.parts
    )


def entering(disassemble: str, form: str) -> str:
    """Return the form in which what is delivered enters the first plant."""
    return LEVELS[disassemble][-1] if disassemble != "none" else form


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
        known = feeds if stage in feeds else _feeds(chain, _as_packs(streams), density)
        if stage in known:
            return feed_due(size, known[first], known[stage])
    return requested


def _feeds(chain: tuple[Plant, ...], streams: tuple[Stream, ...], water_kg_per_l: Number) -> dict[str, Number]:
    """Return the feed of each stage at work [kg/t delivered]."""
    return {plant.stage: flows.feed for plant, flows, _ in run_chain(chain, streams, water_kg_per_l)}


def _as_packs(feed: tuple[Stream, ...]) -> tuple[Stream, ...]:
    """Return the packs of the same chemistries."""
    packs = ((stream, _components(stream.chemistry, "pack", stream.share)) for stream in feed)
    return tuple(Stream(**{**vars(stream), "plant_form": "pack", "components": held}) for stream, held in packs)


def _stream(chemistry: Chemistry, form: str, share: float, level: str) -> Stream:
    plant_form = entering(level, form)
    components = delivered = _components(chemistry, form, share)
    if level != "none":
        _described(chemistry, plant_form)
        components = _components(chemistry, plant_form, share * left_mass(chemistry, level))
    return Stream(
        chemistry=chemistry, form=form, plant_form=plant_form, share=share, delivered=delivered, components=components
    )


def _components(chemistry: Chemistry, form: str, share: Number) -> dict[str, Number]:
    return masses(_described(chemistry, form), share)


def _described(chemistry: Chemistry, form: str) -> Mapping[str, Number]:
    """Composition of a form [kg/kg], or RecycError E129."""
    table = "cell" if form == "scrap-cell" and form not in chemistry.forms else form
    if table not in chemistry.forms:
        message = f"{chemistry.id} has no composition for {form}"
        hint = f"it has {', '.join(chemistry.forms)}: --form {next(iter(chemistry.forms), form)}"
        raise RecycError("E129", message, "--form", hint)
    return chemistry.forms[table]
