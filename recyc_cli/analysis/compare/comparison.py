"""Reports quotes side by side, each table's best and the best of all named."""

from __future__ import annotations

from recyc_cli.analysis.compare.reuse_range import Ranges
from recyc_cli.analysis.compare.reuse_turning_point import (
    feed_axes,
    feeds_that_may_turn,
    reuse_turning_points,
    turn_report,
    words_of,
)
from recyc_cli.analysis.compare.winners import best_column, side_by_side, within_range
from recyc_cli.analysis.year_before import note_of_year_before
from recyc_cli.report.axes import differing, place_in_words, places_of
from recyc_cli.report.blocks.ranking import ranked_by
from recyc_cli.report.notes.notes import notes_of_quotes
from recyc_cli.report.notes.telling import in_order, reported
from recyc_cli.scenario.keywords import FEED, MIXED, WAY
from recyc_cli.typed import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.compare.winners import Ranked
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.report.axes import Axis, Place
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.asked import Note
    from recyc_cli.report.shapes.questions import BestQuote, Bests, ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport

SCHEMA: Literal["recyc.comparison/1"] = "recyc.comparison/1"


class Comparison:
    """Several quotes that differ along axes, in the order of their columns; of two alike, the first."""

    __slots__ = ("left_out", "places", "quotes", "ranges", "second_life_refused")

    def __init__(
        self, quotes: Sequence[Quote], left_out: Sequence[Remark] = (), *, second_life_refused: bool = False
    ) -> None:
        columns: dict[tuple[str, ...], tuple[Quote, Place]] = {}
        for item, at in zip(quotes, places_of(quotes), strict=True):
            columns.setdefault(tuple(at.values()), (item, at))
        self.quotes: list[Quote] = [item for item, _ in columns.values()]
        self.places: list[Place] = [at for _, at in columns.values()]
        self.left_out = list(left_out)
        self.ranges = Ranges(self.quotes)
        self.second_life_refused = second_life_refused
        """Whether a second life was asked for and left out."""

    def to_dict(self) -> ComparisonReport:
        """Return the report `recyc.comparison/1`; best by margin per tonne, and per kWh beside it."""
        reports = [item.to_dict() for item in self.quotes]
        turns = reuse_turning_points(self.quotes, self.places)
        ties: dict[str, float | None] = {**feeds_that_may_turn(self.quotes, self.places)}
        for who, turn in turns:
            ties[who] = turn.soh if ties[who] is None else ties[who]
        varied, feeds = differing(self.places), feed_axes(self.places)
        told = (f"{place_in_words(self.places[turn.quote], feeds)}: {words_of(turn)}" for _, turn in turns)
        notes = list(dict.fromkeys(told))
        left_out = reported((each, "") for each in self.left_out)
        bests = self._bests(reports)
        return {
            "schema": SCHEMA,
            "recyc": reports[0]["recyc"],
            "quotes": reports,
            "axes": [{"axis": axis.name, "word": axis.word, "values": self._values(axis)} for axis in varied],
            "columns": [{axis.name: at[axis.name] for axis in varied} for at in self.places],
            "tables": side_by_side(reports, self.places, self.ranges),
            "warnings": in_order(
                [
                    *notes_of_quotes(self.quotes, second_life_refused=self.second_life_refused),
                    *left_out,
                    *self._year_before(reports, bests),
                ]
            ),
            "best": bests,
            "reuse_turns_at_soh": ties,
            "reuse_turns": [turn_report(turn) for _, turn in turns],
            "notes": [*notes, *within_range(reports, self.places, self.ranges)],
        }

    def _year_before(self, reports: Sequence[QuoteReport], bests: Bests) -> list[Note]:
        """Say of the first of each feed, by what decides between its quotes, what it left in the last full year."""
        apart = [axis for axis in differing(self.places) if axis.name not in (FEED, WAY)]
        told = []
        for feed, columns in self._feeds(reports).items():
            best, by = bests["by_chemistry"][feed], ranked_by([reports[at] for at in columns])
            if best is None:
                continue
            most = max(columns, key=lambda at: reports[at]["totals"][by] or 0.0)
            first = best["quote"] if by == "margin" else most
            remark = note_of_year_before(self.quotes[first], feed, place_in_words(self.places[first], apart))
            told.append((remark, feed))
        return reported((remark, feed) for remark, feed in told if remark)

    def _values(self, axis: Axis) -> list[str]:
        return list(dict.fromkeys(at[axis.name] for at in self.places))

    def _bests(self, reports: Sequence[QuoteReport]) -> Bests:
        """Return the best of all, by tonne, by kWh and by what may be paid at most, and of each feed by tonne."""
        every = range(len(reports))
        return {
            "margin": self._entry(reports, every, "margin"),
            "margin_per_kwh": self._entry(reports, every, "margin_per_kwh"),
            "breakeven_feed_price": self._entry(reports, every, "breakeven_feed_price"),
            "by_chemistry": {
                feed: self._entry(reports, columns, "margin") for feed, columns in self._feeds(reports).items()
            },
        }

    def _feeds(self, reports: Sequence[QuoteReport]) -> dict[str, list[int]]:
        """Return the places of the quotes of each feed."""
        feeds: dict[str, list[int]] = {}
        for index, report in enumerate(reports):
            feeds.setdefault(self._feed(report, self.places[index]), []).append(index)
        return feeds

    def _entry(self, reports: Sequence[QuoteReport], columns: Sequence[int], total: Ranked) -> BestQuote | None:
        """Say which of some quotes has the highest total."""
        index = best_column(reports, columns, total, self.ranges)
        if index is None:
            return None
        scenario = reports[index]["scenario"]
        who = {"chemistry": scenario["chemistry"], "route": scenario["route"], "plant": scenario["plant"]}
        who["vehicle"] = scenario["vehicle"]
        varied = [axis.name for axis in differing(self.places) if axis.name not in (FEED, WAY)]
        at = {name: self.places[index][name] for name in varied}
        return cast("BestQuote", {**who, **at, "quote": index, total: reports[index]["totals"][total]})

    def _feed(self, report: QuoteReport, at: Place) -> str:
        """Name a feed: its vehicle, its chemistry, or a mix, by its shares where there are several."""
        mixes = {other[FEED] for item, other in zip(self.quotes, self.places, strict=True) if item.request.mix}
        scenario = report["scenario"]
        return str(scenario["vehicle"] or scenario["chemistry"] or (at[FEED] if len(mixes) > 1 else MIXED))
