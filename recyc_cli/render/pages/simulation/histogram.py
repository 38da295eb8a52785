"""Draws how often a margin falls where, as bars of blocks and as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.rows import Row as Bar
from recyc_cli.render.chart.rows import draw_rows
from recyc_cli.render.chart.side_bars import GAIN, LOSS
from recyc_cli.render.numbers import between
from recyc_cli.render.page import Cell, block, row
from recyc_cli.render.pages.pictures import NARROW, WIDE, Figure
from recyc_cli.render.pages.simulation.fan import fan_figure
from recyc_cli.render.text import WIDTH
from recyc_cli.report.names import chemistry_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.page import Block
    from recyc_cli.report.shapes.studies.simulation import Bin, SimulatedQuote, SimulationReport

ROOM, BESIDE = 30, 16
"""Blocks of the longest bar, and what numbers and gaps take beside the classes and the bars."""
LEGEND = f"{LOSS} a loss, {GAIN} a gain"


def histogram_block(quote: SimulatedQuote, report: SimulationReport) -> Block:
    """Return how often a margin falls where, the middle and the tenths marked, for a screen."""
    most = max(each["share"] for each in quote["histogram"])
    room = WIDTH - BESIDE - max(len(_class(each)) for each in quote["histogram"])
    rows = []
    for each in quote["histogram"]:
        blocks = round(each["share"] / most * ROOM) if most else 0
        mark = LOSS if each["high"] is not None and each["high"] <= 0.0 else GAIN
        told = [_marks(quote, each), _marks(quote, each, numbers=False)]
        shown = next((words for words in told if blocks + 1 + len(words) <= room), "")
        words = " ".join(filter(None, (mark * blocks, shown)))
        rows.append(row(_class(each), Cell(each["share"] * 100.0, "one"), words))
    name = _who(quote)
    heads = (f"{name}, {report['scenario']['currency']}/t", "of 100", LEGEND)
    return block("", heads, ">><", rows)._replace(ruled=True)


def _who(quote: SimulatedQuote) -> str:
    feed = chemistry_name(quote["chemistry"]) if quote["chemistry"] else None
    return " ".join(filter(None, (feed, quote["route"], quote["plant"])))


def _class(of: Bin) -> str:
    """Return a class in words.

    >>> _class({"low": None, "high": -500.0, "share": 0.1}), _class({"low": 0.0, "high": 500.0, "share": 0.1})
    ('below -500', '0 to 500')
    """
    low, high = (None if end is None else f"{end:,.0f}" for end in (of["low"], of["high"]))
    return between(low, high)


def _marks(quote: SimulatedQuote, of: Bin, *, numbers: bool = True) -> str:
    """Return what lies in a class of what is told in words."""
    told = [("1 in 10 below", quote["p10"]), ("middle", quote["p50"]), ("1 in 10 above", quote["p90"])]
    told += [("quote", quote["point"])]
    low = float("-inf") if of["low"] is None else of["low"]
    high = float("inf") if of["high"] is None else of["high"]
    here = ((words, f" {value:,.0f}" if numbers else "") for words, value in told if low <= value < high)
    return ", ".join(words + number for words, number in here)


def histogram_figure(report: SimulationReport, name: str) -> Figure:
    """Return the histogram of the first quote as a picture."""
    quote = report["quotes"][0]
    bars = [_bar(each, quote) for each in quote["histogram"]]
    title = f"Margin of {_who(quote)} in {report['n']:,} draws"
    wide, narrow = (
        draw_rows(f"{name}-{size}", title, "of 100", bars, width)
        for size, width in (("wide", WIDE), ("narrow", NARROW))
    )
    caption = "Of 100 draws so many fall into each class. Hatched and red: a loss."
    table = block("", (f"{report['scenario']['currency']}/t", "of 100"), "<>", [row(b.words, b.number) for b in bars])
    return Figure(title, title, wide, narrow, caption, table)


def _bar(of: Bin, quote: SimulatedQuote) -> Bar:
    loses = of["high"] is not None and of["high"] <= 0.0
    words = _class(of) + (" (middle)" if "middle" in _marks(quote, of) else "")
    hundred = of["share"] * 100.0
    return Bar(words, 0.0, hundred, f"{hundred:.1f}", svg.RED if loses else svg.BLUE, hatched=loses)


def picture_of_draws(report: SimulationReport) -> tuple[None, Iterable[Figure]]:
    """Return the histogram of one quote, the ranges of several, under the head of the page."""
    several = len(report["quotes"]) > 1
    return None, [fan_figure(report, "ranges") if several else histogram_figure(report, "draws")]
