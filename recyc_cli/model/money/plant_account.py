"""A plant's account: its yearly cost of production, and the lines it writes into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.flows.feedstock import MJ_PER_KWH, TONNE
from recyc_cli.model.flows.stage import SOLIDS
from recyc_cli.model.money.equipment import loads, price_level, purchased_equipment
from recyc_cli.model.money.production_cost import as_built, capital, labor_hours, production
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.records.ledger import COST, Line
from recyc_cli.model.records.plant_account import Account

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.flows import Flows
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.model.records.plant_account import Capital, Production
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
    materials = _materials(plant, flows, scenario.market.reagents)
    utilities = utility_lines(plant, flows, scenario)
    effluent = _effluent(plant, flows, region)
    growth, handled = rate / plant.reference_feed, loads(plant, rate, flows.amount, chemistries, method)
    invested = _invested(scenario, plant, rate, purchased_equipment(handled, growth))
    yearly = {
        "raw": add_up(line.amount for line in materials) * delivered_rate,
        "feed": feed_price * delivered_rate,
        "utilities": add_up(line.amount for line in utilities) * delivered_rate,
        "effluent": (effluent[0].amount + effluent[1].amount) * delivered_rate,
    }
    operators = labor_hours(plant, rate, method) * region["wage"] * method.plant["days_per_year"]
    research_base = (sales + black_mass_value * method.feed["black_mass_research"]) * delivered_rate
    made = production(yearly, operators, invested, research_base, sales * delivered_rate, method)
    consumables, packaging = addon_lines(plant.stage, made, delivered_rate)
    lines = [*materials, *utilities, consumables, *effluent, packaging, *_fixed_lines(plant, made, delivered_rate)]
    return Account(plant=plant, flows=flows, rate=rate, capital=invested, production=made, loads=handled, lines=lines)


def _invested(scenario: Scenario, plant: Plant, rate: Number, bare: Number) -> Capital:
    """Capital in the region and the deck's year [money]: of the equipment bare of both, or what it is known to be."""
    method, index = scenario.method, scenario.market.cepci
    purchased = bare * scenario.region["equipment_factor"] * price_level(index, method.capital["cepci"], method)
    invested = capital(purchased, method)
    if plant.investment is None:
        return invested
    level = price_level(index, plant.investment.cepci, method)
    return as_built(invested, plant.investment, rate, level, method)


def _materials(plant: Plant, flows: Flows, prices: Mapping[str, Number]) -> list[Line]:
    """Lines of the reagents a plant buys [money/t delivered]."""
    return [
        Line(COST, plant.stage, "materials", name, mass * prices[name], mass, "kg/t", prices[name], "USD/kg",
             (*plant.reagent_paths[name], f"prices.reagents.{name}"))
        for name, mass in flows.reagents.items()
    ]  # fmt: skip


def utility_lines(plant: Plant, flows: Flows, scenario: Scenario) -> list[Line]:
    """Lines of a plant's utilities [money/t delivered].

    Source: EverBatt 2023, utilities block; diesel is priced where the method says so (Q8).
    """
    region, energy, path = scenario.region, flows.energy, f"stages.{plant.id}"
    gas_price = region["natural_gas"] * scenario.method.rounding["mmbtu_in"]
    diesel_price = region["diesel"] / region["diesel_heating_value"] * scenario.method.energy["diesel_priced"]
    kwh, kwh_price = energy["electricity"] / MJ_PER_KWH, region["electricity"] * MJ_PER_KWH
    return [
        Line(COST, plant.stage, "utilities", "electricity", energy["electricity"] * region["electricity"], kwh, "kWh/t",
             kwh_price, "USD/kWh", (f"{path}.energy.electricity", "region.electricity")),
        Line(COST, plant.stage, "utilities", "natural_gas", energy["natural_gas"] * gas_price, energy["natural_gas"],
             "MJ/t", gas_price, "USD/MJ", (f"{path}.energy.natural_gas", "region.natural_gas")),
        Line(COST, plant.stage, "utilities", "diesel", energy["diesel"] * diesel_price, energy["diesel"],
             "MJ/t", diesel_price, "USD/MJ", (f"{path}.energy.diesel", "region.diesel")),
        Line(COST, plant.stage, "utilities", "water", flows.water * region["water"], flows.water,
             "L/t", region["water"], "USD/L", (f"{path}.water", "region.water")),
    ]  # fmt: skip


def _effluent(plant: Plant, flows: Flows, region: Mapping[str, Number]) -> tuple[Line, Line]:
    """Lines of the tip fee of solids and the charge on waste water [money/t delivered]."""
    rule, path = plant.disposal, f"stages.{plant.id}.disposal"
    solids = add_up(flows.wastes.get(name, 0.0) for name in SOLIDS)
    water = flows.wastes.get("waste_water", 0.0) * rule["waste_water_volume"] * rule["waste_water_gallon"]
    return (
        Line(COST, plant.stage, "other_variable", "landfill", solids * region["tip_fee"] * rule["tip_ton"],
             inputs=(f"{path}.tip_ton", "region.tip_fee")),
        Line(COST, plant.stage, "other_variable", "waste water", water * region["waste_water"],
             inputs=(path, "region.waste_water")),
    )  # fmt: skip


def addon_lines(stage: str, made: Production, delivered_rate: Number) -> tuple[Line, Line]:
    """Lines of consumables and of packaging, shares of what materials cost [money/t delivered]."""
    consumables, packaging = made.consumables / delivered_rate, made.packaging / delivered_rate
    return (
        Line(COST, stage, "materials", "consumables", consumables, inputs=("method.operating.consumables",)),
        Line(
            COST, stage, "other_variable", "packaging and shipping", packaging, inputs=("method.operating.packaging",)
        ),
    )


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


def _fixed_lines(plant: Plant, made: Production, delivered_rate: Number) -> list[Line]:
    items: tuple[str, ...] = (
        f"plant.investment.{plant.stage}", "method.capital.investment_exponent", "prices.cepci"
    )  # fmt: skip
    if plant.investment is None:
        curves = dict.fromkeys(f"equipment.{item.item}" for item in plant.equipment)
        items = ("region.equipment_factor", "prices.cepci", f"stages.{plant.id}.equipment", *curves)
    invested = ("maintenance", "tax_insurance", "rent", "environmental", "annualized_capital")
    return [
        Line(COST, plant.stage, group, label, getattr(made, name) / delivered_rate,
             inputs=(*inputs, *items) if name in invested else inputs)
        for group, label, name, inputs in FIXED
    ]  # fmt: skip
