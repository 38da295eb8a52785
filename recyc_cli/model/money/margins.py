"""Computes what is left of a quote before capital, and before all fixed cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.records.ledger import CAPITAL, COST, FIXED, INTEREST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.ledger import Line


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
