"""A recycler that lost money in a year of falling prices: Golden Tiger (Jintaige, of Miracle Automation) in 2023.

https://www.redplanx.com/html/news/1824631.html: gross margin -9.9 %, a loss of 307 million RMB on sales of 917, after a
profit of 224 on 988 in 2021. Company figures: all feeds, losses on stock and a low load are in them. Carbonate fell by
four fifths in the year, so what was sold was bought dearer. Ours: 50,000 t/yr of packs in China, hydro, deck of 2023
without VAT.
"""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli import quote

GROSS_MARGIN = -9.9
"""[% of sales]"""
PLANT: dict[str, Any] = {
    "route": "hydro",
    "region": "china",
    "prices": "china-2023-exvat",
    "throughput_t_per_year": 50_000.0,
}
LOAD = 0.5
"""Share of its capacity that the plant works: low, and not printed."""


def margin(chemistry: str, **asked: Any) -> float:
    """Return what is left of sales [%]."""
    result = quote(chemistry=chemistry, **PLANT, **asked).result
    return float(result.margin / result.value * 100.0)


@pytest.mark.parametrize("chemistry", ["nmc622", "lfp"])
def test_feed_bought_three_months_before_leaves_nothing(chemistry: str) -> None:
    """A quarter of the feed at prices of 2022. No tolerance: nothing is left, and less than without the lag."""
    assert margin(chemistry, lag="3mo") < min(0.0, margin(chemistry))


def test_lag_and_load_explain_it_on_nickel_and_cobalt() -> None:
    """The lag alone leaves -4.8 %, with half of the capacity idle -10.8 %, for -9.9 % there; without both +5.9 %.

    5 points: the mix of feeds, the load and the stock are not printed.
    """
    assert margin("nmc622") > 0.0 > margin("nmc622", lag="3mo")
    assert margin("nmc622", lag="3mo", load=LOAD) == pytest.approx(GROSS_MARGIN, abs=5.0)


@pytest.mark.parametrize("chemistry", ["nmc622", "lfp"])
def test_a_low_load_takes_more(chemistry: str) -> None:
    """With the lag and half of the capacity idle: below zero, and below the lag alone (LFP -13 and -23 %)."""
    assert margin(chemistry, lag="3mo", load=LOAD) < min(0.0, margin(chemistry, lag="3mo"))
