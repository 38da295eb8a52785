"""The customer's copy of a quote: the offer, what is in the feed, what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render import titles
from recyc_cli.render.account import cited
from recyc_cli.render.numbers import fixed, percent, told
from recyc_cli.render.page import HEAD, TOTAL, Page, block, clean, row
from recyc_cli.render.titles import STATED
from recyc_cli.render.words import product, subject, terms
from recyc_cli.words import impact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block

Report = dict[str, Any]
COLUMNS = (
    "section", "item", "quantity", "unit", "recovery", "price", "price_unit", "amount", "amount_unit", "text"
)  # fmt: skip
_EFFICIENCY = "Recycling efficiency: recovered mass over delivered mass, metals and salts counted as the element."


def customer_page(report: Report, look: Look) -> Page:
    """Return the page of a customer's copy; `-v` adds every burden."""
    scenario = report["scenario"]
    head = [titles.heading(report, f"Offer for {subject(scenario)}"), *terms(report)]
    head.append(f"Prices of metals: {scenario['prices']}. Amounts are {report['basis']['amounts']}.")
    blocks = [_offer(report), _contained(report), _products(report)]
    blocks += [_second_life(report)] if report["second_life"] else []
    blocks += [_footprint(report, look)]
    notes = [f"{warning['message']} [{warning['code']}]" for warning in report["warnings"]]
    return Page([clean(line) for line in head], blocks, [clean(note) for note in notes], cited(report))


def _offer(report: Report) -> Block:
    """Return what is paid for the feed, in every measure it has."""
    offer, money = report["offer"], report["scenario"]["currency"]
    rows = [row("price of the feed", fixed(offer["feed_price"]), offer["unit"], style=TOTAL)]
    rows += [
        row(words, told(offer[key], how), unit.format(money))
        for key, words, unit, how in titles.OFFERED
        if offer[key] is not None
    ]
    lot = report["lot"]
    if lot:
        size = [f"{fixed(lot['mass_t'], 2)} t"]
        size += [f"{fixed(lot['packs'], 1)} packs"] if lot["packs"] is not None else []
        size += [f"{fixed(lot['kwh'])} kWh"] if lot["kwh"] is not None else []
        rows.append(row(f"the lot of {', '.join(size)}", style=HEAD))
        if offer["feed_price_of_lot"] is not None:
            rows.append(row(titles.LOT_PRICE, fixed(offer["feed_price_of_lot"]), money))
        rows.append(row(titles.LOT_VALUE, fixed(lot["contained_value"]), money))
    fee = offer["feed_price"] < 0.0
    note = [titles.GATE_FEE] if fee else []
    return block(f"1. {titles.OFFER}", ("", "", ""), "<><", rows, note)


def _contained(report: Report) -> Block:
    """Return the metals in the feed at public prices, with the date and source of each."""
    money = report["scenario"]["currency"]
    rows = [
        row(
            entry["element"].capitalize(),
            fixed(entry["kg_per_t"], 1),
            fixed(entry["price_per_kg"], 2),
            fixed(entry["value"]),
            entry["price_date"] or "",
            entry["price_source"] or "stated here",
        )
        for entry in report["contained"]
    ]
    rows.append(row(report["basis"]["contained_value"], "", "", fixed(report["contained_value"]), "", "", style=TOTAL))
    notes = [text for text in [report["basis"]["contained_as"]] if text]
    columns = (*titles.of_elements(money), "price in", "source")
    return block(f"2. {titles.FED}", columns, "<>>><<", rows, notes)


def _products(report: Report) -> Block:
    """Return what will be recovered."""
    rows = [
        row(product(entry["product"], report["scenario"]), fixed(entry["kg_per_t"], 1), percent(entry["recovery"]))
        for entry in report["products"]
        if entry["kg_per_t"]
    ]
    efficiency = report["recycling_efficiency"]
    if efficiency is not None:
        rows.append(row("recycling efficiency", "", percent(efficiency), style=TOTAL))
    note = [_EFFICIENCY] if efficiency is not None else []
    return block(f"3. {titles.BECOMES}", titles.OF_RECOVERED, "<>>", rows, note)


