"""Fills a request with what its plant, vehicle and route state.

Where nobody said otherwise.
"""

from __future__ import annotations

from recyc_cli.catalog.documents.folder import fold_name
from recyc_cli.catalog.vocabulary import PRICES
from recyc_cli.scenario.keywords import ROWS
from recyc_cli.scenario.request import LOAD, SIZE
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.catalog.spreads.spread import Spreads
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

OF_PLANT = ("region", "profile")
"""What a plant fills in, its size and load too, its load only where its size is its own.

The feed is the request's own, so that a plant answers alike alone and beside others.
"""


def fill_in(request: Request, library: Library) -> Request:
    """Return the request with the keywords that nobody gave: the vehicle's, then the plant's, then the usual route.

    A route may have a usual throughput of its own, as a lead smelter has.

    Raises:
        RecycError, RecycErrors: an unknown plant, vehicle or route, a faulty file, keywords that do not go together.
    """
    more = _named(request, library)
    usual = library.document("routes", more.get("route") or str(request.route)).tree.get("throughput")
    if usual is not None:
        more[SIZE] = usual
    return request.filled(more) if more else request


def _named(request: Request, library: Library) -> dict[str, Any]:
    """Return what the plant and the vehicle say, and the usual route where none is named."""
    if request.route is not None and request.plant is None and request.vehicle is None:
        return {}
    more: dict[str, Any] = {"route": request.route or _usual(request, library)}
    if request.plant is not None:
        plant = library.document("plants", request.plant).tree
        more |= {"route": request.route or _worked(plant["routes"], request.chemistry, library)}
        more |= {name: plant[name] for name in OF_PLANT if plant.get(name)}
        if LOAD in plant and SIZE not in request.given and plant_works_route(plant, more["route"]):
            more[LOAD] = plant[LOAD]
    if request.vehicle is not None:
        more |= {"chemistry": library.document("vehicles", request.vehicle).tree["chemistry"], "form": "pack"}
    return more


def _usual(request: Request, library: Library) -> str:
    """Return the usual route, or the first one that names the family of the chemistry where that does not suit it."""
    usual = str(defaults(request.method, library)["route"])
    if request.chemistry is None:
        return usual
    family = library.document("chemistries", request.chemistry).tree.get("family")
    if family in library.document("routes", usual).tree.get("suits", ()):
        return usual
    return next((route.name for route in library.sound("routes") if family in route.tree.get("suits", ())), usual)


def _worked(works: list[str], chemistry: str | None, library: Library) -> str:
    """Return the first of the routes that a plant works which takes the family of the chemistry, else the first."""
    if len(works) == 1 or chemistry is None:
        return works[0]
    family = library.document("chemistries", chemistry).tree.get("family")
    suits = {name: library.document("routes", name).tree.get("suits", ()) for name in works}
    return next((name for name in works if not suits[name] or family in suits[name]), works[0])


def defaults(method: str, library: Library) -> Tree:
    """Return what a method takes where nobody names it: the `route`, the `routes` and `chemistries` compared."""
    tree: Tree = library.document("methods", method).tree["defaults"]
    return tree


def usual_deck(library: Library) -> Document:
    """Return the price deck of the usual method."""
    method = library.document("methods", ROWS["method"].default)
    return library.document(PRICES, str(method.tree["prices"]))


def usual_spreads(library: Library, months: int | None = None) -> Spreads:
    """Return how far numbers may lie off over some months, a year if nothing is said, as the usual method has it."""
    from recyc_cli.catalog.spreads.spread import YEAR, spreads_of

    method = library.document("methods", ROWS["method"].default)
    return spreads_of(library.document("spreads", str(method.tree["spreads"])), months or YEAR)


def ways(scenario: Mapping[str, Any], library: Library) -> list[str]:
    """Return the routes that a scenario may go where it names none: those that its plant works, or all."""
    if scenario.get("plant"):
        return routes(scenario["plant"], library)
    usual = defaults(scenario.get("method", ROWS["method"].default), library)["routes"]
    return list(dict.fromkeys((*usual, *_made_for(scenario.get("chemistry"), library))))


def _made_for(chemistry: str | None, library: Library) -> list[str]:
    """Return the routes that say they suit the family of a feed's chemistry, but those to be named."""
    if chemistry is None:
        return []
    family = library.document("chemistries", chemistry).tree.get("family")
    sound = [route for route in library.sound("routes") if not route.tree.get("by_name")]
    return [route.name for route in sound if family in route.tree.get("suits", ())]


def routes(plant: str, library: Library) -> list[str]:
    """Return the routes that a plant works."""
    return list(library.document("plants", plant).tree["routes"])


def plant_works_route(plant: Tree, route: str) -> bool:
    """Tell whether a plant works a route: only there do its throughput and its investment hold.

    >>> plant_works_route({"routes": ["hydro"]}, "hydro"), plant_works_route({"routes": ["hydro"]}, "pyro")
    (True, False)
    """
    return fold_name(route) in map(fold_name, plant["routes"])


def plant_at_work(resolved: Resolved) -> Tree:
    """Return the plant that a request names, if it works the route; nothing otherwise."""
    tree = resolved.documents["plant"].tree if "plant" in resolved.documents else None
    return tree if tree is not None and plant_works_route(tree, resolved.names["route"]) else {}
