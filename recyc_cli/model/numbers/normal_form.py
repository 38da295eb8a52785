"""Brings traced numbers into their normal form: polynomials of basis numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from recyc_cli.model.numbers.guards import FINITE, HOLDS, NOT_ZERO, POWER
from recyc_cli.model.numbers.polynomial import (
    INPUT,
    NOT_NEGATIVE,
    POSITIVE,
    UNKNOWN,
    Basis,
    added,
    constant,
    is_constant,
    number,
    scaled,
)
from recyc_cli.model.numbers.traced import Leaf, Traced, nodes

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from recyc_cli.model.numbers.guards import Guard
    from recyc_cli.model.numbers.polynomial import Polynomial

MANY = 4
"""A sum of more terms than this that is used more than once is one number."""
SLOPE = 1.0
"""Up to this exponent a power of a finite number is finite."""


class NormalForm:
    """Numbers as polynomials of basis numbers, and the conditions under which they are.

    Attributes:
        basis: the basis numbers.
        outputs: name -> polynomial.
        guards: conditions, basis numbers that are true or false, each with its code, in the order of evaluation.
    """

    __slots__ = ("_forms", "_inputs", "basis", "guards", "outputs")

    def __init__(
        self, outputs: Mapping[str, Any], guards: Iterable[Guard] = (), inputs: Container[str] | None = None
    ) -> None:
        """Bring numbers into their normal form.

        Args:
            outputs: traced numbers and constants by name; their leaves are the inputs, by their paths.
            guards: as they were noted while the numbers were traced.
            inputs: paths of the leaves that are inputs, the others being constants; without, all are.
        """
        guards = list(guards)
        self._inputs = inputs
        self.basis = Basis()
        self._forms: dict[int, Polynomial] = {}
        wanted = [each for each in outputs.values() if isinstance(each, Traced)]
        conditions = [each for guard in guards for each in guard.args if isinstance(each, Traced)]
        order = nodes([*wanted, *conditions])
        signs = _signs_of_inputs(guards)
        uses = Counter(each.index for node in order for each in node.args if isinstance(each, Traced))
        uses.update(node.index for node in wanted)
        for node in order:
            form = self._form(node, signs)
            if len(form) > MANY and uses[node.index] > 1:
                form = self.basis.one(form)
            self._forms[node.index] = form
        self.outputs = {name: self._of(each) for name, each in outputs.items()}
        found = [(condition, guard.code) for guard in guards for condition in self._conditions(guard)]
        self.guards = list(dict.fromkeys(found))

    def _of(self, each: Any) -> Polynomial:  # noqa: ANN401 - a traced number, or a constant
        return self._forms[each.index] if isinstance(each, Traced) else constant(float(each))

    def _form(self, node: Traced, signs: Mapping[int, int]) -> Polynomial:
        forms = self._forms
        args = [forms[each.index] if isinstance(each, Traced) else constant(float(each)) for each in node.args]
        linear = _LINEAR.get(node.op)
        if linear is not None:
            form: Polynomial = linear(self.basis, *args)
        elif isinstance(node, Leaf) and self._inputs is not None and node.path not in self._inputs:
            form = constant(float(node.value))
        elif isinstance(node, Leaf):
            form = number(self.basis.node(INPUT, (node.path,), signs.get(node.index, UNKNOWN)))
        elif all(map(is_constant, args)):
            form = constant(float(node.value))
        else:
            form = _OTHERS.get(node.op, _operation)(self.basis, node.op, *args)
        return form

    def _conditions(self, guard: Guard) -> Iterable[int]:
        """Yield what has to hold of a guard, beyond what is known."""
        found: Iterable[int] = _CONDITIONS[guard.kind](self.basis, *map(self._of, guard.args))
        return found


def _signs_of_inputs(guards: Iterable[Guard]) -> dict[int, int]:
    """Read off what is refused which signs the inputs have in all other rows."""
    signs: dict[int, int] = {}
    for guard in guards:
        condition = guard.args[0]
        if guard.kind == HOLDS and isinstance(condition, Traced) and condition.op in _KNOWN:
            one, other = condition.args
            if isinstance(one, Leaf) and not isinstance(other, Traced) and other == 0.0:
                signs[one.index] = max(signs.get(one.index, UNKNOWN), _KNOWN[condition.op])
    return signs


_KNOWN = {">": POSITIVE, ">=": NOT_NEGATIVE}


def _operation(basis: Basis, op: str, *args: Polynomial) -> Polynomial:
    """Return the basis number of an operation that nothing is known of."""
    return number(basis.node(op, tuple(map(basis.operand, args))))


def _difference(_: Basis, a: Polynomial, b: Polynomial) -> Polynomial:
    return added(a, b, -1.0)


def _quotient(basis: Basis, a: Polynomial, b: Polynomial) -> Polynomial:
    return basis.multiplied(a, basis.inverse(b))


def _power(basis: Basis, _: str, base: Polynomial, exponent: Polynomial) -> Polynomial:
    """Return a power; of a product it is the power of the product's coefficient times that of the rest."""
    if not is_constant(exponent):
        sign = basis.sign(base)
        return number(basis.node("**", (basis.operand(base), basis.operand(exponent)), sign))
    n = exponent.get((), 0.0)
    if n in (0.0, 1.0):
        return base if n else constant(1.0)
    sign, factor = basis.sign(base), 1.0
    if sign and len(base) == 1:
        ((key, coefficient),) = base.items()
        factor, base = coefficient**n, {key: 1.0}
    return scaled(number(basis.node("**", (basis.operand(base), (n,)), sign)), factor)


