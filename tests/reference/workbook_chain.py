"""Around the plants of the workbook: transport and disassembly (section 10), impacts (section 11)."""

from __future__ import annotations

from math import ceil
from typing import Any

from workbook_tables import (
    CHEMISTRIES,
    EMISSION_ROWS,
    ENERGY_ROWS,
    LOCATIONS,
    MJ,
    MJ_OUTPUT,
    OPENED,
    ROWS,
    SCRAP,
    TON,
    Numbers,
    Plant,
    factors,
    greet,
    only_numbers,
    preset,
    price_list,
)

# 10. Transport: Col&Trans Par.; disassembly: Disassembly!, BatPaC IO! -------------------------------------------------


def transport(tonnes: float, feed: str, made: float, offered: Numbers, delivered: float) -> dict[str, Any]:
    """Six legs; `made` black mass and `offered` hydro products per kg of feed, `delivered` packs in t/yr."""
    packs_collected = feed == "pack" or feed in OPENED
    mass = {
        "collection_to_disassembly": 1.1 * delivered / tonnes if packs_collected else 0.0,
        "disassembly_to_preprocessor": 0.0 if feed in SCRAP or feed == "black_mass" else 1.1,
        "preprocessor_to_cm_recovery": 1.1 * made,
        "manufacturer_to_recycler": 1.1 if feed in SCRAP else 0.0,
        "recycler_to_cathode": 1.1
        * (
            offered["Co2+ in product"] / 58.9 * 154.9
            + offered["Ni2+ in product"] / 58.7 * 154.7
            + offered["Lithium Carbonate (crude)"]
            + offered["Mn2+ in product"] / 54.9 * 150.9
        ),
        "cathode_to_manufacturer": 0.0,  # no cathode chosen
    }
    distances = dict(zip(mass, (100.0 if packs_collected else 0.0, 500.0, 1000.0, 1000.0, 1000.0, 1000.0), strict=True))
    hazardous = ("collection_to_disassembly", "disassembly_to_preprocessor", "manufacturer_to_recycler")
    guarded, flat = 0.588896136841, 0.0603996037786  # G50, D50
    packaging = dict.fromkeys(mass, 0.0) | {
        "collection_to_disassembly": guarded * mass["collection_to_disassembly"] / 1.1,
        "disassembly_to_preprocessor": 0.0 if packs_collected else guarded * mass["disassembly_to_preprocessor"] / 1.1,
        "preprocessor_to_cm_recovery": flat,
        "manufacturer_to_recycler": guarded * mass["manufacturer_to_recycler"],
    }
    rows = dict.fromkeys(ROWS, 0.0)
    segments = {}
    for leg, miles in distances.items():
        heavy = miles > 100.0
        payload = 10.0 if heavy else 4.0  # E35, E36: the user's values are in force
        rate = (1.834 if heavy else 2.084) if leg in hazardous else (1.74 if heavy else 1.99)  # G46:G47, D46:D47
        load = mass[leg] * TON / payload
        own = haul_impacts(miles, load, "heavy" if heavy else "medium")
        rows = {row: amount + own[row] for row, amount in rows.items()}
        segments[leg] = {"kg_per_kg": mass[leg], "cost_per_kg": miles * rate * load + packaging[leg]}
        segments[leg] |= {"miles": miles, "ghg_g": own["GHG"]}
    cost = sum(segment["cost_per_kg"] for segment in segments.values())
    return {"cost_per_kg": cost, "impacts_per_kg": rows, "segments": segments}


def haul_impacts(miles: float, load: float, truck: str) -> Numbers:
    """Loaded trips alone; `load` in trucks per kg of feed."""
    upstream, burned = greet()["fuels"]["diesel"], greet()["combustion"][f"truck_{truck}"]
    diesel = greet()["truck"][truck] * miles / 1e6 * load
    own = ("total_energy", "fossil_fuels", "petroleum")
    rows = {row: diesel * (upstream[row] + (row in own)) * MJ_OUTPUT for row in ENERGY_ROWS}
    rows["water"] = diesel * upstream["water"]
    rows |= {row: diesel * (burned[row] + upstream[row]) for row in EMISSION_ROWS}
    return rows | derived(rows)


def delivered_packs(tonnes: float, chemistry: str, feed: str) -> float:
    """Packs collected for a plant feed, t/yr."""
    design = preset(f"chemistries/{CHEMISTRIES[chemistry]}")["design"]
    part: Numbers = {"module": design["module_mass"], "cell_from_pack": design["cell_mass"]}
    whole: float = design["pack_mass"]
    return tonnes * whole / part.get(feed, whole)


