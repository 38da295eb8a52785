"""Reads a program with columns: numpy statements that write into scratch memory."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recyc_cli.model.numbers.program import MADE
from recyc_cli.model.numbers.traced import COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from recyc_cli.model.numbers.program import Filled, Name, Program

    Column = NDArray[np.float64]

KEPT = 400
"""Programs that a process keeps read."""
PIECE = 8192
"""Rows of one pass: the scratch memory of a program then stays in the processor's cache."""
FINITE, OUTPUT, SCRATCH, TRUTH = "finite", "o", "s", "b"


class Statements(NamedTuple):
    """A program as a function of inputs, slots, outputs, scratch rows and what is told of refusals."""

    run: Callable[..., None]
    scratch: int
    truths: int


class Scratch:
    """Memory that programs work in; it grows to what the largest asks for."""

    __slots__ = ("numbers", "piece", "truths")

    def __init__(self, piece: int = PIECE) -> None:
        self.piece = piece
        self.numbers: NDArray[np.float64] = np.empty((0, piece))
        self.truths: NDArray[np.bool_] = np.empty((0, piece), bool)

    def of(self, statements: Statements, rows: int) -> tuple[list[Any], list[Any]]:
        """Return rows of scratch memory for numbers and for truths."""
        if len(self.numbers) < statements.scratch:
            self.numbers = np.empty((statements.scratch, self.piece))
        if len(self.truths) < statements.truths:
            self.truths = np.empty((statements.truths, self.piece), bool)
        return (
            list(self.numbers[: statements.scratch, :rows]),
            list(self.truths[: statements.truths, :rows]),
        )


class NumpyProgram:
    """A program for columns.

    Attributes:
        inputs: names of the columns that it reads.
        outputs: names of those that it writes.
        codes: of its refusals, by their number less 1.
    """

    __slots__ = ("_statements", "codes", "inputs", "outputs")

    def __init__(self, program: Program) -> None:
        self.inputs = program.inputs
        self.outputs = tuple(name for name, _ in program.outputs)
        self.codes = tuple(code for code, _ in program.guards)
        self._statements = _read(program)

    def run(
        self,
        columns: Mapping[str, Column],
        slots: Sequence[NDArray[Any]],
        into: Sequence[Column],
        refused: NDArray[np.int16],
        scratch: Scratch,
    ) -> None:
        """Compute rows, a piece at a time.

        Args:
            columns: a column for each input, by its name, in the unit that the program was made for.
            slots: the numbers of a quote, as `slots` has them, or a column of each where rows are of several.
            into: a column for each output, in their order.
            refused: 0 for each row; gets the number of the first refusal of those that are refused.
            scratch: memory to work in.
        """
        statements, rows = self._statements, len(refused)
        read = [columns[name] for name in self.inputs]
        apart = bool(slots) and slots[0].ndim > 0
        with np.errstate(all="ignore"):
            for start in range(0, rows, scratch.piece):
                end = min(start + scratch.piece, rows)
                numbers, truths = scratch.of(statements, end - start)
                statements.run(
                    [column[start:end] for column in read],
                    [column[start:end] for column in slots] if apart else slots,
                    [column[start:end] for column in into],
                    numbers,
                    truths,
                    refused[start:end],
                )


def slots_of(quotes: Sequence[Filled], rows: Sequence[int]) -> list[NDArray[Any]]:
    """Return the numbers of quotes of one program: of a single one as they are, of several a column of each.

    Args:
        quotes: in the order of their rows.
        rows: how many each has.
    """
    if len(quotes) == 1:
        return [np.array(value) for value in quotes[0].slots]
    return list(np.repeat(np.array([each.slots for each in quotes]).T, rows, axis=1))


def _refuse(holds: Any, number: int, refused: NDArray[np.int16]) -> None:  # noqa: ANN401 - truths, or 1 and 0
    """Note where a guard does not hold; of several the first one counts."""
    earlier = (refused == 0) | (refused > number)
    refused[earlier & (holds == 0)] = number


@lru_cache(KEPT)
def _read(program: Program) -> Statements:
    """Return a program as statements; the same program is read once."""
    writer = _Writer(program)
    space: dict[str, Any] = {"refuse": _refuse, POWER: power, **{name: getattr(np, name) for name in _FUNCTIONS}}
    exec(compile(writer.text(), "<program>", "exec"), space)  # noqa: S102 - the text is the program's own
    return Statements(space["run"], writer.scratch, writer.truths)


POWER = "power"
SHORT = (-1.0, 0.5, 2.0)
"""Exponents that numpy takes a shorter way for where one stands for all rows, or where there is one row."""


def power(base: Any, exponent: Any, out: Column) -> None:  # noqa: ANN401 - arrays, or single numbers
    """Raise to a power the same way however many rows there are: another way may end in another last digit.

    >>> base, one, many = np.array([3.1, 4.7]), np.empty(1), np.empty(2)
    >>> power(base[:1], np.array(0.5), one), power(base, np.array([0.5, 0.6]), many)
    (None, None)
    >>> bool(one[0] == many[0])
    True
    """
    if exponent.size > 1 or exponent.item() not in SHORT:
        np.power(base, exponent, out=out)
    else:
        out[:] = np.power(base, np.full(max(out.size, 2), exponent.item()))[: out.size]


