"""Says why a lot is refused, in the words of a single quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.quote import answer
from recyc_cli.engine.columns import NONE, Words
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.lots.lot_records import keywords_of_row
from recyc_cli.model.numbers.arithmetic import NO_RESULT
from recyc_cli.report.answer import beyond
from recyc_cli.scenario.keywords import KEYWORDS, NUMERIC
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.engine.columns import Block, Column

OWN = {row.name for row in KEYWORDS if row.kind in NUMERIC}


def asked_singly(
    block: Block, row: int, settings: Mapping[str, Any], units: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return a lot as the keywords of a quote.

    >>> from recyc_cli.engine.columns import column_of_words
    >>> import numpy as np
    >>> lots = {"chemistry": column_of_words(["lfp"]), "soh": np.array([0.8]), "region.wage": np.array([30.0])}
    >>> asked_singly(lots, 0, {"route": "reuse"})
    {'route': 'reuse', 'chemistry': 'lfp', 'soh': 0.8, 'overrides': ('region.wage=30.0 ',)}
    """
    said = {name: _said(column, row) for name, column in block.items()}
    return keywords_of_row(said, settings, units or {})


def _said(column: Column, row: int) -> str | float | None:
    """Return what a column says of a lot; nothing where it does not."""
    if isinstance(column, Words):
        return None if column.codes[row] == NONE else column.words[column.codes[row]]
    value = float(column[row])
    return None if value != value else value  # noqa: PLR0124 - NaN is what differs from itself


def reason(keywords: Mapping[str, Any], library: Library, code: str = "") -> RecycError | None:
    """Return why a lot is refused, or would be by a code that its tonne is not refused by; None where it is not."""
    try:
        request = Request(**keywords)
        answer(request, library)
    except (RecycError, RecycErrors) as error:
        return error.errors[0]
    return beyond(request) if code == NO_RESULT else None