def disassembly(tonnes: float, chemistry: str, feed: str) -> dict[str, Any]:
    steps = {"pack": (), "module": ("pack_to_module",), "cell_from_pack": ("pack_to_module", "module_to_cell")}
    chosen = steps.get(feed, ())
    read = preset(f"chemistries/{CHEMISTRIES[chemistry]}")
    pack, module = only_numbers(read["parts"]["pack"]), only_numbers(read["parts"]["module"])
    weight = read["design"]["cell_mass"] + sum(pack.values()) + 20 * sum(module.values())
    packs_t = delivered_packs(tonnes, chemistry, feed)
    packs = 1000 * packs_t / weight
    recovered = {
        "pack_to_module": {
            "Copper": 0.9 * pack["terminals"] + pack["bus_bar"] + pack["module_interconnect"],
            "Aluminum": pack["jacket_aluminum"] + pack["heaters"],
            "Plastics": 0.0,
            "Steel": pack["row_rack"] + pack["cooling_panel"] + pack["jacket_steel"],
            "Electronic part": pack["bms"],
            "Insulation": 0.1 * pack["terminals"] + pack["pads"] + pack["jacket_insulation"],
        },
        "module_to_cell": {
            "Copper": 20 * (module["cell_interconnect"] + module["terminals"]),
            "Aluminum": 20 * module["conductors"],
            "Plastics": 20 * module["interconnect_panel"],
            "Steel": 20 * module["enclosure"],
            "Electronic part": 20 * module["mms"],
            "Insulation": 0.0,
        },
    }
    hours = {"pack_to_module": 0.5 + 2.0, "module_to_cell": 2.0}  # D24:D26, at 50 $/h (D30:D32)
    ratio = {"pack_to_module": packs / 500_000, "module_to_cell": ceil(packs * 400) / 20 / (500_000 * 20)}
    result: dict[str, Any] = {}
    per_pack: dict[str, Numbers] = {}
    for step, parts in recovered.items():
        labor = hours[step] * 50.0 / weight
        area = 27_000 * ratio[step] ** 0.95  # BatPaC IO!S34:T34, S49:T49
        depreciation = 0.05 * area * 3000 / (1000 * packs_t)  # BatPaC IO!A59, L59
        variable = 0.4 * labor + 0.2 * depreciation  # F59, G59
        general = 0.25 * (labor + variable) + 0.25 * depreciation  # H59, I59
        per_pack[step] = {
            "direct_labor": labor, "depreciation": depreciation, "variable_overhead": variable, "gsa": general,
            "r_and_d": 0.4 * depreciation,  # J59
        }  # fmt: skip
        per_feed = packs_t / tonnes if step in chosen else 0.0
        revenue = sum(mass * price_list()[name] for name, mass in parts.items()) / weight
        result[f"{step}_cost_per_kg_feed"] = sum(per_pack[step].values()) * per_feed
        result[f"{step}_revenue_per_kg_feed"] = revenue * per_feed
    if chosen:
        from_each = {"from_pack": recovered["pack_to_module"], "from_module": recovered["module_to_cell"]}
        result |= {
            "pack_tonnes": packs_t, "pack_kg": weight, "per_kg_pack": per_pack, "recovered_kg_per_pack": from_each,
        }  # fmt: skip
    return result


# 11. Impacts ----------------------------------------------------------------------------------------------------------


def derived(rows: Numbers) -> Numbers:
    """CO2 with that of VOC and CO, and GHG."""
    constants = greet()["constants"]
    carbon = constants["carbon_voc"] * rows["VOC"] + constants["carbon_co"] * rows["CO"]
    both = rows["CO2"] + carbon / constants["carbon_co2"]
    warming = both + constants["ch4"] * rows["CH4"] + constants["n2o"] * rows["N2O"]
    return {"CO2_with_VOC_CO": both, "GHG": warming}


def plant_impacts(plant: Plant, location: str, *, preprocesses: bool) -> Numbers:
    """Impacts of a kilogram of plant feed; energy in mmBtu."""
    tables, grid = greet(), factors(preset(f"regions/{LOCATIONS[location]}")["grid"])
    diesel, gas, power = (plant.energy[kind] / MJ for kind in ("diesel", "natural_gas", "electricity"))
    up_d, up_g = tables["fuels"]["diesel"], tables["fuels"]["natural_gas"]
    shared = ("total_energy", "fossil_fuels")
    rows = {}
    for row in ENERGY_ROWS:  # preprocessing adds the fuel burned to all five rows
        direct_d = 1.0 if preprocesses or row in (*shared, "petroleum") else 0.0
        direct_g = 1.0 if preprocesses or row in (*shared, "natural_gas") else 0.0
        rows[row] = diesel * (up_d[row] + direct_d) + gas * (up_g[row] / 1e6 + direct_g) + power * grid[row] / 1e6
    if preprocesses:  # water is treated as if it were energy
        rows["water"] = diesel * (up_d["water"] + 1) + gas * (up_g["water"] / 1e6 + 1) + power * grid["water"] / 1e6
    else:
        rows["water"] = diesel * up_d["water"] + gas * up_g["water"] + power * grid["water"]
    rows["water"] += plant.gallons
    drawn = 0.0 if preprocesses and location == "Korea" else power  # D144 is tested where D14 is meant
    loader, boiler = tables["combustion"]["wheel_loader"], tables["combustion"]["boiler"]
    for row in EMISSION_ROWS:
        rows[row] = diesel * (up_d[row] + loader[row]) + gas * (up_g[row] + boiler[row]) + drawn * grid[row]
    rows["CO2"] += plant.co2
    rows |= derived(rows)
    for name, amount in plant.materials.items():
        burden = tables["materials"].get(name.lower().replace(" ", "_"), {})  # nitrogen has none
        rows = {row: value + TON * amount * burden.get(row, 0.0) for row, value in rows.items()}
    return rows
