"""What is said of the feed's price: that it rests on an estimate, and by how much it might differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import quote

if TYPE_CHECKING:
    from collections.abc import Callable

CODE = "feed-price-estimated"
FORM = "payables.forms.pack"


def notes(**asked: Any) -> dict[str, str]:
    report = quote(**{"chemistry": "nmc622", "route": "hydro"} | asked).to_dict()
    return {note["code"]: note["message"] for note in report["warnings"]}


def test_a_feed_price_by_an_estimated_share_says_so_with_its_range() -> None:
    """The ends of the range are the feed prices of quotes that set the share to them."""
    ends = [quote(chemistry="nmc622", route="hydro", overrides=(f"{FORM}={share}",)) for share in (0.2, 0.7)]
    low, high = (f"{each.to_dict()['totals']['feed_price']:,.0f}" for each in ends)
    assert f"({low} to {high}) USD/t" in notes()[CODE]
    assert "packs are paid 43 % of black mass by an estimate (20 to 70 %)" in notes()[CODE]


@pytest.mark.parametrize(
    "asked",
    [
        {"feed_price": 500.0},
        {"form": "black-mass"},
        {"seat": "refiner"},
        {"chemistry": "lfp"},
        {"overrides": (f"{FORM}=0.5",)},
        {"business": "alliance"},
    ],
    ids=["given", "quoted as black mass", "black mass bought", "nothing paid", "share set", "price of a business"],
)
def test_nothing_is_said_where_no_estimate_decides(asked: dict[str, Any]) -> None:
    assert CODE not in notes(**asked)


def test_one_line_for_all_routes_and_feeds(recyc: Callable[..., Any]) -> None:
    told = [note for note in json.loads(recyc("compare", "--json", "-q").out)["warnings"] if note["code"] == CODE]
    assert len(told) == 1
    assert told[0]["message"].count("nmc622") == 1


def test_the_customer_does_not_see_it(recyc: Callable[..., Any]) -> None:
    assert CODE not in recyc("quote", "nmc622", "--route", "hydro", "--customer", "--json").out
