"""Fills the sheet of a quote: the account as it is read, every figure a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.numbers.traced import Traced
from recyc_cli.render import titles
from recyc_cli.render.words import above_listed, product, setting, subject, terms
from recyc_cli.render.xlsx.sheet import Sheet
from recyc_cli.report.names import impact, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Report = dict[str, Any]
WIDTH = 7
WORDS, NUMBER = 30.0, 14.0
NARROW = 3
"""Columns of a table of words, number and unit."""


def account_sheet(name: str, report: Report, words: Report) -> Sheet:
    """Return the sheet of one quote.

    Args:
        name: of the sheet.
        report: `recyc.quote/1` with traced numbers.
        words: the same report with plain ones, for texts.
    """
    sheet = Sheet(name, [WORDS, *[NUMBER] * (WIDTH - 1)])
    sheet.line([titles.quote_heading(words, subject(words["scenario"]))], ["title"])
    for text in (*terms(words), *setting(words), f"Amounts are {words['basis']['amounts']}."):
        sheet.line([text], ["muted"])
    sheet.frozen = (1, 0)
    _contained(sheet, report)
    _products(sheet, report)
    for note in above_listed(words["products"]):
        sheet.paragraph(note)
    money = f"{words['scenario']['currency']}/t"
    costs = _stages(sheet, report)
    beside = sheet.row + 1
    _margin(sheet, report)
    _lot(sheet, report)
    _footprint(sheet, report)
    sheet.chart_beside(_costs_chart(sheet, costs, money), beside, NARROW)
    _capital(sheet, report)
    _notes(sheet, words)
    sheet.one_page = True
    return sheet


def heading(sheet: Sheet, title: str, columns: Sequence[str]) -> None:
    """Begin a table: a blank row, its title, the names of its columns if it has any; numbers stand to the right."""
    sheet.row += 1
    sheet.line([title], ["heading"])
    if any(columns):
        sheet.line(columns, ["column", *["column-right"] * (len(columns) - 1)])


def alive(number: Traced | float) -> bool:
    """Whether a number is something, or may be once inputs are changed."""
    return isinstance(number, Traced) or number != 0.0


def _table(sheet: Sheet, rows: Iterable[Sequence[Any]], styles: Sequence[str]) -> None:
    for cells in rows:
        sheet.line(cells, styles)


def _contained(sheet: Sheet, report: Report) -> None:
    money = report["scenario"]["currency"]
    heading(sheet, titles.CONTAINED, titles.of_elements(money))
    rows = [
        (entry["element"].capitalize(), entry["kg_per_t"], entry["price_per_kg"], entry["value"])
        for entry in report["contained"]
    ]
    _table(sheet, rows, ("text", "one", "two", "whole"))
    total = (titles.contained_value_words(report), "", "", report["totals"]["contained_value"])
    sheet.line(total, ("total", "total", "total", "total whole"))


def _products(sheet: Sheet, report: Report) -> None:
    scenario = report["scenario"]
    money = scenario["currency"]
    heading(sheet, titles.SOLD, (*titles.of_products(money), "stage"))
    rows = [
        (
            product(entry["product"], scenario), entry["kg_per_t"], entry["recovery"], entry["price_per_kg"],
            entry["payable"], entry["value"], label(entry["stage"]),
        )
        for entry in report["products"]
        if alive(entry["kg_per_t"])
    ]  # fmt: skip
    _table(sheet, rows, ("text", "one", "share", "two", "share", "whole", "right"))
    total = ("recovery value", "", "", "", "", report["totals"]["recovery_value"], "")
    sheet.line(total, (*["total"] * 5, "total whole", "total"))


def _stages(sheet: Sheet, report: Report) -> tuple[int, int, int]:
    """Write the cost of each stage by group; return the first row, the one after the last, and how many stages."""
    stages, totals = report["stages"], report["totals"]
    columns = (f"{report['scenario']['currency']}/t", *(label(stage["stage"]) for stage in stages), "total")
    heading(sheet, titles.COSTS, columns)
    first = sheet.row
    for group, whole in totals["cost_groups"].items():
        amounts = [stage["cost_groups"][group] for stage in stages]
        if any(map(alive, amounts)):
            sheet.line((label(group), *amounts, whole), ("text", *["whole"] * (len(stages) + 1)))
    end = sheet.row
    cost = ("cost", *(stage["cost"] for stage in stages), totals["cost"])
    sheet.line(cost, ("total", *["total whole"] * (len(stages) + 1)))
    return first, end, len(stages)


def _margin(sheet: Sheet, report: Report) -> None:
    """Write what is left, and what the feed may cost."""
    totals, basis, money = report["totals"], report["basis"], report["scenario"]["currency"]
    heading(sheet, titles.LEFT, ())
    sheet.line(("recovery value", totals["recovery_value"], f"{money}/t"), ("text", "whole", "unit"))
    sheet.line(("cost", totals["cost"], f"{money}/t"), ("text", "whole", "unit"))
    sheet.line(("margin", totals["margin"], f"{money}/t"), ("total", "total whole", "total unit"))
    rows = (
        *((words, totals[key], unit.format(money), how) for key, words, unit, how in titles.MARGINS),
        *((label(key), totals[key], basis["breakeven"], "whole") for key in ("feed_price", "breakeven_feed_price")),
    )
    for words, number, unit, style in rows:
        if number is not None:
            sheet.line((words, number, unit), ("text", style, "unit"))


def _lot(sheet: Sheet, report: Report) -> None:
    lot = report["lot"]
    if lot is None:
        return
    heading(sheet, "The lot", ())
    for words, key, unit in (("mass", "mass_t", "t"), ("packs", "packs", "packs"), ("energy", "kwh", "kWh")):
        if lot[key] is not None:
            sheet.line((words, lot[key], unit), ("text", "two", "unit"))
    for name, amount in lot["totals"].items():
        sheet.line((label(name), amount, report["scenario"]["currency"]), ("text", "whole", "unit"))


def _capital(sheet: Sheet, report: Report) -> None:
    plants = [stage for stage in report["stages"] if stage["capital"]]
    if not plants:
        return
    columns = (f"capital, {report['scenario']['currency']}", *(label(plant["stage"]) for plant in plants))
    heading(sheet, titles.CAPITAL, columns)
    for name in plants[0]["capital"]:
        sheet.line((label(name), *(plant["capital"][name] for plant in plants)), ("text", *["whole"] * len(plants)))
    whole = ("all plants", *[""] * (len(plants) - 1), report["totals"]["capital"])
    sheet.line(whole, (*["total"] * len(plants), "total whole"))


def _footprint(sheet: Sheet, report: Report) -> None:
    heading(sheet, "Footprint", ("per t delivered", "", ""))
    for key in titles.STATED:
        words, unit = impact(key)
        sheet.line((words, report["impacts"][key], f"{unit}/t"), ("text", "whole", "unit"))


def _notes(sheet: Sheet, words: Report) -> None:
    sheet.row += 1
    sheet.line(["Notes"], ["heading"])
    for warning in words["warnings"]:
        sheet.paragraph(f"{warning['message']} [{warning['code']}]")
    sheet.paragraph("Figures are formulas: change a blue number on the sheet Inputs and all but these notes follow.")


def _costs_chart(sheet: Sheet, costs: tuple[int, int, int], money: str) -> dict[str, Any]:
    first, end, stages = costs
    series = [
        {
            "name": [sheet.name, row, 0],
            "categories": [sheet.name, first - 1, 1, first - 1, stages],
            "values": [sheet.name, row, 1, row, stages],
        }
        for row in range(first, end)
    ]
    return {"title": "Cost by stage", "unit": money, "stacked": True, "series": series}
