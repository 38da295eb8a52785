"""What feeds are made of: chemistries, components and reagents as the model takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.feedstock import ELEMENTS, mass_fractions, parse_formula
from recyc_cli.model.inputs import Chemistry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.document import Document, Tree
    from recyc_cli.model.number import Number

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
