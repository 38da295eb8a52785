"""Converts money of other years into today's at any rate of interest, 0 included."""

from __future__ import annotations

from recyc_cli.model.numbers.arithmetic import maximum, ratio, where
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number

SMALL = 1e-6
"""Rate below which two terms of the series are nearer than the closed form, of which rounding leaves 1e-16 / rate."""


def discount_factor(years: Number, rate: Number) -> Number:
    """Worth today of 1 after some years: (1 + r)^-n [1].

    >>> round(discount_factor(8.0, 0.08), 4)
    0.5403
    """
    worth: Number = (1.0 + rate) ** (-years)
    return worth


def present_worth(years: Number, rate: Number) -> Number:
    """Worth today of 1 a year for some years [yr].

    (1 - (1 + r)^-n) / r; n - n (n+1) r / 2 for a rate of almost nothing.

    Args:
        years: n [yr].
        rate: r, 0 included [1/yr].

    >>> round(present_worth(10.0, 0.08), 3), present_worth(10.0, 0.0)
    (6.71, 10.0)
    """
    closed = ratio(1.0 - discount_factor(years, rate), rate, years)
    return where(rate * rate > SMALL**2, closed, years - years * (years + 1.0) * rate / 2.0)


def interest_there(usual: Number, over: Number) -> Number:
    """Interest in a place: the usual one, and what it is over that there; never below 0 [1/yr].

    >>> round(interest_there(0.1, -0.02), 6), interest_there(0.01, -0.02)
    (0.08, 0.0)
    """
    return maximum(usual + over, 0.0)


def life_there(usual: Number, factor: Number) -> Number:
    """Years that a plant lasts in a place: the usual ones x what they are multiplied by there [yr].

    >>> life_there(10.0, 1.5)
    15.0
    """
    return usual * factor


def annuity(interest: Number, years: Number) -> Number:
    """Yearly payment that repays one unit of capital [1/yr].

    i (1+i)^n / ((1+i)^n - 1); (1 + i (n+1) / 2) / n for an interest of almost nothing.

    Args:
        interest: i, 0 included [1/yr].
        years: n [yr].

    >>> round(annuity(0.1, 10.0), 6), annuity(0.0, 10.0)
    (0.162745, 0.1)
    """
    growth: Number = (1.0 + interest) ** years
    closed = ratio(interest * growth, growth - 1.0, 1.0 / years)
    return where(interest * interest > SMALL**2, closed, (1.0 + interest * (years + 1.0) / 2.0) / years)
