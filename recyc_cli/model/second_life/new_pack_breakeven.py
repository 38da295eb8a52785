"""Finds the price of new packs at which a second life leaves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import Number, share_of
from recyc_cli.model.records.scenario import Reuse, Scenario
from recyc_cli.model.second_life.reuse import evaluate

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Result


def breakeven_price(scenario: Scenario, result: Result) -> Number | None:
    """Price of new packs at which the margin is zero [money/MJ]; None where it does not act.

    The price of a used pack is a share of it, and the margin is linear in that: p0 m(0) / (m(0) - m(p0)).

    Args:
        scenario: with `reuse`.
        result: its quote.

    Source: `reuse.evaluate`.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="lfp", route="reuse")
    >>> reuse = q.resolved.scenario.reuse
    >>> price = breakeven_price(q.resolved.scenario, q.result)
    >>> at_zero = Reuse(**{**vars(reuse), "market": {**reuse.market, "new_pack": price}})
    >>> round(abs(evaluate(Scenario(**{**vars(q.resolved.scenario), "reuse": at_zero})).margin), 6)
    0.0
    """
    reuse, second = scenario.reuse, result.second
    if reuse is None or second is None:
        return None
    free = Reuse(**{**vars(reuse), "market": {**reuse.market, "new_pack": 0.0}})
    loss = evaluate(Scenario(**{**vars(scenario), "reuse": free}), second.recycled).margin
    return share_of(reuse.market["new_pack"] * loss, loss - result.margin)
