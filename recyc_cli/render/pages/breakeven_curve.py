"""Draws a break-even: the margin along its range, where it is met, where things stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.chart.plot import plot
from recyc_cli.render.chart.text_lines import Across, Mark, Series, draw_lines
from recyc_cli.render.numbers import fixed, short
from recyc_cli.render.page import Block, Cell, block, row
from recyc_cli.render.pages.pictures import WIDE, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.report.shapes.questions import BreakevenReport

ROUND = 100.0
"""From here on whole numbers are told."""
EVEN = "even in ratios"


def breakeven_block(report: BreakevenReport) -> Block:
    """Return the curve for a screen."""
    across, series, marks = _drawn(report)
    lines, step = draw_lines(across, [series], marks)
    told = [across.title, f"a row is {_words(step)} {report['basis']['margins']}"]
    told += [EVEN] if across.log else []
    title = f"{_what(report)} in {report['basis']['margins']}"
    return Block(title, ("",), "<", [row(line) for line in lines], [" \N{MIDDLE DOT} ".join(told)])


def breakeven_figure(report: BreakevenReport, name: str) -> Figure:
    """Return the curve as a picture."""
    across, series, marks = _drawn(report)
    money = report["basis"]["margins"]
    title = f"{_what(report)} by {report['varied']['path']}"
    drawn = plot(name, title, money, across, [series], marks, WIDE)
    rows = [row(words, Cell(value, "short")) for words, value in zip(across.names, series.values, strict=True)]
    caption = "The margin on straight lines between the values of the table; ^ marks where it is met, and what is now."
    return Figure(title, title, drawn, "", caption, block("", (across.title, money), "<>", rows))


def _what(report: BreakevenReport) -> str:
    return "Lead" if report["against"] else "Margin"


def _drawn(report: BreakevenReport) -> tuple[Across, Series, list[Mark]]:
    """Return the axis, the line, and what is marked: the values found, and that of now."""
    varied, points = report["varied"], report["curve"]
    xs = [point["value"] for point in points]
    unit = "" if varied["unit"] == "1" else varied["unit"]
    title = ", ".join(filter(None, (varied["path"], unit)))
    across = Across(xs, [_words(x) for x in xs], title, report["scan"]["spacing"] == "logarithmic")
    line = Series("m", _what(report).lower(), [point["margin"] for point in points])
    marks = [Mark(root["value"], f"{_words(root['value'])}") for root in report["roots"]]
    now = varied["value"]
    return across, line, [*marks, *([Mark(now, "now")] if now is not None and xs[0] <= now <= xs[-1] else [])]


def _words(value: float) -> str:
    """Return a value of an axis.

    >>> _words(25396.19), _words(0.845123)
    ('25,396', '0.8451')
    """
    return fixed(value) if abs(value) >= ROUND else short(value)


def picture_of_breakeven(report: BreakevenReport) -> tuple[None, Iterable[Figure]]:
    """Return the curve, under the head of the page."""
    return None, [breakeven_figure(report, "curve")]
