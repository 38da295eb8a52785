"""A number that a preset replaces without naming a source does not go by the source of the number it replaces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

DECK = 'extends = "2026-05"\ntitle = "Ours"\n[metals]\nnickel = 19000\n'
QUOTE = ("quote", "nmc622", "--route", "hydro", "--prices", "ours", "-q")


@pytest.fixture(autouse=True)
def _deck(_alone: None) -> None:
    Path("presets/prices").mkdir(parents=True)
    Path("presets/prices/ours.toml").write_text(DECK)


def test_what_it_is_and_where_it_stands_is_told(recyc: Callable[..., Any]) -> None:
    asked = ("explain", "nmc622", "prices.metals.nickel", "--route", "hydro", "--prices", "ours", "--json", "-q")
    told = json.loads(recyc(*asked).out)["tree"]["input"]
    assert (told["value"], told["source"], told["by"]) == (19000.0, "own", "preset")
    assert "own" in json.loads(recyc(*QUOTE, "--json").out)["sources"]
    assert recyc("sources", "own").out.count("which names no source") == 1


def test_no_offer_says_that_somebody_published_it(recyc: Callable[..., Any]) -> None:
    copy = json.loads(recyc(*QUOTE, "--customer", "--margin", "8%", "--json").out)
    nickel = next(entry for entry in copy["contained"] if entry["element"] == "ni")
    assert (nickel["price_source"], nickel["price_is"]) == (None, "own")


def test_a_strict_check_asks_for_a_source(recyc: Callable[..., Any]) -> None:
    path = "presets/prices/ours.toml"
    assert recyc("presets", "check", path).code == 0
    strict = recyc("presets", "check", "--strict", path)
    assert strict.code == 3
    assert "the number has no source of its own" in strict.err
