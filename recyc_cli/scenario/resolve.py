"""Resolves a request: gathers presets, refuses nonsense, applies overrides and currency."""

from __future__ import annotations

from functools import lru_cache, partial

from recyc_cli.catalog.documents.document import in_usd, lookup, owner_of, with_numbers
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.vocabulary import KINDS
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.sourced import Sourced
from recyc_cli.scenario import currency, fill_in, open_presets
from recyc_cli.scenario.build import build
from recyc_cli.scenario.resolved import KEPT, Inputs, Resolved
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.scenario.request import Request

LISTED = {**KINDS, "decks": KINDS["prices"], "seats": "seat", "profiles": "profile"}
"""One of what a method may list, by the key of the list."""
GENERIC = "generic"
"""The plant of a request that names none."""


def resolve(
    request: Request,
    leaves: Mapping[str, Number] | None = None,
    library: Library | None = None,
    *,
    trace: bool = False,
    movable: bool = False,
    remember: bool = False,
    rows: Mapping[str, str] | None = None,
) -> Resolved:
    """Resolve a request.

    Args:
        request: what is asked for.
        leaves: numbers to put in place of presets' by their paths, in canonical units: floats, arrays or traced.
        library: where the presets come from, if not from the folders that the request and the environment name.
        trace: whether to make a leaf of every number, in the unit it is written in (`model/numbers/traced.py`).
        movable: whether others may stand in the place of the traced numbers, each as a user would set it.
        remember: whether every number remembers the inputs it moves with (`model/numbers/sourced.py`).
        rows: numbers that alone become leaves, and their units, if not their own (`scenario/build/trace_rows.py`).

    Raises:
        RecycError, RecycErrors: unknown names, faulty presets, combinations that make no sense.
    """
    resolved = _in_force(request, library or open_library(request.preset_dirs))
    places = _stated(resolved, rows or {})
    _override(resolved)
    if remember:
        _remember(resolved)
    _exchange(resolved)
    resolved.put, resolved.movable = frozenset(leaves or ()), movable
    _put(resolved, leaves or {})
    if trace:
        from recyc_cli.scenario import trace_inputs

        trace_inputs.trace(resolved)
    if rows is not None:
        _trace_rows(resolved, rows, places)
    resolved.scenario = build.build_scenario(resolved)
    return resolved


def _trace_rows(resolved: Resolved, rows: Mapping[str, str], places: dict[str, list[tuple[str, str]]]) -> None:
    """Make leaves of the numbers that vary alone."""
    from recyc_cli.scenario.build import trace_rows

    trace_rows.trace_rows(resolved, rows, places)


def _in_force(request: Request, library: Library) -> Resolved:
    """Open the presets of a request, and refuse what does not go together."""
    resolved = Resolved()
    resolved.fits, resolved.purchases, resolved.taxes = {}, [], {}
    resolved.library = library
    resolved.request = fill_in.fill_in(request, library)
    open_presets.open_presets(resolved)
    _allowed(resolved)
    _suited(resolved)
    resolved.deck = resolved.documents["prices"]
    return resolved


