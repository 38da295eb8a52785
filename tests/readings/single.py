"""Says what a single quote says of each lot, and holds what others say of it to that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from thousand import OPTIONS

from recyc_cli import quote
from recyc_cli.engine.outputs import RECYCLED_BY, USUAL, row_of_quotes
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.walk import values_by_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Lot = dict[str, Any]
KEYWORDS = ("chemistry", "route", "form", "mass_t", "soh", "throughput_t_per_year", "feed_price")
PATHS = ("prices.metals.nickel", "region.wage")


class Single(NamedTuple):
    """What a single quote says of a lot.

    Attributes:
        codes: of its refusal, the first one first; none where there is a quote.
        message: of the first.
        columns: what a row of a batch tells, by name.
        figures: every figure of the JSON, by path.
    """

    codes: tuple[str, ...]
    message: str
    columns: dict[str, Any]
    figures: dict[str, Any]


def keywords_of(lot: Lot) -> dict[str, Any]:
    """Return a lot as keywords of one quote."""
    given = {name: lot[name] for name in KEYWORDS if lot[name] is not None}
    return {**OPTIONS, **given, "overrides": tuple(f"{path}={lot[path]}" for path in PATHS)}


def single(lot: Lot) -> Single:
    """Ask a quote."""
    try:
        made = quote(**keywords_of(lot))
    except (RecycError, RecycErrors) as error:
        return Single(tuple(each.code for each in error.errors), error.errors[0].message, {}, {})
    columns: dict[str, Any] = dict(row_of_quotes(USUAL)(made))
    taken = columns.pop(RECYCLED_BY)
    columns[RECYCLED_BY] = taken.names[int(plain(taken.place))] if isinstance(taken, tuple) else None
    report = {key: part for key, part in made.to_dict().items() if key != "warnings"}
    return Single((), "", columns, dict(values_by_path(report)))


def differing(due: Mapping[int, Single], found: Mapping[int, Mapping[str, Any]], close: float) -> list[Any]:
    """Return where rows differ from single quotes.

    Args:
        due: of each lot.
        found: columns of each lot, and `refused`; a column that is named as one of the lot's own is `quoted_` so.
        close: what a number may be off, of itself, of a margin also of the cost that it is left of.
    """
    wrong: list[Any] = []
    for at, told in due.items():
        row = found[at]
        code = told.codes[0] if told.codes else None
        if row["refused"] != code:
            wrong.append((at, "refused", code, row["refused"]))
            continue
        for name in USUAL:
            value, right = row[f"quoted_{name}" if f"quoted_{name}" in row else name], told.columns.get(name)
            if not _same(value, right, close, told.columns, name):
                wrong.append((at, name, right, value))
    return wrong


def _same(value: Any, right: Any, close: float, columns: Mapping[str, Any], name: str) -> bool:
    if value is None or value != value:  # noqa: PLR0124 - NaN differs from itself
        return right is None or (isinstance(right, float) and right - right != 0.0)
    if not isinstance(right, float):
        return bool(value == right)
    cost = columns["lot_cost" if name.startswith("lot_") else "cost"]
    size = max(abs(right), abs(cost) if "margin" in name else 0.0)
    return abs(value - right) <= close * size


def grouped(lots: Sequence[Lot]) -> dict[tuple[Any, ...], list[Lot]]:
    """Return lots by what sets their programs apart: words, and which numbers they have."""
    groups: dict[tuple[Any, ...], list[Lot]] = {}
    for lot in lots:
        words = tuple(lot[name] for name in ("chemistry", "route", "form"))
        groups.setdefault((*words, lot["soh"] is None), []).append(lot)
    return groups
