"""Turns resolved presets into the model's inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError
from recyc_cli.model.feedstock import ELEMENTS, mass_fractions, parse_formula
from recyc_cli.model.impacts import EMISSIONS, ENERGY_ROWS
from recyc_cli.model.inputs import (
    Campaign,
    CathodeMaking,
    Chemistry,
    Compound,
    Disassembly,
    Equipment,
    Factors,
    Freight,
    Leg,
    Market,
    Method,
    Plant,
    Precursor,
    Product,
)
from recyc_cli.model.process import BLACK_MASS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from recyc_cli.catalog.document import Document, Tree
    from recyc_cli.model.number import Number

REST = "rest"
OTHER = "other"
OTHERS = "others"
REAGENTS = "reagents"
WATER = "water"


def substances(materials: Tree) -> dict[str, dict[str, Number]]:
    """Tracked elements in every component, and in every reagent as `reagent.X` [kg/kg]."""
    masses = materials["atomic_mass"]
    found = {name: _content(item, masses) for name, item in materials["components"].items()}
    reagents = {f"reagent.{name}": _content(item, masses) for name, item in materials["reagents"].items()}
    return {name: content for name, content in (found | reagents).items() if content}


def _content(item: Tree, masses: Mapping[str, Number]) -> dict[str, Number]:
    fractions = mass_fractions(parse_formula(item["formula"]), masses) if "formula" in item else {}
    return {element: fraction for element, fraction in fractions.items() if element in ELEMENTS}


def carbonate_per_lithium(materials: Tree) -> Number:
    """Kilograms of Li2CO3 per kilogram of lithium, from its formula."""
    formula = parse_formula(materials["products"]["lithium_carbonate"]["formula"])
    return 1.0 / mass_fractions(formula, materials["atomic_mass"])["li"]


def chemistry(document: Document, materials: Tree, content: Mapping[str, Mapping[str, Number]]) -> Chemistry:
    """Build a chemistry; forms are the tables named after forms of feed."""
    tree = document.tree
    cathode = mass_fractions(tree["cathode"], materials["atomic_mass"])
    held = content | {"cathode": {element: share for element, share in cathode.items() if element in ELEMENTS}}
    forms = {form: tree[form] for form in FORM_TABLES if form in tree}
    return Chemistry(
        id=document.name,
        product=tree.get("product", document.name),
        label=tree.get("title", document.name),
        family=tree.get("family", ""),
        inside={
            component: tuple((element, f"{component}.{element}", share) for element, share in elements.items())
            for component, elements in held.items()
        },
        forms=forms,
        design=tree.get("design", {}),
        parts=tree.get("parts", {}),
        recipe=tree.get("precursors", {}),
    )


FORM_TABLES = ("pack", "module", "cell", "scrap-electrode", "black-mass")


def flatten(form: Tree, prefix: str = "") -> dict[str, Number]:
    """Turn a nested linear form into one with dotted names.

    >>> flatten({"mass": 1.0, "cathode": {"fe": 2.0}})
    {'mass': 1.0, 'cathode.fe': 2.0}
    """
    flat: dict[str, Number] = {}
    for name, value in form.items():
        flat |= flatten(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name: value}
    return flat


def shares(fate: Tree) -> dict[str, Number]:
    """Shares of a fate, `rest` made a number.

    >>> shares({"nickel": 0.75, "slag": "rest"})
    {'nickel': 0.75, 'slag': 0.25}
    """
    known = {name: share for name, share in fate.items() if share != REST}
    left = 1.0 - sum(known.values())
    return {name: known.get(name, left) for name in fate}


def campaign(stage: Tree, chemistry_: Chemistry) -> Campaign:
    """Build the linear map of a stage for one chemistry: its family's campaign laid over the stage's own tables."""
    from recyc_cli.catalog.document import merged

    own = stage.get("campaigns", {}).get(chemistry_.family)
    tree = merged(stage, own) if own else stage
    fates = tree["fates"]
    components = {name for form in chemistry_.forms.values() for name in form}
    outputs: dict[str, dict[str, Number]] = {}
    for component in sorted(components):
        _destinations(component, fates.get(component, fates[OTHERS]), outputs)
    kept = outputs.pop(BLACK_MASS, {})
    inside = {component: [element for element, _, _ in chemistry_.inside.get(component, ())] for component in components}
    reagents = {name: flatten(form) for name, form in tree["reagents"].items()}
    return Campaign(
        reagents=reagents,
        energy={name: flatten(form) for name, form in tree["energy"].items()},
        water=flatten(tree[WATER]),
        co2=flatten(tree["co2"]),
        outputs=outputs,
        held={destination: _held(form, inside) for destination, form in outputs.items()},
        kept={name: share for name, share in kept.items() if "." not in name},
        reagent_fates={name: shares(fates.get(name, fates[REAGENTS])) for name in (*reagents, WATER)},
    )


def _destinations(component: str, fate: Tree, outputs: dict[str, dict[str, Number]]) -> None:
    """Add a component's fates to the forms of their destinations; `other` is what its named elements leave of it."""
    by_element = {name: value for name, value in fate.items() if isinstance(value, dict)}
    whole = shares(by_element.pop(OTHER) if by_element else fate)
    for destination, share in whole.items():
        form = outputs.setdefault(destination, {})
        form[component] = share
        for element in by_element:
            form[f"{component}.{element}"] = -share
    for element, own in by_element.items():
        for destination, share in shares(own).items():
            form = outputs.setdefault(destination, {})
            name = f"{component}.{element}"
            form[name] = form.get(name, 0.0) + share


