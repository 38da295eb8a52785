"""Lists the steps from contained value to margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.model.money.bridge import changes
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.second_life.recycling_after import REJECTED, RETURNED
from recyc_cli.model.second_life.reuse import SOLD

if TYPE_CHECKING:
    from recyc_cli.model.records.market import Market
    from recyc_cli.report.shapes.asked import Made
    from recyc_cli.report.shapes.quote import QuoteReport, Totals
    from recyc_cli.report.shapes.written import Step

    Level = Literal["contained_value", "recovery_value", "margin"]

WHOLE = (BLACK_MASS, SOLD, REJECTED, RETURNED, "feed")
"""Products that carry all metals of the feed."""


def bridge(report: QuoteReport, market: Market) -> list[Step]:
    """Return the steps of a quote from contained value to margin [money/t delivered].

    contained value + (sold with the metals in it - contained value) + other products = recovery value
    recovery value - cost groups = margin

    Args:
        report: `recyc.quote/1`.
        market: which elements make up the contained value, and which one each product is named after.

    Returns:
        `step`, `amount` (signed), and `level`: whether it is a subtotal. Changes of nothing are left out.
    """
    totals = report["totals"]
    carried = add_up(
        entry["value"] for entry in report["products"] if _carries(entry["product"], report["scenario"], market)
    )
    steps = changes(totals["contained_value"], carried, totals["recovery_value"])
    costs = {group: -amount for group, amount in totals["cost_groups"].items()}
    return [
        _level("contained_value", totals),
        *_changes(steps),
        _level("recovery_value", totals),
        *_changes(costs),
        _level("margin", totals),
    ]


def _carries(product: str, scenario: Made, market: Market) -> bool:
    """Tell whether a product is sold for metals of the contained value: as a metal, a salt, a cathode, or a whole."""
    cathodes = {scenario["chemistry"], *(part["chemistry"] for part in scenario["mix"] or ())}
    element = market.elements.get(market.products[product].element) if product in market.products else None
    return product in WHOLE or product in cathodes or (element is not None and element.contained)


def _level(name: Level, totals: Totals) -> Step:
    return {"step": name, "amount": totals[name], "level": True}


def _changes(amounts: dict[str, float]) -> list[Step]:
    return [{"step": name, "amount": amount, "level": False} for name, amount in amounts.items() if amount]
