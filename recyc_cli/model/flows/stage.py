"""Computes the flows of a plant as linear forms of what its feed holds."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import amounts, dot
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.records.feed import Feed, Flows
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.plant import Campaign, Compound, Plant
    from recyc_cli.model.records.struct import Form

GAS = "gas"
BLACK_MASS = "black_mass"
WASTES = ("flue_dust", "slag", "solid_waste", "waste_water")
SOLIDS = ("flue_dust", "slag", "solid_waste")
ENERGY = ("diesel", "natural_gas", "electricity")
CATHODE = "cathode"


def add(target: dict[str, Number], name: str, mass: Number) -> None:
    """Add a mass to an entry that may not exist yet: entry = entry + mass [kg].

    >>> held = {"ni": 1.0}
    >>> add(held, "ni", 2.0), add(held, "co", 4.0), held
    (None, None, {'ni': 3.0, 'co': 4.0})
    """
    target[name] = target[name] + mass if name in target else mass


def flows_of_plant(plant: Plant, feeds: list[Feed], water_kg_per_l: Number) -> Flows:
    """Run a feed through a plant.

    flow = sum(coefficient x mass of a component or element), so the flows of several chemistries add up.

    Args:
        plant: linear maps by chemistry, compounds, the workbook's wastes.
        feeds: what enters, by chemistry [kg/t delivered].
        water_kg_per_l: density of process water [kg/L].

    Returns:
        The flows, per tonne delivered.

    Source: everbatt-2023, sheets `Preproc. Par.` and `CM Rec Par.`; method recyc, correction fates.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", route="pyro", method="everbatt-2023").resolved.scenario
    >>> feed = Feed(chemistry=scenario.streams[0].chemistry, components=scenario.streams[0].components)
    >>> round(flows_of_plant(scenario.plants[0], [feed], 1.0).products["copper_metal"], 2)
    69.01
    """
    flows = Flows(
        feed=0.0, amount={}, reagents={}, energy=dict.fromkeys(ENERGY, 0.0), water=0.0, water_mass=0.0, co2=0.0,
        products={}, wastes={}, gas=0.0, elements={}, black_mass=[],
    )  # fmt: skip
    for feed in feeds:
        _campaign(plant, plant.campaigns[feed.chemistry.id], feed, flows, water_kg_per_l)
    return flows


def _campaign(plant: Plant, campaign: Campaign, feed: Feed, flows: Flows, water_kg_per_l: Number) -> None:
    amount = amounts(feed.components, feed.chemistry)
    flows.feed = flows.feed + amount["mass"]
    for name, mass in amount.items():
        add(flows.amount, name, mass)
    reagents = {name: dot(form, amount) for name, form in campaign.reagents.items()}
    for name, mass in reagents.items():
        amount[f"reagent.{name}"] = mass
        add(flows.reagents, name, mass)
    for carrier, form in campaign.energy.items():
        flows.energy[carrier] = flows.energy[carrier] + dot(form, amount)
    water = dot(campaign.water, amount)
    flows.water = flows.water + water
    flows.water_mass = flows.water_mass + water * water_kg_per_l
    flows.co2 = flows.co2 + dot(campaign.co2, amount)
    drawn = _products(plant, campaign, feed, amount, flows)
    kept = {name: feed.components[name] * share for name, share in campaign.kept.items() if name in feed.components}
    if kept:
        flows.black_mass.append(Feed(chemistry=feed.chemistry, components=kept))
    if plant.wastes:
        _workbook_wastes(plant.wastes, amount, reagents, water * water_kg_per_l, kept, flows)
    else:
        _wastes(campaign, amount, reagents, drawn, water * water_kg_per_l, flows)


def _products(
    plant: Plant, campaign: Campaign, feed: Feed, amount: dict[str, Number], flows: Flows
) -> dict[str, Number]:
    """Book products and the elements of every destination; return what compounds draw from reagents [kg]."""
    drawn: dict[str, Number] = {}
    sold: Number = 0.0
    for destination, form in campaign.outputs.items():
        if not any(name in amount for name in form):
            continue
        name = feed.chemistry.product if destination == CATHODE else destination
        into = flows.elements.setdefault(name, {})
        for element, inside in campaign.held[destination].items():
            add(into, element, dot(inside, amount))
        if destination in WASTES or destination == GAS:
            continue
        mass = dot(form, amount)
        compound: Compound | None = plant.compounds.get(destination)
        if compound is not None:
            add(drawn, compound.reagent, mass * (compound.mass - 1.0))
            mass = mass * compound.mass
        add(flows.products, name, mass)
        sold = sold + mass
    amount["products"] = sold
    return drawn


def _wastes(
    campaign: Campaign,
    amount: dict[str, Number],
    reagents: dict[str, Number],
    drawn: dict[str, Number],
    water_mass: Number,
    flows: Flows,
) -> None:
    """Wastes and gas as sums of fates."""
    arriving = {name: dot(campaign.outputs[name], amount) for name in (*WASTES, GAS) if name in campaign.outputs}
    supply = {name: mass - drawn[name] if name in drawn else mass for name, mass in reagents.items()}
    supply["water"] = water_mass
    for reagent, mass in supply.items():
        for destination, share in campaign.reagent_fates[reagent].items():
            add(arriving, destination, mass * share)
    flows.gas = flows.gas + arriving.pop(GAS, 0.0)
    for name, mass in arriving.items():
        add(flows.wastes, name, mass)


def _workbook_wastes(
    forms: Mapping[str, Form],
    amount: dict[str, Number],
    reagents: dict[str, Number],
    water_mass: Number,
    kept: Mapping[str, Number],
    flows: Flows,
) -> None:
    """Wastes as the workbook's own forms; `products` counts the black mass handed on as well."""
    amount["products"] = amount["products"] + add_up(kept.values())
    amount["reagents"] = add_up(reagents.values())
    amount["water"] = water_mass
    for name, form in forms.items():
        add(flows.wastes, name, dot(form, amount))
