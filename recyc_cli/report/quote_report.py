"""A quote as the report `recyc.quote/1`: plain dictionaries, keys in a fixed order, numbers finite or null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.report.notes.notes import cautions
from recyc_cli.report.provenance import computed, records_of
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from recyc_cli.report.answer import Answer

SCHEMA = "recyc.quote/1"


def report(quote: Answer) -> dict[str, Any]:
    """Return the report of a quote: its figures as they are told, and what is told of them."""
    return {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": quote.resolved.library.digest,
        **computed(quote),
        "terms": quote.terms,
        "sources": sorted({record.source for _, record in records_of(quote)}),
        "warnings": cautions([quote]),
    }
