"""Names the quotes of a comparison, its tables and their columns."""

from __future__ import annotations

from recyc_cli.render.words import subject
from recyc_cli.report.names import label
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.questions import ComparisonReport, SideTable
    from recyc_cli.report.shapes.quote import QuoteReport

FEED, WAY, FORM = "feed", "way", "form"
"""Axes of a comparison that a title says in its own words."""


def title_of(report: ComparisonReport, table: SideTable) -> str:
    """Return what the columns of a table have in common, and what its amounts are per."""
    first = report["quotes"][table["quotes"][0]]
    across, way = table["across"], f"{way_of(first['scenario'])} route"
    feed = "" if across == FEED else _feed(first["scenario"], form=across != FORM)
    parts = [feed, "" if across == WAY else way, *said_of(report, table["quotes"][0], (FEED, WAY, FORM, across))]
    units = {report["quotes"][index]["basis"]["amounts"] for index in table["quotes"]}
    per = units.pop() if len(units) == 1 else f"{money_of(first)} per t of each as delivered"
    return f"{', '.join(filter(None, parts))}: {per}"


def name_of(report: ComparisonReport, index: int) -> str:
    """Return what tells a quote from all others of a comparison: its feed, its way, and where else it differs."""
    return f"{subject(report['quotes'][index]['scenario'])}, {place_of(report, index)}"


def place_of(report: ComparisonReport, index: int) -> str:
    """Return which quote of its feed one of a comparison is."""
    return ", ".join([way_of(report["quotes"][index]["scenario"]), *said_of(report, index, (FEED, WAY, FORM))])


def money_of(quote: QuoteReport) -> str:
    """Return the currency of a quote."""
    return str(quote["scenario"]["currency"])


def said_of(report: ComparisonReport, index: int, besides: Iterable[str]) -> list[str]:
    """Return where a quote stands on the axes of a comparison, in words, besides some of them."""
    at = report["columns"][index]
    axes = [axis for axis in report["axes"] if axis["axis"] not in besides and at[axis["axis"]]]
    return [f"{axis['word']} {at[axis['axis']]}".strip() for axis in axes]


def way_of(scenario: Scenario) -> str:
    """Return what a feed goes through: a route, or a plant and the route it works."""
    return " ".join(filter(None, (scenario["plant"], label(scenario["route"]))))


def _feed(scenario: Scenario, *, form: bool = True) -> str:
    """Return what is recycled, with its form or without."""
    return subject(scenario) if form else subject(scenario).removesuffix(f" {scenario['form']}")


def heading_of(report: ComparisonReport, index: int, across: str) -> str:
    """Return the heading of a column: its value on the axis that runs across."""
    scenario = report["quotes"][index]["scenario"]
    if across == WAY:
        return way_of(scenario)
    if across == FEED:
        return _feed(scenario, form=False)
    return str(report["columns"][index][across]) or "-"
