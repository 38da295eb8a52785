"""Finds the feed price, the capital and the size at which a plant begins to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.finance.plant import plan_of
from recyc_cli.analysis.roots import crossings, grid_points
from recyc_cli.model.money.lifetime.cash_flow import built_cost, cash_flow
from recyc_cli.model.money.lifetime.worth import net_present_value, times
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.numbers.series import NAN, Series, finite_or_nan
from recyc_cli.scenario.keywords import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recyc_cli.analysis.finance.plant import LifePlant
    from recyc_cli.model.money.lifetime.plant_year import PlantYear
    from recyc_cli.model.numbers.arithmetic import Number

    Worth = Callable[[Any], Number]

PRICES, SIZES, PARTS = 41, 61, 8
"""Values that are looked at, of the feed price and of the size; what is between two of them is split so often."""
WIDEST = 4.0
"""Feed prices that are looked at, in multiples of the contained value or of what is paid."""
OVERRUNS = (1e-3, 100.0)
"""Factors of the capital that are looked at."""
LADDER = (1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5)
"""Sizes of the scale curve [t/yr]."""


def worth_of(plant: LifePlant, rate: Number, **changed: Any) -> Number:  # noqa: ANN401 - keywords of a quote
    """Return what a plant is worth today, after tax, with some keywords of its quotes changed [money]."""
    years, fixed = plant.years.of(**changed)
    return worth_at(plant, years, fixed, plant.terms.overrun, rate)


def worth_at(plant: LifePlant, years: Sequence[PlantYear], capital: Number, overrun: Number, rate: Number) -> Number:
    """Return what a plant is worth today, after tax, that works so and costs so much [money]."""
    rows = cash_flow(plan_of(plant.terms, years, capital, overrun))
    at = times([row.year for row in rows], mid_year=plant.terms.mid_year)
    return net_present_value([row.after_tax for row in rows], at, rate)


def at_many(worth: Worth, xs: Sequence[float]) -> list[float]:
    """Return a worth at many values: all at once, or one by one where the model takes no more; NaN where none is."""
    try:
        found: Any = worth(Series(xs))
    except TypeError:
        return [_single(worth, x) for x in xs]
    return [finite_or_nan(each) for each in (found.values if isinstance(found, Series) else [found] * len(xs))]


def _single(worth: Worth, x: float) -> float:
    try:
        return finite_or_nan(float(plain(worth(x))))
    except (ArithmeticError, TypeError):
        return NAN


def feed_price_at_most(plant: LifePlant, rate: float) -> float | None:
    """Return the feed price, the same in all years, at which a plant returns a rate after tax [money/t delivered]."""
    result = plant.quote.result
    most = WIDEST * max(plain(result.contained_value), abs(plain(result.feed_price)), plain(result.cost))
    prices = grid_points(-most, most, PRICES)

    def worth(price: Number) -> Number:
        return worth_of(plant, rate, feed_price=price, feed_basis="tonne")

    found = crossings(lambda xs: at_many(worth, xs), prices, at_many(worth, prices), PARTS)
    return found[-1].low if found else None


def overrun_at_most(plant: LifePlant) -> float | None:
    """Return the factor of the capital as reckoned at which nothing is left; None where there is none."""

    def worth(factor: Number) -> Number:
        return worth_at(plant, plant.working, plant.fixed, factor, plant.terms.discount)

    factors = grid_points(*OVERRUNS, PRICES)
    found = crossings(lambda xs: at_many(worth, xs), factors, at_many(worth, factors), PARTS)
    return found[-1].low if found else None


def size_worth(plant: LifePlant, sizes: Sequence[float]) -> list[float]:
    """Return what a plant of each size is worth today, after tax [money]."""
    return at_many(lambda size: worth_of(plant, plant.terms.discount, throughput_t_per_year=size), sizes)


def capitals(plant: LifePlant, sizes: Sequence[float]) -> list[float]:
    """Return the fixed capital of a plant of each size, overrun included [money]."""
    return at_many(lambda size: built_cost(plant.years.of(throughput_t_per_year=size)[1], plant.terms.overrun), sizes)


def smallest_size(plant: LifePlant) -> float | None:
    """Return the smallest size from which on a plant pays, up to the next at which it does not [t/yr]; None: none."""
    span = ROWS["throughput_t_per_year"].span or (LADDER[0], LADDER[-1])
    sizes = grid_points(span[0], span[1], SIZES)
    worths = size_worth(plant, sizes)
    if worths[0] >= 0.0:
        return sizes[0]
    found = crossings(lambda xs: size_worth(plant, xs), sizes, worths, PARTS)
    return next((each.high for each in found if each.above >= 0.0), None)
