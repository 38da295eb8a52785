"""Units and numbers as the trade writes them: read at every door alike, or refused in words that help."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli.cli.input.numbers_of_text import quantity
from recyc_cli.cli.input.values import mass_t, throughput
from recyc_cli.errors import RecycError
from recyc_cli.scenario.overrides import parse_override

if TYPE_CHECKING:
    from collections.abc import Callable

FED = ("quote", "nmc622", "--form", "black-mass", "--route", "hydro", "--json", "-q")
CARBONATE_PER_LI = 73.89 / (2 * 6.94)
"""Molar masses of Li2CO3 and of two Li."""


@pytest.mark.parametrize(
    ("text", "tonnes", "basis"),
    [
        ("22mt", 22.0, ""),
        ("25dmt", 25.0, "dry"),
        ("25 wmt", 25.0, "wet"),
        ("20tonnes", 20.0, ""),
        ("20 metric tons", 20.0, ""),
        ("2kt", 2000.0, ""),
        ("10 short tons", 9.0718474, ""),
        ("10st", 9.0718474, ""),
        ("10long_ton", 10.160469088, ""),
        ("40 dry t", 40.0, "dry"),
        ("44092.4524lb", 20.0, ""),
    ],
)
def test_masses(text: str, tonnes: float, basis: str) -> None:
    assert mass_t(text, "--mass") == pytest.approx(tonnes, rel=1e-8)  # digits of the pounds written
    assert quantity(text, "a mass", "--mass", "12t").basis == basis


@pytest.mark.parametrize("text", ["5000tpa", "5000 t/a", "5ktpa", "5000", "5kt/yr", "5000 tonnes per year", "5000t"])
def test_throughputs(text: str) -> None:
    assert throughput(text, "--throughput") == 5000.0


def contained(recyc: Callable[..., Any], *options: str) -> dict[str, float]:
    ran = recyc(*FED, *options)
    assert ran.code == 0, ran.err
    return {entry["element"]: entry["price_per_kg"] for entry in json.loads(ran.out)["contained"]}


@pytest.mark.parametrize(
    ("said", "element", "price"),
    [
        ("nickel=14850USD/mt", "ni", 14.85),
        ("nickel=$14850/t", "ni", 14.85),
        ("nickel=14.5$/lb", "ni", 14.5 / 0.45359237),
        ("nickel=670 ¢/lb", "ni", 6.7 / 0.45359237),
        ("nickel=13500 USD per short ton", "ni", 13.5 / 0.90718474),
        ("nickel=14850USD/dmt", "ni", 14.85),
        ("lithium_carbonate=11.3$/kg LCE", "li", 11.3 * CARBONATE_PER_LI),
        ("lithium_carbonate=60USD/kg Li", "li", 60.0),
        ("lithium_carbonate=400USD/mtu", "li", 40.0),
        ("cobalt=22USD/lb Co", "co", 22 / 0.45359237),
    ],
)
def test_prices(recyc: Callable[..., Any], said: str, element: str, price: float) -> None:
    got = contained(recyc, "--price", said)[element]
    assert got == pytest.approx(price, rel=1e-4)  # digits of the molar masses


def test_an_index_for_buying_may_be_another_one_than_for_selling() -> None:
    assert parse_override("payables.korea.co=0.69*14.5/16")[:2] == ("payables.korea.co", pytest.approx(0.6253125))


REFUSED = {
    ("--price", "nickel=14,850USD/t"): "write 14850USD/t, without a separator of thousands",
    ("--price", "nickel=14.5-15.0USD/lb"): "such as its middle: 14.75USD/lb",
    ("--price", "nickel=14850USD/tonnne"): "did you mean USD/tonne",
    ("--price", "nickel=470USD/troy oz"): "troy ounce",
    ("--price", "sodium_hydroxide=2490CNY/mtu"): "a price of what is contained",
    ("--mass", "12,5t"): "write 12.5t, with a decimal point",
    ("--mass", "1,250t"): "write 1250t, without a separator of thousands",
    ("--mass", "14-15t"): "such as its middle: 14.5t",
    ("--mass", "20tones"): "did you mean tonnes",
    ("--throughput", "3mtpa"): "millions of tonnes",
    ("--feed-price", "2490CNY/mtu"): "at 3 % 7470CNY/t",
}


@pytest.mark.parametrize(("option", "text"), REFUSED)
def test_what_is_refused_is_refused_in_words_that_help(recyc: Callable[..., Any], option: str, text: str) -> None:
    ran = recyc(*FED[:-1], option, text)
    assert ran.code == 2, ran.out
    assert REFUSED[option, text] in ran.err


def test_files_of_settings_read_the_same_units(recyc: Callable[..., Any]) -> None:
    from pathlib import Path

    Path("recyc.toml").write_text('[defaults]\nthroughput = "5000tpa"\nmass = "22mt"\n')
    report = json.loads(recyc(*FED).out)
    assert report["scenario"]["throughput_t_per_year"] == 5000.0
    assert report["lot"]["mass_t"] == 22.0


def test_a_unit_that_is_none_stays_none() -> None:
    with pytest.raises(RecycError, match="no unit of mass"):
        mass_t("20tpa", "--mass")


@pytest.mark.parametrize("currency", ["CNY", "USD"])
def test_black_mass_of_one_metal_shows_its_price_as_the_trade_quotes_it(
    recyc: Callable[..., Any], currency: str
) -> None:
    asked = ("quote", "lfp", "--form", "black-mass", "--route", "hydro", "--region", "china", "--currency", currency)
    report = json.loads(recyc(*asked, "--json", "-q").out)
    [lithium] = [entry for entry in report["contained"] if entry["element"] == "li"]
    of_one = report["totals"]["feed_price"] / (lithium["kg_per_t"] / 10.0)
    tax = f", {of_one * 1.13:,.4g} with 13 % VAT" if currency == "CNY" else ""
    said = f"The feed price is {of_one:,.4g} {currency} per 1 % of Li in a tonne{tax}."
    assert report["basis"]["feed_price_as"] == said
    assert said in " ".join(recyc(*asked, "-v", "--format", "plain", "-q").out.split())


def test_black_mass_of_several_metals_and_packs_have_no_such_price(recyc: Callable[..., Any]) -> None:
    assert "feed_price_as" not in json.loads(recyc(*FED).out)["basis"]
    assert "feed_price_as" not in json.loads(recyc("quote", "lfp", "--route", "hydro", "--json", "-q").out)["basis"]
