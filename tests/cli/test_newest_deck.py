"""The newest deck: asked for by `latest`, and told of where the usual one is used without being asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import quote
from recyc_cli.catalog.documents.newest_deck import spans
from recyc_cli.catalog.open_library import open_library
from recyc_cli.report.notes.telling import in_months

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DECKS = [document for document in open_library().every("prices") if document.tree.get("market") == "international"]
NEWEST = max(DECKS, key=lambda deck: spans(deck.tree["year"])).name
LATER = """
title = "Mine"
extends = "2024"
year = "2099-01"
[metals]
unit = "USD/t"
source = "recyc-estimate"
date = "2099-01"
evidence = "market"
nickel = 20000
cobalt = 30000
copper = 10000
aluminum = 3000
lithium_carbonate = 12000
"""


def report(**asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = quote(chemistry="nmc622", route="hydro", **asked).to_dict()
    return found


def told(**asked: Any) -> list[str]:
    return [note["message"] for note in report(**asked)["warnings"] if note["code"] == "newer-prices"]


@pytest.mark.parametrize("spelled", ["latest", "LATEST"])
def test_latest_is_the_newest_deck_of_the_usual_market(spelled: str) -> None:
    found = report(prices=spelled)
    assert found["scenario"]["prices"] == NEWEST
    assert found["totals"] == report(prices=NEWEST)["totals"]


def test_a_year_of_which_there_are_months_only_is_its_newest_deck() -> None:
    of_2026 = [deck for deck in DECKS if deck.tree["year"].startswith("2026")]
    newest = max(of_2026, key=lambda deck: spans(deck.tree["year"])).name
    assert report(prices="2026")["scenario"]["prices"] == newest


def test_a_newer_deck_of_ones_own_is_the_latest(tmp_path: Path) -> None:
    (tmp_path / "prices").mkdir()
    (tmp_path / "prices" / "mine.toml").write_text(LATER)
    found = report(prices="latest", preset_dirs=(str(tmp_path),))
    assert found["scenario"]["prices"] == "mine"
    assert told(preset_dirs=(str(tmp_path),)) == told(), "what is told of is shipped"


def test_the_usual_deck_is_the_latest() -> None:
    assert report()["scenario"]["prices"] == NEWEST
    assert told() == []


def test_a_later_deck_that_estimates_a_metal_is_not_the_latest(tmp_path: Path) -> None:
    (tmp_path / "prices").mkdir()
    guessed = 'copper = { value = 10000, evidence = "estimate", low = 9000, high = 11000 }'
    (tmp_path / "prices" / "mine.toml").write_text(LATER.replace("copper = 10000", guessed))
    assert report(prices="latest", preset_dirs=(str(tmp_path),))["scenario"]["prices"] == NEWEST


def test_a_deck_that_nobody_asked_for_says_which_is_newer(tmp_path: Path) -> None:
    (tmp_path / "methods").mkdir()
    (tmp_path / "methods" / "mine.toml").write_text('title = "Mine"\nextends = "recyc"\nprices = "2024"\n')
    said = told(method="mine", preset_dirs=(str(tmp_path),))
    assert said == [f"deck 2024 is used unless another is asked for; the newest is {NEWEST}: --prices latest"]


@pytest.mark.parametrize("asked", [{"prices": "2024"}, {"as_of": "2024"}, {"method": "everbatt-2023"}], ids=str)
def test_a_deck_that_was_asked_for_is_not_questioned(asked: dict[str, str]) -> None:
    assert told(**asked) == []


def test_a_saved_quote_of_the_latest_prices_keeps_its_deck(recyc: Callable[..., Any]) -> None:
    asked = ("quote", "nmc622", "--route", "hydro", "--prices", "latest", "--save", "offer.json", "-q")
    first = recyc(*asked).out
    again = recyc("replay", "offer.json", "-q")
    assert again.out.endswith(first) or first in again.out
    assert f"prices of {in_months(NEWEST)}" in again.out
    assert again.err == ""


def test_a_day_as_a_word_leads_to_the_latest(recyc: Callable[..., Any]) -> None:
    assert "--prices latest" in recyc("quote", "nmc622", "--as-of", "today").err
