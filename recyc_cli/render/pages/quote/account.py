"""Lays out a quote as an account: contents, sales, costs, margin, price of the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render import titles
from recyc_cli.render.look import FILE, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import two_digits
from recyc_cli.render.page import TOTAL, Cell, Chart, alive, block, measure, page_of_blocks, row
from recyc_cli.render.words import above_listed, amounts_words, heading, product, setting, terms
from recyc_cli.report.figures import LEFT, LOT, ranked_in, shown_in
from recyc_cli.report.names import impact, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page, Row
    from recyc_cli.render.references import Reference
    from recyc_cli.report.shapes.asked import LotSize
    from recyc_cli.report.shapes.products import BlackMass, Burdens, Contained
    from recyc_cli.report.shapes.products import Reference as Cited
    from recyc_cli.report.shapes.quote import Lot, QuoteReport
    from recyc_cli.report.shapes.saved import CustomerContained

HALF = 0.5
"""An amount up to it rounds to nothing."""


def quote_page(report: QuoteReport, look: Look) -> Page:
    """Return the page of one quote; `-v` adds everything that the JSON has."""
    scenario = report["scenario"]
    head = [heading(scenario), *terms(report), *setting(scenario, report["basis"])]
    head.append(amounts_words(report["basis"]))
    blocks = [_contained(report, look), _products(report, look), _stages(report), _margin(report), _feed(report)]
    blocks += [*_second_life(report, look), _besides(report)]
    if report["lot"]:
        blocks.append(_lot(report["lot"], scenario["currency"], look))
    if report["black_mass"] and any(entry["product"] == "black_mass" for entry in report["products"]):
        blocks.insert(2, _assay(report["black_mass"], look))
    if is_form(look.form, FILE):
        from recyc_cli.render.pages.quote.detail import capital_block

        blocks.append(capital_block(report))
    if look.verbose:
        from recyc_cli.render.pages.quote.detail import detail_blocks

        blocks += detail_blocks(report)
    return with_notes(page_of_blocks(head, blocks, [], cited(report.get("bibliography"))), report, look)


def whole_blocks(report: QuoteReport, look: Look) -> list[Block]:
    """Return all elements, cost groups, burdens and details of a quote, for `-v` on a screen."""
    from recyc_cli.render.pages.quote.detail import detail_blocks

    held = _contained(report, look)._replace(title=titles.CONTAINED)
    stages = _stages(report)._replace(title=titles.COSTS)
    products = _products(report, look)._replace(title=titles.SOLD)
    return [held, products, stages, *_second_life(report, look), _besides(report), *detail_blocks(report)]


def _second_life(report: QuoteReport, look: Look) -> list[Block]:
    """Return how the packs were graded and priced, where they have a second life."""
    if not report["second_life"]:
        return []
    from recyc_cli.render.pages.quote.second_life import second_life_block

    return [second_life_block(report["second_life"], report["scenario"], look)]


def cited(bibliography: list[Cited] | None) -> tuple[Reference, ...]:
    """Return the sources in full, where a report holds them."""
    if not bibliography:
        return ()
    from recyc_cli.render.references import references

    return references(bibliography)


def _contained(report: QuoteReport, look: Look) -> Block:
    """Return what is in the tonne: elements with a price, all of them with `-v` and in a workbook."""
    money, whole = report["scenario"]["currency"], look.verbose or is_form(look.form, FILE)
    rows = [
        row(*element_cells(entry, money)) for entry in report["contained"] if entry["price_per_kg"] is not None or whole
    ]
    total = Cell(report["totals"]["contained_value"], "whole", f"{money}/t")
    rows.append(row(titles.contained_value_words(report["basis"]), "", "", total, style=TOTAL))
    notes = [text for text in (report["basis"]["contained_as"], report["basis"].get("feed_price_as", "")) if text]
    return block(f"1. {titles.CONTAINED}", titles.of_elements(money), "<>>>", rows, notes)


def element_cells(entry: Contained | CustomerContained, money: str) -> tuple[Cell, ...]:
    """Return the cells of an element that a feed holds."""
    return (
        Cell(entry["element"], words=entry["element"].capitalize()),
        Cell(entry["kg_per_t"], "one", "kg/t"),
        Cell(entry["price_per_kg"], "two", f"{money}/kg"),
        Cell(entry["value"], "whole", f"{money}/t"),
    )


def _products(report: QuoteReport, look: Look) -> Block:
    """Return what is sold; in a workbook by which stage, too."""
    scenario = report["scenario"]
    money, staged = scenario["currency"], is_form(look.form, FILE)
    rows = [
        row(
            product(entry["product"], scenario),
            Cell(entry["kg_per_t"], "one", "kg/t"),
            Cell(entry["recovery"], "share"),
            Cell(entry["price_per_kg"], "two", f"{money}/kg"),
            Cell(entry["payable"], "share whole"),
            Cell(entry["value"], "whole", f"{money}/t"),
            *([label(entry["stage"])] if staged else []),
        )
        for entry in report["products"]
        if alive(entry["kg_per_t"]) or look.verbose
    ]
    total = Cell(report["totals"]["recovery_value"], "whole", f"{money}/t")
    rows.append(row("recovery value", "", "", "", "", total, *([""] if staged else []), style=TOTAL))
    columns = (*titles.of_products(money), *(["stage"] if staged else []))
    return block(f"2. {titles.SOLD}", columns, "<>>>>>" + ">" * staged, rows, above_listed(report["products"]))


def _assay(black_mass: BlackMass, look: Look) -> Block:
    """Return what the black mass that is sold holds."""
    rows = [row(name.capitalize(), Cell(share, "share two")) for name, share in black_mass["assay"].items()]
    mass = row("mass, kg/t", Cell(black_mass["kg_per_t"], "whole", "kg/t"))
    return told_above("The black mass", [mass], block("", ("element", "assay"), "<>", rows), look)


def _stages(report: QuoteReport) -> Block:
    """Return what each stage costs: cost groups down, stages across."""
    stages, money = report["stages"], f"{report['scenario']['currency']}/t"
    names = dict.fromkeys(name for stage in stages for name in stage["cost_groups"])
    sums = report["totals"]["cost_groups"]
    rows = []
    for name in names:
        amounts = [stage["cost_groups"].get(name, 0.0) for stage in stages]
        if any(map(alive, amounts)):
            cells = [Cell(amount, "entry", money) for amount in amounts]
            rows.append(row(label(name), *cells, Cell(sums[name], "whole", money) if name in sums else ""))
    chart = Chart("Cost by stage", money, tuple(range(len(rows))), stacked=True)
    costs = [stage["cost"] for stage in (*stages, report["totals"])]
    rows.append(row("cost", *(Cell(cost, "whole", money) for cost in costs), style=TOTAL))
    columns = (money, *(label(stage["stage"]) for stage in stages), "total")
    lent = any(line["item"] == "interest on feed stock" and abs(line["amount"]) > HALF for line in report["lines"])
    notes = ["The feed price includes interest on the feed in stock."] if lent else []
    return block(f"3. {titles.COSTS}", columns, "<" + ">" * (len(stages) + 1), rows, notes, chart=chart)


def _margin(report: QuoteReport) -> Block:
    """Return what is left, per tonne, per kWh and per pack."""
    totals, money = report["totals"], report["scenario"]["currency"]
    rows = []
    for each in ranked_in(LEFT):
        amount = totals.get(each.id)
        if amount is not None:
            words, unit = each.words_in(LEFT, money), each.unit_in(money)
            rows.append(measure(words, amount, each.how, unit, TOTAL if each.is_sum else ""))
            rows += _likely(report, unit) if each.id == "margin" else []
    return block(f"4. {titles.LEFT}", ("", "", ""), "<><", rows)


def _likely(report: QuoteReport, unit: str) -> list[Row]:
    """Return between what the margin is likely to lie."""
    ends: Any = report["totals"].get("likely", {})
    return [
        measure(words, two_digits(ends[name]), "whole", unit) for name, words in titles.LIKELY.items() if name in ends
    ]


def _feed(report: QuoteReport) -> Block:
    """Return what the feed may cost at most, against what is paid for it."""
    holder, totals = report["scenario"]["seat"] == "holder", report["totals"]
    unit = report["basis"]["breakeven"]
    rows: list[Row] = []
    if totals["feed_price"] is not None:
        words = "feed price received" if holder else "feed price paid"
        rows.append(measure(words, totals["feed_price"], "whole", unit))
    if totals["breakeven_feed_price"] is not None:
        rows.append(measure("break-even feed price", totals["breakeven_feed_price"], "whole", unit, TOTAL))
    negative = any(line.texts[1].startswith("-") for line in rows)
    note = ["A negative feed price is a gate fee: the holder pays."] if negative else []
    title = "5. What the feed is sold for" if holder else "5. What the feed may cost at most"
    return block(title, ("", "", ""), "<><", rows, note)


def _besides(report: QuoteReport) -> Block:
    """Return capital, and the footprint in one line each."""
    capital = report["totals"]["capital"]
    rows = []
    if capital is not None:
        rows.append(measure("capital, fixed and working", capital, "millions", report["scenario"]["currency"]))
    return block("Capital and footprint", ("", "", ""), "<><", rows + burdens(report["impacts"], titles.STATED))


def burdens(impacts: Burdens, names: Iterable[str]) -> list[Row]:
    """Return some burdens of a report, one a row."""
    known = ((impacts[name], name, *impact(name)) for name in names if name in impacts)
    return [measure(Cell(name, words=words), burden, "whole", f"{unit}/t") for burden, name, words, unit in known]


def size_rows(lot: LotSize, packs: str = "one") -> list[Row]:
    """Return how large a lot is: its mass, and packs, written in a way of their own, and energy where it has any."""
    weighed = lot.get("mass_weighed_t")
    sizes = (
        ("mass", lot["mass_t"], "two", "t" if weighed is None else "dry t"),
        ("as weighed", weighed, "two", "wet t"),
        ("packs", lot["packs"], packs, "packs"),
        ("energy", lot["kwh"], "whole", "kWh"),
    )
    return [measure(*size) for size in sizes if size[1] is not None]


def told_above(title: str, facts: list[Row], table: Block, look: Look) -> Block:
    """Return a table that begins with some numbers: in its title, or where they may change in rows of their own."""
    if is_form(look.form, FILE):
        return table._replace(title=title, rows=[*facts, *table.rows])
    return table._replace(title=f"{title}: {in_words(facts)}")


def in_words(measures: list[Row]) -> str:
    """Return rows of one number each as words: `40.00 t, 6,000 kWh`."""
    return ", ".join(f"{each.texts[1]} {each.cells[1].unit}" for each in measures)


def _lot(lot: Lot, money: str, look: Look) -> Block:
    """Return the totals of the lot that was asked for."""
    rows = [
        measure(each.words, amount, "whole", money, TOTAL if each.is_sum else "")
        for each in shown_in(LOT)
        if (amount := lot["totals"].get(each.id)) is not None and (not each.of_feed or is_form(look.form, FILE))
    ]
    return told_above("The lot", size_rows(lot), block("", ("", "", ""), "<><", rows), look)
