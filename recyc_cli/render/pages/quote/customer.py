"""Lays out a customer's copy: the offer, what is in the feed, what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render import titles
from recyc_cli.render.numbers import fixed, number_text, percent
from recyc_cli.render.page import HEAD, TOTAL, Page, block, row
from recyc_cli.render.pages.quote.account import cited
from recyc_cli.render.text import clean
from recyc_cli.render.titles import STATED
from recyc_cli.render.words import product, subject, terms
from recyc_cli.report.names import impact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block

Report = dict[str, Any]
REFINER = "refiner"
COLUMNS = (
    "section", "item", "quantity", "unit", "recovery", "price", "price_unit", "amount", "amount_unit", "text"
)  # fmt: skip
_EFFICIENCY = (
    "Recycling efficiency: mass that is sold over mass of the feed, metals and salts counted as the element. It is"
    " indicative, and not the certified figure of Regulation (EU) 2025/606."
)
_RESTS = {"agreed": "agreed price", "estimate": "estimate", "own": "own price deck"}


def customer_page(report: Report, look: Look) -> Page:
    """Return the page of a customer's copy; `-v` adds every burden."""
    scenario = report["scenario"]
    head = [offer_title(report), *terms(report), *([f"Route: {scenario['route']}."] if look.verbose else [])]
    head.append(f"Prices of metals: {scenario['prices']}. Amounts are {report['basis']['amounts']}.")
    blocks = [_offer(report), _contained(report), _products(report)]
    blocks += [_second_life(report)] if report["second_life"] else []
    blocks += [_footprint(report, look)]
    notes = [f"{note['message']} [{note['code']}]" for note in report["warnings"]]
    return Page([clean(line) for line in head], blocks, [clean(note) for note in notes], cited(report))


def offer_title(report: Report) -> str:
    """Return what the offer is for: the feed, or for a refiner the black mass of it."""
    scenario = report["scenario"]
    return f"Offer for {'black mass of ' if scenario['seat'] == REFINER else ''}{subject(scenario)}"


def offered(report: Report) -> tuple[str, Report]:
    """Return what the offer is called, and its amounts: `per_t`, `per_kwh`, `per_pack`, `of_lot`.

    A price below zero is told as what it is, a treatment fee.
    """
    offer = report["offer"]
    key = "feed_price" if offer["treatment_fee"] is None else "treatment_fee"
    words = "price of the feed" if key == "feed_price" else "treatment fee"
    return words, {"per_t": offer[key], **{name: offer[f"{key}_{name}"] for name in ("per_kwh", "per_pack", "of_lot")}}


def counted(report: Report) -> str:
    """Return what the value of the metals counts."""
    return f"value of {report['basis']['contained_value']}"


def made(entry: Report, scenario: Report) -> str:
    """Return the words for a product; of a residue that it is one."""
    return product(entry["product"], scenario) + ("" if entry["sold"] else " (residue, not sold)")


def rests(entry: Report) -> str:
    """Return what the price of a metal rests on: its source, or that it was agreed or estimated."""
    return _RESTS.get(entry["price_is"]) or str(entry["price_source"])


def _offer(report: Report) -> Block:
    """Return what is paid for the feed or for its treatment, in every measure it has."""
    (words, amounts), money = offered(report), report["scenario"]["currency"]
    rows = [row(words, fixed(amounts["per_t"]), report["offer"]["unit"], style=TOTAL)]
    rows += [
        row(text, number_text(amounts[key], how), unit.format(money))
        for key, text, unit, how in titles.OFFERED
        if amounts[key] is not None
    ]
    lot = report["lot"]
    if lot:
        size = [f"{fixed(lot['mass_t'], 2)} t"]
        size += [f"{fixed(lot['packs'], 1)} packs"] if lot["packs"] is not None else []
        size += [f"{fixed(lot['kwh'])} kWh"] if lot["kwh"] is not None else []
        rows.append(row(f"the lot of {', '.join(size)}", style=HEAD))
        rows += [row(text, fixed(amount), money) for text, amount in of_lot(report)]
    return block(f"1. {titles.OFFER}", ("", "", ""), "<><", rows, fee_notes(report))


