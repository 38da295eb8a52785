"""Opens the presets that a request names, and those that they name in turn."""

from __future__ import annotations

from functools import lru_cache

from recyc_cli.catalog.documents import newest_deck
from recyc_cli.catalog.documents.document import Document, Layer, lookup, merged, with_corrections
from recyc_cli.catalog.vocabulary import PRICES
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.scenario.resolved import KEPT
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.catalog.documents.document import Records, Tree
    from recyc_cli.scenario.resolved import Resolved

PLACES = "places"
"""The table of a deck that holds what is paid in a country, by its code."""
ROLES = {"contract": "contracts", "business": "business", "plant": "plants", "vehicle": "vehicles"}
"""Presets that a request may name or not: keyword -> kind."""
SETTERS = ("vehicle", "plant", "business")
"""Presets that may hold a `set` table, laid in this order over the route's own: the last word counts."""


def open_presets(resolved: Resolved) -> None:
    """Open every preset that a request needs, corrections and its profile laid over them.

    Args:
        resolved: request and library; `names`, `corrections` and `documents` are filled.

    Raises:
        RecycError, RecycErrors: unknown names, faulty presets, E126 an unknown correction, E127 a day that the method
            knows no prices of; what `second_life.gather` and `as_of.as_known` raise.
    """
    request, library = resolved.request, resolved.library
    resolved.names = {}
    document = _open(resolved, "methods", request.method, "method")
    resolved.corrections = _corrections(document, request.corrections)
    overlays = _overlays(resolved)
    resolved.documents = documents = {"method": _corrected(document, overlays)}
    method = documents["method"].tree
    routes = [_open(resolved, "routes", str(request.route), "route")]
    stages = ["collection", "disassembly", "cathode"]
    second: dict[str, Document] = {}
    if "second_life" in routes[0].tree:
        from recyc_cli.scenario.build import second_life

        second, after = second_life.open_second_life(resolved, routes[0].tree)
        stages.append(str(routes[0].tree["second_life"]))
        routes += after
    if method["freight_masses"] != "own":
        routes.append(library.document("routes", method["freight_masses"]))
    wanted = _surroundings(resolved, method) | second
    payables = wanted["prices"].tree["payables"] if method["payables"] == "deck" else method["payables"]
    wanted |= {"payables": _payables(resolved, payables)} | _purchases(resolved, wanted["prices"])
    for role, kind in ROLES.items():
        name = getattr(request, role)
        if name is not None:
            wanted[role] = _open(resolved, kind, name, role)
    plants = {name: library.document("stages", name) for name in stages} | library.plants(routes)
    wanted |= {f"stages.{name}": plants[name] for name in sorted(plants)} | _chemistries(resolved)
    documents |= {prefix: _corrected(document, overlays) for prefix, document in wanted.items()}
    country = documents["region"].tree["country"]
    documents |= {prefix: _placed(deck, country) for prefix, deck in documents.items() if PLACES in deck.tree}


def setters(resolved: Resolved) -> list[Document]:
    """Return the presets of a request that hold a `set` table, in the order in which they are laid."""
    route = resolved.library.document("routes", resolved.names["route"])
    named = (resolved.documents[role] for role in SETTERS if role in resolved.documents)
    return [each for each in (route, *named) if "set" in each.tree]


def _surroundings(resolved: Resolved, method: Tree) -> dict[str, Document]:
    """Open what every quote stands on: place, deck, impacts, equipment and materials."""
    library = resolved.library
    return {
        "region": _open(resolved, "regions", resolved.request.region, "region"),
        "prices": _prices(resolved, method),
        "impacts": library.document("impacts", method["impacts"]),
        "equipment": library.document("equipment"),
        "materials": library.document("materials"),
    }


def _chemistries(resolved: Resolved) -> dict[str, Document]:
    """Open the chemistries of the feed, under their proper names."""
    opened = [_open(resolved, "chemistries", name, f"chemistry {name}") for name, _, _ in resolved.request.parts]
    return {f"chemistries.{chemistry.name}": chemistry for chemistry in opened}


def _overlays(resolved: Resolved) -> tuple[str, ...]:
    """Name the overlays in force in the order they are laid: corrections, then the recovery profile."""
    return (*resolved.corrections, resolved.request.profile)


@lru_cache(KEPT)
def _corrected(document: Document, overlays: tuple[str, ...]) -> Document:
    """Lay overlays upon a preset, once for each preset and set of overlays."""
    return with_corrections(document, overlays)


