"""The tables beside the plants: freight, disassembly, impacts, prices and the method, as the model takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.impacts import EMISSIONS, ENERGY_ROWS
from recyc_cli.model.inputs import (
    CathodeMaking,
    Disassembly,
    Factors,
    Freight,
    Leg,
    Market,
    Method,
    Precursor,
    Product,
)

if TYPE_CHECKING:
    from recyc_cli.catalog.document import Document, Tree
    from recyc_cli.model.inputs import Plant
    from recyc_cli.model.number import Number


def freight(tree: Tree, region_freight: Number) -> Freight:
    """Build trucks and legs; rates are those of the preset times the region's multiple."""
    limit = tree["heavy_above"]
    legs = tuple(
        Leg(
            id=name,
            title=leg["title"],
            forms=tuple(leg["forms"]),
            carries=leg["carries"],
            hazardous=leg["hazardous"],
            packed_by=leg.get("packed_by", ""),
            distance=leg["distance"],
            heavy=bool(leg["distance"] > limit),
            packaging_on=leg["packaging_on"],
        )
        for name, leg in tree["legs"].items()
    )
    rate = {
        truck: {cargo: price * region_freight for cargo, price in rates.items()}
        for truck, rates in tree["rate"].items()
    }
    return Freight(
        legs=legs,
        gross_weight=tree["gross_weight"],
        short_ton=tree["short_ton"],
        payload=tree["payload"],
        rate=rate,
        packaging=tree["packaging"],
        shipped=tree["shipped"],
    )


def disassembly(tree: Tree) -> Disassembly:
    """Build the rules of opening packs."""
    return Disassembly(
        levels=tree["levels"],
        floor=tree["floor"],
        cost=tree["cost"],
        recovered=tree["recovered"],
        wasted=tree["wasted"],
    )


def cathode_making(tree: Tree, line: Plant) -> CathodeMaking:
    """Build the rules of making a cathode from recovered metals, and the line it is made in."""
    return CathodeMaking(
        precursors={name: _precursor(item) for name, item in tree["precursors"].items()},
        method=tree["method"],
        line=line,
    )


def _precursor(item: Tree) -> Precursor:
    conversion = dict(item.get("conversion", {}))
    energy = {name: conversion.pop(name, 0.0) for name in ("natural_gas", "electricity", "water")}
    return Precursor(product=item["product"], mass=item["mass"], chemicals=conversion, **energy)


def factors(tree: Tree, grid: Tree) -> Factors:
    """Build environmental factors, each as one tuple in the order of the rows."""
    return Factors(
        materials={name: _rows(item, sums=True) for name, item in tree["materials"].items()},
        fuels={name: _rows(item) for name, item in tree["fuels"].items()},
        combustion={name: tuple(item[row] for row in EMISSIONS) for name, item in tree["combustion"].items()},
        truck_energy=tree["truck_energy"],
        characterization=tree["characterization"],
        grid=_rows(grid),
    )


def _rows(item: Tree, *, sums: bool = False) -> tuple[Number, ...]:
    emissions = item["emissions"]
    energy = [item["energy"][row] for row in ENERGY_ROWS]
    rows = (*energy, item["water"], *(emissions[row] for row in EMISSIONS))
    return (*rows, emissions["co2_with_voc_co"], emissions["ghg"]) if sums else rows


def market(prices: Tree, payables: Document, region: str, ratio: Number) -> Market:
    """Build prices and the payables of a region's table."""
    tree = payables.tree
    return Market(
        metals=prices["metals"],
        reagents=prices["reagents"],
        products={name: _product(name, item, prices) for name, item in prices["products"].items()},
        payables=tree[region],
        form_shares=tree["forms"],
        fixed=tree.get("fixed", {}),
        payables_path=f"payables.{region}",
        carbonate_per_lithium=ratio,
    )


def _product(name: str, item: Tree, prices: Tree) -> Product:
    paths: tuple[str, ...] = (f"prices.products.{name}",)
    if "of" in item:
        table, _, key = item["of"].partition(".")
        price, paths = prices[table][key], (*paths, f"prices.{item['of']}")
    else:
        price = item["price"]
    return Product(price=price, payable=item.get("payable", 1.0), paths=paths)


def method(tree: Any) -> Method:  # noqa: ANN401 - a tree of numbers
    """Build the method's factors."""
    tables = ("plant", "capital", "operating", "working_capital", "labor", "feed", "energy", "rounding")
    return Method(**{name: tree[name] for name in tables})
