"""Second life against what others published. Nothing here is fitted: a marker that is missed says so."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli import quote

NO_PARTS = tuple(f"stages.reuse.parts.{name}=0" for name in ("bms", "certification", "housing"))
NEW_2012 = 1474 * (384 / 1474) ** (2 / 5)
"""USD/kWh between BloombergNEF's 2010 (in money of 2025) and 2015 (in its own)."""


def second_life(**asked: Any) -> dict[str, Any]:
    keywords = {"chemistry": "nmc622", "route": "reuse", "soh": 0.8, **asked}
    found: dict[str, Any] = quote(**keywords).to_dict()["second_life"]
    return found


@pytest.mark.parametrize("throughput", [500.0, 1_000.0, 10_000.0, 50_000.0])
def test_repurposing_cost_of_lieskoski(throughput: float) -> None:
    """Batteries 2024, 10(1), 36: Tesla packs (NCA) at pack and module level, 27.2 to 38.3 EUR/kWh."""
    found = second_life(chemistry="nca", throughput_t_per_year=throughput, currency="EUR")
    assert 27.2 < found["repurposing_cost_per_kwh"] < 38.3


@pytest.mark.parametrize("new_pack", [295.0, 221.0, 181.0, 157.0, 137.0, 132.0, 151.0, 139.0, 115.0])
def test_selling_price_of_neubauer_2012(new_pack: float) -> None:
    """NREL/TP-5400-53799: 38 to 132 USD/kWh, met at the new-pack price of every year from 2016 to 2024."""
    assert 38.0 < second_life(new_pack_price=new_pack)["price_per_kwh"] < 132.0


@pytest.mark.parametrize("soh", [0.7, 0.8, 0.85])
def test_selling_price_is_missed_at_the_price_of_2012(soh: float) -> None:
    """At what new packs cost in 2012 the price is 1.8 to three times the range.

    The study sells packs years later, against "declining future battery costs" (its abstract), not against 2012's.
    """
    assert 132.0 < 1.8 * 132.0 < second_life(soh=soh, new_pack_price=NEW_2012)["price_per_kwh"] < 3.3 * 132.0


@pytest.mark.parametrize("soh", [0.7, 0.75, 0.8])
def test_selling_price_of_nrel_2015(soh: float) -> None:
    """NREL/TP-5400-63332, 44 to 180 USD/kWh (quoted from memory), at the new-pack price of 2015."""
    assert 44.0 < second_life(soh=soh, new_pack_price=384.0)["price_per_kwh"] < 180.0


def test_marker_of_nrel_without_new_parts() -> None:
    """NREL's facility sells tested modules for "as low as" 20 USD/kWh: confirmed within 10 % without new parts.

    For new packs, as their study had them; packs that come back hold a quarter less, and a pack is opened, read and
    finished whatever it holds: 1.13 of theirs.
    """
    new = second_life(chemistry="nmc622-everbatt-2023", overrides=NO_PARTS)
    assert new["repurposing_cost_per_kwh"] == pytest.approx(20.0, rel=0.10)
    assert second_life(overrides=NO_PARTS)["repurposing_cost_per_kwh"] / 20.0 == pytest.approx(1.13, abs=0.02)


def test_marker_of_nrel_is_missed_with_new_parts() -> None:
    """With a new battery computer, certificate and housing it costs twice NREL's 20 USD/kWh, new packs 1.7 times."""
    new = second_life(chemistry="nmc622-everbatt-2023", prices="2024")
    assert new["repurposing_cost_per_kwh"] / 20.0 == pytest.approx(1.7, abs=0.05)
    assert second_life(prices="2024")["repurposing_cost_per_kwh"] / 20.0 == pytest.approx(2.1, abs=0.05)


