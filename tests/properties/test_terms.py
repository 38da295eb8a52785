"""Terms of trade: what a feed price is per, contracts, business models, distance and damage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import quote

if TYPE_CHECKING:
    from pathlib import Path

BASE: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "region": "china"}


def report(**keywords: Any) -> dict[str, Any]:
    return quote(**{**BASE, **keywords}).to_dict()


def test_feed_price_per_kwh_and_of_value() -> None:
    plain = report()
    assert report(feed_price=5.0, feed_basis="kWh")["totals"]["feed_price"] == pytest.approx(
        5.0 * plain["basis"]["kwh_per_t"], rel=1e-12
    )
    share = report(feed_price=0.3, feed_basis="value")["totals"]["feed_price"]
    assert share == pytest.approx(0.3 * plain["totals"]["contained_value"], rel=1e-12)


def test_feed_price_in_another_currency_stays_the_same_money() -> None:
    for basis, price in (("tonne", 400.0), ("kWh", 5.0), ("value", 0.3)):
        given = price if basis == "value" else (price, "USD")
        dollars, euros = (report(feed_price=given, feed_basis=basis, currency=code) for code in ("USD", "EUR"))
        fx = euros["totals"]["recovery_value"] / dollars["totals"]["recovery_value"]
        assert euros["totals"]["feed_price"] == pytest.approx(fx * dollars["totals"]["feed_price"], rel=1e-12)


CONTRACT = """
title = "Half the nickel"
source = "recyc-estimate"
evidence = "estimate"
[products.nickel]
share = {{ value = 0.5, unit = "1", low = 0, high = 1 }}
payable = {{ value = 1.0, unit = "1", low = 0.9, high = 1.1 }}
floor = {{ value = {floor}, unit = "USD/t", low = 0, high = 50000 }}
ceiling = {{ value = {ceiling}, unit = "USD/t", low = 0, high = 90000 }}
"""


@pytest.mark.parametrize(("floor", "ceiling", "agreed"), [(0, 90000, 18.805), (20000, 90000, 20.0), (0, 15000, 15.0)])
def test_contract_pays_its_share_between_floor_and_ceiling(
    tmp_path: Path, floor: float, ceiling: float, agreed: float
) -> None:
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "half.toml").write_text(CONTRACT.format(floor=floor, ceiling=ceiling))
    before, after = report(), report(contract="half", preset_dirs=[str(tmp_path)])
    nickel = [next(item for item in each["products"] if item["product"] == "nickel") for each in (before, after)]
    market = nickel[0]["price_per_kg"] * nickel[0]["payable"]
    assert nickel[1]["value"] == pytest.approx(nickel[1]["kg_per_t"] * (market + agreed) / 2, rel=1e-12)


def test_the_informal_workshop_can_pay_more() -> None:
    """The gap a licensed plant faces, at the size of a workshop."""
    licensed, informal = (
        report(business=name, throughput_t_per_year=2_000.0)["totals"]["breakeven_feed_price"]
        for name in ("third-party", "informal")
    )
    assert informal > licensed


def test_third_party_is_the_default() -> None:
    plain, named = report(), report(business="third-party")
    assert plain["totals"] == named["totals"]


def test_own_scrap_is_not_bought() -> None:
    assert report(business="closed-loop", form="scrap-cell")["totals"]["feed_price"] == 0.0
    assert report(business="alliance", feed_price=100.0)["totals"]["feed_price"] == 100.0


def test_distance_and_damage_cost_freight() -> None:
    def collection(**keywords: Any) -> float:
        return float(report(**keywords)["stages"][0]["cost"])

    assert collection(distance_km=200.0) < collection(distance_km=800.0) < collection(distance_km=1600.0)
    assert collection() < collection(damaged=0.1) < collection(damaged=1.0)


TOLLED: list[dict[str, Any]] = [
    {},
    {"chemistry": "lfp", "route": "shred", "load": 0.6},
    {"chemistry": "lfp", "form": "black-mass", "region": "germany"},
    {"chemistry": "nmc811", "route": "direct", "disassemble": "cell"},
    {"mix": {"lfp": 0.4, "nca": 0.6}, "chemistry": None, "route": "pyro", "method": "everbatt-2023"},
]


@pytest.mark.parametrize("asked", TOLLED, ids=lambda asked: asked.get("route", "hydro"))
def test_a_toller_sells_nothing_and_makes_as_much(asked: dict[str, Any]) -> None:
    sold, tolled = (report(**asked, **terms) for terms in ({"feed_price": 0.0}, {"contract": "tolling"}))
    assert tolled["totals"]["recovery_value"] == tolled["totals"]["feed_price"] == 0.0
    assert [item["kg_per_t"] for item in tolled["products"]] == [item["kg_per_t"] for item in sold["products"]]
    assert tolled["totals"]["contained_value"] == sold["totals"]["contained_value"]


@pytest.mark.parametrize("asked", TOLLED, ids=lambda asked: asked.get("route", "hydro"))
def test_the_most_that_a_toller_s_feed_may_cost_is_the_toll_it_takes(asked: dict[str, Any]) -> None:
    """R&D and selling on the toll are in it: at that toll nothing is left."""
    due = report(**asked, contract="tolling")["totals"]["breakeven_feed_price"]
    assert due < 0.0
    there = report(**asked, contract="tolling", feed_price=due)["totals"]
    assert there["margin"] == pytest.approx(0.0, abs=1e-9 * abs(due))
    assert there["breakeven_feed_price"] == pytest.approx(due, rel=1e-9)


def test_a_toller_s_research_and_selling_are_shares_of_its_toll_alone() -> None:
    answer = quote(**BASE | {"form": "black-mass"}, contract="tolling", feed_price=-700.0)
    rule = answer.resolved.scenario.method.operating
    booked = {line.item: line.amount for line in answer.result.lines if line.item in ("R&D", "selling and marketing")}
    assert booked["R&D"] == pytest.approx(700.0 * rule["r_and_d"])
    assert booked["selling and marketing"] == pytest.approx(700.0 * rule["selling"])
    dearer = quote(
        **BASE | {"form": "black-mass"}, contract="tolling", feed_price=-700.0, price_overrides=("cobalt=90",)
    )
    assert dearer.result.margin == answer.result.margin


def test_a_toller_may_keep_a_part() -> None:
    whole, half = (report(feed_price=0.0, **more)["totals"] for more in ({}, {"contract": "tolling"}))
    kept = report(feed_price=0.0, contract="tolling", overrides=("contract.returned=0.25",))["totals"]
    assert half["recovery_value"] == 0.0
    assert kept["recovery_value"] == pytest.approx(0.75 * whole["recovery_value"])


@pytest.mark.parametrize("asked", [{"seat": "refiner"}, {"seat": "holder"}, {"route": "reuse"}])
def test_what_goes_back_is_bought_by_nobody(asked: dict[str, Any]) -> None:
    with pytest.raises(Exception, match="change hands nowhere"):
        report(**asked, contract="tolling")
