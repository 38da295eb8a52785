"""Lays out an outlook: what comes back by year, what it holds, what it leaves by route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recyc_cli.render.chart.plot import plot
from recyc_cli.render.chart.text_lines import Across, Series, draw_lines
from recyc_cli.render.look import FILE, ROWS, SCREEN, is_form
from recyc_cli.render.notes import tells_all, with_notes
from recyc_cli.render.numbers import short
from recyc_cli.render.page import (
    Block,
    Cell,
    block,
    listing,
    page_of_blocks,
    row,
    sources_and_notes,
    texts,
    wrapped_list,
)
from recyc_cli.render.pages.pictures import WIDE, Figure
from recyc_cli.render.pages.planning.beside import ENERGY, kilo, more_of, pairs
from recyc_cli.render.pages.screen.caption import changes, in_lines
from recyc_cli.render.pages.screen.onward import onward_of_outlook
from recyc_cli.render.text import WIDTH
from recyc_cli.report.notes.telling import article, in_months

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Page
    from recyc_cli.report.shapes.studies.outlook import OutlookReport, OutlookRow

KILO = 1e3
TITLE = "Batteries that come back"
MOST = 12
"""Years of a table on a screen."""
COLUMNS = ("section", "year", "chemistry", "gwh", "t", "value", "margin", "best", "metals", "products", "recovered",
    "groups", "prices", "share", "theirs", "low", "high", "item", "text")  # fmt: skip


def outlook_page(report: OutlookReport, look: Look) -> Page:
    """Return the page of an outlook."""
    if is_form(look.form, ROWS) and not is_form(look.form, FILE):
        blocks = [_rows(report), _years(report, screen=False), *more_of(report, screen=False, whole=True)]
        blocks += [texts("message", [report["message"]]), texts("assumptions", report["assumptions"])]
        blocks.append(listing(COLUMNS, sources_and_notes(report)))
        return with_notes(page_of_blocks([], blocks, [], columns=COLUMNS), report, look)
    screen = is_form(look.form, SCREEN)
    blocks = [_lines(report)] if look.chart else [_years(report, screen=screen), _last(report)]
    blocks += [] if look.chart else [*more_of(report, screen=screen)]
    if not screen or tells_all(look):
        blocks += [_rows(report), wrapped_list("What is assumed", report["assumptions"], WIDTH if screen else None)]
    page = page_of_blocks([report["message"], *_heading(report)], blocks, [])
    return with_notes(
        page._replace(answers=1, onward=onward_of_outlook(report, look)) if screen else page, report, look
    )


def _heading(report: OutlookReport) -> list[str]:
    """Return what the outlook rests on."""
    scenario, life = report["scenario"], report["life"]
    said = [report["series"]["title"], f"life: {life['title']}"]
    place = report.get("titles", {}).get(scenario["region"], scenario["region"])
    where = [f"packs as quoted in {article(place)}{place}", f"prices of {in_months(str(scenario['prices']))}"]
    return [*said, *in_lines(where), *changes(scenario)]


def _years(report: OutlookReport, *, screen: bool) -> Block:
    """Return a row a year: energy, mass, value, what is left by route."""
    money, years = report["scenario"]["currency"], report["years"]
    step = -(-len(years) // MOST) if screen else 1
    shown = [each for at, each in enumerate(years) if at % step == 0 or at == len(years) - 1]
    band = any(each["counted"] is not None for each in years)
    rows = []
    for each in shown:
        low, high = each["counted_low"], each["counted_high"]
        others = [] if not band else ["" if low is None or high is None else f"{short(low)} to {short(high)}"]
        amounts = [Cell(each["value"], "million"), Cell(each["best"], "million")]
        more = Cell(each["year"]), Cell(pairs(each["margin"])), Cell(pairs({**each["groups"]}))
        rows.append(row(str(each["year"]), Cell(each["gwh"], "one"), *others, kilo(each["t"]), *amounts, *more))
    heads = ["1 By year", "GWh", *(["others count"] if band else []), "kt", f"holds, million {money}", "leaves"]
    notes = ["leaves: each chemistry by the route that leaves most"]
    notes += [f"a row every {step} years: -o FILE.csv has all"] if step > 1 else []
    keys = ("", "gwh", *([""] if band else []), "t", "value", "best", "year", "margin", "groups")
    return block("", heads, "<" + ">" * (len(heads) - 1), rows, notes)._replace(keys=keys, section="years")


def _last(report: OutlookReport) -> Block:
    """Return the last year by chemistry: energy, value, what is left by each route."""
    year = report["years"][-1]
    routes = list(year["margin"])
    rows = [
        row(each["chemistry"], Cell(each["gwh"], "one"), *(_margin(each, route) for route in routes))
        for each in report["rows"]
        if each["year"] == year["year"]
    ]
    heads = (f"2 In {year['year']}", "GWh", *routes)
    note = f"left by route, million {report['scenario']['currency']}; -: the route takes none"
    return block("", heads, "<" + ">" * (len(heads) - 1), rows, [note])


def _margin(each: OutlookRow, route: str) -> Cell:
    value = each["margin"][route]
    return Cell(value, "million", "", "-" if value is None else None)


def _rows(report: OutlookReport) -> Block:
    """Return a row for each year and chemistry."""
    rows = [
        row(str(each["year"]), each["chemistry"], Cell(each["gwh"], "one"), kilo(each["t"]),
            Cell(each["value"], "million"), _tonnes(each["products"]), _tonnes(each["recovered"]),
            Cell(each["year"]), Cell(pairs(each["margin"])), Cell(pairs({**each["metals"]})))
        for each in report["rows"]
    ]  # fmt: skip
    heads = ("By year and chemistry", "", "GWh", "kt", "holds, million", "contained, kt", "recovered at most, kt")
    keys = ("", "chemistry", "gwh", "t", "value", "products", "recovered", "year", "margin", "metals")
    return block("", heads, "<<>>><<", rows)._replace(keys=keys, section="rows")


def _tonnes(amounts: dict[str, float]) -> Cell:
    said = (f"{name.replace('_', ' ')} {short(value / KILO)}" for name, value in amounts.items() if value)
    return Cell(pairs({**amounts}), words=", ".join(said))


def _drawn(report: OutlookReport) -> tuple[Across, list[Series]]:
    """Return the years, and a line for all and for each chemistry."""
    years = [each["year"] for each in report["years"]]
    counted = {each["year"]: each for each in report["told"] if each["what"] == ENERGY and each["low"] is not None}
    across = Across([float(year) for year in years], list(map(str, years)), "year")
    lines = [Series("T", "all", [each["gwh"] for each in report["years"]])]
    for at, each in enumerate(report["quotes"]):
        name = each["chemistry"]
        by_year = {each["year"]: each["gwh"] for each in report["rows"] if each["chemistry"] == name}
        lines.append(Series("abcdefghij"[at % 10], name, [by_year.get(year) for year in years]))
    lines = lines if lines[2:] else lines[:1]
    if counted:
        ends: tuple[tuple[str, Literal["low", "high"]], ...] = (("counted, least", "low"), ("counted, most", "high"))
        band = [(name, [counted[year][end] if year in counted else None for year in years]) for name, end in ends]
        lines += [Series("<>"[at], name, values) for at, (name, values) in enumerate(band)]
    return across, lines


def _lines(report: OutlookReport) -> Block:
    """Return the lines for a screen."""
    across, lines = _drawn(report)
    drawn, step = draw_lines(across, lines, [])
    told = f"a row is {short(step)} GWh"
    return Block(f"{TITLE}, GWh", ("",), "<", [row(line) for line in drawn], [told])


def picture_of_outlook(report: OutlookReport) -> tuple[None, list[Figure]]:
    """Return the lines as a picture."""
    across, lines = _drawn(report)
    drawn = plot("outlook", TITLE, "GWh", across, lines, [], WIDE)
    rows = [
        row(name, *("" if value is None else Cell(value, "short") for value in values))
        for name, *values in zip(across.names, *(each.values for each in lines), strict=True)
    ]
    table = block("", ("year", *(each.name for each in lines)), "<" + ">" * len(lines), rows)
    return None, [Figure(TITLE, f"{TITLE}, GWh a year", drawn, "", f"Life: {report['life']['title']}.", table)]
