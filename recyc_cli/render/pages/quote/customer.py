"""Lays out a customer's copy: the offer, what is in the feed, what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from recyc_cli.render import titles
from recyc_cli.render.look import DATA, FILE, SCREEN, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.page import (
    HEAD,
    TOTAL,
    Cell,
    Row,
    block,
    listing,
    measure,
    page_of_blocks,
    row,
    sources_and_notes,
)
from recyc_cli.render.pages.quote.account import burdens, cited, element_cells, in_words, size_rows
from recyc_cli.render.pages.quote.second_life import health
from recyc_cli.render.words import amounts_words, product, subject, terms
from recyc_cli.report.figures import PER_KWH, PER_PACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes import saved as shape
    from recyc_cli.report.shapes.asked import Made
    from recyc_cli.report.shapes.products import Reference as Cited
    from recyc_cli.report.shapes.saved import CustomerReport

    Record = Mapping[str, Any]

Amount = Literal["per_t", "per_kwh", "per_pack", "of_lot"]
REFINER = "refiner"
TREATMENT_FEE = "treatment fee"
COLUMNS = (
    "section", "item", "quantity", "unit", "recovery", "price", "price_unit", "amount", "amount_unit", "text"
)  # fmt: skip
_EFFICIENCY = (
    "Recycling efficiency: mass that is sold over mass of the feed, metals and salts counted as the element. It is"
    " indicative, and not the certified figure of Regulation (EU) 2025/606."
)
CHARGED = "processing and sale"
_RESTS = {"agreed": "agreed price", "estimate": "estimate", "own": "own price deck"}


def customer_page(report: CustomerReport, look: Look) -> Page:
    """Return the page of a customer's copy; `-v` adds every burden."""
    scenario = report["scenario"]
    head = [offer_title(report), *terms(report), *([f"Route: {scenario['route']}."] if look.verbose else [])]
    told = [] if report["contained_value"] is None else [f"Prices of metals: {scenario['prices']}."]
    head.append(" ".join([*told, amounts_words(report["basis"])]))
    if is_form(look.form, DATA):
        return page_of_blocks(head, _listed(report, look), (), columns=COLUMNS)
    blocks = [_offer(report, look), *_positions(report), _contained(report, look), _products(report)]
    blocks += [_second_life(report["second_life"], scenario["soh"])] if report["second_life"] else []
    blocks += [_footprint(report, look)]
    sources = () if is_form(look.form, SCREEN) else cited(report.get("bibliography"))
    return with_notes(page_of_blocks(head, blocks, [], sources), report, look)


def offer_title(report: CustomerReport) -> str:
    """Return what the offer is for: the feed, or for a refiner the black mass of it."""
    scenario = report["scenario"]
    return f"Offer for {'black mass of ' if scenario['seat'] == REFINER else ''}{subject(scenario)}"


def offered(offer: shape.Offer) -> tuple[str, dict[Amount, float | None]]:
    """Return what the offer is called, and its amounts.

    A price below zero is told as what it is, a treatment fee.
    """
    if offer["treatment_fee"] is None:
        words, lot = "price of the feed", offer["feed_price_of_lot"]
        per = offer["feed_price"], offer["feed_price_per_kwh"], offer["feed_price_per_pack"]
    else:
        words, lot = TREATMENT_FEE, offer["treatment_fee_of_lot"]
        per = offer["treatment_fee"], offer["treatment_fee_per_kwh"], offer["treatment_fee_per_pack"]
    return words, {"per_t": per[0], "per_kwh": per[1], "per_pack": per[2], "of_lot": lot}


def counted(report: CustomerReport) -> str:
    """Return what the value of the metals counts."""
    return f"value of {report['basis']['contained_value']}"


def made(entry: shape.CustomerProduct, scenario: Made) -> str:
    """Return the words for a product; of a residue that it is one."""
    return product(entry["product"], scenario) + ("" if entry["sold"] else " (residue, not sold)")


def rests(entry: shape.CustomerContained, cited_as: Mapping[str, str]) -> str:
    """Return what the price of a metal rests on: its source, or that it was agreed or estimated."""
    source = str(entry["price_source"])
    return _RESTS.get(str(entry["price_is"])) or cited_as.get(source, source)


def _cited(report: CustomerReport) -> dict[str, tuple[str, str]]:
    """Return how tables cite the sources of prices, by publisher and year, with the title of each."""
    named = {entry["price_source"] for entry in report["contained"]}
    return {
        each["id"]: (_in_short(each), each["title"]) for each in report.get("bibliography", ()) if each["id"] in named
    }


def _in_short(source: Cited) -> str:
    """Return a source's publisher and year."""
    publisher, _, _ = str(source.get("publisher", source["id"])).partition(",")
    return ", ".join(filter(None, (publisher, str(source.get("year", "")))))


