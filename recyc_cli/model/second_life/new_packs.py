"""Prices new packs: of a part of the world, and where nothing is left of a second life."""

from __future__ import annotations

from recyc_cli.model.money.feed_price import PER_TONNE
from recyc_cli.model.numbers.arithmetic import Number, maximum, only_if, share_of
from recyc_cli.model.records.scenario import Reuse, Scenario
from recyc_cli.model.second_life.reuse import evaluate, second_life
from recyc_cli.typed import TYPE_CHECKING

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
    """Price of new packs at which the margin is zero [money/MJ]; None without a second life, NaN where there is none.

    At either bid the margin is linear in that price, p0 m(0) / (m(0) - m(p0)); the higher bid is paid, so the margin is
    the lower of the two, and its zero the higher of theirs, where both rise.

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
    scenario = scenario.for_money()
    reuse, second = scenario.reuse, result.second
    if reuse is None or second is None:
        return None
    price = reuse.market["new_pack"]
    free = second_life(_at(scenario, reuse, 0.0, None), second.recycled)
    bids = (
        [(second.price, second.price)] if scenario.feed_price is not None else zip(free.bids, second.bids, strict=True)
    )
    zeros, rises = [], []
    for before, now in bids:
        lost = evaluate(_at(scenario, reuse, 0.0, before), second.recycled).margin
        kept = evaluate(_at(scenario, reuse, price, now), second.recycled).margin
        zeros.append(share_of(price * lost, lost - kept))
        rises.append(kept > lost)
    zero = maximum(zeros[0], zeros[-1])
    for rise in rises:
        zero = only_if(rise, zero)
    return zero


def _at(scenario: Scenario, reuse: Reuse, new_pack: Number, paid: Number | None) -> Scenario:
    """Return the scenario at a price of new packs [money/MJ], and where one is given at one of the feed [money/t]."""
    again = Reuse(**{**vars(reuse), "market": {**reuse.market, "new_pack": new_pack}})
    given = {} if paid is None else {"feed_price": paid, "feed_basis": PER_TONNE}
    return Scenario(**{**vars(scenario), "reuse": again, **given})
