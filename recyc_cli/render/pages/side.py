"""Lays out a comparison: a table for each feed, the best column marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render import titles
from recyc_cli.render.look import FILE, is_form
from recyc_cli.render.notes import notes_shown
from recyc_cli.render.numbers import fixed
from recyc_cli.render.page import GAP, TOTAL, Cell, Chart, Page, block, row
from recyc_cli.render.pages.quote.account import cited
from recyc_cli.render.text import clean, display_width
from recyc_cli.render.words import shared, subject
from recyc_cli.report.names import chemistry_name, impact, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Row

Report = dict[str, Any]
FEED, WAY, FORM = "feed", "way", "form"
"""Axes of a comparison that a title says in its own words."""
BUYING_FEED = ("chain", "shredder")
"""Seats that pay for the feed as it is delivered."""
DRAWN = ("recovery value", "cost", "margin")
"""Rows that a picture shows side by side."""
MORE = ", continued"


def comparison_page(report: Report, look: Look) -> Page:
    """Return the page of a comparison; `-v` adds every impact and every note."""
    quotes: list[Report] = report["quotes"]
    head = [_title(quotes, look), *shared(quotes), *_reading(report, look)]
    blocks = _all_in_one(report, look) if is_form(look.form, FILE) else _tables(report, look)
    notes = [*report.get("notes", ()), *_claims(quotes), *notes_shown(report, look)]
    return Page([clean(line) for line in head], blocks, [clean(note) for note in notes], cited(report))


def _title(quotes: list[Report], look: Look) -> str:
    """Return the title; a document that may be sent says what of."""
    if look.form != "html":
        return titles.SIDE
    scenarios = [quote["scenario"] for quote in quotes]
    feeds = [chemistry_name(str(each.get("vehicle") or each["chemistry"] or "mix")) for each in scenarios]
    return f"{titles.SIDE}: {', '.join(dict.fromkeys(feeds))}"


def _tables(report: Report, look: Look) -> list[Block]:
    """Return the tables of a comparison, in the parts that a width has room for."""
    return [part for table in report["tables"] for part in _parts(table, report, look)]


def _all_in_one(report: Report, look: Look) -> list[Block]:
    """Return all quotes in one table with a picture, each under the name of its own sheet."""
    table = {"quotes": list(range(len(report["quotes"]))), "across": WAY, "best": None}
    whole = _block("", table, report, look, cathodes=bool(_claims(report["quotes"])))
    drawn = tuple(index for index, each in enumerate(whole.rows) if each.texts[0] in DRAWN)
    chart = Chart("Value, cost and margin", f"{money_of(report['quotes'][0])}/t", drawn)
    return [whole._replace(columns=("", *report["sheets"]), chart=chart)]


def _reading(report: Report, look: Look) -> list[str]:
    """Say what money is meant, what is marked, and which is the best of a feed that several tables show."""
    if is_form(look.form, FILE):
        units = dict.fromkeys(quote["basis"]["amounts"] for quote in report["quotes"])
        best = report["best"]["margin"]
        told = [f"Highest margin per t: {name_of(report, best['quote'])}"] if best else []
        return [f"Amounts are {' or '.join(units)}.", *told]
    tables = report["tables"]
    years = {quote["basis"]["currency_year"] for quote in report["quotes"]}
    lines = ["Amounts are in the money of each column's own year."] if len(years) > 1 else []
    ranked = [table["best"] is not None for table in tables if len(table["quotes"]) > 1]
    if not any(ranked):
        return [*lines, "Margins of unlike forms or of different seats are not ranked."] if ranked else lines
    mark = "\N{BLACK UP-POINTING TRIANGLE}" if look.form == "table" and look.unicode else "*"
    mark = "(best)" if look.form == "html" else mark
    lines.append(f"{mark} marks the highest margin per t.")
    feeds = {report["columns"][table["quotes"][0]].get("feed") for table in tables}
    best = [entry for entry in report["best"]["by_chemistry"].values() if entry]
    if len(tables) > len(feeds) and best:
        money = money_of(report["quotes"][0])
        named = (f"{name_of(report, entry['quote'])}, {fixed(entry['margin'])} {money}/t" for entry in best)
        lines.append(f"Highest of all: {'; '.join(named)}.")
    return lines


def title_of(report: Report, table: Report) -> str:
    """Return what the columns of a table have in common, and what its amounts are per."""
    first = report["quotes"][table["quotes"][0]]
    across, way = table["across"], f"{way_of(first['scenario'])} route"
    feed = "" if across == FEED else _feed(first["scenario"], form=across != FORM)
    parts = [feed, "" if across == WAY else way, *said_of(report, table["quotes"][0], (FEED, WAY, FORM, across))]
    units = {report["quotes"][index]["basis"]["amounts"] for index in table["quotes"]}
    per = units.pop() if len(units) == 1 else f"{money_of(first)} per t of each as delivered"
    return f"{', '.join(filter(None, parts))}: {per}"


def name_of(report: Report, index: int) -> str:
    """Return what tells a quote from all others of a comparison: its feed, its way, and where else it differs."""
    return f"{subject(report['quotes'][index]['scenario'])}, {place_of(report, index)}"


def place_of(report: Report, index: int) -> str:
    """Return which quote of its feed one of a comparison is."""
    return ", ".join([way_of(report["quotes"][index]["scenario"]), *said_of(report, index, (FEED, WAY, FORM))])


def money_of(quote: Report) -> str:
    """Return the currency of a quote."""
    return str(quote["scenario"]["currency"])


def said_of(report: Report, index: int, besides: Iterable[str]) -> list[str]:
    """Return where a quote stands on the axes of a comparison, in words, besides some of them."""
    at = report["columns"][index]
    axes = [axis for axis in report["axes"] if axis["axis"] not in besides and at[axis["axis"]]]
    return [f"{axis['word']} {at[axis['axis']]}".strip() for axis in axes]


def way_of(scenario: Report) -> str:
    """Return what a feed goes through: a route, or a plant and the route it works."""
    return " ".join(filter(None, (scenario.get("plant"), label(scenario["route"]))))


def _feed(scenario: Report, *, form: bool = True) -> str:
    """Return what is recycled, with its form or without."""
    return subject(scenario) if form else subject(scenario).removesuffix(f" {scenario['form']}")


def _heading(report: Report, index: int, across: str) -> str:
    """Return the heading of a column: its value on the axis that runs across."""
    scenario = report["quotes"][index]["scenario"]
    if across == WAY:
        return way_of(scenario)
    if across == FEED:
        return _feed(scenario, form=False)
    return str(report["columns"][index][across]) or "-"


def _parts(table: Report, report: Report, look: Look) -> list[Block]:
    """Return a table in the parts it takes; what others claim of a cathode in it has the cathodes told in each."""
    claimed = bool(_claims([report["quotes"][index] for index in table["quotes"]]))
    return _blocks(title_of(report, table), table, report, look, cathodes=look.verbose or claimed)


def _blocks(title: str, table: Report, report: Report, look: Look, *, cathodes: bool) -> list[Block]:
    """Return one table, or as many as it takes to stay within the width; `cathodes` says whether each tells of them."""
    whole, columns = _block(title, table, report, look, cathodes=cathodes), table["quotes"]
    cells = zip(whole.columns, *(line.texts for line in whole.rows), strict=True)
    if sum(max(map(display_width, column)) + GAP for column in cells) - GAP <= look.width or len(columns) == 1:
        return [whole]
    half = (len(columns) + 1) // 2
    more = title if title.endswith(MORE) else title + MORE
    return [
        *_blocks(title, {**table, "quotes": columns[:half]}, report, look, cathodes=cathodes),
        *_blocks(more, {**table, "quotes": columns[half:]}, report, look, cathodes=cathodes),
    ]


def _block(title: str, table: Report, report: Report, look: Look, *, cathodes: bool) -> Block:
    """Return one table."""
    columns, across = table["quotes"], table["across"]
    quotes = [report["quotes"][index] for index in columns]
    money = money_of(quotes[0])
    others = quotes[0]["impacts"] if look.verbose else titles.STATED if is_form(look.form, FILE) else ()
    rows = [
        *(_axis_rows(report) if is_form(look.form, FILE) else []),
        *_place_rows(quotes, report),
        _row("recovery_value", quotes),
        *_stage_rows(quotes),
        _row("cost", quotes),
        _row("feed_price", quotes, seats=BUYING_FEED),
        _row("margin", quotes, style=TOTAL),
        _row("margin_per_kwh", quotes, how="two"),
        _row("margin_per_pack", quotes),
        _row("feed_price", quotes, "price per t of black mass", seats=("refiner",)),
        _row("breakeven_feed_price", quotes, "break-even of that price", seats=("refiner",)),
        _row("breakeven_feed_price", quotes, seats=BUYING_FEED),
        _figures("GHG, kg CO2e/t", (quote["impacts"]["ghg_kg"] for quote in quotes)),
        _figures(f"capital, million {money}", (quote["totals"]["capital"] for quote in quotes), "million"),
        *_lot_rows(quotes, money),
        *(_cathode_rows(quotes, money) if cathodes else []),
        *_impact_rows(quotes, others),
    ]
    rows = [line for line in rows if any(cell.value is not None for cell in line.cells[1:])]
    corner = "" if across in (FEED, WAY) else label(across)
    heads = [label(_heading(report, index, across)) for index in columns]
    best = 1 + columns.index(table["best"]) if table["best"] in columns and len(table["quotes"]) > 1 else 0
    return block(title, (corner, *heads), "<" + ">" * len(quotes), rows, best=best)


def _row(
    name: str, quotes: list[Report], words: str = "", how: str = "whole", style: str = "", seats: Iterable[str] = ()
) -> Row:
    """Return one of the totals for every column, where it is one of certain seats only for theirs."""
    words = words or titles.COMPARED[name].format(money_of(quotes[0]))
    totals = (quote["totals"][name] if not seats or quote["scenario"]["seat"] in seats else None for quote in quotes)
    return _figures(words, totals, how, style)


def _figures(words: str, numbers: Iterable[float | None], how: str = "whole", style: str = "") -> Row:
    """Return a row of numbers, one a column."""
    return row(words, *(Cell(number, how) for number in numbers), style=style)


def _axis_rows(report: Report) -> list[Row]:
    """Return what sets the columns apart, where their names may have no room for it."""
    axes = [axis["axis"] for axis in report["axes"] if axis["axis"] not in (FEED, WAY)]
    return [row(label(axis), *(at[axis] for at in report["columns"])) for axis in axes]


def _place_rows(quotes: list[Report], report: Report) -> list[Row]:
    """Return what sets the places of a comparison apart though nobody asked: region, throughput, load, recoveries."""
    asked = {axis["axis"] for axis in report["axes"]}
    shown = (("region", "region", "region", ""), ("throughput", "throughput_t_per_year", "t/yr", "whole"),
             ("load", "load", "load", "share"), ("profile", "profile", "recoveries", ""))  # fmt: skip
    return [
        row(words, *(Cell(quote["scenario"].get(name), how) for quote in quotes))
        for axis, name, words, how in shown
        if axis not in asked and len({quote["scenario"].get(name) for quote in report["quotes"]}) > 1
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
        cells = (Cell(cost.get(name), "whole", words=None if name in cost else "-") for cost in costs)
        rows.append(row(f"  {label(name)}", *cells))
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
        rows.append(_figures(f"  {words}", (lot["totals"][name] if lot else None for lot in lots)))
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
        rows.append(_figures(words, mine, "two"))
        rows.append(_figures(beside, _beside(mine, virgin), "two"))
        rows.append(_figures("  against virgin", (_change(saving.get(of)) for saving in savings), "change"))
        if of == "cost":
            prices = [cathode.get("market_price_per_kg") for cathode in cathodes]
            rows.append(_figures("  new, price of the deck", _beside(mine, prices), "two"))
    return rows


def _beside(mine: Iterable[float | None], others: Iterable[float | None]) -> list[float | None]:
    """Return what others' cathodes cost or burden where a route makes one of its own to stand beside."""
    return [other if own is not None else None for own, other in zip(mine, others, strict=True)]


def _change(saving: float | None) -> float | None:
    """Return what a saving does to the whole it is of."""
    return None if saving is None else -saving


def _claims(quotes: list[Report]) -> list[str]:
    """Return what others claim of the routes' cathodes, a line for each route."""
    claims: dict[str, dict[str, None]] = {}
    for quote in quotes:
        for claim in (quote.get("cathode") or {}).get("claims", ()):
            claims.setdefault(quote["scenario"]["route"], {})[f"{claim['text']} [{claim['source']}]"] = None
    return [f"Claimed for {route}: {'; '.join(texts)}" for route, texts in claims.items()]


def _impact_rows(quotes: list[Report], keys: Iterable[str]) -> list[Row]:
    """Return impacts besides the one that always stands there."""
    named = [(key, *impact(key)) for key in keys if key != "ghg_kg"]
    return [_figures(f"{words}, {unit}/t", (quote["impacts"][key] for quote in quotes)) for key, words, unit in named]
