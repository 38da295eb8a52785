"""Tells of each input of a page what it is, what it may be and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.analysis.input_order import (
    Entry,
    is_money,
    keyword_of_leaf,
    kind_of_input,
    ranks,
    said_of_leaf,
    sections,
    weights_of,
)
from recyc_cli.analysis.labels import Labels
from recyc_cli.analysis.live.command import flags_of, unit_behind
from recyc_cli.analysis.live.refusals import bound_of
from recyc_cli.catalog.documents.document import owner_of
from recyc_cli.catalog.documents.tax import AS_A_RULE
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.currency import GOODS
from recyc_cli.scenario.varied_number import room_of_share, varied
from recyc_cli.units import currency_of, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from recyc_cli.analysis.live.refusals import Bound
    from recyc_cli.analysis.live.sides import Side
    from recyc_cli.model.numbers.traced import Leaf

HALF = 0.5
Ends = tuple[float, float]
Places = tuple[int | None, int | None]


class Input(NamedTuple):
    """A number that can be moved.

    Attributes:
        name: of the page; its path, and the column where another column has another number there.
        path: as `--set` takes it, or the name of the keyword.
        what, where: in words.
        value, unit: as it is written.
        span: the ends between which it is moved by default.
        said: the range that its preset says.
        wide: the ends between which a break-even is looked for, of those that are ranked.
        room: what a share may be while those beside it stay as they are.
        bound: what it may be at all.
        evidence, date, source, kind: of its preset.
        flags: that give it on the command line; without any it is `--set`.
        behind: stands behind its number there.
        taxed: whether a price in its currency needs a word of tax there.
        rank: place among those that move the margin most, however the feed is priced; None of all others.
        first: place among those that do as it was asked, in which order they are told.
    """

    name: str
    path: str
    what: str
    where: str
    value: float
    unit: str
    span: Ends
    said: Ends | None
    wide: Ends | None
    room: Ends | None
    bound: Bound | None
    evidence: str
    date: str
    source: str
    kind: str
    flags: tuple[str, ...]
    behind: str
    taxed: bool
    sides: tuple[int, ...]
    rank: int | None
    first: int | None


class Names:
    """Names of inputs: those of one path and value are one, others go by their column too."""

    def __init__(self, sides: Sequence[Side]) -> None:
        first: dict[str, Leaf] = {}
        self._apart: dict[int, str] = {}
        for side in sides:
            for path, leaf in side.traced.leaves.items():
                other = first.setdefault(path, leaf)
                if other.value != leaf.value or other.unit != leaf.unit:
                    self._apart[leaf.index] = f"{path}@{side.column + 1}"

    def of(self, leaf: Leaf) -> str:
        """Return the name of an input."""
        return self._apart.get(leaf.index, leaf.path)


def inputs_of_page(sides: Sequence[Side], used: Collection[str], names: Names, columns: Sequence[str]) -> list[Input]:
    """Return the inputs of a page, each with its place among those that stand first.

    Args:
        sides: of the page.
        used: names of the inputs that the page computes with.
        names: of all inputs.
        columns: what the columns are called.
    """
    found: dict[str, Input] = {}
    rank, first = _ranks(sides, used, names)
    holders: dict[str, list[int]] = {}
    for number, side in enumerate(sides):
        for leaf in side.traced.leaves.values():
            holders.setdefault(names.of(leaf), []).append(number)
    for side in sides:
        teller = _Teller(side, columns)
        for leaf in side.traced.leaves.values():
            name = names.of(leaf)
            if name in used and name not in found:
                found[name] = teller.input(leaf, name, tuple(holders[name]), (rank.get(name), first.get(name)))
    return list(found.values())


def _ranks(sides: Sequence[Side], used: Collection[str], names: Names) -> tuple[dict[str, int], dict[str, int]]:
    """Return the places of those that move the margin most, however the feed is priced, and as it was asked."""
    weights = [{name: each for name, each in _named(side, names) if name in used} for side in sides]
    leaves = [leaf for side in sides for leaf in side.traced.leaves.values()]
    asked = {names.of(leaf): not is_money(leaf) for leaf in leaves if leaf.record is None}
    columns = {side.column: number for number, side in reversed(list(enumerate(sides)))}
    return ranks(weights, asked), ranks([weights[number] for number in columns.values()], asked)


def _named(side: Side, names: Names) -> Iterator[tuple[str, float]]:
    return ((names.of(leaf), weight) for leaf, weight in weights_of(side.traced))


def page_sections(inputs: Sequence[Input]) -> list[tuple[str, list[str]]]:
    """Return the names of inputs as they are told: a section each with its words."""
    entries = [Entry(each.name, each.path, each.kind, each.value, each.first) for each in inputs]
    return [(words, [each.key for each in some]) for words, some in sections(entries)]


class _Teller:
    """Tells of the inputs of one side."""

    def __init__(self, side: Side, columns: Sequence[str]) -> None:
        self._quote, self._labels = side.traced.quote, Labels(side.traced)
        self._plain = side.plain
        self._column = columns[side.column]
        self._totals = side.traced.report["totals"]

    def input(self, leaf: Leaf, name: str, sides: tuple[int, ...], places: Places) -> Input:
        """Return all that is told of an input."""
        label, record, row = self._labels.of(leaf.path), leaf.record, keyword_of_leaf(leaf)
        where = f"{label.where}, {self._column}".lstrip(", ") if name != leaf.path else label.where
        room, (rank, first) = self._room(leaf), places
        wide = self._span(leaf) if row or rank is not None else None
        return Input(
            name=name,
            path=leaf.path,
            what=label.what,
            where=where,
            value=float(leaf.value),
            unit=leaf.unit,
            span=_span_of(leaf, wide if row else said_of_leaf(leaf), room),
            said=said_of_leaf(leaf),
            wide=wide,
            room=room,
            bound=bound_of(leaf, self._quote.resolved),
            evidence=record.evidence if record else "",
            date=record.date if record else "",
            source=record.source if record else "",
            kind=kind_of_input(leaf),
            flags=flags_of(row) if row else (),
            behind=unit_behind(row, self._plain.request) if row else "" if leaf.unit == "1" else f" {leaf.unit}",
            taxed=_taxed(leaf),
            sides=sides,
            rank=rank,
            first=first,
        )

    def _room(self, leaf: Leaf) -> Ends | None:
        prefix, rest = owner_of(self._plain.documents, leaf.path)
        return room_of_share(self._plain.documents[prefix], rest, leaf.record) if prefix else None

    def _span(self, leaf: Leaf) -> Ends | None:
        """Return the range in which a break-even is looked for, where the number may vary."""
        worth, price = self._totals["contained_value"], self._totals["feed_price"]
        try:
            found = varied(leaf.path, self._plain, float(plain(worth)), 0.0 if price is None else float(plain(price)))
        except RecycError:
            return None
        return found.span if found.unit == leaf.unit else None


def _span_of(leaf: Leaf, stated: Ends | None, room: Ends | None) -> Ends:
    """Return the ends of a slider: those that are stated, of an amount of a preset half to one and a half at least."""
    around = _around(float(leaf.value), room)
    if stated is None:
        return around
    wide = leaf.record is not None and is_money(leaf)
    return (min(stated[0], around[0]), max(stated[1], around[1])) if wide else stated


def _around(value: float, room: Ends | None) -> Ends:
    """Return half to one and a half of a number, within its room.

    >>> _around(-2.0, None), _around(0.0, None), _around(0.8, (0.0, 1.0))
    ((-3.0, -1.0), (0.0, 1.0), (0.4, 1.0))
    """
    low, high = sorted((value * HALF, value * (1.0 + HALF))) if value else (0.0, 1.0)
    return (low, high) if room is None else (max(low, room[0]), min(high, room[1]))


def _taxed(leaf: Leaf) -> bool:
    """Tell whether a number is the price of a good in a currency that is quoted with tax as a rule."""
    canonical = parse(leaf.unit)[1]
    return leaf.record is not None and in_dollars(canonical) in GOODS and currency_of(canonical) in AS_A_RULE
