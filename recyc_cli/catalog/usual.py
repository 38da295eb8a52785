"""What is in force unless another is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.request import DEFAULTS

if TYPE_CHECKING:
    from recyc_cli.catalog.document import Document
    from recyc_cli.catalog.library import Library


def usual_deck(library: Library) -> Document:
    """Return the price deck of the usual method."""
    method = library.document("methods", DEFAULTS["method"])
    return library.document("prices", str(method.tree["prices"]))
