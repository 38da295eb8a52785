"""Makes leaves of the numbers of a request that many rows have each their own of.

All others stay floats, so a trace holds what differs by row and nothing else. What a request is refused for is noted
as a guard, in the order in which it would be refused.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents.document import lookup, with_numbers
from recyc_cli.catalog.documents.sums_to_one import conditions_of_paths
from recyc_cli.model.numbers.arithmetic import add_up, guarded
from recyc_cli.model.numbers.guards import FINITE, note
from recyc_cli.model.numbers.traced import Leaf
from recyc_cli.scenario.build.second_life import guard_sound
from recyc_cli.scenario.keywords import KEYWORDS, MONEY, NUMERIC, SHARE
from recyc_cli.scenario.overrides import as_it_stands, in_todays_words, locate, locate_price
from recyc_cli.scenario.payables import spelled_out
from recyc_cli.scenario.request import LOAD, SAME, SIZE
from recyc_cli.scenario.trace_inputs import MIX, converted, name_of_share
from recyc_cli.units import currency, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document, Record
    from recyc_cli.scenario.keywords import Keyword
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

Places = dict[str, list[tuple[str, str]]]
"""Name of a number -> the presets in force that it stands in, and its path there."""
ROUNDING = 1e-9
"""Of decimal shares of a mix."""
OWN = tuple(row.name for row in KEYWORDS if row.kind in NUMERIC)


def state_rows(resolved: Resolved, rows: Mapping[str, str]) -> Places:
    """State the numbers of presets among those that vary as a user would, each as it stands, and say where that is.

    Raises:
        RecycError: E104 no such number, E105 a unit that measures something else.
    """
    request, documents = copy(resolved.request), resolved.documents
    places: Places = {}
    for name, unit in rows.items():
        if name in OWN or name.startswith(f"{MIX}."):
            continue
        texts = spelled_out(documents, [in_todays_words(documents, f"{name}=")])
        paths = [text.removesuffix("=") for text in texts]
        places[name] = [locate(documents, each) if "." in each else locate_price(documents, each) for each in paths]
        prefix, path = places[name][0]
        text = as_it_stands(documents[prefix], path, unit)
        request.overrides = (*request.overrides, *(f"{'.'.join(place)}={text}" for place in places[name]))
    resolved.request = request
    return places


def trace_rows(resolved: Resolved, rows: Mapping[str, str], places: Places) -> None:
    """Put leaves in the place of the numbers that vary.

    Args:
        resolved: corrected, overridden and in the request's currency; its `leaves` are filled.
        rows: the numbers that vary, and the units of those in presets, if not their own: keywords of the request,
            paths as `--set` takes them, names as `--price` does, shares of the mix as `mix.NAME`, or
            `mix.NAME.FORM` where a chemistry stands there in several forms.
        places: of those in presets, as `state_rows` returned them.
    """
    resolved.leaves = {}
    resolved.request = _request(resolved, rows)
    if "application" in resolved.documents:
        guard_sound(resolved.request)
    put: dict[str, dict[str, Any]] = {}
    for name, several in places.items():
        prefix, path = several[0]
        resolved.leaves[name] = _leaf(name, path, resolved.documents[prefix].records[path])
        for prefix, path in several:
            put.setdefault(prefix, {})[path] = resolved.leaves[name]
    for prefix, inside in put.items():
        document = resolved.documents[prefix]
        canonical = {path: leaf * leaf.record.factor for path, leaf in inside.items()}
        for condition, code in conditions_of_paths(with_numbers(document, canonical), list(inside)):
            guarded(0.0, condition, code)
    _convert(resolved, put)


def _leaf(name: str, path: str, record: Record) -> Any:  # noqa: ANN401
    """Make a leaf of a number of a preset, which has to be finite, and not below 0 where the preset's is not."""
    leaf: Any = Leaf(name, record.value, record.unit, record)
    note(FINITE, (leaf,), "E103")
    if record.value >= 0.0 and not path.startswith("products."):
        guarded(leaf, leaf >= 0.0, "E105")
    return leaf


