"""Makes the program of a request: the model, traced once, answers for as many rows as come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.engine.outputs import Choice
from recyc_cli.model.numbers.guards import noting
from recyc_cli.model.numbers.normal_form import NormalForm
from recyc_cli.model.numbers.program import written
from recyc_cli.report.answer import Answer, answered
from recyc_cli.scenario.keywords import KEYWORDS, NUMERIC, SHARE
from recyc_cli.scenario.request import CAPACITY, LOAD, SIZE, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.engine.outputs import Outputs
    from recyc_cli.model.numbers.program import Filled

STANDING_IN = {
    row.name: row.default if isinstance(row.default, float) else 1.0 if row.kind == SHARE else 100.0
    for row in KEYWORDS
    if row.kind in NUMERIC
} | {row.name: 0.0 for row in KEYWORDS if row.kind in NUMERIC and row.zero}
"""A number that may stand for any other of a keyword while a quote is traced."""


def prepared(settings: Mapping[str, Any], rows: Mapping[str, str], outputs: Outputs, library: Library) -> Filled:
    """Trace a request and write its program.

    Args:
        settings: the keywords that all rows share.
        rows: numbers that each row has its own of, with their units, as `scenario.resolve` takes them. An amount of
            money is in the unit that its keyword among the settings has, which any number stands in for.
        outputs: reads off an answer what is asked for, by name (`engine/outputs.py`).
        library: the presets at hand.

    Raises:
        RecycError, RecycErrors: what every row of these settings is refused for.
    """
    with noting() as guards:
        answer = Answer(*answered(Request(**_keywords_of_a_row(settings, rows)), library, rows=rows))
        wanted = outputs(answer)
    names = tuple((name, each.names) for name, each in wanted.items() if isinstance(each, Choice))
    numbers = {name: each.place if isinstance(each, Choice) else each for name, each in wanted.items()}
    return written(NormalForm(numbers, guards))._replace(names=names)


def _keywords_of_a_row(settings: Mapping[str, Any], rows: Mapping[str, str]) -> dict[str, Any]:
    """Return the keywords of one row: a plant's capacity, what it is fed and its load go together."""
    asked: dict[str, Any] = {name: STANDING_IN[name] for name in rows if name in STANDING_IN} | {**settings}
    if CAPACITY in rows:
        asked[CAPACITY] = asked.get(SIZE, STANDING_IN[SIZE]) / asked.get(LOAD, 1.0)
    elif asked.get(CAPACITY) is not None:
        if SIZE in rows:
            asked[SIZE] = asked[CAPACITY] * asked.get(LOAD, 1.0)
        elif SIZE in asked and LOAD in rows:
            asked[LOAD] = asked[SIZE] / asked[CAPACITY]
    return asked
