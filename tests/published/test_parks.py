"""Parks of several lines, offtakes of what a plant sells, packs of one owner: what the founding documents describe."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli import compare, quote


def report(**keywords: Any) -> Any:
    return quote(**keywords).to_dict()


@pytest.mark.parametrize(
    ("chemistry", "route", "size"), [("lead-acid", "secondary-smelter", 100_000), ("lfp", "hydro", 20_000)]
)
def test_each_feed_of_a_park_goes_to_its_own_line(chemistry: str, route: str, size: float) -> None:
    asked = report(chemistry=chemistry, plant="ace-texas")["scenario"]
    assert (asked["route"], asked["throughput_t_per_year"]) == (route, size)


def test_the_lines_of_a_park_stand_side_by_side() -> None:
    found = compare(["lead-acid", "lfp"], plants=["ace-texas"]).to_dict()
    assert [(q["scenario"]["chemistry"], q["scenario"]["route"]) for q in found["quotes"]] == [
        ("lead-acid", "secondary-smelter"),
        ("lfp", "hydro"),
    ]


@pytest.mark.parametrize(
    ("keywords", "product"),
    [
        ({"chemistry": "lead-acid", "plant": "ace-texas", "contract": "glencore-ace"}, "lead"),
        ({"chemistry": "lfp", "plant": "ace-mundra", "contract": "glencore-ace"}, "lithium_carbonate"),
        ({"chemistry": "lfp", "plant": "glc-laos", "form": "black-mass", "contract": "glc-xtc"}, "lithium_carbonate"),
        ({"chemistry": "nmc622", "plant": "glc-laos", "form": "black-mass", "contract": "glc-cngr"}, "nickel_in_mhp"),
    ],
)
def test_an_offtake_holds_for_what_the_plant_sells(keywords: dict[str, Any], product: str) -> None:
    """A premium of 1 USD/kg on all of a product is its kilograms in dollars."""
    path = f"contract.products.{product}"
    own = {**keywords, "overrides": (f"{path}.share=1", f"{path}.premium=0")}
    more = {**keywords, "overrides": (f"{path}.share=1", f"{path}.premium=1USD/kg")}
    before, after = report(**own), report(**more)
    mass = next(each["kg_per_t"] for each in before["products"] if each["product"] == product)
    gained = after["totals"]["recovery_value"] - before["totals"]["recovery_value"]
    assert mass > 0.0
    assert gained == pytest.approx(mass, rel=1e-9)


def test_an_offtake_of_nothing_that_is_sold_says_so() -> None:
    notes = report(chemistry="lead-acid", plant="ace-texas", contract="glc-xtc")["warnings"]
    assert [n["values"]["option"] for n in notes if n["code"] == "no-effect"] == ["--contract"]
    assert "no-effect" not in {
        n["code"] for n in report(chemistry="lead-acid", plant="ace-texas", contract="glencore-ace")["warnings"]
    }


@pytest.mark.parametrize("route", ["hydro", "reuse"])
@pytest.mark.parametrize("region", ["china", "us"])
def test_a_battery_bank_can_pay_more_for_packs_that_come_back_to_one_place(route: str, region: str) -> None:
    bank, third = (
        report(chemistry="lfp", route=route, region=region, business=name)["totals"]["breakeven_feed_price"]
        for name in ("battery-bank", "third-party")
    )
    assert bank > third
