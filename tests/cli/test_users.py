"""What a buyer, a trader and an auditor would trip over: options without effect, units, what a seat buys and sells."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import compare, quote

if TYPE_CHECKING:
    from collections.abc import Callable

HYDRO = ("quote", "nmc622", "--route", "hydro")


def idle(**keywords: Any) -> list[str]:
    """Return the options that a quote calls without effect."""
    asked = {"chemistry": "nmc622", "route": "hydro", **keywords}
    warnings = quote(**asked).to_dict()["warnings"]
    return [warning["message"].split()[0] for warning in warnings if warning["code"] == "no-effect"]


FAULTY = ("applications", "chemistries", "methods", "payables", "plants", "prices", "regions", "routes", "stages")


@pytest.mark.parametrize(
    "argv",
    [
        ("quote", "nmc622"),
        ("quote", "lead-acid"),
        ("quote", "nmc622", "--plant", "brunp"),
        ("quote", "nmc622", "--route", "reuse"),
        ("compare", "nmc622", "lfp"),
        ("presets", "list"),
    ],
)
def test_faulty_presets_that_are_not_asked_for_are_in_nobodys_way(
    recyc: Callable[..., Any], argv: tuple[str, ...]
) -> None:
    for kind in FAULTY:
        Path("presets", kind).mkdir(parents=True)
        Path("presets", kind, "x.toml").write_text("plants = 3\n")
    ran = recyc(*argv, "-q")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("keywords", "options"),
    [
        ({}, []),
        ({"soh": 0.5}, ["--soh"]),
        ({"application": "home", "pass_rate": 0.5}, ["--application", "--pass-rate"]),
        ({"new_pack_price": 100.0, "recycle": "pyro"}, ["--new-pack-price", "--recycle"]),
        ({"route": "reuse", "soh": 0.85, "recycle": "pyro"}, []),
        ({"seat": "holder", "distance_km": 900.0, "damaged": 0.3}, ["--distance", "--damaged"]),
        ({"seat": "refiner", "feed_price": 100.0, "mode": "rail"}, ["--mode"]),
        ({"seat": "shredder", "feed_price": 100.0, "mode": "rail", "damaged": 0.1}, []),
        ({"form": "black-mass", "damaged": 0.5, "distance_km": 50.0}, ["--damaged"]),
    ],
)
def test_an_option_without_effect_is_told(keywords: dict[str, Any], options: list[str]) -> None:
    assert idle(**keywords) == options


def test_a_comparison_tells_what_acts_on_none_of_its_routes() -> None:
    def codes(*routes: str) -> list[str]:
        report = compare(["nmc622"], routes, soh=0.85).to_dict()
        return [warning["code"] for warning in report["warnings"]]

    assert "no-effect" in codes("hydro", "pyro")
    assert "no-effect" not in codes("hydro", "reuse")


def test_a_chemistry_named_twice_is_told_of_once(recyc: Callable[..., Any]) -> None:
    assert "nmc622 reuse, nmc622 reuse" not in recyc("compare", "nmc622", "NMC").out


def test_distance_and_mode_act_on_black_mass() -> None:
    def cost(**keywords: Any) -> float:
        asked = {"chemistry": "nmc622", "route": "hydro", "form": "black-mass", **keywords}
        return float(quote(**asked).to_dict()["totals"]["cost"])

    assert cost(distance_km=300.0) < cost(distance_km=900.0)
    assert cost(mode="rail") < cost()


def test_the_distance_of_packs_is_not_that_of_their_black_mass() -> None:
    near, far = (
        quote(chemistry="nmc622", route="hydro", seat="refiner", distance_km=km).to_dict()["totals"]["cost"]
        for km in (50.0, 2_000.0)
    )
    assert near == far


def test_the_terms_stand_in_the_heading(recyc: Callable[..., Any]) -> None:
    terms = ("--business", "informal", "--contract", "glencore-ace", "--distance", "900km", "--mode", "rail")
    head = "\n".join(recyc(*HYDRO, *terms, "--damaged", "0.3").out.splitlines()[:5])
    for words in ("business informal", "contract glencore-ace", "900 km to the plant", "by rail", "30 % damaged"):
        assert words in head


def test_the_holder_sells_the_feed(recyc: Callable[..., Any]) -> None:
    out = recyc(*HYDRO, "--seat", "holder", "--no-range").out
    assert "the feed, handed over" in out
    assert "5 What the feed is sold for" in out
    assert "may cost at most" not in out
    assert json.loads(recyc(*HYDRO, "--seat", "holder", "--json").out)["cathode"] is None
    assert "pay\n" not in recyc("compare", "nmc622", "--seat", "holder", "--no-range").out


def test_the_refiners_price_is_per_tonne_of_black_mass(recyc: Callable[..., Any]) -> None:
    assert "these are USD per t of black mass" in recyc(*HYDRO, "--seat", "refiner", "--no-range").out
    side = recyc("compare", "nmc622", "--seat", "refiner", "--no-range").out
    assert "mass: per tonne of black mass" in side
    written = recyc("compare", "nmc622", "--seat", "refiner", "--format", "md", "--no-range").out
    assert "price per t of black mass" in written
    assert "of which feed price" not in written


@pytest.mark.parametrize(("price", "unit"), [("400", "USD/t"), ("5USD/kWh", "USD/kWh"), ("30%", "1")])
def test_csv_has_the_unit_a_feed_price_was_given_in(recyc: Callable[..., Any], price: str, unit: str) -> None:
    rows = csv.DictReader(io.StringIO(recyc(*HYDRO, "--feed-price", price, "--format", "csv").out))
    assert [row["feed_price_given_unit"] for row in rows] == [unit]


def test_no_route_takes_hydro_and_says_so(recyc: Callable[..., Any]) -> None:
    ran = recyc("quote", "nmc622")
    assert "! no route was given: hydro is taken" in ran.err
    assert "\nNMC622 packs by hydro, " in ran.out


def test_a_comparison_adds_the_lots_totals(recyc: Callable[..., Any]) -> None:
    asked = ("compare", "nmc622", "--route", "hydro", "--mass", "40t")
    lines = [line.strip("| ") for line in recyc(*asked, "--format", "md").out.splitlines()]
    at = next(index for index, line in enumerate(lines) if line.startswith("lot of 40.00 t, USD"))
    lot = quote(chemistry="nmc622", route="hydro", mass_t=40.0).to_dict()["lot"]["totals"]
    for line, name in zip(lines[at + 1 : at + 4], ("recovery_value", "cost", "margin"), strict=True):
        assert line.split()[-1] == f"{lot[name]:,.0f}"
    shown = recyc(*asked).out.splitlines()
    assert next(line for line in shown if line.startswith("  hydro")).split()[-1] == f"{lot['margin']:,.0f}"
    packs = recyc("compare", "nmc622", "lfp", "--route", "hydro", "--packs", "30", "--format", "md").out
    assert "lot, USD" in packs


def test_a_health_too_low_for_reuse_did_have_an_effect() -> None:
    codes = [item["code"] for item in compare(["nmc622"], soh=0.5).to_dict()["warnings"]]
    assert "left-out" in codes
    assert "no-effect" not in codes


def test_no_difference_has_no_sign(recyc: Callable[..., Any]) -> None:
    out = recyc("compare", "nmc622", "--seat", "refiner").out
    assert "-0 %" not in out
    assert "+0 %" not in out


def test_the_estimates_of_a_contract_are_named() -> None:
    warnings = quote(chemistry="nmc622", route="hydro", contract="glencore-ace").to_dict()["warnings"]
    (said,) = (item["message"] for item in warnings if item["code"] == "estimates")
    assert "of contract (products.nickel.share, " in said


def test_a_price_per_energy_needs_money(recyc: Callable[..., Any]) -> None:
    ran = recyc(*HYDRO, "--feed-price", "5kWh")
    assert ran.code == 2
    assert "no unit of a price" in ran.err


def test_a_wage_is_not_negative(recyc: Callable[..., Any]) -> None:
    for option, text in (("--set", "region.wage=-5"), ("--price", "nickel=-5USD/kg")):
        ran = recyc(*HYDRO, option, text)
        assert ran.code == 2
        assert "cannot be negative" in ran.err
