"""No digit of a deck and no figure of a usual quote changes unseen; `python tests/refresh.py` pins the new ones."""

from __future__ import annotations

import pytest
from pins import PINS, pinned


@pytest.mark.parametrize("name", PINS)
def test_nothing_changes_unseen(name: str) -> None:
    assert PINS[name]() == pinned(name)
