"""Interest by hand, and where it is almost nothing, as its series: closed forms lose digits there."""

from __future__ import annotations

import pytest

from recyc_cli.model.numbers.interest import annuity, discount_factor, interest_there, present_worth


@pytest.mark.parametrize("rate", [1e-9, 1e-7, -1e-9, 0.0])
def test_almost_no_interest(rate: float) -> None:
    """Ten years: the series' next terms are below 1e-12, and the closed form would miss by 1e-16 / rate."""
    assert present_worth(10.0, rate) == pytest.approx(10.0 - 10.0 * 11.0 / 2.0 * rate, rel=1e-11)
    assert annuity(rate, 10.0) == pytest.approx((1.0 + 11.0 / 2.0 * rate) / 10.0, rel=1e-11)


@pytest.mark.parametrize("rate", [1e-3, 0.08, 0.5, -0.02])
def test_interest_by_hand(rate: float) -> None:
    """Three years of 1, and the payment that repays 1 in three years: one over the other."""
    worth = 1.0 / (1.0 + rate) + 1.0 / (1.0 + rate) ** 2 + 1.0 / (1.0 + rate) ** 3
    assert present_worth(3.0, rate) == pytest.approx(worth, rel=1e-11)
    assert annuity(rate, 3.0) == pytest.approx(1.0 / worth, rel=1e-11)
    assert discount_factor(3.0, rate) == pytest.approx(1.0 / (1.0 + rate) / (1.0 + rate) / (1.0 + rate), rel=1e-12)


def test_interest_of_a_place() -> None:
    assert interest_there(0.1, 0.03) == pytest.approx(0.13)
    assert interest_there(0.1, -0.03) == pytest.approx(0.07)
    assert interest_there(0.01, -0.03) == 0.0
