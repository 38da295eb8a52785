"""Writes programs as expressions of SQL; what is used twice has a column of its own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.model.numbers.program import MADE, READ
from recyc_cli.model.numbers.traced import COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.model.numbers.program import Filled, Name

UNWRITABLE = "E378"
"""Code of lots that SQL does not compute: told when it is written, or by what it tells."""
INPUT, CONSTANT = "input", "constant"
NUMBER = "DOUBLE PRECISION"
NOTHING = f"CAST(NULL AS {NUMBER})"
LARGEST = 1.7976931348623157e308
"""The largest number a column can hold: what is below infinity."""
FINITE, TRUTHS = "finite", {"finite", *COMPARISONS}
LONG = 1_500
"""Letters of an expression from which on it has a column of its own."""
_SQL = {"==": "=", "!=": "<>"}
_EXP = "(CASE WHEN {e} * LN({b}) > 7E2 THEN NULL WHEN {e} * LN({b}) < -7E2 THEN 0E0 ELSE POWER({b}, {e}) END)"
"""A power that a column can hold; none where it is too large, 0 where too small (a warehouse would stop at either)."""


class Node(NamedTuple):
    """A number of some programs: its operation and the places of its operands; of an input or a constant itself."""

    op: str
    args: tuple[int, ...]
    said: str = ""


class Expressions:
    """Numbers of programs, each held once however many of them have it."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._places: dict[Node, int] = {}

    def place(self, node: Node) -> int:
        """Return the place of a number."""
        if node not in self._places:
            self._places[node] = len(self.nodes)
            self.nodes.append(node)
        return self._places[node]

    def take(self, filled: Filled, prefix: str) -> Taken:
        """Take up a program.

        Args:
            filled: the program, with its numbers.
            prefix: of the columns that its inputs stand in.
        """
        program = filled.program
        made: list[int] = []

        def at(name: Name) -> int:
            kind, index = name
            if kind == MADE:
                return made[index]
            if kind == READ:
                return self.place(Node(INPUT, (), f"{prefix}{program.inputs[index]}"))
            return self.place(Node(CONSTANT, (), literal(filled.slots[index])))

        for op, *operands in program.lines:
            made.append(self.place(Node(str(op), tuple(at(each) for each in operands if not isinstance(each, str)))))
        guards = [(code, at(where)) for code, where in program.guards]
        return Taken(guards, {name: at(where) for name, where in program.outputs})

    def is_truth(self, place: int) -> bool:
        """Tell whether a number is true or false."""
        node = self.nodes[place]
        return node.op in TRUTHS or (node.op == "where" and any(map(self.is_truth, node.args[1:])))


class Taken(NamedTuple):
    """Places of a program's guards, each with its code, and of its outputs by name."""

    guards: list[tuple[str, int]]
    outputs: dict[str, int]


def literal(value: float) -> str:
    """Return a number as SQL has approximate ones, with an exponent.

    >>> literal(0.1), literal(-3.0), literal(1e-20)
    ('0.1E0', '-3.0E0', '1E-20')
    """
    if math.isnan(value):
        return NOTHING
    text = repr(math.copysign(LARGEST, value) if math.isinf(value) else float(value))
    return text.upper() if "e" in text else f"{text}E0"


def there(number: str, factor: float = 1.0) -> str:
    """Return a number times its unit's factor as batches read it: NaN is nothing, whatever a warehouse sorts it as.

    >>> there("x")
    '(CASE WHEN x <= 1.7976931348623157E+308 OR -x <= 1.7976931348623157E+308 THEN x END)'
    """
    held = f"WHEN ABS({number}) BETWEEN 1E-150 AND 1E150 THEN {number} * {literal(factor)} " if factor != 1.0 else ""
    end = literal(LARGEST)  # what is no product in a column stays as it is: beyond what is computed
    return f"(CASE {held}WHEN {number} <= {end} OR -{number} <= {end} THEN {number} END)"


def held_product(a: str, b: str) -> str:
    """Return a product of what stands in columns; one that no column holds is beyond what is computed, no end."""
    held = " AND ".join(f"ABS({each}) BETWEEN 1E-150 AND 1E150" for each in (a, b))
    cases = (
        f"WHEN {a} IS NULL OR {b} IS NULL THEN NULL",
        f"WHEN {held} THEN {a} * {b}",
        f"WHEN {a} = 0E0 OR {b} = 0E0 THEN 0E0",
        f"WHEN ABS({a}) > {literal(LARGEST)} THEN {a}",
        f"ELSE {literal(LARGEST)}",
    )
    return f"(CASE {' '.join(cases)} END)"


def quoted(name: str) -> str:
    """Return a name as SQL takes any.

    >>> quoted("Gewicht (kg)"), len(quoted('"'))
    ('"Gewicht (kg)"', 4)
    """
    return '"' + name.replace('"', '""') + '"'


def text_in_sql(value: str) -> str:
    """Return a text as SQL has it.

    >>> text_in_sql("d'Artagnan")
    "'d''Artagnan'"
    """
    return "'" + value.replace("'", "''") + "'"


