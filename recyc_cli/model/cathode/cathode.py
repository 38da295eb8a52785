"""Compares the cathode that a route leads to with one from virgin material."""

from __future__ import annotations

from recyc_cli.model.cathode import making
from recyc_cli.model.flows import impacts
from recyc_cli.model.flows.stage import CATHODE
from recyc_cli.model.money import freight
from recyc_cli.model.numbers.arithmetic import NAN, ratio, share_of, where
from recyc_cli.model.records.struct import Struct
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.cathode.making import Cost, Needs
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.model.records.plant import CathodeMaking
    from recyc_cli.model.records.result import Result
    from recyc_cli.model.records.scenario import Factors, Method, Scenario

OWN_GAS = {"natural_gas": {"total_energy": 1.0, "fossil_fuels": 1.0, "natural_gas": 1.0}, "diesel": {}}
LEG_TO_MAKER, LEG_TO_BATTERY = "to_cathode_maker", "to_battery_maker"


class Cathode(Struct):
    """A kilogram of cathode by origin: burdens [MJ, L, g per kg cathode] and costs [money per kg cathode]."""

    virgin: list[Number] | None = None
    recycled: list[Number] | None = None
    """None where the route yields neither a cathode nor the metal that sets how much is made."""
    made: Number | None = None
    """Cathode made of the feed [kg/t delivered]; where it is 0, what the route makes has no burden and no cost."""
    cost: Cost | None = None
    """By this route; None where `recycled` is, or where the deck lacks a price."""
    virgin_cost: Cost | None = None
    """All precursors bought, in a plant of the same size."""


def cathode(scenario: Scenario, result: Result) -> Cathode:
    """Compare the cathode a route leads to with one from virgin material [MJ, L, g and money per kg cathode].

    A cathode the chain makes carries the chain's burdens; one made from precursors carries them too, and what the
    recipe still has to buy, the conversion of the salts, and its own gas, power and water:

    impact = (chain + transport) / D + sum of a conv + sum of max(recipe - a, 0) GREET + energy,
    D = recovered limiting metal / that metal in the cathode, a = recovered metal as precursor / D.

    Args:
        scenario: with one chemistry; the first counts.
        result: the quote.

    Source: everbatt-2023, sheets `Cath. Prod. Par.` and `Mat. Conv Par.`.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", route="direct", method="everbatt-2023")
    >>> round(cathode(q.resolved.scenario, q.result).made, 2)
    237.46
    """
    chemistry, factors, method = scenario.streams[0].chemistry, scenario.factors, scenario.method
    virgin = None
    if chemistry.product in factors.materials:
        virgin = burden_of_chemicals({chemistry.product: 1.0}, scenario.cathode, factors, method)
    found = _from_feed(scenario, result)
    found.virgin, found.virgin_cost = virgin, _virgin_cost(scenario, result, found.made)
    return found


def saving(ours: Number | None, virgin: Number | None) -> Number:
    """Share by which a cost or a burden lies below that of virgin cathode = 1 - ours / virgin [1].

    Args:
        ours: per kilogram of cathode by this route; None where it leads to none.
        virgin: per kilogram of virgin cathode; None where it is not known.

    Returns:
        Negative above virgin; NaN where one of the two is not there.

    Source: `cathode.cathode`.

    >>> saving(3.0, 4.0), saving(None, 4.0)
    (0.25, nan)
    """
    return NAN if ours is None or virgin is None else 1.0 - share_of(ours, virgin)


def _from_feed(scenario: Scenario, result: Result) -> Cathode:
    """Cathode of what the chain recovers: one the chain makes itself, or one made from its precursors, if any."""
    chemistry = scenario.streams[0].chemistry
    products = {item.product: item.mass for item in making.recovered(result)}
    made = _made(chemistry, result.freight_products, scenario.cathode)
    chain = impacts.sum_of_rows(result.impacts.values())
    chain = impacts.plus(chain, _last_leg(scenario, 0.0 if made is None else made))
    itself = products.get(chemistry.product)
    if itself is not None:
        whole = _whole(itself)
        for haul in result.hauls:
            if haul.leg == LEG_TO_MAKER:
                chain = [total - leg for total, leg in zip(chain, haul.impacts, strict=True)]
        burdens, cost = impacts.scaled(chain, 1.0 / whole), making.cost_of_own_cathode(result, chemistry.product, whole)
        return Cathode(recycled=burdens, made=itself, cost=cost)
    if made is None or not chemistry.recipe:
        return Cathode()
    whole = _whole(made)
    taken = making.recipe_needs(chemistry, {name: mass / whole for name, mass in products.items()}, scenario.cathode)
    burdens = impacts.plus(impacts.scaled(chain, 1.0 / whole), _making(taken, scenario))
    return Cathode(recycled=burdens, made=made, cost=_joint_cost(scenario, result, taken, whole))