def _offer(report: CustomerReport, look: Look) -> Block:
    """Return what is paid for the feed or for its treatment, in every measure it has."""
    (words, amounts), money = offered(report["offer"]), report["scenario"]["currency"]
    charge, unit = report["offer"].get("processing_charge"), report["offer"]["unit"]
    rows = []
    if charge is not None and report["contained_value"] is not None:
        rows.append(measure(counted(report), report["contained_value"], "whole", unit))
        rows.append(measure(CHARGED, -charge, "whole", unit))
    rows.append(measure(words, amounts["per_t"], "whole", unit, TOTAL))
    rows += [
        measure(text, amount, how, unit.format(money))
        for (text, unit, how), amount in ((PER_KWH, amounts["per_kwh"]), (PER_PACK, amounts["per_pack"]))
        if amount is not None
    ]
    lot = report["lot"]
    if lot:
        apart, size = is_form(look.form, FILE), size_rows(lot, "whole")
        rows += [row("the lot", style=HEAD), *size] if apart else [row(f"the lot of {in_words(size)}", style=HEAD)]
        price = f"  {words.removesuffix(' of the feed')} of the lot"
        rows.append(measure(price, amounts["of_lot"], "whole", money))
        if lot["contained_value"] is not None and charge is None:
            rows.append(measure(f"  {counted(report)} in it", lot["contained_value"], "whole", money))
    return block(f"1. {titles.OFFER}", ("", "", ""), "<><", rows, fee_notes(report))


def _positions(report: CustomerReport) -> list[Block]:
    """Return the feeds of an offer for several, each with its own price."""
    offer, money = report["offer"], report["scenario"]["currency"]
    if not offer.get("positions"):
        return []
    whole = report["lot"] is not None
    rows = [
        row(
            subject({"chemistry": each["chemistry"], "form": each["form"], "mix": None, "vehicle": None}),
            Cell(each["mass_t"], "two", "t") if whole else Cell(each["share"], "share"),
            *([Cell(each["packs"], "apiece", "packs")] if whole else []),
            Cell(each["feed_price"], "whole", f"{money}/t"),
            *([Cell(each["feed_price_of_lot"], "whole", money)] if whole else []),
        )
        for each in offer.get("positions", ())
    ]
    columns = ("position", "t", "packs", f"{money}/t", money) if whole else ("position", "share", f"{money}/t")
    if whole and report["lot"]:
        lot = Cell(report["lot"]["mass_t"], "two", "t"), Cell("")
        price = Cell(offer["feed_price"], "whole", f"{money}/t"), Cell(offer["feed_price_of_lot"], "whole", money)
        rows.append(row("the lot", *lot, *price, style=TOTAL))
    below = any(each["treatment_fee"] is not None for each in offer.get("positions", ()))
    notes = ["Below 0: a treatment fee, which whoever hands the feed over pays."] if below else []
    return [block("Position by position", columns, "<" + ">" * (len(columns) - 1), rows, notes)]


def fee_notes(report: CustomerReport) -> list[str]:
    """Say who pays a treatment fee."""
    return [] if report["offer"]["treatment_fee"] is None else ["Whoever hands the feed over pays the treatment fee."]


def _contained(report: CustomerReport, look: Look) -> Block:
    """Return the metals in the feed, with the price of each and what it rests on; programs get the ids of sources."""
    money = report["scenario"]["currency"]
    if report["contained_value"] is None:
        masses = [
            row(Cell(entry["element"], words=entry["element"].capitalize()), Cell(entry["kg_per_t"], "one", "kg/t"))
            for entry in report["contained"]
        ]
        bare = block(f"2. {titles.FED}", titles.of_elements(money)[:2], "<>", masses)
        return bare._replace(keys=("item", "quantity"), section="contained")
    titled = {} if is_form(look.form, DATA) else _cited(report)
    names = {source: name for source, (name, _) in titled.items()}
    rows = [
        row(
            *element_cells(entry, money),
            Cell(f"{entry['price_date'] or ''} {rests(entry, names)}".strip(), words=entry["price_date"] or ""),
            rests(entry, names),
        )
        for entry in report["contained"]
    ]
    value = Cell(report["contained_value"], "whole", f"{money}/t")
    several = str(report["basis"]["contained_value"])
    rows.append(row(several if "," in several else counted(report), "", "", value, "", "", style=TOTAL))
    notes = [text for text in [report["basis"]["contained_as"]] if text]
    if is_form(look.form, SCREEN):
        notes += [f"{name}: {title}." for name, title in titled.values()]
    columns = (*titles.of_elements(money), "price in", "source of price")
    keys = ("item", "quantity", "price", "amount", "text")
    return block(f"2. {titles.FED}", columns, "<>>><<", rows, notes)._replace(keys=keys, section="contained")


