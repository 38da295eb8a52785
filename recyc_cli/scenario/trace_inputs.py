"""Makes every number of a resolved request a leaf of a trace.

Conversions are part of the formula.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.catalog.documents.document import leaves as leaves_of
from recyc_cli.catalog.documents.document import mapped
from recyc_cli.catalog.vocabulary import PRICES
from recyc_cli.model.numbers.guards import note, noting
from recyc_cli.model.numbers.traced import Leaf, Traced, nodes
from recyc_cli.scenario.keywords import KEYWORDS, MONEY, NUMERIC
from recyc_cli.scenario.resolved import Inputs
from recyc_cli.units import currency, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.numbers.guards import Guard
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

    Leaves = dict[str, Leaf]
    Read = tuple[Document, str, Document | None, str]

MIX = "mix"


class Part(NamedTuple):
    """A preset whose numbers are traced: leaves and what became of them by their paths, guards met meanwhile."""

    document: Document
    leaves: Leaves
    numbers: dict[str, Any]
    guards: list[Guard]
    paths: Inputs


_shared: ContextVar[dict[Read, Part] | None] = ContextVar("parts", default=None)


@contextmanager
def shared_inputs() -> Iterator[None]:
    """Let the quotes that are traced meanwhile have one input where they have one preset.

    Without it each has inputs of its own, and so an answer is the same whatever this process traced before.
    """
    token = _shared.set({} if (parts := _shared.get()) is None else parts)
    try:
        yield
    finally:
        _shared.reset(token)


def trace(resolved: Resolved) -> None:
    """Put leaves in the place of the numbers of a resolved request, its keywords included.

    A number becomes `value as written * factor / rate of its currency * rate of the request's currency`, without the
    steps that do nothing, which is what the float went through.

    Args:
        resolved: corrected, overridden and in the request's currency; its `inputs`, `leaves` and `numbers` are filled.
    """
    documents, money = resolved.documents, str(resolved.request.currency)
    rates = _part(documents[PRICES], PRICES, None, money)
    deck = rates.document
    if money != "USD":
        resolved.fx = deck.tree["fx"][money]
    others = {prefix: document for prefix, document in documents.items() if prefix != PRICES}
    parts = {prefix: _part(document, prefix, deck, money) for prefix, document in {**others, PRICES: deck}.items()}
    resolved.leaves, resolved.numbers = {}, {}
    for part in (rates, *parts.values()):
        resolved.leaves |= part.leaves
        resolved.numbers |= part.numbers
        for guard in part.guards:
            note(*guard)
    resolved.documents = {prefix: parts[prefix].document for prefix in documents}
    resolved.inputs = {prefix: parts[prefix].paths for prefix in documents}
    resolved.request = _request(resolved.request, resolved.leaves)
    resolved.numbers = {**resolved.leaves, **resolved.numbers}


def leaves_in(outputs: Iterable[Any], resolved: Resolved) -> Leaves:
    """Return the leaves that some numbers of a traced request are made of by their paths, in the order of the presets.

    The order of the trace would not be: what quotes share (`shared_inputs`) stands with the first of them.
    """
    found = {node.path: node for node in nodes(outputs) if isinstance(node, Leaf)}
    return {path: found[path] for path in resolved.leaves if path in found} | found


def _part(document: Document, prefix: str, deck: Document | None, money: str) -> Part:
    """Return a preset traced, once for all quotes that share their inputs."""
    parts, read = _shared.get(), (document, prefix, deck, money)
    if parts is None:
        return _traced(*read)
    if read not in parts:
        parts[read] = _traced(*read)
    return parts[read]


def _traced(document: Document, prefix: str, deck: Document | None, money: str) -> Part:
    """Make leaves of a preset's numbers; without a deck whose rates are traced, of its own exchange rates alone."""
    tree, records = document.tree, document.records
    if deck is None:
        tree = {key: branch for key, branch in tree.items() if key == "fx"}
    fx: Mapping[str, Number] = deck.tree.get("fx", {}) if deck else {}
    leaves: Leaves = {}
    numbers: dict[str, Any] = {}

    def number(path: str, value: Any) -> Any:  # noqa: ANN401 - whatever stands there
        if type(value) is not float or path not in records:
            return value
        record, name = records[path], f"{prefix}.{path}"
        leaf: Any = Leaf(name, record.value, record.unit, record)
        made: Any = converted(leaf, record.unit, fx, None if money == "USD" else fx.get(money))
        if made.value != value:  # what another number was put in the place of is a leaf as it stands
            made = leaf = Leaf(name, value, parse(record.unit)[1], record)
        leaves[name], numbers[name] = leaf, made
        return made

    with noting() as guards:
        traced = document.with_tree(document.tree | mapped(tree, number))
    paths = Inputs(path for path, value in leaves_of(traced.tree) if isinstance(value, Traced))
    return Part(traced, leaves, numbers, guards, paths)


def converted(number: Number, unit: str, fx: Mapping[str, Number], rate: Number | None) -> Number:
    """Return a number as the model takes it: in the canonical unit, money in the request's currency.

    Args:
        number: in its unit as written.
        unit: as written.
        fx: units of each currency per USD.
        rate: units of the request's currency per USD; none where that is USD.
    """
    factor, canonical = parse(unit)
    number = number * factor
    code = currency(canonical)
    if code:
        number = number / fx[code]
    if rate is not None and in_dollars(canonical).startswith("USD"):
        number = number * rate
    return number


def _request(request: Request, leaves: Leaves) -> Request:
    """Return the request with its numbers traced."""
    traced = copy(request)
    for row in KEYWORDS:
        value = getattr(request, row.name)
        if row.kind in NUMERIC and value is not None:
            unit = str(request.unit(row.name)) if row.kind == MONEY else row.unit
            leaves[row.short] = Leaf(row.short, value, unit)
            setattr(traced, row.name, leaves[row.short])
    if request.mix is not None:
        traced.mix = [(name, form, _share(request, name, form, share, leaves)) for name, form, share in request.parts]
    return traced


def _share(request: Request, name: str, form: str, share: float, leaves: Leaves) -> Any:  # noqa: ANN401 - a leaf
    """Make a leaf of a share of the mix."""
    path = name_of_share(request, name, form)
    leaves[path] = Leaf(path, share, "1")
    return leaves[path]


def name_of_share(request: Request, name: str, form: str) -> str:
    """Return the name of a share of the mix, with its form where a chemistry stands there in several."""
    several = [other for other, _, _ in request.parts].count(name) > 1
    return f"{MIX}.{name}.{form}" if several else f"{MIX}.{name}"
