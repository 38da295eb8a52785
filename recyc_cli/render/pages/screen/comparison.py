"""Lays out a comparison for a screen: verdicts, caption, one table, cautions, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.notes import with_notes
from recyc_cli.render.page import page_of_blocks
from recyc_cli.render.pages.screen.arranged import arranged
from recyc_cli.render.pages.screen.caption import caption_of, heading_rows, legend_of
from recyc_cli.render.pages.screen.figures import in_thousands, table_of
from recyc_cli.render.pages.screen.onward import onward_of_comparison
from recyc_cli.render.pages.screen.verdicts import verdicts_of

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Page
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport


def comparison_screen(report: ComparisonReport, look: Look) -> Page:
    """Return the page of a comparison on a terminal; `-v` adds stages, burdens, capital, cathode and all notes."""
    plan = arranged(report)
    headings = heading_rows(report, plan)
    table = table_of(report, plan, headings)
    how = "thousands" if in_thousands(report) else "whole"
    answers = verdicts_of(report, plan, how, every=look.verbose)
    blocks = [table.block._replace(notes=[text for text in [legend_of(report, plan, table)] if text])]
    if look.chart:
        from recyc_cli.render.pages.screen.pictured import margins_block

        blocks = [margins_block(report, plan, headings, how)]
    notes: list[str] = []
    if look.verbose:
        from recyc_cli.render.pages.screen.more import more_blocks

        blocks += more_blocks(report, plan)
        notes = [*report["notes"], *claims(report["quotes"])]
    page = page_of_blocks([*answers, *caption_of(report, plan, table)], blocks, notes)
    page = page._replace(answers=len(answers), onward=onward_of_comparison(report, plan, look))
    return with_notes(page, report, look)


def claims(quotes: list[QuoteReport]) -> list[str]:
    """Return what others claim of the routes' cathodes, a line for each route."""
    found: dict[str, dict[str, None]] = {}
    for quote in quotes:
        for claim in quote["cathode"]["claims"] if quote["cathode"] else ():
            found.setdefault(quote["scenario"]["route"], {})[f"{claim['text']} [{claim['source']}]"] = None
    return [f"Claimed for {route}: {'; '.join(texts)}" for route, texts in found.items()]
