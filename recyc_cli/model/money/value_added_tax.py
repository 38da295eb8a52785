"""Puts value-added tax on prices, in markets whose buyers and sellers reckon with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number


def gross_factor(rate: Number, *, included: bool) -> Number:
    """What a price without tax is multiplied by: 1 + rate where a market reckons with the tax, else 1 [1].

    Args:
        rate: of the tax [1].
        included: whether it is part of what is paid.

    Source: fastmarkets-vat-2019, rate of China; headline-taxes-2024, rates elsewhere.

    >>> gross_factor(0.13, included=True), gross_factor(0.13, included=False)
    (1.13, 1.0)
    """
    return 1.0 + rate if included else 1.0


def gross(prices: Mapping[str, Number], factor: Number) -> dict[str, Number]:
    """Prices with tax = prices without x factor [money/kg].

    Args:
        prices: without tax [money/kg].
        factor: of `gross_factor` [1].

    Source: `value_added_tax.gross_factor`.

    >>> gross({"lime": 2.0}, 1.25)
    {'lime': 2.5}
    """
    return {name: price * factor for name, price in prices.items()}
