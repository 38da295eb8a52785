"""Computes a quote whose every figure remembers its formula.

Explanations, live spreadsheets and exact elasticities read it.

`traced_quote` runs the model once on traced numbers (`model/numbers/traced.py`) and names what comes out by where it
stands.

>>> traced = traced_quote(chemistry="nmc622", route="hydro")
>>> margin = traced.names["totals.margin"]
>>> margin.op, [traced.name_of(argument) for argument in margin.args]
('-', ['totals.recovery_value', 'totals.cost'])
>>> traced.leaves["prices.metals.nickel"].unit
'USD/t'
>>> round(traced.derivatives("totals.margin")["prices.metals.nickel"], 4) > 0.0
True
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from recyc_cli.analysis.quote import answer
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.flows.impacts import EMISSIONS, LAST, ROWS
from recyc_cli.model.numbers.derivatives import gradient
from recyc_cli.model.numbers.traced import Traced, nodes, plain
from recyc_cli.model.records.struct import Struct
from recyc_cli.report.provenance import records_of
from recyc_cli.report.walk import with_ends
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.trace_inputs import shared_inputs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import Unpack

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.model.numbers.traced import Leaf
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.scenario.keyword_types import Keywords

    Found = list[tuple[str, Traced]]

T = TypeVar("T")
KEYS = {
    "stages": ("stage",),
    "lines": ("stage", "group", "item"),
    "contained": ("element",),
    "products": ("stage", "product"),
    "wastes": ("stage", "waste"),
    "mix": ("chemistry", "form"),
}
"""Lists of the report, and the keys that tell their entries apart."""
OWN = ("id", "leg", "element", "item", "product")
"""Attributes that tell other entries of lists apart."""
ROW_SETS = {len(names): names for names in (ROWS, ROWS[:LAST], EMISSIONS)}
"""Impacts and their factors are told apart by their rows."""


class TracedQuote:
    """A quote of traced numbers.

    Attributes:
        quote: the quote; every number of its result, scenario and request is traced, and so is every one of its report.
        report: `recyc.quote/1` with traced numbers; `values(report)` is the plain one.
        leaves: each number of the presets in force and of the request, as it is written, by its path.
        numbers: the same paths with the number that the model takes: converted to the canonical unit and to the
            request's currency. Without a conversion it is the leaf itself.
        names: name -> traced number, by where it stands: `totals.margin`, `lines.recovery.labor.….amount`,
            `stages.recovery.capital.isbl`, `recovery.flows.reagents.sulfuric_acid`, and the paths of `numbers`.
        first_names: the first name of each number, by its index.
        shown: the numbers of the report.
    """

    __slots__ = ("_nodes", "first_names", "leaves", "names", "numbers", "quote", "report", "shown")

    def __init__(self, quote: Quote) -> None:
        self.quote = quote
        self.leaves: dict[str, Leaf] = quote.resolved.leaves
        self.numbers: dict[str, Traced] = quote.resolved.numbers
        self.report = quote.to_dict()
        named = _walk("", self.report, set(), [])
        self.shown = [node for _, node in named]
        self.names: dict[str, Traced] = _names(self, named)
        self.first_names: dict[int, str] = {node.index: name for name, node in reversed(self.names.items())}
        self._nodes: list[Traced] | None = None

    @property
    def nodes(self) -> list[Traced]:
        """All that the report's numbers are made of, in the order of evaluation: arguments before results."""
        if self._nodes is None:
            self._nodes = nodes(self.shown)
        return self._nodes

    def name_of(self, node: Traced | float) -> str:
        """Return the name of a number, or nothing where it has none; a leaf goes by its path."""
        return self.first_names.get(node.index, getattr(node, "path", "")) if isinstance(node, Traced) else ""

    def find(self, name: str) -> Traced:
        """Return the number of a name.

        Raises:
            RecycError E104: no such number, with the nearest names.
        """
        if name not in self.names:
            hint = did_you_mean(name, self.names)
            raise RecycError("E104", f"no figure named {name!r}", hint=hint)
        return self.names[name]

    def derivatives(self, node: Traced | str) -> dict[str, float]:
        """Differentiate a number, or the one of a name, by every input it is made of, in one pass.

        Returns:
            Path -> d number/d input, the input in the unit it is written in. Other inputs do not act: their
            derivative is 0. See `model.numbers.traced.gradient` for whole numbers and choices.
        """
        slopes = gradient(self.find(node) if isinstance(node, str) else node)
        return {leaf.path: slope for leaf, slope in slopes}


def traced_quote(**keywords: Unpack[Keywords]) -> TracedQuote:
    """Quote with a trace of every number; the values are those of `quote`, to the last bit.

    Args:
        keywords: those of `quote`.

    Raises:
        RecycError, RecycErrors: as `quote`.
    """
    return TracedQuote(answer(Request(**keywords), trace=True))


