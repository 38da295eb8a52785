"""Converts a refiner's report to amounts per tonne of the black mass it buys.

The chain's is per tonne of what the holder delivers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.flows.mass_balance import recovery_from_black_mass
from recyc_cli.model.flows.stage import CATHODE
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.per_what import lot_mass, lot_size, of_lot, per_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.products import Contained, Product
    from recyc_cli.report.shapes.quote import Lot, LotTotals, QuoteReport


def per_black_mass(quote: Answer, report: QuoteReport) -> QuoteReport:
    """Return a refiner's `report` with its feed, products, burdens and lot per tonne of black mass.

    Amount per t of black mass = amount per t delivered / mass of black mass per t delivered. The feed is what the black
    mass holds, and what is recovered is recovered from that.

    Args:
        quote: of the refiner.
        report: its report.
    """
    feed, basis = quote.result.delivered, report["basis"]
    tonnes = lot_mass(feed["mass"], TONNE)
    elements = [entry for entry in report["contained"] if entry["element"] in feed]
    contained = [_content(entry, per_unit(feed[entry["element"]], tonnes)) for entry in elements]
    counted = {item.element for item in quote.result.held if item.counted}
    value = add_up(entry["value"] for entry in contained if entry["element"] in counted)
    masses = {entry["element"]: entry["kg_per_t"] for entry in report["contained"]}
    return report | {
        "basis": basis | {"amounts": basis["breakeven"], "kwh_per_t": None, "packs_per_t": None},
        "contained": contained,
        "totals": report["totals"] | {"contained_value": value},
        "products": [
            {**entry, "kg_per_t": per_unit(entry["kg_per_t"], tonnes), "recovery": _recovery(quote, entry, masses)}
            for entry in report["products"]
        ],
        "impacts": {name: per_unit(burden, tonnes) for name, burden in report["impacts"].items()},
        "lot": _lot(report, tonnes, value),
    }


def _content(entry: Contained, mass: float) -> Contained:
    return {**entry, "kg_per_t": mass, "value": of_lot(entry["price_per_kg"], mass)}


def _recovery(quote: Answer, entry: Product, masses: Mapping[str, float]) -> float | None:
    """Return the share of what a product is named after that it takes from the black mass.

    Args:
        quote: of the refiner.
        entry: the product; its recovery is of what was delivered to the chain.
        masses: element -> mass delivered to the chain [kg/t].
    """
    market, kg_in_black_mass = quote.resolved.scenario.market, quote.result.accounts[-1].flows.amount
    name = entry["product"]
    element = market.products[name].element
    if element in masses and entry["recovery"] is not None:
        return recovery_from_black_mass(entry["recovery"], masses[element], kg_in_black_mass[element])
    base = kg_in_black_mass.get(CATHODE if name in quote.resolved.chemistries else name)
    return per_unit(entry["kg_per_t"], base) if base is not None and len(quote.resolved.chemistries) == 1 else None


def _lot(report: QuoteReport, tonnes: float, value: float) -> Lot | None:
    """Return the black mass of the lot: it is counted in tonnes, no longer in packs or kWh."""
    lot = report["lot"]
    if lot is None:
        return None
    mass = lot_size(lot["mass_t"], tonnes)
    amounts: LotTotals = {
        "contained_value": of_lot(value, mass),
        "feed_price": of_lot(report["totals"]["feed_price"], mass),
    }
    return {"mass_t": mass, "packs": None, "kwh": None, "totals": amounts}