def _second_life(report: Report) -> Block:
    """Return how the packs were graded."""
    found = report["second_life"]
    rows = [
        row("state of health delivered", percent(report["scenario"]["soh"])),
        row("modules that pass", percent(found["pass_rate"])),
        row("their state of health", percent(found["soh_sold"])),
        row("cycles left", fixed(found["cycles_left"])),
        row("years of second life", fixed(found["years"], 1)),
    ]
    return block("Second life", ("", ""), "<>", rows)


def _footprint(report: Report, look: Look) -> Block:
    """Return the burdens of all that is done to the feed."""
    names = [name for name in report["impacts"] if look.verbose or name in STATED]
    rows = []
    for name in sorted(names, key=lambda name: STATED.index(name) if name in STATED else len(STATED)):
        words, unit = impact(name)
        rows.append(row(words, fixed(report["impacts"][name]), f"{unit}/t"))
    return block(f"4. {titles.TREATMENT}", ("", "", ""), "<><", rows)


def customer_records(report: Report) -> Report:
    """Return a customer's copy as records, one figure a line."""
    return {"columns": [(name, name, "<") for name in COLUMNS], "rows": list(_lines(report))}


def _lines(report: Report) -> Iterator[Report]:
    """Yield every figure of the copy."""
    offer, money = report["offer"], report["scenario"]["currency"]
    for section in ("scenario", "basis"):
        yield from _settings(section, report[section])
    yield from _settings("terms", report["terms"] or {})
    units = {"feed_price": offer["unit"], "feed_price_per_kwh": f"{money}/kWh", "feed_price_per_pack": f"{money}/pack"}
    for name, amount in offer.items():
        if name != "unit":
            yield {"section": "offer", "item": name, "amount": amount, "amount_unit": units.get(name, money)}
    for entry in report["contained"]:
        yield {
            "section": "contained", "item": entry["element"], "quantity": entry["kg_per_t"], "unit": "kg/t",
            "price": entry["price_per_kg"], "price_unit": f"{money}/kg", "amount": entry["value"],
            "amount_unit": f"{money}/t", "text": f"{entry['price_date'] or ''} {entry['price_source'] or ''}".strip(),
        }  # fmt: skip
    value = {"amount": report["contained_value"], "amount_unit": f"{money}/t"}
    yield {"section": "contained_value", "item": "li ni co mn", **value}
    for entry in report["products"]:
        mass = {"quantity": entry["kg_per_t"], "unit": "kg/t", "recovery": entry["recovery"]}
        yield {"section": "products", "item": entry["product"], **mass}
    yield {"section": "recycling_efficiency", "quantity": report["recycling_efficiency"], "unit": "1"}
    yield from _settings("second_life", report["second_life"] or {})
    for name, burden in report["impacts"].items():
        yield {"section": "impacts", "item": name, "quantity": burden, "unit": f"{impact(name)[1]}/t"}
    yield from _settings("lot", report["lot"] or {})
    for name in report["sources"]:
        yield {"section": "sources", "item": name}
    for warning in report["warnings"]:
        yield {"section": "warnings", "item": warning["code"], "text": warning["message"]}


def _settings(section: str, table: Report) -> Iterator[Report]:
    """Yield a table: numbers in `quantity`, words in `text`."""
    for name, value in table.items():
        if isinstance(value, (int, float)):
            yield {"section": section, "item": name, "quantity": value}
        elif isinstance(value, list):
            parts = (" ".join(str(each) for each in part.values()) for part in value)
            yield {"section": section, "item": name, "text": ", ".join(parts)}
        elif value is not None:
            yield {"section": section, "item": name, "text": value}
