"""Prices powders and salts by what they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import add_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.model.numbers.arithmetic import Number


def followed_price(inputs: Iterable[tuple[Number, Number]], fee: Number) -> Number:
    """Price of what nobody quotes = sum(amount x price of an input) + fee [money/kg].

    Args:
        inputs: amount of each input in a kilogram [kg/kg], and its price [money/kg].
        fee: what is charged above them for the conversion; below 0 where a salt sells under its metal [money/kg].

    Source: recyc-battery-tables, fits of powder over its salts by month.

    >>> followed_price([(0.25, 20.0), (0.5, 4.0)], 2.0)
    9.0
    """
    return add_up(amount * price for amount, price in inputs) + fee


def moved_price(quote: Number, inputs: Iterable[tuple[Number, Number, Number]]) -> Number:
    """Price of what was quoted when its inputs were = quote + sum(amount x (price now - price then)) [money/kg].

    What the quote leaves over its inputs of then is the fee, and the fee stays.

    Args:
        quote: of the deck [money/kg].
        inputs: amount of each input in a kilogram [kg/kg], its price, and its price in the deck [money/kg].

    Source: `followed_price.followed_price`.

    >>> moved_price(9.0, [(0.25, 24.0, 20.0), (0.5, 4.0, 4.0)])
    10.0
    """
    return quote + add_up(amount * (price - then) for amount, price, then in inputs)
