"""Defines the distributions that a number may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from recyc_cli.model.numbers.arithmetic import add_up, maximum, minimum, where
from recyc_cli.model.numbers.chance.normal import exp, log, normal_at, share_below, stated_normal
from recyc_cli.model.numbers.chance.table import pert_table, step_at, table_at

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number

Form = Literal["normal", "lognormal", "odds", "uniform", "triangular", "pert", "discrete"]
FORMS: tuple[Form, ...] = get_args(Form)
ENDLESS = ("normal", "lognormal", "odds")
"""Forms without ends: what a range says of them are percentiles. Of the others it says the ends."""
FREE = (float("-inf"), float("inf"))


class Distribution(NamedTuple):
    """How a number may turn out, in its own unit."""

    form: Form
    middle: float
    """The median of a form without ends, else the likeliest value [unit]."""
    below: float
    """Standard deviation of the half below the middle: of the number, of its logarithm or of that of its odds; the
    lowest value of a form with ends."""
    above: float
    """The same above the middle."""
    bounds: tuple[float, float] = FREE
    """Beyond which no value goes."""
    outcomes: tuple[tuple[float, float], ...] = ()
    """Of a discrete number: values in their order, each with its chance, which sum to 1."""


def from_range(form: Form, value: float, low: float, high: float, shares: tuple[float, float]) -> Distribution:
    """Return the distribution of a number with a range.

    A form without ends has half of its draws on either side of the value, and exactly the stated shares below low and
    high: each half is half a normal distribution, of the number, of its logarithm or of the logarithm of its odds.

    Args:
        form: without ends, or with the ends low and high.
        value: the median; the likeliest value of a form with ends [unit].
        low: at most the value; above 0 where the logarithm is drawn, and below 1 where odds are [unit].
        high: at least the value [unit].
        shares: of all draws that lie below low, and below high: (0.05, 0.95).

    >>> from_range("lognormal", 100.0, 50.0, 200.0, (0.1, 0.9)).above
    0.5408...
    """
    if form not in ENDLESS:
        return Distribution(form, value, low, high)
    down, up = -stated_normal(shares[0]), stated_normal(shares[1])
    at, least, most = (_scaled(form, each) for each in (value, low, high))
    return Distribution(form, value, abs(at - least) / down, abs(most - at) / up)


def drawn(of: Distribution, normal: Number) -> Number:
    """Return the value at a standard normal number: the larger it is, the further the value from `below`.

    >>> drawn(Distribution("lognormal", 100.0, 0.5, 0.5), 0.0)
    100.0
    """
    if of.form not in ENDLESS:
        return at_share(of, share_below(normal))
    if of.above == of.below:
        away = of.above * normal
    else:  # to the bit what a choice of one of them gives, in a fifth of its time
        away = of.above * maximum(normal, 0.0) + of.below * minimum(normal, 0.0)
    if of.form == "normal":
        value = of.middle + away
    elif of.form == "lognormal":
        value = of.middle * exp(away)
    else:
        rest = (1.0 - of.middle) * exp(-away)
        value = of.middle / (of.middle + rest)
    return value if of.bounds == FREE else minimum(maximum(value, of.bounds[0]), of.bounds[1])


def at_share(of: Distribution, share: Number) -> Number:
    """Return the value that a share of all draws lies below: the quantile function.

    >>> at_share(Distribution("uniform", 1.0, 0.0, 2.0), 0.25)
    0.5
    >>> round(at_share(Distribution("triangular", 1.0, 0.0, 4.0), 0.25), 9)
    1.0
    """
    low, high = of.below, of.above
    if of.form in ENDLESS:
        value = drawn(of, normal_at(share))
    elif of.form == "uniform":
        value = low + share * (high - low)
    elif of.form == "triangular":
        value = _triangular(low, of.middle, high, share)
    elif of.form == "pert":
        value = low + (high - low) * table_at(pert_table(_ratio(of.middle - low, high - low)), share)
    else:
        value = step_at(of.outcomes, share)
    return value


def mean(of: Distribution) -> float:
    """Return the mean; of odds, which have none in closed form, by Simpson's rule over the normal number.

    >>> mean(Distribution("pert", 1.0, 0.0, 4.0)), round(mean(Distribution("normal", 1.0, 0.5, 0.5)), 9)
    (1.333..., 1.0)
    """
    low, high = of.below, of.above
    if of.form in {"triangular", "pert"}:
        weight = 4.0 if of.form == "pert" else 1.0
        return (low + weight * of.middle + high) / (weight + 2.0)
    if of.form == "uniform":
        return (low + high) / 2.0
    if of.form == "discrete":
        return add_up(value * chance for value, chance in of.outcomes)
    return _mean_of_draws(of)


def _mean_of_draws(of: Distribution, half: float = 9.0, steps: int = 1800) -> float:
    """Return the mean over the normal number; both halves apart, for they meet in a kink."""
    width, total, weights = half / steps, 0.0, 0.0
    for i in range(-steps, steps + 1):
        weight = (1.0 if i in (-steps, 0, steps) else 2.0 if i % 2 == 0 else 4.0) * (2.0 if i == 0 else 1.0)
        weight *= exp(-((i * width) ** 2) / 2.0)
        total, weights = total + weight * drawn(of, i * width), weights + weight
    return total / weights


def _scaled(form: Form, value: float) -> float:
    """Return a value on the scale on which its halves are normal."""
    if form == "normal":
        return value
    return log(abs(value)) if form == "lognormal" else log(value / (1.0 - value))


def _triangular(low: float, middle: float, high: float, share: Number) -> Number:
    width = high - low
    turn = _ratio(middle - low, width)
    left = low + (maximum(share, 0.0) * width * (middle - low)) ** 0.5
    right = high - (maximum(1.0 - share, 0.0) * width * (high - middle)) ** 0.5
    return where(share < turn, left, right)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.5
