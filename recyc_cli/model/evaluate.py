"""The model's one door: a scenario in, its result out, recycled or used again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model import recycling

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Result
    from recyc_cli.model.records.scenario import Scenario


def evaluate(scenario: Scenario) -> Result:
    """Compute a quote.

    Args:
        scenario: everything it needs; numbers may be floats, arrays of one length, or traced.

    Returns:
        Ledger, products, wastes, impacts, balance and totals, per tonne delivered, from the scenario's seat.
    """
    if scenario.reuse is None:
        return recycling.evaluate(scenario)
    from recyc_cli.model.second_life import reuse

    return reuse.evaluate(scenario)