def _made(chemistry: Chemistry, products: Mapping[str, Number], rule: CathodeMaking) -> Number | None:
    """Cathode that what limits it makes, or the cathode itself [kg/t delivered]."""
    shares = {element: fraction for element, _, fraction in chemistry.inside.get(CATHODE, ())}
    if rule.limiting_element in shares and rule.limited_by in products:
        return ratio(products[rule.limited_by], shares[rule.limiting_element], 0.0)
    return products.get(chemistry.product)


def _whole(made: Number) -> Number:
    """Return what a burden is spread over: the cathode made, or a kilogram where none is."""
    return where(made > 0.0, made, 1.0)


def _last_leg(scenario: Scenario, mass: Number) -> list[Number]:
    leg = next(leg for leg in scenario.freight.legs if leg.id == LEG_TO_BATTERY)
    return freight.haul(leg, mass, 0.0, scenario.freight, scenario.factors, scenario.method).impacts


def _joint_cost(scenario: Scenario, result: Result, taken: Needs, made: Number) -> Cost | None:
    if not making.all_priced(scenario, taken):
        return None
    cost = making.cost_of_making(scenario, taken, made, result.delivered_rate)
    return making.cost_from_precursors(result, cost, taken.used, made)


def _virgin_cost(scenario: Scenario, result: Result, made: Number | None) -> Cost | None:
    """Cost of a cathode whose precursors are all bought; without a cathode by this route, at the line's own size."""
    chemistry = scenario.streams[0].chemistry
    taken = making.recipe_needs(chemistry, {}, scenario.cathode)
    if not chemistry.recipe or not making.all_priced(scenario, taken):
        return None
    size = making.reference_size(scenario, result.delivered_rate)
    if made is not None:
        size = where(made > 0.0, made, size)
    return making.cost_of_making(scenario, taken, size, result.delivered_rate)


def burden_of_chemicals(
    masses: Mapping[str, Number], rule: CathodeMaking, factors: Factors, method: Method
) -> list[Number]:
    """Burden of chemicals that are bought = that of `impacts.materials` x the rule's ton / the method's [MJ, L, g].

    Args:
        masses: of chemicals [kg].
        rule: the method's short ton in the factors of chemicals.
        factors: environmental factors.
        method: the method's short ton elsewhere.

    Source: greet-2022.

    >>> from recyc_cli import quote
    >>> s = quote(chemistry="nmc622", route="hydro").resolved.scenario
    >>> rows = burden_of_chemicals({"nickel_sulfate": 1.0}, s.cathode, s.factors, s.method)
    >>> round(rows[-1] / 1000, 2)
    7.57
    """
    ton = rule.method["short_ton"] / method.rounding["short_ton"]
    return impacts.scaled(impacts.materials(masses, factors, method), ton)


def _making(taken: Needs, scenario: Scenario) -> list[Number]:
    """Burden of making a kilogram of cathode: its energy and water, its carbon dioxide, what is bought."""
    rule = scenario.cathode
    rows = impacts.combustion(taken.energy, OWN_GAS, {}, 1.0, scenario.factors, scenario.method)
    rows[impacts.WATER] = rows[impacts.WATER] + taken.water
    rows[impacts.CO2] = rows[impacts.CO2] + taken.carbonate * rule.method["carbonate_co2"] * impacts.GRAMS
    impacts.characterize(rows, scenario.factors)
    return impacts.plus(rows, burden_of_chemicals(taken.bought, rule, scenario.factors, scenario.method))
