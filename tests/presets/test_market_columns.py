"""Pins of the market decks and payables, read from the TOML itself, so that no digit of them changes unseen.

The expected figures were taken over the published rows they come from, not over these files.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PRESETS = Path(__file__).parents[2] / "presets"
LITHIUM_IN_CARBONATE = 5.3233
"""Li2CO3 per lithium, kg/kg."""


@cache
def table(name: str) -> dict[str, Any]:
    with (PRESETS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def number(record: Any) -> float:
    value = record["value"] if isinstance(record, dict) else record
    if not isinstance(value, str):
        return float(value)
    result = 1.0
    for index, part in enumerate(value.split("/")):
        first, *factors = (float(factor) for factor in part.split("*"))
        result = math.prod(factors, start=result / first if index else first)
    return result


def total(name: str, *path: str) -> float:
    group = table(name)
    for key in path:
        group = group[key]
    return math.fsum(number(item) for item in group.values() if not isinstance(item, str))


# USD/t as the source has them: of the IMF, and of China without its value-added tax.
AVERAGES = {
    ("2024", "imf-pcp-2025"): {"nickel": 16815.97, "cobalt": 26326.83, "copper": 9142.10, "aluminum": 2420.95,
                               "lead": 2069.35, "manganese": 2097.57},
    ("2024", "miit-2024"): {"lithium_carbonate": 11068.56},
    ("2021", "imf-pcp-2025"): {"nickel": 18467.05, "cobalt": 51235.52, "copper": 9317.41, "aluminum": 2472.95,
                               "lead": 2200.42, "manganese": 4053.59},
    ("2021", "miit-2021"): {"lithium_carbonate": 16736.62},
    ("china-2021-exvat", "miit-2021"): {"nickel": 18794.40, "cobalt": 49798.31},
}  # fmt: skip


@pytest.mark.parametrize(("deck", "source"), AVERAGES)
def test_metals_are_the_annual_averages_of_the_source_they_name(deck: str, source: str) -> None:
    metals = table(f"prices/{deck}")["metals"]
    records = {name: record for name, record in metals.items() if isinstance(record, dict)}
    named = {name for name, record in records.items() if record.get("source", metals.get("source")) == source}
    assert named <= AVERAGES[deck, source].keys()
    for name in named:
        assert number(records[name]) == pytest.approx(AVERAGES[deck, source][name], abs=0.005)


@pytest.mark.parametrize(("deck", "eur", "cny"), [("2024", 0.9242, 7.1957), ("2021", 0.8453, 6.4508)])
def test_exchange_rates_are_annual_averages(deck: str, eur: float, cny: float) -> None:
    fx = table(f"prices/{deck}")["fx"]
    assert (number(fx["EUR"]), number(fx["CNY"])) == (eur, cny)


def test_salts_sell_at_a_share_of_their_metal() -> None:
    products = table("prices/2024")["products"]
    shares = [number(products[name]["payable"]) for name in ("nickel", "cobalt", "manganese", "lithium_carbonate")]
    assert shares == pytest.approx([0.941, 0.657, 1.0624, 0.9561], abs=1e-4)


def test_scrap_follows_its_metal() -> None:
    products = table("prices/2024")["products"]
    assert (products["aluminum"]["of"], products["copper"]["of"]) == ("metals.aluminum", "metals.copper")
    shares = [number(products[name]["payable"]) for name in ("aluminum", "copper")]
    assert shares == pytest.approx([0.51797, 0.96540], abs=1e-5)


def test_cathodes_are_quoted_without_vat() -> None:
    products = table("prices/2024")["products"]
    names = ("nmc111", "nmc532", "nmc622", "nmc811", "nca", "lco", "lmo", "lfp")
    # RMB/t with VAT over 1.13 and 7.1957, USD/t; NMC111 from NMC532, NCA as quoted
    expected = [14961.77, 14081.66, 14868.76, 17365.34, 17933.83, 17279.25, 4206.05, 4316.74]
    assert [number(products[name]["price"]) for name in names] == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        # China: one share of nickel, cobalt and lithium, the first two on their sulfates
        ("2024", {"korea": 1.42, "china": 3 * 0.657, "europe": 1.05, "southeast-asia": 1.52}),
        ("2021", {"korea": 1.30, "china": 2.20, "europe": 1.30, "southeast-asia": 1.30}),
        ("2022", {"china": 1.50 / 0.97335 + 1.50 / 0.78475}),
        ("2023", {"korea": 1.525, "china": 2.19981}),
        ("2025", {"china": 3 * 0.738, "us": 1.52, "europe": 1.52, "korea": 1.52, "southeast-asia": 1.52}),
        ("2024-h1", {"china": 3 * 0.670}),
        ("2024-h2", {"china": 3 * 0.643}),
        ("2025-h1", {"china": 3 * 0.749}),
        ("2025-h2", {"china": 3 * 0.726}),
        ("2026-h1", {"china": 3 * 0.745, "us": 1.52, "europe": 1.52}),
    ],
)
def test_payables_of_a_region(year: str, expected: dict[str, float]) -> None:
    sums = {region: total(f"payables/{year}", region) for region in expected}
    assert sums == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        # RMB per 1 % of lithium over 53.228 kg of carbonate, battery powder at 2,075 for electrode powder's 2,250
        ("2021", 0.60),  # a belief between 2020 and 2022
        ("2022", 82_000 * 100 / 5.3228 / 500_000 / 3.6 * 2_075 / 2_250),
        ("2023", 12_000 * 100 / 5.3228 / 297_236 * 2_075 / 2_250),
        # mean of the half-year's months over carbonate, electrode powder at 3.9 % of lithium
        ("2024", 0.709 * 2_075 / 2_250),
        ("2024-h1", 0.716 * 2_075 / 2_250),
        ("2024-h2", 0.703 * 2_075 / 2_250),
        ("2025", 0.665 * 2_075 / 2_250),
        ("2025-h1", 0.734 * 2_075 / 2_250),
        ("2025-h2", 0.596 * 2_075 / 2_250),
        ("2026-h1", 0.557 * 2_075 / 2_250),
    ],
)
def test_lithium_of_lfp_in_china(year: str, expected: float) -> None:
    own = table(f"payables/{year}")["families"]["iron-phosphate"]["china"]["li"]
    assert number(own) == pytest.approx(expected, rel=1e-9)


def test_europe_pays_nothing_for_lithium_and_the_us_borrows_from_it() -> None:
    payables = table("payables/2024")
    assert number(payables["europe"]["li"]) == 0
    assert (payables["borrow"]["us"], payables["borrow"]["us-ca"]) == ("europe", "europe")
    assert (payables["borrow"]["japan"], payables["borrow"]["india"]) == ("korea", "southeast-asia")


def test_forms_are_paid_no_more_than_black_mass() -> None:
    forms = {name: number(form) for name, form in table("payables/2024")["forms"].items() if isinstance(form, dict)}
    assert forms.pop("black-mass") == 1
    assert forms.pop("scrap-electrode") == 0.85
    assert set(forms) == {"pack", "module", "cell", "scrap-cell"}
    assert set(forms.values()) == {0.3 / 0.7}


@pytest.mark.parametrize(
    ("cell", "deloitte"), [("nmc622-everbatt-2019", 6651), ("lfp-everbatt-2019", 1441)], ids=["NMC622", "LFP"]
)
def test_china_2021_values_a_cell_within_five_percent_of_deloitte(cell: str, deloitte: float) -> None:
    assert contained_value(cell, "prices/china-2021-exvat") == pytest.approx(deloitte, rel=0.05)


def contained_value(chemistry: str, deck: str) -> float:
    """Li, Ni, Co and Mn of a tonne of cells, 100 % recovered [USD/t]."""
    atoms = {key: number(mass) for key, mass in table("materials")["atomic_mass"].items() if not isinstance(mass, str)}
    cell = {key: number(share) for key, share in table(f"chemistries/{chemistry}")["cell"].items() if key not in TEXT}
    formula = {key: number(n) for key, n in table(f"chemistries/{chemistry}")["cathode"].items() if key not in TEXT}
    molar = math.fsum(atoms[element] * n for element, n in formula.items())
    salt = atoms["li"] + atoms["p"] + 6 * atoms["f"]
    mass = {element: cell["cathode"] * atoms[element] * n / molar for element, n in formula.items()}
    mass["li"] += cell["lipf6"] * atoms["li"] / salt
    metals = table("prices/2021")["metals"] | table(deck)["metals"]
    price = {"li": number(metals["lithium_carbonate"]) * LITHIUM_IN_CARBONATE}
    price |= {"ni": number(metals["nickel"]), "co": number(metals["cobalt"]), "mn": number(metals["manganese"])}
    return math.fsum(mass.get(element, 0) * price[element] for element in price)


TEXT = {"unit", "source", "date", "basis", "evidence", "note"}


@pytest.mark.parametrize(
    ("region", "per_liter"), [("us", 0.99329), ("us-ca", 1.30287), ("korea", 1.00015), ("china", 0.87294)]
)
def test_diesel_is_priced_in_every_region(region: str, per_liter: float) -> None:
    diesel = table(f"regions/{region}")["diesel"]
    gallon = 3.785411784 if diesel["unit"] == "USD/gal" else 1
    assert number(diesel) / gallon == pytest.approx(per_liter, abs=1e-5)


def test_freight_outside_the_us_is_an_estimate_with_a_range() -> None:
    for region, value in (("korea", 1.0), ("china", 0.6)):
        freight = table(f"regions/{region}")["when"]["regional-freight"]["freight"]
        assert freight["evidence"] == "estimate"
        assert number(freight["low"]) < number(freight["value"]) == value < number(freight["high"])
