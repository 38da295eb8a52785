"""Notes what numbers must be for a quote to have an answer, while one is traced.

A quote of floats stops where a number has no result, or where a check refuses one. A trace that is to answer for other
numbers too goes on, so it notes the conditions under which the float would have stopped, in the order of evaluation.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.model.numbers.arithmetic import NO_RESULT

if TYPE_CHECKING:
    from collections.abc import Iterator

HOLDS, NOT_ZERO, POWER, FINITE = "holds", "not zero", "power", "finite"
"""Kinds: a condition that holds, a divisor, a power with its base and exponent, a number with a finite value."""


class Guard(NamedTuple):
    """A condition on numbers: its kind, the numbers, and the code of the refusal where it does not hold."""

    kind: str
    args: tuple[Any, ...]
    code: str


_noted: ContextVar[list[Guard] | None] = ContextVar("guards", default=None)


@contextmanager
def noting() -> Iterator[list[Guard]]:
    """Note every guard that is met meanwhile, in the order of evaluation.

    >>> with noting() as guards:
    ...     note(HOLDS, (True,), NO_RESULT)
    >>> len(guards)
    1
    """
    guards: list[Guard] = []
    token = _noted.set(guards)
    try:
        yield guards
    finally:
        _noted.reset(token)


def note(kind: str, args: tuple[Any, ...], code: str = NO_RESULT) -> None:
    """Note a guard, if anybody listens.

    >>> note(HOLDS, (True,)) is None, len(NO_RESULT)
    (True, 4)
    """
    guards = _noted.get()
    if guards is not None:
        guards.append(Guard(kind, args, code))
