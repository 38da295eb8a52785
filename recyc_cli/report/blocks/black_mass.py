"""Converts a refiner's report to amounts per tonne of the black mass it buys.

The chain's is per tonne of what the holder delivers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.numbers.arithmetic import add_up, share_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.report.answer import Answer

Report = dict[str, Any]
CATHODE = "cathode"


def per_black_mass(quote: Answer, report: Report) -> Report:
    """Return a refiner's `report` with its feed, products, burdens and lot per tonne of black mass.

    Amount per t of black mass = amount per t delivered / mass of black mass per t delivered. The feed is what the black
    mass holds, and what is recovered is recovered from that.

    Args:
        quote: of the refiner.
        report: its report.
    """
    delivered, basis = quote.result.delivered, report["basis"]
    tonnes = delivered["mass"] / TONNE
    contained = [
        _contained_at(entry, delivered[entry["element"]] / tonnes)
        for entry in report["contained"]
        if entry["element"] in delivered
    ]
    counted = {item.element for item in quote.result.held if item.counted}
    value = add_up(entry["value"] for entry in contained if entry["element"] in counted)
    kg_by_element = {entry["element"]: entry["kg_per_t"] for entry in report["contained"]}
    return report | {
        "basis": basis | {"amounts": basis["breakeven"], "kwh_per_t": None, "packs_per_t": None},
        "contained": contained,
        "totals": report["totals"] | {"contained_value": value},
        "products": [
            {**entry, "kg_per_t": entry["kg_per_t"] / tonnes, "recovery": _recovery(quote, entry, kg_by_element)}
            for entry in report["products"]
        ],
        "impacts": {name: burden / tonnes for name, burden in report["impacts"].items()},
        "lot": _lot(report, tonnes, value),
    }


def _contained_at(entry: Report, mass: float) -> Report:
    return {**entry, "kg_per_t": mass, "value": mass * entry["price_per_kg"]}


def _recovery(quote: Answer, entry: Report, kg_by_element: Mapping[str, float]) -> float | None:
    """Return the share of what a product is named after that it takes from the black mass.

    Args:
        quote: of the refiner.
        entry: the product; its recovery is of what was delivered to the chain.
        kg_by_element: element -> mass delivered to the chain [kg/t].
    """
    market, kg_in_black_mass = quote.resolved.scenario.market, quote.result.accounts[-1].flows.amount
    name: str = entry["product"]
    element = market.products[name].element
    if element in kg_by_element and entry["recovery"] is not None:
        return share_of(entry["recovery"] * kg_by_element[element], kg_in_black_mass[element])
    base = kg_in_black_mass.get(CATHODE if name in quote.resolved.chemistries else name)
    return share_of(entry["kg_per_t"], base) if base is not None and len(quote.resolved.chemistries) == 1 else None


def _lot(report: Report, tonnes: float, value: float) -> Report | None:
    """Return the black mass of the lot: it is counted in tonnes, no longer in packs or kWh."""
    lot = report["lot"]
    if lot is None:
        return None
    mass = lot["mass_t"] * tonnes
    amounts = {"contained_value": value * mass, "feed_price": report["totals"]["feed_price"] * mass}
    return {"mass_t": mass, "packs": None, "kwh": None, "totals": amounts}