_NAMED = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "**": POWER,
    "max": "maximum",
    "min": "minimum",
    "ceil": "ceil",
    FINITE: "isfinite",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "==": "equal",
    "!=": "not_equal",
}
_FUNCTIONS = (*(each for each in _NAMED.values() if each != POWER), "copyto")
TRUTHS = {FINITE, *COMPARISONS}
"""Operations that come to true or false."""


class _Writer:
    """Writes the statements, each into a row of scratch memory that is free, or into the output it is."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.scratch = self.truths = 0
        self._free: dict[str, list[int]] = {SCRATCH: [], TRUTH: []}
        self._places: dict[int, str] = {}
        self._left = Counter(each[1] for line in program.lines for each in line[1:] if each[0] == MADE)
        self._outputs: dict[int, int] = {}
        for place, (_, (kind, index)) in enumerate(program.outputs):
            if kind == MADE:
                self._outputs.setdefault(index, place)
        self._guards: dict[int, list[int]] = {}
        for place, (_, (_, index)) in enumerate(program.guards):
            self._guards.setdefault(index, []).append(place)

    def text(self) -> str:
        """Return the program as a function."""
        body = [statement for index in range(len(self.program.lines)) for statement in self._line(index)]
        body += [statement for place in range(len(self.program.outputs)) for statement in self._output(place)]
        head = ["def run(x, c, o, s, b, refused):"]
        for kind, count in (
            ("x", len(self.program.inputs)),
            ("c", 1 + max((each[1] for each in self._slots()), default=-1)),
            (OUTPUT, len(self.program.outputs)),
            (SCRATCH, self.scratch),
            (TRUTH, self.truths),
        ):
            head += [f"{''.join(f'{kind}{i}, ' for i in range(count))}= {kind}"] if count else []
        return "\n    ".join([*head, *body, "return"]) + "\n"

    def _slots(self) -> list[Name]:
        named = [each for line in self.program.lines for each in line[1:] if not isinstance(each, str)]
        return [each for each in (*named, *(where for _, where in self.program.outputs)) if each[0] == "c"]

    def _line(self, index: int) -> list[str]:
        op, *operands = self.program.lines[index]
        names = [each for each in operands if not isinstance(each, str)]
        args = [self._place(each) for each in names]
        whole = op in ("where", "ratio")
        if not whole:
            self._release(names)
        into = self._room(index, TRUTH if op in TRUTHS else SCRATCH)
        statements = (
            self._choice(str(op), into, args) if whole else [f"{_NAMED[str(op)]}({', '.join(args)}, out={into})"]
        )
        if whole:
            self._release(names)
        for place in self._guards.get(index, ()):
            statements.append(f"if not {into}.all(): refuse({into}, {place + 1}, refused)")
        if not self._left[index] and index not in self._outputs:
            self._return(into)
        return statements

    def _choice(self, op: str, into: str, args: list[str]) -> list[str]:
        if op == "where":
            return [f"copyto({into}, {args[2]})", f"copyto({into}, {args[1]}, where={args[0]})"]
        there = self._take(TRUTH)
        self._return(there)
        return [
            f"copyto({into}, {args[2]})",
            f"not_equal({args[1]}, 0.0, out={there})",
            f"divide({args[0]}, {args[1]}, out={into}, where={there})",
        ]

    def _output(self, place: int) -> list[str]:
        kind, index = self.program.outputs[place][1]
        if kind == MADE and self._outputs[index] == place and self._places[index] == f"{OUTPUT}{place}":
            return []
        return [f"copyto({OUTPUT}{place}, {self._place((kind, index))})"]

    def _place(self, name: Name) -> str:
        kind, index = name
        return self._places[index] if kind == MADE else f"{kind}{index}"

    def _room(self, index: int, kind: str) -> str:
        """Find a place for what a line makes."""
        own = kind == SCRATCH and index in self._outputs
        place = f"{OUTPUT}{self._outputs[index]}" if own else self._take(kind)
        self._places[index] = place
        return place

    def _take(self, kind: str) -> str:
        if self._free[kind]:
            return f"{kind}{self._free[kind].pop()}"
        if kind == TRUTH:
            self.truths += 1
            return f"{kind}{self.truths - 1}"
        self.scratch += 1
        return f"{kind}{self.scratch - 1}"

    def _release(self, names: list[Name]) -> None:
        """Give rows back that no later line reads."""
        for kind, index in names:
            if kind == MADE:
                self._left[index] -= 1
                if not self._left[index] and index not in self._outputs:
                    self._return(self._places[index])

    def _return(self, place: str) -> None:
        if place[0] != OUTPUT:
            self._free[place[0]].append(int(place[1:]))
