"""Computes the result of a scenario, whose feed is recycled or used again."""

from __future__ import annotations

from recyc_cli.model import recycling
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Result
    from recyc_cli.model.records.scenario import Scenario


def evaluate(scenario: Scenario) -> Result:
    """Compute a quote.

    Args:
        scenario: everything it needs; numbers may be floats, arrays of one length, or traced.

    Returns:
        Ledger, products, wastes, impacts, balance and totals from the scenario's seat [money, kg per t delivered].

    Source: `recycling.evaluate`; `reuse.evaluate`.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023").resolved.scenario
    >>> round(evaluate(scenario).cost, 1)
    6774.9
    """
    if scenario.reuse is None:
        return recycling.evaluate(scenario)
    from recyc_cli.model.second_life import reuse

    return reuse.evaluate(scenario)
