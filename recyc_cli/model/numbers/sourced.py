"""Defines floats that remember which inputs they move with.

The set of inputs is kept as the bits of a whole number. A `Sourced` number is a float to whatever asks for one, and its
value is a float's to the last bit. What comes out of `+ - * / **` has the inputs that it moves with, those of which its
derivative is not zero for the arithmetic's own reasons: a product has the inputs of a factor only where the other is
not 0. Choices are Python's own (`max`, `min`, a comparison): the number that is taken is handed on as it is. A rounded
number moves with nothing and is a plain float.
"""

from __future__ import annotations

from recyc_cli.typed import Any


class Sourced(float):
    """A number, and the set of inputs it moves with.

    >>> wage, hours = sourced(20.0, 0b01), sourced(0.0, 0b10)
    >>> wage + hours, (wage + hours).inputs, (wage * hours).inputs, max(hours, wage).inputs
    (20.0, 3, 2, 1)
    """

    __slots__ = ("inputs", "value")
    inputs: int
    value: float
    """The number itself, a plain float: arithmetic with it is quick."""

    # Sums, products and quotients write out what the others call: a quote takes five thousand of them.
    def __add__(self, other: Any) -> Any:  # noqa: ANN401
        if type(other) is Sourced:
            value, inputs = self.value + other.value, self.inputs | other.inputs
        elif type(other) is float:
            value, inputs = self.value + other, self.inputs
        else:
            return _with(float.__add__(self, other), self.inputs)
        made = Sourced(value)
        made.value, made.inputs = value, inputs
        return made

    def __radd__(self, other: Any) -> Any:  # noqa: ANN401
        return self if other == 0.0 and self else _with(float.__radd__(self, other), self.inputs)

    def __sub__(self, other: Any) -> Any:  # noqa: ANN401
        return _with(float.__sub__(self, other), self.inputs | _of(other))

    def __rsub__(self, other: Any) -> Any:  # noqa: ANN401
        return _with(float.__rsub__(self, other), self.inputs)

    def __mul__(self, other: Any) -> Any:  # noqa: ANN401
        if type(other) is Sourced:
            value, inputs = self.value * other.value, self.inputs | other.inputs
        elif type(other) is float:
            value, inputs = self.value * other, self.inputs
        else:
            return _with(float.__mul__(self, other), _of(self, other))
        if not value:
            return _with(value, _of(self, other) | _of(other, self))
        made = Sourced(value)
        made.value, made.inputs = value, inputs
        return made

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:  # noqa: ANN401
        if type(other) is Sourced:
            value, inputs = self.value / other.value, self.inputs | other.inputs
        elif type(other) is float:
            value, inputs = self.value / other, self.inputs
        else:
            return _with(float.__truediv__(self, other), self.inputs)
        if not value:
            return _with(value, self.inputs | _of(other, self))
        made = Sourced(value)
        made.value, made.inputs = value, inputs
        return made

    def __rtruediv__(self, other: Any) -> Any:  # noqa: ANN401
        return _with(float.__rtruediv__(self, other), _of(self, other))

    def __pow__(self, other: Any) -> Any:  # type: ignore[override]  # noqa: ANN401
        moves = other == 1.0 if self == 0.0 else other
        return _with(float.__pow__(self, other), _of(self, moves) | _of(other, _log_of(self)))

    def __rpow__(self, other: Any) -> Any:  # type: ignore[override]  # noqa: ANN401
        return _with(float.__rpow__(self, other), _of(self, _log_of(other)))

    def __neg__(self) -> Any:  # noqa: ANN401
        return _with(float.__neg__(self), self.inputs)


def sourced(value: float, inputs: int) -> Sourced:
    """Return a number that moves with a set of inputs.

    >>> sourced(2.5, 0b100), sourced(2.5, 0b100).inputs
    (2.5, 4)
    """
    made = Sourced(value)
    made.value, made.inputs = value, inputs
    return made


def _with(value: Any, inputs: int) -> Any:  # noqa: ANN401
    """Give a result its inputs; what moves with none, or is no float (complex, NotImplemented), stays as it is."""
    return sourced(value, inputs) if inputs and type(value) is float else value


def _of(number: Any, slope: Any = 1.0) -> int:  # noqa: ANN401
    """Return the inputs of one number where a result moves with it: at a slope that is not 0, or is an array."""
    return number.inputs if type(number) is Sourced and (not isinstance(slope, (float, int)) or slope) else 0


def _log_of(base: Any) -> bool:  # noqa: ANN401
    """Tell whether a power moves with its exponent: the logarithm of its base is not 0."""
    return bool(base > 0.0 and base != 1.0)
