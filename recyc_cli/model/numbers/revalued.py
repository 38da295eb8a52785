"""Computes traced numbers anew with other inputs, steps and choices included."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from recyc_cli.model.numbers.arithmetic import maximum, minimum, ratio, where
from recyc_cli.model.numbers.traced import OPERATIONS, Leaf, Traced, nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number

Users: TypeAlias = "dict[int, list[Traced]]"
"""`index` of a number -> the results that it goes into."""


def users_of(order: Iterable[Traced]) -> Users:
    """Return what numbers go into: the results that take each of them, by its `index`.

    >>> from recyc_cli.model.numbers.traced import Leaf, nodes
    >>> wage = Leaf("region.wage", 20.0, "USD/h")
    >>> [user.value for user in users_of(nodes([wage * 2.0]))[wage.index]]
    [40.0]
    """
    users: Users = {}
    for node in order:
        for each in node.args:
            if isinstance(each, Traced):
                users.setdefault(each.index, []).append(node)
    return users


def results_of(users: Users, leaf: Leaf) -> list[Traced]:
    """Return all that an input goes into, arguments before results.

    >>> from recyc_cli.model.numbers.traced import Leaf, nodes
    >>> wage = Leaf("region.wage", 20.0, "USD/h")
    >>> [node.value for node in results_of(users_of(nodes([wage * 8.0 + 5.0])), wage)]
    [160.0, 165.0]
    """
    reached: dict[int, Traced] = {}
    waiting: list[Traced] = [leaf]
    while waiting:
        for node in users.get(waiting.pop().index, ()):
            if node.index not in reached:
                reached[node.index] = node
                waiting.append(node)
    return [reached[index] for index in sorted(reached)]


def revalued(results: Iterable[Traced], leaf: Leaf, value: float) -> dict[int, Any]:
    """Compute numbers anew with another value of one input.

    number' = operation(arguments'), in the order of evaluation; what the input does not reach is left out.

    Args:
        results: all that the input goes into, as `results_of` gives it.
        leaf: the input.
        value: what it is instead, in its unit as written.

    Returns:
        `index` of a number -> its new value, in its own unit; the input's too.

    Raises:
        ArithmeticError: the new value leaves something that cannot be computed, such as a division by 0.

    >>> from recyc_cli.model.numbers.arithmetic import ceil
    >>> from recyc_cli.model.numbers.traced import Leaf, nodes
    >>> furnaces = ceil(Leaf("feed", 9.5, "t/h") / 10.0)
    >>> order = nodes([furnaces])
    >>> furnaces.value, revalued(results_of(users_of(order), order[0]), order[0], 10.5)[furnaces.index]
    (1.0, 2.0)
    """
    found: dict[int, Any] = {leaf.index: value}
    for node in results:
        args = [found.get(each.index, each.value) if isinstance(each, Traced) else each for each in node.args]
        found[node.index] = _OPERATIONS[node.op](*args)
    return found


def with_inputs(output: Traced, values: Mapping[str, Number]) -> Number:
    """Compute a number anew with other values of its inputs, of which each may be an array.

    Args:
        output: the number.
        values: path of an input -> what it is instead, in its unit as written; the others are as they were.

    Returns:
        The number in its own unit; as it was where no such input reaches it.

    >>> from recyc_cli.model.numbers.traced import Leaf
    >>> wage, hours = Leaf("region.wage", 20.0, "USD/h"), Leaf("hours", 8.0, "h")
    >>> with_inputs(wage * hours, {"region.wage": 25.0})
    200.0
    """
    order = nodes([output])
    left = Counter(each.index for node in order for each in node.args if isinstance(each, Traced))
    found: dict[int, Any] = {}
    for node in order:
        if isinstance(node, Leaf):
            found |= {node.index: values[node.path]} if node.path in values else {}
            continue
        inputs = [each for each in node.args if isinstance(each, Traced)]
        if not any(each.index in found for each in inputs):
            continue
        args = [found.get(each.index, each.value) if isinstance(each, Traced) else each for each in node.args]
        for each in inputs:
            left[each.index] -= 1
            if not left[each.index]:
                found.pop(each.index, None)  # arrays of thousands of results would not fit in a cache
        found[node.index] = _OF_ANY[node.op](*args)
    anew: Number = found.get(output.index, output.value)
    return anew


_OPERATIONS: dict[str, Any] = {
    **OPERATIONS,
    "neg": lambda x: -x,
    "ceil": lambda x: -(-x // 1.0),
    "max": max,
    "min": min,
    "where": lambda condition, yes, no: yes if condition else no,
    "ratio": lambda part, whole, nothing: part / whole if whole else nothing,
}
_OF_ANY = _OPERATIONS | {"max": maximum, "min": minimum, "where": where, "ratio": ratio}
"""The same of floats and arrays alike."""
