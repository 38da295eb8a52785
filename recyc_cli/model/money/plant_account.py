"""Computes a plant's account: its yearly cost, and its lines in the ledger."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import MJ_PER_KWH, TONNE
from recyc_cli.model.flows.stage import SOLIDS
from recyc_cli.model.money.equipment import equipment_loads, place_factor, price_level, purchased_equipment
from recyc_cli.model.money.production_cost import capital, capital_as_built, labor_hours, production
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.records.ledger import CAPITAL, COST, INTEREST, Account, Line
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Flows
    from recyc_cli.model.records.ledger import Capital, Load, Production
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.model.records.scenario import Scenario


def open_account(
    scenario: Scenario, plant: Plant, flows: Flows, rates: tuple[Number, Number], feed_price: Number, sales: Number,
    black_mass_value: Number, chemistries: int,
) -> Account:  # fmt: skip
    """Cost a plant: its capital [money], its cost of production [money/yr], its lines [money/t delivered].

    Capital, crew, maintenance and overheads are the full plant's; the rest = amount per tonne x what is delivered.

    Args:
        scenario: prices, region and method.
        plant: as the preset has it.
        flows: per tonne delivered.
        rates: what is delivered, and what would be if the plant were full [t delivered/yr].
        feed_price: what the plant pays for its feed, never negative [money/t delivered].
        sales: what it sells outside the chain [money/t delivered].
        black_mass_value: list value of the black mass it hands on [money/t delivered].
        chemistries: how many cathode chemistries the feed holds.

    Source: everbatt-2023, sheets `Preproc. Par.` and `CM Rec Par.`, cost blocks.

    >>> from recyc_cli import quote
    >>> round(quote(chemistry="nmc622", route="pyro", method="everbatt-2023").result.accounts[0].capital.isbl)
    59893973
    """
    method, delivered_rate, rate = scenario.method, rates[0], rates[1] * flows.feed / TONNE
    materials = _materials(plant, flows, scenario.market.reagents)
    utilities = utility_lines(plant, flows, scenario)
    effluent = _effluent(plant, flows, scenario.region)
    handled = equipment_loads(plant, rate, flows.amount, chemistries, method)
    yearly = {
        "raw": add_up(line.amount for line in materials) * delivered_rate,
        "feed": feed_price * delivered_rate,
        "utilities": add_up(line.amount for line in utilities) * delivered_rate,
        "effluent": (effluent[0].amount + effluent[1].amount) * delivered_rate}  # fmt: skip
    operators = labor_hours(plant, rate, method) * scenario.region["wage"] * method.plant["days_per_year"]
    research_base = (sales + black_mass_value * method.feed["black_mass_research"]) * delivered_rate
    invested = _invested(scenario, plant, rate, handled)
    made = production(yearly, operators, invested, research_base, sales * delivered_rate, method)
    lines = [*materials, *utilities, *_other_lines(plant.stage, made, delivered_rate, effluent)]
    return Account(plant=plant, flows=flows, rate=rate, capital=invested, production=made, loads=handled, lines=lines)


def _other_lines(stage: str, made: Production, delivered_rate: Number, effluent: Iterable[Line]) -> list[Line]:
    consumables, packaging = addon_lines(stage, made, delivered_rate)
    return [consumables, *effluent, packaging, *fixed_lines(stage, made, delivered_rate)]


def _invested(scenario: Scenario, plant: Plant, rate: Number, handled: list[Load]) -> Capital:
    """Capital in the region and the deck's year [money]: of the equipment list, or what it is known to be."""
    method, index = scenario.method, scenario.market.cepci
    if plant.investment is not None:
        level = price_level(index, plant.investment.cepci, method)
        return capital_as_built(capital(1.0, method), plant.investment, rate, level, method)
    growth = rate / plant.reference_feed
    bare = purchased_equipment(handled, growth, method)
    there = place_factor(plant, growth, scenario.region)
    return capital(bare * there * price_level(index, method.capital["cepci"], method), method)


def capital_of_stages(accounts: Iterable[Account], stages: Collection[str]) -> Number:
    """Fixed capital of some stages of a chain = sum of their plants' [money].

    Args:
        accounts: the chain's plants.
        stages: whose capital counts.

    Source: `production_cost.capital`.

    >>> from recyc_cli import quote
    >>> accounts = quote(chemistry="nmc622", route="pyro", method="everbatt-2023").result.accounts
    >>> round(capital_of_stages(accounts, ("recovery",)) / 1e6, 1)
    112.9
    """
    return add_up(item.capital.fixed_capital for item in accounts if item.plant.stage in stages)


def running_cost_of_stages(lines: Iterable[Line], stages: Collection[str]) -> Number:
    """Running cost of some stages = sum of their lines without the feed and capital [money/t delivered].

    Args:
        lines: the ledger.
        stages: whose lines count.

    Source: `plant_account.open_account`.

    >>> lines = [Line(COST, "recovery", "labor", "crew", 2.0), Line(COST, "recovery", "feedstock", "feed price", 9.0)]
    >>> running_cost_of_stages(lines, ("recovery",))
    2.0
    """
    return add_up(
        line.amount
        for line in lines
        if line.kind == COST and line.stage in stages and line.group not in ("feedstock", CAPITAL)
    )


