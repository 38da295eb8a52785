"""Computes what the products of a chain spare of virgin material."""

from __future__ import annotations

from recyc_cli.model.flows.impacts import plus, scaled, zero
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.model.flows.impacts import Rows
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.result import Sold
    from recyc_cli.model.records.scenario import Factors


def avoided(sold: Iterable[Sold], factors: Factors) -> dict[str, Rows]:
    """Burdens of the virgin material that products replace [MJ, L, g per t delivered].

    spared of a product = its mass x share replaced x burden of the virgin material

    Args:
        sold: products that leave the chain.
        factors: burdens of materials, and what each product replaces.

    Returns:
        By product, those that replace something; none where no credit is asked for.

    Source: greet-2022.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", route="hydro", corrections=["avoided-burdens=on"])
    >>> round(avoided(q.result.sold, q.resolved.scenario.factors)["nickel"][-1] / 1e6, 2)
    1.43
    """
    found: dict[str, Rows] = {}
    for item in sold:
        if item.product in factors.avoided:
            virgin, share = factors.avoided[item.product]
            spared = scaled(list(factors.materials[virgin]), item.mass * share)
            found[item.product] = plus(found.get(item.product, zero()), spared)
    return found


def carbon_cost(ghg: Number, price: Number) -> Number:
    """What greenhouse gases cost at a price of carbon, whoever pays it = ghg x price [money/t delivered].

    Args:
        ghg: caused, or spared [kg CO2e/t delivered].
        price: of carbon dioxide [money/kg].

    Source: `certified.carbon_worth`.

    >>> carbon_cost(1500.0, 0.0625)
    93.75
    """
    return ghg * price
