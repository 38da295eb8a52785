"""Writes SVG: the picture of a report as a file of its own, with title, words and table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError
from recyc_cli.render.chart.framed import framed
from recyc_cli.render.render import PICTURES, origin_of, pictures_of

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.report.shapes.any_report import AnyReport


def draw(report: AnyReport, look: Look) -> str:
    """Return the picture of a report; where it has several the first, or with `chart` the last."""
    if report["schema"] not in PICTURES:
        names = ", ".join(schema.removeprefix("recyc.").removesuffix("/1") for schema in PICTURES)
        raise RecycError("E114", f"{report['schema']} has no picture", hint=f"there is one of: {names}")
    above, figures = pictures_of(report, look)
    *_, last = first, *_ = list(figures)
    figure = last if look.chart else first
    rows = [figure.table.columns, *(row.texts for row in figure.table.rows)]
    below = [figure.caption, origin_of(report)]
    return framed(figure.title, figure.heading, " \N{MIDDLE DOT} ".join(above), figure.wide, below, rows)
