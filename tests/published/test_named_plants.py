"""The plants that the founding documents name, side by side, and what Brunp's own figures cannot be.

Each is quoted on what it takes. What lies outside of the margins that a recycler's accounts have shown has its reason
named, and the reason is looked up in the quote.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from recyc_cli import compare, quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.cli.commands.guide import page

TAKES = {
    "pack": (
        *("brunp", "brunp-yichang", "gem", "byd", "hefei-xuanxin", "miracle-longnan", "tesla-nevada", "catl-indonesia"),
        *("li-cycle-spoke", "li-cycle-tuscaloosa", "li-cycle-magdeburg", "li-cycle-kingston"),
        *("li-cycle-rochester-spoke", "ascend-base1", "ae-elemental-zawiercie", "glc-singapore", "ace-mundra"),
        *("ace-texas", "ace-ghaziabad", "ace-thailand", "redwood-nevada", "cirba-lancaster", "cirba-columbia"),
        *("umicore-hoboken", "gem-wuhan", "china-tower-xinxiang", "redwood-energy"),
    ),
    "black-mass": ("li-cycle-hub", "glc-laos", "cngr-jorf-lasfar"),
}
PLANTS = tuple(plant for plants in TAKES.values() for plant in plants)
SHOWN = (-307 / 917, 224 / 988)
"""Profit over revenue of Golden Tiger in 2023 and 2021: the worst and the best year of a recycler's own accounts."""
SMALL = 10_000
"""Below what the generic plant takes [t/yr]."""
HALF = 0.5
MOLAR = {"ni": 58.693, "co": 58.933, "mn": 54.938}
HYDROXIDE = 34.014
"""Two OH [g/mol]: what a metal of a precursor carries."""
BRUNP = 18_000 / 21_300

OUTLIERS = {
    "ace-ghaziabad": "small",
    "catl-indonesia": "unpaid",
    "cirba-columbia": "unpaid",
    "redwood-nevada": "unpaid",
    "glc-laos": "unpaid",
    "cngr-jorf-lasfar": "unpaid",
    "tesla-nevada": "small",
    "umicore-hoboken": "small",
    "li-cycle-kingston": "small",
    "li-cycle-rochester-spoke": "small",
    "li-cycle-spoke": "idle",
    "li-cycle-hub": "own cost",
    "byd": "reuse",
    "gem-wuhan": "reuse",
    "china-tower-xinxiang": "reuse",
    "redwood-energy": "reuse",
}
"""Why a plant's margin lies outside of what accounts have shown."""


@cache
def side_by_side(form: str) -> dict[str, Any]:
    return compare(["lfp", "nmc622"], plants=list(TAKES[form]), form=form).to_dict()


def rows() -> list[tuple[str, str, dict[str, Any]]]:
    every = [each for form in TAKES for each in side_by_side(form)["quotes"]]
    return [(each["scenario"]["chemistry"], each["scenario"]["plant"], each) for each in every]


def unpaid() -> set[tuple[str, str]]:
    """Return region and feed of the quotes whose market pays nothing for what the feed is mostly worth."""
    every = [note for form in TAKES for note in side_by_side(form)["warnings"]]
    return {(n["values"]["region"], n["values"]["feed"]) for n in every if n["code"] == "feed-unpaid"}


def reasons(feed: str, plant: str, each: dict[str, Any]) -> set[str]:
    """Return what of a quote may explain a margin outside of the usual."""
    asked, tree = each["scenario"], open_library().document("plants", plant).tree
    found = {
        "small": asked["throughput_t_per_year"] < SMALL,
        "idle": asked["load"] < HALF,
        "unpaid": (asked["region"], feed) in unpaid() and each["totals"]["margin"] > 0.0,
        "own cost": bool(tree.get("investment")),
        "reuse": asked["route"] == "reuse",
    }
    return {name for name, holds in found.items() if holds}


def test_every_plant_has_a_row_of_both_feeds() -> None:
    assert {(feed, plant) for feed, plant, _ in rows()} == {(feed, at) for feed in ("lfp", "nmc622") for at in PLANTS}


