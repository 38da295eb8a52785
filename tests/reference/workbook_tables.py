"""Numbers the workbook's arithmetic works on, read from the presets: base values alone, in the workbook's units."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

Numbers = dict[str, float]

PRESETS = Path(__file__).parents[2] / "presets"
CHEMISTRIES = {
    "LCO": "lco", "NMC(111)": "nmc111", "NMC(532)": "nmc532", "NMC(622)": "nmc622", "NMC(811)": "nmc811",
    "NCA": "nca", "LMO": "lmo", "LFP": "lfp",
}  # fmt: skip
LOCATIONS = {"U.S.": "us", "California": "us-ca", "Korea": "korea", "China": "china"}
TABLES = {
    "pack": "pack", "module": "module", "cell": "cell", "cell_from_pack": "cell", "scrap_cell": "cell",
    "scrap_electrode": "scrap-electrode", "black_mass": "black-mass",
}  # fmt: skip
OPENED = ("module", "cell_from_pack")  # Input!E15 = Pack and a feed of modules or cells: packs are opened first
SCRAP = ("scrap_cell", "scrap_electrode")
ENERGY_ROWS = ("total_energy", "fossil_fuels", "coal", "natural_gas", "petroleum")
EMISSION_ROWS = ("VOC", "CO", "NOx", "PM10", "PM2.5", "SOx", "BC", "OC", "CH4", "N2O", "CO2")
ROWS = (*ENERGY_ROWS, "water", *EMISSION_ROWS, "CO2_with_VOC_CO", "GHG")
MJ, MJ_OUTPUT = 1055.0, 1055.06  # MJ per mmBtu inside, and on the sheet Output
TON, SHORT_TON = 0.0011, 907.2  # short tons per kg as rounded (Col&Trans Par.!F70), kg per short ton
GALLON = 3.78541  # kg of water per gallon
DAYS, HOURS = 320.0, 20.0  # CM Rec Par.!BD21:BD22


def number(text: str) -> float:
    """Products and quotients, worked from the left: `596.2/576.1`."""
    first, *rest = re.split(r"([*/])", text)
    result = float(first)
    for sign, factor in zip(rest[::2], rest[1::2], strict=True):
        result = result * float(factor) if sign == "*" else result / float(factor)
    return result


def plain(node: Any) -> Any:
    """Bare numbers for the records of a preset."""
    if not isinstance(node, dict):
        return float(node) if isinstance(node, int) else node
    if "value" in node:
        value = node["value"]
        return number(value) if isinstance(value, str) else float(value)
    return {key: plain(child) for key, child in node.items() if key != "when"}


@cache
def preset(name: str) -> Any:
    return plain(tomllib.loads((PRESETS / f"{name}.toml").read_text(encoding="utf-8")))


def only_numbers(group: dict[str, Any]) -> Numbers:
    return {key: value for key, value in group.items() if isinstance(value, float)}


def factors(group: dict[str, Any]) -> Numbers:
    """The rows of an impact factor under the workbook's names."""
    named = {"water": group.get("water", 0.0), **group.get("energy", {}), **group.get("emissions", group)}
    return {row: named.get(row.lower().replace(".", "_"), 0.0) for row in ROWS}


@cache
def greet() -> Any:
    """Factors of materials [per short ton], fuels [per mmBtu; gas energy in Btu], combustion [g/mmBtu]."""
    read = preset("impacts/greet-2022")
    kinds = ("materials", "fuels", "combustion")
    tables = {
        kind: {name: factors(group) for name, group in read[kind].items() if isinstance(group, dict)} for kind in kinds
    }
    return {**tables, "truck": read["truck_energy"], "constants": read["characterization"]}


@dataclass
class Plant:
    """What one plant does with a kilogram of its feed, and in a year."""

    feed_t: float
    materials: Numbers  # kg
    energy: Numbers  # MJ: diesel, natural_gas, electricity
    gallons: float
    products: Numbers  # kg
    wastes: Numbers  # kg
    co2: float  # g, of the process
    raw: float = 0.0  # $/yr
    effluent: float = 0.0
    utilities: float = 0.0
    revenue: float = 0.0  # that R&D is a share of, $/kg
    capital: Numbers = field(default_factory=dict)
    yearly: Numbers = field(default_factory=dict)


# 2. Composition and elements: CM Rec Par.!H59:R71 -------------------------------------------------------------------


def mass_shares(formula: Numbers) -> Numbers:
    atomic = preset("materials")["atomic_mass"]
    parts = {element: count * atomic[element] for element, count in formula.items()}
    return {element: part / sum(parts.values()) for element, part in parts.items()}


def cathode_shares(chemistry: str) -> Numbers:
    shares = mass_shares(only_numbers(preset(f"chemistries/{CHEMISTRIES[chemistry]}")["cathode"]))
    return {element: shares.get(element, 0.0) for element in ("li", "co", "ni", "mn")}


def composition(chemistry: str, feed: str) -> Numbers:
    names = (
        "cathode", "graphite", "carbon_black", "pvdf", "anode_binder", "copper", "aluminum", "lipf6", "ec", "dmc",
        "pp", "pe", "pet", "steel",
    )  # fmt: skip
    table = preset(f"chemistries/{CHEMISTRIES[chemistry]}")[TABLES[feed]]
    return {name: table.get(name, 0.0) for name in names}


def elements(x: Numbers, w: Numbers) -> Numbers:
    salt = mass_shares({"li": 1.0, "p": 1.0, "f": 6.0})
    atomic = preset("materials")["atomic_mass"]
    pvdf_fluorine = 2 * atomic["f"] / (2 * (atomic["f"] + atomic["c"] + atomic["h"]))
    return {
        "li": x["cathode"] * w["li"] + x["lipf6"] * salt["li"],
        "co": x["cathode"] * w["co"],
        "ni": x["cathode"] * w["ni"],
        "mn": x["cathode"] * w["mn"],
        "f": x["lipf6"] * salt["f"] + x["pvdf"] * pvdf_fluorine,
        "p": x["lipf6"] * salt["p"],
    }


def price_list() -> Numbers:
    """What a kilogram of each material and product fetches or costs."""
    deck = preset("prices/everbatt-2023")
    metals, products = deck["metals"], deck["products"]
    listed = {name: products[own]["price"] for name, own in CHEMISTRIES.items()}
    scrap = {name: products[name.lower()]["price"] for name in ("Aluminum", "Copper", "Steel", "Graphite", "Plastics")}
    return {
        **only_numbers(deck["reagents"]), **listed, **scrap,
        "Electronic part": products["electronics"]["price"], "Insulation": products["insulation"]["price"],
        "Copper metal": metals["copper"], "Co2+ in product": metals["cobalt"], "Ni2+ in product": metals["nickel"],
        "Mn2+ in product": metals["manganese"], "Lithium Carbonate (crude)": 0.5 * metals["lithium_carbonate"],
    }  # fmt: skip
