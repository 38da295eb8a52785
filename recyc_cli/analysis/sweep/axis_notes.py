"""Notes what of a sweep moves nothing, and values that look like a slip of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.sweep.axis import FLAG
from recyc_cli.report.notes.notes import IDLE, unused
from recyc_cli.report.notes.own_notes import slip
from recyc_cli.report.notes.telling import note
from recyc_cli.scenario.keywords import VARYING
from recyc_cli.scenario.overrides import user_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.analysis.sweep.axis import Axis
    from recyc_cli.analysis.sweep.points import Points
    from recyc_cli.analysis.sweep.way import Way
    from recyc_cli.report.notes.telling import Remark

    Rows = Sequence[dict[str, float | str | None]]
ELSE = "no figure depends on it"


def notes_of_axes(sweep: Points, rows: Rows, ways: Sequence[Way]) -> Iterator[Remark]:
    """Yield what is to know of the values of each axis.

    Args:
        sweep: what was asked.
        rows: its points.
        ways: the feeds and routes that could be quoted.
    """
    for axis in sweep.axes:
        if _idle(axis.name, rows, sweep.figures):
            yield note("no-effect", option=f"{FLAG} {axis.name}", why=_why(sweep, axis, ways))
    for at, axis in enumerate(sweep.numeric):
        yield from _slips(sweep, at, axis)


def _idle(name: str, rows: Rows, figures: Sequence[str]) -> bool:
    """Tell whether no figure of any point moves along an axis."""
    told = {*figures, "refused"}
    lines: dict[tuple[object, ...], set[tuple[object, ...]]] = {}
    for row in rows:
        rest = tuple(value for key, value in row.items() if key != name and key not in told)
        lines.setdefault(rest, set()).add(tuple(row[key] for key in (*figures, "refused")))
    several = len({row[name] for row in rows}) > 1
    return several and all(len(line) == 1 for line in lines.values()) and not all(row["refused"] for row in rows)


def _why(sweep: Points, axis: Axis, ways: Sequence[Way]) -> str:
    """Say why nothing moves: what the option belongs to, where every quote tells the same."""
    row = axis.keyword
    if row is None:
        path = sweep.base.numbers[sweep.numeric.index(axis)].path
        row = VARYING[path][0] if path in VARYING else None
    found = {unused(way.base).get(row, "") if row else "" for way in ways}
    return IDLE.get(found.pop(), ELSE) if len(found) == 1 else ELSE


def _slips(sweep: Points, at: int, axis: Axis) -> Iterator[Remark]:
    """Yield the first value of an axis that cannot be of its size."""
    number, documents = sweep.base.numbers[at], sweep.base.base.resolved.documents
    prefix, _, rest = number.path.partition(".")
    kind = f"{documents[prefix].kind}.{rest}" if prefix in documents else number.path
    for value in axis.values:
        assert isinstance(value, float)  # noqa: S101 - numbers only
        told = slip(number.path, kind, user_record(value, axis.unit or number.unit), documents)
        if told is not None:
            yield told
            return
