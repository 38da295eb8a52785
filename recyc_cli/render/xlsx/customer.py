"""Writes the customer's copy as a workbook of plain figures.

No formula tells what they were made of.
"""

from __future__ import annotations

from typing import Any

from recyc_cli.render import titles
from recyc_cli.render.pages.quote.customer import (
    counted,
    efficiency_notes,
    fee_notes,
    made,
    of_lot,
    offer_title,
    offered,
    rests,
)
from recyc_cli.render.words import terms
from recyc_cli.render.xlsx.account import NUMBER, WORDS, heading
from recyc_cli.render.xlsx.book import plain_book
from recyc_cli.render.xlsx.sheet import Sheet
from recyc_cli.render.xlsx.sheets import Sources
from recyc_cli.report.names import impact

Report = dict[str, Any]
COLUMNS = 6
ROW = ("text", "whole", "unit")


def customer_workbook(report: Report) -> bytes:
    """Return a customer's copy (`recyc.customer/1`) as a workbook: the offer, and the sources of what it shows."""
    sheet = Sheet("Offer", [WORDS, *[NUMBER] * (COLUMNS - 2), 30.0])
    sheet.one_page = True
    sheet.line([offer_title(report)], ["title"])
    for text in (*terms(report), f"Amounts are {report['basis']['amounts']}."):
        sheet.line([text], ["muted"])
    _offer(sheet, report)
    _contained(sheet, report)
    _products(sheet, report)
    heading(sheet, titles.TREATMENT, ("per t", "", ""))
    for key in titles.STATED:
        words, unit = impact(key)
        sheet.line((words, report["impacts"][key], f"{unit}/t"), ROW)
    for warning in report["warnings"]:
        sheet.paragraph(f"{warning['message']} [{warning['code']}]")
    return plain_book([sheet, Sources().fill(report.get("bibliography", ()))], offer_title(report))


def _offer(sheet: Sheet, report: Report) -> None:
    (what, amounts), lot, money = offered(report), report["lot"], report["scenario"]["currency"]
    heading(sheet, titles.OFFER, ())
    sheet.line((what, amounts["per_t"], report["offer"]["unit"]), ("total", "total whole", "total unit"))
    rows = [(words, amounts[key], unit.format(money), how) for key, words, unit, how in titles.OFFERED]
    if lot:
        rows += [
            ("the lot", lot["mass_t"], "t", "two"),
            ("", lot["packs"], "packs", "one"),
            ("", lot["kwh"], "kWh", "whole"),
            *((words, amount, money, "whole") for words, amount in of_lot(report)),
        ]
    for words, number, unit, style in rows:
        if number is not None:
            sheet.line((words, number, unit), ("text", style, "unit"))
    for note in fee_notes(report):
        sheet.paragraph(note)


def _contained(sheet: Sheet, report: Report) -> None:
    money = report["scenario"]["currency"]
    columns = (*titles.of_elements(money), "price in", "source of the price")
    heading(sheet, titles.FED, columns)
    for entry in report["contained"]:
        figures = (entry["kg_per_t"], entry["price_per_kg"], entry["value"])
        cells = (entry["element"].capitalize(), *figures, entry["price_date"] or "", rests(entry))
        sheet.line(cells, ("text", "one", "two", "whole", "right", "right"))
    total = (counted(report), "", "", report["contained_value"])
    sheet.line(total, ("total", "total", "total", "total whole"))


def _products(sheet: Sheet, report: Report) -> None:
    heading(sheet, titles.BECOMES, titles.OF_RECOVERED)
    for entry in report["products"]:
        if entry["kg_per_t"]:
            name = made(entry, report["scenario"])
            sheet.line((name, entry["kg_per_t"], entry["recovery"]), ("text", "one", "share"))
    if report["recycling_efficiency"] is not None:
        sheet.line(("recycling efficiency", "", report["recycling_efficiency"]), ("total", "total", "total share"))
    for note in efficiency_notes(report):
        sheet.paragraph(note)
