"""Spreads what a plant cost over the years in which the tax office lets it be written off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import add_up, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.model.numbers.arithmetic import Number


def straight_line(years: Number, life: int) -> list[Number]:
    """Shares of the cost written off in each working year, as much in one as in the next [1].

    min(1 / years, what is left)

    Args:
        years: over which it is written off [yr].
        life: working years of the plant; what is left after them is `written_off` in the last.

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> straight_line(4.0, 5)
    [0.25, 0.25, 0.25, 0.25, 0.0]
    """
    left: Number = 1.0
    shares: list[Number] = []
    for _ in range(life):
        share = where(left > 1.0 / years, 1.0 / years, left)
        shares.append(share)
        left = left - share
    return shares


def declining_balance(rate: Number, life: int) -> list[Number]:
    """Shares of the cost written off in each working year, a part of what is left [1].

    rate (1 - rate)^year

    Args:
        rate: of what is left, per year [1].
        life: working years of the plant.

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> declining_balance(0.5, 3)
    [0.5, 0.25, 0.125]
    """
    return [rate * (1.0 - rate) ** float(year) for year in range(life)]


def written_off(schedule: Sequence[Number], life: int, bonus: Number) -> list[Number]:
    """Shares of the cost written off in each working year, all of it by the last [1].

    share = schedule x (1 - bonus), with + bonus in the first year, and in the last what the schedule leaves

    Args:
        schedule: shares by year, of a table such as MACRS or of the functions above.
        life: working years of the plant.
        bonus: share that is written off at once.

    Source: irs-pub-946, table A-1.

    >>> written_off([0.5, 0.25, 0.25], 2, 0.0), written_off([0.5, 0.5], 3, 0.2)
    ([0.5, 0.5], [0.6000000000000001, 0.4, 0.0])
    """
    shares: list[Number] = [*schedule[: life - 1], *([0.0] * (life - 1 - len(schedule)))]
    shares = [share * (1.0 - bonus) for share in shares]
    last = (1.0 - add_up(schedule[: life - 1])) * (1.0 - bonus)
    shares.append(where(last > ROUNDING, last, 0.0))
    return [shares[0] + bonus, *shares[1:]]


ROUNDING = 1e-12
"""What a sum of shares may miss 1 by."""
