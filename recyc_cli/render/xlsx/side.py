"""Fills the sheet of a comparison, every figure the cell of its account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render import titles
from recyc_cli.render.pages.side import FEED, WAY, name_of
from recyc_cli.render.words import shared
from recyc_cli.render.xlsx.account import NUMBER, WORDS
from recyc_cli.render.xlsx.sheet import Sheet
from recyc_cli.report.names import impact, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Report = dict[str, Any]
STYLES = {"margin": ("total", "total whole"), "margin_per_kwh": ("text", "two")}
"""Of totals that do not look as the others."""


def comparison_sheet(name: str, names: Sequence[str], reports: Sequence[Report], said: Report) -> Sheet:
    """Return the sheet of quotes side by side.

    Args:
        name: of the sheet.
        names: of each quote's own sheet.
        reports: of the quotes, traced.
        said: the report of the comparison, plain.
    """
    words, money = said["quotes"], said["quotes"][0]["scenario"]["currency"]
    units = dict.fromkeys(quote["basis"]["amounts"] for quote in words)
    per = [f"Amounts are {' or '.join(units)}.", *_best(said)]
    sheet = Sheet(name, [WORDS, *[NUMBER + 4.0] * len(names)])
    sheet.landscape = sheet.one_page = True
    sheet.line([titles.SIDE], ["title"])
    for text in (*shared(words), *per):
        sheet.line([text], ["muted"])
    sheet.row += 1
    head = sheet.line(("", *names), ("column", *["column-right"] * len(names)))
    sheet.frozen, sheet.repeated = (head + 1, 1), head
    for axis in (axis["axis"] for axis in said["axes"] if axis["axis"] not in (FEED, WAY)):
        sheet.line((label(axis), *(at[axis] for at in said["columns"])), ("muted", *["muted right"] * len(names)))
    rows = {}
    for key, text in {**titles.COMPARED, "capital": "capital, {}"}.items():
        look, number = STYLES.get(key, ("text", "whole"))
        figures = [report["totals"][key] for report in reports]
        if any(figure is not None for figure in figures):
            rows[key] = sheet.line((text.format(money), *figures), (look, *[number] * len(names)))
        if key == "recovery_value":
            _stages(sheet, reports)
    for key in titles.STATED:
        text, unit = impact(key)
        figures = [report["impacts"][key] for report in reports]
        sheet.line((f"{text}, {unit}/t", *figures), ("text", *["whole"] * len(names)))
    _chart(sheet, rows, head, len(names), money)
    _notes(sheet, said)
    return sheet


def _best(said: Report) -> list[str]:
    best = said["best"]["margin"]
    return [f"Highest margin per t: {name_of(said, best['quote'])}"] if best else []


def _notes(sheet: Sheet, said: Report) -> None:
    sheet.row += 1
    sheet.line(["Notes"], ["heading"])
    for text in (*said["notes"], *(f"{each['message']} [{each['code']}]" for each in said["warnings"])):
        sheet.paragraph(text)


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
