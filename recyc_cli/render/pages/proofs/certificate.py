"""Lays out a certificate: what came of a lot, product by product, and where each element is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.look import ROWS, SCREEN, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import percent, short
from recyc_cli.render.page import (
    Cell,
    block,
    cells_of,
    listed_rows,
    listing,
    page_of_blocks,
    row,
    sources_and_notes,
    texts,
)
from recyc_cli.render.pages.screen.caption import in_lines
from recyc_cli.render.pages.screen.onward import onward_of_proof
from recyc_cli.render.words import subjects

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page, Record, Row
    from recyc_cli.report.shapes.certificate import CertificateReport, CertifiedLot, CertifiedProduct

LAW = ("recyc comply {}", "its rates against the law")
FEW = 3
"""Products that are told by name."""
LOT, GASES, CONTENTS = ("lot", "period"), ("ghg_kg", "virgin_ghg_kg"), "contents"
COLUMNS = (
    "section", "lot", "period", "item", "stage", "kg", "derived_kg", "element", "element_kg", "recovered",
    "recycled_content", "ghg_kg", "virgin_ghg_kg", "text",
)  # fmt: skip


def certificate_page(report: CertificateReport, look: Look) -> Page:
    """Return the page of a certificate."""
    head = [report["message"][:1].upper() + report["message"][1:], *_heading(report)]
    blocks = [table for lot in report["lots"] for table in (_products(lot), _contents(lot), _elements(lot))]
    if is_form(look.form, ROWS):
        blocks = [texts("message", [report["message"]]), *blocks, texts("rests on", report["rests_on"])]
        blocks.append(listing(COLUMNS, sources_and_notes(report)))
        return with_notes(page_of_blocks(head, blocks, [], columns=COLUMNS), report, look)
    blocks = [table for table in blocks if table.section != CONTENTS]
    blocks += [_footprints(report)] if any(each["footprint"] for each in report["lots"][0]["products"]) else []
    told = [*_premium(report), "Rests on", *(f"- {each}" for each in report["rests_on"])]
    page = page_of_blocks(head, blocks, told)
    if is_form(look.form, SCREEN):
        page = page._replace(answers=1, onward=onward_of_proof(report["scenario"], look, LAW))
    return with_notes(page, report, look)


def _heading(report: CertificateReport) -> list[str]:
    """Return where and when, and how it is accounted."""
    origin, scenario = report["origin"], report["scenario"]
    said = [f"{report['masses']} masses", f"accounting: {report['accounting']}"]
    if scenario is not None:
        what = subjects(scenario)
        place = report.get("titles", {}).get(scenario["region"], scenario["region"])
        said = [f"{what} by {origin['route']}", *filter(None, (origin["plant"], place)), *said]
    dates = " to ".join(filter(None, (origin["started"], origin["ended"])))
    consumer = "scrap of production (pre-consumer)" if origin["consumer"] == "pre" else "used batteries (post-consumer)"
    return in_lines([*said, *([dates] if dates else []), f"from {consumer}"])


def _products(lot: CertifiedLot) -> Block:
    title = " ".join(filter(None, ["Products", lot["lot"], lot["period"]]))
    rows = [
        row(
            _name(each),
            Cell(each["kg"], "one"),
            Cell(each["derived_kg"], "one"),
            _shares(each["recycled_content"], 1.0),
            Cell(each["stage"]),
            *cells_of(each["footprint"] or {}, GASES),
            *cells_of(lot, LOT),
        )
        for each in lot["products"]
    ]
    heads = (title, "kg, dry", "kg of the batteries", "recycled content below 100 %")
    table = block("", heads, "<>><", rows, [f"of {lot['fed']['kg']:,.6g} kg of batteries, dry"])
    return table._replace(keys=("item", "kg", "derived_kg", "", "stage", *GASES, *LOT), section="products")


def _name(each: CertifiedProduct) -> Cell:
    return Cell(each["product"], words=each["product"].replace("_", " "))


def _contents(lot: CertifiedLot) -> Block:
    """Return what each product holds of each element, for programs."""
    keys = ("item", "stage", "element", "element_kg", "recovered", "recycled_content", *LOT)
    rows = [
        (each["product"], each["stage"], name, mass, each["recovered"].get(name), each["recycled_content"].get(name),
            lot["lot"], lot["period"])
        for each in lot["products"]
        for name, mass in each["elements"].items()
    ]  # fmt: skip
    return listed_rows(CONTENTS, keys, rows)


def _shares(shares: dict[str, float], whole: float) -> str:
    """Return the shares that are not the whole."""
    return ", ".join(f"{name.capitalize()} {percent(share)}" for name, share in shares.items() if share < whole)


def _elements(lot: CertifiedLot) -> Block:
    rows = [
        row(
            Cell(each["element"], words=each["element"].capitalize()),
            Cell(each["fed_kg"], "two"),
            Cell(each["products_kg"], "two"),
            Cell(each["elsewhere_kg"], "two"),
            Cell(each["recovered"], "share"),
            *cells_of(lot, LOT),
        )
        for each in lot["elements"]
    ]
    table = block("", ("Elements, kg", "in", "in products", "elsewhere", "recovered"), "<>>>>", rows)
    return table._replace(keys=("element", "kg", "element_kg", "", "recovered", *LOT), section="elements")


def _footprints(report: CertificateReport) -> Block:
    rows = [_footprint(each) for each in report["lots"][0]["products"] if each["footprint"]]
    heads = ("Footprint, per kg", "kg CO2e", "by value", "virgin", "MJ", "virgin", "L", "virgin")
    return block("", heads, "<>>>>>>>", rows)


def _footprint(each: CertifiedProduct) -> Row:
    told: Record = each["footprint"] or {}
    names = (
        "ghg_kg", "ghg_by_value_kg", "virgin_ghg_kg", "energy_mj", "virgin_energy_mj", "water_l", "virgin_water_l",
    )  # fmt: skip
    return row(_name(each), *(short(told[name]) for name in names))


def _premium(report: CertificateReport) -> list[str]:
    """Return what a premium must be worth."""
    told = report["premium"]
    if told is None or told["to_break_even"] is None:
        return []
    best = told["to_best_route"]
    money = report["scenario"]["currency"] if report["scenario"] else ""
    on = "these products" if len(told["on"]) > FEW else " and ".join(told["on"]).replace("_", " ")
    due = f"{percent(told['to_break_even'])} on {on}, {told['to_break_even_per_t']:,.0f} {money}/t of feed,"
    lines = [f"A premium of {due} brings the margin to 0"]
    if best:
        lines[0] += f"; of {percent(best)} to what {told['best_route']} earns"
    if told["carbon_price"]:
        worth = f"{told['carbon_worth_per_t']:,.0f} {money}/t of feed, {percent(told['carbon_worth'])} of their price"
        lines.append(f"At {told['carbon_price']:,.0f} {money}/t of carbon dioxide buyers save {worth}")
    return [f"{line}." for line in lines]
