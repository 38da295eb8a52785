"""Sums and digests of the reference's columns, so that no digit of a preset changes unseen.

The sums were taken over the reference's own tables, not over these files. A digest covers every number of a file,
overlays of corrections left out; after a change made on purpose, pin the new one.
"""

from __future__ import annotations

import hashlib
import math
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PRESETS = Path(__file__).parents[2] / "presets"
META = {"value", "unit", "low", "high", "date", "basis", "source", "evidence", "note", "when", "active"}
CHEMISTRIES = ("nmc111", "nmc532", "nmc622", "nmc811", "nca", "lco", "lmo", "lfp")
REGIONS = ("us", "us-ca", "korea", "china")
FORMS = ("pack", "module", "cell", "scrap-electrode", "black-mass")
EXACT = {"rel_tol": 1e-13}
OURS = ("cathode_line.", "discharger.", "shredder.")
"""Items of equipment that the reference's table of unit operations does not have, or has no cost of."""


@cache
def numbers(name: str) -> dict[str, float]:
    with (PRESETS / f"{name}.toml").open("rb") as file:
        found = dict(leaves(tomllib.load(file)))
    return {path: value for path, value in found.items() if not path.startswith(OURS)}


def leaves(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, float]]:
    for key, item in table.items():
        if key in META or isinstance(item, (str, list)):
            continue
        if isinstance(item, dict) and "value" not in item:
            yield from leaves(item, f"{path}{key}.")
        else:
            yield path + key, number(item["value"] if isinstance(item, dict) else item)


def number(value: float | str) -> float:
    if not isinstance(value, str):
        return float(value)
    product, *divisors = (math.prod(float(factor) for factor in part.split("*")) for part in value.split("/"))
    for divisor in divisors:
        product /= divisor
    return product


def total(files: list[str], end: str = "", start: str = "") -> float:
    return math.fsum(
        value
        for file in files
        for path, value in numbers(file).items()
        if path.endswith(end) and path.startswith(start)
    )


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
@pytest.mark.parametrize("form", FORMS)
def test_a_composition_sums_to_one(chemistry: str, form: str) -> None:
    assert math.isclose(total([f"chemistries/{chemistry}"], start=f"{form}."), 1, abs_tol=1e-9)


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
def test_a_pack_weighs_what_its_cells_and_parts_weigh(chemistry: str) -> None:
    file = f"chemistries/{chemistry}"
    design = numbers(file)
    module = design["design.cell_mass"] + 20 * total([file], start="parts.module.")
    assert math.isclose(design["design.module_mass"], module, abs_tol=1e-8)
    assert math.isclose(design["design.pack_mass"], module + total([file], start="parts.pack."), abs_tol=1e-8)


@pytest.mark.parametrize(("chemistry", "printed"), [("nmc622", 1.0), ("lfp", 0.999)])
def test_the_older_cells_sum_to_what_is_printed(chemistry: str, printed: float) -> None:
    assert math.isclose(total([f"chemistries/{chemistry}-everbatt-2019"], start="cell."), printed, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("component", "column"),
    {
        "cathode": 18.210574198913,
        "graphite": 9.662605315759,
        "carbon_black": 0.37938696247719,
        "pvdf": 0.279545810820866,
        "anode_binder": 0.145327922974791,
        "copper": 3.3886961268269,
        "aluminum": 2.84817069280527,
        "lipf6": 0.348924509086,
        "ec": 1.0763097258512,
        "dmc": 0.8718027302504,
        "pp": 0.34014645739209,
        "pe": 0.03916724902643,
        "pet": 0.0534958152482,
        "steel": 1.8332621928916,
        "iron": 0.2341558509187,
        "electronics": 0.0839767150548,
        "coolant": 0.1732611472086,
        "insulation": 0.03119057649849,
    }.items(),
)
def test_component_columns(component: str, column: float) -> None:
    files = [f"chemistries/{chemistry}" for chemistry in CHEMISTRIES]
    found = math.fsum(numbers(file).get(f"{form}.{component}", 0.0) for file in files for form in FORMS)
    assert math.isclose(found, column, **EXACT)


@pytest.mark.parametrize(
    ("start", "column"),
    {"parts.pack.": 1280.181988268216, "parts.module.": 17.0667984391931, "precursors.": 438.9013166645046}.items(),
)
def test_part_and_precursor_columns(start: str, column: float) -> None:
    assert math.isclose(total([f"chemistries/{chemistry}" for chemistry in CHEMISTRIES], start=start), column, **EXACT)


