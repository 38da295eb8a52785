"""Reads a program with floats: one row at a time, without any library."""

from __future__ import annotations

from functools import lru_cache
from math import isinf
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.model.numbers.arithmetic import NO_RESULT
from recyc_cli.model.numbers.program import READ, SLOT

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
        program = self._filled.program
        try:
            found = self._run(numbers, self._filled.slots)
        except (ArithmeticError, TypeError):
            return Row({}, NO_RESULT)
        if isinstance(found, int):
            return Row({}, program.guards[found][0])
        if any(map(isinf, found)):
            return Row({}, NO_RESULT)
        return Row({name: value for (name, _), value in zip(program.outputs, found, strict=True)}, "")


@lru_cache(KEPT)
def _read(program: Program) -> Callable[[Any, Any], Any]:
    """Return a program as a function of inputs and slots: its outputs, or the place of the guard that refuses."""
    names: dict[str, Any] = {}
    exec(compile(_text(program), "<program>", "exec"), names)  # noqa: S102 - the text is the program's own
    run: Callable[[Any, Any], Any] = names["run"]
    return run


def _text(program: Program) -> str:
    """Write a program as Python: each guard as soon as it and all before it can be told."""
    lines = ["def run(x, c):"]
    due: dict[int, list[str]] = {}
    known = 0
    for place, (_, where) in enumerate(program.guards):
        known = max(known, where[1])
        due.setdefault(known, []).append(f"    if not {_operand(where)}: return {place}")
    for index, (op, *operands) in enumerate(program.lines):
        args = [_operand(each) for each in operands if not isinstance(each, str)]
        lines += [f"    t{index} = {_OTHERS.get(str(op), f'{{0}} {op} {{1}}').format(*args)}", *due.get(index, ())]
    outputs = "".join(f"{_operand(where)}, " for _, where in program.outputs)
    return "\n".join([*lines, f"    return ({outputs})", ""])


def _operand(name: Name) -> str:
    kind, index = name
    return f"{kind}[{index}]" if kind in (READ, SLOT) else f"{kind}{index}"


_OTHERS = {
    "max": "max({0}, {1})",
    "min": "min({0}, {1})",
    "ceil": "-(-{0} // 1.0)",
    "where": "({1} if {0} else {2})",
    "ratio": "({0} / {1} if {1} else {2})",
    "finite": "{0} - {0} == 0.0",
}
"""Operations that Python writes otherwise than between two numbers."""
