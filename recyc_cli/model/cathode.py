"""Impacts of a kilogram of cathode: from virgin material, relithiated, or made from recovered precursors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model import impacts, logistics
from recyc_cli.model.inputs import Struct
from recyc_cli.model.number import maximum, share_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.inputs import CathodeMaking, Chemistry, Factors, Method, Scenario
    from recyc_cli.model.number import Number
    from recyc_cli.model.result import Result

ENERGY_AND_WATER = ("process_water", "electricity", "natural_gas")
"""Entries of a recipe that are no chemicals."""
OWN_GAS = {"natural_gas": {"total_energy": 1.0, "fossil_fuels": 1.0, "natural_gas": 1.0}, "diesel": {}}
LEG_TO_MAKER, LEG_TO_BATTERY = "to_cathode_maker", "to_battery_maker"


class Cathode(Struct):
    """A kilogram of cathode: its burdens by origin [MJ, L, g per kg cathode]."""

    virgin: list[Number] | None
    recycled: list[Number] | None
    """None where the route yields neither a cathode nor the cobalt that sets how much is made."""
    made: Number | None
    """Cathode made of the feed [kg/t delivered]."""
    cost: Number | None
    """What a relithiated cathode costs, other products credited [money/kg]; None for precursors."""


def cathode(scenario: Scenario, result: Result) -> Cathode:
    """Compare the cathode a route leads to with one from virgin material.

    A relithiated cathode carries the chain's burdens; one made from precursors carries them too, and what the recipe
    still has to buy, the conversion of the salts, and its own gas, power and water:

    impact = (chain + transport) / D + sum of a conv + sum of max(recipe - a, 0) GREET + energy,
    D = recovered cobalt / cobalt in the cathode, a = recovered metal as precursor / D.

    Args:
        scenario: with one chemistry; the first counts.
        result: the quote.

    Source: EverBatt 2023, sheets `Cath. Prod. Par.` and `Mat. Conv Par.`.
    """
    chemistry, factors, method = scenario.streams[0].chemistry, scenario.factors, scenario.method
    rule = scenario.cathode
    virgin = None
    if chemistry.product in factors.materials:
        virgin = _bought({chemistry.product: 1.0}, rule, factors, method)
    products = {item.product: item.mass for item in result.sold if item.stage == "recovery"}
    made = _some(_made(chemistry, result.freight_products))
    chain = impacts.zero()
    for rows in result.impacts.values():
        chain = impacts.plus(chain, rows)
    chain = impacts.plus(chain, _last_leg(scenario, 0.0 if made is None else made))
    own = _some(products.get(chemistry.product))
    if own is not None:
        for haul in result.hauls:
            if haul.leg == LEG_TO_MAKER:
                chain = [total - leg for total, leg in zip(chain, haul.impacts, strict=True)]
        relithiated = impacts.scaled(chain, 1.0 / own)
        credit = sum(item.value for item in result.sold if item.product != chemistry.product)
        return Cathode(virgin=virgin, recycled=relithiated, made=own, cost=(result.cost - credit) / own)
    if made is None or not chemistry.recipe:
        return Cathode(virgin=virgin, recycled=None, made=None, cost=None)
    rows = impacts.plus(impacts.scaled(chain, 1.0 / made), _making(chemistry, products, made, scenario))
    return Cathode(virgin=virgin, recycled=rows, made=made, cost=None)


def _made(chemistry: Chemistry, products: Mapping[str, Number]) -> Number | None:
    """Cathode that the recovered cobalt makes, or the cathode itself [kg/t delivered]."""
    share = {element: fraction for element, _, fraction in chemistry.inside["cathode"]}.get("co")
    if share is not None and "cobalt" in products:
        return share_of(products["cobalt"], share)
    return products.get(chemistry.product)


def _some(mass: Number | None) -> Number | None:
    """None where there is nothing to spread a burden over."""
    return None if isinstance(mass, float) and mass == 0.0 else mass


def _last_leg(scenario: Scenario, mass: Number) -> list[Number]:
    leg = next(leg for leg in scenario.freight.legs if leg.id == LEG_TO_BATTERY)
    return logistics.haul(leg, mass, 0.0, scenario.freight, scenario.factors, scenario.method).impacts


def _bought(masses: Mapping[str, Number], rule: CathodeMaking, factors: Factors, method: Method) -> list[Number]:
    """Burden of chemicals that are bought [per kg cathode]."""
    ton = rule.method["short_ton"] / method.rounding["short_ton"]
    return impacts.scaled(impacts.materials(masses, factors, method), ton)


def _making(chemistry: Chemistry, products: Mapping[str, Number], made: Number, scenario: Scenario) -> list[Number]:
    """Burden of making a kilogram of cathode from what is recovered and what is bought."""
    rule, recipe = scenario.cathode, chemistry.recipe
    buy: dict[str, Number] = {}
    energy = {
        "diesel": 0.0,
        "natural_gas": recipe.get("natural_gas", 0.0),
        "electricity": recipe.get("electricity", 0.0),
    }
    water = recipe.get("process_water", 0.0)
    for name, needed in recipe.items():
        if name in ENERGY_AND_WATER:
            continue
        precursor = rule.precursors.get(name)
        wanted = needed * rule.method["oxygen"] if name == "oxygen" else needed
        if precursor is not None and precursor.product in products:
            offered = products[precursor.product] * precursor.mass / made
            wanted = maximum(needed - offered, 0.0)
            for chemical, amount in precursor.chemicals.items():
                buy[chemical] = buy.get(chemical, 0.0) + amount * offered
            energy["natural_gas"] = energy["natural_gas"] + precursor.natural_gas * offered
            power = precursor.electricity * offered * rule.method["conversion_electricity"]
            energy["electricity"] = energy["electricity"] + power
            water = water + precursor.water * offered
        buy[name] = buy.get(name, 0.0) + wanted
    rows = impacts.combustion(energy, OWN_GAS, {}, 1.0, scenario.factors, scenario.method)
    rows[impacts.WATER] = rows[impacts.WATER] + water
    carbonate = recipe.get("lithium_carbonate", 0.0) * rule.method["carbonate_co2"]
    rows[impacts.CO2] = rows[impacts.CO2] + carbonate * 1000.0
    impacts.characterize(rows, scenario.factors)
    return impacts.plus(rows, _bought(buy, rule, scenario.factors, scenario.method))
