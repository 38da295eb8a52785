"""Reads what feeds are made of: chemistries, components, reagents, and water."""

from __future__ import annotations

from functools import lru_cache

from recyc_cli.catalog.vocabulary import DAMP_FORMS, DRY, FORM_TABLES, WET, several
from recyc_cli.errors import RecycError
from recyc_cli.model.flows.feedstock import mass_fractions, parse_formula
from recyc_cli.model.flows.stage import CATHODE
from recyc_cli.model.numbers.arithmetic import guarded, plain
from recyc_cli.model.per_what import dry_share
from recyc_cli.model.records.feed import Chemistry
from recyc_cli.model.records.market import Element
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Stream
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

NO_WATER, NO_MOISTURE = "E138", "E139"
ASSAYED = "black-mass"
"""The form that a chemistry's own moisture is of."""
ANY = "any"
"""Key of payables that hold wherever no region's own do."""
SHARED = 2
"""Materials whose substances are kept: the columns of a comparison share them, remembered and plain."""


@lru_cache(SHARED)
def substances(document: Document) -> dict[str, dict[str, Number]]:
    """Tracked elements in every component, and in every reagent as `reagent.X` [kg/kg]."""
    materials = document.tree
    components = {name: _content(item, materials) for name, item in materials["components"].items()}
    reagents = {f"reagent.{name}": _content(item, materials) for name, item in materials["reagents"].items()}
    return {name: content for name, content in (components | reagents).items() if content}


def _content(item: Tree, materials: Tree) -> dict[str, Number]:
    return _tracked(parse_formula(item["formula"]), materials) if "formula" in item else {}


def _tracked(moles: Mapping[str, Number], materials: Tree) -> dict[str, Number]:
    """Mass fractions of the tracked elements in a compound [kg/kg]."""
    fractions = mass_fractions(moles, materials["atomic_mass"])
    return {element: fraction for element, fraction in fractions.items() if element in materials["elements"]}


def active(components: Tree) -> frozenset[str]:
    """Components that store the energy of a battery."""
    return frozenset(name for name, item in components.items() if item.get("active"))


def elements(materials: Tree) -> dict[str, Element]:
    """Elements whose balance is kept, and what prices each in a feed."""
    return {name: _element(name, item, materials) for name, item in materials["elements"].items()}


def _element(name: str, item: Tree, materials: Tree) -> Element:
    formula, compound = item.get("compound", ""), None
    if formula:
        compound = 1.0 / mass_fractions(parse_formula(formula), materials["atomic_mass"])[name]
    return Element(
        metal=item.get("metal", ""), formula=formula, compound=compound, contained=item.get("contained", False)
    )


def build_chemistry(
    document: Document, materials: Tree, content: Mapping[str, Mapping[str, Number]], market: str
) -> Chemistry:
    """Build a chemistry; forms are the tables named after forms of feed.

    Args:
        document: the chemistry, which may bring components of its own.
        materials: atoms, and which elements are tracked.
        content: tracked elements in every component [kg/kg].
        market: the region's key among payables.
    """
    tree = document.tree
    of_chemistry = {name: _content(item, materials) for name, item in tree.get("components", {}).items()}
    inside_component = {**content, **{name: inside for name, inside in of_chemistry.items() if inside}}
    if CATHODE in tree:
        inside_component[CATHODE] = _tracked(tree[CATHODE], materials)
    payables, key = tree.get("payables"), market
    if payables is not None and key not in payables:
        key = ANY
    forms = {form: tree[form] for form in FORM_TABLES if form in tree}
    return Chemistry(
        id=document.name,
        product=tree.get("product", document.name),
        label=tree.get("title", document.name),
        family=tree.get("family", ""),
        trade=str(tree.get("trade", tree.get("family", ""))),
        inside={
            component: tuple((element, f"{component}.{element}", share) for element, share in elements.items())
            for component, elements in inside_component.items()
        },
        forms=forms,
        design=tree.get("design", {}),
        parts=tree.get("parts", {}),
        recipe=tree.get("precursors", {}),
        payables=None if payables is None else payables[key],
    )


def weighed(resolved: Resolved, streams: tuple[Stream, ...]) -> tuple[Stream, ...]:
    """Return the streams of a feed with the moisture they are weighed with.

    Args:
        resolved: the moisture that was asked for, else that of each chemistry.
        streams: whose forms may hold water.

    Raises:
        RecycError: E138 a moisture of what holds no water, or of all of it; E139 wet masses without a moisture.
    """
    request = resolved.request
    _refuse_moisture(request)
    for stream in streams:
        moisture = request.moisture
        if moisture is None and stream.form == ASSAYED:
            moisture = resolved.documents[f"chemistries.{stream.chemistry.id}"].tree.get("moisture")
        if moisture is not None and stream.form in DAMP_FORMS:
            stream.moisture = moisture
    said_wet = "--mass" if request.mass_basis == WET else "--feed-price" if request.feed_basis == "wmt" else ""
    if said_wet and dry_share(streams) is None:
        message = "wet tonnes of a feed that no moisture is known of"
        raise RecycError(NO_MOISTURE, message, said_wet, "--moisture 4.5%, or give dry tonnes: 40dmt")
    if request.mass_basis == WET and request.mix is not None:
        _refuse_unlike([0.0 if each.moisture is None else each.moisture for each in streams])
    return streams


def _refuse_unlike(moistures: Sequence[Number]) -> None:
    """Refuse wet masses of parts whose share of water is not one: of each it would have to be known."""
    first, *others = moistures
    for other in others:
        guarded(0.0, other <= first, NO_MOISTURE)
        guarded(0.0, other >= first, NO_MOISTURE)
        if plain(other) != plain(first):
            message = "wet masses of parts that hold more and less water"
            raise RecycError(NO_MOISTURE, message, "--mix", "give their dry masses: lfp=16dmt,nmc622=24dmt")


def _refuse_moisture(request: Request) -> None:
    moisture = request.moisture
    if moisture is None:
        return
    forms = {form for _, form, _ in request.parts}
    if forms.isdisjoint(DAMP_FORMS):
        guarded(0.0, moisture <= 0.0, NO_WATER)
        if plain(moisture):
            message = f"{' and '.join(map(several, sorted(forms)))} are sealed: they are weighed as they are"
            hint = f"it is of {' or '.join(map(several, DAMP_FORMS))}"
            raise RecycError(NO_WATER, message, "--moisture", hint)
    guarded(0.0, moisture < 1.0, NO_WATER)
    if plain(moisture) >= 1.0:
        raise RecycError(NO_WATER, "a feed of water alone is none", "--moisture", "4.5%")


def dry_in_lot(request: Request, streams: Sequence[Stream]) -> Number | None:
    """Return the dry mass of a lot over the mass that was given [1]; None where these are one.

    A mass is taken as the feed is: wet where it has a moisture, unless it says what it is.
    """
    return None if request.mass_basis == DRY else dry_share(streams)
