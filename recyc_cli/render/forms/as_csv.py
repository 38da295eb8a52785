"""Writes CSV in long form: one number a line, its unit beside it, every digit kept."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from recyc_cli.render.page import records, sources_and_notes
from recyc_cli.render.pages.page_of import page_of
from recyc_cli.render.text import clean
from recyc_cli.report.blocks.scenario import AMOUNTS, UNITS
from recyc_cli.report.figures import FIGURES
from recyc_cli.report.walk import values_by_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recyc_cli.render.look import Look
    from recyc_cli.report.shapes.any_report import AnyReport
    from recyc_cli.report.shapes.products import Burdens, Cathode, Contained, Product, Waste
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport, Stage

    Entry = Mapping[str, Any]
    Table = Mapping[str, object]

COLUMNS = (
    "section",
    "item",
    "stage",
    "group",
    "quantity",
    "unit",
    "price",
    "price_unit",
    "recovery",
    "payable",
    "amount",
    "amount_unit",
    "text",
)
WHO = ("chemistry", "form", "route", "plant", "vehicle")
BUNDLES = ("feed", "way")
"""Axes of a comparison that `WHO` spells out."""
_BASIS_UNITS = {"kwh_per_t": "kWh/t", "packs_per_t": "pack/t", "currency_year": "yr"}
_COSTS_PER_KG = ("cost_per_kg", "virgin_cost_per_kg", "market_price_per_kg")
_COST_ITEMS = ("cost_items", "virgin_cost_items")
_IMPACT_UNITS = {"mj": "MJ/t", "l": "L/t", "g": "g/t", "kg": "kg/t"}


# Sections with lines of their own; one that a later release adds is written as it stands.
_WRITTEN = {"schema", "recyc", "scenario", "basis", "totals", "stages", "lines", "contained", "products", "wastes"}
_WRITTEN |= {"impacts", "cathode", "mass_balance", "lot", "sources", "warnings"}


def draw(report: AnyReport, look: Look) -> str:
    """Return every number of a quote or a comparison in long form; of any other report the records of its page."""
    if report["schema"] == "recyc.quote/1":
        return quote_csv(report)
    if report["schema"] == "recyc.comparison/1":
        return comparison_csv(report)
    page = page_of(report, look)
    return _write(page.columns, records(page))


def quote_csv(report: QuoteReport) -> str:
    """Return every number of a quote's JSON."""
    return _write(COLUMNS, _entries(report))


def comparison_csv(report: ComparisonReport) -> str:
    """Return every number of every quote, with what it is of and where it differs in front."""
    places = [{name: at[name] for name in at if name not in BUNDLES} for at in report["columns"]]
    entries = (
        {**_who(quote), **at, **entry}
        for quote, at in zip(report["quotes"], places, strict=True)
        for entry in _entries(quote)
    )
    best = ({"section": "best", "item": path, **_value(value, "")} for path, value in values_by_path(report["best"]))
    turns = report["reuse_turns_at_soh"].items()
    turned = ({"section": "reuse_turns_at_soh", "item": name, **_value(soh, "1")} for name, soh in turns)
    varied = [name for name in places[0] if name not in WHO]
    return _write((*WHO, *varied, *COLUMNS), [*entries, *best, *turned])


