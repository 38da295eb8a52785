"""Money that a user gives: a bare number is in --currency, any other in the currency it names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import compare, quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError
from recyc_cli.scenario.fill_in import usual_deck

if TYPE_CHECKING:
    from collections.abc import Callable

HYDRO = ("nmc622", "--route", "hydro")
REUSE = ("nmc622", "--route", "reuse", "--soh", "0.8")
DECK = usual_deck(open_library())
EUR, CNY = DECK.tree["fx"]["EUR"], DECK.tree["fx"]["CNY"]
IN_EUR = ("--currency", "EUR", "--vat", "excluded")
"""Per USD, of the usual deck."""
OPTIONS = {
    "feed price": (HYDRO, "--feed-price", "{}", "{}{}/t", 120.0),
    "feed price per kWh": (HYDRO, "--feed-price", "{}{}/kWh", "{}{}/MWh", 5.0),
    "gate fee": (HYDRO, "--gate-fee", "{}", "{}{}/t", 300.0),
    "new pack": (REUSE, "--new-pack-price", "{}", "{}{}/kWh", 60.0),
    "metal": (HYDRO, "--price", "nickel={}", "nickel={}{}/t", 14_000.0),
    "any number": (HYDRO, "--set", "region.electricity={}", "region.electricity={}{}/kWh", 0.2),
}


@pytest.fixture
def answer(recyc: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """Return the JSON of a command."""

    def asked(*argv: str) -> dict[str, Any]:
        ran = recyc(*argv, "--json", "-q")
        assert ran.code == 0, ran.err
        found: dict[str, Any] = json.loads(ran.out)
        return found

    return asked


@pytest.mark.parametrize("option", OPTIONS)
def test_a_bare_number_is_in_the_currency_and_any_other_is_taken(answer: Callable[..., Any], option: str) -> None:
    feed, flag, _, written, amount = OPTIONS[option]
    size = 1000.0 if "MWh" in written else 1.0
    euros = {
        code: answer("quote", *feed, flag, written.format(amount * size / EUR * rate, code), *IN_EUR)
        for code, rate in (("USD", 1.0), ("EUR", EUR), ("CNY", CNY))
    }
    bare = answer("quote", *feed, flag, OPTIONS[option][2].format(amount, "EUR"), "--currency", "EUR")
    for found in euros.values():
        assert found["totals"]["margin"] == pytest.approx(bare["totals"]["margin"], rel=1e-9)
    assert euros["EUR"]["totals"]["margin"] != pytest.approx(answer("quote", *feed)["totals"]["margin"] * EUR)


def test_a_bare_feed_price_is_paid_as_it_stands(answer: Callable[..., Any]) -> None:
    report = answer("quote", *HYDRO, "--feed-price", "120", "--currency", "EUR")
    assert report["totals"]["feed_price"] == 120.0
    assert (report["scenario"]["feed_price"], report["scenario"]["feed_price_unit"]) == (120.0, "EUR/t")


def test_numbers_without_a_currency_asked_for_are_in_the_units_of_their_presets(answer: Callable[..., Any]) -> None:
    bare, own = (answer("quote", *HYDRO, "--set", f"region.wage=30{unit}") for unit in ("", "USD/h"))
    assert bare["totals"]["margin"] == own["totals"]["margin"]


def test_a_saved_quote_keeps_the_currency_of_its_price(recyc: Callable[..., Any], answer: Callable[..., Any]) -> None:
    given = ("--feed-price", "900CNY/t", *IN_EUR)
    assert recyc("quote", *HYDRO, *given, "--save", "offer.json", "-q").code == 0
    again = recyc("replay", "offer.json", "--json")
    assert "model-moved" not in again.err
    assert json.loads(again.out)["totals"] == answer("quote", *HYDRO, *given)["totals"]


def test_a_comparison_takes_it_too(answer: Callable[..., Any]) -> None:
    found = answer("compare", "nmc622", "lfp", "--route", "hydro", "--gate-fee", "300EUR/t")
    assert [quote["totals"]["feed_price"] for quote in found["quotes"]] == pytest.approx([-300.0 / EUR] * 2)


def test_prices_side_by_side_may_each_have_their_currency(answer: Callable[..., Any]) -> None:
    prices = ("100", "90USD/t", "5CNY/kWh", "30%")
    given = [text for price in prices for text in ("--feed-price", price)]
    found = answer("compare", *HYDRO, *given, *IN_EUR)
    assert [column["feed_price"] for column in found["columns"]] == [
        "100 EUR/t",
        "90 USD/t",
        "5 CNY/kWh",
        "30 % of value",
    ]
    for price, report in zip(prices, found["quotes"], strict=True):
        alone = answer("quote", *HYDRO, "--feed-price", price, *IN_EUR)
        assert report["totals"] == alone["totals"], price
    packs = answer("compare", *REUSE, "--new-pack-price", "99EUR/kWh", "--new-pack-price", "110")
    assert [column["new_pack_price"] for column in packs["columns"]] == ["99 EUR/kWh", "110 USD/kWh"]


def test_an_amount_is_one_value_of_an_axis_and_a_list_is_several() -> None:
    one = compare(["lfp"], ["hydro"], feed_price=(120, "EUR"))
    two = compare(["lfp"], ["hydro"], feed_price=[100, (120, "EUR")])
    assert one.quotes[0].result.feed_price == two.quotes[1].result.feed_price == pytest.approx(120.0 / EUR)
    assert (len(one.quotes), len(two.quotes)) == (1, 2)


@pytest.mark.parametrize("flags", [("--feed-price", "120EUR/t"), ("--currency", "EUR")])
def test_an_exchange_rate_that_is_set_is_used_and_one_of_nothing_refused(
    recyc: Callable[..., Any], answer: Callable[..., Any], flags: tuple[str, str]
) -> None:
    report = answer("quote", *HYDRO, "--feed-price", "120EUR/t", "--set", "prices.fx.EUR=0.5")
    assert report["totals"]["feed_price"] == 240.0
    ran = recyc("quote", *HYDRO, *flags, "--set", "prices.fx.EUR=0")
    assert (ran.code, "no exchange rate for EUR" in ran.err) == (3, True)


def test_a_break_even_is_sought_and_told_in_the_currency(answer: Callable[..., Any]) -> None:
    report = answer("breakeven", *HYDRO, "--vary", "nickel", "--currency", "EUR", "--from", "12000", "--to", "50EUR/kg")
    assert (report["varied"]["unit"], report["varied"]["from"], report["varied"]["to"]) == ("EUR/t", 12_000.0, 50_000.0)


@pytest.mark.parametrize("keyword", ["feed_price", "new_pack_price"])
def test_a_currency_without_a_rate_is_refused(keyword: str) -> None:
    with pytest.raises(RecycError, match=f"deck {DECK.name} has no rate for currency 'MXN'") as refused:
        quote(chemistry="nmc622", route="reuse", soh=0.8, **{keyword: (3.0, "MXN")})
    assert (refused.value.code, refused.value.where) == ("E121", f"--{keyword.replace('_', '-')}")
