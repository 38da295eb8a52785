"""Decides in which order inputs are told, on a page to move and in a workbook alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from recyc_cli.analysis.labels import Labels
from recyc_cli.catalog.documents.document import owner_of
from recyc_cli.catalog.documents.sums_to_one import range_of_share
from recyc_cli.catalog.vocabulary import TOLD_FIRST
from recyc_cli.model.numbers.derivatives import gradient, moved_within
from recyc_cli.report.names import label
from recyc_cli.scenario.keywords import KEYWORDS, NUMERIC
from recyc_cli.units import in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from recyc_cli.analysis.traced_quote import TracedQuote
    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.model.numbers.traced import Leaf
    from recyc_cli.scenario.keywords import Keyword

    Ends = tuple[float, float]

Key = TypeVar("Key", bound="Hashable")
ASKED, HEAVIEST = "asked for", "what moves the margin most"
PHYSICS = ("materials", "equipment", "impacts")
"""Kinds of presets whose numbers nobody at a table would move."""
TENTH, MOST = 0.1, 20
"""Of an amount, the least that it is moved by; and how many inputs stand first."""


class Entry(NamedTuple, Generic[Key]):
    """An input among others: what it goes by, its path, kind and value, its place among those that stand first."""

    key: Key
    path: str
    kind: str
    value: float
    rank: int | None


def sections(entries: Iterable[Entry[Key]]) -> list[tuple[str, list[Entry[Key]]]]:
    """Return inputs as they are told: those asked for, those that move the margin most, the others kind by kind.

    >>> told = [Entry(1, "region.wage", "region", 20.0, None), Entry(2, "prices.metals.nickel", "prices", 15.0, 1)]
    >>> [(words, [each.path for each in some]) for words, some in sections([*told, Entry(3, "load", "", 0.8, 0)])]
    [('asked for', ['load']), ('what moves the margin most', ['prices.metals.nickel']), ('region', ['region.wage'])]
    """
    found: dict[str, list[Entry[Key]]] = {}
    for each in sorted(entries, key=_place):
        found.setdefault(_section(each), []).append(each)
    return list(found.items())


def _section(entry: Entry[Key]) -> str:
    if not entry.kind:
        return ASKED
    return label(entry.kind) if entry.rank is None else HEAVIEST


def _place(entry: Entry[Key]) -> tuple[int, int, str, list[str], float]:
    kind, ranked = entry.kind, entry.rank is not None
    known = TOLD_FIRST.index(kind) if kind in TOLD_FIRST else len(TOLD_FIRST)
    section = min(known, 1) if ranked else known + bool(kind)
    return section, MOST * 2 if entry.rank is None else entry.rank, kind, entry.path.split("."), entry.value


def kind_of_input(leaf: Leaf) -> str:
    """Return what an input belongs to: the first word of its path, nothing for the request's own."""
    return "" if leaf.record is None else leaf.path.partition(".")[0]


def keyword_of_leaf(leaf: Leaf) -> Keyword | None:
    """Return the keyword that gives a number; none of a number of a preset, or of a share of a mix."""
    if leaf.record is not None:
        return None
    return next((row for row in KEYWORDS if row.short == leaf.path and row.kind in NUMERIC), None)


def is_money(leaf: Leaf) -> bool:
    """Tell whether a number is an amount of money, or a price."""
    return in_dollars(parse(leaf.unit)[1]).startswith("USD")


def said_of_leaf(leaf: Leaf) -> Ends | None:
    """Return the range that the preset of a number says, where it says one."""
    record = leaf.record
    if record is None or record.low is None or record.high is None or record.low == record.high:
        return None
    return record.low, record.high


def weights_of(traced: TracedQuote) -> Iterator[tuple[Leaf, float]]:
    """Yield what half of its range, of an amount a tenth at least, moves the margin by, of each one would move."""
    documents = traced.quote.resolved.documents
    for leaf, slope in gradient(traced.report["totals"]["margin"]):  # type: ignore[arg-type]
        least = TENTH if leaf.record is None or is_money(leaf) else 0.0
        weight = moved_within(slope, leaf.value, said_of_leaf(leaf) or (0.0, 0.0), least)
        if weight and _movable(leaf, documents):
            yield leaf, weight


def ranks(weights: Sequence[Mapping[Key, float]], asked: Mapping[Key, bool]) -> dict[Key, int]:
    """Return the places of those that stand first: those asked for, money before others, then each quote's in turn.

    Args:
        weights: of each quote, what its inputs move.
        asked: of inputs asked for, whether they are no money.

    >>> ranks([{"nickel": 5.0, "load": 2.0, "wage": 1.0}, {"wage": 9.0, "nickel": 3.0}], {"load": True})
    {'load': 0, 'wage': 1, 'nickel': 2}
    """
    best: dict[Key, int] = {}
    for each in weights:
        for place, key in enumerate(sorted(each, key=each.__getitem__, reverse=True)):
            best[key] = min(place, best.get(key, place))
    heaviest = {key: max(each.get(key, 0.0) for each in weights) for key in best}
    first = sorted(best, key=lambda key: (asked.get(key, 2), best[key], -heaviest[key]))[:MOST]
    return {key: place for place, key in enumerate(first)}


class Told:
    """How a workbook tells its inputs: those of one path and value are one.

    Args:
        quotes: that the inputs stand in; without any, nothing is known of what they move, or of their words.
    """

    def __init__(self, quotes: Sequence[TracedQuote]) -> None:
        self._labels = [(quote.leaves, Labels(quote)) for quote in quotes]
        weights = [{_alike(leaf): weight for leaf, weight in weights_of(quote)} for quote in quotes]
        own = [leaf for quote in quotes for leaf in quote.leaves.values() if leaf.record is None]
        self._ranks = ranks(weights, {_alike(leaf): not is_money(leaf) for leaf in own})

    def sections(self, leaves: Mapping[tuple[str, float], Leaf]) -> list[tuple[str, list[tuple[str, float]]]]:
        """Return the inputs of a workbook by sections."""
        entries = [
            Entry(key, key[0], kind_of_input(leaf), key[1], self._ranks.get(key)) for key, leaf in leaves.items()
        ]
        return [(words, [each.key for each in some]) for words, some in sections(entries)]

    def words(self, leaf: Leaf) -> str:
        """Return what an input is, and where it stands."""
        return next((labels.of(leaf.path).text for leaves, labels in self._labels if leaf.path in leaves), "")


def _alike(leaf: Leaf) -> tuple[str, float]:
    return leaf.path, float(leaf.value)


def _movable(leaf: Leaf, documents: Mapping[str, Document]) -> bool:
    """Tell whether somebody at a table would move a number: it was asked for, has a range, or is an amount of money."""
    if leaf.record is None:
        return keyword_of_leaf(leaf) is not None
    prefix, rest = owner_of(documents, leaf.path)
    room = range_of_share(documents[prefix], rest)
    if documents[prefix].kind in PHYSICS or (room is not None and room[0] == room[1]):
        return False
    return said_of_leaf(leaf) is not None or is_money(leaf)
