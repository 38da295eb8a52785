"""Builds the report `recyc.quote/1`: ordered keys, numbers finite or null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recyc_cli.report.notes.notes import notes_of_quotes
from recyc_cli.report.provenance import computed, records_of
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.quote import QuoteReport

SCHEMA: Literal["recyc.quote/1"] = "recyc.quote/1"


def quote_report(quote: Answer) -> QuoteReport:
    """Return the report of a quote: its figures as they are told, and what is told of them."""
    return {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": quote.resolved.library.digest,
        **computed(quote),
        "terms": quote.terms,
        "sources": sorted({record.source for _, record in records_of(quote)}),
        "warnings": notes_of_quotes([quote]),
    }
