"""Answers a request with one quote: the model runs once and a report comes out."""

from __future__ import annotations

from recyc_cli.errors import RecycError
from recyc_cli.report.answer import WITHOUT_END, Answer, answered, beyond
from recyc_cli.report.notes.notes import notes_of_quotes
from recyc_cli.report.provenance import computed, records_of
from recyc_cli.scenario.request import Request
from recyc_cli.typed import TYPE_CHECKING, Literal
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from typing import Unpack

    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.scenario.keyword_types import Keywords

SCHEMA: Literal["recyc.quote/1"] = "recyc.quote/1"


class Quote(Answer):
    """A computed quote, as the public functions hand it out."""

    __slots__ = ()

    @property
    def records(self) -> list[tuple[str, Record]]:
        """The records of the numbers that a figure of the report moves with, by their paths."""
        return records_of(self)

    def __repr__(self) -> str:
        names, feed = self.resolved.names, "+".join(self.resolved.chemistries)
        return f"<Quote {feed} {names['route']} {names['region']}: margin {self.result.margin:.0f}/t>"

    def to_dict(self) -> QuoteReport:
        """Return the report `recyc.quote/1`: what `recyc quote --format json` prints.

        Raises:
            RecycError E340: numbers that lead to no finite result.
        """
        try:
            return quote_report(self)
        except WITHOUT_END as fault:
            raise beyond(self.request) from fault


def quote(**keywords: Unpack[Keywords]) -> Quote:
    """Quote one feed on one route.

    Args:
        keywords: their defaults and choices stand in `scenario.keywords.KEYWORDS`.
            Feed: chemistry, or vehicle, or mix, shares by chemistry [kg/kg] or (chemistry, form, share); form; damaged
            [kg/kg]; moisture, of its mass as weighed [kg/kg]. Its size: mass_t [t], wet or dry by mass_basis, or packs
            [packs], or kwh [nameplate kWh]; pack_mass_kg [kg] and pack_energy_kwh [kWh] of one pack.
            Way: route, or plant (hydro where neither is given); disassemble; profile; throughput_t_per_year [t/yr];
            load [1], or capacity_t_per_year [t/yr]; region; distance_km [km] and mode of the way to the plant.
            Second life: soh [1], application, pass_rate [1], new_pack_price [money/kWh], recycle.
            Money: prices, as_of, lag, feed_prices, method, seat, feed_price [money per `feed_basis`: tonne, wmt,
            kWh, or 1 of contained value] and its incoterm, contract, business, currency. An amount is a number in
            `currency`, or (number, code) in any currency that the deck has a rate for; vat says whether tax is in it.
            Changes: overrides, price_overrides, corrections, preset_dirs.

    Returns:
        A `Quote`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: names, numbers or presets that cannot be used.

    >>> q = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023")
    >>> round(q.to_dict()["totals"]["recovery_value"])
    7104
    """
    request = Request(**keywords)
    many = [name for name, value in request.given.items() if hasattr(value, "__array_namespace__")]
    if many:
        raise RecycError(
            "E122", f"a quote takes one number, not an array, for {', '.join(many)}", hint="quote each apart"
        )
    return answer(request)


def answer(request: Request, library: Library | None = None, *, trace: bool = False, movable: bool = False) -> Quote:
    """Quote what a request asks for, with the presets of a library or, without one, those at hand.

    With `trace` every number knows its formula (`analysis/traced_quote.py`), with `movable` for others in its place
    too.

    Raises:
        RecycError, RecycErrors: as `quote`. What trips over a preset or a number of the user's own is told as theirs;
            with the built-in ones alone it is a bug, and comes through as it is.
    """
    return Quote(*answered(request, library, trace=trace, movable=movable))


def quote_report(quote: Answer) -> QuoteReport:
    """Return the report of a quote: its figures as they are told, and what is told of them."""
    return {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": quote.resolved.library.digest,
        **computed(quote),
        "terms": quote.terms,
        "sources": sorted({record.source for _, record in records_of(quote)}),
        "warnings": notes_of_quotes([quote]),
    }
