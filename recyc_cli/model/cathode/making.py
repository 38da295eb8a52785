"""Computes what making cathode from precursors takes, and what the plant for it costs."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.flows.stage import CATHODE
from recyc_cli.model.money.plant_account import open_account
from recyc_cli.model.numbers.arithmetic import add_up, maximum
from recyc_cli.model.records.feed import Flows
from recyc_cli.model.records.ledger import COST, GROUPS, total
from recyc_cli.model.records.struct import Struct
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.model.records.ledger import Account
    from recyc_cli.model.records.plant import CathodeMaking
    from recyc_cli.model.records.result import Result, Sold
    from recyc_cli.model.records.scenario import Scenario

ENERGY_AND_WATER = ("process_water", "electricity", "natural_gas")
"""Entries of a recipe that are no chemicals."""


class Needs(Struct):
    """What a kilogram of cathode takes [per kg cathode]."""

    bought: dict[str, Number]
    """Chemicals: precursors that are not recovered, the recipe's other chemicals, those of converting salts [kg]."""
    energy: dict[str, Number]
    """[MJ]"""
    water: Number
    """[L]"""
    carbonate: Number
    """The chemical whose carbon dioxide leaves in calcination [kg]."""
    used: dict[str, Number]
    """Recovered product -> what of it goes into the cathode [kg]."""


class Cost(Struct):
    """What a kilogram of cathode costs [money/kg]."""

    per_kg: Number
    items: dict[str, Number]
    """They sum to `per_kg`."""


def recipe_needs(chemistry: Chemistry, offered: Mapping[str, Number], rule: CathodeMaking) -> Needs:
    """Work out what a recipe takes beside the recovered products.

    bought = max(recipe - a, 0) + what converting the recovered salts takes, a = product x precursor per product

    Args:
        chemistry: with its recipe.
        offered: recovered products [kg per kg of cathode made]; none for virgin cathode.
        rule: which product becomes which precursor, and by which share a chemical counts.

    Source: everbatt-2023, sheets `Cath. Prod. Par.` and `Mat. Conv Par.`; greet-2022, recipes.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", method="everbatt-2023").resolved.scenario
    >>> round(recipe_needs(scenario.streams[0].chemistry, {}, scenario.cathode).bought["sodium_hydroxide"], 4)
    0.8444
    """
    recipe = chemistry.recipe
    bought: dict[str, Number] = {}
    used: dict[str, Number] = {}
    energy: dict[str, Number] = {"diesel": 0.0}
    energy |= {name: recipe.get(name, 0.0) for name in ("natural_gas", "electricity")}
    water = recipe.get("process_water", 0.0)
    for name, needed in recipe.items():
        if name in ENERGY_AND_WATER:
            continue
        precursor = rule.precursors.get(name)
        wanted = needed * rule.method[name] if name in rule.method else needed
        if precursor is not None and precursor.product in offered:
            arriving = offered[precursor.product] * precursor.mass
            wanted = maximum(needed - arriving, 0.0)
            used[precursor.product] = used.get(precursor.product, 0.0) + (needed - wanted) / precursor.mass
            for chemical, amount in precursor.chemicals.items():
                bought[chemical] = bought.get(chemical, 0.0) + amount * arriving
            energy["natural_gas"] = energy["natural_gas"] + precursor.natural_gas * arriving
            power = precursor.electricity * arriving * rule.method["conversion_electricity"]
            energy["electricity"] = energy["electricity"] + power
            water = water + precursor.water * arriving
        bought[name] = bought.get(name, 0.0) + wanted
    return Needs(bought=bought, energy=energy, water=water, carbonate=recipe.get(rule.carbonate, 0.0), used=used)


def all_priced(scenario: Scenario, taken: Needs) -> bool:
    """Whether the deck prices everything that has to be bought.

    Args:
        scenario: its reagents' prices [money/kg].
        taken: what a kilogram of cathode takes.
    """
    return all(name in scenario.market.reagents for name in taken.bought)


def cost_of_making(scenario: Scenario, taken: Needs, made: Number, delivered_rate: Number) -> Cost:
    """Cost a cathode plant, cost block and all, per kilogram of cathode; recovered products are not charged here.

    cost = lines of the plant [money/t delivered] / cathode made

    Args:
        scenario: prices, region, method, and the line cathode is made in.
        taken: what a kilogram takes.
        made: cathode [kg/t delivered].
        delivered_rate: [t delivered/yr].

    Source: `plant_account.open_account`.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", route="hydro", method="everbatt-2023").resolved.scenario
    >>> taken = recipe_needs(scenario.streams[0].chemistry, {}, scenario.cathode)
    >>> cost = cost_of_making(scenario, taken, 300.0, 10_000.0)
    >>> round(sum(cost.items.values()) / cost.per_kg, 9)
    1.0
    """
    account = _account(scenario, taken, made, delivered_rate)
    items = {group: total(account.lines, COST, group=group) / made for group in GROUPS}
    return Cost(per_kg=total(account.lines, COST) / made, items=items)


