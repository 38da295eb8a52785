"""Computes what is left before capital and fixed cost, and the steps up to the value."""

from __future__ import annotations

from recyc_cli.model.numbers.arithmetic import add_up, maximum, minimum, share_of
from recyc_cli.model.records.ledger import CAPITAL, COST, FIXED, INTEREST
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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


def margin_over(
    margin: Number, value: Number, wanted: Number, scale: Number = 1.0, *, of_value: bool = False
) -> Number:
    """Margin beyond one that is wanted [money/t delivered].

    margin - wanted x scale, or margin - wanted / 100 x value

    Args:
        margin: [money/t delivered].
        value: of what is sold [money/t delivered].
        wanted: an amount per tonne, or a percentage of the value.
        scale: what makes the amount one of the quote's money.
        of_value: whether it is a percentage.

    Source: `recycling.evaluate`.

    >>> margin_over(500.0, 5000.0, 8.0, of_value=True), margin_over(500.0, 5000.0, 200.0)
    (100.0, 300.0)
    """
    return margin - (wanted / 100.0 * value if of_value else wanted * scale)


def on_the_way(price: Number, at_zero: Number, at_price: Number) -> Number:
    """Price at which nothing is missing, on the line from a price of 0 through another [money/t].

    price x missing at 0 / (missing at 0 - missing at the price)

    Args:
        price: other than 0 [money/t].
        at_zero: what the margin exceeds the wanted one by where the price is 0 [money/t].
        at_price: the same at the price [money/t].

    Source: `production_cost.production`.

    >>> on_the_way(1000.0, 600.0, -400.0)
    600.0
    """
    return price * share_of(at_zero, at_zero - at_price)


def position_price(own: Number, alone: Sequence[Number], shares: Sequence[Number], whole: Number) -> Number:
    """Price of one part of a mix, so that its parts are paid what the whole is [money/t of the part].

    own + whole - sum of share x alone: each differs from what it could be paid alone by the same amount

    Args:
        own: what this part could be paid alone [money/t].
        alone: what each could be paid alone [money/t].
        shares: of the mass [1].
        whole: price of the mix [money/t].

    Source: `recycling.evaluate`.

    >>> position_price(1000.0, [1000.0, -200.0], [0.75, 0.25], 650.0)
    950.0
    """
    return own + whole - add_up(share * price for share, price in zip(shares, alone, strict=True))


def processing_charge(value: Number, price: Number) -> Number:
    """What a holder is left without of the metals in a feed = their value - the price paid [money/t].

    Args:
        value: of the metals in the feed [money/t].
        price: of the feed, signed [money/t].

    Source: `recycling.evaluate`.

    >>> processing_charge(5000.0, 1500.0), processing_charge(1000.0, -200.0)
    (3500.0, 1200.0)
    """
    return value - price


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