def retraced(quote: Quote, report: QuoteReport | None = None) -> TracedQuote:
    """Quote once more what was quoted, from the same presets, with a trace of every number.

    What is told beside the numbers, their inputs and notes, is read off the quote as it was.

    Args:
        quote: as it was answered.
        report: of the quote, where it holds more than the model says, such as the terms of a saved one and the
            digest of the presets that it was made with.
    """
    records_of(quote)
    again = answer(quote.request, quote.resolved.library, trace=True)
    again.tell_alike(quote)
    traced = TracedQuote(again)
    if report is not None:
        traced.report["terms"] = report["terms"]
        traced.report["presets"] = report.get("presets", "")
        if "likely" in report["totals"]:
            traced.report["totals"]["likely"] = report["totals"]["likely"]
    return traced


def retraced_side_by_side(quotes: Sequence[Quote], reports: Sequence[QuoteReport]) -> list[TracedQuote]:
    """Quote once more what was compared; the quotes share the inputs of the presets that they share."""
    with shared_inputs():
        return [retraced(quote, report) for quote, report in zip(quotes, reports, strict=True)]


def values(tree: T) -> T:
    """Return a report with plain numbers; what has no value here (NaN in a trace) is None.

    >>> from recyc_cli.model.numbers.traced import Leaf
    >>> values({"totals": [Leaf("region.wage", 20.0, "USD/h") * 2.0, None, "text"]})
    {'totals': [40.0, None, 'text']}
    """
    return with_ends(tree, _value)


def _value(end: Any) -> Any:  # noqa: ANN401 - whatever a report holds
    number = plain(end)
    return None if number != number else number  # noqa: PLR0124 - NaN is what differs from itself


def _names(traced: TracedQuote, shown: Found) -> dict[str, Traced]:
    """Name everything: inputs, the report, then what stands behind it. The first name of a number is its best."""
    result, scenario = traced.quote.result, traced.quote.resolved.scenario
    parts: list[tuple[str, Any]] = [
        (f"chemistry.{stream.chemistry.id}.", stream.chemistry) for stream in scenario.streams
    ]
    parts += [(f"plant.{plant.id}.", plant) for plant in scenario.plants]
    parts += [(f"{account.plant.stage}.", account) for account in result.accounts]
    parts += [("result.", result), ("scenario.", scenario)]
    names, visited = dict(traced.numbers), set[int]()
    for walked in (
        _walk("result.delivered_rate", result.delivered_rate, visited, []),
        shown,
        *(_walk(prefix, part, visited, []) for prefix, part in parts),
    ):
        for name, node in walked:
            if node.value == node.value:
                names[name if name not in names else _another(name, names)] = node
    return names


def _another(name: str, seen: Collection[str]) -> str:
    """Return a name for the second, the third number of a place."""
    return next(other for other in (f"{name}#{i}" for i in count(2)) if other not in seen)


def _walk(prefix: str, part: Any, visited: set[int], found: Found) -> Found:  # noqa: ANN401
    """Return the traced numbers in a tree of records by where they stand; records visited before are left out."""
    if isinstance(part, Traced):
        found.append((prefix.rstrip("."), part))
    elif not isinstance(part, (str, float)) and id(part) not in visited:
        visited.add(id(part))
        for key, value in _entries(prefix, part):
            if isinstance(value, Traced):  # most are: a call less for each
                found.append((f"{prefix}{key}" if key else prefix.rstrip("."), value))
            elif value is not None and not isinstance(value, (str, float)):
                _walk(f"{prefix}{key}." if key else prefix, value, visited, found)
    return found


def _entries(prefix: str, part: Any) -> Iterable[tuple[str, Any]]:  # noqa: ANN401
    """Return what a record, a mapping or a list holds, each by its name."""
    if isinstance(part, (list, tuple)):
        return part._asdict().items() if hasattr(part, "_asdict") else _listed(prefix, part)
    if isinstance(part, Struct):
        return [(name, value) for name, value in vars(part).items() if name not in ("lines", "loads")]
    return part.items() if hasattr(part, "items") else ()


def _listed(prefix: str, part: Sequence[Any]) -> Iterable[tuple[str, Any]]:
    """Return the entries of a list, each by what tells it apart, else by its place."""
    if len(part) in ROW_SETS:
        return zip(ROW_SETS[len(part)], part, strict=True)
    if any(isinstance(entry, str) for entry in part):  # ("recovery", "slag", mass): its texts name the entry
        return [("", entry) for entry in part]
    keys = KEYS.get(prefix.rstrip("."), ())
    return [(_key(entry, keys) or str(i), entry) for i, entry in enumerate(part)]


def _key(entry: Any, keys: tuple[str, ...]) -> str:  # noqa: ANN401
    """Return what tells an entry of a list apart: its keys' values, its own name, or for a tuple its texts."""
    if isinstance(entry, dict):
        return ".".join(str(entry[key]) for key in keys if entry.get(key))
    if isinstance(entry, tuple) and not hasattr(entry, "_asdict"):
        texts = [item for item in entry if isinstance(item, str)]
        return ".".join(text for text in texts if not text.endswith(f".{texts[0]}"))
    if hasattr(entry, "chemistry"):
        return str(entry.chemistry.id)
    return next((str(getattr(entry, name)) for name in OWN if hasattr(entry, name)), "")
