"""The recycle module of the EverBatt 2023 workbook in plain arithmetic: what the model is held against.

A transcription of the sheets, one function per block, that shares no code with the model. Numbers of materials,
equipment, prices, places and impact factors are read from the presets (base values alone); coefficients of the
processes stand here, each with its cell. A case comes out in the shape of `everbatt-2023-calibration.json`: per kg of
plant feed unless named otherwise; energy MJ, water gal, emissions g.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from workbook_chain import delivered_packs, disassembly, plant_impacts, transport
from workbook_tables import (
    DAYS,
    ENERGY_ROWS,
    GALLON,
    HOURS,
    LOCATIONS,
    MJ,
    MJ_OUTPUT,
    ROWS,
    SHORT_TON,
    Numbers,
    Plant,
    cathode_shares,
    composition,
    elements,
    only_numbers,
    preset,
    price_list,
)

# 3. Feed price: Preproc. Par.!C95 -------------------------------------------------------------------------------------


def feed_price(chemistry: str, feed: str) -> float:
    if chemistry == "LFP":
        return -2.0
    metals: Numbers = only_numbers(preset("prices/everbatt-2023")["metals"])
    w = cathode_shares(chemistry)
    share = 0.7 if feed == "black_mass" else 0.3
    return share * composition(chemistry, feed)["cathode"] * (w["co"] * metals["cobalt"] + w["ni"] * metals["nickel"])


# 4. Preprocessing: Preproc. Par. -------------------------------------------------------------------------------------


def battery_carbon(x: Numbers) -> float:
    """Carbon of plastics and solvents, kg/kg: Preproc. Par.!AH137:AP137."""
    return 0.86 * x["pp"] + 0.92 * x["pe"] + 0.63 * x["pet"] + 0.41 * x["ec"] + 0.40 * x["dmc"]


def binder_carbon(x: Numbers) -> float:
    return 24 / 64 * x["pvdf"] + 24 / 59 * x["anode_binder"]


def preprocessing(tonnes: float, x: Numbers, w: Numbers, price: float, place: Numbers) -> Plant:
    e, prices = elements(x, w), price_list()
    materials = {"Nitrogen": 0.05, "Lime": e["f"] / 38 * 56 + e["p"] / 62 * 168}  # AD68, AD69
    kept = x["cathode"] + x["graphite"] + x["carbon_black"]
    lost = x["pvdf"] + x["anode_binder"] + x["copper"] + x["aluminum"]
    products = {
        "Black mass": 0.95 * kept + 0.05 * lost,  # AD102
        "Aluminum": 0.9 * x["aluminum"],  # AD103
        "Copper": 0.9 * x["copper"],  # AD104
        "Steel": 0.9 * x["steel"],  # AD105
    }
    burn = x["pp"] + x["pe"] + x["pet"] + x["lipf6"] + x["pvdf"] + x["anode_binder"]
    dust = 0.02 * burn  # AD110
    solid = 1 + materials["Lime"] - sum(products.values()) - dust - 0.98 * burn  # AD111
    wastes = {"flue_dust": dust, "solid": solid, "water": GALLON * 0.1}
    carbon = battery_carbon(x) + binder_carbon(x)
    energy = {"diesel": 0.6, "natural_gas": 2.0, "electricity": 0.2}  # AD79:AD81; water AD85
    plant = Plant(tonnes, materials, energy, 0.1, products, wastes, 1000 * 44 / 12 * carbon)
    bought = materials["Nitrogen"] * prices["nitrogen"] + materials["Lime"] * prices["lime"]
    plant.raw = 1000 * tonnes * (max(price, 0.0) + bought)
    landfill = 1000 * tonnes * (dust + solid) * place["tip_fee"] / 1000
    plant.effluent = landfill + tonnes * wastes["water"] / GALLON * place["waste_water"]
    metals, inside = preset("prices/everbatt-2023")["metals"], black_mass(x, plant)
    list_price = 0.7 * inside["cathode"] * (w["co"] * metals["cobalt"] + w["ni"] * metals["nickel"])  # D74
    plant.revenue = products["Black mass"] * list_price
    plant.revenue += sum(products[name] * prices[name] for name in ("Aluminum", "Copper", "Steel"))
    return plant


def black_mass(x: Numbers, plant: Plant) -> Numbers:
    """What the black mass of the preprocessing plant holds, kg/kg."""
    made = plant.products["Black mass"]
    share = {"cathode": 0.95, "graphite": 0.95, "carbon_black": 0.95}
    share |= {"pvdf": 0.05, "anode_binder": 0.05, "copper": 0.05, "aluminum": 0.05}
    return {name: share.get(name, 0.0) * amount / made for name, amount in x.items()}


# 5. Recovery: CM Rec Par. ---------------------------------------------------------------------------------------------


def pyro(tonnes: float, x: Numbers, e: Numbers) -> Plant:
    copper, cobalt, nickel = x["copper"], e["co"], e["ni"]
    metal = copper + cobalt + nickel
    materials = {
        "Limestone": metal,  # BD88
        "Sand": 1.5 * metal,  # BD89
        "Sulfuric Acid": 98 * (cobalt / 59 + nickel / 59 + copper / 64),  # BD90
        "Lime": e["f"] / 14 * 56,  # BD91: 14 where the other plants have 38
    }
    energy = {"diesel": 0.6, "natural_gas": 1.0 * metal, "electricity": 7.2 * copper + 0.5}  # BD104:BD106
    products = {"Copper metal": 0.95 * copper, "Co2+ in product": 0.95 * cobalt, "Ni2+ in product": 0.95 * nickel}
    solvents = x["ec"] + x["dmc"]
    burn = x["graphite"] + x["pp"] + x["pe"] + x["pet"] + x["carbon_black"] + x["pvdf"] + x["anode_binder"]
    dust = 0.05 * burn  # BD134
    slag = 1 - solvents - sum(products.values()) - dust - burn  # BD135
    decomposed = 1000 * 44 / 100 * materials["Limestone"]  # BD152, g
    water = 1 - solvents + sum(materials.values()) + GALLON * 1.0  # BD136
    water = water - sum(products.values()) - dust - slag - decomposed / 1000
    carbon = x["graphite"] + x["carbon_black"] + battery_carbon(x) + binder_carbon(x)
    wastes = {"Flue Dust": dust, "Slag": slag, "Waste(water)": water}
    return Plant(tonnes, materials, energy, 1.0, products, wastes, 1000 * 44 / 12 * carbon + decomposed)


def hydro(tonnes: float, x: Numbers, e: Numbers) -> Plant:
    moles = e["co"] / 59 + e["ni"] / 59 + e["mn"] / 55
    materials = {
        "Sulfuric Acid": e["li"] / 14 * 98 + moles * 196,  # CD88
        "Hydrogen Peroxide": moles / 2 * 34,  # CD89
        "Sodium Hydroxide": moles * 160,  # CD90
        "Soda Ash": e["li"] / 14 * 106,  # CD91
        "Lime": e["f"] / 38 * 56,  # CD92
    }
    energy = {"diesel": 0.6, "natural_gas": 1 + 4 * e["li"] / 7 * 37, "electricity": 0.9}  # CD104:CD106
    products = {
        "Lithium Carbonate (crude)": 0.9 * e["li"] / 7 * 37,  # CD126
        "Co2+ in product": 0.98 * e["co"], "Ni2+ in product": 0.98 * e["ni"], "Mn2+ in product": 0.98 * e["mn"],
        "Graphite": 0.9 * x["graphite"],  # CD130
    }  # fmt: skip
    return Plant(tonnes, materials, energy, 2.0, products, leached_wastes(x, materials, products, 2.0), 0.0)


def direct(tonnes: float, x: Numbers, e: Numbers, chemistry: str) -> Plant:
    materials = {"Lithium Hydroxide": 0.3 * e["li"] / 7 * 24, "Lime": e["f"] / 38 * 56}  # DD88, DD89
    gas = 0.4 * (x["cathode"] + x["graphite"]) + 2 * x["cathode"]  # DD105
    energy = {"diesel": 0.6, "natural_gas": gas, "electricity": 0.5 + 14.4 * x["cathode"]}  # DD104, DD106
    products = {chemistry: 0.9 * x["cathode"], "Graphite": 0.9 * x["graphite"]}  # DD126, DD131
    return Plant(tonnes, materials, energy, 1.0, products, leached_wastes(x, materials, products, 1.0), 0.0)


def leached_wastes(x: Numbers, materials: Numbers, products: Numbers, gallons: float) -> Numbers:
    """CD135:CD136, DD135:DD136."""
    solid = 1 - x["ec"] - x["dmc"] - sum(products.values()) + 0.05 * sum(materials.values())
    water = 1 + 0.95 * sum(materials.values()) + GALLON * gallons - sum(products.values()) - solid
    return {"Waste(solid)": solid, "Waste(water)": water}


def recovery(route: str, chemistry: str, tonnes: float, x: Numbers, price: float, place: Numbers) -> Plant:
    """The recovery plant of a route with what it buys, sells and dumps; `price` is that of a feed it buys itself."""
    e, prices = elements(x, cathode_shares(chemistry)), price_list()
    if route == "direct":
        plant = direct(tonnes, x, e, chemistry)
    else:
        plant = {"pyro": pyro, "hydro": hydro}[route](tonnes, x, e)
    bought = sum(amount * prices[name.lower().replace(" ", "_")] for name, amount in plant.materials.items())
    plant.raw = 1000 * tonnes * (max(price, 0.0) + bought)
    water = plant.wastes["Waste(water)"] / (3.7854 if route == "direct" else GALLON)
    solid = sum(amount for name, amount in plant.wastes.items() if name != "Waste(water)")
    plant.effluent = 1000 * tonnes * (solid * place["tip_fee"] / SHORT_TON + water * place["waste_water"])
    plant.revenue = sum(amount * prices[name] for name, amount in plant.products.items())
    return plant


# 6. Utilities: diesel is not priced -----------------------------------------------------------------------------------


def utilities(plant: Plant, place: Numbers) -> float:
    electricity = plant.energy["electricity"] * plant.feed_t * 1000 / 3.6 * place["electricity"]
    water = plant.gallons * plant.feed_t * 1000 * place["water"]
    return electricity + water + plant.energy["natural_gas"] * plant.feed_t * 1000 * place["natural_gas"] / MJ


# 7. Equipment: Preproc. Par.!AB44:AB56, CM Rec Par.!BB54:BB66, CB54:CB66, DB54:DB63 -----------------------------------

Line = tuple[str, float, float]  # item, multiplier of its feed, units (0 for the furnace: as many as it takes)


def equipment_list(route: str, x: Numbers, e: Numbers) -> list[Line]:
    """Lines of one chemistry: the direct route's second flotation, n - 1 units, is then bought 0 times."""
    one = {
        "preprocessing": "hopper conveyor crusher screen_vibrating conveyor heat_treatment_furnace cyclone conveyor "
        "eddy_current_separator conveyor air_classifier gas_treatment wheel_loader",
        "pyro": "hopper conveyor smelter gas_treatment conveyor granulator wheel_loader water_treatment",
        "hydro": "conveyor leaching_tank mixing_tank filter_press solvent_extraction_unit solvent_extraction_unit "
        "solvent_extraction_unit evaporator precipitation_tank centrifuge dryer water_treatment wheel_loader",
        "direct": "conveyor water_treatment wheel_loader",
    }
    lines = [(name, 1.0, 1.0) for name in one[route].split()]
    alloy = x["copper"] + e["co"] + e["ni"]
    cathode = x["cathode"]
    scaled: dict[str, list[Line]] = {
        "pyro": [
            ("leaching_tank", alloy, 1.0), ("solvent_extraction_unit", alloy, 1.0),
            ("electrowinning_cell", x["copper"], 1.0), ("solvent_extraction_unit", e["co"] + e["ni"], 1.0),
            ("solvent_extraction_unit", e["ni"], 1.0),
        ],
        "direct": [
            ("froth_flotation_cell", (cathode + x["graphite"]) / 0.05, 1.0),
            ("filter_press", x["graphite"] + x["carbon_black"], 1.0),
            ("filter_press", cathode, 1.0), ("dryer", cathode, 1.0), ("ball_mill", cathode, 1.0),
            ("furnace_saggar", cathode, 0.0),
        ],
    }  # fmt: skip
    return lines + scaled.get(route, [])


