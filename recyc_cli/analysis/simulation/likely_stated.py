"""Takes out of draws what goes with numbers that the user states: these are no longer drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.spreads.joint import Joint
from recyc_cli.catalog.spreads.subject import subject_in_force
from recyc_cli.engine.draws.named import normals_of, shared_draws
from recyc_cli.scenario.fill_in import usual_spreads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.catalog.spreads.spread import Spread, Spreads

Column = list[float]
Stated = tuple[tuple[str, "Record", "Spread"], ...]


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
    moving, weights = _moving(tuple(inputs), spreads) if inputs else ((), ())
    return [_without(row, moving, weights) for row in rows]


def _without(row: Column, moving: Sequence[Column], weights: Sequence[Column]) -> Column:
    """Return a row less what goes with some columns.

    Args:
        row: draws of a figure.
        moving: the columns.
        weights: of each, those of the draws in what it weighs in the figure.
    """
    left = row
    for column, weight in zip(moving, weights, strict=True):
        slope = _dot(weight, row)
        left = [each - slope * z for each, z in zip(left, column, strict=True)]
    return left


_kept: dict[object, tuple[list[Column], list[Column]]] = {}


def _moving(inputs: Stated, spreads: Spreads) -> tuple[list[Column], list[Column]]:
    """Return the columns that go with stated numbers, and what finds their slopes beside all that moves with them."""
    key = tuple((path, spread.loads) for path, _, spread in inputs), repr(spreads.horizon)
    if key not in _kept:
        _kept.clear()
        joint = Joint(spreads, inputs, ())
        loads = {name: load for _, _, spread in inputs for name, load in spread.loads}
        shared = shared_draws(joint) if loads else {}
        own = [normals_of(each, shared) for each in joint.inputs]
        moving = [column for z in own for column in (z, [each * each for each in z])]
        beside = [column for name, column in shared.items() if loads.get(name) != 1.0]
        _kept[key] = moving, slopes_of([*moving, *beside, [1.0] * len(own[0])])[: len(moving)]
    return _kept[key]


def slopes_of(columns: Sequence[Column]) -> list[Column]:
    """Return for each column the weights whose product with a row is what it weighs in the nearest sum of them.

    >>> slope, rest = slopes_of([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
    >>> [round(sum(a * b for a, b in zip(each, [5.0, 7.0, 9.0])), 6) for each in (slope, rest)]
    [2.0, 3.0]
    """
    size = range(len(columns))
    table = [[_dot(columns[i], columns[j]) for j in size] + [float(i == j) for j in size] for i in size]
    for i in size:
        pivot = table[i][i] or 1.0
        table[i] = [each / pivot for each in table[i]]
        for j in size:
            if j != i and table[j][i]:
                by = table[j][i]
                table[j] = [each - by * above for each, above in zip(table[j], table[i], strict=True)]
    inverse = [line[len(columns) :] for line in table]
    rows = list(zip(*columns, strict=True))
    return [[_dot(line, row) for row in rows] for line in inverse]


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(map(float.__mul__, one, other))
