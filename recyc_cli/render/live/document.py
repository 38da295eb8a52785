"""Writes what the script of a page reads, names inert: `recyc.live/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recyc_cli.model.numbers.table import digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.live.live import Computed, Judged, Program
    from recyc_cli.render.live.cells import Cells

SCHEMA = "recyc.live/1"
KINDS = {"holds": 0, "not zero": 1, "finite": 2}
"""Conditions, as the script tells them apart."""
INPUTS = (
    *("path", "what", "where", "value", "unit", "span", "said", "wide", "room", "bound"),
    *("evidence", "date", "source", "kind", "flags", "behind", "taxed", "sides", "rank"),
)
"""What is told of an input, in the order of its row; its name is that of the program's inputs."""
SAID_ONCE = ("where", "unit", "evidence", "date", "source", "kind", "behind", "flags", "sides", "bound")
"""What many inputs share: a row holds its place among the values."""


def live_document(
    program: Program, cells: Sequence[Cells], sides: Sequence[Mapping[str, Any]], more: Mapping[str, Any]
) -> str:
    """Return the document as text that may stand in markup.

    Args:
        program: of the page.
        cells: of each side, the figures that it shows.
        sides: what else is told of each.
        more: what is told of the page.
    """
    codes: list[str] = []
    told = [
        {**side, **_side(computed, some, codes)}
        for side, computed, some in zip(sides, program.sides, cells, strict=True)
    ]
    table = program.table
    constants = [None if each != each else each for each in table.constants]  # noqa: PLR0124 - NaN differs from itself
    values, rows = _rows(program)
    whole = {
        "schema": SCHEMA,
        **more,
        "program": {
            "constants": constants,
            "inputs": table.inputs,
            "operations": table.operations,
            "code": table.code,
        },
        "fields": list(INPUTS),
        "values": values,
        "inputs": rows,
        "sources": program.sources,
        "codes": codes,
        "sides": told,
    }
    return inert(json.dumps(whole, separators=(",", ":"), allow_nan=False, ensure_ascii=False))


def inert(text: str) -> str:
    r"""Return JSON in which nothing can end the element that it stands in.

    >>> inert('{"a":"</script><!--"}')
    '{"a":"\\u003c/script>\\u003c!--"}'
    """
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _side(computed: Computed, cells: Cells, codes: list[str]) -> dict[str, Any]:
    ways: list[str] = list(dict.fromkeys(how for _, how in cells.shown))
    return {
        "figures": computed.figures,
        "shown": len(cells.shown),
        "ways": ways,
        "written": [ways.index(how) for _, how in cells.shown],
        **({"every": cells.every} if cells.every else {}),
        **{key: _judged(getattr(computed, key), codes) for key in ("conditions", "wholes", "early")},
    }


def _judged(some: Sequence[Judged], codes: list[str]) -> str:
    """Return conditions as whole numbers: kind, register, place of the code."""
    told: list[int] = []
    for kind, register, code in some:
        if code not in codes:
            codes.append(code)
        told += [KINDS[kind], register, codes.index(code)]
    return digits(told)


def _rows(program: Program) -> tuple[dict[str, list[Any]], list[list[Any]]]:
    """Return what many inputs share, by field, and a row for each input in the order of the table."""
    by_name = {each.name: each for each in program.inputs}
    values: dict[str, dict[Any, int]] = {field: {} for field in SAID_ONCE}
    rows = []
    for name in program.table.inputs:
        each, row = by_name[name], []
        for field in INPUTS:
            value = getattr(each, field)
            if field == "path" and value == name:
                value = 0
            if field in values:
                value = values[field].setdefault(value, len(values[field]))
            row.append(value)
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
    return {field: list(each) for field, each in values.items()}, rows