@lru_cache(KEPT)
def _placed(deck: Document, country: str) -> Document:
    """Return a deck with what is paid in a country in the place of what is paid as a rule, where it knows that."""
    own = lookup(deck.tree, f"{PLACES}.{country}")
    if not own:
        return deck
    start = f"{PLACES}.{country}."
    foreign = {path: code for path, code in deck.foreign.items() if lookup(own, path) is None}
    foreign |= {path.removeprefix(start): code for path, code in deck.foreign.items() if path.startswith(start)}

    def records() -> Records:
        here = {path.removeprefix(start): record for path, record in deck.records.items() if path.startswith(start)}
        return {**deck.records, **here}

    return deck.with_layer(Layer(merged(deck.tree, own), foreign, records))


def _open(resolved: Resolved, kind: str, name: str, role: str) -> Document:
    document = resolved.library.document(kind, name)
    resolved.names[role] = document.name
    return document


def _corrections(method: Document, wishes: Iterable[str]) -> list[str]:
    """Corrections in force: the method's, changed by wishes such as `labor-scale=off`."""
    table = method.tree.get("corrections", {})
    on = {name: bool(item.get("on", False)) for name, item in table.items()}
    for wish in wishes:
        name, _, state = wish.partition("=")
        if name not in on or state not in ("", "on", "off"):
            hint = did_you_mean(name, on) or f"`recyc presets show methods/{method.name}` lists them"
            raise RecycError("E126", f"no correction {wish!r}", "--correction", f"{hint}; write NAME=on or NAME=off")
        on[name] = state != "off"
    return [name for name, state in on.items() if state]


def _prices(resolved: Resolved, method: Tree) -> Document:
    """Open the deck asked for, or put together what its market knew on a day."""
    request, library = resolved.request, resolved.library
    usual = method["prices"]
    deck = _open(resolved, PRICES, newest_deck.deck_to_open(library, request.prices or usual, method), "prices")
    if request.as_of is None:
        return deck
    if method["decks"]:
        message = f"method {resolved.names['method']} knows no prices as of a day"
        raise RecycError("E127", message, "--as-of", f"it knows deck {', '.join(method['decks'])}")
    from recyc_cli.catalog.documents import as_of

    overlays = _overlays(resolved)
    at_hand = [_corrected(library.document(PRICES, name), overlays) for name in library.names(PRICES)]
    known = as_of.as_known(at_hand, deck, request.as_of)
    resolved.names["prices"] = known.name
    return known


def _purchases(resolved: Resolved, sold_at: Document) -> dict[str, Document]:
    """Open the decks that the feed is bought at and their payables, where a lag or a deck was asked for."""
    request, library = resolved.request, resolved.library
    flag = "--lag" if request.feed_prices is None else "--feed-prices"
    if request.lag is None and request.feed_prices is None:
        return {}
    method = resolved.documents["method"].tree
    if method["payables"] != "deck" or request.as_of is not None:
        why = "prices as of a day" if request.as_of is not None else f"method {resolved.names['method']}"
        raise RecycError("E137", f"{why} and a feed bought at other prices do not go together", flag, "leave one out")
    if request.feed_prices is not None:
        name = newest_deck.deck_to_open(library, request.feed_prices, method)
        bought = [(_open(resolved, PRICES, name, "feed_prices"), 1.0)]
    else:
        from recyc_cli.scenario.build import purchases

        bought = purchases.bought_at(library.every(PRICES), sold_at, purchases.months_of_lag(str(request.lag)))
    resolved.purchases = [(deck.name, share) for deck, share in bought]
    opened = {f"feed_prices.{deck.name}": deck for deck, _ in bought}
    paid = {f"feed_payables.{deck.name}": library.document("payables", deck.tree["payables"]) for deck, _ in bought}
    return opened | paid


def _payables(resolved: Resolved, name: str) -> Document:
    """Open the payables that the deck names, or bring them up to what was known on the day asked for."""
    table, day = _open(resolved, "payables", name, "payables"), resolved.request.as_of
    if day is None:
        return table
    from recyc_cli.catalog.documents import as_of

    library, overlays = resolved.library, _overlays(resolved)
    every = [_corrected(library.document("payables", other), overlays) for other in library.names("payables")]
    return as_of.brought_up(_corrected(table, overlays), every, day)
