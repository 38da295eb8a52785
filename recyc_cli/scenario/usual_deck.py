"""Finds the price deck that is in force unless another is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.scenario.keywords import ROWS

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library


def usual_deck(library: Library) -> Document:
    """Return the price deck of the usual method."""
    method = library.document("methods", ROWS["method"].default)
    return library.document("prices", str(method.tree["prices"]))
