"""Gathers the numbers behind cells and says who needs them.

Also what each is called, and how often it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.traced import Leaf, Traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.analysis.traced_quote import TracedQuote


class Behind:
    """All that some numbers are made of, themselves included.

    Args:
        shown: the numbers, each with the place of the quote it is shown for, if any.
        quotes: they stand in; a number that several of them know has the name that the first gives it.
    """

    def __init__(self, shown: Sequence[tuple[Traced, int | None]], quotes: Sequence[TracedQuote] = ()) -> None:
        self.order = by_first_use(number for number, _ in shown)
        """Arguments before results, whatever was quoted before."""
        self.uses: dict[int, int] = {}
        """How often a number is written, by its index; a share writes its whole twice."""
        self._names: dict[int, str] = {}
        self._wholes: dict[int, str] = {}
        """By the index of a number: the name of the figure it is a part of."""
        self._needs: dict[int, int] = {}
        """By the index of a number: a bit for each quote that needs it."""
        for quote in reversed(quotes):
            self._names |= quote.first_names
        for number, user in shown:
            need = 0 if user is None else 1 << user
            self._needs[number.index] = self._needs.get(number.index, 0) | need
        self._pass_on()

    def _pass_on(self) -> None:
        """Tell every number, from the figures down, what it is a part of and who needs it."""
        names, wholes, needs, uses = self._names, self._wholes, self._needs, self.uses
        for index, node in reversed(self.order.items()):
            args = node.args
            if not args:
                continue
            whole, need = names.get(index) or wholes.get(index, ""), needs.get(index, 0)
            for argument in (*args, args[1]) if node.op == "ratio" else args:
                if isinstance(argument, Traced):
                    at = argument.index
                    if at not in uses:
                        uses[at], wholes[at], needs[at] = 1, whole, needs.get(at, 0) | need
                    else:
                        uses[at] += 1
                        needs[at] |= need

    @property
    def leaves(self) -> list[Leaf]:
        """The inputs among them."""
        return [node for node in self.order.values() if isinstance(node, Leaf)]

    def name_of(self, node: Traced) -> str:
        """Return the name of a number, or that of the figure it is a part of."""
        whole = self._wholes.get(node.index)
        return self._names.get(node.index) or (f"part of {whole}" if whole else "")

    def needed_by(self, node: Traced) -> int:
        """Return which quotes need a number: the first is bit 0."""
        return self._needs.get(node.index, 0)


def by_first_use(outputs: Iterable[Traced]) -> dict[int, Traced]:
    """Return all that some numbers are made of by index, arguments before results, whatever the age of each.

    Each number stands right behind what it alone is made of: a part that was kept from an earlier quote stands where a
    new one would.

    >>> kept = Leaf("region.wage", 20.0, "USD/h") * 2.0
    >>> [node.op for node in by_first_use([Leaf("region.tax", 1.0, "1") / 4.0, kept]).values()]
    ['leaf', '/', 'leaf', '*']
    """
    order, begun = dict[int, Traced](), list[Traced]()
    waiting: list[Traced | None] = [*outputs]
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        if node is None:  # all that the number begun last is made of stands there now
            node = begun.pop()
            order[node.index] = node
        elif node.index not in order:
            ready = True
            for each in node.args[::-1]:
                if isinstance(each, Traced) and each.index not in order:
                    if ready:
                        begun.append(node)
                        waiting.append(None)
                        ready = False
                    waiting.append(each)
            if ready:
                order[node.index] = node
    return order
