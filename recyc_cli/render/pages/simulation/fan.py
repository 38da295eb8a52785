"""Draws the ranges of several margins below each other: routes, feeds, or a fan of decks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.rows import Row as Bar
from recyc_cli.render.chart.rows import draw_rows
from recyc_cli.render.chart.scale import Scale
from recyc_cli.render.chart.side_bars import GAIN, LOSS, ZERO
from recyc_cli.render.page import Cell, block, row
from recyc_cli.render.pages.pictures import NARROW, WIDE, Figure
from recyc_cli.render.pages.simulation.told_apart import name_of_draws, quotes_in_order
from recyc_cli.render.text import WIDTH, display_width

if TYPE_CHECKING:
    from recyc_cli.render.page import Block
    from recyc_cli.report.shapes.studies.simulation import SimulatedQuote, SimulationReport

MIDDLE, LINE, LEAST = "│", 8, 20
"""What stands at the middle of a bar, the width of a number at its ends, and the least of a bar's room."""
CAPTION = "One draw in ten lies below a bar, one above it; the line in it is the middle. Hatched: a loss."


def ranges_block(report: SimulationReport) -> Block:
    """Return a bar of each quote from the tenth below to the tenth above, for a screen."""
    quotes = list(quotes_in_order(report))
    names = [name_of_draws(each, report) for each in quotes]
    room = max(WIDTH - max(map(display_width, names)) - 2 * LINE - 6, LEAST)
    low, high = min(0.0, *(each["p10"] for each in quotes)), max(0.0, *(each["p90"] for each in quotes))
    scale = Scale(low, high, 0.0, room - 1.0)
    rows = []
    for name, each in zip(names, quotes, strict=True):
        drawn = "".join(_cell(each, at, scale) for at in range(room))
        rows.append(row(name, Cell(each["p10"], "whole"), drawn, Cell(each["p90"], "whole")))
    heads = (f"{report['scenario']['currency']}/t", "1 in 10", f"{ZERO} 0, {MIDDLE} middle, {LOSS} loss", "1 in 10")
    return block("", heads, "<><>", rows)._replace(ruled=True)


def _cell(of: SimulatedQuote, at: int, scale: Scale) -> str:
    """Return what stands in one place of a bar."""
    start, end, middle, zero = (round(scale.at(each)) for each in (of["p10"], of["p90"], of["p50"], 0.0))
    if at == middle:
        return MIDDLE
    if start <= at <= end and at != zero:
        return LOSS if at < zero else GAIN
    return ZERO if at == zero else " "


def fan_figure(report: SimulationReport, name: str) -> Figure:
    """Return the same as a picture."""
    bars = []
    for each in quotes_in_order(report):
        low, middle, high = (f"{amount:,.0f}" for amount in (each["p10"], each["p50"], each["p90"]))
        bar = Bar(name_of_draws(each, report), each["p10"], each["p90"], middle, svg.BLUE)
        bars.append(bar._replace(turn=0.0, at_ends=(low, high), mark=each["p50"]))
    title, money = f"Margins in {report['n']:,} draws", f"{report['scenario']['currency']}/t"
    wide, narrow = (
        draw_rows(f"{name}-{size}", title, money, bars, width) for size, width in (("wide", WIDE), ("narrow", NARROW))
    )
    rows = [row(each.words, each.at_ends[0], each.number, each.at_ends[1]) for each in bars]
    table = block("", (money, "1 in 10 below", "middle", "1 in 10 above"), "<>>>", rows)
    return Figure(title, title, wide, narrow, CAPTION, table)
