"""Reads a program with floats: one row at a time, without any library."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import isinf
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.model.numbers.arithmetic import NO_RESULT
from recyc_cli.model.numbers.program import MADE, READ, SLOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recyc_cli.model.numbers.program import Filled, Name, Program

KEPT = 400
"""Programs that a process keeps read."""


class Row(NamedTuple):
    """What a program says of a row: its outputs by name, none where the row is refused, and why it is."""

    outputs: dict[str, float]
    code: str


class FloatProgram:
    """A program with the numbers of one quote in its slots, for single rows."""

    __slots__ = ("_filled", "_run")

    def __init__(self, filled: Filled) -> None:
        self._filled = filled
        self._run = _read(filled.program)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the numbers that a row gives."""
        return self._filled.program.inputs

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Of each output that is the place of a name among some, those names."""
        return dict(self._filled.names)

    def __call__(self, row: Mapping[str, float]) -> Row:
        """Compute one row.

        Args:
            row: a number for each input, by its name, in the unit that the program was made for.
        """
        return self.of([float(row[name]) for name in self._filled.program.inputs])

    def of(self, numbers: Sequence[float]) -> Row:
        """Compute one row.

        Args:
            numbers: one for each input, in the order of the program's.
        """
        found, code = self.outputs_of(numbers)
        return Row({name: value for (name, _), value in zip(self._filled.program.outputs, found, strict=False)}, code)

    def outputs_of(self, numbers: Sequence[float]) -> tuple[Sequence[float], str]:
        """Compute one row, without a name for each of its outputs.

        Args:
            numbers: one for each input, in the order of the program's.

        Returns:
            The outputs in the order of the program's, none where the row is refused, and why it is.
        """
        try:
            found = self._run(numbers, self._filled.slots)
        except (ArithmeticError, TypeError):
            return (), NO_RESULT
        if isinstance(found, int):
            return (), self._filled.program.guards[found][0]
        return ((), NO_RESULT) if any(map(isinf, found)) else (found, "")


@lru_cache(KEPT)
def _read(program: Program) -> Callable[[Any, Any], Any]:
    """Return a program as a function of inputs and slots: its outputs, or the place of the guard that refuses."""
    names: dict[str, Any] = {}
    exec(compile(_text(program), "<program>", "exec"), names)  # noqa: S102 - the text is the program's own
    run: Callable[[Any, Any], Any] = names["run"]
    return run


def _text(program: Program) -> str:
    """Write a program as Python: each guard as soon as it and all before it can be told.

    What one line alone reads stands in that line, if it cannot fail: it does not matter then when it is worked out.
    """
    kept = {where for _, where in (*program.guards, *program.outputs)}
    read = Counter(each for op, *operands in program.lines for each in operands * (2 if op in _TWICE else 1))
    due: dict[int, list[str]] = {}
    known = 0
    for place, (_, where) in enumerate(program.guards):
        known = max(known, where[1])
        due.setdefault(known, []).append(f"    if not {_operand(where)}: return {place}")
    lines = ["def run(x, c):", *_unpacked(program)]
    within: dict[str | Name, tuple[str, int]] = {}
    for index, (op, *operands) in enumerate(program.lines):
        parts = [within.get(each) or (_operand(each), 0) for each in operands if not isinstance(each, str)]
        text = _OTHERS.get(str(op), f"{{0}} {op} {{1}}").format(*(part for part, _ in parts))
        deep = 1 + max(depth for _, depth in parts)
        name: Name = (MADE, index)
        if op in _SAFE and read[name] == 1 and name not in kept and deep < DEEPEST:
            within[name] = f"({text})", deep
        else:
            lines.append(f"    t{index} = {text}")
        lines += due.get(index, ())
    outputs = "".join(f"{_operand(where)}, " for _, where in program.outputs)
    return "\n".join([*lines, f"    return ({outputs})", ""])


def _unpacked(program: Program) -> list[str]:
    """Give each input and each slot a name of its own, which Python finds faster than a place in a list."""
    named = [each for line in program.lines for each in line[1:] if not isinstance(each, str)]
    slots = [
        index for kind, index in (*named, *(where for _, where in (*program.guards, *program.outputs))) if kind == SLOT
    ]
    counts = {READ: len(program.inputs), SLOT: 1 + max(slots, default=-1)}
    return [f"    {''.join(f'{kind}{i}, ' for i in range(n))}= {kind}" for kind, n in counts.items() if n]


def _operand(name: Name) -> str:
    kind, index = name
    return f"{kind}{index}"


_SAFE = ("+", "-", "*")
"""Operations that never fail, whatever they are given."""
_TWICE = ("finite", "ratio")
"""Operations that Python writes with an operand twice."""
DEEPEST = 40
"""How far lines stand in one another: Python reads no more than 200 brackets in brackets."""
_OTHERS = {
    "max": "max({0}, {1})",
    "min": "min({0}, {1})",
    "ceil": "-(-{0} // 1.0)",
    "where": "({1} if {0} else {2})",
    "ratio": "({0} / {1} if {1} else {2})",
    "finite": "{0} - {0} == 0.0",
}
"""Operations that Python writes otherwise than between two numbers."""
