"""Lays out a quote as an account: contents, sales, costs, margin, price of the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render import titles
from recyc_cli.render.notes import notes_shown
from recyc_cli.render.numbers import fixed, millions, number_text, percent
from recyc_cli.render.page import TOTAL, Page, block, row
from recyc_cli.render.text import clean
from recyc_cli.render.words import above_listed, product, setting, subject, terms
from recyc_cli.report.names import impact, label

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Row
    from recyc_cli.render.references import Reference

Report = dict[str, Any]
_LOT_STYLE = {"margin": TOTAL}


def quote_page(report: Report, look: Look) -> Page:
    """Return the page of one quote; `-v` adds everything that the JSON has."""
    scenario = report["scenario"]
    head = [titles.quote_heading(report, subject(scenario)), *terms(report), *setting(report)]
    head.append(f"Amounts are {report['basis']['amounts']}.")
    blocks = [_contained(report, look), _products(report, look), _stages(report), _margin(report), _feed(report)]
    if report.get("second_life"):
        from recyc_cli.render.pages.quote.second_life import second_life_block

        blocks.append(second_life_block(report))
    blocks.append(_besides(report))
    if report.get("lot"):
        blocks.append(_lot(report))
    if report.get("black_mass") and any(entry["product"] == "black_mass" for entry in report["products"]):
        blocks.insert(2, _assay(report["black_mass"]))
    if look.verbose:
        from recyc_cli.render.pages.quote.detail import detail_blocks

        blocks += detail_blocks(report)
    notes = [clean(note) for note in notes_shown(report, look)]
    return Page([clean(line) for line in head], blocks, notes, cited(report))


def cited(report: Report) -> tuple[Reference, ...]:
    """Return the sources in full, where the report holds a `bibliography`."""
    if not report.get("bibliography"):
        return ()
    from recyc_cli.render.references import references

    return references(report["bibliography"])


def _contained(report: Report, look: Look) -> Block:
    """Return what is in the tonne: elements with a price, all of them with `-v`."""
    money = report["scenario"]["currency"]
    entries = [entry for entry in report["contained"] if entry["price_per_kg"] is not None or look.verbose]
    rows = []
    for entry in entries:
        price, value = fixed(entry["price_per_kg"], 2), fixed(entry["value"])
        rows.append(row(entry["element"].capitalize(), fixed(entry["kg_per_t"], 1), price, value))
    total = fixed(report["totals"]["contained_value"])
    rows.append(row(titles.contained_value_words(report), "", "", total, style=TOTAL))
    notes = [text for text in [report["basis"]["contained_as"]] if text]
    return block(f"1. {titles.CONTAINED}", titles.of_elements(money), "<>>>", rows, notes)


def _products(report: Report, look: Look) -> Block:
    """Return what is sold."""
    scenario = report["scenario"]
    money = scenario["currency"]
    rows = [
        row(
            product(entry["product"], scenario),
            fixed(entry["kg_per_t"], 1),
            percent(entry["recovery"]),
            fixed(entry["price_per_kg"], 2),
            percent(entry["payable"], 0),
            fixed(entry["value"]),
        )
        for entry in report["products"]
        if entry["kg_per_t"] or look.verbose
    ]
    rows.append(row("recovery value", "", "", "", "", fixed(report["totals"]["recovery_value"]), style=TOTAL))
    return block(f"2. {titles.SOLD}", titles.of_products(money), "<>>>>>", rows, above_listed(report["products"]))


def _assay(black_mass: Report) -> Block:
    """Return what the black mass that is sold holds."""
    rows = [row(name.capitalize(), percent(share, 2)) for name, share in black_mass["assay"].items()]
    title = f"The black mass: {fixed(black_mass['kg_per_t'])} kg/t"
    return block(title, ("element", "assay"), "<>", rows)


def _stages(report: Report) -> Block:
    """Return what each stage costs: cost groups down, stages across."""
    stages = report["stages"]
    names = dict.fromkeys(name for stage in stages for name in stage["cost_groups"])
    sums = report["totals"].get("cost_groups") or {}
    rows = []
    for name in names:
        amounts = [stage["cost_groups"].get(name, 0.0) for stage in stages]
        if any(amounts):
            rows.append(row(label(name), *map(_entry, amounts), fixed(sums[name]) if name in sums else ""))
    rows.append(row("cost", *(fixed(stage["cost"]) for stage in stages), fixed(report["totals"]["cost"]), style=TOTAL))
    columns = (f"{report['scenario']['currency']}/t", *(label(stage["stage"]) for stage in stages), "total")
    lent = any(line["item"] == "interest on feed stock" and round(line["amount"]) for line in report["lines"])
    notes = ["The feed price includes interest on the feed in stock."] if lent else []
    return block(f"3. {titles.COSTS}", columns, "<" + ">" * (len(stages) + 1), rows, notes)


def _entry(amount: float) -> str:
    """Return an amount of a table with many blanks: nothing is a dash."""
    return fixed(amount) if amount else "-"


def _margin(report: Report) -> Block:
    """Return what is left, per tonne, per kWh and per pack."""
    totals, money = report["totals"], report["scenario"]["currency"]
    rows = [
        row("recovery value", fixed(totals["recovery_value"]), f"{money}/t"),
        row("cost", fixed(totals["cost"]), f"{money}/t"),
        row("margin", fixed(totals["margin"]), f"{money}/t", style=TOTAL),
    ]
    rows += [
        row(words, number_text(totals[key], how), unit.format(money))
        for key, words, unit, how in titles.MARGINS
        if totals[key] is not None
    ]
    return block(f"4. {titles.LEFT}", ("", "", ""), "<><", rows)


def _feed(report: Report) -> Block:
    """Return what the feed may cost at most, against what is paid for it."""
    holder = report["scenario"]["seat"] == "holder"
    unit = report["basis"].get("breakeven", f"{report['scenario']['currency']}/t")
    rows: list[Row] = []
    if report["totals"]["feed_price"] is not None:
        words = "feed price received" if holder else "feed price paid"
        rows.append(row(words, fixed(report["totals"]["feed_price"]), unit))
    most = report["totals"]["breakeven_feed_price"]
    if most is not None:
        rows.append(row("break-even feed price", fixed(most), unit, style=TOTAL))
    negative = any(line.cells[1].startswith("-") for line in rows)
    note = ["A negative feed price is a gate fee: the holder pays."] if negative else []
    title = "5. What the feed is sold for" if holder else "5. What the feed may cost at most"
    return block(title, ("", "", ""), "<><", rows, note)


def _besides(report: Report) -> Block:
    """Return capital, and the footprint in one line each."""
    capital = report["totals"]["capital"]
    rows = []
    if capital is not None:
        rows.append(row("capital, fixed and working", millions(capital), report["scenario"]["currency"]))
    for key in titles.STATED:
        words, unit = impact(key)
        if key in report["impacts"]:
            rows.append(row(words, fixed(report["impacts"][key]), f"{unit}/t"))
    return block("Capital and footprint", ("", "", ""), "<><", rows)


def _lot(report: Report) -> Block:
    """Return the totals of the lot that was asked for."""
    lot, money = report["lot"], report["scenario"]["currency"]
    size = [f"{fixed(lot['mass_t'], 2)} t"]
    size += [f"{fixed(lot['packs'], 1)} packs"] if lot["packs"] is not None else []
    size += [f"{fixed(lot['kwh'])} kWh"] if lot["kwh"] is not None else []
    names = [name for name in ("contained_value", "recovery_value", "cost", "margin") if name in lot["totals"]]
    rows = [row(label(name), fixed(lot["totals"][name]), money, style=_LOT_STYLE.get(name, "")) for name in names]
    return block("The lot: " + ", ".join(size), ("", "", ""), "<><", rows)
