"""What README shows is what a terminal shows, and all that it says to type runs."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import picture
import pytest
import readme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = readme.README.read_text("utf-8")
HEAD, _, CHANGE = TEXT.partition("\n## Change it\n")
CHANGE, AFTER = CHANGE.partition("\n## ")[::2]
RUN = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/recyc compare nmc622 lfp"
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"
LINES = 200


@pytest.mark.parametrize("block", readme.blocks(TEXT), ids=lambda block: block.splitlines()[0][:60])
def test_block(block: str, tmp_path: Path) -> None:
    assert readme.answered(block, tmp_path) == block


@pytest.mark.parametrize(
    ("kind", "block"),
    [(kind, block) for kind, block in readme.FENCE.findall(HEAD + AFTER) if kind != "console" and RUN not in block],
    ids=lambda words: words.splitlines()[0][:60],
)
def test_what_it_says_to_type(kind: str, block: str, tmp_path: Path) -> None:
    """All but installing, and changing recyc, which `tests/pinned` does."""
    assert readme.followed(kind, block, tmp_path) == ""


def test_opens_with_the_two_commands() -> None:
    assert TEXT.index(RUN) < TEXT.index(TEST) < TEXT.index("```console")


def test_a_page_of_two_hundred_lines() -> None:
    assert len(TEXT.splitlines()) <= LINES


def test_nothing_of_a_screen_is_hidden() -> None:
    """Neither notes nor the rest of a screen: no command of README drops or cuts what recyc prints."""
    commands = readme.COMMAND.findall(TEXT) + [
        line for kind, block in readme.FENCE.findall(TEXT) if kind == "sh" for line in block.splitlines()
    ]
    printing = [command for command in commands if command.startswith("recyc ")]
    assert len(printing) >= 10
    assert [command for command in printing if re.search(r"[|]|2>| -q\b| --quiet\b", command)] == []


def test_counts_are_those_of_the_presets(recyc: Callable[..., Any]) -> None:
    rows = json.loads(recyc("presets", "diff", "methods/everbatt-2023", "methods/recyc", "--json").out)["rows"]
    corrections = str(sum(row["what"] == "corrections" for row in rows))
    for page in (readme.README, *readme.GUIDE):
        words = " ".join(page.read_text("utf-8").split())
        assert set(re.findall(r"(\d+) named corrections", words)) <= {corrections}
    assert "twenty regions" in TEXT
    assert len(json.loads(recyc("presets", "list", "regions", "--json").out)["rows"]) == 20


def test_the_picture(tmp_path: Path) -> None:
    drawn = picture.drawn(tmp_path)
    assert picture.PICTURE.read_text("utf-8") == drawn
    tree = ET.fromstring(drawn)  # noqa: S314 - our own
    assert next(iter(tree)).text == picture.COMMAND
    assert "http" not in drawn.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert f"]({picture.PICTURE.relative_to(readme.ROOT).as_posix()})" in TEXT


def test_preset_files_shown_are_toml() -> None:
    for shown in re.findall(r"<<'TOML'\n(.*?)^TOML$", TEXT, re.MULTILINE | re.DOTALL):
        assert tomllib.loads(shown)
