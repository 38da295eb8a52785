"""Builds the workbook of a plant over its life, its cash flow formulas over the inputs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from recyc_cli.render.look import Look
from recyc_cli.render.pages.finance.plant import finance_page
from recyc_cli.render.pages.finance.tables import WHOLE
from recyc_cli.render.render import origin_of
from recyc_cli.render.xlsx.book import live_book
from recyc_cli.render.xlsx.page_sheet import live, page_sheet
from recyc_cli.render.xlsx.sheet import Sheet, with_formula
from recyc_cli.render.xlsx.sheets import begun, ledger_sheet
from recyc_cli.report.in_full import bibliography

if TYPE_CHECKING:
    from recyc_cli.analysis.finance.traced_finance import TracedFinance

LOOK = Look("xlsx")
NOTE = (
    "The cash flow and what follows from it are formulas: change a blue number on the sheet Inputs and they follow. "
    "Limits, other sizes and the words were computed once: run recyc again for those."
)
YEAR, TONNES = ("year", 8), ("t", 12)
"""The first columns of the cash flow, with their widths."""


def plant_workbook(traced: TracedFinance) -> bytes:
    """Return a plant over its life as a workbook: Plant, Cash flow, Ledger, Inputs, Sources, Calculation."""
    report = live(traced.report)
    flow, columns = _flow_sheet(traced.report)
    for part, column in (("after_tax", "after_tax"), ("before_tax", "before_tax")):
        rate = report[part]["irr"]
        report[part] = {**report[part], "irr": None if rate is None else with_formula(f"IRR({columns[column]})", rate)}
    page = finance_page(report, LOOK)
    page = page._replace(blocks=page.blocks[:-1], notes=[NOTE, *page.notes])
    front, ledger = page_sheet("Plant", page), ledger_sheet("Ledger", traced.quotes[0].report)
    sheets = [front, flow, ledger]
    cite = partial(bibliography, traced.quotes[0].quote.resolved.library)
    return live_book(page.head[0], sheets, cite, traced.quotes, cited=report["sources"], origin=origin_of(report))


def _flow_sheet(report: Any) -> tuple[Sheet, dict[str, str]]:  # noqa: ANN401 - a report of traced numbers
    """Return the cash flow as a sheet, and where the years of each column stand."""
    money, widths = report["scenario"]["currency"], dict.fromkeys(WHOLE.values(), (14, "whole"))
    columns = {YEAR[0]: (YEAR[1], "text"), TONNES[0]: (TONNES[1], "whole"), **widths}
    sheet = begun("Cash flow", f"Cash flow of the plant, {money}: what is paid is negative", columns)
    sheet.homely = True
    first = sheet.row
    for year in report["cash_flow"]:
        amounts = [year["tonnes"], *(year[name] for name in WHOLE)]
        sheet.line([year["year"], *amounts], ["general", *["whole"] * len(amounts)])
    last = sheet.row - 1
    places: dict[str, int] = {name: column for column, name in enumerate(WHOLE, 2)}
    spans = {
        name: f"{sheet.address(first, column)}:{sheet.address(last, column).rpartition('!')[2]}"
        for name, column in places.items()
    }
    return sheet, spans
