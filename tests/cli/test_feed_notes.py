"""What is said of the feed's price: that it rests on an estimate, and by how much it might differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import quote

if TYPE_CHECKING:
    from collections.abc import Callable

CODE = "feed-price-estimated"
TOLL = "payables.tolls.any.pack"


def notes(**asked: Any) -> dict[str, str]:
    report = quote(**{"chemistry": "nmc622", "route": "hydro"} | asked).to_dict()
    return {note["code"]: note["message"] for note in report["warnings"]}


def test_a_feed_price_by_an_estimated_toll_says_so_with_its_range() -> None:
    """The ends of the range are the feed prices of quotes that set the toll to them."""
    ends = [quote(chemistry="nmc622", route="hydro", overrides=(f"{TOLL}={toll}",)) for toll in (1400, 531)]
    low, high = (f"{each.to_dict()['totals']['feed_price']:,.0f}" for each in ends)
    assert f"({low} to {high}) USD/t" in notes()[CODE]
    assert "less a toll, by an estimate 880 (531 to 1,400) USD/t" in notes()[CODE]


def test_in_a_currency_of_its_own() -> None:
    told = notes(currency="EUR", prices="2024")[CODE]
    assert "less a toll, by an estimate 813 (491 to 1,294) EUR/t" in told


@pytest.mark.parametrize(
    "asked",
    [
        {"feed_price": 500.0},
        {"form": "black-mass"},
        {"seat": "refiner"},
        {"region": "china"},
        {"overrides": (f"{TOLL}=500",)},
        {"business": "alliance"},
    ],
    ids=["given", "quoted as black mass", "black mass bought", "toll quoted", "toll set", "price of a business"],
)
def test_nothing_is_said_where_no_estimate_decides(asked: dict[str, Any]) -> None:
    assert CODE not in notes(**asked)


def test_one_line_for_all_routes_and_feeds(recyc: Callable[..., Any]) -> None:
    told = [note for note in json.loads(recyc("compare", "--json", "-q").out)["warnings"] if note["code"] == CODE]
    assert len(told) == 1
    assert told[0]["message"].count("NMC622") == 1


def test_the_customer_does_not_see_it(recyc: Callable[..., Any]) -> None:
    assert CODE not in recyc("quote", "nmc622", "--route", "hydro", "--margin", "8%", "--customer", "--json").out
