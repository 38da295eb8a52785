"""Defines numbers that remember the operation and the numbers they came from.

A `Traced` number does exactly what a float does, so tracing changes no result, and it goes through the model as an
array does (`model/numbers/arithmetic.py`). What it leaves behind is a graph without cycles: from any number back to
the leaves, which are the inputs. The graph is read to explain a figure, to write it as a formula, and to
differentiate it.
"""

from __future__ import annotations

import operator
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from recyc_cli.model.numbers.guards import FINITE, HOLDS, NOT_ZERO, POWER, note

if TYPE_CHECKING:
    from collections.abc import Iterable

Argument: TypeAlias = "Traced | float"

LEAF = "leaf"
OPERATIONS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
"""Operations of two numbers; the others are `neg`, `ceil` (one), `max`, `min` (two), `where` (condition, yes, no) and
`ratio` (part, whole, what there is where the whole is 0)."""
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")

_order = count()


class Traced:
    """A number with its formula.

    `value` is the float, NaN where there is none; `op` names the operation (`OPERATIONS`, `neg`, `ceil`, `max`, `min`,
    `where`, `ratio`, `leaf`); `args` are traced numbers and constants; `index` grows in the order of evaluation, so
    arguments come before results.
    """

    __slots__ = ("args", "index", "op", "value")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, value: Any, op: str, args: tuple[Argument, ...]) -> None:  # noqa: ANN401 - a float, or a truth
        self.value = value
        self.op = op
        self.args = args
        self.index = next(_order)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.op} {self.value!r}>"

    def __format__(self, spec: str) -> str:
        return format(self.value, spec)

    def __array_namespace__(self, *, api_version: str | None = None) -> type[Functions]:
        """Return the functions that the model calls besides arithmetic."""
        del api_version
        return Functions

    def __bool__(self) -> bool:
        raise TypeError("a traced number decides nothing: use `where`, or `plain` where the structure depends on it")

    # Sums and products of two write out what `_pair` does for the others: a traced quote takes five thousand of them.
    def __add__(self, other: Any) -> Any:  # noqa: ANN401
        if isinstance(other, Traced):
            return Traced(self.value + other.value, "+", (self, other))
        return self if _idle(self, other, 0.0) and self.value else _pair("+", self, other)

    def __radd__(self, other: Any) -> Any:  # noqa: ANN401
        return self if _idle(self, other, 0.0) and self.value else _pair("+", other, self)

    def __sub__(self, other: Any) -> Any:  # noqa: ANN401
        if isinstance(other, Traced):
            return Traced(self.value - other.value, "-", (self, other))
        return self if _idle(self, other, 0.0) and self.value else _pair("-", self, other)

    def __rsub__(self, other: Any) -> Any:  # noqa: ANN401
        return _pair("-", other, self)

    def __mul__(self, other: Any) -> Any:  # noqa: ANN401
        if isinstance(other, Traced):
            return Traced(self.value * other.value, "*", (self, other))
        return self if _idle(self, other, 1.0) else _pair("*", self, other)

    def __rmul__(self, other: Any) -> Any:  # noqa: ANN401
        return self if _idle(self, other, 1.0) else _pair("*", other, self)

    def __truediv__(self, other: Any) -> Any:  # noqa: ANN401
        if isinstance(other, Traced):
            note(NOT_ZERO, (other,))
            return Traced(self.value / other.value, "/", (self, other))
        return self if _idle(self, other, 1.0) else _pair("/", self, other)

    def __rtruediv__(self, other: Any) -> Any:  # noqa: ANN401
        note(NOT_ZERO, (self,))
        return _pair("/", other, self)

    def __pow__(self, other: Any) -> Any:  # noqa: ANN401
        note(POWER, (self, other))
        return _pair("**", self, other)

    def __rpow__(self, other: Any) -> Any:  # noqa: ANN401
        note(POWER, (other, self))
        return _pair("**", other, self)

    def __neg__(self) -> Traced:
        return Traced(-self.value, "neg", (self,))

    def __lt__(self, other: Any) -> Any:  # noqa: ANN401
        return _pair("<", self, other)

    def __le__(self, other: Any) -> Any:  # noqa: ANN401
        return _pair("<=", self, other)

    def __gt__(self, other: Any) -> Any:  # noqa: ANN401
        return _pair(">", self, other)

    def __ge__(self, other: Any) -> Any:  # noqa: ANN401
        return _pair(">=", self, other)

    def __eq__(self, other: object) -> Any:  # noqa: ANN401
        return _pair("==", self, other)

    def __ne__(self, other: object) -> Any:  # noqa: ANN401
        return _pair("!=", self, other)


