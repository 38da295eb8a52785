"""Defines the shapes of what is recycled: chemistries, vehicles and their materials."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from recyc_cli.catalog.checks.shapes.common import (
    Atom,
    Energy,
    Family,
    In,
    Mass,
    Named,
    Part,
    Priced,
    Product,
    Ratio,
    Shape,
    Share,
    Substance,
    Titled,
)


class Design(Shape):
    """A pack and what it is made of."""

    pack_mass: Mass | None = None
    module_mass: Mass | None = None
    cell_mass: Mass | None = None
    pack_energy: Energy | None = None
    cell_energy: Energy | None = None
    cells_per_pack: Annotated[float, In("1", "cell/pack", low=0.0)] | None = None
    modules_per_pack: Annotated[float, In("1", "module/pack", low=0.0)] | None = None


class Parts(Shape):
    """The parts of a pack and of a module, by weight."""

    pack: dict[str, Mass] = {}
    module: dict[str, Annotated[float, In("kg", "kg/module", low=0.0)]] = {}


class Returning(Shape):
    """A pack that comes back: what it weighs and what it holds."""

    pack_mass: Annotated[float, In("kg", "kg/pack", low=1.0)]
    pack_energy: Annotated[float, In("MJ", "MJ/pack", low=0.36)]


class Component(Substance):
    """A component of a feed, and whether it stores the energy of a battery: then its mass goes with that."""

    active: bool = False


class Chemistry(Titled):
    """presets/chemistries: what a battery holds.

    `vintage` says in which years its packs were built; a pack of `returning` of that name is what comes back, in place
    of the design. `family` decides which routes suit it and which campaign of a plant it gets, `trade` as which family
    its black mass is quoted, where not its own. Components that materials.toml does not know may be described in
    `components`. What the chemistry's own products sell for (its cathode, under its name) may stand in `products`, for
    decks that are silent on them. `payables` are for a feed bought as it is, not as a form of black mass: shares of the
    metal's price by element, under a region's key or `any`. `structure` lists the crystals that its cathode is of,
    `moisture` is the water in a tonne of its black mass or scrap as it is weighed.
    """

    family: Family
    trade: str = ""
    structure: list[str] = []
    moisture: Annotated[float, In("1", low=0.0, high=0.99)] | None = None
    product: str = ""
    vintage: str = ""
    returning: dict[str, Returning] = {}
    cathode: dict[Atom, Ratio] = {}
    components: dict[str, Component] = {}
    products: dict[str, Product] = {}
    payables: dict[str, dict[Priced, Ratio]] = {}
    pack: dict[Part, Share] = {}
    module: dict[Part, Share] = {}
    cell: dict[Part, Share] = {}
    scrap_electrode: Annotated[dict[Part, Share], Field(alias="scrap-electrode")] = {}
    black_mass: Annotated[dict[Part, Share], Field(alias="black-mass")] = {}
    design: Design | None = None
    parts: Parts | None = None
    precursors: dict[str, Annotated[float, In("1", "MJ/kg", "L/kg", "g/kg")]] = {}


class Vehicle(Titled):
    """presets/vehicles: a real pack: what it weighs, what it holds, and its chemistry."""

    maker: str
    chemistry: str
    pack_mass: Annotated[float, In("kg", "kg/pack", low=1.0)]
    pack_energy: Annotated[float, In("MJ", "MJ/pack", low=0.36)]
    set: dict[str, Any] = {}
    facts: dict[str, Any] = {}


class Tracked(Shape):
    """An element whose balance is kept, the metal that prices it and in which compound, and whether it counts."""

    name: str = ""
    metal: str = ""
    compound: str = ""
    contained: bool = False


class Outcome(Substance):
    """A product, and the element it is named after."""

    element: Annotated[str, Named("element", "elements", "followed")] = ""


class Materials(Shape):
    """presets/materials.toml: atoms and what is made of them."""

    atomic_mass: dict[str, Annotated[float, In("g/mol", low=0.0)]]
    elements: dict[Atom, Tracked]
    components: dict[str, Component]
    reagents: dict[str, Substance]
    products: dict[str, Outcome]
