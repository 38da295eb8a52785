"""Compares the cathode a route leads to with a virgin one, and with others' claims."""

from __future__ import annotations

from recyc_cli.model.cathode.cathode import cathode, saving
from recyc_cli.model.numbers.arithmetic import only_if
from recyc_cli.model.seats import CHAIN
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.products import Burdens, Cathode, Claim


def cathode_block(quote: Answer, burdens: Callable[[list[float]], Burdens]) -> Cathode | None:
    """Return cost and burdens of a kilogram of cathode, virgin and by this route; None for mixes.

    It is the whole chain that leads to a cathode, so a single seat has none either. Beside the costs, which are those
    of a plant of this size in this region, stands what the deck pays for new powder.

    Args:
        quote: the quote.
        burdens: names a row set of impacts.
    """
    if len(quote.resolved.scenario.streams) > 1 or quote.resolved.scenario.seat != CHAIN:
        return None
    made = cathode(quote.resolved.scenario, quote.result)
    there = made.made is not None and made.made > 0.0
    virgin = burdens(made.virgin) if made.virgin else None
    recycled: dict[str, float | None] | None = (
        {name: only_if(there, burden) for name, burden in burdens(made.recycled).items()} if made.recycled else None
    )
    cost = only_if(there, made.cost.per_kg) if made.cost else None
    virgin_cost = made.virgin_cost.per_kg if made.virgin_cost else None
    product = quote.resolved.scenario.streams[0].chemistry.product
    sold = quote.resolved.scenario.market.products.get(product)
    block: Cathode = {
        "product": product,
        "kg_per_t": made.made,
        "cost_per_kg": cost,
        "recycled": recycled,
        "virgin": virgin,
        "virgin_cost_per_kg": virgin_cost,
        "market_price_per_kg": None if sold is None else sold.price,
        "cost_items": {name: only_if(there, amount) for name, amount in made.cost.items.items()} if made.cost else None,
        "virgin_cost_items": made.virgin_cost.items if made.virgin_cost else None,
        "saving": {
            "cost": saving(cost, virgin_cost),
            "ghg": saving(_ghg(recycled), _ghg(virgin)),
        },
        "claims": _claims(quote),
    }
    return block


def change_against(ours: float | None, other: float | None) -> float | None:
    """Return what a cost adds to another that it stands beside, as a share of that; None where one is missing.

    >>> change_against(45.0, 30.0), change_against(None, 30.0)
    (0.5, None)
    """
    return None if ours is None or other is None else -saving(ours, other)


def _ghg(rows: Mapping[str, float | None] | None) -> float | None:
    return None if rows is None else rows["ghg_kg"]


def _claims(quote: Answer) -> list[Claim]:
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