def safe(value: object) -> object:
    r"""Return a cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> safe("=1+1"), safe(-3.5), safe("a\x1bb"), safe(None), safe(True)
    ("'=1+1", -3.5, 'ab', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    text = clean(value)
    return "'" + text if text.startswith(("=", "+", "-", "@")) else text


def _write(columns: Iterable[str], entries: Iterable[Entry]) -> str:
    """Return the lines, the header first."""
    columns = tuple(columns)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(entry.get(column)) for column in columns] for entry in entries)
    return out.getvalue()


def _who(quote: QuoteReport) -> Entry:
    """Return what a quote is about; a mix is written as `lfp=0.3+nmc811=0.7`."""
    scenario = quote["scenario"]
    mix = "+".join(f"{part['chemistry']}={part['share']}" for part in scenario["mix"] or ())
    return {**{name: scenario.get(name) for name in WHO}, "chemistry": scenario["chemistry"] or mix}


def _entries(report: QuoteReport) -> Iterator[Entry]:
    """Yield the lines of one quote, section by section."""
    money = report["scenario"]["currency"]
    given = {name: str(report["scenario"].get(f"{name}_unit") or "") for name in AMOUNTS}
    yield from _plain("scenario", report["scenario"], {**UNITS, **given})
    yield from _plain("basis", report["basis"], _BASIS_UNITS)
    yield from _amounts("totals", report["totals"], f"{money}/t", {each.id: each.unit_in(money) for each in FIGURES})
    for stage in report["stages"]:
        yield from _stage(stage, money)
    for line in report["lines"]:
        known = {name: line.get(name) for name in COLUMNS if name in line}
        yield {"section": line["kind"], **known, "amount_unit": f"{money}/t", "text": " ".join(line["inputs"])}
    yield from _streams(report, money)
    yield from _impacts("impacts", "", report["impacts"])
    yield from _cathode(report["cathode"], money)
    for name, value in values_by_path(report["mass_balance"]):
        yield {"section": "mass_balance", "item": name, "quantity": value, "unit": "kg/t"}
    lot = report["lot"]
    if lot:
        yield from _plain("lot", {name: value for name, value in lot.items() if name != "totals"}, UNITS)
        yield from _amounts("lot.totals", lot["totals"], money, {})
    for name, part in sorted(report.items()):
        yield from _plain("other", {name: part}, {}) if name not in _WRITTEN else ()
    yield from sources_and_notes(report)


def _cathode(cathode: Cathode | None, money: str) -> Iterator[Entry]:
    """Yield the burdens of a kilogram of cathode, by this route and virgin."""
    units = {key: unit.replace("/t", "/kg") for key, unit in _IMPACT_UNITS.items()}
    for name, value in values_by_path(cathode or {}):
        known = {"kg_per_t": "kg/t"} | dict.fromkeys(_COSTS_PER_KG, f"{money}/kg")
        known |= dict.fromkeys((f"{items}.{name.rpartition('.')[2]}" for items in _COST_ITEMS), f"{money}/kg")
        unit = known.get(name) or units.get(name.rpartition("_")[2], "")
        yield {"section": "cathode", "item": name, **_value(value, unit)}


def _streams(report: QuoteReport, money: str) -> Iterator[Entry]:
    """Yield what is in the tonne, what is sold and what is thrown away."""
    for entry in report["contained"]:
        yield {"section": "contained", "item": entry["element"], **_stream(entry, money)}
    for sold in report["products"]:
        yield {"section": "products", "item": sold["product"], **_stream(sold, money)}
    for waste in report["wastes"]:
        yield {"section": "wastes", "item": waste["waste"], **_stream(waste, money)}


def _stream(entry: Contained | Product | Waste, money: str) -> Entry:
    """Return the columns of a mass flow."""
    priced = "price_per_kg" in entry
    return {
        "stage": entry.get("stage"),
        "quantity": entry["kg_per_t"],
        "unit": "kg/t",
        "price": entry.get("price_per_kg"),
        "price_unit": f"{money}/kg" if priced else "",
        "recovery": entry.get("recovery"),
        "payable": entry.get("payable"),
        "amount": entry.get("value"),
        "amount_unit": f"{money}/t" if priced else "",
    }


def _stage(stage: Stage, money: str) -> Iterator[Entry]:
    """Yield a stage's size, cost, cost groups, capital and impacts."""
    name = stage["stage"]
    yield {"section": "stages", "item": "feed_t_per_t", "stage": name, "quantity": stage["feed_t_per_t"], "unit": "t/t"}
    size = stage["throughput_t_per_year"]
    yield {"section": "stages", "item": "throughput_t_per_year", "stage": name, "quantity": size, "unit": "t/yr"}
    for item, amount in (("cost", stage["cost"]), ("value", stage["value"])):
        yield {"section": "stages", "item": item, "stage": name, "amount": amount, "amount_unit": f"{money}/t"}
    for group, amount in stage["cost_groups"].items():
        yield {"section": "cost_groups", "item": group, "stage": name, "amount": amount, "amount_unit": f"{money}/t"}
    for item, part in (stage["capital"] or {}).items():
        yield {"section": "capital", "item": item, "stage": name, "amount": part, "amount_unit": money}
    yield from _impacts("stage_impacts", name, stage["impacts"])


def _amounts(section: str, totals: Table, unit: str, units: dict[str, str]) -> Iterator[Entry]:
    """Yield totals, each with its own unit or one for all."""
    for name, value in values_by_path(totals):
        yield {"section": section, "item": name, "amount": value, "amount_unit": units.get(name, unit)}


def _impacts(section: str, stage: str, impacts: Burdens) -> Iterator[Entry]:
    """Yield energy, water and emissions."""
    for name, value in impacts.items():
        unit = _IMPACT_UNITS.get(name.rpartition("_")[2], "")
        yield {"section": section, "item": name, "stage": stage, "quantity": value, "unit": unit}


def _plain(section: str, table: Table, units: dict[str, str]) -> Iterator[Entry]:
    """Yield a table of settings: numbers in `quantity`, words in `text`."""
    for name, value in values_by_path(table):
        yield {"section": section, "item": name, **_value(value, units.get(name.rpartition(".")[2], ""))}


def _value(value: object, unit: str) -> Entry:
    """Return a value in the column that suits it."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {"quantity": value, "unit": unit}
    if isinstance(value, (list, tuple)):
        return {"text": " ".join(str(item) for item in value)}
    return {"text": value}
