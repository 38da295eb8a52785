"""Builds the tables beside the plants: freight, disassembly, impacts, prices, method."""

from __future__ import annotations

from functools import lru_cache

from recyc_cli.errors import RecycError
from recyc_cli.model.flows.impacts import EMISSIONS, ENERGY_ROWS
from recyc_cli.model.money.deck_prices import gross, gross_factor
from recyc_cli.model.money.freight import care, in_region
from recyc_cli.model.money.production_cost import share_left_of_cost
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.numbers.interest import interest_there, life_there
from recyc_cli.model.records.market import Contract, Limits, Market, Penalty, Prices, Product, Shredder
from recyc_cli.model.records.plant import CathodeMaking, Precursor
from recyc_cli.model.records.scenario import Disassembly, Factors, Freight, Leg, Method
from recyc_cli.scenario.build.composition import ANY, elements
from recyc_cli.scenario.build.plants import making_line
from recyc_cli.scenario.resolved import KEPT
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.model.numbers.arithmetic import Number


def freight(tree: Tree, region: Tree, distance: Number | None, damaged: Number, mode: str, gate: str) -> Freight:
    """Build trucks and legs.

    Args:
        tree: the collection stage.
        region: its multiples of the rates, and of the packaging of batteries.
        distance: of the legs that bring the feed to its plant, if it is given [km].
        damaged: share of the feed that travels as damaged or defective batteries.
        mode: how those legs go: truck, rail, ship or barge.
        gate: what they carry: `plant-feed`, or `recovery-feed` where only black mass is delivered.
    """
    rates, boxes = tree["rate"], tree["packaging"]
    return Freight(
        legs=_legs(tree, distance, damaged, mode, gate),
        truck=tree.get("truck", ""),
        rate={truck: in_region(by_cargo, region["freight"]) for truck, by_cargo in rates.items()},
        **{key: tree[key] for key in ("heavy_above", "gross_weight", "short_ton", "payload", "shipped")},
        modes=in_region(tree["modes"], region["freight"]),
        packaging={**boxes, **in_region({"hazardous": boxes["hazardous"]}, region.get("packaging", 1.0))},
    )


def _legs(tree: Tree, distance: Number | None, damaged: Number, mode: str, gate: str) -> tuple[Leg, ...]:
    return tuple(
        Leg(
            id=name,
            **{key: leg[key] for key in ("title", "carries", "seat", "hazardous", "packaging_on")},
            forms=tuple(leg["forms"]),
            packed_by=leg.get("packed_by", ""),
            mode=mode if _inbound(leg, gate) else "truck",
            distance=distance if distance is not None and _inbound(leg, gate) else leg["distance"],
            care=care(damaged, tree["damaged"]["multiple"]) if leg["hazardous"] else 1.0,
        )
        for name, leg in tree["legs"].items()
    )


def _inbound(leg: Tree, gate: str) -> bool:
    """Whether a leg brings the feed to its plant: the one way that a distance and a mode are given for."""
    return bool(leg.get("inbound", False)) and leg["carries"] == gate


def disassembly(tree: Tree) -> Disassembly:
    """Build the rules of opening packs."""
    return Disassembly(**{key: tree[key] for key in ("levels", "floor", "cost", "recovered", "wasted")})


@lru_cache(KEPT)
def cathode_making(stage: Document, materials: Document, equipment: Document) -> CathodeMaking:
    """Build the rules of making a cathode from recovered metals, and the line it is made in."""
    tree, products = stage.tree, materials.tree["products"]
    return CathodeMaking(
        precursors={name: _precursor(item) for name, item in tree["precursors"].items()},
        method=tree["method"],
        limited_by=tree["limited_by"],
        limiting_element=products.get(tree["limited_by"], {}).get("element", ""),
        carbonate=tree["carbonate"],
        line=making_line(stage, equipment),
    )


def _precursor(item: Tree) -> Precursor:
    conversion = dict(item.get("conversion", {}))
    energy = {name: conversion.pop(name, 0.0) for name in ("natural_gas", "electricity", "water")}
    return Precursor(product=item["product"], mass=item["mass"], chemicals=conversion, **energy)


@lru_cache(KEPT)
def factors(impacts: Document, region: Document) -> Factors:
    """Build environmental factors, each as one tuple in the order of the rows."""
    tree = impacts.tree
    return Factors(
        materials={name: _rows(item, sums=True) for name, item in tree["materials"].items()},
        avoided={name: (item["of"], item["share"]) for name, item in tree.get("avoided", {}).items()},
        fuels={name: _rows(item) for name, item in tree["fuels"].items()},
        combustion={name: tuple(item[row] for row in EMISSIONS) for name, item in tree["combustion"].items()},
        **{key: tree[key] for key in ("truck_energy", "mode_energy", "characterization")},
        grid=_rows(region.tree["grid"]),
    )


def _rows(item: Tree, *, sums: bool = False) -> tuple[Number, ...]:
    emissions = item["emissions"]
    energy = [item["energy"][row] for row in ENERGY_ROWS]
    rows = (*energy, item["water"], *(emissions[row] for row in EMISSIONS))
    return (*rows, emissions["co2_with_voc_co"], emissions["ghg"]) if sums else rows


