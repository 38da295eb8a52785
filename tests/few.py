"""Tries some of many cases each time, and all of them in a long proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Check = Callable[..., None]


def few(cases: Iterable[Any], every: int) -> list[Any]:
    """Return cases of which the first, and then one in so many, is tried each time; the others take `-m slow`.

    For cases that differ in their numbers and names, not in the way that they take through the program.
    """
    return [case if place % every == 0 else slowly(case) for place, case in enumerate(cases)]


def few_whole(cases: Iterable[tuple[Any, ...]], every: int) -> list[Any]:
    """Return cases as `few` does, where each is a tuple that a test takes as one argument."""
    return [case if place % every == 0 else slowly((case,)) for place, case in enumerate(cases)]


def slowly(case: Any) -> Any:
    """Return a case that is tried in a long proof alone."""
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow)


def examples(some: int, many: int, *strategies: Any, **named: Any) -> Callable[[Check], Check]:
    """Return a decorator: a test of some drawn examples each time, and of many in a long proof."""

    def tested(check: Check) -> Check:
        @pytest.mark.parametrize("count", [some, slowly(many)])
        def test(count: int) -> None:
            settings(max_examples=count)(given(*strategies, **named)(check))()

        test.__doc__, test.__module__ = check.__doc__, check.__module__
        return test

    return tested
