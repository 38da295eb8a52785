"""The cathode a route leads to, beside one from virgin material, and what others claim of the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.cathode import cathode
from recyc_cli.model.number import plain, share_of
from recyc_cli.model.seats import CHAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.model.making import Cost

Burdens = dict[str, float]


def cathode_block(quote: Quote, burdens: Callable[[list[float]], Burdens]) -> dict[str, Any] | None:
    """Return cost and burdens of a kilogram of cathode, virgin and by this route; None for mixes.

    It is the whole chain that leads to a cathode, so a single seat has none either. Beside the costs, which are those
    of a plant of this size in this region, stands what the deck pays for new powder.

    Args:
        quote: the quote.
        burdens: names a row set of impacts.
    """
    if len(quote.resolved.scenario.streams) > 1 or quote.request.seat != CHAIN:
        return None
    made = cathode(quote.resolved.scenario, quote.result)
    recycled, virgin = (burdens(rows) if rows else None for rows in (made.recycled, made.virgin))
    cost, virgin_cost = (side.per_kg if side else None for side in (made.cost, made.virgin_cost))
    product = quote.resolved.scenario.streams[0].chemistry.product
    sold = quote.resolved.scenario.market.products.get(product)
    return {
        "product": product,
        "kg_per_t": made.made,
        "cost_per_kg": cost,
        "recycled": recycled,
        "virgin": virgin,
        "virgin_cost_per_kg": virgin_cost,
        "market_price_per_kg": None if sold is None else sold.price,
        "cost_items": _items(made.cost),
        "virgin_cost_items": _items(made.virgin_cost),
        "saving": {
            "cost": _saving(cost, virgin_cost),
            "ghg": _saving(_ghg(recycled), _ghg(virgin)),
        },
        "claims": _claims(quote),
    }


def _items(cost: Cost | None) -> dict[str, float] | None:
    return {name: amount for name, amount in cost.items.items() if plain(amount) != 0.0} if cost else None


def _ghg(rows: Burdens | None) -> float | None:
    return None if rows is None else rows["ghg_kg"]


def _saving(mine: float | None, virgin: float | None) -> float | None:
    """Return the share by which this route is below virgin, negative where it is above."""
    share = None if mine is None or virgin is None else share_of(mine, virgin)
    return None if share is None else 1.0 - share


def _claims(quote: Quote) -> list[dict[str, Any]]:
    """Return what the route's preset says others claim: to compare with, never an input."""
    route = quote.resolved.library.document("routes", quote.resolved.names["route"])
    return [
        {
            "text": claim["text"],
            "of": claim["of"],
            "saving": claim["saving"],
            "source": route.records[f"claims.{name}.saving"].source,
        }
        for name, claim in route.tree.get("claims", {}).items()
    ]