def market(prices: Tree, payables: Document, region: tuple[str, str], materials: Tree, contract: Tree,
           cepci: Number) -> Market:  # fmt: skip
    """Build prices and payables.

    The numbers of a deck are without value-added tax; a market that reckons with it has every price times 1 + rate.

    Args:
        prices: the deck, with what chemistries sell under their own names, and a number for every price.
        payables: shares paid for what black mass holds.
        region: the region's key among them, and the key of the table that it uses.
        materials: elements, and which one each product is named after.
        contract: terms of an offtake, or nothing.
        cepci: plant cost index of the deck's year [1].
    """
    (key, used), tree, tax = region, payables.tree, prices.get("vat", NO_TAX)
    factor = gross_factor(tax.get("rate", 0.0), included=tax["included"])
    return Market(
        metals=Prices(gross(prices["metals"], factor)),
        reagents=Prices(gross(prices["reagents"], factor)),
        products=Prices(_products(prices, materials, contract.get("products", {}), factor)),
        payables=tree[used],
        form_shares=tree["forms"],
        fixed=tree.get("fixed", {}),
        families={family: own[used] for family, own in tree.get("families", {}).items() if used in own},
        paid_on=tree.get("on", {}).get(used, {}),
        carriage=0.0,
        mixing=tree.get("mixing", UNMIXED)["penalty"],
        apart=tuple(tree.get("mixing", UNMIXED)["apart"]),
        shredder=_shredder(tree, key, used, factor),
        returned=contract.get("returned"),
        penalties=_penalties(tree, factor),
        limits=_limits(by_region(tree.get("specification", {}), key, used)),
        elements=elements(materials),
        cepci=cepci,
    )


def _products(prices: Tree, materials: Tree, terms: Tree, factor: Number) -> dict[str, Product]:
    """Build what can be sold."""
    named = {name: item["element"] for name, item in materials["products"].items() if "element" in item}
    return {
        name: _product(item, prices, factor, terms.get(name), named.get(name, ""))
        for name, item in prices["products"].items()
    }


def _shredder(payables: Tree, key: str, used: str, factor: Number) -> Shredder | None:
    """What prices other forms than black mass; None where the payables do not say."""
    if "yields" not in payables:
        return None
    tolls = gross(by_region(payables["tolls"], key, used), factor)
    return Shredder(
        yields=payables["yields"],
        tolls={form: tolls.get(form, tolls["pack"]) for form in SHREDDED},
        powders=payables.get("powders", {}),
    )


def _limits(families: Tree) -> dict[str, Limits]:
    """Build what payables hold for, by family."""
    return {
        family: Limits(least=limits.get("least", {}), most=limits.get("most", {}))
        for family, limits in families.items()
    }


def _penalties(payables: Tree, factor: Number) -> dict[str, dict[str, Penalty]]:
    """Build the deductions from the price of black mass; what costs nothing is none."""
    built = {
        family: {
            substance: Penalty(
                above=item.get("above"),
                below=item.get("below"),
                step=item["step"],
                **gross({"price": item["price"]}, factor),
            )
            for substance, item in rules.items()
            if not _is_zero(item["price"])
        }
        for family, rules in payables.get("penalties", {}).items()
    }
    return {family: rules for family, rules in built.items() if rules}


def _is_zero(price: Number) -> bool:
    """Tell whether a price is 0; several at once are none."""
    return plain(price) == 0.0


def by_region(tables: Tree, key: str, used: str) -> Tree:
    """Return a region's table laid over that of the region it borrows from, over that of any.

    >>> by_region({"any": {"pack": 1.0, "cell": 2.0}, "korea": {"pack": 3.0}}, "japan", "korea")
    {'pack': 3.0, 'cell': 2.0}
    """
    return {**tables.get(ANY, {}), **tables.get(used, {}), **tables.get(key, {})}


SHREDDED = ("pack", "module", "cell", "scrap-cell", "scrap-electrode")
"""Forms that a shredder takes; one without a toll of its own has that of packs."""
UNMIXED: Tree = {"penalty": 0.0, "apart": []}
NO_TAX: Tree = {"included": False, "rate": 0.0}


def _product(item: Tree, prices: Tree, factor: Number, terms: Tree | None, element: str) -> Product:
    if "of" in item:
        table, _, key = item["of"].partition(".")
        price = prices[table][key]
    else:
        price = item["price"]
    agreed = None
    if terms is not None:
        agreed = Contract(**{key: terms.get(key, default) for key, default in TERMS.items()})
    payable = item.get("payable", 1.0)
    price = gross({"price": price}, factor)["price"]
    return Product(price=price, payable=payable, contract=agreed, element=element)


TERMS: dict[str, Number] = {"share": 1.0, "payable": 1.0, "premium": 0.0, "floor": 0.0, "ceiling": 1e9}
"""Terms of a contract where it says nothing: all of the product, at its price, unbounded."""


IN_WHOLE_UNITS: Tree = {"whole_units": 1.0}
"""How a method buys that says nothing of it: as those saved by version 0.1.0 do."""


def method(tree: Tree, region: Tree) -> Method:
    """Build the method's factors in a region, or raise RecycError E340 where they leave no room for a cost."""
    tables = ("plant", "capital", "operating", "working_capital", "labor", "feed", "energy", "rounding")
    built = Method(**{name: tree[name] for name in tables})
    built.capital = {**IN_WHOLE_UNITS, **built.capital}
    if "interest_over" in region:
        there = interest_there(built.capital["interest"], region["interest_over"])
        built.capital = {**built.capital, "interest": there}
    if "life_factor" in region:
        built.plant = {**built.plant, "life": life_there(built.plant["life"], region["life_factor"])}
    if plain(share_left_of_cost(built)) <= 0.0:
        message = "selling, royalty and interest take more than all of the cost"
        raise RecycError("E340", message, "method.operating", "they are shares of it: 2 % is written 0.02 or 2%")
    return built