def _request(resolved: Resolved, rows: Mapping[str, str]) -> Request:
    """Return the request with leaves in the place of its numbers that vary."""
    request = copy(resolved.request)
    for row in KEYWORDS:
        if row.name in rows and row.name in OWN:
            value = getattr(request, row.name)
            leaf = Leaf(row.name, value, str(request.unit(row.name)) if row.kind == MONEY else row.unit)
            resolved.leaves[row.name] = leaf
            _checked(row, leaf)
            setattr(request, row.name, leaf)
    if request.mix is not None:
        parts = resolved.request.parts
        request.mix = [(name, form, _part(resolved, (name, form), share, rows)) for name, form, share in parts]
        beyond = add_up(share for _, _, share in request.mix) - 1.0
        guarded(0.0, beyond <= ROUNDING, "E123")
        guarded(0.0, beyond >= -ROUNDING, "E123")
        request.weigh_prices()
    built = request.capacity_t_per_year
    if built is not None:
        _load_capacity(request, built, rows)
    return request


def _load_capacity(request: Request, built: float, rows: Mapping[str, str]) -> None:
    """Take what a plant is built for as its feed when it is full, as the request itself does with one number."""
    fed, load = (
        getattr(request, name) if name in rows else given for name, given in zip((SIZE, LOAD), request.fed, strict=True)
    )
    share = 1.0 if load is None else load
    if fed is not None:
        share = guarded(fed / built, fed <= built, "E122")
        if load is not None:
            apart = load - share
            share = guarded(share, apart <= SAME * share, "E122")
            share = guarded(share, apart >= -SAME * share, "E122")
    request.throughput_t_per_year, request.load = built, share


def _checked(row: Keyword, leaf: Any) -> None:  # noqa: ANN401
    """Note what a number of a keyword has to be (`request.Request`)."""
    if row.signed or row.kind != SHARE:
        note(FINITE, (leaf,), "E122")
    if not row.signed:
        guarded(leaf, leaf >= 0.0 if row.zero else leaf > 0.0, "E122")
    if row.kind == SHARE:
        guarded(leaf, leaf <= 1.0, "E122")


def _part(resolved: Resolved, part: tuple[str, str], share: float, rows: Mapping[str, str]) -> Any:  # noqa: ANN401
    """Make a leaf of a share of the mix that varies."""
    path = name_of_share(resolved.request, *part)
    if path not in rows:
        return share
    leaf: Any = Leaf(path, share, "1")
    resolved.leaves[path] = leaf
    guarded(leaf, leaf > 0.0, "E123")
    guarded(leaf, leaf <= 1.0, "E123")
    return leaf


def _convert(resolved: Resolved, put: Mapping[str, Mapping[str, Any]]) -> None:
    """Bring the numbers that vary to the canonical unit and the request's currency, and all that their rates change."""
    fx = dict(resolved.documents["prices"].tree.get("fx", {}))
    rates = {path.removeprefix("fx."): leaf for path, leaf in put.get("prices", {}).items() if path.startswith("fx.")}
    fx |= rates
    if resolved.request.currency in rates:
        resolved.fx = _rate(rates, resolved.request.currency)
    rate = None if resolved.request.currency == "USD" else resolved.fx
    for prefix, document in resolved.documents.items():
        inside = dict(put.get(prefix, {}))
        numbers = {path: converted(leaf, leaf.unit, fx, rate) for path, leaf in inside.items()}
        if rates:
            numbers |= _moved(document, inside, fx, rates, resolved)
        if numbers:
            resolved.documents[prefix] = with_numbers(document, numbers)


def _moved(
    document: Document,
    inside: Mapping[str, Any],
    fx: Mapping[str, Any],
    rates: Mapping[str, Any],
    resolved: Resolved,
) -> dict[str, Any]:
    """Return the numbers of a preset that move with a rate of exchange without being inputs."""
    numbers: dict[str, Any] = {}
    rate = None if resolved.request.currency == "USD" else resolved.fx
    for path, record in document.records.items():
        code = currency(parse(record.unit)[1])
        money = resolved.request.currency in rates and in_dollars(parse(record.unit)[1]).startswith("USD")
        if code in rates:
            _rate(rates, code)
        if (code in rates or money) and path not in inside and lookup(document.tree, path) is not None:
            numbers[path] = converted(record.value, record.unit, fx, rate)
    return numbers


def _rate(rates: Mapping[str, Any], code: str) -> Any:  # noqa: ANN401 - a leaf
    """Return a rate that is used, which has to be above 0."""
    return guarded(rates[code], rates[code] > 0.0, "E315")
