"""Says which columns of a comparison stand side by side, and which of them wins."""

from __future__ import annotations

from recyc_cli.analysis.compare.reuse_range import Ranges, decides
from recyc_cli.report.axes import NAMED, differing, place_in_words
from recyc_cli.scenario.keywords import FEED, WAY
from recyc_cli.typed import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.report.axes import Place
    from recyc_cli.report.shapes.questions import SideTable
    from recyc_cli.report.shapes.quote import QuoteReport

    Ranked = Literal["margin", "margin_per_kwh", "breakeven_feed_price"]


def within_range(reports: Sequence[QuoteReport], places: Sequence[Place], ranges: Ranges) -> Iterator[str]:
    """Say of each second life that would win how far its margin may lie off, where that keeps the mark from it."""
    named = [axis for axis in differing(places) if axis.name != WAY] or [NAMED[FEED]]
    for table in side_by_side(reports, places, Ranges()):
        first, sure = table["best"], best_column(reports, table["quotes"], "margin", ranges)
        if first is not None and first != sure:
            scenario, reach = reports[first]["scenario"], ranges[first]
            told = f"{place_in_words(places[first], named)}: {scenario['route']} has the highest margin, but its own"
            what = f"range, {reach.low:,.0f} to {reach.high:,.0f} {scenario['currency']}/t, decides nothing"
            leads = "" if sure is None else f": {reports[sure]['scenario']['route']} leads the rest"
            yield f"{told} {what}{leads}"


def side_by_side(reports: Sequence[QuoteReport], places: Sequence[Place], ranges: Ranges) -> list[SideTable]:
    """Return the quotes that stand side by side, their best among them.

    A feed is given, all else is a choice: each feed has a table, and of the choices the one with most values runs
    across; each combination of the others has a table of its own.
    """
    varied = differing(places)
    counts = {axis.name: len({at[axis.name] for at in places}) for axis in varied}
    choices = [name for name in counts if name != FEED]
    across = max(choices, key=lambda name: counts[name], default=FEED if counts else WAY)
    alike: dict[tuple[str, ...], list[int]] = {}
    for index, at in enumerate(places):
        alike.setdefault(tuple(at[name] for name in counts if name != across), []).append(index)
    best_columns = ((columns, best_column(reports, columns, "margin", ranges)) for columns in alike.values())
    return [{"across": across, "quotes": columns, "best": best} for columns, best in best_columns]


def best_column(reports: Sequence[QuoteReport], columns: Sequence[int], total: Ranked, ranges: Ranges) -> int | None:
    """Return the quote with the highest total, the first of equals; a second life only where its range lets it win.

    There is none where seats differ, whose totals are those of different parties, nor of totals per tonne of unlike
    forms.
    """
    totals = {index: reports[index]["totals"][total] for index in columns}
    ranked = {index: margin for index, margin in totals.items() if margin is not None}
    kinds = {
        (reports[index]["scenario"]["seat"], total == "margin_per_kwh" or reports[index]["basis"]["amounts"])
        for index in ranked
    }
    if len(kinds) != 1:
        return None
    rest = [reports[index]["totals"]["margin"] for index in ranked if index not in ranges.second_lives]
    best_first = sorted(ranked, key=lambda index: -ranked[index])
    again = ranges.second_lives if rest else {}
    return next(index for index in best_first if index not in again or decides(ranges[index], rest))
