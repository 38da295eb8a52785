"""Makes every number of a resolved request a leaf of a trace.

Conversions are part of the formula.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents.document import leaves, mapped
from recyc_cli.model.numbers.traced import Leaf, Traced
from recyc_cli.scenario.keywords import KEYWORDS, MONEY, NUMERIC
from recyc_cli.scenario.resolved import Inputs
from recyc_cli.units import currency, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

    Leaves = dict[str, Leaf]

MIX = "mix"


def trace(resolved: Resolved) -> None:
    """Put leaves in the place of the numbers of a resolved request, its keywords included.

    A number becomes `value as written * factor / rate of its currency * rate of the request's currency`, without the
    steps that do nothing, which is what the float went through.

    Args:
        resolved: corrected, overridden and in the request's currency; its `inputs`, `leaves` and `numbers` are filled.
    """
    resolved.leaves, resolved.numbers = {}, {}
    documents = resolved.documents
    _wrap(resolved, "prices", {})
    fx: Mapping[str, Number] = documents["prices"].tree.get("fx", {})
    if resolved.request.currency != "USD":
        resolved.fx = fx[resolved.request.currency]
    for prefix in documents:
        if prefix != "prices":
            _wrap(resolved, prefix, fx)
    _wrap(resolved, "prices", fx)
    resolved.inputs = {
        prefix: Inputs(path for path, number in leaves(document.tree) if isinstance(number, Traced))
        for prefix, document in documents.items()
    }
    resolved.request = _request(resolved.request, resolved.leaves)
    resolved.numbers = {**resolved.leaves, **resolved.numbers}


def _wrap(resolved: Resolved, prefix: str, fx: Mapping[str, Number]) -> None:
    """Make leaves of a document; without rates, of its exchange rates alone."""
    document = resolved.documents[prefix]
    tree, records = document.tree, document.records
    if not fx:
        tree = {key: branch for key, branch in tree.items() if key == "fx"}

    def number(path: str, leaf: Any) -> Any:  # noqa: ANN401 - whatever stands there
        own = type(leaf) is float and path in records
        return _number(resolved, f"{prefix}.{path}", leaf, records[path], fx) if own else leaf

    resolved.documents[prefix] = document.with_tree(document.tree | mapped(tree, number))


def _number(resolved: Resolved, path: str, value: float, record: Record, fx: Mapping[str, Number]) -> Number:
    """Make a leaf of a number and convert it; what another number was put in the place of is a leaf as it stands."""
    leaf: Any = Leaf(path, record.value, record.unit, record)
    number: Any = converted(leaf, record.unit, fx, resolved)
    if number.value != value:
        number = leaf = Leaf(path, value, parse(record.unit)[1], record)
    resolved.leaves[path], resolved.numbers[path] = leaf, number
    return number  # type: ignore[no-any-return]


def converted(number: Number, unit: str, fx: Mapping[str, Number], resolved: Resolved) -> Number:
    """Return a number as the model takes it: in the canonical unit, money in the request's currency.

    Args:
        number: in its unit as written.
        unit: as written.
        fx: units of each currency per USD.
        resolved: says what the request's currency is worth.
    """
    factor, canonical = parse(unit)
    number = number * factor
    code = currency(canonical)
    if code:
        number = number / fx[code]
    if resolved.request.currency != "USD" and in_dollars(canonical).startswith("USD"):
        number = number * resolved.fx
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
