"""Draws a grid of numbers as SVG: gains and losses apart, a line where zero lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.number_grid import turns

if TYPE_CHECKING:
    from recyc_cli.render.chart.number_grid import Grid

EDGE, HIGH, SMALL, SIZE = 8.0, 28.0, 11.0, 12.0
HEAD = 44.0
LIGHTEST, DARKEST = 0.08, 0.55
"""How strongly the smallest and the largest number are filled."""


def cells(name: str, heading: str, unit: str, grid: Grid, width: float) -> str:
    """Return the picture of a grid that has room: of one that has many cells its colours alone."""
    label = EDGE + max(svg.width_of(text, SIZE) for text in [*grid.rows, grid.down]) + EDGE
    wide = (width - EDGE - label) / len(grid.columns)
    sizes = [abs(value) for row in grid.values for value in row if value is not None]
    most = max(sizes, default=0.0) or 1.0
    told = max(svg.width_of(text, SIZE) for row in grid.texts for text in row) <= wide - 4.0
    parts = [
        svg.text_line(EDGE, 34.0, grid.down, font_size=SIZE),
        svg.text_line(width - EDGE, 14.0, grid.across, text_anchor="end", font_size=SIZE),
    ]
    parts += _columns(grid, label, wide)
    for at, (values, texts) in enumerate(zip(grid.values, grid.texts, strict=True)):
        top = HEAD + HIGH * at
        parts.append(
            svg.text_line(label - EDGE, top + HIGH / 2.0 + 4.0, grid.rows[at], text_anchor="end", font_size=SIZE)
        )
        for place, (value, text) in enumerate(zip(values, texts, strict=True)):
            words = f"{grid.columns[place]}, {grid.rows[at]}: {text} {unit}"
            parts.append(_cell(label + wide * place, top, wide, value, most, words))
            parts += (
                [
                    svg.text_line(
                        label + wide * (place + 0.5), top + HIGH / 2.0 + 4.0, text, text_anchor="middle", font_size=SIZE
                    )
                ]
                if told
                else []
            )
    parts.append(_contour(grid, label, wide))
    gains = sum(value is not None and value > 0.0 for row in grid.values for value in row)
    said = f"{gains} of {len(sizes)} are gains"
    return svg.picture(name, (width, HEAD + HIGH * len(grid.rows) + EDGE), f"{heading}, {unit}", said, *parts)


def _columns(grid: Grid, label: float, wide: float) -> list[str]:
    """Return the headings of the columns that have room."""
    parts, edge = [], 0.0
    for place, text in enumerate(grid.columns):
        at, half = label + wide * (place + 0.5), svg.width_of(text, SIZE) / 2.0
        if at - half >= edge:
            parts.append(svg.text_line(at, 34.0, text, text_anchor="middle", font_size=SIZE))
            edge = at + half + 4.0
    return parts


def _cell(left: float, top: float, wide: float, value: float | None, most: float, words: str) -> str:
    """Return a cell: blue and full for a gain, orange with a stroke across for a loss."""
    share = 0.0 if value is None else LIGHTEST + (DARKEST - LIGHTEST) * abs(value) / most
    colour = svg.RULE if value is None else svg.BLUE if value > 0.0 else svg.ORANGE
    shape = {"x": left, "y": top, "width": wide, "height": HIGH, "fill": colour, "fill-opacity": share or LIGHTEST}
    corner = {"d": f"M{left + 2.0:.1f},{top + 9.0:.1f}l7,-7", "stroke": svg.RED, "stroke-width": 1.5}
    loss = value is not None and value <= 0.0
    return svg.tag("rect", shape, svg.title(words)) + (svg.tag("path", corner) if loss else "")


def _contour(grid: Grid, label: float, wide: float) -> str:
    """Return the line between the numbers below and above zero."""
    path = ""
    for at, row in enumerate(grid.values):
        for place, value in enumerate(row):
            left, top = label + wide * place, HEAD + HIGH * at
            if place + 1 < len(row) and turns(value, row[place + 1]):
                path += f"M{left + wide:.1f},{top:.1f}v{HIGH:g}"
            if at + 1 < len(grid.values) and turns(value, grid.values[at + 1][place]):
                path += f"M{left:.1f},{top + HIGH:.1f}h{wide:.1f}"
    return svg.tag("path", {"d": path, "stroke": svg.INK, "stroke-width": 2.5, "fill": "none"}) if path else ""
