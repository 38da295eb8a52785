"""Tries one case in so many each time, and all of them in a long proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable


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
