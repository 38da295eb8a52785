"""Writes numbers in their normal form as a program: one operation a line.

Coefficients are no part of a program: it reads them from slots, so that one program serves all quotes of its shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from recyc_cli.model.numbers.polynomial import INPUT, SUM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.model.numbers.normal_form import NormalForm
    from recyc_cli.model.numbers.polynomial import Key, Operand, Polynomial

Name: TypeAlias = "tuple[str, int]"
"""What a line reads: `x`, an input; `c`, a slot; `t`, what an earlier line computed; each with its place."""
READ, SLOT, MADE = "x", "c", "t"
ONE = 1.0


class Program(NamedTuple):
    """Operations that compute outputs of inputs and slots.

    Attributes:
        inputs: names of the inputs.
        lines: operation and operands of each line (`traced.OPERATIONS` and beside them, `finite`); line i makes `t` i.
        outputs: name of each output, and where it stands.
        guards: code of each condition, and where it stands, in the order of evaluation.
    """

    inputs: tuple[str, ...]
    lines: tuple[tuple[str | Name, ...], ...]
    outputs: tuple[tuple[str, Name], ...]
    guards: tuple[tuple[str, Name], ...]


class Filled(NamedTuple):
    """A program with the numbers of its slots: those of one quote.

    Attributes:
        program: what is done.
        slots: the coefficients.
        names: of each output that is the place of a name among some, those names.
    """

    program: Program
    slots: tuple[float, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()


def written(form: NormalForm) -> Filled:
    """Write a normal form as a program, its conditions first.

    >>> from recyc_cli.model.numbers.normal_form import NormalForm
    >>> from recyc_cli.model.numbers.traced import Leaf
    >>> wage = Leaf("wage", 20.0, "USD/h")
    >>> program, slots, _ = written(NormalForm({"cost": wage * 3.0 * wage + 5.0}))
    >>> program.lines, slots
    ((('*', ('x', 0), ('x', 0)), ('*', ('t', 0), ('c', 0)), ('+', ('t', 1), ('c', 1))), (3.0, 5.0))
    """
    writer = _Writer(form)
    guards = tuple((code, writer.named(condition)) for condition, code in form.guards)
    outputs = tuple((name, writer.polynomial(sorted(p.items()))) for name, p in form.outputs.items())
    return Filled(Program(tuple(writer.inputs), tuple(writer.lines), outputs, guards), tuple(writer.slots))


class _Writer:
    """Writes each number once, when it is first asked for."""

    def __init__(self, form: NormalForm) -> None:
        self.basis = form.basis
        self.inputs: list[str] = []
        self.lines: list[tuple[str | Name, ...]] = []
        self.slots: list[float] = []
        self._names: dict[int, Name] = {}
        self._inverses: dict[int, Name] = {}
        self._products: dict[Key, Name] = {}
        for i in self._needed(form):
            self._names[i] = self._written(i)

    def named(self, i: int) -> Name:
        """Return where a basis number stands."""
        return self._names[i]

    def polynomial(self, terms: Iterable[tuple[Key, float]]) -> Name:
        """Write the sum of some terms; one without a product comes last."""
        total: Name | None = None
        alone: float | None = None
        for key, coefficient in terms:
            if not key:
                alone = coefficient
                continue
            term = self._product(key)
            if total is not None and coefficient == -ONE:
                total = self._line("-", total, term)
                continue
            if coefficient != ONE:
                term = self._line("*", term, self._slot(coefficient))
            total = term if total is None else self._line("+", total, term)
        if total is None:
            return self._slot(alone or 0.0)
        return total if alone is None else self._line("+", total, self._slot(alone))

    def _needed(self, form: NormalForm) -> Sequence[int]:
        """Return the basis numbers that anything is made of, each behind what it is made of: conditions first."""
        order: dict[int, None] = {}
        for i, _ in form.guards:
            self._visit(i, order)
        for p in form.outputs.values():
            for i in _numbers_of(p):
                self._visit(i, order)
        return list(order)

    def _visit(self, i: int, order: dict[int, None]) -> None:
        waiting = [(i, False)]
        while waiting:
            each, ready = waiting.pop()
            if each in order:
                continue
            if ready:
                order[each] = None
                continue
            waiting.append((each, True))
            waiting += [(other, False) for other in reversed(self._made_of(each)) if other not in order]

    def _made_of(self, i: int) -> list[int]:
        args = self.basis.args[i]
        if self.basis.ops[i] == INPUT:
            return []
        if self.basis.ops[i] == SUM:
            return _numbers_of(args[0])  # type: ignore[arg-type]
        return [each for each in args if isinstance(each, int)]

    def _written(self, i: int) -> Name:
        op, args = self.basis.ops[i], self.basis.args[i]
        if op == INPUT:
            self.inputs.append(str(args[0]))
            return (READ, len(self.inputs) - 1)
        if op == SUM:
            keys, coefficients = args
            return self.polynomial(zip(keys, coefficients, strict=True))  # type: ignore[call-overload]
        return self._line(op, *map(self._operand, args))  # type: ignore[arg-type]

    def _operand(self, operand: Operand) -> Name:
        return self._names[operand] if isinstance(operand, int) else self._slot(operand[0])

    def _line(self, op: str, *operands: Name) -> Name:
        self.lines.append((op, *operands))
        return (MADE, len(self.lines) - 1)

    def _slot(self, value: float) -> Name:
        self.slots.append(value)
        return (SLOT, len(self.slots) - 1)

    def _product(self, key: Key) -> Name:
        """Write a product of powers, once."""
        if key not in self._products:
            factors = [self._factor(i, n) for i, n in key for _ in range(abs(n))]
            product = factors[0]
            for factor in factors[1:]:
                product = self._line("*", product, factor)
            self._products[key] = product
        return self._products[key]

    def _factor(self, i: int, exponent: int) -> Name:
        if exponent > 0:
            return self._names[i]
        if i not in self._inverses:
            self._inverses[i] = self._line("/", self._slot(ONE), self._names[i])
        return self._inverses[i]


def _numbers_of(p: Polynomial | Iterable[Key]) -> list[int]:
    return [i for key in p for i, _ in key]
