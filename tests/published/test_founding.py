"""Every system, figure and question of the founding documents: answered by a command, told, or left with its reason.

`founding.csv` has a row each. An answer is a command whose output holds the line; what is told stands on a page
of the manual; what is left names a row of the last table of its page `founding`, and why.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from few import few

from recyc_cli.cli.app import run_command
from recyc_cli.cli.commands.guide import page

ROWS = list(csv.DictReader(Path(__file__).with_name("founding.csv").read_text(encoding="utf-8").splitlines()))
COUNTS = {"glc": 34, "ace": 29, "ascend": 26, "passport": 11, "china": 244}
"""Rows by document."""
QUESTIONS = range(325, 345)
"""The twenty strategic questions of the report on China."""
NO_COMMAND = {336, 342, 343}


def commands() -> list[str]:
    return list(dict.fromkeys(row["by"] for row in ROWS if row["mark"] == "answered"))


@cache
def text_of(topic: str) -> str:
    return " ".join(page(topic).split())


def left() -> dict[str, str]:
    """Return what the page says is left, and what it waits for."""
    return dict(re.findall(r"^\| (\w+) \| (.+) \|$", page("founding").partition("## What is left")[2], re.MULTILINE))


def test_none_is_passed_over() -> None:
    assert [int(row["row"]) for row in ROWS] == list(range(1, 345))
    assert {name: sum(row["document"] == name for row in ROWS) for name in COUNTS} == COUNTS
    assert {row["mark"] for row in ROWS} == {"answered", "told", "left"}
    assert [row["row"] for row in ROWS if not (row["by"] and row["line"])] == []


def test_most_are_answered() -> None:
    """What is answered may only become more: this many by a command, and no more than these left."""
    assert sum(row["mark"] == "answered" for row in ROWS) >= ANSWERED
    assert sum(row["mark"] == "left" for row in ROWS) <= LEFT


ANSWERED, LEFT = 223, 8


@pytest.mark.parametrize("command", few(commands(), 6))
def test_a_command_answers(command: str, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert run_command([*command.split(), *(["-q"] if not shows_notes(command) else [])]) == 0
    said = capsys.readouterr()
    text = " ".join((said.out + said.err).split())
    missing = [row["row"] for row in ROWS if row["by"] == command and not re.search(row["line"], text)]
    assert missing == []


def shows_notes(command: str) -> bool:
    return command.startswith(("presets", "guide")) or command.endswith("-v")


def test_what_is_told_stands_on_a_page() -> None:
    rows = [row for row in ROWS if row["mark"] == "told"]
    assert {row["by"].partition(" ")[0] for row in rows} == {"guide"}
    assert [row["row"] for row in rows if not re.search(row["line"], text_of(row["by"].partition(" ")[2]))] == []


def test_what_is_left_says_what_it_waits_for() -> None:
    assert {row["by"] for row in ROWS if row["mark"] == "left"} <= set(left())


def test_three_of_the_twenty_questions_have_no_command() -> None:
    marks = {number: ROWS[number - 1]["mark"] for number in QUESTIONS}
    assert {number for number, mark in marks.items() if mark != "answered"} == NO_COMMAND
    for number in QUESTIONS:
        assert number in NO_COMMAND or f"recyc {ROWS[number - 1]['by']}" in joined()


def joined() -> str:
    """Return the page with the commands that go over a line brought back to one."""
    return " ".join(page("founding").replace("\\\n", " ").split())
