"""Corrections of what is sold, bought and charged, one by one over `everbatt-2023` (or off under `recyc`)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from few import few

sys.path.insert(0, str(Path(__file__).parent))
from switches import CHEMISTRIES, FORMS, ROUTES, effect, number, quantity, reading, report, table


@pytest.mark.parametrize("deck", ["everbatt-2023", "2024", "china-2021-exvat"])
def test_a_recovered_cathode_sells_below_the_list(deck: str) -> None:
    for route in ROUTES:
        quotes = [report(route, f"cathode-realisation={state}", method="recyc", prices=deck) for state in ("on", "off")]
        on, off = ({item["product"]: item["value"] for item in quoted["products"]} for quoted in quotes)
        moved = {name: value / off[name] for name, value in on.items() if value != off[name]}
        assert moved == ({"nmc622": pytest.approx(0.85)} if route == "direct" else {})
    assert effect("cathode-realisation", "value", "direct") < 0.0
    # The list price in the reference too, never the modelled cost of a virgin cathode (14.566).
    assert reading(report("direct"), "value") == pytest.approx(10.180, abs=0.0005)


@pytest.mark.parametrize("form", FORMS)
def test_lfp_is_bought_for_its_lithium(form: str) -> None:
    """At a share of what it holds; at the market the scrap in it is paid for, and the toll and the way are not."""

    def price(region: str, method: str) -> float:
        asked = {"chemistry": "lfp", "form": form, "region": region, "method": method}
        if method == "everbatt-2023":
            return float(report("hydro", **asked)["totals"]["feed_price"])
        asked["prices"] = "2024"  # Korea paid for lithium until 2025
        return float(report("hydro", "market-feed-price=off", **asked)["totals"]["feed_price"])

    assert price("china", "everbatt-2023") == pytest.approx(-2000.0)
    assert price("us", "recyc") == 0.0
    assert 0.0 < price("korea", "recyc") < price("china", "recyc")


def test_no_deck_brings_the_fee_for_lfp_back() -> None:
    assert report("hydro", "market-payables=on", chemistry="lfp")["totals"]["feed_price"] > -2000.0


@pytest.mark.parametrize(
    ("region", "nickel", "cobalt", "lithium"), [("us", 0.525, 0.525, 0.0), ("korea", 0.69, 0.69, 0.04)]
)
@pytest.mark.parametrize(("form", "share"), [("pack", 0.3 / 0.7), ("cell", 0.3 / 0.7), ("black-mass", 1.0)])
def test_feed_is_bought_at_payables(
    region: str, nickel: float, cobalt: float, lithium: float, form: str, share: float
) -> None:
    # at prices of 2024: the United States borrow until July 2025
    quoted = report("hydro", "market-feed-price=off", form=form, region=region, method="recyc", prices="2024")
    metal = {item["element"]: item["kg_per_t"] * item["price_per_kg"] for item in quoted["contained"]}
    paid = (metal["ni"] * nickel + metal["co"] * cobalt + metal["li"] * lithium) * share
    assert quoted["totals"]["feed_price"] == pytest.approx(paid)
    assert any(note["code"] == "payables-borrowed" for note in quoted["warnings"]) == (region == "us")


def test_lithium_is_priced_through_its_carbonate() -> None:
    prices = {
        item["element"]: item["price_per_kg"] for item in report("hydro", method="recyc", prices="2024")["contained"]
    }
    # Li2CO3 per Li, 73.888/13.88; the rest of the tolerance is the last digit of lithium's atomic mass, 6.94
    carbonate = number(table("prices/2024")["metals"]["lithium_carbonate"]) / 1000.0
    assert prices["li"] / carbonate == pytest.approx(5.3233, rel=0.005 / 6.94)


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
@pytest.mark.parametrize("form", few(FORMS, 3))
def test_lmo_alone_gets_a_cell_of_its_own(chemistry: str, form: str) -> None:
    moved = [effect("lmo-cell", what, "hydro", chemistry=chemistry, form=form) != 0.0 for what in ("cost", "ghg")]
    assert moved == [chemistry == "lmo"] * 2


# --- Q16, Q17: the feed is paid at the gate ---

AT_THE_GATE = ("feed-at-gate=on", "feed-addons=on", "transfer-research=on")


@pytest.mark.parametrize("route", ROUTES)
def test_plants_know_no_feed_price(route: str) -> None:
    free, dear = (report(route, *AT_THE_GATE, feed_price=price) for price in (0.0, 2000.0))
    for before, after in zip(free["stages"], dear["stages"], strict=True):
        assert before["cost_groups"] | {"feedstock": 0.0} == after["cost_groups"] | {"feedstock": 0.0}
    carried = 2000.0 * (7 - 2) / 52 * 0.06  # five weeks of stock at 6 %, once
    assert dear["totals"]["cost"] - free["totals"]["cost"] == pytest.approx(2000.0 + carried)


@pytest.mark.parametrize("route", ROUTES)
def test_research_and_selling_follow_sales_outside_the_chain(route: str) -> None:
    quoted = report(route, *AT_THE_GATE)
    for item in ("R&D", "selling and marketing"):
        assert reading(quoted, item) == pytest.approx(0.01 * reading(quoted, "value"))
    reagents = sum(line["amount"] for line in quoted["lines"] if line["group"] == "materials" and line["price_unit"])
    for item, share in (("consumables", 0.03), ("packaging and shipping", 0.02)):
        assert reading(quoted, item) == pytest.approx(share * reagents / 1000.0)


# --- Q5, Q11, Q13e, Q19 ---


def test_contingency_is_a_tenth_of_what_its_label_says() -> None:
    on, off = (report("hydro", f"contingency-base={state}")["stages"][1]["capital"] for state in ("on", "off"))
    assert on["contingency"] == pytest.approx(0.1 * (on["isbl"] + on["osbl"]))
    assert off["fixed_capital"] / on["fixed_capital"] - 1.0 == pytest.approx(-0.0026, abs=0.00005)


def test_a_short_ton_is_exact() -> None:
    for item in ("freight: collection point to plant", "freight: recycler to cathode maker"):
        ratio = reading(report("hydro", "exact-short-ton=on"), item) / reading(report("hydro"), item)
        assert ratio == pytest.approx(1.0 / (0.0011 * 907.18474))
    share = effect("exact-short-ton", "ghg", "hydro") / reading(report("hydro"), "ghg")
    assert share == pytest.approx(0.002, abs=0.0005)


def test_nitrogens_burden_is_small() -> None:
    assert 0.0 < effect("nitrogen-impacts", "ghg", "hydro") < 0.01 * reading(report("hydro"), "ghg")


def test_the_carbon_of_soda_ash_stays_in_the_carbonate() -> None:
    carbon = quantity(report("hydro"), "soda_ash") * 44 / 106  # g CO2/kg, counted by neither method
    assert carbon == pytest.approx(95.7, abs=0.05)
    assert table("stages/hydro")["co2"] == {}
    assert not any("Q11" in item.get("quirk", "") for item in table("methods/everbatt-2023")["corrections"].values())
