"""Payables of another time than their deck: told first among what is said of prices, where they decide."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli import quote

CODE = "payables-older"
PRICES = ("payables-older", "newer-prices", "feed-price-estimated", "prices-older", "estimates")


def notes(**asked: Any) -> dict[str, str]:
    report = quote(
        **{"chemistry": "nmc622", "route": "hydro", "region": "germany", "prices": "2026-01"} | asked
    ).to_dict()
    return {note["code"]: note["message"] for note in report["warnings"]}


def test_old_payables_stand_first_among_the_notes_of_prices() -> None:
    told = notes()
    assert next(code for code in told if code in PRICES) == CODE
    assert told[CODE] == (
        "payables of europe are of 2025-07, 6 months from deck 2026-01: they decide what feed and black mass are paid"
    )
    assert len(told[CODE]) < 130
    assert notes(route="shred")[CODE] == told[CODE], "one line for a comparison"


@pytest.mark.parametrize(
    "asked",
    [{"prices": "2024"}, {"feed_price": 100.0}, {"region": "china", "prices": "china-2024"}],
    ids=["five days before the year", "feed price given", "of the year itself"],
)
def test_nothing_is_said_where_they_are_near_or_decide_nothing(asked: dict[str, Any]) -> None:
    assert CODE not in notes(**asked)


def test_the_payables_still_decide_what_is_sold_and_bought_as_black_mass() -> None:
    assert CODE in notes(feed_price=100.0, route="shred")
    assert CODE in notes(seat="refiner")
