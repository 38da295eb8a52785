"""Lays out a comparison for a screen: verdicts, caption, one table, cautions, what next."""

from __future__ import annotations

from recyc_cli.render.look import FEW
from recyc_cli.render.notes import claims_of, with_notes
from recyc_cli.render.page import page_of_blocks
from recyc_cli.render.pages.screen.arranged import arranged
from recyc_cli.render.pages.screen.caption import TOLD, caption_of, heading_rows, legend_of, ranges_told
from recyc_cli.render.pages.screen.figures import in_thousands, table_of
from recyc_cli.render.pages.screen.onward import onward_of_comparison
from recyc_cli.render.pages.screen.verdicts import verdicts_of
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Page
    from recyc_cli.render.pages.screen.arranged import Arranged
    from recyc_cli.report.shapes.asked import Note
    from recyc_cli.report.shapes.questions import ComparisonReport


OFF_CENTRE = "off-centre"
"""A note on a row of which no other one says anything."""
MANY_ROWS = 12
"""Rows beyond which only notes on those that may be the best are told."""


def comparison_screen(report: ComparisonReport, look: Look) -> Page:
    """Return the page of a comparison on a terminal; `-v` adds stages, burdens, capital, cathode and all notes."""
    plan = arranged(report)
    headings = heading_rows(report, plan)
    table = table_of(report, plan, headings)
    how = "thousands" if in_thousands(report) else "whole"
    answers = verdicts_of(report, plan, how, every=look.verbose)
    blocks = [table.block._replace(notes=legend_of(report, plan, table))]
    if look.chart:
        from recyc_cli.render.pages.screen.pictured import margins_block

        blocks = [margins_block(report, plan, headings, how)]
    notes: list[str] = []
    if look.verbose:
        from recyc_cli.render.pages.proofs.beside import law_of_comparison
        from recyc_cli.render.pages.screen.more import more_blocks

        blocks += [*more_blocks(report, plan), *law_of_comparison(report)]
        notes = [*report["notes"], *claims_of(report["quotes"])]
    shown = table._replace(left_out=[]) if look.chart else table
    page = page_of_blocks([*answers, *caption_of(report, plan, shown)], blocks, notes)
    page = page._replace(answers=len(answers), onward=onward_of_comparison(report, plan, look))
    kept = report["warnings"] if look.notes != FEW else of_leaders(report, plan)
    others = len(report["warnings"]) - len(kept)
    if look.notes == FEW and ranges_told(report, plan):
        kept = [note for note in kept if note["code"] != TOLD]
    return with_notes(page, {"warnings": kept}, look, others)


def of_leaders(report: ComparisonReport, plan: Arranged) -> list[Note]:
    """Return the notes of a comparison; of one with very many rows those that hold for one that may be the best.

    Where a margin lies among its cases is told of those alone, however few rows there are.
    """
    standings = [each for group in plan.groups for each in group.standings if each.by]
    leaders = {index for each in standings for index in (*each.order[:1], *each.close)}
    ways = {report["quotes"][index]["scenario"]["route"] for index in leaders}
    told = [
        each
        for each in report["warnings"]
        if each["code"] != OFF_CENTRE or not ways or each.get("values", {}).get("route") in ways
    ]
    if sum(len(group.rows) for group in plan.groups) <= MANY_ROWS or not leaders:
        return told
    of_others = {words for words, rows in report.get("noted", {}).items() if not leaders & set(rows)}
    return [each for each in told if not _said_in(each, of_others)]


def _said_in(entry: Note, noted: Iterable[str]) -> bool:
    """Tell whether a note is one of some, which are known by their code and words."""
    parts = (words.partition(" ") for words in noted)
    return any(entry["code"] == code and entry["message"].endswith(words) for code, _, words in parts)
