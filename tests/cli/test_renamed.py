"""What an earlier version called otherwise is taken, told, and rewritten on request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import quote
from recyc_cli.catalog import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PRESET = """# my region
title = "Mine"
extends = "us"
source = "recyc-estimate"

# what people earn
pay = { value = 30, unit = "USD/h" }  # a guess
power = { value = 0.08, unit = "USD/kWh" }
"""


@pytest.fixture(autouse=True)
def earlier_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vocabulary.RENAMED, "regions", {"pay": "wage", "power": "electricity"})


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "own" / "regions" / "mine.toml"
    file.parent.mkdir(parents=True)
    file.write_text(PRESET)
    return file


def test_set_takes_an_earlier_name_and_tells_the_new_one(recyc: Callable[..., Any]) -> None:
    ran = recyc("quote", "lfp", "--route", "hydro", "--set", "region.pay=31", "--json", "-v")
    report = json.loads(ran.out)
    assert ran.code == 0
    assert report["totals"] == quote(chemistry="lfp", route="hydro", overrides=["region.wage=31"]).to_dict()["totals"]
    assert "--set region.pay: it is called region.wage now" in {note["message"] for note in report["warnings"]}


def test_check_tells_what_to_change(recyc: Callable[..., Any], mine: Path) -> None:
    ran = recyc("presets", "check", str(mine))
    assert ran.code == 3
    assert "it is called wage now: `recyc presets check --mend` rewrites it" in ran.err


def test_mend_rewrites_names_and_nothing_else(recyc: Callable[..., Any], mine: Path) -> None:
    ran = recyc("presets", "check", "--mend", str(mine))
    assert (ran.code, ran.err.count("is now")) == (0, 2)
    text = mine.read_text()
    assert text.count("#") == PRESET.count("#")
    assert 'wage = { value = 30, unit = "USD/h" }' in text
    again = recyc("presets", "check", "--mend", str(mine))
    assert (again.code, again.err, mine.read_text()) == (0, "", text)


def test_without_earlier_names_a_file_is_left_alone(recyc: Callable[..., Any], mine: Path) -> None:
    mine.write_text(PRESET.replace("pay", "wage").replace("power", "electricity"))
    before = mine.stat().st_mtime_ns
    assert recyc("presets", "check", "--mend", str(mine)).code == 0
    assert mine.stat().st_mtime_ns == before