@pytest.mark.parametrize(("chemistry", "low", "high"), [("lfp", 0.3, 0.7)])
def test_used_against_new(chemistry: str, low: float, high: float) -> None:
    """Used LFP at 70 to 80 % of health: 30 to 50 % of new (China 2019), 30 % below new (2021)."""
    found = second_life(chemistry=chemistry, soh=0.75)
    assert low < found["price_per_kwh"] / found["new_pack_price_per_kwh"] < high


def test_lfp_and_nmc_sell_at_prices_of_their_own() -> None:
    """Both compete with new LFP packs in stationary storage; LFP has more years left, so its kWh is worth more."""
    lfp, nmc = (second_life(chemistry=name) for name in ("lfp", "nmc622"))
    assert lfp["new_pack_price_per_kwh"] == nmc["new_pack_price_per_kwh"]
    assert lfp["price_per_kwh"] > 1.2 * nmc["price_per_kwh"]


def test_spare_packs_compete_with_new_ones_of_their_kind() -> None:
    """BloombergNEF 2025, in cars 99 USD/kWh, all uses: LFP 81, NMC 128, both 108; at the world's price, Korea."""
    lfp, nmc = (
        second_life(chemistry=name, application="vehicle", region="korea")["new_pack_price_per_kwh"]
        for name in ("lfp", "nmc622")
    )
    assert lfp == pytest.approx(99.0 * 81.0 / 108.0)
    assert nmc == pytest.approx(99.0 * 128.0 / 108.0)


@pytest.mark.parametrize("deck", ["2019", "2024", "2025", "china-2021"])
def test_new_packs_are_of_the_day_whatever_the_metals_are(deck: str) -> None:
    """Stationary packs of 2025 at 70 USD/kWh, the world's price; only a day asked for takes those of its year."""
    assert second_life(prices=deck, region="korea")["new_pack_price_per_kwh"] == pytest.approx(70.0)
    then = second_life(as_of="2024-12-31", region="korea")["new_pack_price_per_kwh"]
    assert then == pytest.approx(70.0 / 0.55)


@pytest.mark.parametrize(("chemistry", "quoted"), [("nmc622", 2_808.0), ("lfp", 1_065.0)])
def test_used_packs_in_china_fetch_about_what_is_quoted(chemistry: str, quoted: float) -> None:
    """Chinese tables of 2024, mean without VAT: NMC523 packs 2,808, LFP 1,065 USD/t, to whoever buys.

    LFP is bid for within 15 % by those who use packs again, more than by recyclers; NMC622, which holds less nickel and
    cobalt a tonne than the dense packs quoted, at 0.79 of NMC523's, by recyclers. 0.04: what the dated inputs may move.
    """
    report = quote(chemistry=chemistry, route="reuse", region="china", prices="2024").to_dict()
    ratio = report["totals"]["feed_price"] / quoted
    assert ratio == pytest.approx({"lfp": 1.11, "nmc622": 0.79}[chemistry], abs=0.04)


def test_cycles_left() -> None:
    """Some 3,000 cycles are left in LFP at 70 to 80 % of health (China 2019), before the knee."""
    found = second_life(chemistry="lfp", soh=0.75, pass_rate=1.0, overrides=["stages.reuse.health.knee=1"])
    assert found["cycles_left"] == pytest.approx(3000.0)


def test_ma_2024() -> None:
    """Nature Communications 2024, code: repurposing 25 kWh^0.95, used packs at 19, new ones at 630/6.5 USD/kWh."""
    report = quote(chemistry="nmc622", route="reuse-ma-2024", soh=0.8, prices="2024").to_dict()
    found, (lump,) = report["second_life"], [line for line in report["lines"] if "lump" in line["item"]]
    yearly = found["sold_kwh_per_t"] * report["scenario"]["throughput_t_per_year"]
    assert lump["amount"] * report["scenario"]["throughput_t_per_year"] == pytest.approx(25 * yearly**0.95)
    assert found["new_pack_price_per_kwh"] == pytest.approx(630 / 6.5)
    assert report["totals"]["feed_price"] == pytest.approx(19 * 0.8 * report["basis"]["kwh_per_t"])
