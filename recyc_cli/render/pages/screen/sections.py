"""Lays out what a tonne holds, what is sold and what it costs, as sections of a screen."""

from __future__ import annotations

from recyc_cli.render import titles
from recyc_cli.render.numbers import as_text, fixed
from recyc_cli.render.page import TOTAL, Block, Cell, alive, row
from recyc_cli.render.pages.screen.caption import DOT
from recyc_cli.render.pages.screen.figures import amounts_of, wide
from recyc_cli.render.pages.screen.verdict_words import lot_size, told_out
from recyc_cli.render.text import GAP, WIDTH
from recyc_cli.render.words import PARITY, product
from recyc_cli.report.blocks.ladder import PARTS, in_lot, parts_of
from recyc_cli.report.names import label
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.render.page import Row
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.products import Product, SecondLife
    from recyc_cli.report.shapes.quote import QuoteReport

ELEMENTS = 7
"""Elements that have room side by side."""
PRODUCTS = 9
"""Products that have rows of their own, where there are more than one besides."""
AT_EASE, LITTLE = 14, 0.02
"""Lines above, stages and products with which a quote fits a screen; share of the value that then has no row."""
SOLD_AS = "paid above 100 %: sold as a salt, it earns more than its metal is listed at"


NO_ROOM = "left out for width: "


def screen_section(title: str, columns: Sequence[str], rows: Sequence[Row], notes: Sequence[str] = ()) -> Block:
    """Return a section: its title stands over its first column; without the last but one where it has no room."""
    whole = Block("", (title, *columns), "<" + ">" * len(columns), list(rows), list(notes))
    if wide(whole) - len(columns) * (GAP - 1) <= WIDTH:
        return whole
    fewer = [row(*each.cells[:-2], each.cells[-1], style=each.style) for each in rows]
    left_out = notes[-1].removeprefix(NO_ROOM) if notes and notes[-1].startswith(NO_ROOM) else ""
    said = NO_ROOM + ", ".join(filter(None, (columns[-2], left_out)))
    return screen_section(title, [*columns[:-2], columns[-1]], fewer, [*(notes[:-1] if left_out else notes), said])


def lot_head(report: QuoteReport) -> list[str]:
    """Return the heading of the lot's column, where there is a lot."""
    return [lot_size(report["lot"]["mass_t"])] if report["lot"] else []


def lot_cell(report: QuoteReport, amount: float | None) -> list[Cell]:
    """Return what an amount per tonne comes to in the lot, where there is one."""
    return [Cell(in_lot(report, amount), amounts_of(report).whole)] if report["lot"] else []


def contained(report: QuoteReport) -> Block:
    """Return what is in the tonne: elements with a price side by side, the dearest where there are many."""
    money, basis, written = report["scenario"]["currency"], report["basis"], amounts_of(report)
    priced = [entry for entry in report["contained"] if entry["price_per_kg"] is not None]
    dearest = sorted(priced, key=lambda entry: -abs(entry["value"]))[:ELEMENTS]
    shown = [entry for entry in priced if entry in dearest]
    rows = [
        row("kg", *(Cell(entry["kg_per_t"], "one") for entry in shown)),
        row(f"{money}/kg", *(Cell(entry["price_per_kg"], written.per_kg) for entry in shown)),
        row(written.head, *(Cell(entry["value"], written.whole) for entry in shown)),
    ]
    worth = f"worth {told_out(report['totals']['contained_value'], written.whole)} in {basis['contained_value']}"
    valued = basis["contained_as"].rstrip(".").replace(" is valued as ", " as ")
    note = "; ".join(filter(None, (worth if basis["contained_value"] else "", valued)))
    title = f"1 {titles.CONTAINED}"
    return screen_section(title, [entry["element"].capitalize() for entry in shown], rows, [note] if note else [])


