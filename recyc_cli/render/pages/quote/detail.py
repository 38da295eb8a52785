"""Lays out what `-v` adds to a quote: ledger, capital, wastes, balance, impacts, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render import titles
from recyc_cli.render.numbers import short
from recyc_cli.render.page import HEAD, TOTAL, Cell, alive, block, row
from recyc_cli.render.words import product
from recyc_cli.report.names import impact, label
from recyc_cli.report.rounding import is_closed

if TYPE_CHECKING:
    from recyc_cli.render.page import Block, Row

Report = dict[str, Any]


def detail_blocks(report: Report) -> list[Block]:
    """Return the tables of `-v`, those with nothing in them left out."""
    blocks = [*_ledger(report), capital_block(report), _wastes(report), _balance(report), _impacts(report)]
    blocks += [_cathode(report), _sources(report)]
    return [table for table in blocks if table.rows]


def _ledger(report: Report) -> list[Block]:
    """Return every line of the ledger, a table for each stage."""
    names = dict.fromkeys(line["stage"] for line in report["lines"])
    return [_stage_ledger(report, name) for name in names]


def _stage_ledger(report: Report, stage: str) -> Block:
    """Return the lines of one stage that amount to something, under the names of their groups."""
    groups: dict[str, list[Row]] = {}
    for line in report["lines"]:
        if line["stage"] == stage and alive(line["amount"]):
            name = "sold" if line["kind"] == "value" else label(line["group"])
            groups.setdefault(name, []).append(_line(line, report["scenario"]))
    rows = [line for name, lines in groups.items() for line in (row(name, style=HEAD), *lines)]
    money = report["scenario"]["currency"]
    return block(f"Ledger: {label(stage)}", ("item", "per t", f"price, {money}", f"{money}/t"), "<>>>", rows)


def _line(line: dict[str, Any], scenario: dict[str, Any]) -> Row:
    """Return one line; a quantity or a price that an entry has not got stays blank."""
    quantity, price = (short(line[name]) if line[name] is not None else "" for name in ("quantity", "price"))
    unit, per = (line["unit"] or "").removesuffix("/t"), (line["price_unit"] or "").removeprefix(scenario["currency"])
    item = product(line["item"], scenario) if line["kind"] == "value" else label(line["item"])
    amount = Cell(line["amount"], "two", f"{scenario['currency']}/t")
    return row("  " + item, f"{quantity} {unit}".strip(), f"{price} {per}".strip(), amount)


def capital_block(report: Report) -> Block:
    """Return the capital of each plant, in millions."""
    plants = [stage for stage in report["stages"] if stage["capital"]]
    money = report["scenario"]["currency"]
    rows = [
        row(label(name), *(Cell(plant["capital"][name], "million", money) for plant in plants))
        for name in (plants[0]["capital"] if plants else ())
    ]
    columns = (f"million {money}", *(label(plant["stage"]) for plant in plants))
    return block(titles.CAPITAL, columns, "<" + ">" * len(plants), rows)


def _wastes(report: Report) -> Block:
    """Return the wastes before treatment."""
    rows = [
        row(label(entry["waste"]), label(entry["stage"]), Cell(entry["kg_per_t"], "short", "kg/t"))
        for entry in report["wastes"]
    ]
    return block("Wastes, before treatment", ("waste", "stage", "kg/t"), "<<>", rows)


def _balance(report: Report) -> Block:
    """Return the mass balance, in total and element by element."""
    balance = report["mass_balance"]
    rows = [row("all", *_balanced(balance), style=TOTAL)]
    rows += [row(name.capitalize(), *_balanced(entry)) for name, entry in (balance.get("elements") or {}).items()]
    columns = ("kg/t", "in", "products", "wastes", "emissions", "closure")
    return block("Mass balance", columns, "<>>>>>", rows)


def _balanced(entry: Report) -> list[Cell]:
    """Return the masses of a balance; what misses by rounding alone misses nothing."""
    keys = ("in_kg", "products_kg", "wastes_kg", "emissions_kg", "closure_kg")
    cells = [Cell(entry.get(key), "short", "kg/t") for key in keys]
    entering, missing = entry.get("in_kg"), entry.get("closure_kg")
    closed = entering is not None and missing is not None and is_closed(missing, entering)
    return [*cells[:-1], cells[-1]._replace(words="0")] if closed else cells


def _impacts(report: Report) -> Block:
    """Return the impacts of each stage and in total, per tonne delivered."""
    stages = [stage for stage in report["stages"] if stage.get("impacts")]
    rows = []
    for key, value in report["impacts"].items():
        words, unit = impact(key)
        amounts = (*(stage["impacts"].get(key) for stage in stages), value)
        rows.append(row(words, unit, *(Cell(amount, "short", unit) for amount in amounts)))
    columns = ("per t delivered", "", *(label(stage["stage"]) for stage in stages), "total")
    return block("Impacts", columns, "<<" + ">" * (len(stages) + 1), rows)


def _cathode(report: Report) -> Block:
    """Return cost and burdens of a kilogram of cathode, by this route and virgin, and what others claim."""
    cathode = report.get("cathode") or {}
    made, virgin = cathode.get("recycled") or {}, cathode.get("virgin") or {}
    rows = _cathode_cost(cathode, report["scenario"]["currency"])
    for key in virgin:
        words, unit = impact(key)
        rows.append(row(words, unit, *(Cell(side.get(key), "short", unit) for side in (made, virgin))))
    title = f"Making {product(cathode['product'], report['scenario'])}" if rows else ""
    notes = [f"Claimed: {claim['text']} [{claim['source']}]" for claim in cathode.get("claims") or ()]
    return block(title, ("per kg of cathode", "", "by this route", "virgin"), "<<>>", rows, notes)


def _cathode_cost(cathode: Report, money: str) -> list[Row]:
    """Return what a kilogram of cathode costs, item by item."""
    mine, virgin = cathode.get("cost_items") or {}, cathode.get("virgin_cost_items") or {}
    rows = [
        row(f"  {label(name)}", money, *(Cell(side.get(name), "two", money) for side in (mine, virgin)))
        for name in dict.fromkeys((*mine, *virgin))
        if mine.get(name) or virgin.get(name)
    ]
    whole = (cathode.get("cost_per_kg"), cathode.get("virgin_cost_per_kg"))
    if not any(whole):
        return []
    market = cathode.get("market_price_per_kg")
    priced = [row("new powder, price of the deck", money, "", Cell(market, "two", money))] if market is not None else []
    return [*rows, row("cost", money, *(Cell(side, "two", money) for side in whole)), *priced]


def _sources(report: Report) -> Block:
    """Return the ids of the sources where they do not stand in full; `recyc sources ID` says more."""
    rows = [] if report.get("bibliography") else [row(name) for name in report["sources"]]
    return block("Sources (recyc sources ID says more)", ("",), "<", rows)
