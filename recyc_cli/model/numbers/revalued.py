"""Computes traced numbers anew with one input changed, steps and choices included."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from recyc_cli.model.numbers.traced import OPERATIONS, Traced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.model.numbers.traced import Leaf


class Followers:
    """Numbers with all they are made of, each with those that are made of it."""

    __slots__ = ("nodes", "of")

    def __init__(self, order: Iterable[Traced]) -> None:
        """Look through numbers and what they are made of, arguments before results."""
        self.nodes: dict[int, Traced] = {}
        self.of: dict[int, list[int]] = {}
        for node in order:
            self.nodes[node.index] = node
            for each in node.args:
                if isinstance(each, Traced):
                    self.of.setdefault(each.index, []).append(node.index)


def revalued(followers: Followers, leaf: Leaf, value: float) -> dict[int, Any]:
    """Compute numbers anew with another value of one input.

    number' = operation(arguments'), in the order of evaluation; what the input does not reach is left out.

    Args:
        followers: the numbers, and what is made of each.
        leaf: the input.
        value: what it is instead, in its unit as written.

    Returns:
        `index` of a number -> its new value, in its own unit.

    Raises:
        ArithmeticError: the new value leaves something that cannot be computed, such as a division by 0.

    >>> from recyc_cli.model.numbers.arithmetic import ceil
    >>> from recyc_cli.model.numbers.traced import Leaf, nodes
    >>> furnaces = ceil(Leaf("feed", 9.5, "t/h") / 10.0)
    >>> order = nodes([furnaces])
    >>> furnaces.value, revalued(Followers(order), order[0], 10.5)[furnaces.index]
    (1.0, 2.0)
    """
    found: dict[int, Any] = {leaf.index: value}
    waiting = sorted(set(followers.of.get(leaf.index, ())))
    while waiting:
        index = heappop(waiting)
        if index not in found:
            node = followers.nodes[index]
            found[index] = _computed(
                node.op, [found.get(each.index, each.value) if isinstance(each, Traced) else each for each in node.args]
            )
            for after in followers.of.get(index, ()):
                heappush(waiting, after)
    return found


def _computed(op: str, args: list[Any]) -> Any:  # noqa: ANN401 - a float, or a truth
    first, *others = args
    if op in OPERATIONS:
        return OPERATIONS[op](first, *others)
    return _OTHERS[op](first, *others)


_OTHERS: dict[str, Any] = {
    "neg": lambda x: -x,
    "ceil": lambda x: -(-x // 1.0),
    "max": max,
    "min": min,
    "where": lambda condition, yes, no: yes if condition else no,
    "ratio": lambda part, whole, nothing: part / whole if whole else nothing,
}
"""The operations beside those of two numbers."""
