"""Writes SVG: the picture of a report as a file of its own, with title, words and table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError
from recyc_cli.render.chart.framed import framed
from recyc_cli.render.pages.pictures import contained_figure, margin_figure, margins_figure
from recyc_cli.render.render import page_of
from recyc_cli.render.words import heading, setting, shared, terms

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.pages.pictures import Figure
    from recyc_cli.report.shapes.any_report import AnyReport


def draw(report: AnyReport, look: Look) -> str:
    """Return the picture of a report."""
    figure, above = _drawn(report, look)
    rows = [figure.table.columns, *(row.texts for row in figure.table.rows)]
    below = [figure.caption, f"Computed with recyc {report.get('recyc')}."]
    return framed(figure.title, figure.heading, " \N{MIDDLE DOT} ".join(above), figure.wide, below, rows)


def _drawn(report: AnyReport, look: Look) -> tuple[Figure, list[str]]:
    """Return what is drawn of a report, and of what: of a quote and a comparison the margin, of an offer the feed."""
    if report["schema"] == "recyc.quote/1":
        scenario = report["scenario"]
        return margin_figure(report, "margin"), [heading(scenario), *terms(report), *setting(scenario, report["basis"])]
    if report["schema"] == "recyc.comparison/1":
        units = dict.fromkeys(quote["basis"]["amounts"] for quote in report["quotes"])
        return margins_figure(report, "margins"), [*shared(report["quotes"]), f"amounts are {' or '.join(units)}"]
    if report["schema"] == "recyc.customer/1":
        return contained_figure(report, "contained"), page_of(report, look).head
    if report["schema"] == "recyc.finance/1":
        from recyc_cli.render.pages.finance.curve import curve_figure
        from recyc_cli.render.pages.finance.plant import plant_heading

        return curve_figure(report, "curve"), [report["message"], *plant_heading(report)]
    if report["schema"] == "recyc.breakeven/1":
        from recyc_cli.render.pages.breakeven_curve import breakeven_figure

        return breakeven_figure(report, "curve"), page_of(report, look).head
    hint = "recyc quote, compare, breakeven and finance draw one"
    raise RecycError("E114", f"{report['schema']} has no picture", hint=hint)
