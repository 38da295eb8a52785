"""What feeds are made of: chemistries, components and reagents as the model takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.feedstock import ELEMENTS, mass_fractions, parse_formula
from recyc_cli.model.inputs import Chemistry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.document import Document, Tree
    from recyc_cli.model.number import Number

PER_PACK = ("module_mass", "cell_mass", "cells_per_pack", "modules_per_pack")
FORM_TABLES = ("pack", "module", "cell", "scrap-electrode", "black-mass")


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
    inside = {element: share for element, share in cathode.items() if element in ELEMENTS}
    held = {**content, "cathode": inside}
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


def in_vehicle(item: Chemistry, vehicle: Tree) -> Chemistry:
    """Build a chemistry into the pack of a vehicle.

    All that there is per pack grows with the pack's mass, modules and cells by their number, so every mass fraction of
    the chemistry holds; the energy is the vehicle's own.

    Args:
        item: the chemistry with the design it is described in.
        vehicle: `pack_mass` [kg], `pack_energy` [MJ].
    """
    own = {"pack_mass": vehicle["pack_mass"], "pack_energy": vehicle["pack_energy"]}
    larger = own["pack_mass"] / item.design.get("pack_mass", own["pack_mass"])
    design = {name: value * larger if name in PER_PACK else value for name, value in item.design.items()}
    parts = {
        level: {name: mass * larger for name, mass in masses.items()} if level == "pack" else masses
        for level, masses in item.parts.items()
    }
    return Chemistry(**{**vars(item), "design": {**design, **own}, "parts": parts})
