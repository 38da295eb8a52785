"""Writes HTML: one file without scripts or network, whose text is always escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.forms.html import parts as html_parts
from recyc_cli.render.forms.html.parts import Tile
from recyc_cli.render.look import Look
from recyc_cli.render.numbers import MILLION, apiece, as_text, fixed, millions, percent
from recyc_cli.render.pages.pictures import burdens_figure, contained_figure, flow_figure, margin_figure, margins_figure
from recyc_cli.render.pages.quote.customer import offered
from recyc_cli.render.pages.quote.detail import detail_blocks
from recyc_cli.render.pages.side_names import name_of, place_of
from recyc_cli.render.render import PICTURES, page_of, pictures_of
from recyc_cli.report.figures import NAMED
from recyc_cli.report.names import chemistry_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.page import Page
    from recyc_cli.report.shapes.any_report import AnyReport
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport, Total
    from recyc_cli.report.shapes.saved import CustomerReport

COLUMNS = 110
"""Characters that a comparison's table may take side by side."""


def draw(report: AnyReport, look: Look) -> str:
    """Return a report as a document: its page, and where its schema has them key figures and pictures beside it."""
    drawn = report["schema"] in PICTURES
    page = page_of(report, Look("html", width=COLUMNS) if drawn else look)
    title = page.head[0] if page.head else "recyc"
    parts = [html_parts.header(title, page.head[1:]), *_inside(report, page), html_parts.notes(page.notes)]
    parts += [html_parts.source_list(page.references), html_parts.footer(page.origin)]
    return html_parts.document(title, parts)


def _inside(report: AnyReport, page: Page) -> Iterable[str]:
    """Return what stands between head and notes."""
    if report["schema"] == "recyc.quote/1":
        return _quote_parts(report, page)
    if report["schema"] == "recyc.comparison/1":
        return _comparison_parts(report, page)
    if report["schema"] == "recyc.customer/1":
        return _customer_parts(report, page)
    if report["schema"] in PICTURES:
        figures = map(html_parts.figure, pictures_of(report, Look("html"))[1])
        return (*figures, *map(html_parts.table, page.blocks))
    return map(html_parts.table, page.blocks)


def _quote_parts(report: QuoteReport, page: Page) -> Iterable[str]:
    """Return key figures, pictures, the account, then everything behind it."""
    return (
        html_parts.tiles(_key_figures(report)),
        html_parts.section("The margin", [html_parts.figure(margin_figure(report, "margin"))]),
        html_parts.section("The account", [html_parts.grid(page.blocks)], "new"),
        html_parts.section("The mass", [html_parts.figure(flow_figure(report, "flow"))]),
        html_parts.section("In detail", map(html_parts.table, detail_blocks(report))),
    )


def _comparison_parts(report: ComparisonReport, page: Page) -> Iterable[str]:
    """Return the best, margins as bars, side by side, and the best of each chemistry in pictures."""
    return (
        html_parts.tiles(_best_figures(report)),
        html_parts.section("The margins", [html_parts.figure(margins_figure(report, "margins"))]),
        html_parts.section("The footprint", [html_parts.figure(burdens_figure(report, "burdens"))]),
        html_parts.section("Side by side", map(html_parts.table, page.blocks), "new"),
        *(_pictures(report, index) for index in _winners(report)),
    )


def _customer_parts(report: CustomerReport, page: Page) -> Iterable[str]:
    """Return what is offered, what the feed holds, and the offer in figures."""
    worth = [html_parts.figure(contained_figure(report, "contained"))] if report["contained_value"] is not None else []
    return (
        html_parts.tiles(_offer_figures(report)),
        html_parts.section("The feed", worth) if worth else "",
        html_parts.section("In figures", [html_parts.grid(page.blocks)]),
    )


def _key_figures(report: QuoteReport) -> list[Tile]:
    """Return what a reader looks for first: per tonne, per kWh, per pack, for the lot."""
    totals, lot, money = report["totals"], report["lot"], report["scenario"]["currency"]
    entries = [
        *(_tile(report, name)._replace(gain=True) for name in ("margin", "margin_per_kwh", "margin_per_pack")),
        Tile("margin of the lot", fixed(lot["totals"].get("margin") if lot else None), money, gain=True),
        *(_tile(report, name) for name in ("contained_value", "recovery_value", "cost", "breakeven_feed_price")),
        Tile("greenhouse gases", fixed(report["impacts"]["ghg_kg"]), "kg CO2e/t"),
        Tile("capital", millions(totals["capital"]).removesuffix(MILLION), f"million {money}"),
    ]
    return _known(entries)


def _tile(report: QuoteReport, name: Total) -> Tile:
    """Return one of the totals."""
    each = NAMED[name]
    unit = report["basis"]["breakeven"] if each.of_feed else each.unit_in(report["scenario"]["currency"])
    return Tile(each.words, as_text(report["totals"][name], each.how), unit)


def _best_figures(report: ComparisonReport) -> list[Tile]:
    """Return the best of each chemistry, and of all per kWh."""
    money = report["quotes"][0]["scenario"]["currency"]
    best = report["best"]
    entries = [
        Tile(
            f"best of {chemistry_name(name)}: {place_of(report, entry['quote'])}",
            fixed(entry["margin"]),
            f"{money}/t",
            gain=True,
        )
        for name, entry in best["by_chemistry"].items()
        if entry
    ]
    per = best["margin_per_kwh"]
    if per:
        words = f"best per kWh: {name_of(report, per['quote'])}"
        entries.append(Tile(words, fixed(per["margin_per_kwh"], 2), f"{money}/kWh", gain=True))
    return _known(entries)


def _offer_figures(report: CustomerReport) -> list[Tile]:
    """Return what is paid, and what becomes of the feed."""
    (words, amounts), money = offered(report["offer"]), report["scenario"]["currency"]
    short = words.removesuffix(" of the feed")
    return _known(
        [
            Tile(words, fixed(amounts["per_t"]), str(report["offer"]["unit"])),
            Tile(f"{short} per kWh", fixed(amounts["per_kwh"], 2), f"{money}/kWh"),
            Tile(f"{short} per pack", apiece(amounts["per_pack"]), f"{money}/pack"),
            Tile(f"{short} of the lot", fixed(amounts["of_lot"]), money),
            Tile("recycling efficiency", percent(report["recycling_efficiency"]), "of the mass"),
        ]
    )


def _known(entries: list[Tile]) -> list[Tile]:
    """Return the figures there are."""
    return [entry for entry in entries if entry.number != "n/a"]


def _winners(report: ComparisonReport) -> list[int]:
    """Return the best quote of each feed, by its place among the quotes."""
    return [entry["quote"] for entry in report["best"]["by_chemistry"].values() if entry]


def _pictures(report: ComparisonReport, index: int) -> str:
    """Return the pictures of one quote of a comparison."""
    quote = report["quotes"][index]
    pictures = [margin_figure(quote, f"margin-{index}"), flow_figure(quote, f"flow-{index}")]
    return html_parts.section(f"The best: {name_of(report, index)}", map(html_parts.figure, pictures), "new")
