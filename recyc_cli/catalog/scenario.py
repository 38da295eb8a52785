"""Resolves a request: opens the presets it names, applies corrections, overrides and the currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog import building, filling
from recyc_cli.catalog.document import Document, Layer, in_usd, lookup, owner_of, replaced, with_corrections
from recyc_cli.catalog.library import Library
from recyc_cli.catalog.places import user_folders
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.catalog.document import Tree
    from recyc_cli.catalog.request import Request
    from recyc_cli.model.inputs import Scenario
    from recyc_cli.model.number import Number
    from recyc_cli.model.traced import Leaf, Traced

KEPT = 200
"""Presets with corrections laid over them that a process keeps."""
ROLES = {"contract": "contracts", "business": "business", "plant": "plants", "vehicle": "vehicles"}
"""Presets that a request may name or not: keyword -> kind."""
SETTERS = ("vehicle", "plant", "business")
"""Presets that may hold a `set` table, laid in this order over the route's own: the last word counts."""
GENERIC = "generic"
"""The plant of a request that names none."""
_builtin: list[Library] = []
_laid: dict[tuple[Document, tuple[str, ...]], Document] = {}


class Resolved:
    """A scenario and where it comes from."""

    __slots__ = (
        "borrowed", "corrections", "documents", "fx", "leaves", "library", "names", "numbers", "request", "scenario",
    )  # fmt: skip

    request: Request
    """What is asked for, filled in by vehicle and plant."""
    library: Library
    documents: dict[str, Document]
    """Presets in force, corrected and overridden, by the prefix of their numbers' paths."""
    names: dict[str, str]
    """Proper names: route, region, prices, method, plant, application, and each chemistry by what it was called."""
    corrections: list[str]
    borrowed: tuple[str, str]
    """Payables: the region's key and the key of the table used."""
    fx: Number
    """Units of the request's currency per USD."""
    leaves: dict[str, Leaf]
    """Where numbers are traced: each number of the presets in force and of the request, as written, by its path."""
    numbers: dict[str, Traced]
    """The same, as the model takes them: in canonical units and the request's currency."""
    scenario: Scenario

    @property
    def chemistries(self) -> list[str]:
        """Proper names of the chemistries, in the order of the feed."""
        return [name for role, name in self.names.items() if role.startswith("chemistry ")]


def resolve(
    request: Request,
    leaves: Mapping[str, Number] | None = None,
    library: Library | None = None,
    *,
    trace: bool = False,
) -> Resolved:
    """Resolve a request.

    Args:
        request: what is asked for.
        leaves: numbers to put in place of presets' by their paths, in canonical units: floats, arrays or traced.
        library: where the presets come from, if not from the folders that the request and the environment name.
        trace: whether to make a leaf of every number, in the unit it is written in (`model/traced.py`).

    Raises:
        RecycError, RecycErrors: unknown names, faulty presets, combinations that make no sense.
    """
    found = Resolved()
    found.library = library or library_at(request.preset_dirs)
    found.request = request = filling.fill(request, found.library)
    found.names = {}
    method = _open(found, "methods", request.method, "method")
    found.corrections = _corrections(method, request.corrections)
    found.documents = {"method": _corrected(method, _overlays(found))}
    _gather(found)
    _allowed(found)
    _suited(found)
    _override(found)
    for path, value in (leaves or {}).items():
        _replace(found, *_known(found, path), value)
    if trace:
        from recyc_cli.catalog import tracing

        tracing.trace(found)
    found.scenario = building.scenario(found)
    return found


def _known(found: Resolved, path: str) -> tuple[str, str]:
    """Split the path of a number into its preset and the rest, or raise RecycError E104."""
    prefix, rest = owner_of(found.documents, path)
    if not prefix or lookup(found.documents[prefix].tree, rest) is None:
        raise RecycError("E104", f"no number at {path!r}", hint="`recyc presets show` prints the paths of all numbers")
    return prefix, rest


def library_at(preset_dirs: Iterable[str]) -> Library:
    """Open the library; a process that quotes many times opens the built-in presets once, users' files each time."""
    folders = user_folders(preset_dirs)
    if not _builtin:
        _builtin.append(Library())
    return Library(folders, _builtin[0].shelves[-1]) if folders else _builtin[0]


def _overlays(found: Resolved) -> tuple[str, ...]:
    """Name the overlays in force in the order they are laid: corrections, then the recovery profile."""
    return (*found.corrections, found.request.profile)


def _corrected(document: Document, overlays: tuple[str, ...]) -> Document:
    """Lay overlays upon a preset, once for each preset and set of overlays."""
    key = (document, overlays)
    if key not in _laid:
        if len(_laid) > KEPT:
            _laid.clear()
        _laid[key] = with_corrections(document, overlays)
    return _laid[key]


def _open(found: Resolved, kind: str, name: str, role: str) -> Document:
    document = found.library.document(kind, name)
    found.names[role] = document.name
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


