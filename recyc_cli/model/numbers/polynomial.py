"""Adds and multiplies polynomials of basis numbers, powers below zero included.

What varies by row is a sum of coefficient times product of powers of basis numbers: inputs, and whatever is no
polynomial of them (a power, a choice, a whole number). So `throughput x price / throughput` cancels by itself, and all
that is linear collapses into one coefficient.

A sum is multiplied out only where it cannot lose digits by that: all its terms have one sign. Any other stays whole,
as a basis number of its own, and is computed in the order of the model.
"""

from __future__ import annotations

from typing import TypeAlias

Key: TypeAlias = tuple[tuple[int, int], ...]
"""A product: basis numbers and their exponents, in order; empty: 1."""
Polynomial: TypeAlias = dict[Key, float]
"""Products and their coefficients, none of them 0."""
Operand: TypeAlias = "int | tuple[float]"
"""A basis number, or a constant."""

UNKNOWN, NOT_NEGATIVE, POSITIVE = range(3)
"""What is known of a number's sign."""
INPUT, SUM = "input", "sum"
EXPANDED = 24
"""Products of sums are multiplied out up to so many terms."""


class Basis:
    """Basis numbers, each once.

    Attributes:
        ops: what each is: `input`, `sum`, or an operation of `traced.OPERATIONS` and beside them.
        args: a sum's polynomial as (products, coefficients), an input's name, an operation's operands: a basis number
            or a constant.
        signs: what is known of each.
    """

    __slots__ = ("_known", "args", "ops", "signs")

    def __init__(self) -> None:
        self.ops: list[str] = []
        self.args: list[tuple[object, ...]] = []
        self.signs: list[int] = []
        self._known: dict[tuple[object, ...], int] = {}

    def node(self, op: str, args: tuple[object, ...], sign: int = UNKNOWN) -> int:
        """Return the basis number of an operation, the same one for the same operands.

        >>> basis = Basis()
        >>> basis.node(INPUT, ("throughput",)), basis.node(INPUT, ("load",)), basis.node(INPUT, ("throughput",))
        (0, 1, 0)
        """
        key = (op, *args)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = len(self.ops)
            self.ops.append(op)
            self.args.append(args)
            self.signs.append(sign)
        return known

    def sign(self, p: Polynomial) -> int:
        """Tell what is known of a polynomial's sign.

        >>> basis = Basis()
        >>> p = number(basis.node(INPUT, ("price",), NOT_NEGATIVE))
        >>> basis.sign(p), basis.sign(added(p, constant(1.0))), basis.sign(added(p, constant(-1.0)))
        (1, 2, 0)
        """
        found, signs = NOT_NEGATIVE, self.signs
        for key, coefficient in p.items():
            known = POSITIVE
            for i, n in key:
                known = min(known, signs[i] or (UNKNOWN if n % 2 else NOT_NEGATIVE))
            if known == UNKNOWN or not coefficient > 0.0:
                return UNKNOWN
            found = max(found, known)
        return found

    def steady(self, p: Polynomial) -> bool:
        """Tell whether all terms of a polynomial have one sign, so that its sum loses no digits.

        >>> Basis().steady(constant(2.0))
        True
        """
        return len(p) == 1 or bool(self.sign(p) or self.sign(scaled(p, -1.0)))

    def multiplied(self, a: Polynomial, b: Polynomial) -> Polynomial:
        """Multiply two polynomials: term by term, or a sum that has to stay whole as one number.

        >>> basis = Basis()
        >>> x = number(basis.node(INPUT, ("x",)))
        >>> basis.multiplied(x, basis.inverse(x))
        {(): 1.0}
        """
        if len(a) == len(b) == 1:
            ((key, coefficient),) = a.items()
            ((other, factor),) = b.items()
            return {_product(key, other) if key and other else key or other: coefficient * factor}
        a, b = (p if self.steady(p) or not other else self.one(p) for p, other in ((a, b), (b, a)))
        if len(a) * len(b) > EXPANDED and min(len(a), len(b)) > 1:
            a = self.one(a)
            if len(a) * len(b) > EXPANDED:
                b = self.one(b)
        result: Polynomial = {}
        for key, coefficient in a.items():
            for other, factor in b.items():
                product = _product(key, other) if key and other else key or other
                result[product] = result.get(product, 0.0) + coefficient * factor
        return {key: coefficient for key, coefficient in result.items() if coefficient}

    def inverse(self, p: Polynomial) -> Polynomial:
        """Return 1 / p; a sum stays whole below the line.

        >>> basis = Basis()
        >>> x = number(basis.node(INPUT, ("x",)))
        >>> basis.inverse(scaled(x, 2.0))
        {((0, -1),): 0.5}
        """
        ((key, coefficient),) = (p if len(p) == 1 else self.one(p)).items()
        return {tuple((i, -n) for i, n in key): 1.0 / coefficient}

    def one(self, p: Polynomial) -> Polynomial:
        """Return a polynomial as a single basis number.

        >>> basis = Basis()
        >>> x = number(basis.node(INPUT, ("x",)))
        >>> basis.one(x), basis.one(added(x, constant(1.0)))
        ({((0, 1),): 1.0}, {((1, 1),): 1.0})
        """
        return number(self.whole(p))

    def whole(self, p: Polynomial) -> int:
        """Return the basis number that a polynomial is, made of it where it is none yet.

        >>> basis = Basis()
        >>> x = number(basis.node(INPUT, ("x",)))
        >>> basis.whole(x), basis.whole(scaled(x, 2.0))
        (0, 1)
        """
        if len(p) == 1:
            ((key, coefficient),) = p.items()
            if coefficient == 1.0 and len(key) == 1 and key[0][1] == 1:
                return key[0][0]
        keys = tuple(sorted(p))
        return self.node(SUM, (keys, tuple(p[key] for key in keys)), self.sign(p))

    def operand(self, p: Polynomial) -> Operand:
        """Return a polynomial as an operand: a constant, or a basis number.

        >>> Basis().operand(constant(2.0))
        (2.0,)
        """
        return (p.get((), 0.0),) if is_constant(p) else self.whole(p)


def constant(value: float) -> Polynomial:
    """Return a constant as a polynomial; 0 has no terms.

    >>> constant(2.0), constant(0.0)
    ({(): 2.0}, {})
    """
    return {(): value} if value else {}


def number(basis: int) -> Polynomial:
    """Return a basis number as a polynomial.

    >>> number(3)
    {((3, 1),): 1.0}
    """
    return {((basis, 1),): 1.0}


def is_constant(p: Polynomial) -> bool:
    """Tell whether a polynomial is the same in every row."""
    return not p or (len(p) == 1 and () in p)


def added(a: Polynomial, b: Polynomial, factor: float = 1.0) -> Polynomial:
    """Add a multiple of one polynomial to another.

    >>> added({(): 1.0}, {(): 2.0, ((0, 1),): 3.0}, -0.5)
    {((0, 1),): -1.5}
    """
    result = dict(a)
    for key, coefficient in b.items():
        total = result.get(key, 0.0) + factor * coefficient
        if total:
            result[key] = total
        else:
            result.pop(key, None)
    return result


def scaled(p: Polynomial, factor: float) -> Polynomial:
    """Multiply a polynomial by a constant that is not 0.

    >>> scaled({(): 2.0}, -1.0)
    {(): -2.0}
    """
    return {key: coefficient * factor for key, coefficient in p.items()}


def _product(one: Key, other: Key) -> Key:
    exponents = dict(one)
    for i, n in other:
        exponents[i] = exponents.get(i, 0) + n
    return tuple(sorted([(i, n) for i, n in exponents.items() if n]))
