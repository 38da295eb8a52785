"""Writes CSV in long form: one number a line, its unit beside it, every digit kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.forms import as_csv
from recyc_cli.render.page import sources_and_notes
from recyc_cli.report.blocks.scenario import AMOUNTS, UNITS
from recyc_cli.report.figures import FIGURES
from recyc_cli.report.walk import values_by_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from recyc_cli.render.look import Look
    from recyc_cli.report.shapes.any_report import AnyReport
    from recyc_cli.report.shapes.products import Contained, Product, Waste
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport, Stage

    Entry = Mapping[str, Any]
    Table = Mapping[str, object]
    Unit = Callable[[str], str]

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
_BASIS_UNITS = {"kwh_per_t": "kWh/t", "packs_per_t": "pack/t", "currency_year": "yr", "moisture": "1"}
_SIZE_UNITS = {"feed_t_per_t": "t/t", "throughput_t_per_year": "t/yr"}
_BURDENS = {"mj": "MJ", "l": "L", "g": "g", "kg": "kg"}
"""What the end of a burden's name says."""


# Sections with lines of their own; one that a later release adds is written as it stands.
_WRITTEN = {"schema", "recyc", "scenario", "basis", "totals", "stages", "lines", "contained", "products", "wastes"}
_WRITTEN |= {"impacts", "cathode", "mass_balance", "lot", "sources", "warnings"}


def draw(report: AnyReport, look: Look) -> str:
    """Return every number of a quote or a comparison in long form; of any other report what CSV is of it."""
    if report["schema"] == "recyc.quote/1":
        return quote_csv(report)
    if report["schema"] == "recyc.comparison/1":
        return comparison_csv(report)
    return as_csv.draw(report, look)


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


def _write(columns: Iterable[str], entries: Iterable[Entry]) -> str:
    """Return the lines, the header first."""
    columns = tuple(columns)
    return as_csv.csv_table(columns, ([entry.get(column) for column in columns] for entry in entries))


def _who(quote: QuoteReport) -> Entry:
    """Return what a quote is about; a mix is written as `lfp=0.3+nmc811=0.7`."""
    scenario = quote["scenario"]
    mix = "+".join(f"{part['chemistry']}={part['share']}" for part in scenario["mix"] or ())
    return {**{name: scenario.get(name) for name in WHO}, "chemistry": scenario["chemistry"] or mix}


def _entries(report: QuoteReport) -> Iterator[Entry]:
    """Yield the lines of one quote, section by section."""
    scenario, lot, money = report["scenario"], report["lot"], report["scenario"]["currency"]
    asked = UNITS | {name: str(scenario.get(f"{name}_unit") or "") for name in AMOUNTS}
    yield from _table("scenario", scenario, asked)
    yield from _table("basis", report["basis"], _BASIS_UNITS)
    yield from _amounts("totals", report["totals"], f"{money}/t", {each.id: each.unit_in(money) for each in FIGURES})
    for stage in report["stages"]:
        yield from ({**entry, "stage": stage["stage"]} for entry in _stage(stage, money))
    for line in report["lines"]:
        known = {name: line.get(name) for name in COLUMNS if name in line}
        yield {"section": line["kind"], **known, "amount_unit": f"{money}/t", "text": " ".join(line["inputs"])}
    yield from _streams(report, money)
    yield from _table("impacts", report["impacts"], _burdens("t"))
    yield from _table("cathode", report["cathode"] or {}, _of_cathode(money))
    yield from _table("mass_balance", report["mass_balance"], lambda _: "kg/t")
    if lot:
        yield from _table("lot", {name: value for name, value in lot.items() if name != "totals"}, UNITS)
        yield from _amounts("lot.totals", lot["totals"], money)
    for name, part in sorted(report.items()):
        yield from _table("other", {name: part}, {}) if name not in _WRITTEN else ()
    yield from sources_and_notes(report)


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
    yield from _table("stages", {name: value for name, value in stage.items() if name in _SIZE_UNITS}, _SIZE_UNITS)
    yield from _amounts("stages", {"cost": stage["cost"], "value": stage["value"]}, f"{money}/t")
    yield from _amounts("cost_groups", stage["cost_groups"], f"{money}/t")
    yield from _amounts("capital", stage["capital"] or {}, money)
    yield from _table("stage_impacts", stage["impacts"], _burdens("t"))


def _burdens(per: str) -> Unit:
    """Return what tells the unit of a burden by the end of its name, nothing of what is none."""
    return lambda name: f"{unit}/{per}" if (unit := _BURDENS.get(name.rpartition("_")[2])) else ""


def _of_cathode(money: str) -> Unit:
    """Return what tells the unit of a figure of a kilogram of cathode, by this route and virgin."""
    per_kg = _burdens("kg")
    return lambda name: (
        "kg/t" if name == "kg_per_t"
        else f"{money}/kg" if name.endswith("_per_kg") or "_items." in name
        else per_kg(name)
    )  # fmt: skip


def _amounts(section: str, table: Table, unit: str, units: Mapping[str, str] | None = None) -> Iterator[Entry]:
    """Yield amounts of money, each with its own unit or one for all."""
    for name, value in values_by_path(table):
        yield {"section": section, "item": name, "amount": value, "amount_unit": (units or {}).get(name, unit)}


def _table(section: str, table: Table, unit: Mapping[str, str] | Unit) -> Iterator[Entry]:
    """Yield a table: numbers in `quantity`, with the unit by their last name or what tells it, words in `text`."""
    for name, value in values_by_path(table):
        of = unit(name) if callable(unit) else unit.get(name.rpartition(".")[2], "")
        yield {"section": section, "item": name, **_value(value, of)}


def _value(value: object, unit: str) -> Entry:
    """Return a value in the column that suits it."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {"quantity": value, "unit": unit}
    if isinstance(value, (list, tuple)):
        return {"text": " ".join(str(item) for item in value)}
    return {"text": value}
