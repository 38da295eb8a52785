"""Writes a quote, a comparison or a customer's copy as one HTML document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.forms import as_html
from recyc_cli.render.look import Look
from recyc_cli.render.numbers import MILLION, apiece, fixed, millions, percent
from recyc_cli.render.pages.pictures import burdens_figure, contained_figure, flow_figure, margin_figure, margins_figure
from recyc_cli.render.pages.quote.account import quote_page
from recyc_cli.render.pages.quote.customer import customer_page, offered
from recyc_cli.render.pages.quote.detail import detail_blocks
from recyc_cli.render.pages.side import comparison_page, name_of, place_of
from recyc_cli.report.names import chemistry_name

if TYPE_CHECKING:
    from recyc_cli.render.forms.as_html import Tile

Report = dict[str, Any]
COLUMNS = 110
"""Characters that a comparison's table may take side by side."""


def quote_document(report: Report) -> str:
    """Return a quote as a document: key figures, pictures, the account, then everything behind it."""
    page = quote_page(report, Look("html"))
    parts = [
        as_html.header(page.head[0], page.head[1:]),
        as_html.tiles(_key_figures(report)),
        as_html.section("The margin", [as_html.figure(margin_figure(report, "margin"))]),
        as_html.section("The account", [as_html.grid(page.blocks)], "new"),
        as_html.section("The mass", [as_html.figure(flow_figure(report, "flow"))]),
        as_html.section("In detail", map(as_html.table, detail_blocks(report))),
        as_html.notes(page.notes),
        as_html.source_list(page.references),
        _footer(report),
    ]
    return as_html.document(page.head[0], parts)


def comparison_document(report: Report) -> str:
    """Return a comparison as a document: side by side, margins as bars, and the best of each chemistry in pictures."""
    page = comparison_page(report, Look("html", width=COLUMNS))
    feeds = dict.fromkeys(_feed(quote["scenario"]) for quote in report["quotes"])
    title = f"Side by side: {', '.join(feeds)}"
    parts = [
        as_html.header(title, page.head[1:]),
        as_html.tiles(_best_figures(report)),
        as_html.section("The margins", [as_html.figure(margins_figure(report, "margins"))]),
        as_html.section("The footprint", [as_html.figure(burdens_figure(report, "burdens"))]),
        as_html.section("Side by side", map(as_html.table, page.blocks), "new"),
        *(_pictures(report, index) for index in _winners(report)),
        as_html.notes(page.notes),
        as_html.source_list(page.references),
        _footer(report),
    ]
    return as_html.document(title, parts)


def customer_document(report: Report) -> str:
    """Return the customer's copy as a document."""
    page = customer_page(report, Look("html"))
    parts = [
        as_html.header(page.head[0], page.head[1:]),
        as_html.tiles(_offer_figures(report)),
        as_html.section("The feed", [as_html.figure(contained_figure(report, "contained"))]),
        as_html.section("In figures", [as_html.grid(page.blocks)]),
        as_html.notes(page.notes),
        as_html.source_list(page.references),
        _footer(report),
    ]
    return as_html.document(page.head[0], parts)


def _key_figures(report: Report) -> list[Tile]:
    """Return what a reader looks for first: per tonne, per kWh, per pack, for the lot."""
    totals, money = report["totals"], report["scenario"]["currency"]
    entries = [
        ("margin", fixed(totals["margin"]), f"{money}/t"),
        ("margin per kWh", fixed(totals["margin_per_kwh"], 2), f"{money}/kWh"),
        ("margin per pack", apiece(totals["margin_per_pack"]), f"{money}/pack"),
        ("margin of the lot", fixed((report["lot"] or {"totals": {"margin": None}})["totals"]["margin"]), money),
        ("contained value", fixed(totals["contained_value"]), f"{money}/t"),
        ("recovery value", fixed(totals["recovery_value"]), f"{money}/t"),
        ("cost", fixed(totals["cost"]), f"{money}/t"),
        ("break-even feed price", fixed(totals["breakeven_feed_price"]), _per(report, "breakeven")),
        ("greenhouse gases", fixed(report["impacts"]["ghg_kg"]), "kg CO2e/t"),
        ("capital", millions(totals["capital"]).removesuffix(MILLION), f"million {money}"),
    ]
    return _without_missing(entries)


def _best_figures(report: Report) -> list[Tile]:
    """Return the best of each chemistry, and of all per kWh."""
    money = report["quotes"][0]["scenario"]["currency"]
    best = report["best"]
    entries = [
        (f"best of {chemistry_name(name)}: {place_of(report, entry['quote'])}", fixed(entry["margin"]), f"{money}/t")
        for name, entry in best["by_chemistry"].items()
        if entry
    ]
    per = best["margin_per_kwh"]
    if per:
        words = f"best per kWh: {name_of(report, per['quote'])}"
        entries.append((words, fixed(per["margin_per_kwh"], 2), f"{money}/kWh"))
    return _without_missing(entries)


def _offer_figures(report: Report) -> list[Tile]:
    """Return what is paid, and what becomes of the feed."""
    (words, amounts), money = offered(report), report["scenario"]["currency"]
    short = words.removesuffix(" of the feed")
    return _without_missing(
        [
            (words, fixed(amounts["per_t"]), str(report["offer"]["unit"])),
            (f"{short} per kWh", fixed(amounts["per_kwh"], 2), f"{money}/kWh"),
            (f"{short} per pack", apiece(amounts["per_pack"]), f"{money}/pack"),
            (f"{short} of the lot", fixed(amounts["of_lot"]), money),
            ("recycling efficiency", percent(report["recycling_efficiency"]), "of the mass"),
        ]
    )


def _without_missing(entries: list[Tile]) -> list[Tile]:
    """Return the figures there are."""
    return [entry for entry in entries if entry[1] != "n/a"]


def _per(report: Report, name: str) -> str:
    return str(report["basis"].get(name) or f"{report['scenario']['currency']}/t")


def _feed(scenario: Report) -> str:
    return chemistry_name(str(scenario.get("vehicle") or scenario["chemistry"] or "mix"))


def _winners(report: Report) -> list[int]:
    """Return the best quote of each feed, by its place among the quotes."""
    return [entry["quote"] for entry in report["best"]["by_chemistry"].values() if entry]


def _pictures(report: Report, index: int) -> str:
    """Return the pictures of one quote of a comparison."""
    quote = report["quotes"][index]
    pictures = [margin_figure(quote, f"margin-{index}"), flow_figure(quote, f"flow-{index}")]
    return as_html.section(f"The best: {name_of(report, index)}", map(as_html.figure, pictures), "new")


def _footer(report: Report) -> str:
    return f'<footer class="muted"><p>Computed with recyc {as_html.escaped(report["recyc"])}.</p></footer>'