def _account(scenario: Scenario, taken: Needs, made: Number, delivered_rate: Number) -> Account:
    product = scenario.streams[0].chemistry.product
    water_mass = taken.water * scenario.method.rounding["water_kg_per_l"]
    offer = scenario.market.products.get(product)
    flows = Flows(
        feed=made, amount={"mass": made, CATHODE: made},
        reagents={name: mass * made for name, mass in taken.bought.items()},
        energy={name: energy * made for name, energy in taken.energy.items()},
        water=taken.water * made, water_mass=water_mass * made, co2=0.0, products={product: made},
        wastes={"waste_water": (add_up(taken.bought.values()) + add_up(taken.used.values()) + water_mass) * made},
        gas=0.0, elements={}, black_mass=[],
    )  # fmt: skip
    sales = 0.0 if offer is None else made * offer.price
    return open_account(scenario, scenario.cathode.line, flows, (delivered_rate, delivered_rate), 0.0, sales, 0.0, 1)


def recovered(result: Result) -> list[Sold]:
    """Return what the last plant of a chain sells, the one that recovers metals; nothing where no plant works.

    Args:
        result: the chain's plants, and its products [kg/t delivered].

    Source: `recycling.evaluate`.

    >>> from recyc_cli import quote
    >>> chain = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023").result
    >>> [(item.product, round(item.mass, 1)) for item in recovered(chain)][:2]
    [('lithium_carbonate', 144.9), ('cobalt', 50.7)]
    """
    last = result.accounts[-1].plant.stage if result.accounts else None
    return [item for item in result.sold if item.stage == last]


def reference_size(scenario: Scenario, delivered_rate: Number) -> Number:
    """Cathode of a plant of the line's reference size = 1000 x reference feed / what is delivered [kg/t].

    Args:
        scenario: with the line and its reference feed [t/yr].
        delivered_rate: [t delivered/yr].

    Source: peters-timmerhaus, the reference feed.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", route="hydro", method="everbatt-2023").resolved.scenario
    >>> round(reference_size(scenario, 10_000.0), 6)
    208.0
    """
    return scenario.cathode.line.reference_feed * TONNE / delivered_rate


def cost_from_precursors(result: Result, making: Cost, used: Mapping[str, Number], made: Number) -> Cost:
    """Cost of a cathode from recovered precursors: the chain's, less what it sells beside them, and the making.

    cost = (chain - (value - value of the products used)) / made + making [money/kg cathode]

    Args:
        result: the chain's ledger [money/t delivered].
        making: cost of the making, recovered precursors not charged [money/kg cathode].
        used: recovered product -> what of it goes in [kg/kg cathode].
        made: cathode [kg/t delivered].

    Source: `making.cost_of_own_cathode`; `plant_account.open_account`.

    >>> from recyc_cli.model.records.result import Result
    >>> chain = Result(value=5000.0, cost=6000.0, sold=[], accounts=[])
    >>> cost_from_precursors(chain, Cost(per_kg=12.0, items={"materials": 12.0}), {}, 250.0).per_kg
    16.0
    """
    beside = result.value
    for item in recovered(result):
        if item.product in used:
            beside = beside - used[item.product] * made * item.price * item.payable
    items = {"recycling": result.cost / made, "other_products": -beside / made, **making.items}
    return Cost(per_kg=add_up(items.values()), items=items)


def cost_of_own_cathode(result: Result, product: str, made: Number) -> Cost:
    """Cost of a cathode that the chain itself makes, its other products credited.

    cost = (chain - value of the others) / made [money/kg cathode]

    Args:
        result: the chain's ledger and products [money/t delivered].
        product: name the cathode is sold under.
        made: cathode [kg/t delivered].

    Source: everbatt-2023, sheet `Mat. Conv Par.`.

    >>> from recyc_cli.model.records.result import Result
    >>> cost_of_own_cathode(Result(cost=6000.0, sold=[]), "nmc622", 250.0).per_kg
    24.0
    """
    credit = add_up(item.value for item in result.sold if item.product != product)
    items = {"recycling": result.cost / made, "other_products": -credit / made}
    return Cost(per_kg=(result.cost - credit) / made, items=items)