def round_up(capacity: float) -> float:
    """Up to 0.1, where a capacity on a step stays there."""
    return ceil(10 * capacity - 1e-9) / 10


def purchased_equipment(route: str, plant: Plant, x: Numbers, e: Numbers) -> float:
    total = 0.0
    for name, multiplier, units in equipment_list(route, x, e):
        item = preset("equipment")[name]
        single = item["units"] == "one-at-150"
        rate = plant.feed_t / DAYS / HOURS * item["feed_share"] * multiplier
        capacity = round_up(rate * (1.5 if single else 0.75))
        bought = units or ceil(capacity * DAYS * HOURS / 4000)
        cost = (item["a"] * capacity ** item["b"] + item["c"]) * item["cost_index"]
        total += cost * (1 if single else 2) * bought
    return total


# 8. Cost of production ------------------------------------------------------------------------------------------------


def produce(route: str, plant: Plant, x: Numbers, w: Numbers, place: Numbers) -> None:
    """Fill in the year of a plant; total, fixed cost and working capital hang on each other, and are solved at once."""
    pce = place["equipment_factor"] * purchased_equipment(route, plant, x, elements(x, w))
    isbl = pce * (1 + 0.5 + 0.6 + 0.3 + 0.2 + 0.3 + 0.2 + 0.1)  # BE457:BE463
    osbl, design = 0.4 * isbl, 0.25 * 1.4 * isbl  # BE465, BE467
    contingency = 0.1 * (isbl + design)  # BE469: its label says ISBL and OSBL
    fci, both = isbl + osbl + design + contingency, isbl + osbl
    acc = fci * 0.1 * 1.1**10 / (1.1**10 - 1)
    raw, plant.utilities = plant.raw, utilities(plant, place)
    variable = raw + plant.utilities + 0.03 * raw + plant.effluent + 0.02 * raw
    labor = 1.875 * 192 * place["wage"] * DAYS  # station hours never reach the floor of 192 h/d (AC397)
    r_and_d, general = 0.01 * plant.revenue * 1000 * plant.feed_t, 0.65 * labor
    basic = labor + 0.05 * isbl + (0.01 + 0.02 + 0.01) * both + r_and_d + general
    k, j = 0.02, 0.06  # selling and royalty; interest on working capital
    interest = j * (7 / 52 * variable - 2 / 52 * raw + 0.02 * both)
    fixed = (basic + k * (variable + acc) + interest) / (1 - k - 7 / 52 * j)
    total = variable + fixed + acc
    working = 7 / 52 * (variable + fixed) - 2 / 52 * raw + 0.02 * both  # AD438
    plant.capital = {
        "purchased_equipment": pce, "isbl": isbl, "osbl": osbl, "design_engineering": design,
        "contingency": contingency, "fixed_capital": fci, "working_capital": working, "total_capital": fci + working,
    }  # fmt: skip
    plant.yearly = {
        "raw_materials": raw, "utilities": plant.utilities, "consumables": 0.03 * raw, "effluent": plant.effluent,
        "packaging": 0.02 * raw, "vcop": variable, "fcop": fixed, "ccop": variable + fixed, "acc": acc, "tcop": total,
        "labor": labor, "maintenance": 0.05 * isbl, "tax_insurance": 0.01 * both, "rent": 0.02 * both,
        "plant_overhead": r_and_d + 0.01 * total + general, "r_and_d": r_and_d, "selling": 0.01 * total,
        "g_and_a": general, "environmental": 0.01 * both, "royalty": 0.01 * total, "capital_charges": j * working,
    }  # fmt: skip


