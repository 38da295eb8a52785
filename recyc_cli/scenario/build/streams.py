"""Builds the streams of a feed: what is delivered, in which form, made of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError
from recyc_cli.model.flows.feedstock import masses
from recyc_cli.model.money.disassembly import LEVELS, left_mass
from recyc_cli.model.records.feed import Stream

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.scenario.request import Request


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


def as_packs(feed: tuple[Stream, ...]) -> tuple[Stream, ...]:
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
