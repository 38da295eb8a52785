"""A quote as an account: what is in the tonne, what is sold, what it costs, what is left, what the feed may cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.numbers import apiece, fixed, millions, percent
from recyc_cli.render.page import TOTAL, Page, block, clean, row
from recyc_cli.render.words import above_listed, impact, label, product, setting, subject, terms

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Row
    from recyc_cli.render.references import Reference

Report = dict[str, Any]
_LOT_STYLE = {"margin": TOTAL}
_STATED = ("ghg_kg", "total_energy_mj", "water_l")


def quote_page(report: Report, look: Look) -> Page:
    """Return the page of one quote; `-v` adds everything that the JSON has."""
    scenario = report["scenario"]
    head = [f"{subject(scenario)}, {scenario['route']} route", *terms(report), *setting(report)]
    head.append(f"Amounts are {report['basis']['amounts']}.")
    blocks = [_contained(report, look), _products(report, look), _stages(report), _margin(report), _feed(report)]
    if report.get("second_life"):
        from recyc_cli.render.second_life import second_life_block

        blocks.append(second_life_block(report))
    blocks.append(_besides(report))
    if report.get("lot"):
        blocks.append(_lot(report))
    if report.get("black_mass") and any(entry["product"] == "black_mass" for entry in report["products"]):
        blocks.insert(2, _assay(report["black_mass"]))
    if look.verbose:
        from recyc_cli.render.detail import detail_blocks

        blocks += detail_blocks(report)
    notes = [f"{warning['message']} [{warning['code']}]" for warning in report["warnings"]]
    return Page([clean(line) for line in head], blocks, [clean(note) for note in notes], cited(report))


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
    rows.append(row(f"contained value ({report['basis']['contained_value']})", "", "", total, style=TOTAL))
    notes = [text for text in [report["basis"]["contained_as"]] if text]
    return block("1. What is in the tonne", ("element", "kg/t", f"{money}/kg", f"{money}/t"), "<>>>", rows, notes)


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
    columns = ("product", "kg/t", "recovered", f"{money}/kg", "paid", f"{money}/t")
    return block("2. What is sold", columns, "<>>>>>", rows, above_listed(report["products"]))


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
    return block("3. What each stage costs", columns, "<" + ">" * (len(stages) + 1), rows, notes)


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
    if totals["margin_pct"] is not None:
        rows.append(row("  of the recovery value", fixed(totals["margin_pct"], 1), "%"))
    if totals["margin_per_kwh"] is not None:
        rows.append(row("  per kWh of nameplate energy", fixed(totals["margin_per_kwh"], 2), f"{money}/kWh"))
    if totals["margin_per_pack"] is not None:
        rows.append(row("  per pack", apiece(totals["margin_per_pack"]), f"{money}/pack"))
    return block("4. What is left", ("", "", ""), "<><", rows)


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
    for key in _STATED:
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
