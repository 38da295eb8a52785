"""Defines the arithmetic that a float, a numpy array and a traced number share.

The model uses `+ - * / **` and the functions below, nothing else. A number that is not a plain float brings its
own versions of them through `__array_namespace__` (the Python array API), so this module imports no library.
"""

from __future__ import annotations

from recyc_cli.model.numbers.sourced import Sourced, sourced
from recyc_cli.typed import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Number: TypeAlias = float
"""A float, perhaps one that remembers its inputs; at run time also an array of floats, or a traced number."""
NAN = float("nan")
"""Stands where there is no number, such as a share of nothing; in a report that is null."""
NO_RESULT = "E340"
"""Code of the refusal of numbers that lead to no finite result."""


def _namespace(*values: Any) -> Any:  # noqa: ANN401 - whatever library the numbers come from
    for value in values:
        if hasattr(value, "__array_namespace__"):
            return value.__array_namespace__()
    return None


def maximum(a: Number, b: Number) -> Number:
    """Return the larger of two numbers, element by element.

    >>> maximum(2.0, 3.0)
    3.0
    """
    if type(a) is float and type(b) is float:
        return max(a, b)
    space = _namespace(a, b)
    return max(a, b) if space is None else _float(space.maximum(a, b))


def minimum(a: Number, b: Number) -> Number:
    """Return the smaller of two numbers, element by element.

    >>> minimum(2.0, 3.0)
    2.0
    """
    if type(a) is float and type(b) is float:
        return min(a, b)
    space = _namespace(a, b)
    return min(a, b) if space is None else _float(space.minimum(a, b))


def ceil(x: Number, slack: float = 1e-9) -> Number:
    """Round up to a whole number; `slack` keeps 6.000000000000001 at 6.

    >>> ceil(6.2), ceil(6.000000000000001)
    (7.0, 6.0)
    """
    if isinstance(x, float):
        return -((slack - float(x)) // 1.0)
    space = _namespace(x)
    if space is None:
        return float(-((slack - x) // 1))
    return _float(space.ceil(x - slack))


def where(condition: Any, yes: Number, no: Number) -> Number:  # noqa: ANN401 - a bool, an array of bools or a trace
    """Return `yes` where the condition holds, else `no`; both are computed.

    >>> where(2.0 > 1.0, 10.0, 20.0)
    10.0
    """
    space = _namespace(condition, yes, no)
    if space is None:
        return yes if condition else no
    return _float(space.where(condition, yes, no))


def add_up(values: Iterable[Number]) -> Number:
    """Add numbers one after the other, 0.0 where there are none.

    Not `sum`: from Python 3.12 on that rounds floats in its own way, so a float would differ from an array of one, and
    a quote from the same quote under an older Python.

    >>> add_up([0.1] * 10)
    0.9999999999999999
    """
    whole, inputs, left = 0.0, 0, iter(values)
    for value in left:
        if type(value) is Sourced:  # as `+` does it, without a number for every sum between
            whole, inputs = whole + value.value, inputs | value.inputs
        elif type(value) is float:
            whole = whole + value
        else:
            result = (sourced(whole, inputs) if inputs else whole) + value
            for other in left:
                result = result + other
            return result
    return sourced(whole, inputs) if inputs else whole


def ratio(part: Number, whole: Number, nothing: Number) -> Number:
    """Return `part / whole`, and `nothing` where there is no whole.

    >>> ratio(1.0, 4.0, 0.0), ratio(1.0, 0.0, 0.0)
    (0.25, 0.0)
    """
    space = _namespace(whole)
    if space is None:
        return nothing if whole == 0.0 else part / whole
    if hasattr(space, "ratio"):
        return _float(space.ratio(part, whole, nothing))
    there = whole != 0.0
    return where(there, part / where(there, whole, 1.0), nothing)


def share_of(part: Number, whole: Number) -> Number:
    """Return `part / whole`; where there is no whole there is no share: NaN.

    >>> share_of(1.0, 4.0), share_of(0.0, 0.0)
    (0.25, nan)
    """
    return ratio(part, whole, NAN)


def only_if(condition: Any, value: Number) -> Number:  # noqa: ANN401 - a bool, an array of bools or a trace
    """Return a value where the condition holds; elsewhere there is none: NaN.

    >>> only_if(2.0 > 1.0, 10.0), only_if(2.0 > 3.0, 10.0)
    (10.0, nan)
    """
    return where(condition, value, NAN)


def guarded(x: Number, holds: Any, code: str) -> Number:  # noqa: ANN401 - a bool, an array of bools or a trace
    """Return a number of which a condition has to hold: in an array what does not is NaN, and a trace notes it.

    A single one is the caller's to refuse, in words.

    Args:
        x: the number.
        holds: the condition.
        code: of the refusal.

    >>> guarded(0.25, True, "E340")
    0.25
    """
    space = _namespace(x, holds)
    if space is None:
        return x
    return _float(space.guarded(x, holds, code)) if hasattr(space, "guarded") else where(holds, x, NAN)


def is_finite(x: Number) -> bool:
    """Tell whether a number is finite, and real; of a trace its value, and it notes that others have to be.

    >>> is_finite(2.0), is_finite(2.0 / 1e-309)
    (True, False)
    """
    space = _namespace(x)
    if hasattr(space, "finite"):
        x = space.finite(x)
    return not isinstance(x, complex) and bool(plain(x - x) == 0.0)


def argmax(scores: Sequence[Number]) -> Number:
    """Return the place of the largest of some numbers, the first of those that are equal.

    >>> argmax([3.0, 7.0, 7.0])
    1.0
    """
    best, place = scores[0], 0.0
    for i, score in enumerate(scores[1:], 1):
        better = score > best
        best, place = where(better, score, best), where(better, float(i), place)
    return place


def plain(x: Number) -> float:
    """Return the one value behind a number, for what is not arithmetic: whether an entry is there, what a text says.

    A float is itself, a traced number its value; an array has no one value: NaN, of which no comparison holds.

    >>> plain(2.0)
    2.0
    """
    if isinstance(x, float):
        return float(x)
    space = _namespace(x)
    if space is None:
        return x
    return _float(space.plain(x)) if hasattr(space, "plain") else float("nan")


def _float(value: Any) -> Number:  # noqa: ANN401
    return value  # type: ignore[no-any-return]
