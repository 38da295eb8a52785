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


def revalued(users: Users, leaf: Leaf, value: float) -> dict[int, tuple[Traced, Any]]:
    """Compute numbers anew with another value of one input.

    number' = operation(arguments'), in the order of evaluation; what the input does not reach is left out.

    Args:
        users: what the input, and all it goes into, goes into, as `users_of` gives it.
        leaf: the input.
        value: what it is instead, in its unit as written.

    Returns:
        `index` of a number -> the number and its new value, in its own unit.

    Raises:
        ArithmeticError: the new value leaves something that cannot be computed, such as a division by 0.

    >>> from recyc_cli.model.numbers.arithmetic import ceil
    >>> from recyc_cli.model.numbers.traced import Leaf, nodes
    >>> furnaces = ceil(Leaf("feed", 9.5, "t/h") / 10.0)
    >>> order = nodes([furnaces])
    >>> furnaces.value, revalued(users_of(order), order[0], 10.5)[furnaces.index][1]
    (1.0, 2.0)
    """
    reached: dict[int, Traced] = {}
    waiting: list[Traced] = [leaf]
    while waiting:
        for node in users.get(waiting.pop().index, ()):
            if node.index not in reached:
                reached[node.index] = node
                waiting.append(node)
    found: dict[int, tuple[Traced, Any]] = {leaf.index: (leaf, value)}
    for index in sorted(reached):
        node = reached[index]
        args = [
            (found[each.index][1] if each.index in found else each.value) if isinstance(each, Traced) else each
            for each in node.args
        ]
        found[index] = node, _computed(node.op, args)
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
        found[node.index] = _computed(node.op, args)
    anew: Number = found.get(output.index, output.value)
    return anew


def _computed(op: str, args: list[Any]) -> Any:  # noqa: ANN401 - a float, or a truth
    first, *others = args
    if op in OPERATIONS:
        return OPERATIONS[op](first, *others)
    return _OTHERS[op](first, *others)


_OTHERS: dict[str, Any] = {
    "neg": lambda x: -x,
    "ceil": lambda x: -(-x // 1.0),
    "max": maximum,
    "min": minimum,
    "where": where,
    "ratio": ratio,
}
"""The operations beside those of two numbers."""
