"""Differentiates traced numbers in one pass back through their formula."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any

from recyc_cli.model.numbers.traced import Leaf, Traced, nodes, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def gradient(output: Traced) -> list[tuple[Leaf, float]]:
    """Differentiate a number by every leaf it is made of, in one pass back through its formula.

    d output/d leaf, in the units of both as they stand. A whole number (`ceil`) does not move: 0 passes through it;
    `max`, `min` and `where` are differentiated on the branch that is taken, the first where both are equal.

    >>> wage = Leaf("region.wage", 20.0, "USD/h")
    >>> [(leaf.path, slope) for leaf, slope in gradient(wage * wage)]
    [('region.wage', 40.0)]
    """
    order = nodes([output])
    slopes = adjoints(output, order)
    return [(node, slopes.get(node.index, 0.0)) for node in order if isinstance(node, Leaf)]


def moved_within(slope: float, value: float, ends: tuple[float, float], least: float = 0.0) -> float:
    """Return what half of an input's range moves a number by, along the slope.

    |slope| x max((high - low) / 2, least x |value|)

    Args:
        slope: d number/d input.
        value: of the input.
        ends: of its range.
        least: share of the value that counts as half of the range at least.

    >>> moved_within(-2.0, 10.0, (9.0, 12.0)), moved_within(-2.0, 10.0, (9.0, 12.0), 0.25)
    (3.0, 5.0)
    """
    low, high = ends
    return abs(slope) * max((high - low) / 2.0, least * abs(value))


def adjoints(output: Traced, order: Sequence[Traced]) -> dict[int, float]:
    """Differentiate a number by all that it is made of, intermediate results included.

    Args:
        output: the number.
        order: what it is made of, as `nodes` gives it.

    Returns:
        `index` of a number -> d output/d number; where it is 0 the entry is missing.

    >>> wage = Leaf("region.wage", 20.0, "USD/h")
    >>> cost = wage * 3.0
    >>> adjoints(cost, nodes([cost]))[wage.index]
    3.0
    """
    slopes: dict[int, float] = {output.index: 1.0}
    for node in reversed(order):
        slope = slopes.get(node.index)
        if slope:
            op, args = node.op, node.args
            own = (1.0, 1.0) if op == "+" else (plain(args[1]), plain(args[0])) if op == "*" else partials(node)
            for argument, partial in zip(args, own, strict=True):
                if partial and isinstance(argument, Traced):
                    at = argument.index
                    slopes[at] = slopes.get(at, 0.0) + slope * partial
    return slopes


def partials(node: Traced) -> tuple[float, ...]:
    """Return the derivatives of a number by its arguments.

    >>> partials(Leaf("x", 3.0, "1") ** 2.0)[0]
    6.0
    """
    slopes: tuple[float, ...] = _PARTIALS.get(node.op, _nothing)(node, *map(plain, node.args))
    return slopes


def _nothing(node: Traced, *_: float) -> tuple[float, ...]:
    """What does not move: whole numbers and conditions."""
    return (0.0,) * len(node.args)


def _of_ratio(node: Traced, _part: float, whole: float, _nothing: float) -> tuple[float, ...]:
    """Differentiate a share of something, or what stands for a share of nothing."""
    return (1.0 / whole, -node.value / whole, 0.0) if whole else (0.0, 0.0, 1.0)


def _of_power(node: Traced, base: float, exponent: float) -> tuple[float, ...]:
    """Differentiate a^b: b a^(b-1) and a^b ln a; at a base of 0, what is finite of them."""
    if base == 0.0:
        return (1.0 if exponent == 1.0 else 0.0, 0.0)
    by_exponent = node.value * log(base) if base > 0.0 and isinstance(node.args[1], Traced) else 0.0
    return (exponent * base ** (exponent - 1.0), by_exponent)


_PARTIALS: dict[str, Any] = {
    "+": lambda _, _a, _b: (1.0, 1.0),
    "-": lambda _, _a, _b: (1.0, -1.0),
    "*": lambda _, a, b: (b, a),
    "/": lambda node, _, b: (1.0 / b, -node.value / b),
    "**": _of_power,
    "ratio": _of_ratio,
    "neg": lambda _, _a: (-1.0,),
    "max": lambda _, a, b: (0.0, 1.0) if b > a else (1.0, 0.0),
    "min": lambda _, a, b: (0.0, 1.0) if b < a else (1.0, 0.0),
    "where": lambda _, condition, _yes, _no: (0.0, 1.0, 0.0) if condition else (0.0, 0.0, 1.0),
}


def inputs_of(outputs: Iterable[Traced], bits: Mapping[str, int]) -> dict[int, int]:
    """Return the leaves that numbers move with, step by step: no step between has a derivative of 0.

    Args:
        outputs: the numbers.
        bits: path of a leaf -> its bit; others count for nothing.

    Returns:
        `index` of a number -> the bits of its leaves, as `model/numbers/sourced.py` has them.

    >>> wage, none = Leaf("region.wage", 20.0, "USD/h"), Leaf("region.none", 0.0, "1")
    >>> bill = wage * none
    >>> inputs_of([bill], {"region.wage": 0b01, "region.none": 0b10})[bill.index]
    2
    """
    waiting, steps = list(outputs), dict[int, tuple[Traced, list[Traced]]]()
    while waiting:
        node = waiting.pop()
        if node.index not in steps:
            args = node.args
            own = (1.0, 1.0) if node.op == "+" else partials(node) if args else ()
            moving = [each for each, slope in zip(args, own, strict=True) if slope and isinstance(each, Traced)]
            steps[node.index] = node, moving
            waiting += moving
    found: dict[int, int] = {}
    for index, (node, moving) in sorted(steps.items()):
        found[index] = bits.get(node.path, 0) if isinstance(node, Leaf) else 0
        for each in moving:
            found[index] |= found[each.index]
    return found
