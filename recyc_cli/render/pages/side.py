"""Lays out a comparison: a table for each feed, the best column marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render import titles
from recyc_cli.render.look import FILE, is_form
from recyc_cli.render.notes import claims_of, tells_all, with_notes
from recyc_cli.render.numbers import fixed
from recyc_cli.render.page import GAP, Chart, block, page_of_blocks
from recyc_cli.render.pages.quote.account import cited
from recyc_cli.render.pages.side_names import FEED, WAY, heading_of, money_of, name_of, title_of
from recyc_cli.render.pages.side_rows import axis_rows, cathode_rows, figure_rows, impact_rows, lot_rows, place_rows
from recyc_cli.render.text import display_width
from recyc_cli.render.words import shared
from recyc_cli.report.names import chemistry_name, label

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes.questions import ComparisonReport, SideTable
    from recyc_cli.report.shapes.quote import QuoteReport

DRAWN = ("recovery value", "cost", "margin")
"""Rows that a picture shows side by side."""
MORE = ", continued"
MARKED = " *"
"""What the heading of the best column has besides its words: a star or a triangle."""


def comparison_page(report: ComparisonReport, look: Look) -> Page:
    """Return the page of a comparison; `-v` adds every impact and every note."""
    quotes = report["quotes"]
    head = [_title(quotes, look), *shared(quotes), *_reading(report, look)]
    blocks = _all_in_one(report, look) if is_form(look.form, FILE) else _tables(report, look)
    if "law" in report and not is_form(look.form, FILE):
        from recyc_cli.render.pages.proofs.beside import law_of_comparison

        blocks += law_of_comparison(report, whole=True)
    notes = [*report["notes"], *(claims_of(quotes) if tells_all(look) else ())]
    return with_notes(page_of_blocks(head, blocks, notes, cited(report.get("bibliography"))), report, look)


def _title(quotes: list[QuoteReport], look: Look) -> str:
    """Return the title; a document that may be sent says what of."""
    if look.form != "html":
        return titles.SIDE
    scenarios = [quote["scenario"] for quote in quotes]
    feeds = [chemistry_name(str(each["vehicle"] or each["chemistry"] or "mix")) for each in scenarios]
    return f"{titles.SIDE}: {', '.join(dict.fromkeys(feeds))}"


def _tables(report: ComparisonReport, look: Look) -> list[Block]:
    """Return the tables of a comparison, in the parts that a width has room for."""
    return [part for table in report["tables"] for part in _parts(table, report, look)]


def _all_in_one(report: ComparisonReport, look: Look) -> list[Block]:
    """Return all quotes in one table with a picture, each under the name of its own sheet."""
    table: SideTable = {"quotes": list(range(len(report["quotes"]))), "across": WAY, "best": None}
    whole = _block("", table, report, look, cathodes=bool(claims_of(report["quotes"])))
    drawn = tuple(index for index, each in enumerate(whole.rows) if each.texts[0] in DRAWN)
    chart = Chart("Value, cost and margin", f"{money_of(report['quotes'][0])}/t", drawn)
    return [whole._replace(columns=("", *report.get("sheets", ())), chart=chart)]


def _reading(report: ComparisonReport, look: Look) -> list[str]:
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
    mark = "(best)" if look.form == "html" else "*"
    lines.append(f"{mark} marks the highest margin per t.")
    feeds = {report["columns"][table["quotes"][0]].get("feed") for table in tables}
    winners = [entry for entry in report["best"]["by_chemistry"].values() if entry]
    if len(tables) > len(feeds) and winners:
        money = money_of(report["quotes"][0])
        named = (f"{name_of(report, entry['quote'])}, {fixed(entry['margin'])} {money}/t" for entry in winners)
        lines.append(f"Highest of all: {'; '.join(named)}.")
    return lines


def _parts(table: SideTable, report: ComparisonReport, look: Look) -> list[Block]:
    """Return a table in the parts it takes; what others claim of a cathode in it has the cathodes told in each."""
    claimed = bool(claims_of([report["quotes"][index] for index in table["quotes"]]))
    return _blocks(title_of(report, table), table, report, look, cathodes=look.verbose or claimed)


def _blocks(title: str, table: SideTable, report: ComparisonReport, look: Look, *, cathodes: bool) -> list[Block]:
    """Return one table, or as many as it takes to stay within the width; `cathodes` says whether each tells of them."""
    whole, columns = _block(title, table, report, look, cathodes=cathodes), table["quotes"]
    heads = [words + MARKED * (0 < index == whole.best) for index, words in enumerate(whole.columns)]
    cells = zip(heads, *(line.texts for line in whole.rows), strict=True)
    if sum(max(map(display_width, column)) + GAP for column in cells) - GAP <= look.width or len(columns) == 1:
        return [whole]
    half = (len(columns) + 1) // 2
    more = title if title.endswith(MORE) else title + MORE
    return [
        *_blocks(title, {**table, "quotes": columns[:half]}, report, look, cathodes=cathodes),
        *_blocks(more, {**table, "quotes": columns[half:]}, report, look, cathodes=cathodes),
    ]


def _block(title: str, table: SideTable, report: ComparisonReport, look: Look, *, cathodes: bool) -> Block:
    """Return one table."""
    columns, across = table["quotes"], table["across"]
    quotes = [report["quotes"][index] for index in columns]
    money = money_of(quotes[0])
    others = quotes[0]["impacts"] if look.verbose else titles.STATED if is_form(look.form, FILE) else ()
    rows = [
        *(axis_rows(report) if is_form(look.form, FILE) else []),
        *place_rows(quotes, report),
        *figure_rows(quotes, money),
        *lot_rows(quotes, money),
        *(cathode_rows(quotes, money) if cathodes else []),
        *impact_rows(quotes, others),
    ]
    rows = [line for line in rows if any(cell.value is not None for cell in line.cells[1:])]
    corner = "" if across in (FEED, WAY) else label(across)
    heads = [label(heading_of(report, index, across)) for index in columns]
    best = 1 + columns.index(table["best"]) if table["best"] in columns and len(table["quotes"]) > 1 else 0
    return block(title, (corner, *heads), "<" + ">" * len(quotes), rows, best=best)