def columns_of(expressions: Expressions, wanted: Sequence[int], prefix: str) -> Columns:
    """Return what is to be computed, level by level: a column reads those of levels before it alone.

    Args:
        expressions: all numbers.
        wanted: places of those that are asked for.
        prefix: of the columns' names.
    """
    needed = _needed(expressions, wanted)
    uses = _uses(expressions, needed)
    texts: dict[int, str] = {}
    levels: dict[int, int] = {}
    found: list[dict[str, str]] = []
    for place in needed:
        node = expressions.nodes[place]
        texts[place] = _text(expressions, node, texts)
        levels[place] = max((levels[each] for each in node.args), default=0)
        leaf = node.op in (INPUT, CONSTANT)
        if not leaf and (uses[place] > 1 or len(texts[place]) > LONG):
            name, level = f"{prefix}{place}", levels[place]
            while len(found) <= level:
                found.append({})
            found[level][name] = _as_number(texts[place], truth=expressions.is_truth(place))
            truth = expressions.is_truth(place)
            texts[place], levels[place] = f"({quoted(name)} = 1E0)" if truth else quoted(name), level + 1
    return Columns(found, texts)


class Columns(NamedTuple):
    """Columns of each level by name, and what stands for each number in the end."""

    levels: list[dict[str, str]]
    texts: Mapping[int, str]


def _needed(expressions: Expressions, wanted: Sequence[int]) -> list[int]:
    """Return what some numbers are made of, each behind what it is made of."""
    there = set(wanted)
    for place in range(len(expressions.nodes) - 1, -1, -1):
        if place in there:
            there.update(expressions.nodes[place].args)
    return sorted(there)


def _uses(expressions: Expressions, needed: Sequence[int]) -> dict[int, int]:
    """Return how often each number would be written."""
    uses = dict.fromkeys(needed, 0)
    for place in needed:
        node = expressions.nodes[place]
        times = _TIMES.get(node.op, (1,) * len(node.args))
        for each, count in zip(node.args, times, strict=True):
            uses[each] += count
    return uses


_TIMES = {"max": (2, 2), "min": (2, 2), "/": (1, 2), "ratio": (1, 2, 1), "**": (2, 2)}
"""How often operands are written, where it is not once."""


def _as_number(text: str, *, truth: bool) -> str:
    """Return a truth as 1 or 0; nothing where it is neither."""
    return f"(CASE WHEN {text} THEN 1E0 WHEN NOT {text} THEN 0E0 END)" if truth else text


def _text(expressions: Expressions, node: Node, texts: Mapping[int, str]) -> str:
    """Write a number of numbers that are written."""
    if node.op == INPUT:
        return quoted(node.said)
    if node.op == CONSTANT:
        return node.said if node.said[0] != "-" else f"({node.said})"
    truths = [expressions.is_truth(each) for each in node.args]
    given = [texts[each] for each in node.args]
    numbers = [_as_number(each, truth=truth) for each, truth in zip(given, truths, strict=True)]
    if node.op == "where":
        condition = given[0] if truths[0] else f"{given[0]} <> 0E0"
        mixed = any(truths[1:])
        yes, no = ((as_truth(each, truth=t) for each, t in zip(given[1:], truths[1:], strict=True)) if mixed
                   else given[1:])  # fmt: skip
        return f"(CASE WHEN {condition} THEN {yes} ELSE {no} END)"
    if node.op == "**":
        return _power(numbers[0], numbers[1], expressions.nodes[node.args[1]])
    if node.op in _WRITTEN:
        return _WRITTEN[node.op].format(*numbers)
    return f"({numbers[0]} {_SQL.get(node.op, node.op)} {numbers[1]})"


def as_truth(text: str, *, truth: bool) -> str:
    """Return a number as a truth: any but 0 is true."""
    return text if truth else f"({text} <> 0E0)"


def _power(base: str, exponent: str, of: Node) -> str:
    """Write a power; of a base that has none nothing, where a warehouse would stop."""
    if of.op == CONSTANT:
        n = float(of.said)
        if n == int(n) and n > 0.0:
            return f"POWER({base}, {exponent})"
        zero = f"WHEN {base} = 0E0 THEN 0E0 " if n > 0.0 else ""
        return f"(CASE WHEN {base} > 0E0 THEN POWER({base}, {exponent}) {zero}END)"
    whole = _EXP.format(b=base, e=exponent)
    zero = f"WHEN {base} = 0E0 AND {exponent} > 0E0 THEN 0E0 WHEN {base} = 0E0 AND {exponent} = 0E0 THEN 1E0"
    return f"(CASE WHEN {base} > 0E0 THEN {whole} {zero} END)"


_WRITTEN = {
    "neg": "(-{0})",
    "ceil": "CEIL({0})",
    "max": "(CASE WHEN {0} > {1} THEN {0} ELSE {1} END)",
    "min": "(CASE WHEN {0} < {1} THEN {0} ELSE {1} END)",
    "/": "(CASE WHEN {1} <> 0E0 THEN {0} / {1} END)",
    "ratio": "(CASE WHEN {1} <> 0E0 THEN {0} / {1} ELSE {2} END)",
    FINITE: "({0} IS NOT NULL)",
}