def sold(report: QuoteReport, above: int) -> Block:
    """Return what is sold, the dearest first; what is next to nothing as one where a screen has no room.

    Args:
        report: of a quote.
        above: lines above all sections.
    """
    scenario = report["scenario"]
    money, written = scenario["currency"], amounts_of(report)
    products = sorted(_told_once(report["products"]), key=lambda entry: -entry["value"])
    rows = [
        row(
            product(entry["product"], scenario),
            Cell(entry["kg_per_t"], "one"),
            Cell(entry["recovery"], "share whole"),
            Cell(entry["price_per_kg"], written.per_kg),
            Cell(entry["payable"], "share whole") if entry["price_per_kg"] else Cell(None, "", "", "-"),
            *lot_cell(report, entry["value"]),
            Cell(entry["value"], written.whole),
        )
        for entry in products[: _rows_of_their_own(report, products, above)]
    ]
    if len(products) > len(rows):
        rest = float(sum(entry["value"] for entry in products[len(rows) :]))
        count = f"{len(products) - len(rows)} more: -v"
        rows.append(row(count, "", "", "", "", *lot_cell(report, rest), Cell(rest, written.whole)))
    value = report["totals"]["recovery_value"]
    rows.append(row("value", "", "", "", "", *lot_cell(report, value), Cell(value, written.whole), style=TOTAL))
    columns = ["kg", "recovered", f"{money}/kg", "paid", *lot_head(report), written.head]
    notes = [SOLD_AS] if any(entry["payable"] > PARITY for entry in products) else []
    return screen_section(f"2 {titles.SOLD}", columns, rows, [*notes, *_assay(report)])


def _told_once(products: Sequence[Product]) -> list[Product]:
    """Return what there is of each product, the same sold by several stages at one price as one."""
    once: dict[tuple[str, float | None, float], Product] = {}
    for entry in products:
        known = (entry["product"], entry["price_per_kg"], entry["payable"])
        if known in once:
            first = once[known]
            sums = {name: first[name] + entry[name] for name in ("kg_per_t", "value")}
            recovered = [each["recovery"] for each in (first, entry) if each["recovery"] is not None]
            once[known] = {**first, **sums, "recovery": sum(recovered) if recovered else None}  # type: ignore[typeddict-item]
        elif alive(entry["kg_per_t"]):
            once[known] = entry
    return list(once.values())


def _rows_of_their_own(report: QuoteReport, products: Sequence[Product], above: int) -> int:
    """Return how many products, the dearest first, have rows of their own: none is left alone without."""
    value, count = report["totals"]["recovery_value"], len(products)
    if above + len(report["stages"]) + min(count, PRODUCTS) > AT_EASE:
        count = sum(entry["value"] >= LITTLE * value for entry in products)
    count = min(count, PRODUCTS)
    return count if count + 1 < len(products) else len(products)


def _assay(report: QuoteReport) -> list[str]:
    """Return what the black mass holds, where it is sold."""
    made = report["black_mass"]
    if not made or not any(entry["product"] == "black_mass" for entry in report["products"]):
        return []
    held = ", ".join(f"{name.capitalize()} {as_text(share, 'share')}" for name, share in made["assay"].items())
    return [f"in the black mass: {held}"]


def costs(report: QuoteReport) -> Block:
    """Return what each stage costs: feed, running, fixed, capital."""
    entries = [(label(stage["stage"]), stage["cost_groups"], stage["cost"]) for stage in report["stages"]]
    whole = ("cost", report["totals"]["cost_groups"], report["totals"]["cost"])
    rows, written = [], amounts_of(report)
    for name, groups, cost in (*entries, whole):
        parts = (Cell(amount, written.entry) for amount in parts_of(groups).values())
        style = TOTAL if name == whole[0] else ""
        rows.append(row(name, *parts, *lot_cell(report, cost), Cell(cost, written.whole), style=style))
    note = "feed with its interest; running: materials, energy, freight; fixed: staff, rent"
    columns = [*PARTS, *lot_head(report), written.head]
    return screen_section("3 What it costs", columns, rows, [note])


def second_life(reuse: SecondLife, scenario: Scenario) -> Block:
    """Return how a used pack was graded and priced, in two lines."""
    per_kwh, zero = f"{scenario['currency']}/kWh", reuse["breakeven_new_pack_price_per_kwh"]
    graded = [
        f"{as_text(reuse['pass_rate'], 'share whole')} of modules pass",
        f"{fixed(reuse['years'])} years, {fixed(reuse['cycles_left'])} cycles",
        f"sold at {fixed(reuse['price_per_kwh'], 1)} {per_kwh}",
    ]
    turns = f"; margin 0 at {fixed(zero, 1)}" if zero is not None else ""
    priced = [
        f"new packs {fixed(reuse['new_pack_price_per_kwh'], 1)} {per_kwh}{turns}",
        f"later recycling counts {as_text(reuse['discount_factor'], 'share whole')}",
    ]
    health = as_text(reuse["threshold_soh"], "share whole")
    title = f"The second life {scenario['application']}, from a state of health of {health}"
    return Block(title, ("",), "<", [], [DOT.join(graded), DOT.join(priced)])
