"""The table of a page, read in Python, gives every figure of the JSON, and refuses what a quote refuses."""

from __future__ import annotations

import math
from typing import Any

import pytest
from few import few
from page_reader import refused, run
from pages import OTHERS, ROUTES, data_of, keywords_of
from settings_of import asked, settings

EXACT = 1e-12
"""Of the cost: the same operations in the same order; Python's own `pow` and `ceil` are those of the model."""


def differing(name: str, count: int, seed: int) -> tuple[int, int, list[Any]]:
    """Return how many figures were compared, how many settings were refused, and what differed."""
    data = data_of(name)
    inputs = {each["name"]: each for each in data["inputs"]}
    figures = refusals = 0
    wrong: list[Any] = []
    for number, setting in enumerate(settings(inputs, count, seed)):
        side = number % len(data["sides"])
        told, codes = asked(keywords_of(name, side), setting, inputs, side), refused(data, side, setting)
        if isinstance(told, set) or codes:
            refusals += 1
            wrong += [] if told == codes else [(number, setting, told if isinstance(told, set) else "answered", codes)]
            continue
        registers = run(data["program"], [setting.get(each["name"], each["value"]) for each in data["inputs"]])
        own = data["sides"][side]
        for path, place in own["every"].items():
            figures += 1
            value, due = registers[own["figures"][own["shown"] + place]], told[path]
            size = max(abs(told["totals.cost"]), abs(due or 0.0))
            same = math.isnan(value) if due is None else abs(value - due) <= EXACT * size
            wrong += [] if same else [(number, path, due, value)]
    return figures, refusals, wrong


@pytest.mark.parametrize("name", few(ROUTES, 6))
def test_every_figure_under_some_settings(name: str) -> None:
    """Two hundred on the six routes together."""
    figures, refusals, wrong = differing(name, 34, 16)
    assert wrong[:5] == []
    assert figures > 4_000
    assert refusals > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ROUTES)
def test_every_figure_under_many_settings(name: str) -> None:
    figures, refusals, wrong = differing(name, 200, 17)
    assert wrong[:5] == []
    assert figures > 20_000
    assert refusals > 10


@pytest.mark.parametrize("name", few(OTHERS, 8))
def test_every_kind_of_scenario(name: str) -> None:
    figures, _, wrong = differing(name, 8, 61)
    assert wrong[:5] == []
    assert figures > 300
