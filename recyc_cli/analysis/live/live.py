"""Puts the sides of a page, its inputs and its refusals into one table of operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.input_order import keyword_of_leaf
from recyc_cli.analysis.live.command import command_words
from recyc_cli.analysis.live.inputs import Input, Names, inputs_of_page, page_sections
from recyc_cli.analysis.live.refusals import BELOW, RATE, WORDS, Condition, conditions, early, kept_whole
from recyc_cli.analysis.live.sides import Side, sides_of
from recyc_cli.model.numbers.table import Table
from recyc_cli.model.numbers.traced import Leaf, Traced, nodes
from recyc_cli.report.in_full import bibliography

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.analysis.live.command import Word
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.numbers.table import Written
    from recyc_cli.report.shapes.products import Reference

REFUSALS = {"refusals": WORDS, "below": BELOW, "rate": RATE}
"""What a page says where it refuses, by code, and the codes of what cannot be negative, and of rates of exchange."""
Judged = tuple[str, int, str]
"""A condition of a page: its kind, the register of the number, the code of the refusal."""


class Computed(NamedTuple):
    """What of one side a page computes: registers of its figures, its conditions, those of shares and early ones."""

    figures: list[int]
    conditions: list[Judged]
    wholes: list[Judged]
    early: list[Judged]


class Program(NamedTuple):
    """A page as numbers: the table, its inputs and their order, what each side takes, commands, sources."""

    table: Written
    inputs: list[Input]
    order: list[tuple[str, list[str]]]
    sides: list[Computed]
    words: list[list[Word]]
    sources: dict[str, str]


class Live:
    """The quotes of a page, traced; figures are asked for by side, then the program is made of them.

    Attributes:
        sides: of the quotes, in their order.
        disclosed: how many inputs a page of them holds, once its program is made.
    """

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.sides: list[Side] = sides_of(quotes)
        self._quotes = quotes
        self.disclosed = 0

    def program(self, figures: Sequence[Sequence[Number]], columns: Sequence[str]) -> Program:
        """Return the program of some figures.

        Args:
            figures: of each side, numbers and traced numbers.
            columns: what the quotes are called.
        """
        names = Names(self.sides)
        shown: list[Any] = [each for some in figures for each in some if isinstance(each, Traced)]
        leaves = [node for node in nodes(shown) if isinstance(node, Leaf)]
        used = {names.of(leaf) for leaf in leaves if leaf.record is not None or keyword_of_leaf(leaf)}
        table = Table(used, names.of)
        places = [table.add(some) for some in figures]
        judged = [
            [_judged(table, some) for some in (conditions(side), kept_whole(side), early(side))] for side in self.sides
        ]
        kept = [place for some in places for place in some]
        for three in judged:
            kept += [place for some in three for _, place, _ in some]
        written = table.written(kept)
        register = written.register
        computed = [
            Computed(
                [register[place] for place in some],
                *([(kind, register[place], code) for kind, place, code in each] for each in three),
            )
            for some, three in zip(places, judged, strict=True)
        ]
        inputs = inputs_of_page(self.sides, set(written.inputs), names, columns)
        self.disclosed = len(inputs)
        words = [command_words(quote.request) for quote in self._quotes]
        cited = bibliography(self._quotes[0].resolved.library, {each.source for each in inputs if each.source})
        sources = {entry["id"]: _in_words(entry) for entry in cited}
        return Program(written, inputs, page_sections(inputs), computed, words, sources)


def _in_words(entry: Reference) -> str:
    """Return a source in words: who says it, where and when."""
    told = (str(entry.get(key) or "") for key in ("publisher", "title", "year"))
    return ", ".join(each for each in told if each)


def _judged(table: Table, some: Iterable[Condition]) -> list[Judged]:
    """Put conditions into the table; what no input moves holds."""
    some = list(some)
    places = table.add(each.number for each in some)
    told = ((each.kind, place, each.code) for each, place in zip(some, places, strict=True))
    return list(dict.fromkeys(each for each in told if not table.is_fixed(each[1])))
