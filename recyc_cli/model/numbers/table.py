"""Writes traced numbers as a table of operations that any reader can run.

Nothing is simplified: every operation of the trace stands in it once, however many quotes share it. Registers are
numbered constants first, then inputs, then one for each operation.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.model.numbers.traced import Leaf, Traced, nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

OPS = (
    *("+", "-", "*", "/", "**", "<", "<=", ">", ">=", "==", "!="),
    *("neg", "ceil", "max", "min", "where", "ratio"),
)
"""The operations; each is told by its place among them."""
CONSTANT, INPUT = "constant", "input"
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Digits of whole numbers in a text: five bits each, the lowest first; a digit of 32 or more has others behind it."""
BITS = 5
Key = tuple[Any, ...]


class Written(NamedTuple):
    """A table as it is handed on.

    Attributes:
        constants: those numbers, NaN among them.
        inputs: names of the inputs.
        operations: how many there are.
        code: of each operation its place in `OPS` and its arguments, in `DIGITS`: of an operation how many registers it
            lies back, doubled; of a constant or an input its register, doubled, and one.
        register: place of a number, as `Table.add` returned it, to the register it stands in.
    """

    constants: list[float]
    inputs: list[str]
    operations: int
    code: str
    register: Mapping[int, int]


class Table:
    """Operations of traced numbers, those of several quotes together.

    >>> wage = Leaf("region.wage", 20.0, "USD/h")
    >>> table = Table({"region.wage"}, lambda leaf: leaf.path)
    >>> [place] = table.add([wage * 3.0 + 1.0])
    >>> written = table.written([place])
    >>> written.constants, written.inputs, written.operations, written.register[place]
    ([3.0, 1.0], ['region.wage'], 2, 4)
    """

    def __init__(self, inputs: Collection[str], name: Callable[[Leaf], str]) -> None:
        """Begin a table.

        Args:
            inputs: names of the numbers that stay inputs; what is made of others alone is a constant.
            name: of an input; those of one name are one.
        """
        self._inputs, self._name = inputs, name
        self._keys: list[Key] = []
        self._places: dict[Key, int] = {}

    def add(self, numbers: Iterable[Any]) -> list[int]:
        """Add numbers with all they are made of, and return their places.

        >>> Table((), lambda leaf: leaf.path).add([2.0, 2.0, 3.0])
        [0, 0, 1]
        """
        wanted = list(numbers)
        of: dict[int, int] = {}
        for node in nodes(each for each in wanted if isinstance(each, Traced)):
            of[node.index] = self._node(node, [self._place(each, of) for each in node.args])
        return [self._place(each, of) for each in wanted]

    def is_fixed(self, place: int) -> bool:
        """Tell whether a number is a constant."""
        return bool(self._keys[place][0] == CONSTANT)

    def written(self, wanted: Iterable[int]) -> Written:
        """Return the table of what some numbers, told by their places, are made of.

        >>> Table((), lambda leaf: leaf.path).written([]).operations
        0
        """
        needed = self._needed(wanted)
        uses = Counter(each for place in needed for each in self._args(place))
        groups: dict[str, list[int]] = {CONSTANT: [], INPUT: [], "": []}
        for place in needed:
            groups[self._keys[place][0] if self._keys[place][0] in groups else ""].append(place)
        for kind in (CONSTANT, INPUT):
            groups[kind].sort(key=lambda place: -uses[place])
        order = [place for group in groups.values() for place in group]
        register = {place: number for number, place in enumerate(order)}
        first = len(order) - len(groups[""])
        code = "".join(self._operation(place, register, first) for place in groups[""])
        constants = [float(self._keys[place][1]) for place in groups[CONSTANT]]
        return Written(constants, [self._keys[place][1] for place in groups[INPUT]], len(groups[""]), code, register)

    def _place(self, number: Any, of: Mapping[int, int]) -> int:  # noqa: ANN401 - a traced number, or a constant
        return of[number.index] if isinstance(number, Traced) else self._constant(number)

    def _constant(self, value: float) -> int:
        return self._at((CONSTANT, repr(float(value))))

    def _at(self, key: Key) -> int:
        if key not in self._places:
            self._places[key] = len(self._keys)
            self._keys.append(key)
        return self._places[key]

    def _node(self, node: Traced, args: list[int]) -> int:
        """Return the place of a number; one that no input moves is a constant, a choice that is made its branch."""
        if isinstance(node, Leaf):
            name = self._name(node)
            return self._at((INPUT, name)) if name in self._inputs else self._constant(node.value)
        if all(map(self.is_fixed, args)):
            return self._constant(node.value)
        if node.op == "where" and self.is_fixed(args[0]):
            return args[1] if float(self._keys[args[0]][1]) else args[2]
        return self._at((node.op, *args))

    def _args(self, place: int) -> Key:
        kind, *args = self._keys[place]
        return () if kind in (CONSTANT, INPUT) else tuple(args)

    def _needed(self, wanted: Iterable[int]) -> list[int]:
        """Return the places of what some numbers are made of, arguments before results."""
        waiting, found = list(wanted), set[int]()
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                waiting += self._args(place)
        return sorted(found)

    def _operation(self, place: int, register: Mapping[int, int], first: int) -> str:
        own = register[place]
        told = [OPS.index(self._keys[place][0])]
        for each in self._args(place):
            at = register[each]
            told.append(2 * (own - at) if at >= first else 2 * at + 1)
        return digits(told)


def digits(numbers: Iterable[int]) -> str:
    """Return whole numbers, 0 or more, as text.

    >>> digits([0, 1, 31, 32, 1000]), len(digits([2**40]))
    ('ABfgBof', 9)
    """
    text = ""
    for each in numbers:
        rest = each
        while rest >> BITS:
            text += DIGITS[(rest & ((1 << BITS) - 1)) | (1 << BITS)]
            rest >>= BITS
        text += DIGITS[rest]
    return text
