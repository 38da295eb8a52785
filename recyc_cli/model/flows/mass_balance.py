"""Balances the mass of a chain, in total and element by element."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import TONNE, amounts
from recyc_cli.model.flows.stage import BLACK_MASS, GAS, WASTES, add
from recyc_cli.model.numbers.arithmetic import add_up, ratio, share_of
from recyc_cli.model.records.result import Balance
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Feed, Flows
    from recyc_cli.model.records.result import Result
    from recyc_cli.model.records.scenario import Scenario


def of_chain(scenario: Scenario, result: Result, sold: list[Feed]) -> tuple[Balance, dict[str, Balance]]:
    """Balance of a chain, or of a part of it, in total and element by element [kg/t delivered].

    Args:
        scenario: what reagents and parts are made of.
        result: with the amounts that enter, the parts of disassembly, and the accounts of the plants.
        sold: black mass that leaves.

    Source: method recyc, correction fates.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", form="cell", route="hydro")
    >>> whole, elements = of_chain(q.resolved.scenario, q.result, [])
    >>> abs(round(whole.closure, 6)), abs(round(elements["ni"].closure, 6))
    (0.0, 0.0)
    """
    parts, contents = dict(result.parts.sold), dict(scenario.substances)
    if sold:
        parts[BLACK_MASS], contents[BLACK_MASS] = _together(sold, scenario.market.elements)
    flows = [account.flows for account in result.accounts]
    whole = total(result.delivered["mass"], flows, add_up(parts.values()), add_up(result.parts.wasted.values()))
    held = {name: result.delivered[name] for name in scenario.market.elements if name in result.delivered}
    return whole, by_element(contents, held, flows, parts, result.parts.wasted)


def _together(feeds: list[Feed], elements: Collection[str]) -> tuple[Number, dict[str, Number]]:
    """Mass of several feeds, and the share of each tracked element in it."""
    held: dict[str, Number] = {}
    for feed in feeds:
        for name, mass in amounts(feed.components, feed.chemistry).items():
            if name == "mass" or name in elements:
                add(held, name, mass)
    whole = held.pop("mass")
    return whole, {element: ratio(mass, whole, 0.0) for element, mass in held.items()}


def black_mass_amounts(feeds: list[Feed], elements: Collection[str]) -> dict[str, Number]:
    """Mass and tracked elements of black mass = sums over its chemistries [kg/t delivered].

    Args:
        feeds: black mass by chemistry [kg/t delivered].
        elements: symbols of the elements that are tracked.

    Source: `feedstock.amounts`.

    >>> from recyc_cli.model.records.feed import Chemistry
    >>> from recyc_cli.model.records.feed import Feed
    >>> lfp = Chemistry(inside={"cathode": (("fe", "cathode.fe", 0.25),)})
    >>> black_mass_amounts([Feed(chemistry=lfp, components={"cathode": 300.0, "graphite": 100.0})], ["fe"])
    {'mass': 400.0, 'fe': 75.0}
    """
    whole, shares = _together(feeds, elements)
    return {"mass": whole} | {element: share * whole for element, share in shares.items()}


def from_feed(mass: Number, recovery: Number | None, held: Number | None) -> Number:
    """Mass of a product from the feed = recovery x held: of a metal or salt its element's, of all else its own [kg/t].

    Args:
        mass: of the product [kg/t delivered].
        recovery: of what it is named after [1]; None where it is named after nothing.
        held: the element that it is named after, in the feed [kg/t delivered]; None where it is named after none.

    Source: `feedstock.amounts`.

    >>> from_feed(53.0, 0.9, 10.0), from_feed(53.0, None, None)
    (9.0, 53.0)
    """
    return mass if recovery is None or held is None else recovery * held


def recycling_efficiency(recovered: Iterable[Number]) -> Number:
    """Recycling efficiency = sum of what products take from the feed / mass of the feed [1].

    Indicative: the figure of the regulation is measured and verified.

    Args:
        recovered: of each product that is sold (`from_feed`) [kg/t delivered].

    Source: eu-2023-1542, Annex XII, with the method of Regulation (EU) 2025/606.

    >>> recycling_efficiency([450.0, 150.0])
    0.6
    """
    return add_up(recovered) / TONNE


def recovery_from_black_mass(recovery: Number, delivered: Number, held: Number) -> Number:
    """Recovery from black mass = recovery from the feed x the feed's / what the black mass holds [1].

    Args:
        recovery: of an element, from the feed [1].
        delivered: of it in the feed [kg/t delivered].
        held: of it in the black mass [kg/t delivered].

    Source: `feedstock.amounts`.

    >>> recovery_from_black_mass(0.75, 10.0, 8.0)
    0.9375
    """
    return share_of(recovery * delivered, held)


def total(delivered: Number, flows: Iterable[Flows], parts_sold: Number, parts_wasted: Number) -> Balance:
    """Balance of all mass.

    in = delivered feed + reagents + process water; fuel, combustion air and packaging stand outside.

    Args:
        delivered: the feed [kg].
        flows: of every plant.
        parts_sold: parts sold by disassembly [kg].
        parts_wasted: parts thrown away by disassembly [kg].

    Source: method recyc, correction fates.

    >>> from recyc_cli.model.records.feed import Flows
    >>> plant = Flows(reagents={}, water_mass=10.0, products={"copper": 85.0}, wastes={"slag": 22.0}, gas=3.0)
    >>> total(100.0, [plant], 0.0, 0.0).closure
    0.0
    """
    result = Balance(entering=delivered, products=parts_sold, wastes=parts_wasted, emissions=0.0)
    for flow in flows:
        result.entering = result.entering + add_up(flow.reagents.values()) + flow.water_mass
        result.products = result.products + add_up(flow.products.values())
        result.wastes = result.wastes + add_up(flow.wastes.values())
        result.emissions = result.emissions + flow.gas
    return result


def by_element(
    contents: Mapping[str, Mapping[str, Number]], delivered: Mapping[str, Number], flows: Iterable[Flows],
    parts_sold: Mapping[str, Number], parts_wasted: Mapping[str, Number],
) -> dict[str, Balance]:  # fmt: skip
    """Balance of each element that the feed holds = sum(mass of a part x what it holds of it) [kg/t delivered].

    Args:
        contents: elements in reagents, parts and black mass [kg/kg].
        delivered: elements of the delivered feed [kg].
        flows: of every plant.
        parts_sold: product -> parts sold by disassembly [kg].
        parts_wasted: component -> parts thrown away [kg].

    Source: method recyc, correction fates.

    >>> by_element({"copper": {"cu": 1.0}}, {"cu": 10.0}, [], {"copper": 9.0}, {})["cu"].closure
    1.0
    """
    entering = dict(delivered)
    out: dict[str, dict[str, Number]] = {"products": {}, "wastes": {}, "emissions": {}}
    for kind, parts in (("products", parts_sold), ("wastes", parts_wasted)):
        for name, mass in parts.items():
            for element, fraction in contents.get(name, {}).items():
                add(out[kind], element, mass * fraction)
    for flow in flows:
        for reagent, mass in flow.reagents.items():
            for element, fraction in contents.get(f"reagent.{reagent}", {}).items():
                if element in entering:
                    inside = mass * fraction
                    add(entering, element, inside)
                    add(out["wastes"], element, inside)
        for destination, held in flow.elements.items():
            kind = "emissions" if destination == GAS else "wastes" if destination in WASTES else "products"
            for element, mass in held.items():
                add(out[kind], element, mass)
    return {
        element: Balance(entering=mass, **{kind: out[kind].get(element, 0.0) for kind in out})
        for element, mass in entering.items()
    }
