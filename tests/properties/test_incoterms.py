"""A feed price holds the legs of its incoterm: who bears a way moves no margin of a price of the market."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import quote
from recyc_cli.catalog.vocabulary import INCOTERMS

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Result

FEEDS: dict[str, dict[str, Any]] = {
    "packs": {"chemistry": "nmc622"},
    "opened packs": {"chemistry": "nmc622", "disassemble": "cell"},
    "black mass by ship": {
        "chemistry": "nmc622",
        "form": "black-mass",
        "region": "korea",
        "distance_km": 9e3,
        "mode": "ship",
    },
    "wet black mass": {"chemistry": "nmc622", "form": "black-mass", "region": "korea", "moisture": 0.12},
    "a shredder's packs": {"chemistry": "lfp", "seat": "shredder"},
    "a refiner's black mass": {"chemistry": "nmc622", "seat": "refiner", "region": "korea"},
    "a mix": {"mix": {"nmc622": 0.5, "nca": 0.5}},
}


@cache
def bought(feed: str, term: str) -> Result:
    """Quote a feed by an incoterm once for all tests."""
    return quote(**FEEDS[feed], route="hydro", incoterm=term).result


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("term", INCOTERMS)
def test_the_break_even_put_back_leaves_nothing(feed: str, term: str) -> None:
    asked = {**FEEDS[feed], "route": "hydro", "incoterm": term}
    most = bought(feed, term).breakeven_feed_price
    assert quote(**asked, feed_price=most).result.margin == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("term", INCOTERMS)
def test_who_bears_the_way_moves_a_margin_by_interest_alone(feed: str, term: str) -> None:
    """The feed is dearer by the way that it holds, which then is no cost; it ties up a little more money in stock."""
    there, here = (bought(feed, each) for each in (term, "exw"))
    moved = there.feed_price - here.feed_price
    per = there.delivered["mass"] / 1000.0 if FEEDS[feed].get("seat") == "refiner" else 1.0
    assert moved >= 0.0
    assert 0.0 <= here.margin - there.margin <= 0.01 * moved * per + 1e-9


@pytest.mark.parametrize("feed", FEEDS)
def test_a_stated_price_delivered_pays_no_way(feed: str) -> None:
    asked = {**FEEDS[feed], "route": "hydro", "feed_price": 3000.0}
    delivered, fetched = quote(**asked, incoterm="dap").result, quote(**asked).result
    assert delivered.feed_price == fetched.feed_price
    assert delivered.margin > fetched.margin
    assert delivered.impacts == fetched.impacts


def test_a_payable_quoted_cif_is_the_price_asked_cif() -> None:
    """Korea's payables hold the usual way; a feed bought CIF over that way costs what they say."""
    asked = {"chemistry": "nmc622", "form": "black-mass", "region": "korea", "route": "hydro"}
    found = quote(**asked, incoterm="cif").result
    market, stream = quote(**asked).resolved.scenario.market, quote(**asked).resolved.scenario.streams[0]
    from recyc_cli.model.money.black_mass import payable_value

    assert found.feed_price == pytest.approx(payable_value(stream.components, stream.chemistry, market), rel=1e-12)


def test_the_holders_account_bears_what_his_price_holds() -> None:
    fetched, delivered = (quote(chemistry="nmc622", seat="holder", incoterm=term).result for term in ("exw", "dap"))
    assert delivered.margin == pytest.approx(fetched.margin, rel=1e-12)
    assert delivered.value > fetched.value