def _stated(resolved: Resolved, rows: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """State numbers that vary as a user would, and say where they stand."""
    if not rows:
        return {}
    from recyc_cli.scenario.build import trace_rows

    return trace_rows.state_rows(resolved, rows)


def with_numbers_of(resolved: Resolved, leaves: Mapping[str, Number]) -> Resolved:
    """Return what was resolved with numbers in the place of presets', as `resolve` has them."""
    from copy import copy

    other = copy(resolved)
    other.fits, other.documents, other.put = {}, dict(resolved.documents), frozenset(leaves)
    _put(other, leaves)
    other.scenario = build.build_scenario(other)
    return other


def _put(resolved: Resolved, numbers: Mapping[str, Number]) -> None:
    """Put numbers in the place of presets', or raise RecycError E104 where one stands nowhere."""
    put: dict[str, dict[str, Number]] = {}
    for path, number in numbers.items():
        prefix, rest = owner_of(resolved.documents, path)
        if not prefix or lookup(resolved.documents[prefix].tree, rest) is None:
            hint = "`recyc presets show` prints the paths of all numbers"
            raise RecycError("E104", f"no number at {path!r}", hint=hint)
        put.setdefault(prefix, {})[rest] = number
    resolved.documents |= {prefix: with_numbers(resolved.documents[prefix], inside) for prefix, inside in put.items()}


def _allowed(resolved: Resolved) -> None:
    """Refuse what the method does not know."""
    method = resolved.documents["method"].tree
    named = {
        "routes": [resolved.names["route"]],
        "regions": [resolved.names["region"]],
        "decks": [resolved.names["prices"]],
        "seats": [resolved.request.seat],
        "profiles": [resolved.request.profile],
        "plants": [resolved.names.get("plant", GENERIC)],
        "chemistries": resolved.chemistries,
    }
    for kind, names in named.items():
        for name in names:
            if method.get(kind) and name not in method[kind]:
                message = f"method {resolved.names['method']} does not know {LISTED[kind]} {name!r}"
                raise RecycError("E127", message, "--method", f"it knows {', '.join(method[kind])}")


def _suited(resolved: Resolved) -> None:
    """Refuse a chemistry whose family the route is not made for, or the recycling that is to follow a second life."""
    for name in filter(None, (resolved.names["route"], resolved.request.recycle)):
        _suits(resolved, resolved.library.document("routes", name))


def _suits(resolved: Resolved, route: Document) -> None:
    families = route.tree.get("suits", ())
    for prefix, document in resolved.documents.items():
        family = document.tree.get("family") if prefix.startswith("chemistries.") else None
        if families and family is not None and family not in families:
            reason = str(route.tree.get("unsuited", ""))
            message = f"{route.name} does not suit {document.name} ({family}): {reason}"
            hint = f"it suits the families {', '.join(families)}: `recyc presets list chemistries` shows them"
            raise RecycError("E131", message.rstrip(": "), "--route", hint, reason=reason)
    _unblended(resolved, route)


def _unblended(resolved: Resolved, route: Document) -> None:
    """Refuse cathodes of several structures, one of which the route takes by itself alone."""
    found = {
        document.name: [str(each) for each in document.tree.get("structure", ())]
        for prefix, document in resolved.documents.items()
        if prefix.startswith("chemistries.")
    }
    several = sorted({structure for structures in found.values() for structure in structures})
    if len(several) > 1 and not set(several).isdisjoint(route.tree.get("apart", ())):
        reason = str(route.tree.get("blended", ""))
        message = f"{route.name} does not take {' with '.join(found)} ({' and '.join(several)}): {reason}"
        hint = "keep them apart, or take a route that dissolves the cathode"
        raise RecycError("E131", message.rstrip(": "), "--route", hint, reason=reason)


def _override(resolved: Resolved) -> None:
    """Lay what presets set and then the user's numbers over the rest."""
    currency.refuse_untold_tax(resolved)
    owners = open_presets.setters(resolved)
    if owners:
        from recyc_cli.catalog.documents.set_tables import lay

        resolved.documents = lay(resolved.documents, owners)
    request, documents = resolved.request, resolved.documents
    if request.overrides or request.price_overrides:
        from recyc_cli.scenario.overrides import in_todays_words, override
        from recyc_cli.scenario.payables import spelled_out

        own = request.given.get("currency", "")
        sets = spelled_out(documents, [in_todays_words(documents, text) for text in request.overrides])
        documents |= override(documents, sets, request.price_overrides, own, partial(_untaxed, resolved))


def _untaxed(resolved: Resolved, code: str, where: str) -> float:
    """Return what takes value-added tax out of a price of the user's; decks are without it."""
    return float(currency.tax_factor(resolved, code, where, deck=True))


def _remember(resolved: Resolved) -> None:
    """Let every number of the presets in force remember that it is an input."""
    resolved.inputs, bits = {}, 0
    for prefix, document in resolved.documents.items():
        resolved.documents[prefix], resolved.inputs[prefix] = _marked(document, prefix, bits)
        bits += len(resolved.inputs[prefix])


@lru_cache(KEPT)
def _marked(document: Document, _prefix: str, first: int) -> tuple[Document, Inputs]:
    """Return a preset whose numbers each have a bit of their own, from a first one on, and their paths in that order.

    The columns of a comparison share most of their presets, under the same prefixes and at the same bits.
    """
    paths = Inputs()
    return document.with_tree(_branch(document.tree, "", first, paths)), paths


def _branch(tree: Tree, start: str, first: int, paths: list[str]) -> Tree:
    """Return a branch whose numbers each have a bit of their own, and list their paths in the order of the bits."""
    branch: Tree = {}
    for key, value in tree.items():
        if type(value) is float:
            branch[key] = number = Sourced(value)
            number.value, number.inputs = value, 1 << first + len(paths)
            paths.append(start + key)
        else:
            branch[key] = _branch(value, f"{start}{key}.", first, paths) if type(value) is dict else value
    return branch


def _exchange(resolved: Resolved) -> None:
    """Bring all money to the request's currency."""
    request, documents = resolved.request, resolved.documents
    resolved.fx = 1.0
    prices = documents["prices"]
    for prefix, document in documents.items():
        documents[prefix] = _in_usd(document, prices) if document.foreign else document
    if request.currency != "USD":
        resolved.fx = currency.rate_of_deck(resolved, str(request.currency), "--currency")
        resolved.documents = {prefix: _convert(document, prices, resolved.fx) for prefix, document in documents.items()}


@lru_cache(KEPT)
def _in_usd(document: Document, prices: Document) -> Document:
    """Return a preset in USD at the rates of a deck."""
    return in_usd(document, prices.tree.get("fx", {}))


@lru_cache(KEPT)
def _convert(document: Document, _prices: Document, rate: Number) -> Document:
    """Money is homogeneous: converting every input converts every result. The rate is one of the deck."""
    money = [path for path, record in document.records.items() if record.canonical_unit.startswith("USD")]
    return with_numbers(document, {path: lookup(document.tree, path) * rate for path in money})