class Leaf(Traced):
    """An input: a number of a preset, in the unit it is written in, or of the request.

    Args:
        path: as `--set` takes it, or the name of the request's keyword.
        value: as written.
        unit: as written.
        record: what the preset says about it, None for the request's own.
    """

    __slots__ = ("path", "record", "unit")

    def __init__(self, path: str, value: float, unit: str, record: Any = None) -> None:  # noqa: ANN401 - the catalog's
        super().__init__(value, LEAF, ())
        self.path = path
        self.unit = unit
        self.record = record

    def __repr__(self) -> str:
        return f"<Leaf {self.path} {self.value!r} {self.unit}>"


class Functions:
    """The functions of the array standard that `model/numbers/arithmetic.py` uses."""

    @staticmethod
    def maximum(a: Any, b: Any) -> Traced:  # noqa: ANN401
        """Return the larger of two.

        >>> Functions.maximum(Leaf("region.wage", 20.0, "USD/h"), 15.0).value
        20.0
        """
        return Traced(max(plain(a), plain(b)), "max", (a, b))

    @staticmethod
    def minimum(a: Any, b: Any) -> Traced:  # noqa: ANN401
        """Return the smaller of two.

        >>> Functions.minimum(Leaf("region.wage", 20.0, "USD/h"), 15.0).value
        15.0
        """
        return Traced(min(plain(a), plain(b)), "min", (a, b))

    @staticmethod
    def ceil(x: Traced) -> Traced:
        """Round up to a whole number.

        >>> Functions.ceil(Leaf("region.wage", 20.2, "USD/h")).value
        21.0
        """
        return Traced(-(-x.value // 1.0), "ceil", (x,))

    @staticmethod
    def where(condition: Any, yes: Any, no: Any) -> Any:  # noqa: ANN401
        """Return `yes` where the condition holds, else `no`; a condition of plain numbers is decided for good.

        >>> Functions.where(Leaf("region.wage", 20.0, "USD/h") > 15.0, 1.0, 2.0).value
        1.0
        """
        if not isinstance(condition, Traced):
            return yes if condition else no
        return Traced(plain(yes if condition.value else no), "where", (condition, yes, no))

    @staticmethod
    def ratio(part: Any, whole: Traced, nothing: Any) -> Traced:  # noqa: ANN401
        """Divide; where the whole is 0, return `nothing`.

        >>> Functions.ratio(10.0, Leaf("region.wage", 20.0, "USD/h"), 0.0).value
        0.5
        """
        value = plain(part) / whole.value if whole.value else plain(nothing)
        return Traced(value, "ratio", (part, whole, nothing))

    @staticmethod
    def guarded(x: Any, holds: Any, code: str) -> Any:  # noqa: ANN401
        """Return a number as it is, and note what it has to be where others may stand in its place.

        >>> Functions.guarded(Leaf("region.wage", 20.0, "USD/h"), True, "E340").value
        20.0
        """
        if isinstance(holds, Traced):
            note(HOLDS, (holds,), code)
        return x

    @staticmethod
    def finite(x: Traced) -> Any:  # noqa: ANN401
        """Return the value, and note that others in its place have to be finite.

        >>> Functions.finite(Leaf("region.wage", 20.0, "USD/h"))
        20.0
        """
        note(FINITE, (x,))
        return x.value

    @staticmethod
    def plain(x: Traced) -> Any:  # noqa: ANN401
        """Return the value alone.

        >>> Functions.plain(Leaf("region.wage", 20.0, "USD/h"))
        20.0
        """
        return x.value


def plain(x: Any) -> Any:  # noqa: ANN401 - a traced number, or a constant
    """Return the value of an argument.

    >>> plain(Leaf("region.wage", 20.0, "USD/h") * 2.0), plain(3.0)
    (40.0, 3.0)
    """
    return x.value if isinstance(x, Traced) else x


def _idle(number: Traced, other: object, constant: float) -> bool:
    """Whether a constant leaves a number as it is; a whole number would become a float."""
    return type(other) is float and other == constant and type(number.value) is float


def _pair(op: str, a: Any, b: Any) -> Any:  # noqa: ANN401
    """Apply an operation of two numbers, one of them traced."""
    if isinstance(a, Traced):
        x = a.value
        if isinstance(b, Traced):
            y = b.value
        elif isinstance(b, (float, int)):
            y = b
        else:
            return NotImplemented
    elif isinstance(a, (float, int)):
        x, y = a, b.value
    else:
        return NotImplemented
    return Traced(OPERATIONS[op](x, y), op, (a, b))


def nodes(outputs: Iterable[Traced]) -> list[Traced]:
    """Return all that some numbers are made of, themselves included, in the order of evaluation.

    >>> wage = Leaf("region.wage", 20.0, "USD/h")
    >>> [(node.op, node.value) for node in nodes([wage * 2.0 + wage])]
    [('leaf', 20.0), ('*', 40.0), ('+', 60.0)]
    """
    seen = {node.index: node for node in outputs}
    waiting = list(seen.values())
    while waiting:
        for each in waiting.pop().args:
            if isinstance(each, Traced) and each.index not in seen:
                seen[each.index] = each
                waiting.append(each)
    return [seen[index] for index in sorted(seen)]