def breakdown(plants: list[Plant], tonnes: float) -> Numbers:
    """Cost groups of the plants per kg of the first one's feed."""
    members = {
        "materials": ("raw_materials", "consumables"), "utilities": ("utilities",),
        "other_variable": ("effluent", "packaging"), "labor": ("labor",), "maintenance": ("maintenance",),
        "plant_overhead": ("plant_overhead",),
        "other_fixed": ("tax_insurance", "rent", "environmental", "royalty", "capital_charges"),
        "annualized_capital": ("acc",),
    }  # fmt: skip
    return {
        group: sum(plant.yearly[item] for plant in plants for item in items) / (1000 * tonnes)
        for group, items in members.items()
    }


# 9. Results -----------------------------------------------------------------------------------------------------------


def route_result(plants: list[Plant], chemistry: str, feed: str, location: str) -> dict[str, Any]:
    """A route: its recovery plant last, a preprocessing plant before it or none."""
    first, last, prices = plants[0], plants[-1], price_list()
    tonnes, price = first.feed_t, feed_price(chemistry, feed)
    costs = breakdown(plants, tonnes) | {"feedstock_payment": min(price, 0.0)}
    rows, products = dict.fromkeys(ROWS, 0.0), []
    for plant in plants:
        scale, before = plant.feed_t / tonnes, plant is not last
        own = plant_impacts(plant, location, preprocesses=before)
        rows = {row: value + scale * own[row] for row, value in rows.items()}
        source = "preprocessing" if before else "cm_recovery"
        for name, amount in plant.products.items():
            if name != "Black mass":
                mass = scale * amount
                item = {"name": name, "kg_per_kg": mass, "usd_per_kg": mass * prices[name], "source": source}
                products.append(item)
    return {
        "cost": sum(costs.values()),
        "breakdown": costs,
        "feedstock_price": price,
        "revenue": sum(product["usd_per_kg"] for product in products),
        "products": products,
        "impacts": {row: value * (MJ_OUTPUT if row in ENERGY_ROWS else 1.0) for row, value in rows.items()},
        "recovery_plant": {
            "feed_t": last.feed_t, "capital": last.capital, "usd_per_yr": last.yearly,
            "materials_kg_per_kg": last.materials, "energy_MJ_per_kg": last.energy, "waste_kg_per_kg": last.wastes,
        },
    }  # fmt: skip