def test_who_lies_outside_of_what_accounts_have_shown_is_named_with_the_reason() -> None:
    low, high = SHOWN
    outside: dict[str, list[set[str]]] = {}
    for feed, plant, each in rows():
        if not low <= each["totals"]["margin"] / each["totals"]["recovery_value"] <= high:
            outside.setdefault(plant, []).append(reasons(feed, plant, each))
    assert set(outside) == set(OUTLIERS)
    assert [plant for plant, why in OUTLIERS.items() if not all(why in each for each in outside[plant])] == []


def test_the_manual_names_who_lies_outside_and_no_other() -> None:
    tables, _, told = page("plants").partition("## Who lies outside")
    assert set(re.findall(r"`([a-z0-9-]+)`", told)) == set(OUTLIERS)
    asked = {
        name
        for names in re.findall(r"--plant ((?:[\w-]+,?(?:\\\n)?)+)", tables)
        for name in re.split(r"[,\\\n]+", names)
    }
    assert asked - {""} == set(PLANTS)


def test_nobody_sells_more_than_the_metals_that_came_in() -> None:
    """Each at the price of the deck; what is named after none of them (steel, graphite) counts as it is sold."""
    named = tomllib.loads((Path(__file__).parents[2] / "presets/materials.toml").read_text(encoding="utf-8"))[
        "products"
    ]
    for feed, plant, each in rows():
        held = {metal["element"]: metal["value"] for metal in each["contained"]}
        others = [p["value"] for p in each["products"] if named.get(p["product"], {}).get("element") not in held]
        if each["scenario"]["route"] != "reuse":
            assert each["totals"]["recovery_value"] <= sum(held.values()) + sum(others), (feed, plant)


def test_a_plant_that_stands_earns_no_less_than_one_to_be_built() -> None:
    for feed, plant, each in rows():
        assert each["totals"]["cash_margin"] >= each["totals"]["margin"], (feed, plant)


@pytest.mark.parametrize("feed", ["lfp", "nmc622"])
@pytest.mark.parametrize(
    "larger",
    [
        ("tesla-nevada", "ace-texas", "cirba-lancaster", "cirba-columbia"),
        ("byd", "miracle-longnan", "brunp-yichang"),
        ("li-cycle-rochester-spoke", "li-cycle-tuscaloosa", "ascend-base1"),
        ("china-tower-xinxiang", "gem-wuhan"),
    ],
)
def test_in_one_country_the_larger_plant_can_pay_more(feed: str, larger: tuple[str, ...]) -> None:
    route = {plant: open_library().document("plants", plant).tree["routes"][0] for plant in larger}
    most = {
        plant: each["totals"]["breakeven_feed_price"]
        for chemistry, plant, each in rows()
        if chemistry == feed and plant in larger and each["scenario"]["route"] == route[plant]
    }
    assert [most[plant] for plant in larger] == sorted(most.values())


def test_nickel_and_cobalt_are_worth_more_than_iron_wherever_they_are_leached() -> None:
    value = {(feed, at, each["scenario"]["route"]): each["totals"]["breakeven_feed_price"] for feed, at, each in rows()}
    for (feed, plant, route), most in value.items():
        if feed == "lfp" and route != "reuse":
            assert value["nmc622", plant, route] > most, plant


def test_who_does_not_run_is_told() -> None:
    library = open_library()
    still = {name for name in PLANTS if library.document("plants", name).tree["status"] != "operating"}
    notes = [note for form in TAKES for note in side_by_side(form)["warnings"]]
    assert {note["values"]["plant"] for note in notes if note["code"] == "plant-stands"} == still


@pytest.mark.parametrize(("form", "most"), [("pack", 0.20), ("cell", 0.39)])
def test_brunps_precursor_is_not_of_batteries_alone(form: str, most: float) -> None:
    """All nickel, cobalt and manganese of NMC622 as hydroxide [t/t], a fourth to a half of the 0.845 it reports."""
    held = quote(chemistry="nmc622", route="hydro", form=form).to_dict()["contained"]
    precursor = sum(
        each["kg_per_t"] * (1.0 + HYDROXIDE / MOLAR[each["element"]]) for each in held if each["element"] in MOLAR
    )
    assert precursor / 1000.0 == pytest.approx(most, abs=0.01)
    assert pytest.approx(0.845, abs=5e-4) == BRUNP
    assert precursor / 1000.0 < 0.5 * BRUNP
