"""Says how a feed is weighed: how much of its mass is water, and what its lot weighs dry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.vocabulary import DAMP_FORMS, DRY, WET, several
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.per_what import dry_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Stream
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

NO_WATER, NO_MOISTURE = "E138", "E139"
ASSAYED = "black-mass"
"""The form that a chemistry's own moisture is of."""


def weighed(resolved: Resolved, streams: tuple[Stream, ...]) -> tuple[Stream, ...]:
    """Return the streams of a feed with the moisture they are weighed with.

    Args:
        resolved: the moisture that was asked for, else that of each chemistry.
        streams: whose forms may hold water.

    Raises:
        RecycError: E138 a moisture of what holds no water, or of all of it; E139 wet masses without a moisture.
    """
    request = resolved.request
    _refuse_moisture(request)
    for stream in streams:
        moisture = request.moisture
        if moisture is None and stream.form == ASSAYED:
            moisture = resolved.documents[f"chemistries.{stream.chemistry.id}"].tree.get("moisture")
        if moisture is not None and stream.form in DAMP_FORMS:
            stream.moisture = moisture
    said_wet = "--mass" if request.mass_basis == WET else "--feed-price" if request.feed_basis == "wmt" else ""
    if said_wet and dry_share(streams) is None:
        message = "wet tonnes of a feed that no moisture is known of"
        raise RecycError(NO_MOISTURE, message, said_wet, "--moisture 4.5%, or give dry tonnes: 40dmt")
    if (
        request.mass_basis == WET
        and request.mix is not None
        and len({plain(each.moisture or 0.0) for each in streams}) > 1
    ):
        message = "wet masses of parts that hold more and less water"
        raise RecycError(NO_MOISTURE, message, "--mix", "give their dry masses: lfp=16dmt,nmc622=24dmt")
    return streams


def _refuse_moisture(request: Request) -> None:
    if request.moisture is None:
        return
    forms = {form for _, form, _ in request.parts}
    if forms.isdisjoint(DAMP_FORMS) and plain(request.moisture):
        message = f"{' and '.join(map(several, sorted(forms)))} are sealed: they are weighed as they are"
        hint = f"it is of {' or '.join(map(several, DAMP_FORMS))}"
        raise RecycError(NO_WATER, message, "--moisture", hint)
    if plain(request.moisture) >= 1.0:
        raise RecycError(NO_WATER, "a feed of water alone is none", "--moisture", "4.5%")


def dry_in_lot(request: Request, streams: Sequence[Stream]) -> Number | None:
    """Return the dry mass of a lot over the mass that was given [1]; None where these are one.

    A mass is taken as the feed is: wet where it has a moisture, unless it says what it is.
    """
    return None if request.mass_basis == DRY else dry_share(streams)