def preprocessing_result(plant: Plant, price: float) -> dict[str, Any]:
    prices = price_list()
    sold = {name: plant.products[name] * prices[name] for name in ("Aluminum", "Copper", "Steel")}
    revenue = sum(sold.values())
    sold["Black mass"] = plant.revenue - revenue
    return {
        "cost_per_kg": plant.yearly["tcop"] / (1000 * plant.feed_t) + min(price, 0.0),
        "breakdown_per_kg": breakdown([plant], plant.feed_t),
        "products": [
            {"name": name, "kg_per_kg": plant.products[name], "usd_per_kg_feed": usd} for name, usd in sold.items()
        ],
        "waste_kg_per_kg": plant.wastes, "revenue_integrated_per_kg": revenue,
        "revenue_standalone_per_kg": plant.revenue, "materials_kg_per_kg": plant.materials,
        "capital": plant.capital, "usd_per_yr": plant.yearly,
    }  # fmt: skip


def case(chemistry: str, feed: str, tonnes: float, location: str) -> dict[str, Any]:
    """One combination on the three routes. Black mass skips preprocessing, which then has no entry."""
    place, price = only_numbers(preset(f"regions/{LOCATIONS[location]}")), feed_price(chemistry, feed)
    x, w = composition(chemistry, feed), cathode_shares(chemistry)
    before: list[Plant] = []
    inside, bought = x, price  # what hydro and direct take in, and pay for
    if feed != "black_mass":
        before = [preprocessing(tonnes, x, w, price, place)]
        inside, bought = black_mass(x, before[0]), 0.0
        produce("preprocessing", before[0], x, w, place)
    made = before[0].products["Black mass"] if before else 1.0
    result: dict[str, Any] = {"preprocessing": preprocessing_result(before[0], price)} if before else {}
    offered: Numbers = {}
    for route in ("pyro", "hydro", "direct"):
        raw = route == "pyro"  # as received, without preprocessing
        holds = x if raw else inside
        rate = tonnes if raw else tonnes * made
        plant = recovery(route, chemistry, rate, holds, price if raw else bought, place)
        produce(route, plant, holds, w, place)
        result[route] = route_result([plant] if raw else [*before, plant], chemistry, feed, location)
        offered |= {product["name"]: product["kg_per_kg"] for product in result[route]["products"]} if not raw else {}
    delivered = delivered_packs(tonnes, chemistry, feed)
    result["collection_transport"] = transport(tonnes, feed, made, offered, delivered)
    result["disassembly"] = disassembly(tonnes, chemistry, feed)
    return result
