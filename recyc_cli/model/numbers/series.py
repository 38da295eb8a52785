"""Computes with many values of one number at once, without numpy.

A `Series` does to each of its values exactly what a float would do, so it agrees with single quotes to the last bit,
and it starts at once. What has no value (a division by zero, a root of a negative number) is NaN.
"""

from __future__ import annotations

import operator
from itertools import repeat

from recyc_cli.model.numbers.sourced import Sourced
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Operator = Callable[[Any, Any], "Series"]

NAN = float("nan")


def _power(base: float, exponent: float) -> float:
    power = base**exponent
    return NAN if isinstance(power, complex) else power


def _both_ways(operation: Callable[[Any, Any], Any]) -> tuple[Operator, Operator]:
    """Return an operation of a series with another number, and of another number with a series."""

    def forward(self: Series, other: object) -> Series:
        try:
            return Series(map(operation, self.values, _column(other)))
        except ArithmeticError:
            return _each(operation, self, other)

    def backward(self: Series, other: object) -> Series:
        try:
            return Series(map(operation, _column(other), self.values))
        except ArithmeticError:
            return _each(operation, other, self)

    return forward, backward


def _column(number: Any) -> Iterable[Any]:  # noqa: ANN401
    """Return the values of a series; another number stands for as many equal values, without its inputs."""
    if type(number) is Series:
        return number.values
    return repeat(number.value if type(number) is Sourced else number)


class Series:
    """Values side by side, as a number of the model (`model/numbers/arithmetic.py`)."""

    __slots__ = ("values",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, values: Iterable[float]) -> None:
        self.values = list(values)

    def __repr__(self) -> str:
        return f"Series({self.values!r})"

    def __array_namespace__(self, *, api_version: str | None = None) -> type[Functions]:
        """Return the functions that the model calls besides arithmetic."""
        del api_version
        return Functions

    def __bool__(self) -> bool:
        raise TypeError("many values are neither true nor false")

    __add__, __radd__ = _both_ways(operator.add)
    __sub__, __rsub__ = _both_ways(operator.sub)
    __mul__, __rmul__ = _both_ways(operator.mul)
    __truediv__, __rtruediv__ = _both_ways(operator.truediv)
    __pow__, __rpow__ = _both_ways(_power)
    __lt__, __gt__ = _both_ways(operator.lt)
    __le__, __ge__ = _both_ways(operator.le)

    def __neg__(self) -> Series:
        return _each(operator.neg, self)

    def __eq__(self, other: object) -> Any:  # noqa: ANN401
        return _each(operator.eq, self, other) if isinstance(other, (int, float, Series)) else NotImplemented

    def __ne__(self, other: object) -> Any:  # noqa: ANN401
        return _each(operator.ne, self, other) if isinstance(other, (int, float, Series)) else NotImplemented


class Functions:
    """The functions of the array standard that `model/numbers/arithmetic.py` uses."""

    @staticmethod
    def maximum(a: Any, b: Any) -> Series:  # noqa: ANN401
        """Return the larger of two, value by value.

        >>> Functions.maximum(Series([1.0, 4.0]), 2.0)
        Series([2.0, 4.0])
        """
        return _each(_larger, a, b)

    @staticmethod
    def minimum(a: Any, b: Any) -> Series:  # noqa: ANN401
        """Return the smaller of two, value by value.

        >>> Functions.minimum(Series([1.0, 4.0]), 2.0)
        Series([1.0, 2.0])
        """
        return _each(_smaller, a, b)

    @staticmethod
    def ceil(x: Any) -> Series:  # noqa: ANN401
        """Round up to whole numbers.

        >>> Functions.ceil(Series([1.2, 4.0]))
        Series([2.0, 4.0])
        """
        return _each(_ceil, x)

    @staticmethod
    def where(condition: Any, yes: Any, no: Any) -> Series:  # noqa: ANN401
        """Return `yes` where the condition holds, else `no`.

        >>> Functions.where(Series([1.0, 4.0]) > 2.0, 10.0, 20.0)
        Series([20.0, 10.0])
        """
        return _each(_choice, condition, yes, no)


def finite_or_nan(value: object) -> float:
    """Return a finite float as it is, NaN of anything else.

    >>> finite_or_nan(2.0), finite_or_nan(1j), finite_or_nan(float("inf"))
    (2.0, nan, nan)
    """
    return float(value) if isinstance(value, float) and value - value == 0.0 else NAN


def _each(operation: Callable[..., Any], *arguments: Any) -> Series:  # noqa: ANN401
    """Apply an operation value by value."""
    columns = [_column(argument) for argument in arguments]
    try:
        return Series(map(operation, *columns))
    except ArithmeticError:
        return Series(_or_nan(operation, *values) for values in zip(*columns, strict=False))


def _or_nan(operation: Callable[..., Any], *values: float) -> Any:  # noqa: ANN401
    try:
        return operation(*values)
    except ArithmeticError:
        return NAN


def _larger(a: float, b: float) -> float:
    return max(a, b) if a == a and b == b else NAN  # noqa: PLR0124 - false for NaN


def _smaller(a: float, b: float) -> float:
    return min(a, b) if a == a and b == b else NAN  # noqa: PLR0124


def _ceil(x: float) -> float:
    return -(-x // 1.0)


def _choice(condition: bool, yes: float, no: float) -> float:  # noqa: FBT001
    return yes if condition else no
