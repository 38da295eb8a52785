"""A chemistry, a route with its own plant, and a region are one TOML file each, and no code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

CHEMISTRY = """
title = "Zinc-air, invented"
family = "zinc-air"
source = "recyc-estimate"
evidence = "market"
unit = "kg/kg"
cell = { zinc_oxide = 0.6, lead = 0.1, steel = 0.2, pp = 0.1 }

[components.zinc_oxide]
label = "Zinc oxide"
formula = "PbO"   # zinc has no atomic mass among the built-in ones; a user's materials.toml may give it one

[products.zinc]
price = { value = 2000, unit = "USD/t" }

[payables.any]
pb = { value = 0.5, unit = "1" }
"""
ROUTE = """
title = "Retort"
plants = ["retort"]
suits = ["zinc-air"]
unsuited = "a retort takes zinc"
source = "recyc-estimate"
evidence = "market"
unit = "1"

[stages.retort]
stage = "recovery"
accepts = ["cell"]
reference_feed = { value = 10000, unit = "t/yr" }
reagents.coke.zinc_oxide = 0.1
energy.electricity.mass = { value = 1, unit = "MJ/kg" }
water.mass = { value = 1, unit = "L/kg" }
co2.reagent.coke = 3.6
fates.zinc_oxide = { zinc = 0.8, slag = "rest" }
fates.others = { slag = 1 }
fates.coke = { gas = 1 }
fates.reagents = { slag = 1 }
fates.water = { waste_water = 1 }
disposal = { tip_ton = 1, waste_water_volume = 1, waste_water_gallon = 1 }
direct_energy = { diesel = { total_energy = 1 }, natural_gas = { total_energy = 1 } }

[stages.retort.equipment.retort]
units = "one-at-150"
feed_share = 1
a = { value = 500000, unit = "USD" }
b = 0.6
c = { value = 0, unit = "USD" }
cost_index = 1
labor = { value = 0, unit = "h/d" }
scale_exponent = 0
"""
REGION = """
title = "Atlantis"
country = "AT"
payables = "us"
source = "recyc-estimate"
evidence = "market"
wage = { value = 10, unit = "USD/h" }
electricity = { value = 0.1, unit = "USD/kWh" }
natural_gas = { value = 8, unit = "USD/mmBtu" }
diesel = { value = 1, unit = "USD/L" }
diesel_heating_value = { value = 35.8, unit = "MJ/L" }
water = { value = 1, unit = "USD/m3" }
waste_water = { value = 1, unit = "USD/m3" }
tip_fee = { value = 50, unit = "USD/t" }
equipment_factor = { value = 1, unit = "1" }
building_cost = { value = 1000, unit = "USD/m2" }
disassembly_wage = { value = 15, unit = "USD/h" }
freight = { value = 1, unit = "1" }

[grid]
water = { value = 0.5, unit = "L/MJ" }

[grid.energy]
unit = "1"
total_energy = 2
fossil_fuels = 1
coal = 0.5
natural_gas = 0.5
petroleum = 0

[grid.emissions]
unit = "g/MJ"
voc = 0.01
co = 0.05
nox = 0.1
pm10 = 0.01
pm2_5 = 0.01
sox = 0.1
bc = 0.001
oc = 0.001
ch4 = 0.1
n2o = 0.001
co2 = 100
co2_with_voc_co = 100
ghg = 103
"""
ASKED = ("quote", "zinc-air", "--route", "retort", "--region", "atlantis", "--form", "cell")


@pytest.fixture
def own() -> str:
    """Write the three files to ./presets, where they are found."""
    for name, text in (("chemistries/zinc-air", CHEMISTRY), ("routes/retort", ROUTE), ("regions/atlantis", REGION)):
        path = Path("presets", f"{name}.toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return "presets"


def test_three_files_and_a_quote(own: str, recyc: Callable[..., tuple[int, str, str]]) -> None:
    assert recyc("presets", "check", own)[0] == 0
    code, out, _ = recyc(*ASKED, "--json")
    report = json.loads(out)
    assert code == 0
    sold = {item["product"]: item for item in report["products"]}
    assert sold["zinc"]["kg_per_t"] == pytest.approx(480.0)
    assert sold["zinc"]["value"] == pytest.approx(960.0)
    assert abs(report["mass_balance"]["closure_kg"]) < 1e-9
    assert report["totals"]["feed_price"] == pytest.approx(0.5 * report["totals"]["contained_value"])
    assert report["stages"][-1]["capital"]["purchased_equipment"] > 0.0


def test_its_numbers_answer(own: str, recyc: Callable[..., tuple[int, str, str]]) -> None:
    assert own
    less = json.loads(recyc(*ASKED, "--set", "stages.retort.fates.zinc_oxide.zinc=0.4", "--json")[1])
    assert less["products"][0]["kg_per_t"] == pytest.approx(240.0)
    dear = json.loads(recyc(*ASKED, "--price", "zinc=3000USD/t", "--json")[1])
    assert dear["products"][0]["price_per_kg"] == 3.0
    assert "stages.retort.equipment.retort.a" in recyc("presets", "show", "routes/retort")[1]
    assert "zinc" in recyc(*ASKED)[1]


def test_it_is_compared_with_what_there_is(own: str, recyc: Callable[..., tuple[int, str, str]]) -> None:
    assert own
    code, out, _ = recyc("compare", "zinc-air", "nmc622", "--form", "cell", "--json")
    report = json.loads(out)
    assert code == 0
    pairs = {(item["scenario"]["chemistry"], item["scenario"]["route"]) for item in report["quotes"]}
    assert ("zinc-air", "retort") in pairs
    assert ("nmc622", "hydro") in pairs
    assert ("zinc-air", "hydro") not in pairs


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('family = "zinc-air"', 'family = "zinc-ear"', "did you mean zinc-air?"),
        ("pb = {", "pv = {", "unknown element 'pv'"),
        ('formula = "PbO"', 'formula = "ZnO"', "unknown element 'zn'"),
        ('formula = "PbO"', 'formula = "Pb1.2.3O"', "is no formula"),
        ("zinc_oxide = 0.6", "zinc_oxyde = 0.6", "did you mean zinc_oxide"),
    ],
)
def test_a_slip_is_told(own: str, recyc: Callable[..., tuple[int, str, str]], old: str, new: str, words: str) -> None:
    path = Path(own, "chemistries/zinc-air.toml")
    path.write_text(path.read_text().replace(old, new, 1))
    code, _, err = recyc(*ASKED)
    assert code == 3
    assert words in err