def _ceiling(basis: Basis, op: str, p: Polynomial) -> Polynomial:
    """Round up; what is above -1 comes to no less than 0."""
    slack = p.get((), 0.0)
    rest = {key: coefficient for key, coefficient in p.items() if key}
    sign = NOT_NEGATIVE if basis.sign(rest) and slack > -1.0 else UNKNOWN
    return number(basis.node(op, (basis.operand(p),), sign))


def _choice(basis: Basis, op: str, condition: Polynomial, yes: Polynomial, no: Polynomial) -> Polynomial:
    if is_constant(condition):
        return yes if condition else no
    if yes == no:
        return yes
    sign = min(basis.sign(yes), basis.sign(no))
    return number(basis.node(op, tuple(map(basis.operand, (condition, yes, no))), sign))


def _extreme(basis: Basis, op: str, a: Polynomial, b: Polynomial) -> Polynomial:
    """Return the larger or the smaller of two numbers; beside 0 the sign may tell which."""
    signs = basis.sign(a), basis.sign(b)
    for one, other, known in ((a, b, signs[0]), (b, a, signs[1])):
        if not other and known:
            return one if op == "max" else constant(0.0)
    sign = max(signs) if op == "max" else min(signs)
    return number(basis.node(op, (basis.operand(a), basis.operand(b)), sign))


def _share(basis: Basis, op: str, part: Polynomial, whole: Polynomial, nothing: Polynomial) -> Polynomial:
    if basis.sign(whole) == POSITIVE:
        return _quotient(basis, part, whole)
    sign = min(basis.sign(part), basis.sign(whole), basis.sign(nothing), NOT_NEGATIVE)
    return number(basis.node(op, tuple(map(basis.operand, (part, whole, nothing))), sign))


_LINEAR: dict[str, Any] = {
    "+": lambda _, a, b: added(a, b),
    "-": _difference,
    "*": Basis.multiplied,
    "/": _quotient,
    "neg": lambda _, a: scaled(a, -1.0),
}
_OTHERS: dict[str, Any] = {
    "**": _power,
    "ceil": _ceiling,
    "where": _choice,
    "max": _extreme,
    "min": _extreme,
    "ratio": _share,
}


def _holds(basis: Basis, condition: Polynomial) -> Iterable[int]:
    return () if is_constant(condition) else (basis.whole(condition),)


def _not_zero(basis: Basis, p: Polynomial) -> Iterable[int]:
    """Tell which numbers must not be 0, so that a divisor is not: of a product each of its factors."""
    if len(p) == 1:
        ((key, _),) = p.items()
        doubtful = [i for i, n in key if n > 0 and basis.signs[i] != POSITIVE]
    else:
        doubtful = [] if is_constant(p) or basis.sign(p) == POSITIVE else [basis.whole(p)]
    return [basis.node("!=", (i, (0.0,))) for i in doubtful]


def _has_power(basis: Basis, base: Polynomial, exponent: Polynomial) -> Iterable[int]:
    """Tell when a power is a finite real number: of a base below 0, a base of 0 and a large exponent it is none."""
    found: list[int] = []
    fixed = is_constant(exponent)
    n = exponent.get((), 0.0)
    if fixed and n in (0.0, 1.0):
        return found
    sign = basis.sign(base)
    if sign == UNKNOWN and not (fixed and n == int(n)):
        found.append(basis.node(">=", (basis.operand(base), (0.0,))))
    if sign != POSITIVE and fixed and n < 0.0:
        found += _not_zero(basis, base)
    if sign != POSITIVE and not fixed:
        positive = basis.node(">", (basis.operand(base), (0.0,)))
        rising = basis.node(">=", (basis.operand(exponent), (0.0,)))
        found.append(basis.node("where", (positive, (1.0,), rising)))
    if not (fixed and 0.0 <= n <= SLOPE):
        found += _finite(basis, _power(basis, "**", base, exponent))
    return found


def _finite(basis: Basis, p: Polynomial) -> Iterable[int]:
    return () if is_constant(p) else (basis.node(FINITE, (basis.whole(p),)),)


_CONDITIONS: dict[str, Any] = {HOLDS: _holds, NOT_ZERO: _not_zero, POWER: _has_power, FINITE: _finite}
