"""Tells an offer for several feeds one by one, and takes the metals' value out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.flows.feedstock import packs_of
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.per_what import of_lot
from recyc_cli.model.seats import REFINER
from recyc_cli.scenario.currency import exchanged
from recyc_cli.scenario.request import is_amount

if TYPE_CHECKING:
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes import saved as shape


def positions(quote: Answer, lot: shape.CustomerLot | None) -> list[shape.Position]:
    """Return the feeds of an offer for several, each with its own price and its part of the lot.

    Nothing where there is one feed, or where what is bought is the black mass of all of them.

    Args:
        quote: as it was answered; one price that was given for all holds for each.
        lot: what is offered for.
    """
    request = quote.request
    if request.mix is None or quote.resolved.scenario.seat == REFINER:
        return []
    given: Any = request.given.get("feed_price")
    own = {name.lower(): each for name, each in given.items()} if hasattr(given, "items") else {}
    found: list[shape.Position] = []
    for (name, form, share), stream in zip(request.parts, quote.resolved.scenario.streams, strict=True):
        price = float(plain(quote.result.feed_price))
        if name.lower() in own:
            amount = own[name.lower()]
            price = float(plain(exchanged(quote.resolved, "feed_price", amount[0] if is_amount(amount) else amount)))
        mass = None if lot is None else float(of_lot(share, lot["mass_t"]))
        packs = packs_of((stream,))
        found.append(
            {
                "chemistry": quote.resolved.names[f"chemistry {name}"],
                "form": form,
                "share": share,
                "feed_price": price,
                "treatment_fee": -price if price < 0.0 else None,
                "mass_t": mass,
                "packs": None if lot is None or packs is None else float(round(plain(of_lot(packs, lot["mass_t"])))),
                "feed_price_of_lot": None if mass is None else float(of_lot(price, mass)),
            }
        )
    return found


def unvalued(copy: shape.CustomerReport) -> shape.CustomerReport:
    """Return a customer's copy without what the metals in the feed are worth, and without prices of them."""
    without: dict[str, None] = dict.fromkeys(("price_per_kg", "value", "price_date", "price_source", "price_is"))
    return {
        **copy,
        "offer": {**copy["offer"], "processing_charge": None},
        "contained": [{**entry, **without} for entry in copy["contained"]],  # type: ignore[typeddict-item]
        "contained_value": None,
        "lot": None if copy["lot"] is None else {**copy["lot"], "contained_value": None},
    }
