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
