"""Where the model's equations end: shares that take all of the cost, and interest that goes to nothing."""

from __future__ import annotations

from functools import cache
from math import expm1, log1p
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from recyc_cli import breakeven, quote
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.interest import annuity, present_worth
from recyc_cli.model.numbers.series import Series
from recyc_cli.model.numbers.traced import Leaf

if TYPE_CHECKING:
    from collections.abc import Callable

HYDRO = {"chemistry": "nmc622", "route": "hydro", "prices": "2024"}  # loses money at every royalty
REUSE = {"chemistry": "nmc622", "route": "reuse"}
SHARES = ("royalty=2", "royalty=98%", "working_capital_interest=8")


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("keywords", [HYDRO, REUSE])
def test_shares_that_take_more_than_all_of_the_cost_are_refused(keywords: dict[str, str], share: str) -> None:
    more = () if share != "royalty=98%" else ("method.operating.working_capital_interest=1",)
    with pytest.raises(RecycError) as caught:
        quote(**keywords, overrides=(f"method.operating.{share}", *more))
    assert caught.value.code == "E340"
    assert "take more than all of the cost" in caught.value.message


def test_a_royalty_beyond_the_cost_has_no_margin_to_break_even_with() -> None:
    found = breakeven("method.operating.royalty", start=0.0, end=3.0, **HYDRO)
    assert found.roots == []
    told = [x for x, lead in zip(found.values, found.leads, strict=True) if lead == lead]  # noqa: PLR0124 - false for NaN
    assert 0.9 < max(told) < 1.0


RATES = [0.0, 1e-300, 1e-15, 1e-9, 9e-7, 1.1e-6, 1e-5, 0.001, 0.1, 1.0, -1e-9, -1e-3]
"""On both sides of where the closed form takes over, and far from it."""


def exact(years: float, rate: float) -> float:
    return -expm1(-years * log1p(rate)) / rate if rate else years


@pytest.mark.parametrize("years", [1.0, 8.0, 10.0, 30.0])
@pytest.mark.parametrize("rate", RATES)
def test_interest_of_almost_nothing_is_the_limit(rate: float, years: float) -> None:
    # 1e-16 of rounding over the least rate of the closed form, 1e-6; n^2 r^2 / 6 of the series is as much
    assert present_worth(years, rate) == pytest.approx(exact(years, rate), rel=5e-10)
    assert annuity(rate, years) == pytest.approx(1.0 / exact(years, rate), rel=5e-10)


@pytest.mark.parametrize("function", [lambda rate: present_worth(10.0, rate), lambda rate: annuity(rate, 10.0)])
def test_every_kind_of_number_has_the_same_limit(function: Callable[[Any], Any]) -> None:
    singly = [function(rate) for rate in RATES]
    with np.errstate(all="raise", under="ignore"):
        assert function(np.array(RATES)) == pytest.approx(singly, rel=1e-12)
    assert function(Series(RATES)).values == singly
    assert [function(Leaf("interest", rate, "1")).value for rate in RATES] == singly


@pytest.mark.parametrize(
    ("keywords", "path"), [(HYDRO, "method.capital.interest"), (REUSE, "stages.reuse.price.discount")]
)
def test_a_quote_without_interest_is_that_of_almost_none(keywords: dict[str, str], path: str) -> None:
    margins = [quote(**keywords, overrides=(f"{path}={rate!r}",)).result.margin for rate in (0.0, 1e-15, 1e-7)]
    assert margins == pytest.approx([margins[0]] * 3, rel=1e-4, abs=0.01)  # USD/t: a margin may lie near zero
    assert margins[1] == pytest.approx(margins[0], rel=1e-12, abs=1e-9)


NUMBERS = {"throughput_t_per_year": 12_000, "soh": 0.75, "feed_price": 400, "mass_t": 3, "damaged": 0.25}


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.int64, np.array])
@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_of_numpy_is_a_number(name: str, kind: Any) -> None:
    value, asked = NUMBERS[name], REUSE if name == "soh" else HYDRO
    if kind is np.int64 and value < 1:
        return
    assert quote(**asked, **{name: kind(value)}).to_dict() == plainly(name)


@cache
def plainly(name: str) -> Any:
    """Return the report with a plain number."""
    return quote(**(REUSE if name == "soh" else HYDRO), **{name: NUMBERS[name]}).to_dict()


def test_shares_of_numpy_make_a_mix() -> None:
    mix = {"lfp": 0.25, "nmc811": 0.75}
    asked = [{name: kind(share) for name, share in mix.items()} for kind in (np.float64, float)]
    reports = [quote(mix=shares, route="hydro").to_dict() for shares in asked]
    assert reports[0] == reports[1]


@pytest.mark.parametrize("name", ["throughput_t_per_year", "soh", "feed_price"])
def test_an_array_is_not_one_quote(name: str) -> None:
    with pytest.raises(RecycError, match=f"not an array, for {name}"):
        quote(**REUSE, **{name: np.array([0.8, 0.9])})


@pytest.mark.parametrize("value", [np.bool_(True), np.nan, np.float64(-1.0)])  # noqa: FBT003 - the value itself
def test_what_is_no_number_of_numpy_is_refused(value: Any) -> None:
    with pytest.raises(RecycErrors, match="must be a finite number above 0"):
        quote(**HYDRO, throughput_t_per_year=value)
