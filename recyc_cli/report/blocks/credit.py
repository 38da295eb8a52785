"""Sets what products spare of virgin material beside what the chain causes."""

from __future__ import annotations

from recyc_cli.model.cathode.cathode import saving
from recyc_cli.model.flows.avoided import avoided, carbon_cost
from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.flows.impacts import plus, scaled, sum_of_rows
from recyc_cli.model.numbers.arithmetic import add_up, plain
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.products import Burdens, Credit

GHG = "ghg_kg"


def credit_block(quote: Answer, burdens: Callable[[list[float]], Burdens]) -> Credit | None:
    """Return what products spare, product by product and in all; None where nothing is credited.

    Args:
        quote: the quote.
        burdens: names a row set of impacts.
    """
    by_product = avoided(quote.result.sold, quote.resolved.scenario.factors)
    if not by_product:
        return None
    caused, spared = sum_of_rows(quote.result.impacts.values()), sum_of_rows(by_product.values())
    ours, virgin = burdens(caused), burdens(spared)
    net = burdens(plus(caused, scaled(spared, -1.0)))
    credit: Credit = {
        "products": [
            {
                "product": name,
                "kg_per_t": add_up(item.mass for item in quote.result.sold if item.product == name),
                "impacts": burdens(rows),
            }
            for name, rows in by_product.items()
        ],
        "spared": virgin,
        "net": net,
        "below_virgin": {name: saving(amount, virgin[name]) for name, amount in ours.items()},
    }
    price = quote.resolved.scenario.region.get("carbon_price")
    if price is not None:
        credit["carbon"] = {
            "price_per_t": plain(price) * TONNE,
            "caused": plain(carbon_cost(ours[GHG], price)),
            "spared": plain(carbon_cost(virgin[GHG], price)),
            "net": plain(carbon_cost(net[GHG], price)),
        }
    return credit
