"""Computes what is left before capital and fixed cost, and the steps up to the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import add_up, maximum, minimum, share_of
from recyc_cli.model.records.ledger import CAPITAL, COST, FIXED, INTEREST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.ledger import Line

LOST, GAINED, OTHERS = "not_recovered_or_paid", "sold_above_metals", "other_products"


def cash_margin(margin: Number, lines: Iterable[Line]) -> Number:
    """Margin before what is due to those who lent the capital [money/t delivered].

    cash margin = margin + annualized capital + interest on working capital and on the feed in stock

    Of packs recycled after a second life the interest stands among the recycler's other fixed costs, and stays in.

    Args:
        margin: value less cost [money/t delivered].
        lines: the ledger that it sums up.

    Source: `production_cost.production`; `feed_price.gate_lines`.

    >>> from recyc_cli.model.records.ledger import Line
    >>> spent = (("labor", "crew", 30.0), (CAPITAL, "annuity", 12.0), ("other_fixed", INTEREST[0], 3.0))
    >>> cash_margin(-5.0, [Line(COST, "recovery", *line) for line in spent])
    10.0
    """
    return margin + _spent(lines, (CAPITAL,))


def margin_before_fixed_cost(margin: Number, lines: Iterable[Line]) -> Number:
    """Margin before all that a plant that stands costs whether it works or not [money/t delivered].

    margin before fixed cost = cash margin + labor + maintenance + overheads + other fixed costs

    Which groups of the ledger are fixed is a matter of accounts: R&D and selling follow sales, yet count as overheads.

    Args:
        margin: value less cost [money/t delivered].
        lines: the ledger that it sums up.

    Source: `production_cost.production`; `feed_price.gate_lines`.

    >>> from recyc_cli.model.records.ledger import Line
    >>> spent = (("labor", "crew", 30.0), (CAPITAL, "annualized fixed capital", 12.0), ("materials", "acid", 40.0))
    >>> margin_before_fixed_cost(-5.0, [Line(COST, "recovery", *line) for line in spent])
    37.0
    """
    return margin + _spent(lines, FIXED)


def _spent(lines: Iterable[Line], groups: Collection[str]) -> Number:
    """Sum the costs of some groups, and the interest on working capital in whichever group it stands."""
    return add_up(
        line.amount for line in lines if line.kind == COST and (line.group in groups or line.item in INTEREST)
    )


def standing_limit(price: Number, limit: Number, cash: Number, margin: Number) -> Number:
    """Feed price at which a plant that stands already earns nothing in cash [money/t delivered].

    standing limit = price + cash margin x (limit - price) / margin: what the margin loses by a unit of price, the cash
    margin loses too

    Args:
        price: paid for the feed [money/t delivered].
        limit: feed price at which the margin is 0 [money/t delivered].
        cash: cash margin at the price paid [money/t delivered].
        margin: at the price paid [money/t delivered].

    Returns:
        NaN where the margin is 0.

    Source: `production_cost.production`.

    >>> standing_limit(1000.0, 1500.0, 1200.0, 600.0)
    2000.0
    """
    return price + cash * share_of(limit - price, margin)


def changes(contained: Number, carried: Number, value: Number) -> dict[str, Number]:
    """Changes from the contained value to the recovery value [money/t delivered].

    contained + min(carried - contained, 0) + max(carried - contained, 0) + (value - carried) = value

    Args:
        contained: value of the metals in the feed [money/t delivered].
        carried: what the products are sold for that carry these metals [money/t delivered].
        value: of all products [money/t delivered].

    Source: `recycling.evaluate`.

    >>> changes(10.0, 7.0, 9.0)
    {'sold_above_metals': 0.0, 'not_recovered_or_paid': -3.0, 'other_products': 2.0}
    """
    gap = carried - contained
    return {GAINED: maximum(gap, 0.0), LOST: minimum(gap, 0.0), OTHERS: value - carried}