def _materials(plant: Plant, flows: Flows, prices: Mapping[str, Number]) -> list[Line]:
    """Lines of the reagents a plant buys [money/t delivered]."""
    return [
        Line(COST, plant.stage, "materials", name, mass * prices[name], mass, "kg/t", prices[name], "USD/kg")
        for name, mass in flows.reagents.items()
    ]  # fmt: skip


def utility_lines(plant: Plant, flows: Flows, scenario: Scenario) -> list[Line]:
    """Lines of a plant's utilities [money/t delivered].

    energy x price; diesel is priced where the method says so (Q8).

    Args:
        plant: names the stage.
        flows: energy [MJ/t delivered] and process water [L/t delivered].
        scenario: prices of the region, roundings of the method.

    Source: everbatt-2023, sheets `Preproc. Par.` and `CM Rec Par.`; method recyc, correction diesel-priced.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", route="pyro", method="everbatt-2023")
    >>> lines = utility_lines(q.result.accounts[0].plant, q.result.accounts[0].flows, q.resolved.scenario)
    >>> round(sum(line.amount for line in lines), 4)
    30.2687
    """
    region, energy = scenario.region, flows.energy
    gas_price = region["natural_gas"] * scenario.method.rounding["mmbtu_in"]
    diesel_price = region["diesel"] / region["diesel_heating_value"] * scenario.method.energy["diesel_priced"]
    kwh, kwh_price = energy["electricity"] / MJ_PER_KWH, region["electricity"] * MJ_PER_KWH
    return [
        Line(COST, plant.stage, "utilities", "electricity", energy["electricity"] * region["electricity"], kwh, "kWh/t",
             kwh_price, "USD/kWh"),
        Line(COST, plant.stage, "utilities", "natural_gas", energy["natural_gas"] * gas_price, energy["natural_gas"],
             "MJ/t", gas_price, "USD/MJ"),
        Line(COST, plant.stage, "utilities", "diesel", energy["diesel"] * diesel_price, energy["diesel"],
             "MJ/t", diesel_price, "USD/MJ"),
        Line(COST, plant.stage, "utilities", "water", flows.water * region["water"], flows.water,
             "L/t", region["water"], "USD/L"),
    ]  # fmt: skip


def _effluent(plant: Plant, flows: Flows, region: Mapping[str, Number]) -> tuple[Line, Line]:
    """Lines of the tip fee of solids and the charge on waste water [money/t delivered]."""
    rule = plant.disposal
    solids = add_up(flows.wastes.get(name, 0.0) for name in SOLIDS)
    water = flows.wastes.get("waste_water", 0.0) * rule["waste_water_volume"] * rule["waste_water_gallon"]
    return (
        Line(COST, plant.stage, "other_variable", "landfill", solids * region["tip_fee"] * rule["tip_ton"]),
        Line(COST, plant.stage, "other_variable", "waste water", water * region["waste_water"]),
    )


def addon_lines(stage: str, made: Production, delivered_rate: Number) -> tuple[Line, Line]:
    """Lines of consumables and of packaging = their costs a year / what is delivered [money/t delivered].

    Args:
        stage: of the plant.
        made: its cost of production [money/yr].
        delivered_rate: [t delivered/yr].

    Source: `production_cost.production`.

    >>> from recyc_cli.model.records.ledger import Production
    >>> made = Production(consumables=30_000.0, packaging=20_000.0)
    >>> [line.amount for line in addon_lines("recovery", made, 10_000.0)]
    [3.0, 2.0]
    """
    consumables, packaging = made.consumables / delivered_rate, made.packaging / delivered_rate
    return (
        Line(COST, stage, "materials", "consumables", consumables),
        Line(COST, stage, "other_variable", "packaging and shipping", packaging),
    )


FIXED = (
    ("labor", "operators, supervision, salary overhead", "labor"),
    ("maintenance", "maintenance", "maintenance"),
    ("plant_overhead", "R&D", "r_and_d"),
    ("plant_overhead", "general and administrative", "general"),
    ("plant_overhead", "selling and marketing", "selling"),
    ("other_fixed", "property tax and insurance", "tax_insurance"),
    ("other_fixed", "rent of land and buildings", "rent"),
    ("other_fixed", "environmental charges", "environmental"),
    ("other_fixed", "licence fees and royalty", "royalty"),
    ("other_fixed", INTEREST[0], "capital_charges"),
    ("annualized_capital", "annualized fixed capital", "annualized_capital"),
)
"""What a plant costs beside what it takes in: group, item, and its name in `Production`."""


def fixed_lines(stage: str, made: Production, delivered_rate: Number) -> list[Line]:
    """Lines of hands, overheads and capital = their costs a year / what is delivered [money/t delivered].

    Args:
        stage: the plant's.
        made: its cost of production [money/yr].
        delivered_rate: [t delivered/yr].

    Source: `production_cost.production`.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", route="pyro", method="everbatt-2023")
    >>> made, rate = q.result.accounts[0].production, q.result.delivered_rate
    >>> round(fixed_lines("recovery", made, rate)[0].amount * rate / made.labor, 9)
    1.0
    """
    return [Line(COST, stage, group, item, getattr(made, name) / delivered_rate) for group, item, name in FIXED]
