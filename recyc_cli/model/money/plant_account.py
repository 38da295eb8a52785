"""A plant's account: its yearly cost of production, and the lines it writes into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.flows.feedstock import MJ_PER_KWH, TONNE
from recyc_cli.model.flows.stage import SOLIDS
from recyc_cli.model.money.equipment import price_level, purchased_equipment
from recyc_cli.model.money.production_cost import as_built, capital, labor_hours, production
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.records.ledger import COST, Line
from recyc_cli.model.records.plant_account import Account

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.flows import Flows
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.model.records.scenario import Scenario


def open_account(
    scenario: Scenario, plant: Plant, flows: Flows, delivered_rate: Number, feed_price: Number, sales: Number,
    black_mass_value: Number, chemistries: int,
) -> Account:  # fmt: skip
    """Cost a plant for its flows.

    Args:
        scenario: prices, region and method.
        plant: the plant.
        flows: per tonne delivered.
        delivered_rate: [t delivered/yr].
        feed_price: what the plant pays for its feed, never negative [money/t delivered].
        sales: what it sells outside the chain [money/t delivered].
        black_mass_value: list value of the black mass it hands on [money/t delivered].
        chemistries: how many cathode chemistries the feed holds.

    Returns:
        The plant's capital [money], its yearly cost of production [money/yr], and its lines [money/t delivered].

    Source: EverBatt 2023, sheets `Preproc. Par.` and `CM Rec Par.`, cost blocks.
    """
    method, region = scenario.method, scenario.region
    rate = delivered_rate * flows.feed / TONNE
    bought = {name: mass * scenario.market.reagents[name] for name, mass in flows.reagents.items()}
    bills = utility_bills(scenario, flows)
    effluent = _effluent(plant, flows, region)
    index = scenario.market.cepci
    bare = purchased_equipment(plant, rate, flows.amount, chemistries, method)
    purchased = bare * region["equipment_factor"] * price_level(index, method.capital["cepci"], method)
    invested = capital(purchased, method)
    if plant.investment is not None:
        level = price_level(index, plant.investment.cepci, method)
        invested = as_built(invested, plant.investment, rate, level, method)
    yearly = {
        "raw": add_up(bought.values()) * delivered_rate,
        "feed": feed_price * delivered_rate,
        "utilities": add_up(bill[0] for bill in bills.values()) * delivered_rate,
        "effluent": (effluent[0] + effluent[1]) * delivered_rate,
    }
    operators = labor_hours(plant, rate, method) * region["wage"] * method.plant["days_per_year"]
    research_base = (sales + black_mass_value * method.feed["black_mass_research"]) * delivered_rate
    made = production(yearly, operators, invested, research_base, sales * delivered_rate, method)
    account = Account(plant=plant, flows=flows, rate=rate, capital=invested, production=made, lines=[])
    account.lines += _variable_lines(account, scenario, bought, bills, effluent, delivered_rate)
    account.lines += _fixed_lines(account, delivered_rate)
    return account


def utility_bills(scenario: Scenario, flows: Flows) -> dict[str, tuple[Number, Number, str, Number, str]]:
    """Utilities of a plant: item -> amount [money/t delivered], quantity, its unit, price, its unit.

    Source: EverBatt 2023, utilities block; diesel is priced where the method says so (Q8).
    """
    region, energy = scenario.region, flows.energy
    gas_price = region["natural_gas"] * scenario.method.rounding["mmbtu_in"]
    diesel_price = region["diesel"] / region["diesel_heating_value"] * scenario.method.energy["diesel_priced"]
    kwh, kwh_price = energy["electricity"] / MJ_PER_KWH, region["electricity"] * MJ_PER_KWH
    return {
        "electricity": (energy["electricity"] * region["electricity"], kwh, "kWh/t", kwh_price, "USD/kWh"),
        "natural_gas": (energy["natural_gas"] * gas_price, energy["natural_gas"], "MJ/t", gas_price, "USD/MJ"),
        "diesel": (energy["diesel"] * diesel_price, energy["diesel"], "MJ/t", diesel_price, "USD/MJ"),
        "water": (flows.water * region["water"], flows.water, "L/t", region["water"], "USD/L"),
    }


def _effluent(plant: Plant, flows: Flows, region: Mapping[str, Number]) -> tuple[Number, Number]:
    """Tip fee of solids and charge on waste water [money/t delivered]."""
    solids = add_up(flows.wastes.get(name, 0.0) for name in SOLIDS)
    rule = plant.disposal
    water = flows.wastes.get("waste_water", 0.0) * rule["waste_water_volume"] * rule["waste_water_gallon"]
    return solids * region["tip_fee"] * rule["tip_ton"], water * region["waste_water"]


def _variable_lines(
    account: Account,
    scenario: Scenario,
    bought: Mapping[str, Number],
    bills: Mapping[str, tuple[Number, Number, str, Number, str]],
    effluent: tuple[Number, Number],
    delivered_rate: Number,
) -> list[Line]:
    plant, flows, made = account.plant, account.flows, account.production
    stage, path = plant.stage, f"stages.{plant.id}"
    prices = scenario.market.reagents
    lines = [
        Line(COST, stage, "materials", name, amount, flows.reagents[name], "kg/t", prices[name], "USD/kg",
             (*plant.reagent_paths[name], f"prices.reagents.{name}"))
        for name, amount in bought.items()
    ]  # fmt: skip
    lines += [
        Line(COST, stage, "utilities", name, amount, quantity, unit, price, price_unit,
             (f"{path}.water" if name == "water" else f"{path}.energy.{name}", f"region.{name}"))
        for name, (amount, quantity, unit, price, price_unit) in bills.items()
    ]  # fmt: skip
    rest = (
        ("materials", "consumables", made.consumables / delivered_rate, ("method.operating.consumables",)),
        ("other_variable", "landfill", effluent[0], (f"{path}.disposal.tip_ton", "region.tip_fee")),
        ("other_variable", "waste water", effluent[1], (f"{path}.disposal", "region.waste_water")),
        ("other_variable", "packaging and shipping", made.packaging / delivered_rate, ("method.operating.packaging",)),
    )
    return lines + [Line(COST, stage, group, item, amount, inputs=inputs) for group, item, amount, inputs in rest]


FIXED = (
    (
        "labor",
        "operators, supervision, salary overhead",
        "labor",
        ("method.labor", "region.wage", "method.operating.supervision", "method.operating.salary_overhead"),
    ),
    ("maintenance", "maintenance", "maintenance", ("method.operating.maintenance",)),
    ("plant_overhead", "R&D", "r_and_d", ("method.operating.r_and_d",)),
    ("plant_overhead", "general and administrative", "general", ("method.operating.general",)),
    ("plant_overhead", "selling and marketing", "selling", ("method.operating.selling",)),
    ("other_fixed", "property tax and insurance", "tax_insurance", ("method.operating.tax_insurance",)),
    ("other_fixed", "rent of land and buildings", "rent", ("method.operating.rent",)),
    ("other_fixed", "environmental charges", "environmental", ("method.operating.environmental",)),
    ("other_fixed", "licence fees and royalty", "royalty", ("method.operating.royalty",)),
    (
        "other_fixed",
        "interest on working capital",
        "capital_charges",
        ("method.operating.working_capital_interest", "method.working_capital"),
    ),
    ("annualized_capital", "annualized fixed capital", "annualized_capital", ("method.capital",)),
)  # fmt: skip


def _fixed_lines(account: Account, delivered_rate: Number) -> list[Line]:
    plant = account.plant
    items: tuple[str, ...] = (
        f"plant.investment.{plant.stage}", "method.capital.investment_exponent", "prices.cepci"
    )  # fmt: skip
    if plant.investment is None:
        curves = dict.fromkeys(f"equipment.{item.item}" for item in plant.equipment)
        items = ("region.equipment_factor", "prices.cepci", f"stages.{plant.id}.equipment", *curves)
    invested = ("maintenance", "tax_insurance", "rent", "environmental", "annualized_capital")
    return [
        Line(COST, plant.stage, group, label, getattr(account.production, name) / delivered_rate,
             inputs=(*inputs, *items) if name in invested else inputs)
        for group, label, name, inputs in FIXED
    ]  # fmt: skip
