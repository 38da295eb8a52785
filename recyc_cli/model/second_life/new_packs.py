"""Prices new packs: of a part of the world, and where nothing is left of a second life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import Number, share_of
from recyc_cli.model.records.scenario import Reuse, Scenario
from recyc_cli.model.second_life.reuse import evaluate

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Result


def ratio_to_all(part: Number, world: Number) -> Number:
    """Price of packs of every use in a region, or of a family of cathodes, over that of all = part / world [1].

    Args:
        part: price of all packs there, or of that family [money/MJ].
        world: price of all packs [money/MJ].

    Source: bnef-2025.

    >>> ratio_to_all(44.0, 40.0)
    1.1
    """
    return part / world


def in_proportion(price: Number, ratio: Number) -> Number:
    """Price of new packs of one use in a region or of a family = that of the world x the ratio of all packs [money/MJ].

    Args:
        price: of the world [money/MJ].
        ratio: of `ratio_to_all` [1].

    Source: `new_packs.ratio_to_all`.

    >>> in_proportion(30.0, ratio_to_all(44.0, 40.0))
    33.0
    """
    return price * ratio


def breakeven_price(scenario: Scenario, result: Result) -> Number | None:
    """Price of new packs at which the margin is zero [money/MJ]; None without a second life, NaN where it does not act.

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