def _gather(found: Resolved) -> None:
    """Open every preset the request needs."""
    request, documents, library = found.request, found.documents, found.library
    method = documents["method"].tree
    routes = [_open(found, "routes", str(request.route), "route")]
    stages = ["collection", "disassembly", "cathode"]
    second: dict[str, Document] = {}
    if "second_life" in routes[0].tree:
        from recyc_cli.catalog import second_life

        second, after = second_life.gather(found, routes[0].tree)
        stages.append(str(routes[0].tree["second_life"]))
        routes += after
    if method["freight_masses"] != "own":
        routes.append(library.document("routes", method["freight_masses"]))
    wanted: dict[str, Document] = {
        "region": _open(found, "regions", request.region, "region"),
        "prices": _prices(found, method),
        "impacts": library.document("impacts", method["impacts"]),
        "equipment": library.document("equipment"),
        "materials": library.document("materials"),
        **second,
    }
    payables = method["payables"]
    if payables == "deck":
        payables = wanted["prices"].tree["payables"]
    wanted["payables"] = _open(found, "payables", payables, "payables")
    for role, kind in ROLES.items():
        name = getattr(request, role)
        if name is not None:
            wanted[role] = _open(found, kind, name, role)
    plants = {name: library.document("stages", name) for name in stages} | _plants(library, routes)
    for name in sorted(plants):
        wanted[f"stages.{name}"] = plants[name]
    for name, _, _ in request.parts:
        chemistry = _open(found, "chemistries", name, f"chemistry {name}")
        wanted[f"chemistries.{chemistry.name}"] = chemistry
    overlays = _overlays(found)
    documents |= {prefix: _corrected(document, overlays) for prefix, document in wanted.items()}


def _plants(library: Library, routes: list[Document]) -> dict[str, Document]:
    """Open the plants of routes; hardly any route holds plants of its own."""
    if any("stages" in route.tree for route in routes):
        from recyc_cli.catalog.held import opened

        return opened(routes, lambda name: library.document("stages", name))
    return {name: library.document("stages", name) for route in routes for name in route.tree["plants"]}


def _prices(found: Resolved, method: Tree) -> Document:
    """Open the deck asked for, or put together what its market knew on a day."""
    request, library = found.request, found.library
    deck = _open(found, "prices", request.prices or method["prices"], "prices")
    if request.as_of is None:
        return deck
    if method["decks"]:
        message = f"method {found.names['method']} knows no prices as of a day"
        raise RecycError("E127", message, "--as-of", f"it knows deck {', '.join(method['decks'])}")
    from recyc_cli.catalog import dating

    overlays = _overlays(found)
    decks = [_corrected(library.document("prices", name), overlays) for name in library.names("prices")]
    known = dating.as_known(decks, deck, request.as_of)
    found.names["prices"] = known.name
    return known


def _allowed(found: Resolved) -> None:
    """Refuse what the method does not know."""
    method = found.documents["method"].tree
    asked = {
        "routes": [found.names["route"]],
        "regions": [found.names["region"]],
        "decks": [found.names["prices"]],
        "seats": [found.request.seat],
        "profiles": [found.request.profile],
        "plants": [found.names.get("plant", GENERIC)],
        "chemistries": found.chemistries,
    }
    for kind, names in asked.items():
        for name in names:
            if method.get(kind) and name not in method[kind]:
                message = f"method {found.names['method']} does not know {kind.removesuffix('s')} {name!r}"
                raise RecycError("E127", message, "--method", f"it knows {', '.join(method[kind])}")


def _suited(found: Resolved) -> None:
    """Refuse a chemistry whose family the route is not made for, or the recycling that is to follow a second life."""
    for name in filter(None, (found.names["route"], found.request.recycle)):
        _suits(found, found.library.document("routes", name))


def _suits(found: Resolved, route: Document) -> None:
    families = route.tree.get("suits", ())
    for prefix, document in found.documents.items():
        family = document.tree.get("family") if prefix.startswith("chemistries.") else None
        if families and family is not None and family not in families:
            message = f"{route.name} does not suit {document.name} ({family}): {route.tree.get('unsuited', '')}"
            hint = f"it suits the families {', '.join(families)}: `recyc presets list chemistries` shows them"
            raise RecycError("E131", message.rstrip(": "), "--route", hint)


def _override(found: Resolved) -> None:
    """Lay what presets set and then the user's numbers over the rest, and bring all money to the request's currency."""
    route = found.library.document("routes", found.names["route"])
    owners = ([route] if "set" in route.tree else []) + [
        found.documents[role] for role in SETTERS if role in found.documents
    ]
    if owners:
        from recyc_cli.catalog.laying import lay

        found.documents = lay(found.documents, owners)
    request, documents = found.request, found.documents
    fx = documents["prices"].tree.get("fx", {})
    if request.overrides or request.price_overrides:
        from recyc_cli.catalog.overrides import override

        documents |= override(documents, request.overrides, request.price_overrides, fx)
    found.fx = 1.0
    for prefix, document in documents.items():
        documents[prefix] = in_usd(document, fx)
    if request.currency != "USD":
        found.fx = _rate(found, str(request.currency))
        for prefix in documents:
            _convert(found, prefix)


def _rate(found: Resolved, code: str) -> float:
    """Return the units of a currency per USD, or say which the deck has."""
    from recyc_cli.catalog.document import rate

    deck = found.documents["prices"]
    fx = deck.tree.get("fx", {})
    if code not in fx:
        known = ("USD", *fx)
        hint = " ".join(filter(None, [did_you_mean(code, known), f"it has {', '.join(known)}"]))
        raise RecycError("E121", f"deck {found.names['prices']} has no rate for currency {code!r}", "--currency", hint)
    return rate(fx, code, deck.path)


def _convert(found: Resolved, prefix: str) -> None:
    """Money is homogeneous: converting every input converts every result."""
    for path, record in found.documents[prefix].records.items():
        if record.canonical_unit.startswith("USD"):
            _replace(found, prefix, path, lookup(found.documents[prefix].tree, path) * found.fx)


def _replace(found: Resolved, prefix: str, path: str, value: object) -> None:
    document = found.documents[prefix]
    layer = Layer(replaced(document.tree, path, value), document.foreign, lambda: document.records)
    found.documents[prefix] = document.with_layer(layer)
