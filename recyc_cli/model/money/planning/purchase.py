"""Computes what a purchase of several lots earns, and what may be paid for each at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import add_up, maximum, share_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.model.numbers.arithmetic import Number

MONTHS = 12.0
HALF = 0.5
"""Load of the second quote, which tells what is spent whether a plant works or not."""


def standing_cost(full: Number, half: Number) -> Number:
    """Cost of a plant that stands whether it works or not, per tonne of what it could take [money/t].

    As the standing cost of a tonne is inverse to the load, margin(1) - margin(1/2) = standing cost.

    Args:
        full: margin of a plant that is full [money/t].
        half: of one that works half of what it could [money/t].

    Source: `recycling.evaluate`.

    >>> standing_cost(100.0, -150.0)
    250.0
    """
    return full - half


def earned_by_tonne(full: Number, standing: Number) -> Number:
    """What a tonne earns towards the standing cost [money/t].

    margin + standing cost

    Args:
        full: margin of a plant that is full [money/t].
        standing: cost of what it could take [money/t].

    Source: `recycling.evaluate`.

    >>> earned_by_tonne(100.0, 250.0)
    350.0
    """
    return full + standing


def slope(before: Number, after: Number, step: Number) -> Number:
    """Change of an amount by what it is the consequence of = (after - before) / step.

    Args:
        before: amount [money/t].
        after: the same when the price is a step higher [money/t].
        step: of the price [money/t].

    Source: `feed_price.gate_lines`.

    >>> slope(100.0, 98.0, 2.0)
    -1.0
    """
    return (after - before) / step


def sum_of(amounts: Iterable[Number], each: Iterable[Number]) -> Number:
    """Sum of an amount per tonne over lots = sum of tonnes x amount [money].

    Args:
        amounts: of each lot [t].
        each: of a tonne [money/t].

    Source: `feed_price.gate_lines`.

    >>> sum_of([2.0, 3.0], [10.0, 1.0])
    23.0
    """
    return add_up(tonnes * per for tonnes, per in zip(amounts, each, strict=True))


def mean_of(amounts: Sequence[Number], each: Sequence[Number]) -> Number:
    """Mean of lots by their tonnes = sum of tonnes x amount / sum of tonnes; NaN where there are none.

    Args:
        amounts: of each lot [t].
        each: of a tonne [x/t].

    Source: `arithmetic.share_of`.

    >>> mean_of([1.0, 3.0], [10.0, 2.0])
    4.0
    """
    return share_of(sum_of(amounts, each), add_up(amounts))


def over_limit(held: Number, mass: Number, limit: Number) -> Number:
    """What a tonne of a lot has of something beyond a limit = held - limit x mass that it is a share of [t/t].

    Args:
        held: of it in a tonne delivered [t/t].
        mass: of which it is a share, per tonne delivered [t/t].
        limit: share that the whole may have [1].

    Source: `feedstock.amounts`.

    >>> round(over_limit(0.012, 0.5, 0.02), 6)
    0.002
    """
    return held - limit * mass


def price_at_most(price: Number, reduced: Number, lost: Number, paid: Number, budget: Number) -> Number:
    """Price at which the first tonne of a lot earns nothing more than what the plan does without it [money/t].

    price + reduced / (lost + budget x paid)

    Args:
        price: asked [money/t].
        reduced: what a tonne more of it would earn [money/t].
        lost: of the margin for a price higher by one [1].
        paid: more for it [1].
        budget: what one more to spend would earn [1].

    Source: `feed_price.gate_lines`.

    >>> price_at_most(900.0, 50.0, 1.0, 1.0, 0.25)
    940.0
    """
    return price + reduced / (lost + budget * paid)


def at_price(amount: Number, more: Number, asked: Number, price: Number) -> Number:
    """Amount of a tonne where it is bought at another price than the one asked [money/t].

    amount + more x (price - asked)

    Args:
        amount: at the price asked [money/t].
        more: of it for a price higher by one [1].
        asked: price [money/t].
        price: paid [money/t].

    Source: `feed_price.gate_lines`.

    >>> at_price(350.0, -1.0, 900.0, 950.0)
    300.0
    """
    return amount + more * (price - asked)


def cost_of_plant(standing: Sequence[Number], could: Number) -> Number:
    """Cost of a plant for several lots, whether it works or not = the dearest lot's standing cost x what it could take.

    It needs what the most demanding of them needs [money].

    Args:
        standing: cost of a plant for each lot, by what it could take [money/t].
        could: tonnes it could take [t].

    Source: `recycling.evaluate`.

    >>> cost_of_plant([20.0, 30.0], 100.0)
    3000.0
    """
    first, *others = standing
    dearest = first
    for each in others:
        dearest = maximum(dearest, each)
    return dearest * could


def plan_profit(earned: Number, cost: Number) -> Number:
    """Profit of a plan = what its lots earn - cost of the plant [money].

    Args:
        earned: by all lots [money].
        cost: of the plant, whether it works or not [money].

    Source: `recycling.evaluate`.

    >>> plan_profit(5000.0, 2000.0)
    3000.0
    """
    return earned - cost


def difference(quoted: Number, planned: Number) -> Number:
    """Difference of a plan's profit once it is quoted as one mix [money].

    quoted - planned

    Args:
        quoted: profit of the mix [money].
        planned: profit by the linear programme [money].

    Source: `recycling.evaluate`.

    >>> difference(990.0, 1000.0)
    -10.0
    """
    return quoted - planned


def could_take(capacity: Number, months: Number) -> Number:
    """Tonnes that a plant could take in some months = capacity x months / 12 [t].

    Args:
        capacity: [t/yr].
        months: of a year.

    Source: `recycling.evaluate`.

    >>> could_take(12_000.0, 1.0)
    1000.0
    """
    return capacity * months / MONTHS


def held_by(share: Number, mass: Number) -> Number:
    """What a tonne of a lot has of something = share x mass that it is a share of [t/t].

    Args:
        share: of it [1].
        mass: of which it is a share, per tonne delivered [t/t].

    Source: `feedstock.amounts`.

    >>> held_by(0.02, 0.5)
    0.01
    """
    return share * mass


def load_of(tonnes: Number, could: Number) -> Number:
    """Load that a purchase makes = tonnes / what the plant could take [1].

    Args:
        tonnes: bought [t].
        could: [t].

    Source: `recycling.evaluate`.

    >>> load_of(600.0, 800.0)
    0.75
    """
    return tonnes / could


def fed(load: Number, capacity: Number) -> Number:
    """Throughput of a plant at a load = load x capacity [t/yr].

    Args:
        load: [1].
        capacity: [t/yr].

    Source: `recycling.evaluate`.

    >>> fed(0.75, 1000.0)
    750.0
    """
    return load * capacity
