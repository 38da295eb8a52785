"""A comparison: a block for each chemistry, routes side by side, the best one marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.numbers import NONE, fixed
from recyc_cli.render.page import TOTAL, Page, block, clean, row
from recyc_cli.render.words import label, setting, subject

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Row

Report = dict[str, Any]


def comparison_page(report: Report, look: Look) -> Page:
    """Return the page of a comparison."""
    quotes: list[Report] = report["quotes"]
    groups: dict[str, list[Report]] = {}
    for quote in quotes:
        groups.setdefault(subject(quote["scenario"]), []).append(quote)
    head = ["Routes side by side", *setting(quotes[0])] if quotes else ["Nothing to compare"]
    mark = "\N{BLACK UP-POINTING TRIANGLE}" if look.form == "table" and look.unicode else "*"
    head += [f"{mark} marks the highest margin per t."] if any(len(group) > 1 for group in groups.values()) else []
    blocks = [_block(name, group, report["best"]) for name, group in groups.items()]
    notes = [*report.get("notes", ()), *_notes(quotes)]
    return Page([clean(line) for line in head], blocks, [clean(note) for note in notes])


def _block(name: str, quotes: list[Report], best: Report) -> Block:
    """Return the routes of one chemistry."""
    money = quotes[0]["scenario"]["currency"]
    columns = ("", *(quote["scenario"]["route"] for quote in quotes))
    rows = [_row("recovery value", quotes, "recovery_value"), *_stage_rows(quotes)]
    rows += [
        _row("cost", quotes, "cost"),
        _row("  of which feed price", quotes, "feed_price"),
        _row("margin", quotes, "margin", style=TOTAL),
        _row(f"margin, {money}/kWh", quotes, "margin_per_kwh", digits=2),
        _row(f"margin, {money}/pack", quotes, "margin_per_pack"),
        _row("break-even feed price", quotes, "breakeven_feed_price"),
        row("GHG, kg CO2e/t", *(fixed(quote["impacts"].get("ghg_kg")) for quote in quotes)),
        row(f"capital, million {money}", *(_capital(quote) for quote in quotes)),
    ]
    title = f"{name}: {quotes[0]['basis']['amounts']}"
    rows = [line for line in rows if any(cell != NONE for cell in line.cells[1:])]
    return block(title, columns, "<" + ">" * len(quotes), rows, best=_best(quotes, best))


def _row(words: str, quotes: list[Report], name: str, digits: int = 0, style: str = "") -> Row:
    """Return one of the totals for every route."""
    return row(words, *(fixed(quote["totals"][name], digits) for quote in quotes), style=style)


def _stage_rows(quotes: list[Report]) -> list[Row]:
    """Return the cost of each stage; a route without the stage has a blank."""
    place: dict[str, int] = {}
    for quote in quotes:
        for index, stage in enumerate(quote["stages"]):
            place[stage["stage"]] = max(index, place.get(stage["stage"], 0))
    rows = []
    for name in sorted(place, key=lambda name: place[name]):
        costs = [{stage["stage"]: stage["cost"] for stage in quote["stages"]} for quote in quotes]
        rows.append(row(f"  {label(name)}", *(fixed(cost[name]) if name in cost else "-" for cost in costs)))
    return rows


def _capital(quote: Report) -> str:
    """Return the capital in millions, without the word."""
    capital = quote["totals"]["capital"]
    return NONE if capital is None else fixed(capital / 1e6, 1)


def _best(quotes: list[Report], best: Report) -> int:
    """Return the column of the best route, 0 if there is none or only one."""
    entry = best["by_chemistry"].get(quotes[0]["scenario"]["chemistry"] or "mix") or {}
    routes = [quote["scenario"]["route"] for quote in quotes]
    return 1 + routes.index(entry["route"]) if len(routes) > 1 and entry.get("route") in routes else 0


def _notes(quotes: list[Report]) -> list[str]:
    """Return every warning once, with the quotes it is about unless it is about all."""
    about: dict[str, list[str]] = {}
    for quote in quotes:
        who = f"{subject(quote['scenario'])} {quote['scenario']['route']}"
        for warning in quote["warnings"]:
            names = about.setdefault(f"{warning['message']} [{warning['code']}]", [])
            names += [who] if who not in names else []
    everyone = len({(subject(quote["scenario"]), quote["scenario"]["route"]) for quote in quotes})
    return [text if len(names) == everyone else f"{', '.join(names)}: {text}" for text, names in about.items()]
