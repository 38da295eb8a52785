"""A comparison: a table for each chemistry, routes side by side, the best one marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.account import cited
from recyc_cli.render.numbers import NONE, fixed
from recyc_cli.render.page import TOTAL, Page, block, clean, display_width, row
from recyc_cli.render.words import impact, label, shared, subject

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Row

Report = dict[str, Any]
Columns = dict[str, Report]
GAP = 3
"""Blanks between two columns, at the most."""
MORE = ", continued"


def comparison_page(report: Report, look: Look) -> Page:
    """Return the page of a comparison; `-v` adds every impact."""
    quotes: list[Report] = report["quotes"]
    tables = _tables(quotes)
    head = ["Side by side", *shared(quotes)]
    mark = "\N{BLACK UP-POINTING TRIANGLE}" if look.form == "table" and look.unicode else "*"
    mark = "(best)" if look.form == "html" else mark
    head += [f"{mark} marks the highest margin per t."] if any(len(columns) > 1 for columns in tables.values()) else []
    blocks = []
    for title, columns in tables.items():
        claimed = bool(_claims(list(columns.values())))
        blocks += _blocks(title, columns, report, look, cathodes=look.verbose or claimed)
    notes = list(report.get("notes", ()))
    notes += [f"{warning['message']} [{warning['code']}]" for warning in report["warnings"]]
    return Page([clean(line) for line in head], blocks, [clean(note) for note in notes], cited(report))


def _tables(quotes: list[Report]) -> dict[str, Columns]:
    """Return the quotes of each table by their column: ways of a chemistry, or chemistries where the way is one."""
    ways = {way_of(quote["scenario"]) for quote in quotes}
    bases = {quote["basis"]["amounts"] for quote in quotes}
    tables: dict[str, Columns] = {}
    for quote in quotes:
        name, way = subject(quote["scenario"]), way_of(quote["scenario"])
        if len(ways) == len(bases) == 1 and len(quotes) > 1:
            way, name = name.rpartition(" ")[0], f"{way} route"
        tables.setdefault(f"{name}: {quote['basis']['amounts']}", {})[way] = quote
    return tables


def way_of(scenario: Report) -> str:
    """Return what a feed goes through: a route, or a plant and the route it works."""
    return " ".join(filter(None, (scenario.get("plant"), label(scenario["route"]))))


def _blocks(title: str, columns: Columns, report: Report, look: Look, *, cathodes: bool) -> list[Block]:
    """Return one table, or as many as it takes to stay within the width; `cathodes` says whether each tells of them."""
    whole = _block(title, columns, report, look, cathodes=cathodes)
    cells = zip(whole.columns, *(line.cells for line in whole.rows), strict=True)
    if sum(max(map(display_width, column)) + GAP for column in cells) - GAP <= look.width or len(columns) == 1:
        return [whole]
    names = list(columns)
    left, right = names[: (len(names) + 1) // 2], names[(len(names) + 1) // 2 :]
    more = title if title.endswith(MORE) else title + MORE
    return [
        *_blocks(title, {name: columns[name] for name in left}, report, look, cathodes=cathodes),
        *_blocks(more, {name: columns[name] for name in right}, report, look, cathodes=cathodes),
    ]


def _block(title: str, columns: Columns, report: Report, look: Look, *, cathodes: bool) -> Block:
    """Return one table."""
    quotes = list(columns.values())
    money, seat = (quotes[0]["scenario"][name] for name in ("currency", "seat"))
    rows = [
        *_place_rows(quotes, report["quotes"]),
        _row("recovery value", quotes, "recovery_value"),
        *_stage_rows(quotes),
    ]
    rows += [
        _row("cost", quotes, "cost"),
        *([_row("  of which feed price", quotes, "feed_price")] if seat in ("chain", "shredder") else []),
        _row("margin", quotes, "margin", style=TOTAL),
        _row(f"margin, {money}/kWh", quotes, "margin_per_kwh", digits=2),
        _row(f"margin, {money}/pack", quotes, "margin_per_pack"),
        *([_row("price per t of black mass", quotes, "feed_price")] if seat == "refiner" else []),
        _row(
            "break-even of that price" if seat == "refiner" else "break-even feed price", quotes, "breakeven_feed_price"
        ),
        row("GHG, kg CO2e/t", *(fixed(quote["impacts"]["ghg_kg"]) for quote in quotes)),
        row(f"capital, million {money}", *(_capital(quote) for quote in quotes)),
    ]
    rows += _lot_rows(quotes, money)
    rows += _cathode_rows(quotes, money) if cathodes else []
    rows += _impact_rows(quotes) if look.verbose else []
    rows = [line for line in rows if any(cell != NONE for cell in line.cells[1:])]
    return block(
        title,
        ("", *map(label, columns)),
        "<" + ">" * len(quotes),
        rows,
        _claims(quotes),
        best=_best(quotes, report["best"]),
    )


def _row(words: str, quotes: list[Report], name: str, digits: int = 0, style: str = "") -> Row:
    """Return one of the totals for every column."""
    return row(words, *(fixed(quote["totals"][name], digits) for quote in quotes), style=style)


def _place_rows(quotes: list[Report], every: list[Report]) -> list[Row]:
    """Return what tells the places of the whole comparison apart: region, throughput, recoveries."""
    shown = (("region", "region", str), ("throughput_t_per_year", "t/yr", fixed), ("profile", "recoveries", str))
    return [
        row(words, *(write(quote["scenario"][name]) for quote in quotes))
        for name, words, write in shown
        if len({quote["scenario"][name] for quote in every}) > 1
    ]


def _stage_rows(quotes: list[Report]) -> list[Row]:
    """Return the cost of each stage; a route without the stage has a dash."""
    place: dict[str, int] = {}
    for quote in quotes:
        for index, stage in enumerate(quote["stages"]):
            place[stage["stage"]] = max(index, place.get(stage["stage"], 0))
    rows = []
    for name in sorted(place, key=lambda name: place[name]):
        costs = [{stage["stage"]: stage["cost"] for stage in quote["stages"]} for quote in quotes]
        rows.append(row(f"  {label(name)}", *(fixed(cost[name]) if name in cost else "-" for cost in costs)))
    return rows


def _lot_rows(quotes: list[Report], money: str) -> list[Row]:
    """Return what the lot that was asked for is sold for, costs and leaves."""
    lots: list[Report] = [quote.get("lot") or {} for quote in quotes]
    if not any(lots):
        return []
    sizes = {f" of {fixed(lot['mass_t'], 2)} t" for lot in lots if lot}
    title = f"lot{sizes.pop() if len(sizes) == 1 else ''}, {money}"
    rows = [row(title, *[""] * len(quotes))]
    for name, words in (("recovery_value", "recovery value"), ("cost", "cost"), ("margin", "margin")):
        rows.append(row(f"  {words}", *(fixed(lot["totals"][name]) if lot else NONE for lot in lots)))
    return rows


def _cathode_rows(quotes: list[Report], money: str) -> list[Row]:
    """Return cost and GHG of a kilogram of cathode, against virgin in a plant of the same size, where one is made."""
    cathodes: list[Report] = [quote.get("cathode") or {} for quote in quotes]
    savings = [cathode.get("saving") or {} for cathode in cathodes]
    burdens = [[(cathode.get(side) or {}).get("ghg_kg") for cathode in cathodes] for side in ("recycled", "virgin")]
    costs = [[cathode.get(name) for cathode in cathodes] for name in ("cost_per_kg", "virgin_cost_per_kg")]
    shown = (
        (f"cathode, {money}/kg", "  virgin, same size", costs, "cost"),
        ("cathode, kg CO2e/kg", "  virgin", burdens, "ghg"),
    )
    rows = []
    for words, beside, (mine, virgin), of in shown:
        rows.append(row(words, *(fixed(value, 2) for value in mine)))
        matched = (value if own is not None else None for own, value in zip(mine, virgin, strict=True))
        rows.append(row(beside, *(fixed(value, 2) for value in matched)))
        rows.append(row("  against virgin", *(_against(saving.get(of)) for saving in savings)))
    return rows


def _against(saving: float | None) -> str:
    """Return a saving as what it does to virgin: 0.3 is -30 %."""
    if saving is None:
        return NONE
    change = round(-saving * 100.0)
    return f"{change:+d} %" if change else "0 %"


def _claims(quotes: list[Report]) -> list[str]:
    """Return what others claim of the routes' cathodes, once."""
    claims = {
        f"Claimed for {quote['scenario']['route']}: {claim['text']} [{claim['source']}]": None
        for quote in quotes
        for claim in (quote.get("cathode") or {}).get("claims", ())
    }
    return list(claims)


def _impact_rows(quotes: list[Report]) -> list[Row]:
    """Return every impact but the one that always stands there."""
    rows = []
    for key in quotes[0]["impacts"]:
        words, unit = impact(key)
        if key != "ghg_kg":
            rows.append(row(f"{words}, {unit}/t", *(fixed(quote["impacts"][key]) for quote in quotes)))
    return rows


def _capital(quote: Report) -> str:
    """Return the capital in millions, without the word."""
    capital = quote["totals"]["capital"]
    return NONE if capital is None else fixed(capital / 1e6, 1)


def _best(quotes: list[Report], best: Report) -> int:
    """Return the column of the best quote, 0 if there is none or only one."""
    names = [identity(quote["scenario"]) for quote in quotes]
    entries = [best["margin"]] if len({name[:2] for name in names}) > 1 else list(best["by_chemistry"].values())
    winners = [identity(entry) for entry in entries if entry]
    return next((1 + names.index(winner) for winner in winners if winner in names and len(names) > 1), 0)


def identity(scenario: Report) -> tuple[str | None, ...]:
    """Return what tells a quote of a comparison from the others."""
    return tuple(scenario.get(name) for name in ("vehicle", "chemistry", "plant", "route"))
