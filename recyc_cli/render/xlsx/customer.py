"""The customer's copy as a workbook: plain figures, no formula that would tell what they were made of."""

from __future__ import annotations

from typing import Any

from recyc_cli.render import titles
from recyc_cli.render.words import product, subject, terms
from recyc_cli.render.xlsx.account import NUMBER, WORDS, heading
from recyc_cli.render.xlsx.book import plain_book
from recyc_cli.render.xlsx.sheet import Sheet
from recyc_cli.render.xlsx.sheets import Sources
from recyc_cli.words import impact

Report = dict[str, Any]
COLUMNS = 6
ROW = ("text", "whole", "unit")


def customer_workbook(report: Report) -> bytes:
    """Return a customer's copy (`recyc.customer/1`) as a workbook: the offer, and the sources of what it shows."""
    sheet = Sheet("Offer", [WORDS, *[NUMBER] * (COLUMNS - 2), 30.0])
    title = titles.heading(report, f"Offer for {subject(report['scenario'])}")
    sheet.one_page = True
    sheet.line([title], ["title"])
    for text in (*terms(report), f"Amounts are {report['basis']['amounts']}."):
        sheet.line([text], ["muted"])
    _offer(sheet, report)
    _contained(sheet, report)
    _products(sheet, report)
    heading(sheet, titles.TREATMENT, ("per t delivered", "", ""))
    for key in titles.STATED:
        words, unit = impact(key)
        sheet.line((words, report["impacts"][key], f"{unit}/t"), ROW)
    for warning in report["warnings"]:
        sheet.paragraph(f"{warning['message']} [{warning['code']}]")
    return plain_book([sheet, Sources().fill(report.get("bibliography", ()))], title)


def _offer(sheet: Sheet, report: Report) -> None:
    offer, lot, money = report["offer"], report["lot"], report["scenario"]["currency"]
    heading(sheet, titles.OFFER, ())
    sheet.line(("price of the feed", offer["feed_price"], offer["unit"]), ("total", "total whole", "total unit"))
    rows = [(words, offer[key], unit.format(money), how) for key, words, unit, how in titles.OFFERED]
    if lot:
        rows += [
            ("the lot", lot["mass_t"], "t", "two"),
            ("", lot["packs"], "packs", "one"),
            ("", lot["kwh"], "kWh", "whole"),
            (titles.LOT_PRICE, offer["feed_price_of_lot"], money, "whole"),
            (titles.LOT_VALUE, lot["contained_value"], money, "whole"),
        ]
    for words, number, unit, style in rows:
        if number is not None:
            sheet.line((words, number, unit), ("text", style, "unit"))
    if offer["feed_price"] < 0.0:
        sheet.paragraph(titles.GATE_FEE)


def _contained(sheet: Sheet, report: Report) -> None:
    money = report["scenario"]["currency"]
    columns = (*titles.of_elements(money), "price in", "source of the price")
    heading(sheet, titles.FED, columns)
    for entry in report["contained"]:
        figures = (entry["kg_per_t"], entry["price_per_kg"], entry["value"])
        cells = (entry["element"].capitalize(), *figures, entry["price_date"] or "", entry["price_source"] or "")
        sheet.line(cells, ("text", "one", "two", "whole", "right", "right"))
    total = ("contained value", "", "", report["contained_value"])
    sheet.line(total, ("total", "total", "total", "total whole"))


def _products(sheet: Sheet, report: Report) -> None:
    heading(sheet, titles.BECOMES, titles.OF_RECOVERED)
    for entry in report["products"]:
        if entry["kg_per_t"]:
            name = product(entry["product"], report["scenario"])
            sheet.line((name, entry["kg_per_t"], entry["recovery"]), ("text", "one", "share"))
    if report["recycling_efficiency"] is not None:
        sheet.line(("recycling efficiency", "", report["recycling_efficiency"]), ("total", "total", "total share"))