def of_lot(report: Report) -> list[tuple[str, float]]:
    """Return the amounts of the lot, each with its words: what is offered for it, and what it holds."""
    words, amounts = offered(report)
    price = (f"  {words.removesuffix(' of the feed')} of the lot", amounts["of_lot"])
    return [price, (f"  {counted(report)} in it", report["lot"]["contained_value"])]


def fee_notes(report: Report) -> list[str]:
    """Say who pays a treatment fee."""
    return [] if report["offer"]["treatment_fee"] is None else ["Whoever hands the feed over pays the treatment fee."]


def _contained(report: Report) -> Block:
    """Return the metals in the feed, with the price of each and what it rests on."""
    money = report["scenario"]["currency"]
    rows = [
        row(
            entry["element"].capitalize(),
            fixed(entry["kg_per_t"], 1),
            fixed(entry["price_per_kg"], 2),
            fixed(entry["value"]),
            entry["price_date"] or "",
            rests(entry),
        )
        for entry in report["contained"]
    ]
    rows.append(row(counted(report), "", "", fixed(report["contained_value"]), "", "", style=TOTAL))
    notes = [text for text in [report["basis"]["contained_as"]] if text]
    columns = (*titles.of_elements(money), "price in", "source of price")
    return block(f"2. {titles.FED}", columns, "<>>><<", rows, notes)


def _products(report: Report) -> Block:
    """Return what will be recovered."""
    rows = [
        row(made(entry, report["scenario"]), fixed(entry["kg_per_t"], 1), percent(entry["recovery"]))
        for entry in report["products"]
        if entry["kg_per_t"]
    ]
    efficiency = report["recycling_efficiency"]
    if efficiency is not None:
        rows.append(row("recycling efficiency", "", percent(efficiency), style=TOTAL))
    return block(f"3. {titles.BECOMES}", titles.OF_RECOVERED, "<>>", rows, efficiency_notes(report))


def efficiency_notes(report: Report) -> list[str]:
    """Say what the recycling efficiency is, where there is one."""
    return [] if report["recycling_efficiency"] is None else [_EFFICIENCY]


def _second_life(report: Report) -> Block:
    """Return how the packs were graded."""
    second_life = report["second_life"]
    rows = [
        row("state of health delivered", percent(report["scenario"]["soh"])),
        row("modules that pass", percent(second_life["pass_rate"])),
        row("their state of health", percent(second_life["soh_sold"])),
        row("cycles left", fixed(second_life["cycles_left"])),
        row("years of second life", fixed(second_life["years"], 1)),
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
    units = {"": offer["unit"], "_per_kwh": f"{money}/kWh", "_per_pack": f"{money}/pack", "_of_lot": money}
    key = "feed_price" if offer["treatment_fee"] is None else "treatment_fee"
    for measure, unit in units.items():
        name = key + measure
        yield {"section": "offer", "item": name, "amount": offer[name], "amount_unit": unit}
    for entry in report["contained"]:
        yield {
            "section": "contained", "item": entry["element"], "quantity": entry["kg_per_t"], "unit": "kg/t",
            "price": entry["price_per_kg"], "price_unit": f"{money}/kg", "amount": entry["value"],
            "amount_unit": f"{money}/t", "text": f"{entry['price_date'] or ''} {rests(entry)}".strip(),
        }  # fmt: skip
    value = {"amount": report["contained_value"], "amount_unit": f"{money}/t"}
    yield {"section": "contained_value", "item": report["basis"]["contained_value"], **value}
    for entry in report["products"]:
        mass = {"quantity": entry["kg_per_t"], "unit": "kg/t", "recovery": entry["recovery"]}
        text = {} if entry["sold"] else {"text": "residue, not sold"}
        yield {"section": "products", "item": entry["product"], **mass, **text}
    said = {"text": " ".join(efficiency_notes(report))}
    yield {"section": "recycling_efficiency", "quantity": report["recycling_efficiency"], "unit": "1", **said}
    yield from _settings("second_life", report["second_life"] or {})
    for name, burden in report["impacts"].items():
        yield {"section": "impacts", "item": name, "quantity": burden, "unit": f"{impact(name)[1]}/t"}
    yield from _settings("lot", report["lot"] or {})
    for name in report["sources"]:
        yield {"section": "sources", "item": name}
    for note in report["warnings"]:
        yield {"section": "warnings", "item": note["code"], "text": note["message"]}


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
