"""Takes out of draws what goes with numbers that the user states: these are no longer drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.spreads.joint import Joint
from recyc_cli.catalog.spreads.subject import subject_in_force
from recyc_cli.engine.draws.named import normals_of, shared_draws
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.scenario.fill_in import usual_spreads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.document import Record

Column = list[float]


def held(quote: Quote, stated: Iterable[tuple[str, Record]], rows: Sequence[Column]) -> list[Column]:
    """Return draws without what goes with stated numbers, by least squares beside all that these move together with.

    What is taken out is a parabola in the standard normal draws of each, which is nothing where it stands in its
    middle: there the stated number stands.

    Args:
        quote: whose numbers these are.
        stated: path and record of each.
        rows: draws of its figures.
    """
    spreads = usual_spreads(quote.resolved.library)
    inputs = []
    for path, record in stated:
        spread = spreads.spread(subject_in_force(quote.resolved.documents, path), record)
        if spread.distribution is not None:
            inputs.append((path, record, spread))
    joint = Joint(spreads, inputs, ())
    shared = shared_draws(joint) if inputs else {}
    series = {name for _, _, spread in inputs for name, load in spread.loads if load == 1.0}
    own = [normals_of(each, shared) for each in joint.inputs]
    moving = [column for column in own for column in (column, [z * z for z in column])]
    beside = [column for name, column in shared.items() if name not in series]
    return [_without(row, moving, beside) for row in rows] if moving else list(rows)


def _without(row: Column, moving: Sequence[Column], beside: Sequence[Column]) -> Column:
    """Return a row less what goes with some columns, beside which others move it too."""
    columns = [*moving, *beside, [1.0] * len(row)]
    slopes = _least_squares(columns, row)
    left = row
    for slope, column in zip(slopes, moving, strict=False):
        left = [each - slope * z for each, z in zip(left, column, strict=True)]
    return left


def _least_squares(columns: Sequence[Column], row: Column) -> list[float]:
    """Return what each column weighs in the sum of them that is nearest to a row.

    >>> [round(each, 6) for each in _least_squares([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]], [5.0, 7.0, 9.0])]
    [2.0, 3.0]
    """
    table = [[_dot(one, other) for other in columns] + [_dot(one, row)] for one in columns]
    for i, line in enumerate(table):
        pivot = line[i] or 1.0
        table[i] = [each / pivot for each in line]
        for j, other in enumerate(table):
            if j != i and other[i]:
                table[j] = [each - other[i] * above for each, above in zip(other, table[i], strict=True)]
    return [line[-1] for line in table]


def _dot(one: Column, other: Column) -> float:
    return add_up(map(float.__mul__, one, other))
