"""What must hold where a route stops short of salts or of cathode: mixed hydroxide and precursor."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from few import few

sys.path.insert(0, str(Path(__file__).parent))
import drawing

from recyc_cli import quote
from recyc_cli.catalog.vocabulary import PROFILES

ROUTES = ("hydro-to-mhp", "hydro-to-precursor")
LAYERED = ("nmc111", "nmc532", "nmc622", "nmc811", "nmc955", "nca", "lco")
CASES = list(product(ROUTES, LAYERED, ("pack", "black-mass", "scrap-electrode"), PROFILES))
METALS = ("nickel", "cobalt", "manganese")


def totals(route: str, chemistry: str = "nmc622", **keywords: Any) -> Any:
    return quote(chemistry=chemistry, route=route, **keywords).to_dict()


@pytest.mark.parametrize(("route", "chemistry", "form", "profile"), few(CASES, 4))
def test_mass_closes(route: str, chemistry: str, form: str, profile: str) -> None:
    _, result = drawing.ran({"route": route, "chemistry": chemistry, "form": form, "profile": profile})
    assert abs(result.balance.closure) <= 1e-9 * result.balance.entering
    for element, balance in result.elements.items():
        assert abs(balance.closure) <= 1e-9 * max(balance.entering, 1e-3), element


@pytest.mark.parametrize("route", ROUTES)
def test_a_mix_closes_too(route: str) -> None:
    _, result = drawing.ran({"route": route, "mix": {"nmc811": 0.5, "nca": 0.3, "lco": 0.2}})
    assert abs(result.balance.closure) <= 1e-9 * result.balance.entering


def test_the_further_it_goes_the_more_it_sells_and_the_more_it_costs() -> None:
    """Mixed hydroxide, then salts; the precursor above both, the cathode above all, without the feed."""
    order = ("hydro-to-mhp", "hydro-to-precursor", "hydro-to-cathode")
    found = [totals(route, form="black-mass", region="china", feed_price=0)["totals"] for route in order]
    values, costs = ([each[key] for each in found] for key in ("recovery_value", "cost"))
    assert values == sorted(values)
    assert costs == sorted(costs)
    salts = totals("hydro", form="black-mass", region="china", feed_price=0)["totals"]["recovery_value"]
    assert values[0] < salts < values[2]


def test_precursor_pays_the_salt_and_a_fee() -> None:
    """The fee is one for all, 865 USD per tonne of precursor, of which 63 % is metal."""
    salt, precursor = (
        {item["product"]: item["price_per_kg"] for item in totals(route, prices="2024", region="china")["products"]}
        for route in ("hydro-to-mhp", "hydro-to-precursor")
    )
    assert precursor["nickel_in_precursor"] - salt["nickel_in_mhp"] == pytest.approx(0.865 / 0.63, rel=1e-9)
    assert all(precursor[f"{metal}_in_precursor"] > 0.865 / 0.63 for metal in METALS)


def test_nickel_up_is_value_up_on_each() -> None:
    for route in ROUTES:
        low, high = (
            totals(route, prices="2023", price_overrides=(f"nickel={price}USD/t",))["totals"]["recovery_value"]
            for price in (15_000, 20_000)
        )
        assert high > low, route
