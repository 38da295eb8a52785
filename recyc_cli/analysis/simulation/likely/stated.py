"""Takes out of draws what goes with numbers that the user states: these are no longer drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.spreads.joint import Joint
from recyc_cli.catalog.spreads.subject import subject_in_force
from recyc_cli.engine.draws.likely.named import normals_of, shared_draws
from recyc_cli.engine.draws.likely.rows import row_without, slopes_of, squares
from recyc_cli.scenario.fill_in import usual_spreads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.catalog.spreads.spread import Spread, Spreads

Column = list[float]
Stated = tuple[tuple[str, "Record", "Spread"], ...]


def without_stated(quote: Quote, stated: Iterable[tuple[str, Record]], rows: Sequence[Column]) -> list[Column]:
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
    return [row_without(row, moving, weights) for row in rows]


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
        moving = [column for z in own for column in (z, squares(z))]
        beside = [column for name, column in shared.items() if loads.get(name) != 1.0]
        _kept[key] = moving, slopes_of([*moving, *beside, [1.0] * len(own[0])], len(moving))
    return _kept[key]