def _held(form: Mapping[str, Number], inside: Mapping[str, list[str]]) -> dict[str, dict[str, Number]]:
    """Split what a destination takes into forms of the tracked elements in it."""
    held: dict[str, dict[str, Number]] = {}
    for name, share in form.items():
        component, _, only = name.partition(".")
        for element in inside[component]:
            if only in ("", element):
                own = held.setdefault(element, {})
                key = f"{component}.{element}"
                own[key] = own.get(key, 0.0) + share
    return held


def _reagent_paths(name: str, tree: Tree, families: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Where the coefficients of each reagent stand: in the stage's own table, in campaigns, or in both."""
    own = {family: tree.get("campaigns", {}).get(family, {}).get("reagents", {}) for family in families}
    reagents = dict.fromkeys((*tree["reagents"], *(reagent for table in own.values() for reagent in table)))
    return {
        reagent: (
            *([f"stages.{name}.reagents.{reagent}"] if reagent in tree["reagents"] else []),
            *(f"stages.{name}.campaigns.{family}.reagents.{reagent}" for family in own if reagent in own[family]),
        )
        for reagent in reagents
    }


def plant(document: Document, equipment: Tree, chemistries: Collection[Chemistry], *, workbook_wastes: bool) -> Plant:
    """Build a plant from a stage preset.

    Raises:
        RecycError E330: an item of equipment that no preset describes.
    """
    tree = document.tree
    wastes = {name: flatten(form) for name, form in tree["wastes"].items()} if workbook_wastes else {}
    return Plant(
        id=document.name,
        stage=tree["stage"],
        accepts=tuple(tree["accepts"]),
        campaigns={item.id: campaign(tree, item) for item in chemistries},
        reagent_paths=_reagent_paths(document.name, tree, sorted({item.family for item in chemistries})),
        compounds={name: Compound(**item) for name, item in tree.get("compounds", {}).items()},
        wastes=wastes,
        reference_feed=tree["reference_feed"],
        equipment=tuple(
            _equipment(name, line, equipment, document.path) for name, line in tree["equipment"].items()
        ),
        disposal=tree["disposal"],
        direct_energy=tree["direct_energy"],
        water_factors=tree.get("water_factors", {}),
    )


def _equipment(name: str, line: Tree, known: Tree, path: str) -> Equipment:
    item = line.get("item", name)
    if item not in known:
        from recyc_cli.errors import did_you_mean

        hint = did_you_mean(item, known) or "`recyc presets show equipment` lists all"
        raise RecycError("E330", f"unknown equipment {item!r}", f"{path}: equipment.{name}", hint)
    curve = known[item]
    return Equipment(
        id=name,
        item=item,
        feed=flatten(line.get("feed", {"mass": 1.0})),
        lines=line.get("lines", "one"),
        units=curve["units"],
        feed_share=curve["feed_share"],
        a=curve["a"],
        b=curve["b"],
        c=curve["c"],
        cost_index=curve["cost_index"],
        scale_exponent=curve["scale_exponent"],
        largest=curve.get("largest"),
        station_hours=curve["labor"],
    )


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


def cathode_making(tree: Tree) -> CathodeMaking:
    """Build the rules of making a cathode from recovered metals."""
    return CathodeMaking(
        precursors={name: _precursor(item) for name, item in tree["precursors"].items()}, method=tree["method"]
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
    rows = [item["energy"][row] for row in ENERGY_ROWS] + [item["water"]] + [emissions[row] for row in EMISSIONS]
    return tuple(rows + [emissions["co2_with_voc_co"], emissions["ghg"]] if sums else rows)


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
    paths = (f"prices.products.{name}",)
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
