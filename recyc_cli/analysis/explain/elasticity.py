"""Computes how figures move with inputs, by exact derivatives.

One figure by all of its inputs, or all figures by one input.

They are slopes at the quote as it stands. A change is taken along the slope ("linear"): what it leaves out is the bend
of the curve, and steps of whole units, through which a slope of 0 passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.numbers.derivatives import gradient, partials
from recyc_cli.model.numbers.traced import Leaf, Traced, nodes, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.report.shapes.explained import Slope

TENTH = 0.1


def dependence(output: Traced) -> list[Slope]:
    """Return how a figure depends on each of its inputs, the strongest first.

    elasticity = d ln figure/d ln input; `plus_tenth` is what 10 % more of the input adds, `at_low` and `at_high` what
    its record's ends add, all along the slope. `steps` says that the input acts through whole units as well, `tied`
    that it stands exactly where a choice tips over: there the slope to one side is another.

    >>> wage, hours = Leaf("region.wage", 20.0, "USD/h"), Leaf("hours", 8.0, "h")
    >>> [(each["path"], each["derivative"], each["elasticity"]) for each in dependence(wage * hours + 40.0)]
    [('region.wage', 8.0, 0.8), ('hours', 20.0, 0.8)]
    """
    beneath = nodes([output])
    stepping = _leaves(node for node in beneath if node.op == "ceil")
    tied = _leaves(side for node in beneath for side in _tied(node))
    rows = [
        _row(leaf, slope, output.value, steps=leaf.path in stepping, tied=leaf.path in tied)
        for leaf, slope in gradient(output)
        if slope or leaf.path in stepping or leaf.path in tied
    ]
    return sorted(rows, key=lambda row: -abs(row["plus_tenth"]))


def _row(leaf: Leaf, slope: float, value: float, *, steps: bool, tied: bool) -> Slope:
    record = leaf.record
    low, high = (record.low, record.high) if record else (None, None)
    return {
        "path": leaf.path,
        "value": leaf.value,
        "unit": leaf.unit,
        "derivative": slope,
        "elasticity": slope * leaf.value / value if value else None,
        "plus_tenth": slope * leaf.value * TENTH,
        "low": low,
        "high": high,
        "at_low": None if low is None else slope * (low - leaf.value),
        "at_high": None if high is None else slope * (high - leaf.value),
        "steps": steps,
        "tied": tied,
    }


def _leaves(numbers: Iterable[Traced]) -> set[str]:
    """Return the paths of the inputs of some numbers."""
    return {node.path for node in nodes(numbers) if isinstance(node, Leaf)}


def _tied(node: Traced) -> list[Traced]:
    """Return what a choice compares where it stands exactly at the point of tipping over; whole numbers do not tip."""
    compared = node.args if node.op in ("max", "min") else ()
    if node.op == "where" and isinstance(node.args[0], Traced):
        compared = node.args[0].args
    sides = [side for side in compared if isinstance(side, Traced)]
    tips = bool(compared) and plain(compared[0]) == plain(compared[1])
    return sides if tips and any(side.op != "ceil" for side in sides) else []


def tangents(order: Iterable[Traced], leaf: Leaf) -> dict[int, float]:
    """Differentiate many numbers by one input, in one pass forward.

    Args:
        order: the numbers with all they are made of, arguments before results.
        leaf: the input.

    Returns:
        `index` of a number -> d number/d input; what the input does not reach is absent.

    >>> wage = Leaf("region.wage", 20.0, "USD/h")
    >>> cost = wage * wage
    >>> tangents(nodes([cost]), wage)[cost.index]
    40.0
    """
    slopes = {leaf.index: 1.0}
    for node in order:
        moving = [slopes.get(arg.index) if isinstance(arg, Traced) else None for arg in node.args]
        if any(moving):
            own = zip(partials(node), moving, strict=True)
            slopes[node.index] = add_up(partial * slope for partial, slope in own if slope is not None)
    return slopes
