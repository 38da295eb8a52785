"""The sheet of a comparison: quotes side by side, every figure the cell of its account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render import titles
from recyc_cli.render.words import impact, label, setting
from recyc_cli.render.xlsx.account import NUMBER, WORDS
from recyc_cli.render.xlsx.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Report = dict[str, Any]
Named = tuple[str, tuple[Report, Report]]
STYLES = {"margin": ("total", "total whole"), "margin_per_kwh": ("text", "two")}
"""Of totals that do not look as the others."""


def comparison_sheet(name: str, quotes: Sequence[Named], best: Mapping[str, Any]) -> Sheet:
    """Return the sheet of quotes side by side.

    Args:
        name: of the sheet.
        quotes: the name of each one's own sheet, its traced report and its plain one.
        best: of the comparison, by margin.
    """
    reports = [traced for _, (traced, _) in quotes]
    words = quotes[0][1][1]
    sheet = Sheet(name, [WORDS, *[NUMBER + 4.0] * len(quotes)])
    sheet.landscape = sheet.one_page = True
    sheet.line([titles.SIDE], ["title"])
    for text in (*setting(words), f"Amounts are {words['basis']['amounts']}."):
        sheet.line([text], ["muted"])
    winner = best["margin"] or {}
    sheet.line([f"Highest margin per t: {winner.get('chemistry') or 'mix'}, {winner.get('route')}"], ["muted"])
    sheet.row += 1
    head = sheet.line(("", *(own for own, _ in quotes)), ("column", *["column-right"] * len(quotes)))
    sheet.frozen, sheet.repeated = (head + 1, 1), head
    rows, money = {}, words["scenario"]["currency"]
    for key, text in {**titles.COMPARED, "capital": "capital, {}"}.items():
        look, number = STYLES.get(key, ("text", "whole"))
        figures = [report["totals"][key] for report in reports]
        if any(figure is not None for figure in figures):
            rows[key] = sheet.line((text.format(money), *figures), (look, *[number] * len(quotes)))
        if key == "recovery_value":
            _stages(sheet, reports)
    for key in titles.STATED:
        text, unit = impact(key)
        figures = [report["impacts"][key] for report in reports]
        sheet.line((f"{text}, {unit}/t", *figures), ("text", *["whole"] * len(quotes)))
    _chart(sheet, rows, head, len(quotes), money)
    return sheet


def _stages(sheet: Sheet, reports: Sequence[Report]) -> None:
    """Write what each stage costs; a route without the stage has a blank."""
    names = dict.fromkeys(stage["stage"] for report in reports for stage in report["stages"])
    for name in names:
        costs = [{stage["stage"]: stage["cost"] for stage in report["stages"]}.get(name) for report in reports]
        sheet.line((f"  {label(name)}", *costs), ("text", *["whole"] * len(reports)))


def _chart(sheet: Sheet, rows: Mapping[str, int], head: int, count: int, money: str) -> None:
    series = [
        {
            "name": [sheet.name, rows[key], 0],
            "categories": [sheet.name, head, 1, head, count],
            "values": [sheet.name, rows[key], 1, rows[key], count],
        }
        for key in ("recovery_value", "cost", "margin")
    ]
    sheet.chart({"title": "Value, cost and margin", "unit": f"{money}/t", "stacked": False, "series": series})
