"""Reads a result of the model the way the workbook's output sheet states it: per kilogram of plant feed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.flows.impacts import ROWS, WATER
from recyc_cli.model.records.ledger import COST, GROUPS, VALUE, total
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import Resolved, resolve

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Result

CHEMISTRIES = {
    "LCO": "lco", "NMC(111)": "nmc111", "NMC(532)": "nmc532", "NMC(622)": "nmc622", "NMC(811)": "nmc811",
    "NCA": "nca", "LMO": "lmo", "LFP": "lfp",
}  # fmt: skip
REGIONS = {"U.S.": "us", "California": "us-ca", "Korea": "korea", "China": "china"}
FEEDS = {
    "pack": ("pack", "none"), "module": ("pack", "module"),
    "cell": ("cell", "none"), "cell_from_pack": ("pack", "cell"),
    "scrap_cell": ("scrap-cell", "none"), "scrap_electrode": ("scrap-electrode", "none"),
    "black_mass": ("black-mass", "none"),
}  # fmt: skip
LITRES_PER_GALLON = 3.785411784
PRODUCTS = {
    "Copper metal": "copper_metal", "Co2+ in product": "cobalt", "Ni2+ in product": "nickel",
    "Mn2+ in product": "manganese", "Lithium Carbonate (crude)": "lithium_carbonate", "Graphite": "graphite",
    "Aluminum": "aluminum", "Copper": "copper", "Steel": "steel", **CHEMISTRIES,
}  # fmt: skip
REAGENTS = {
    "Limestone": "limestone", "Sand": "sand", "Sulfuric Acid": "sulfuric_acid", "Lime": "lime",
    "Hydrogen Peroxide": "hydrogen_peroxide", "Sodium Hydroxide": "sodium_hydroxide", "Soda Ash": "soda_ash",
    "Lithium Hydroxide": "lithium_hydroxide", "Nitrogen": "nitrogen",
}  # fmt: skip
WASTES = {
    "Flue Dust": "flue_dust", "Slag": "slag", "Waste(water)": "waste_water", "Waste(solid)": "solid_waste",
    "flue_dust": "flue_dust", "solid": "solid_waste", "water": "waste_water",
}  # fmt: skip
LEGS = {
    "collection_to_disassembly": "collection", "disassembly_to_preprocessor": "to_plant",
    "preprocessor_to_cm_recovery": "to_recovery", "manufacturer_to_recycler": "from_manufacturer",
    "recycler_to_cathode": "to_cathode_maker",
}  # fmt: skip
YEARLY = {
    "utilities": "utilities", "consumables": "consumables", "effluent": "effluent", "packaging": "packaging",
    "vcop": "variable", "fcop": "fixed", "acc": "annualized_capital", "tcop": "total", "labor": "labor",
    "maintenance": "maintenance", "tax_insurance": "tax_insurance", "rent": "rent", "r_and_d": "r_and_d",
    "selling": "selling", "g_and_a": "general", "environmental": "environmental", "royalty": "royalty",
    "capital_charges": "capital_charges",
}  # fmt: skip


@cache
def run(chemistry: str, feed: str, location: str, throughput: float, route: str) -> tuple[Resolved, Result]:
    """Quote one reference case."""
    form, disassemble = FEEDS[feed]
    request = Request(
        chemistry=CHEMISTRIES[chemistry], form=form, disassemble=disassemble, region=REGIONS[location],
        throughput_t_per_year=float(throughput), route=route, method="everbatt-2023",
    )  # fmt: skip
    resolved = resolve(request)
    return resolved, evaluate(resolved.scenario)


def impacts(rows: list[float], scale: float) -> dict[str, float]:
    """Name the rows; water in gallons."""
    return {
        name: value * scale / (LITRES_PER_GALLON if i == WATER else 1.0)
        for i, (name, value) in enumerate(zip(ROWS, rows, strict=True))
    }


def row(name: str) -> str:
    """Turn the file's name of an impact row into ours."""
    return name.lower().replace(".", "_")


def plant(result: Result, stage: str) -> dict[str, Any]:
    """Flows and costs of one plant."""
    account = next(account for account in result.accounts if account.plant.stage == stage)
    flows, made = account.flows, account.production
    feed = flows.feed
    yearly = {theirs: getattr(made, ours) for theirs, ours in YEARLY.items()}
    yearly |= {
        "raw_materials": made.raw + made.feed,
        "ccop": made.variable + made.fixed,
        "plant_overhead": made.r_and_d + made.selling + made.general,
    }
    capital = {
        name: getattr(account.capital, name)
        for name in ("purchased_equipment", "isbl", "osbl", "design_engineering", "contingency", "fixed_capital")
    }
    capital["working_capital"] = made.working_capital
    capital["total_capital"] = capital["fixed_capital"] + made.working_capital
    return {
        "feed_t": account.rate,
        "capital": capital,
        "usd_per_yr": yearly,
        "materials": {name: mass / feed for name, mass in flows.reagents.items()},
        "energy": {name: energy / feed for name, energy in flows.energy.items()},
        "wastes": {name: mass / feed for name, mass in flows.wastes.items()},
        "cost_per_kg": made.total / account.rate / TONNE,
    }


def groups(result: Result, stages: tuple[str, ...], feed: float) -> dict[str, float]:
    """Cost groups of some stages per kilogram of plant feed."""
    return {group: sum(total(result.lines, COST, stage, group) for stage in stages) / feed for group in GROUPS[1:]}


def value(result: Result, stage: str, feed: float) -> float:
    """What a stage sells per kilogram of plant feed."""
    return total(result.lines, VALUE, stage) / feed
