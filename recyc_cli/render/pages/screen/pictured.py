"""Lays out a picture for a screen: bars of blocks between names and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.chart.side_bars import GAIN, LOSS, TAKEN, stretched
from recyc_cli.render.chart.waterfall import MINUS
from recyc_cli.render.page import BEST, HEAD, TOTAL, Block, Cell, row
from recyc_cli.render.pages.pictures import steps_of
from recyc_cli.render.pages.screen.arranged import name_of_row
from recyc_cli.render.pages.screen.figures import BLANK, standing_mark
from recyc_cli.render.text import GAP, LABEL, WIDTH, display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.render.page import Row
    from recyc_cli.render.pages.screen.arranged import Arranged, Group
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport

    Ends = tuple[float, float]


def steps_block(report: QuoteReport) -> Block:
    """Return the steps of a quote from contained value to margin as a picture."""
    steps = steps_of(report)
    rows = [
        row(f"{BLANK}{each.words}", each.number.replace(MINUS, "-"), style=TOTAL if each.strong else "")
        for each in steps
    ]
    legend = f"{GAIN} reached or added, {TAKEN} taken off, {LOSS} a loss"
    unit = f"{report['scenario']['currency']}/t"
    return pictured("From contained value to margin", unit, rows, [(each.start, each.end) for each in steps], legend)


def margins_block(report: ComparisonReport, plan: Arranged, headings: Sequence[Row | None], how: str) -> Block:
    """Return the margins of a comparison as a picture, in the order of its table."""
    rows: list[Row] = []
    spans: list[Ends | None] = []
    for group, heading in zip(plan.groups, headings, strict=True):
        rows += [heading] if heading else []
        spans += [None] if heading else []
        for at, index in ((at, index) for places in group.rows for at, index in enumerate(places) if index is not None):
            margin = report["quotes"][index]["totals"]["margin"]
            rows.append(_margin(report, plan, group, at, index, Cell(margin, how)))
            spans.append((0.0, margin))
    money = report["quotes"][0]["scenario"]["currency"]
    told = f"{money}/t" if how == "whole" else f"1,000 {money}/t"
    return pictured("", told, rows, spans, f"margin: {GAIN} a gain, {LOSS} a loss", how)._replace(ruled=True)


def _margin(report: ComparisonReport, plan: Arranged, group: Group, at: int, index: int, margin: Cell) -> Row:
    """Return the name and the margin of a quote, marked where it is best."""
    name = " ".join(filter(None, (name_of_row(report, index, plan.down), plan.values[at])))
    marked = index == group.standings[at].marked
    return row(f"{standing_mark(group, at, index)}{name}", margin, style=BEST if marked else "")


def pictured(
    title: str, unit: str, rows: list[Row], spans: Sequence[Ends | None], legend: str, how: str = "whole"
) -> Block:
    """Return rows of a name and a number with the bar of each between them, over all the width there is."""
    told = [each for each in rows if each.style != HEAD]
    names = [wide for wide in (display_width(each.texts[0]) for each in told) if wide <= LABEL + GAP or title]
    numbers = max(len(unit), *(display_width(each.texts[-1]) for each in told))
    over, bars = stretched(spans, WIDTH - max(names, default=0) - numbers - 2 * GAP, how)
    drawn = [
        each if each.style == HEAD else row(each.cells[0], bar, each.cells[-1], style=each.style)
        for each, bar in zip(rows, bars, strict=True)
    ]
    return Block(title, ("", over, unit), "<<>", drawn, [legend], best=2, picture=1)
