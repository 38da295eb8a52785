"""Follows a feed through its plants: what leaves each, and what of it was in the batteries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.compliance.lots import fractions_together
from recyc_cli.model.flows.feedstock import TONNE, amounts, dot
from recyc_cli.model.flows.stage import BLACK_MASS, CATHODE, GAS, WASTES, add
from recyc_cli.model.money.disassembly import STAGE as DISASSEMBLY
from recyc_cli.model.numbers.arithmetic import add_up, ratio
from recyc_cli.model.records.feed import Feed
from recyc_cli.model.records.masses import CASING, HANDED_ON, PRODUCT, WASTE, Fraction, Masses
from recyc_cli.model.recycling import run_chain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Flows
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.model.records.result import Result
    from recyc_cli.model.records.scenario import Scenario


def from_batteries(mass: Number, fed: Number, reagent: Number) -> Number:
    """What of an element in a product was in the batteries = mass x fed / (fed + reagent) [kg].

    What reagents bring of it is taken to end in products and losses alike.

    Args:
        mass: of the element in the product [kg].
        fed: of it in what enters the plant [kg].
        reagent: of it in the plant's reagents [kg].

    Source: `mass_balance.by_element`.

    >>> round(from_batteries(17.0, 20.37, 5.67), 2)
    13.3
    """
    return mass if reagent == 0.0 else mass * ratio(fed, fed + reagent, 0.0)


def masses_of_chain(scenario: Scenario, result: Result, pure: Mapping[str, str], casing: Collection[str]) -> Masses:
    """Masses of a chain, or of the part of it that a seat has [kg/t delivered].

    Args:
        scenario: of the quote.
        result: of the same.
        pure: components that are an element by themselves, such as graphite, with its symbol.
        casing: parts of a pack that are its outer casing.

    Source: `stage.flows_of_plant`; eu-2023-1542, Article 3(60).

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", route="hydro")
    >>> whole = masses_of_chain(q.resolved.scenario, q.result, {"graphite": "c"}, [])
    >>> {each.name: round(each.derived, 1) for each in whole.outputs if each.name in ("lithium_carbonate", "copper")}
    {'copper': 82.8, 'lithium_carbonate': 13.0}
    """
    cased = _casings(scenario, casing)
    fed = _fed(scenario, result, pure, add_up(cased.values()))
    outputs = list(_sold_parts(scenario, result))
    between, handed, skipped = None, list[Feed](), False
    cathodes: dict[str, dict[str, Number]] = {"made": {}, "recycled": {}}
    stages = {account.plant.stage for account in result.accounts}
    density = scenario.method.rounding["water_kg_per_l"]
    for plant, flows, entering in run_chain(scenario.plants, scenario.streams, density):
        feeds = [Feed(chemistry=each.chemistry, components=each.components) for each in entering] + handed
        handed = flows.black_mass
        if plant.stage not in stages:
            skipped = True
            continue
        fed = _powder(feeds, plant.stage, pure) if skipped else fed
        outputs += _outputs(plant, flows, feeds, scenario, pure, cathodes)
        if handed:
            between = _powder(handed, plant.stage, pure)
    last = result.accounts[-1] if result.accounts else None
    if last is not None and last.flows.black_mass:
        outputs.append(_powder(last.flows.black_mass, last.plant.stage, pure))
    _mark_casing(outputs, cased, fed)
    made = {"new_cathodes": cathodes["made"], "recycled": cathodes["recycled"], "energy": _energy(result)}
    return Masses(fed=fed, outputs=outputs, between=between, **made)


def _energy(result: Result) -> dict[str, Number]:
    """Energy that each plant takes [MJ/t delivered]."""
    return {account.plant.stage: add_up(account.flows.energy.values()) for account in result.accounts}


def _fed(scenario: Scenario, result: Result, pure: Mapping[str, str], cased: Number) -> Fraction:
    """What is delivered, with its elements and components."""
    elements: dict[str, Number] = {
        name: result.delivered[name] for name in scenario.market.elements if name in result.delivered
    }
    parts: dict[str, Number] = {CASING: cased}
    for stream in scenario.streams:
        for name, mass in stream.delivered.items():
            add(parts, name, mass)
            if name in pure and pure[name] not in scenario.market.elements:
                add(elements, pure[name], mass)
    whole = result.delivered["mass"]
    return Fraction(name="feed", mass=whole, derived=whole, elements=elements, parts=parts)


def _sold_parts(scenario: Scenario, result: Result) -> Iterator[Fraction]:
    """Yield the parts that disassembly sells."""
    for name, mass in result.parts.sold.items():
        held = {element: mass * share for element, share in scenario.substances.get(name, {}).items()}
        yield Fraction(name=name, stage=DISASSEMBLY, mass=mass, derived=mass, elements=held, parts={name: mass})


def _outputs(
    plant: Plant, flows: Flows, feeds: Iterable[Feed], scenario: Scenario, pure: Mapping[str, str],
    cathodes: Mapping[str, dict[str, Number]],
) -> Iterator[Fraction]:  # fmt: skip
    """Yield what leaves a plant but for gas and what it hands on: products as they are sold, wastes."""
    found: dict[str, Fraction] = {}
    for feed in feeds:
        campaign, amount = plant.campaigns[feed.chemistry.id], amounts(feed.components, feed.chemistry)
        brought: dict[str, Number] = {}
        for name, form in campaign.reagents.items():
            for element, share in scenario.substances.get(f"reagent.{name}", {}).items():
                add(brought, element, dot(form, amount) * share)
        for destination, form in campaign.outputs.items():
            if destination == GAS or not any(name in amount for name in form):
                continue
            name = feed.chemistry.product if destination == CATHODE else destination
            held = {element: dot(inside, amount) for element, inside in campaign.held[destination].items()}
            one = _fraction(name, form, amount, held, brought, pure)
            if destination == CATHODE:
                _count_cathode(one, cathodes)
            found[name] = fractions_together(found[name], one) if name in found else one
    for name, one in found.items():
        waste = name in WASTES
        mass = flows.wastes.get(name, 0.0) if waste else flows.products[name]
        yield Fraction(**{**vars(one), "stage": plant.stage, "mass": mass, "use": WASTE if waste else PRODUCT})


def _fraction(
    name: str, form: Mapping[str, Number], amount: Mapping[str, Number], held: Mapping[str, Number],
    brought: Mapping[str, Number], pure: Mapping[str, str],
) -> Fraction:  # fmt: skip
    """What of a chemistry goes one way [kg/t delivered]."""
    parts = {each: factor * amount[each] for each, factor in form.items() if each in amount}
    elements = {
        each: from_batteries(mass, amount.get(each, 0.0), brought.get(each, 0.0)) for each, mass in held.items()
    }
    reagents = {each: mass - elements[each] for each, mass in held.items() if each in brought}
    for each, mass in parts.items():
        if each in pure and pure[each] not in held:
            add(elements, pure[each], mass)
    derived = add_up(parts.values()) - add_up(reagents.values())
    return Fraction(name=name, mass=0.0, derived=derived, elements=elements, parts=parts, reagents=reagents)


def _count_cathode(one: Fraction, cathodes: Mapping[str, dict[str, Number]]) -> None:
    """Book the elements of a cathode, and what of them comes from waste."""
    for element, mass in one.elements.items():
        add(cathodes["recycled"], element, mass)
        add(cathodes["made"], element, mass + one.reagents.get(element, 0.0))


def _powder(feeds: Iterable[Feed], stage: str, pure: Mapping[str, str]) -> Fraction:
    """What a plant hands on, or a plant before it did."""
    parts: dict[str, Number] = {}
    elements: dict[str, Number] = {}
    for feed in feeds:
        for name, mass in feed.components.items():
            add(parts, name, mass)
            for element, _, share in feed.chemistry.inside.get(name, ()):
                add(elements, element, mass * share)
            if name in pure and not feed.chemistry.inside.get(name):
                add(elements, pure[name], mass)
    whole = add_up(parts.values())
    return Fraction(
        name=BLACK_MASS, stage=stage, use=HANDED_ON, mass=whole, derived=whole, elements=elements, parts=parts
    )


def _casings(scenario: Scenario, casing: Collection[str]) -> dict[str, Number]:
    """Mass of the outer casings of whole packs by what they are made of [kg/t delivered]."""
    found: dict[str, Number] = {}
    rule = scenario.disassembly
    for stream in scenario.streams:
        parts = stream.chemistry.parts.get("pack", {})
        if stream.form != "pack" or not parts:
            continue
        packs = stream.share * TONNE / stream.chemistry.design["pack_mass"]
        for table in (rule.recovered, rule.wasted):
            for material, form in table.get("pack", {}).items():
                for part, share in form.items():
                    if part in casing and part in parts:
                        add(found, material, parts[part] * share * packs)
    return found


def _mark_casing(outputs: Iterable[Fraction], cased: Mapping[str, Number], fed: Fraction) -> None:
    """Put down what of each product is casing: all of it where packs are opened by hand, else the feed's share."""
    outputs = [each for each in outputs if each.use == PRODUCT]
    for material, mass in cased.items():
        by_hand = [each for each in outputs if each.stage == DISASSEMBLY and material in each.parts]
        whole = add_up(each.parts[material] for each in by_hand) if by_hand else fed.parts.get(material, 0.0)
        for each in by_hand or outputs:
            if material in each.parts:
                held = each.parts.get(CASING, 0.0) + mass * ratio(each.parts[material], whole, 0.0)
                each.parts = {**each.parts, CASING: held}