@pytest.mark.parametrize(
    ("row", "materials", "grids"),
    [
        ("energy.total_energy", 2858.577268646212, 8579341.70356),
        ("energy.fossil_fuels", 2638.699517146289, 6705826.38169),
        ("energy.coal", 845.435018219891, 3879889.201083),
        ("energy.natural_gas", 1303.0054891868672, 2711610.9659637),
        ("energy.petroleum", 490.25900974115245, 114326.21463776),
        ("water", 314346.0499921529, 824.987697235),
        ("emissions.voc", 58455.79686628783, 61.1133784804),
        ("emissions.co", 169975.04905962356, 232.9285210974),
        ("emissions.nox", 306397.5192695087, 441.5653303814),
        ("emissions.pm10", 179126.74672666215, 73.31365551695),
        ("emissions.pm2_5", 46629.709310925304, 37.87062185858),
        ("emissions.sox", 851387.4789604997, 444.6877829921),
        ("emissions.bc", 3261.9447732477433, 1.964600237256),
        ("emissions.oc", 6486.081520279239, 7.55894891232),
        ("emissions.ch4", 470645.20976258226, 1097.40896713),
        ("emissions.n2o", 4545.184846819908, 12.52214285478),
        ("emissions.co2", 203573108.35964963, 559407.0764456),
        ("emissions.co2_with_voc_co", 204022399.24179032, 559963.5770089),
        ("emissions.ghg", 219288461.95597786, 596084.9092279),
    ],
)
def test_factor_rows(row: str, materials: float, grids: float) -> None:
    assert math.isclose(total(["impacts/greet-2022"], end=f".{row}", start="materials."), materials, **EXACT)
    assert math.isclose(total([f"regions/{region}" for region in REGIONS], end=row, start="grid."), grids, **EXACT)


@pytest.mark.parametrize(
    ("key", "column"),
    {
        "equipment_factor": 3.48,
        "wage": 94.28,
        "electricity": 0.4225870967742,
        "natural_gas": 45.31144,
        "water": 0.01919,
        "waste_water": 0.02475,
        "tip_fee": 147.53,
    }.items(),
)
def test_region_columns(key: str, column: float) -> None:
    assert math.isclose(math.fsum(numbers(f"regions/{region}")[key] for region in REGIONS), column, **EXACT)


@pytest.mark.parametrize(
    ("key", "column"),
    {"feed_share": 29.5, "a": 25164492.7347081, "b": 13.5448, "c": 0.0, "labor": 288.0, "scale_exponent": 0.0}.items(),
)
def test_equipment_columns(key: str, column: float) -> None:
    assert math.isclose(total(["equipment"], end=f".{key}"), column, **EXACT)


def test_cost_indexes_agree_with_the_reference_to_its_last_digit() -> None:
    assert math.isclose(total(["equipment"], end=".cost_index"), 40.235372479895, rel_tol=1e-11)


def test_reagent_prices() -> None:
    assert math.isclose(total(["prices/everbatt-2023"], start="reagents."), 131.1102076762309, rel_tol=1e-12)


VINTAGES, OF_A_PACK = ("2010-2015", "2016-2020"), ("mass", "energy")
LATER = ("JPY", "KRW", "INR", "SEK", "THB", "SGD", "CHF", "CAD", "AUD", "GBP", "PLN", "IDR")
NOT_OF_THE_WORKBOOK = {
    *("products.nickel_in_mhp.payable", "products.cobalt_in_mhp.payable", "products.manganese_in_mhp.price"),
    "diesel",
    "diesel_heating_value",
    "freight",
    "carbon_price",
    "tax_rate",
    "vat",
    "cepci",
}
NOT_OF_THE_WORKBOOK |= {"packaging", *(f"returning.{years}.pack_{what}" for years in VINTAGES for what in OF_A_PACK)}
NOT_OF_THE_WORKBOOK |= {f"fx.{code}" for code in LATER}


@pytest.mark.parametrize(
    ("file", "count", "digest"),
    [
        ("materials", 27, "9066a818ea89"),
        ("equipment", 246, "e740057f39d0"),
        ("prices/everbatt-2023", 57, "5f7ce582cc14"),  # its exchange rates and cost index: test_decks.py
        ("payables/everbatt-2023", 12, "bf388dea9158"),
        ("impacts/greet-2022", 767, "637c0dcc75c7"),
        ("chemistries/nmc111", 99, "6198aac83691"),
        ("chemistries/nmc532", 99, "eb0e569e60f3"),
        ("chemistries/nmc622", 99, "be8b77e85e77"),
        ("chemistries/nmc811", 99, "f137c5647b29"),
        ("chemistries/nca", 100, "cad1f48d4129"),
        ("chemistries/lco", 91, "d3bdf8b71bae"),
        ("chemistries/lmo", 92, "4210164f4761"),
        ("chemistries/lfp", 93, "601e84ed1df6"),
        ("chemistries/nmc622-everbatt-2019", 19, "e70c7a5901d8"),
        ("chemistries/lfp-everbatt-2019", 18, "2bed97c01a9f"),
        ("regions/us", 30, "404a2b462a25"),
        ("regions/us-ca", 30, "5896d3923e25"),
        ("regions/korea", 30, "cee6e9312c9d"),
        ("regions/china", 30, "681f578f229d"),
    ],
)
def test_no_number_changes_unseen(file: str, count: int, digest: str) -> None:
    found = {
        path: value
        for path, value in numbers(file).items()
        if path not in NOT_OF_THE_WORKBOOK and not path.startswith("follows.")
    }
    text = "\n".join(f"{path} {value!r}" for path, value in sorted(found.items()))
    assert (len(found), hashlib.sha256(text.encode()).hexdigest()[:12]) == (count, digest)
