"""Payables of another time than their deck: told first among what is said of prices, where they decide."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from few import few

from recyc_cli import quote

if TYPE_CHECKING:
    from collections.abc import Callable

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
        "Europe payables are of 2025-07, 6 months from deck 2026-01: they decide what feed and black mass are paid"
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


WIDE: dict[str, tuple[str, ...]] = {
    "hydro": ("nmc622", "--route", "hydro"),
    "a car": ("--vehicle", "nissan-leaf-40", "--route", "shred", "--region", "china"),
    "a mix": ("--mix", "lfp=0.4,nca=0.6"),
    "a feed price": ("lfp", "--route", "direct", "--feed-price", "120"),
}


READ = [(argv, form) for argv in WIDE.values() for form in ("table", "plain", "md", "html")]


@pytest.mark.parametrize(("argv", "form"), few(READ, 3))
def test_a_reader_of_a_quote_is_told_once_what_the_last_full_year_left(
    recyc: Callable[..., Any], argv: tuple[str, ...], form: str
) -> None:
    ran = recyc("quote", *argv, "-v", "--no-range", "--format", form)
    then = json.loads(recyc("quote", *argv, "--prices", "2025", "--json", "-q").out)["totals"]["margin"]
    said = (ran.out + ran.err).count(f"at the prices of 2025 {argv[0].upper() if argv[0][0] != '-' else ''}".rstrip())
    assert said == 1
    assert f"left {then:,.0f} USD/t" in ran.out + ran.err


@pytest.mark.parametrize(
    "more",
    [("--prices", "2026-05"), ("--as-of", "2026"), ("--method", "everbatt-2023"), ("--json",), ("--format", "csv")],
    ids=lambda more: more[1] if len(more) > 1 else more[0],
)
def test_nobody_is_told_who_asked_for_prices_or_reads_by_program(
    recyc: Callable[..., Any], more: tuple[str, ...]
) -> None:
    ran = recyc("quote", "nmc622", "--route", "hydro", "-v", *more)
    assert "year-before" not in ran.out + ran.err


def test_an_offer_and_its_customer_are_not_told(recyc: Callable[..., Any], tmp_path: Any) -> None:
    for more in (("--customer",), ("--save", str(tmp_path / "offer.json"))):
        ran = recyc("quote", "nmc622", "--route", "hydro", "--feed-price", "100", *more, "-v")
        assert ran.code == 0
        assert "year-before" not in ran.out + ran.err
