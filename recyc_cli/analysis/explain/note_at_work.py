"""Quotes the example of a note, and what changes it, to show what it says and matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.quote import quote
from recyc_cli.analysis.year_before import told_to_readers
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.report.blocks.on_screen import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.studies.codes import CodeReport, Weighed
    from recyc_cli.scenario.keyword_types import Keywords


def note_at_work(told: CodeReport, asked: Keywords, others: Iterable[tuple[str, Keywords]]) -> CodeReport:
    """Return what is told of a note with its words in the example, and what is left there and with other options.

    Args:
        told: what is told of the note.
        asked: the example.
        others: what is said besides, and the keywords of the quote with it.
    """
    try:
        found = quote(**asked)
        report = told_to_readers(found, found.to_dict())
        rows = [_weighed("", report), *(_weighed(given, quote(**each).to_dict()) for given, each in others)]
    except (RecycError, RecycErrors):  # presets of one's own that leave out what the example names
        return told
    words = next((str(each["message"]) for each in report["warnings"] if each["code"] == told["code"]), None)
    apart = {(row["feed_price"], row["margin"]) for row in rows}
    return {
        **told,
        "told": words,
        "scenario": report["scenario"],
        "basis": report["basis"],
        "matters": rows if len(apart) > 1 else [],
        "titles": titles_of([found]),
    }


def _weighed(given: str, report: QuoteReport) -> Weighed:
    totals = report["totals"]
    return {
        "given": given,
        "feed_price": totals["feed_price"],
        "margin": totals["margin"],
        "breakeven_feed_price": totals["breakeven_feed_price"],
    }
