"""Several values of one option, masses in a mix, short ways for what everybody sets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

QUIET = ("-q", "--json")


def told(recyc: Callable[..., Any], *words: str) -> dict[str, Any]:
    ran = recyc(*words, *QUIET)
    assert ran.code == 0, ran.err
    report: dict[str, Any] = json.loads(ran.out)
    return report


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--soh", "0.75,0.8,0.85"), ["0.75", "0.8", "0.85"]),
        (("--soh", "0.75:0.85:0.05"), ["0.75", "0.8", "0.85"]),
        (("--soh", "75%:85%:5%"), ["0.75", "0.8", "0.85"]),
        (("--soh", "0.75", "--soh", "0.8,0.85"), ["0.75", "0.8", "0.85"]),
        (("--throughput", "10kt/yr:30kt/yr:10kt/yr"), ["10,000 t/yr", "20,000 t/yr", "30,000 t/yr"]),
        (("--feed-price", "-100:100:100"), ["-100 USD/t", "0 USD/t", "100 USD/t"]),
        (("--feed-price", "100,250,300"), ["100 USD/t", "250 USD/t", "300 USD/t"]),
        (("--throughput", "10,20kt/yr"), ["10,000 t/yr", "20,000 t/yr"]),
    ],
)
def test_a_column_of_each_value(recyc: Callable[..., Any], words: tuple[str, ...], expected: list[str]) -> None:
    report = told(recyc, "compare", "lfp", "--route", "reuse", *words)
    assert report["axes"][0]["values"] == expected


@pytest.mark.parametrize("text", ["1:0:0.1", "0:1:0", "0:1:0.001", "1t:2t:1kt"])
def test_a_range_that_leads_nowhere_is_refused(recyc: Callable[..., Any], text: str) -> None:
    ran = recyc("compare", "lfp", "--throughput", text)
    assert ran.code == 2
    assert "no range of 1 to 200 values in one unit" in ran.err


def test_thousands_are_not_taken_for_two_values(recyc: Callable[..., Any]) -> None:
    ran = recyc("compare", "lfp", "--throughput", "10,000")
    assert ran.code == 2
    assert "write 10000, without a separator of thousands" in ran.err


@pytest.mark.parametrize("words", [("--throughput", "10000,20000"), ("--soh", "0.7,0.8")])
def test_a_quote_leaves_several_numbers_to_compare(recyc: Callable[..., Any], words: tuple[str, ...]) -> None:
    ran = recyc("quote", "lfp", "--route", "reuse", *words)
    assert ran.code == 2
    assert "one number here; recyc compare takes several" in ran.err


def test_a_mix_by_masses_is_a_lot(recyc: Callable[..., Any]) -> None:
    """24 t and 16 t are a lot of 40 t, 60 % and 40 % of it."""
    by_mass = told(recyc, "quote", "--mix", "nmc622=24t,lfp=16000kg", "--route", "hydro")
    by_share = told(recyc, "quote", "--mix", "nmc622=0.6,lfp=0.4", "--mass", "40t", "--route", "hydro")
    assert by_mass == by_share
    assert by_mass["lot"]["mass_t"] == 40.0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--mix", "nmc622=24t,lfp=16t", "--mass", "40t"), "the mass of the lot is given twice"),
        (("--mix", "nmc622=24t,lfp=0.4"), "is not a mix by shares or by masses"),
        (("--mix", "nmc622=0.5,lfp=0.5", "--set", "region.wage=3", "--wage", "4"), "region.wage is given twice"),
        (("--mix", "nmc622=0.5,lfp=0.5", "--price", "nickel=1", "--price", "nickel=2"), "nickel is given twice"),
        (("--mix", "nmc622=0.5,lfp=0.5", "--electricity", "145"), "is not a price with its unit"),
        (("--mix", "nmc622=0.5,lfp=0.5", "--electricity", "145EUR/t"), "is no unit of a price per energy"),
    ],
)
def test_what_is_said_twice_or_in_no_unit_is_refused(
    recyc: Callable[..., Any], words: tuple[str, ...], message: str
) -> None:
    ran = recyc("quote", "--route", "hydro", *words)
    assert ran.code == 2
    assert message in ran.err


def test_power_and_wage_have_options_of_their_own(recyc: Callable[..., Any]) -> None:
    words = ("quote", "nmc622", "--route", "hydro", "--region", "germany", "--currency", "EUR")
    short = told(recyc, *words, "--electricity", "145EUR/MWh", "--wage", "38")
    long = told(recyc, *words, "--set", "region.electricity=145EUR/MWh", "--set", "region.wage=38")
    assert short == long
    assert short["totals"] != told(recyc, *words)["totals"]


def test_a_market_names_its_regions(recyc: Callable[..., Any]) -> None:
    ran = recyc("quote", "nmc622", "--region", "europe")
    assert ran.code == 2
    assert "germany" in ran.err
    assert "china" not in ran.err


def test_the_price_of_new_packs_may_vary_by_its_option(recyc: Callable[..., Any]) -> None:
    """At the price that is found the margin is zero: it means the price in the region."""
    words = ("lfp", "--route", "reuse", "--region", "germany", "--currency", "EUR")
    found = told(recyc, "breakeven", *words, "--vary", "new-pack-price")
    price = found["roots"][0]["value"]
    quoted = told(recyc, "quote", *words, "--new-pack-price", f"{price!r}EUR/kWh")
    assert abs(quoted["totals"]["margin"]) < 1e-6 * quoted["totals"]["cost"]


def test_the_newest_deck_may_be_that_of_the_feed(recyc: Callable[..., Any]) -> None:
    words = ("nmc622", "--route", "hydro", "--prices", "2025", "--feed-prices")
    newest, named = (told(recyc, "quote", *words, deck) for deck in ("latest", "2026-05"))
    assert newest["totals"] == named["totals"]
