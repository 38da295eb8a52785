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


SETTER = """title = "Ours"

[set.region]  # where we work
pay = { value = 31, unit = "USD/h", source = "recyc-estimate" }

[set.stages.hydro]
thirst.mass = { value = 3, unit = "gal/kg", source = "recyc-estimate" }
"""


@pytest.fixture
def setter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a business model whose `set` table has earlier names."""
    monkeypatch.setitem(vocabulary.RENAMED, "stages", {"thirst": "water"})
    file = tmp_path / "own" / "business" / "ours.toml"
    file.parent.mkdir(parents=True)
    file.write_text(SETTER)
    return file


def test_a_set_table_is_taken_by_an_earlier_name_and_told(recyc: Callable[..., Any], setter: Path) -> None:
    asked = ("quote", "lfp", "--route", "hydro", "--business", "ours", "--preset-dir", str(setter.parents[1]), "--json")
    then = json.loads(recyc(*asked, "-v").out)
    told = {note["message"] for note in then["warnings"] if note["code"] == "renamed"}
    ending = "now: `recyc presets check --mend` rewrites it"
    assert told == {
        f"{setter}: set.region.pay is called region.wage {ending}",
        f"{setter}: set.stages.hydro.thirst.mass is called stages.hydro.water.mass {ending}",
    }
    setter.write_text(setter.read_text().replace("pay", "wage").replace("thirst", "water"))
    now = json.loads(recyc(*asked, "-v").out)
    assert now["totals"] == then["totals"] != quote(chemistry="lfp", route="hydro").to_dict()["totals"]
    assert "renamed" not in {note["code"] for note in now["warnings"]}


def test_a_set_table_is_checked_and_mended(recyc: Callable[..., Any], setter: Path) -> None:
    checked = recyc("presets", "check", str(setter))
    said = "set.region.pay is called region.wage now: `recyc presets check --mend` rewrites it"
    assert (checked.code, said in " ".join(checked.out.split())) == (0, True)
    mended = recyc("presets", "check", "--mend", str(setter))
    assert (mended.code, "--mend" in mended.out) == (0, False)
    assert f"{setter}: set.stages.hydro.thirst is now set.stages.hydro.water" in mended.err
    text = setter.read_text()
    assert "# where we work" in text
    assert 'wage = { value = 31, unit = "USD/h"' in text
    assert recyc("presets", "check", "--mend", str(setter)).err == ""


def test_without_earlier_names_a_file_is_left_alone(recyc: Callable[..., Any], mine: Path) -> None:
    mine.write_text(PRESET.replace("pay", "wage").replace("power", "electricity"))
    before = mine.stat().st_mtime_ns
    assert recyc("presets", "check", "--mend", str(mine)).code == 0
    assert mine.stat().st_mtime_ns == before