def _products(report: CustomerReport) -> Block:
    """Return what will be recovered."""
    rows = [
        row(made(entry, report["scenario"]), Cell(entry["kg_per_t"], "one", "kg/t"), Cell(entry["recovery"], "share"))
        for entry in report["products"]
        if entry["kg_per_t"]
    ]
    efficiency = report["recycling_efficiency"]
    if efficiency is not None:
        rows.append(row("recycling efficiency", "", Cell(efficiency, "share"), style=TOTAL))
    return block(f"3. {titles.BECOMES}", titles.OF_RECOVERED, "<>>", rows, efficiency_notes(report))


def efficiency_notes(report: CustomerReport) -> list[str]:
    """Say what the recycling efficiency is, where there is one."""
    return [] if report["recycling_efficiency"] is None else [_EFFICIENCY]


def _second_life(found: shape.CustomerSecondLife, soh: float) -> Block:
    """Return how the packs were graded."""
    rows = [Row(each.cells[:2], each.texts[:2]) for each in health(found, soh)]
    return block("Second life", ("", ""), "<>", rows)


def _footprint(report: CustomerReport, look: Look) -> Block:
    """Return the burdens of all that is done to the feed."""
    names = dict.fromkeys((*titles.STATED, *report["impacts"])) if look.verbose else titles.STATED
    rows = burdens(report["impacts"], report["impacts"] if is_form(look.form, DATA) else names)
    table = block(f"4. {titles.TREATMENT}", ("", "", ""), "<><", rows)
    return table._replace(keys=("item", "quantity"), section="impacts")


def _listed(report: CustomerReport, look: Look) -> list[Block]:
    """Return what programs read: the tables of the page, and around them the rest of the copy."""
    after = (*_settings("lot", report["lot"] or {}), *sources_and_notes(report))
    parts = [listing(COLUMNS, part) for part in (_before(report), _between(report), after)]
    return [parts[0], _contained(report, look), parts[1], _footprint(report, look), parts[2]]


def _before(report: CustomerReport) -> Iterator[Record]:
    """Yield what was asked, and the offer."""
    offer, money = report["offer"], report["scenario"]["currency"]
    for section in ("scenario", "basis"):
        yield from _settings(section, report[section])
    yield from _settings("terms", report["terms"] or {})
    units = {"per_kwh": f"{money}/kWh", "per_pack": f"{money}/pack", "of_lot": money}
    key = "feed_price" if offer["treatment_fee"] is None else "treatment_fee"
    for basis, amount in offered(offer)[1].items():
        name, unit = f"{key}_{basis}".removesuffix("_per_t"), units.get(basis, offer["unit"])
        yield {"section": "offer", "item": name, "amount": amount, "amount_unit": unit}
    if offer.get("processing_charge") is not None:
        charge = {"amount": offer.get("processing_charge"), "amount_unit": offer["unit"]}
        yield {"section": "offer", "item": "processing_charge", **charge}
    for each in offer.get("positions", ()):
        size = (
            {"quantity": each["share"], "unit": "1"}
            if each["mass_t"] is None
            else {"quantity": each["mass_t"], "unit": "t"}
        )
        price = {"price": each["feed_price"], "price_unit": f"{money}/t", "amount": each["feed_price_of_lot"]}
        unit = money if each["mass_t"] is not None else ""
        yield {"section": "positions", "item": each["chemistry"], **size, **price, "amount_unit": unit}


def _between(report: CustomerReport) -> Iterator[Record]:
    """Yield what the feed holds is worth, and what becomes of it."""
    money = report["scenario"]["currency"]
    if report["contained_value"] is not None:
        value = {"amount": report["contained_value"], "amount_unit": f"{money}/t"}
        yield {"section": "contained_value", "item": report["basis"]["contained_value"], **value}
    for entry in report["products"]:
        mass = {"quantity": entry["kg_per_t"], "unit": "kg/t", "recovery": entry["recovery"]}
        text = {} if entry["sold"] else {"text": "residue, not sold"}
        yield {"section": "products", "item": entry["product"], **mass, **text}
    said = {"text": " ".join(efficiency_notes(report))}
    yield {"section": "recycling_efficiency", "quantity": report["recycling_efficiency"], "unit": "1", **said}
    yield from _settings("second_life", report["second_life"] or {})


def _settings(section: str, table: Mapping[str, object]) -> Iterator[Record]:
    """Yield a table: numbers in `quantity`, words in `text`."""
    for name, value in table.items():
        if isinstance(value, (int, float)):
            yield {"section": section, "item": name, "quantity": value}
        elif isinstance(value, list):
            parts = (" ".join(str(each) for each in part.values()) for part in value)
            yield {"section": section, "item": name, "text": ", ".join(parts)}
        elif value is not None:
            yield {"section": section, "item": name, "text": value}
