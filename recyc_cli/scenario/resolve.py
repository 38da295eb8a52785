"""Resolves a request: gathers its presets, refuses what makes no sense, applies overrides and the currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.document import in_usd, lookup, owner_of, with_numbers
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.vocabulary import KINDS
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.sourced import Sourced
from recyc_cli.scenario import currency, fill_in, open_presets
from recyc_cli.scenario.build import build
from recyc_cli.scenario.resolved import Resolved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.scenario.request import Request

SETTERS = ("vehicle", "plant", "business")
"""Presets that may hold a `set` table, laid in this order over the route's own: the last word counts."""
LISTED = {**KINDS, "decks": KINDS["prices"], "seats": "seat", "profiles": "profile"}
"""One of what a method may list, by the key of the list."""
GENERIC = "generic"
"""The plant of a request that names none."""
_new = float.__new__


def resolve(
    request: Request,
    leaves: Mapping[str, Number] | None = None,
    library: Library | None = None,
    *,
    trace: bool = False,
    remember: bool = False,
) -> Resolved:
    """Resolve a request.

    Args:
        request: what is asked for.
        leaves: numbers to put in place of presets' by their paths, in canonical units: floats, arrays or traced.
        library: where the presets come from, if not from the folders that the request and the environment name.
        trace: whether to make a leaf of every number, in the unit it is written in (`model/numbers/traced.py`).
        remember: whether every number remembers the inputs it moves with (`model/numbers/sourced.py`).

    Raises:
        RecycError, RecycErrors: unknown names, faulty presets, combinations that make no sense.
    """
    found = Resolved()
    found.fits = {}
    found.library = library or open_library(request.preset_dirs)
    found.request = request = fill_in.fill(request, found.library)
    open_presets.gather(found)
    _allowed(found)
    _suited(found)
    _override(found)
    if remember:
        _remember(found)
    _exchange(found)
    _put(found, leaves or {})
    if trace:
        from recyc_cli.scenario import trace_inputs

        trace_inputs.trace(found)
    found.scenario = build.scenario(found)
    return found


def _put(found: Resolved, numbers: Mapping[str, Number]) -> None:
    """Put numbers in the place of presets'."""
    put: dict[str, dict[str, Number]] = {}
    for path, number in numbers.items():
        prefix, rest = _known(found, path)
        put.setdefault(prefix, {})[rest] = number
    found.documents |= {prefix: with_numbers(found.documents[prefix], inside) for prefix, inside in put.items()}


def _known(found: Resolved, path: str) -> tuple[str, str]:
    """Split the path of a number into its preset and the rest, or raise RecycError E104."""
    prefix, rest = owner_of(found.documents, path)
    if not prefix or lookup(found.documents[prefix].tree, rest) is None:
        raise RecycError("E104", f"no number at {path!r}", hint="`recyc presets show` prints the paths of all numbers")
    return prefix, rest


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
                message = f"method {found.names['method']} does not know {LISTED[kind]} {name!r}"
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
            reason = str(route.tree.get("unsuited", ""))
            message = f"{route.name} does not suit {document.name} ({family}): {reason}"
            hint = f"it suits the families {', '.join(families)}: `recyc presets list chemistries` shows them"
            raise RecycError("E131", message.rstrip(": "), "--route", hint, reason=reason)


def _override(found: Resolved) -> None:
    """Lay what presets set and then the user's numbers over the rest."""
    route = found.library.document("routes", found.names["route"])
    owners = ([route] if "set" in route.tree else []) + [
        found.documents[role] for role in SETTERS if role in found.documents
    ]
    if owners:
        from recyc_cli.catalog.documents.set_tables import lay

        found.documents = lay(found.documents, owners)
    request, documents = found.request, found.documents
    if request.overrides or request.price_overrides:
        from recyc_cli.scenario.overrides import in_todays_words, override

        own = request.given.get("currency", "")
        sets = [in_todays_words(documents, text) for text in request.overrides]
        documents |= override(documents, sets, request.price_overrides, own)


def _remember(found: Resolved) -> None:
    """Let every number of the presets in force remember that it is an input."""
    found.inputs, every = {}, list[str]()
    for prefix, document in found.documents.items():
        begin = len(every)
        found.documents[prefix] = document.with_tree(_branch(document.tree, "", every))
        found.inputs[prefix] = every[begin:]


def _branch(tree: Tree, start: str, every: list[str]) -> Tree:
    """Return a branch whose numbers each have a bit of their own, and list their paths in the order of the bits."""
    branch: Tree = {}
    for key, value in tree.items():
        if type(value) is float:
            branch[key] = number = _new(Sourced, value)
            number.inputs = 1 << len(every)
            every.append(start + key)
        else:
            branch[key] = _branch(value, f"{start}{key}.", every) if type(value) is dict else value
    return branch


def _exchange(found: Resolved) -> None:
    """Bring all money to the request's currency."""
    request, documents = found.request, found.documents
    fx = documents["prices"].tree.get("fx", {})
    found.fx = 1.0
    for prefix, document in documents.items():
        documents[prefix] = in_usd(document, fx)
    if request.currency != "USD":
        found.fx = currency.rate(found, str(request.currency), "--currency")
        found.documents = {prefix: _convert(document, found.fx) for prefix, document in documents.items()}


def _convert(document: Document, rate: Number) -> Document:
    """Money is homogeneous: converting every input converts every result."""
    money = [path for path, record in document.records.items() if record.canonical_unit.startswith("USD")]
    return with_numbers(document, {path: lookup(document.tree, path) * rate for path in money})
