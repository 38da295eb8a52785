"""Lays out what `-v` adds to a quote: ledger, capital, wastes, balance, impacts, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render import titles
from recyc_cli.render.numbers import short
from recyc_cli.render.page import HEAD, TOTAL, Cell, alive, block, row
from recyc_cli.render.words import product
from recyc_cli.report.blocks.cathode import change_against
from recyc_cli.report.names import impact, label
from recyc_cli.report.rounding import is_closed

if TYPE_CHECKING:
    from recyc_cli.render.page import Block, Row
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.products import Cathode
    from recyc_cli.report.shapes.quote import Balance, Line, QuoteReport


def detail_blocks(report: QuoteReport) -> list[Block]:
    """Return the tables of `-v`, those with nothing in them left out."""
    blocks = [*_ledger(report), capital_block(report), _wastes(report), _balance(report), _impacts(report)]
    blocks += [*_credit(report), _cathode(report), _sources(report)]
    return [table for table in blocks if table.rows]


def _ledger(report: QuoteReport) -> list[Block]:
    """Return every line of the ledger, a table for each stage."""
    names = dict.fromkeys(line["stage"] for line in report["lines"])
    return [_stage_ledger(report, name) for name in names]


def _stage_ledger(report: QuoteReport, stage: str) -> Block:
    """Return the lines of one stage that amount to something, under the names of their groups."""
    groups: dict[str, list[Row]] = {}
    for line in report["lines"]:
        if line["stage"] == stage and alive(line["amount"]):
            name = "sold" if line["kind"] == "value" else label(line["group"] or "")
            groups.setdefault(name, []).append(_line(line, report["scenario"]))
    rows = [line for name, lines in groups.items() for line in (row(name, style=HEAD), *lines)]
    money = report["scenario"]["currency"]
    return block(f"Ledger: {label(stage)}", ("item", "per t", f"price, {money}", f"{money}/t"), "<>>>", rows)


def _line(line: Line, scenario: Scenario) -> Row:
    """Return one line; a quantity or a price that an entry has not got stays blank."""
    quantity, price = ("" if number is None else short(number) for number in (line["quantity"], line["price"]))
    unit, per = (line["unit"] or "").removesuffix("/t"), (line["price_unit"] or "").removeprefix(scenario["currency"])
    item = product(line["item"], scenario) if line["kind"] == "value" else label(line["item"])
    amount = Cell(line["amount"], "two", f"{scenario['currency']}/t")
    return row("  " + item, f"{quantity} {unit}".strip(), f"{price} {per}".strip(), amount)


def capital_block(report: QuoteReport) -> Block:
    """Return the capital of each plant, in millions."""
    plants = {stage["stage"]: stage["capital"] for stage in report["stages"] if stage["capital"]}
    money = report["scenario"]["currency"]
    parts = zip(*(capital.items() for capital in plants.values()), strict=True)
    rows = [row(label(each[0][0]), *(Cell(amount, "million", money) for _, amount in each)) for each in parts]
    columns = (f"million {money}", *map(label, plants))
    return block(titles.CAPITAL, columns, "<" + ">" * len(plants), rows)


def _wastes(report: QuoteReport) -> Block:
    """Return the wastes before treatment."""
    rows = [
        row(label(entry["waste"]), label(entry["stage"]), Cell(entry["kg_per_t"], "short", "kg/t"))
        for entry in report["wastes"]
    ]
    return block("Wastes, before treatment", ("waste", "stage", "kg/t"), "<<>", rows)


def _balance(report: QuoteReport) -> Block:
    """Return the mass balance, in total and element by element."""
    balance = report["mass_balance"]
    rows = [row("all", *_masses(balance), style=TOTAL)]
    rows += [row(name.capitalize(), *_masses(entry)) for name, entry in balance["elements"].items()]
    columns = ("kg/t", "in", "products", "wastes", "emissions", "closure")
    return block("Mass balance", columns, "<>>>>>", rows)


def _masses(balance: Balance) -> list[Cell]:
    """Return the cells of a mass balance; what misses by rounding alone misses nothing."""
    masses = (balance["in_kg"], balance["products_kg"], balance["wastes_kg"], balance["emissions_kg"])
    missing = balance["closure_kg"]
    closure = Cell(missing, "short", "kg/t", words="0" if is_closed(missing, balance["in_kg"]) else None)
    return [*(Cell(mass, "short", "kg/t") for mass in masses), closure]


def _impacts(report: QuoteReport) -> Block:
    """Return the impacts of each stage and in total, per tonne delivered."""
    stages = [stage for stage in report["stages"] if stage["impacts"]]
    rows = []
    for key, value in report["impacts"].items():
        words, unit = impact(key)
        amounts = (*(stage["impacts"].get(key) for stage in stages), value)
        rows.append(row(words, unit, *(Cell(amount, "short", unit) for amount in amounts)))
    columns = ("per t delivered", "", *(label(stage["stage"]) for stage in stages), "total")
    return block("Impacts", columns, "<<" + ">" * (len(stages) + 1), rows)


BESIDE = ("ghg_kg", "water_l", "nox_g", "sox_g", "total_energy_mj")
"""Burdens that are set beside those of virgin material."""


def _credit(report: QuoteReport) -> list[Block]:
    """Return what is caused beside what products spare of virgin material, in all and by a kilogram of each."""
    credit = report.get("credit")
    if credit is None:
        return []
    whole, by_kg = [], []
    for key in BESIDE:
        words, unit = impact(key)
        amounts = (report["impacts"][key], credit["spared"][key], credit["net"][key])
        below = credit["below_virgin"][key]
        change = Cell(None if below is None else -below, "change")
        whole.append(row(words, unit, *(Cell(amount, "short", unit) for amount in amounts), change))
    carbon = credit.get("carbon")
    if carbon is not None and carbon["price_per_t"]:
        money = report["scenario"]["currency"]
        words = f"at {carbon['price_per_t']:,.0f} {money}/t CO2"
        sides = (carbon["caused"], carbon["spared"], carbon["net"])
        whole.append(row(words, money, *(Cell(side, "whole", money) for side in sides), ""))
    for each in credit["products"]:
        spared = (Cell(each["impacts"][key] / each["kg_per_t"], "short", impact(key)[1]) for key in BESIDE)
        by_kg.append(
            row(product(each["product"], report["scenario"]), Cell(each["kg_per_t"], "short", "kg/t"), *spared)
        )
    heads = tuple(f"{words}, {unit}" for words, unit in map(impact, BESIDE))
    columns = ("per t delivered", "", "caused", "spared", "net", "against virgin")
    return [
        block("Beside the virgin material that products replace", columns, "<<>>>>", whole),
        block("Spared by a kilogram of each product", ("", "kg/t", *heads), "<" + ">" * (len(heads) + 1), by_kg),
    ]


def _cathode(report: QuoteReport) -> Block:
    """Return cost and burdens of a kilogram of cathode, by this route and virgin, and what others claim."""
    cathode = report["cathode"]
    if cathode is None:
        return block("", (), "", [])
    made, virgin = cathode["recycled"] or {}, cathode["virgin"] or {}
    rows = _cathode_cost(cathode, report["scenario"]["currency"])
    for key, burden in virgin.items():
        words, unit = impact(key)
        rows.append(row(words, unit, *(Cell(side, "short", unit) for side in (made.get(key), burden))))
    title = f"Making {product(cathode['product'], report['scenario'])}" if rows else ""
    notes = [f"Claimed: {claim['text']} [{claim['source']}]" for claim in cathode["claims"]]
    return block(title, ("per kg of cathode", "", "this route", "virgin, as small"), "<<>>", rows, notes)


def _cathode_cost(cathode: Cathode, money: str) -> list[Row]:
    """Return what a kilogram of cathode costs, item by item."""
    mine, virgin = cathode["cost_items"] or {}, cathode["virgin_cost_items"] or {}
    rows = [
        row(f"  {label(name)}", money, *(Cell(side, "two", money) for side in (mine.get(name), virgin.get(name))))
        for name in dict.fromkeys((*mine, *virgin))
        if mine.get(name) or virgin.get(name)
    ]
    whole = (cathode["cost_per_kg"], cathode["virgin_cost_per_kg"])
    if not any(whole):
        return []
    market, cost = cathode["market_price_per_kg"], cathode["cost_per_kg"]
    priced = []
    if market is not None:
        priced.append(row("new powder, price of the deck", money, "", Cell(market, "two", money)))
        priced.append(row("  this against new powder", "", Cell(change_against(cost, market), "change"), ""))
    made = row("cost", money, *(Cell(side, "two", money) for side in whole))
    beside = row("  this against virgin", "", Cell(change_against(cost, whole[1]), "change"), "")
    return [*rows, made, *priced, beside]


def _sources(report: QuoteReport) -> Block:
    """Return the ids of the sources where they do not stand in full; `recyc sources ID` says more."""
    rows = [] if report.get("bibliography") else [row(name) for name in report["sources"]]
    return block("Sources (recyc sources ID says more)", ("",), "<", rows)
