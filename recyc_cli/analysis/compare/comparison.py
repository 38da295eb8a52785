"""Reports quotes side by side, each table's best and the best of all named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from recyc_cli.analysis.compare.reuse_turning_point import reuse_turning_points
from recyc_cli.report.axes import differing, quote_place
from recyc_cli.report.notes.notes import notes_of_quotes
from recyc_cli.scenario.keywords import FEED, WAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.report.axes import Axis, Place
    from recyc_cli.report.shapes.asked import Note
    from recyc_cli.report.shapes.questions import BestQuote, Bests, ComparisonReport, SideTable
    from recyc_cli.report.shapes.quote import QuoteReport

    Ranked = Literal["margin", "margin_per_kwh"]

SCHEMA: Literal["recyc.comparison/1"] = "recyc.comparison/1"
WHO: tuple[Literal["chemistry", "route", "plant", "vehicle"], ...] = ("chemistry", "route", "plant", "vehicle")
"""What of a scenario says of what a quote is."""


class Comparison:
    """Several quotes that differ along axes, in the order of their columns; of two alike, the first."""

    __slots__ = ("left_out", "places", "quotes", "second_life_refused")

    def __init__(
        self, quotes: Sequence[Quote], left_out: Sequence[str] = (), *, second_life_refused: bool = False
    ) -> None:
        columns: dict[tuple[str, ...], tuple[Quote, Place]] = {}
        for item in quotes:
            at = quote_place(item)
            columns.setdefault(tuple(at.values()), (item, at))
        self.quotes: list[Quote] = [item for item, _ in columns.values()]
        self.places: list[Place] = [at for _, at in columns.values()]
        self.left_out = list(left_out)
        self.second_life_refused = second_life_refused
        """Whether a second life was asked for and left out."""

    def to_dict(self) -> ComparisonReport:
        """Return the report `recyc.comparison/1`; best by margin per tonne, and per kWh beside it."""
        reports = [item.to_dict() for item in self.quotes]
        turning, notes = reuse_turning_points(self.quotes, self.places)
        varied = differing(self.places)
        left_out: list[Note] = [{"code": "left-out", "message": text} for text in self.left_out]
        return {
            "schema": SCHEMA,
            "recyc": reports[0]["recyc"],
            "quotes": reports,
            "axes": [{"axis": axis.name, "word": axis.word, "values": self._values(axis)} for axis in varied],
            "columns": [{axis.name: at[axis.name] for axis in varied} for at in self.places],
            "tables": _tables(reports, self.places),
            "warnings": [*notes_of_quotes(self.quotes, second_life_refused=self.second_life_refused), *left_out],
            "best": self._bests(reports),
            "reuse_turns_at_soh": turning,
            "notes": notes,
        }

    def _values(self, axis: Axis) -> list[str]:
        return list(dict.fromkeys(at[axis.name] for at in self.places))

    def _bests(self, reports: Sequence[QuoteReport]) -> Bests:
        """Return the best of all, by tonne and by kWh, and of each feed by tonne."""
        feeds: dict[str, list[int]] = {}
        for index, report in enumerate(reports):
            feeds.setdefault(self._feed(report, self.places[index]), []).append(index)
        every = range(len(reports))
        return {
            "margin": self._entry(reports, every, "margin"),
            "margin_per_kwh": self._entry(reports, every, "margin_per_kwh"),
            "by_chemistry": {feed: self._entry(reports, columns, "margin") for feed, columns in feeds.items()},
        }

    def _entry(self, reports: Sequence[QuoteReport], columns: Sequence[int], total: Ranked) -> BestQuote | None:
        """Say which of some quotes has the highest total."""
        index = _best(reports, columns, total)
        if index is None:
            return None
        scenario = reports[index]["scenario"]
        who = {name: scenario[name] for name in WHO}
        varied = [axis.name for axis in differing(self.places) if axis.name not in (FEED, WAY)]
        at = {name: self.places[index][name] for name in varied}
        return cast("BestQuote", {**who, **at, "quote": index, total: reports[index]["totals"][total]})

    def _feed(self, report: QuoteReport, at: Place) -> str:
        """Name a feed: its vehicle, its chemistry, or a mix, by its shares where there are several."""
        mixes = {other[FEED] for item, other in zip(self.quotes, self.places, strict=True) if item.request.mix}
        scenario = report["scenario"]
        return str(scenario["vehicle"] or scenario["chemistry"] or (at[FEED] if len(mixes) > 1 else "mix"))


def _tables(reports: Sequence[QuoteReport], places: Sequence[Place]) -> list[SideTable]:
    """Return the quotes that stand side by side, their best among them.

    A feed is given, all else is a choice: each feed has a table, and of the choices the one with most values runs
    across; each combination of the others has a table of its own.
    """
    varied = differing(places)
    counts = {axis.name: len({at[axis.name] for at in places}) for axis in varied}
    choices = [name for name in counts if name != FEED]
    across = max(choices, key=lambda name: counts[name], default=FEED if counts else WAY)
    tables: dict[tuple[str, ...], list[int]] = {}
    for index, at in enumerate(places):
        tables.setdefault(tuple(at[name] for name in counts if name != across), []).append(index)
    best_columns = ((columns, _best(reports, columns, "margin")) for columns in tables.values())
    return [{"across": across, "quotes": columns, "best": best} for columns, best in best_columns]


def _best(reports: Sequence[QuoteReport], columns: Sequence[int], total: Ranked) -> int | None:
    """Return the quote with the highest total, the first of equals.

    There is none where seats differ, whose margins are those of different parties, nor of margins per tonne of unlike
    forms.
    """
    totals = {index: reports[index]["totals"][total] for index in columns}
    ranked = {index: margin for index, margin in totals.items() if margin is not None}
    kinds = {
        (reports[index]["scenario"]["seat"], total != "margin" or reports[index]["basis"]["amounts"])
        for index in ranked
    }
    if len(kinds) != 1:
        return None
    return max(ranked, key=lambda index: ranked[index])
