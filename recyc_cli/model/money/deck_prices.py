"""Works out prices of a deck: of what follows its inputs, and with value-added tax."""

from __future__ import annotations

from recyc_cli.model.numbers.arithmetic import add_up, ratio
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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

    Source: `deck_prices.gross_factor`.

    >>> gross({"lime": 2.0}, 1.25)
    {'lime': 2.5}
    """
    return {name: price * factor for name, price in prices.items()}


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

    Source: `deck_prices.followed_price`.

    >>> moved_price(9.0, [(0.25, 24.0, 20.0), (0.5, 4.0, 4.0)])
    10.0
    """
    return quote + add_up(amount * (price - then) for amount, price, then in inputs)


def moved_share(share: Number, prices: tuple[Number, Number], salts: Iterable[tuple[Number, Number, Number]]) -> Number:
    """Share of its metal's price that a salt fetches once prices have moved [1].

    share x sum(amount x price of salt now) / sum(amount x then) x price of metal then / now

    A salt that is sold moves as the one that is bought: a metal that is dearer alone leaves its premium as it was.

    Args:
        share: of the deck [1].
        prices: of the metal now, and in the deck [money/kg].
        salts: amount of each salt [kg/kg], its price, and its price in the deck [money/kg].

    Source: recyc-battery-tables, salts over their metals by month.

    >>> moved_share(1.05, (20.0, 16.0), [(2.5, 8.0, 6.4)]), moved_share(1.0, (20.0, 16.0), [(2.5, 6.4, 6.4)])
    (1.05, 0.8)
    """
    held = tuple(salts)
    now, then = (add_up(amount * both[when] for amount, *both in held) for when in (0, 1))
    return share * ratio(now, then, 1.0) * ratio(prices[1], prices[0], 1.0)
