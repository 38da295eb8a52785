"""Says why a lot is refused, in the words of a single quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.quote import answer
from recyc_cli.engine.columns import NONE, Words
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.arithmetic import NO_RESULT
from recyc_cli.report.answer import beyond
from recyc_cli.scenario.keywords import KEYWORDS, MONEY, NUMERIC, ROWS
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.trace_inputs import MIX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.engine.columns import Block

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
    asked: dict[str, Any] = dict(settings)
    mix: dict[str, float] = {}
    sets: list[str] = []
    prices: list[str] = []
    for name, column in block.items():
        if isinstance(column, Words):
            if column.codes[row] != NONE:
                asked[name] = column.words[column.codes[row]]
        elif column[row] == column[row]:
            value = float(column[row])
            if name.startswith(f"{MIX}."):
                mix[name.removeprefix(f"{MIX}.")] = value
            elif name in OWN:
                given = settings.get(name)
                of_money = ROWS[name].kind == MONEY and isinstance(given, tuple)
                asked[name] = (value, given[1]) if of_money and given else value
            else:
                text = f"{name}={value!r} {(units or {}).get(name, '')}"
                (sets if "." in name else prices).append(text)
    more = {"overrides": sets, "price_overrides": prices}
    asked |= {name: (*asked.get(name, ()), *texts) for name, texts in more.items() if texts}
    return asked | ({MIX: mix} if mix else {})


def reason(keywords: Mapping[str, Any], library: Library, code: str = "") -> RecycError | None:
    """Return why a lot is refused, or would be by a code that its tonne is not refused by; None where it is not."""
    try:
        request = Request(**keywords)
        answer(request, library)
    except RecycError as error:
        return error
    except RecycErrors as errors:
        return errors.errors[0]
    return beyond(request) if code == NO_RESULT else None
