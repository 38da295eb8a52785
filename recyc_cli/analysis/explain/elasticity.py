"""Computes how figures move with inputs, by exact derivatives.

One figure by all of its inputs, or all figures by one input.

They are slopes at the quote as it stands. A change is taken along the slope ("linear"), which leaves out the bend of
the curve; where an input acts through whole units or stands where a choice tips over, the figure is computed anew.
"""

from __future__ import annotations

from functools import partial
from operator import mul
from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import add_up, share_of
from recyc_cli.model.numbers.derivatives import gradient, partials
from recyc_cli.model.numbers.revalued import results_of, revalued, users_of
from recyc_cli.model.numbers.traced import Leaf, Traced, nodes, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.report.shapes.explained import Dependence, Evidence, Slope

TENTH = 0.1


def dependence(output: Traced) -> list[Slope]:
    """Return how a figure depends on each of its inputs, the strongest first.

    elasticity = d ln figure/d ln input; `plus_tenth` is what 10 % more of the input adds, `at_low` and `at_high` what
    its record's ends add. `steps` says that the input acts through whole units as well, `tied` that it stands exactly
    where a choice tips over: there these three are the figure computed anew, elsewhere they follow the slope.

    >>> wage, hours = Leaf("region.wage", 20.0, "USD/h"), Leaf("hours", 8.0, "h")
    >>> [(each["path"], each["derivative"], each["elasticity"]) for each in dependence(wage * hours + 40.0)]
    [('region.wage', 8.0, 0.8), ('hours', 20.0, 0.8)]
    """
    beneath = nodes([output])
    stepping = _leaves(node for node in beneath if node.op == "ceil")
    tied = _leaves(side for node in beneath for side in _tied(node))
    users, rows = users_of(beneath), []
    for leaf, slope in gradient(output):
        steps, ties = leaf.path in stepping, leaf.path in tied
        if slope or steps or ties:
            effect = partial(mul, slope)
            if steps or ties:
                effect = partial(_effect, output, results_of(users, leaf), leaf, slope)
            rows.append(_row(leaf, slope, output.value, effect, steps=steps, tied=ties))
    return sorted(rows, key=lambda row: -abs(row["plus_tenth"]))


def _row(leaf: Leaf, slope: float, value: float, effect: Callable[[float], float], *, steps: bool, tied: bool) -> Slope:
    record = leaf.record
    low, high = (record.low, record.high) if record else (None, None)
    return {
        "path": leaf.path,
        "value": leaf.value,
        "unit": leaf.unit,
        "derivative": slope,
        "elasticity": slope * leaf.value / value if value else None,
        "plus_tenth": effect(leaf.value * TENTH),
        "low": low,
        "high": high,
        "at_low": None if low is None else effect(low - leaf.value),
        "at_high": None if high is None else effect(high - leaf.value),
        "steps": steps,
        "tied": tied,
    }


def evidence(depends: Iterable[Dependence]) -> list[Evidence]:
    """Return on what evidence a figure rests, the weightiest first: by count of its inputs, and by what they move.

    weight = sum of |what 10 % more of an input adds| over inputs of one evidence / that of all [1]

    >>> rows = [{"evidence": "market", "plus_tenth": -3.0}, {"evidence": None, "plus_tenth": 1.0}]
    >>> evidence(rows)[0]
    {'evidence': 'market', 'inputs': 1, 'weight': 0.75}
    """
    found: dict[str | None, list[float]] = {}
    for row in depends:
        found.setdefault(row["evidence"], []).append(abs(row["plus_tenth"]))
    whole = add_up(add_up(effects) for effects in found.values())
    rows: list[Evidence] = [
        {"evidence": name, "inputs": len(effects), "weight": share_of(add_up(effects), whole)}
        for name, effects in found.items()
    ]
    return sorted(rows, key=lambda row: -row["weight"])


def _effect(output: Traced, results: list[Traced], leaf: Leaf, slope: float, change: float) -> float:
    """Return what a change of an input adds to a figure computed anew; along the slope where it cannot be."""
    try:
        value = revalued(results, leaf, leaf.value + change)[output.index]
    except ArithmeticError:
        return slope * change
    return float(value - output.value)


def _anew(order: list[Traced], leaf: Leaf, change: float) -> dict[int, float]:
    """Return what a change of an input adds to the numbers it reaches, computed anew; nothing where it cannot be."""
    results = results_of(users_of(order), leaf)
    try:
        values = revalued(results, leaf, leaf.value + change)
    except ArithmeticError:
        return {}
    anew = ((node, values[node.index]) for node in (leaf, *results))
    return {node.index: value - node.value for node, value in anew if isinstance(value, float)}


def moved(order: list[Traced], leaf: Leaf) -> tuple[dict[int, float], dict[int, float]]:
    """Return how numbers move with one input: their slopes, and what 10 % more of it adds.

    Args:
        order: the numbers with all they are made of, arguments before results.
        leaf: the input; where it acts through whole units or a choice tips over, numbers are computed anew.

    Returns:
        `index` of a number -> d number/d input; `index` of a number -> what 10 % more adds.

    >>> wage = Leaf("region.wage", 20.0, "USD/h")
    >>> cost = wage * 8.0
    >>> slopes, tenth = moved(nodes([cost]), wage)
    >>> slopes[cost.index], tenth[cost.index]
    (8.0, 16.0)
    """
    slopes, change = tangents(order, leaf), leaf.value * TENTH
    beneath = _leaves(side for node in order for side in ([node] if node.op == "ceil" else _tied(node)))
    changes = {index: slope * change for index, slope in slopes.items()}
    return slopes, changes | (_anew(order, leaf, change) if leaf.path in beneath else {})


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
            slopes[node.index] = add_up(each * slope for each, slope in own if slope is not None)
    return slopes
