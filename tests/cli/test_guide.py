"""Every command of the manual runs, in the order of its page, and what is shown is what it prints."""

from __future__ import annotations

import importlib
import os
import pty
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import readme

from recyc_cli.cli.commands.guide import TOPICS, contents
from recyc_cli.scenario.keywords import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGES = {page.stem: page.read_text("utf-8") for page in readme.GUIDE}
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOOLS = {"jq": ("jq",), "soffice": ("soffice", "libreoffice")}
"""Programs of the manual that a machine may lack."""
NOT_RUN = {"m": "Excel", "text": "Google Sheets", "r": "R", "sql": "DuckDB"}
"""Languages whose recipes no test runs, and what would."""
LIBRARIES = ("pandas",)
WIDTH = 80


def blocks(topic: str, *kinds: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(PAGES[topic]) if kind in kinds]


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = readme.environment_in(folder)
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_list_of_pages() -> None:
    assert sorted(TOPICS) == sorted(PAGES)
    assert [line.split()[0] for line in contents().splitlines()[2:]] == list(TOPICS)
    assert max(map(len, contents().splitlines())) <= WIDTH


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_text_of_a_terminal(topic: str) -> None:
    text = PAGES[topic]
    assert text.startswith("# ")
    assert max(map(len, text.splitlines())) <= WIDTH
    assert {kind for kind, _ in BLOCK.findall(text)} <= {"sh", "console", "python", "toml", *NOT_RUN}
    assert text.count("```") == 2 * len(BLOCK.findall(text))


@pytest.mark.parametrize("topic", TOPICS)
def test_the_commands_of_a_page_run(topic: str, tool: Callable[..., str], tmp_path: Path) -> None:
    for kind, text in BLOCK.findall(PAGES[topic]):
        for name, programs in TOOLS.items() if kind == "sh" else ():
            if re.search(rf"^{name} ", text, re.MULTILINE):
                tool(*programs)
        if kind == "sh":
            ran = run(["bash", "-ec", text], tmp_path)
            assert ran.returncode == 0, ran.stderr[-2000:]
        elif kind == "python" and all(importable(name) for name in LIBRARIES if f"import {name}" in text):
            ran = run([sys.executable, "-W", "ignore", "-c", text], tmp_path)
            assert ran.returncode == 0, ran.stderr[-2000:]
        elif kind == "toml":
            assert tomllib.loads(text)


def importable(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def test_what_a_page_shows_is_what_is_printed(tmp_path: Path) -> None:
    for topic in TOPICS:
        for block in readme.blocks(PAGES[topic]):
            assert readme.answered(block, tmp_path, readme.NARROW) == block, topic


def test_the_columns_that_the_spreadsheet_page_names(tmp_path: Path) -> None:
    """Letters of Google Sheets, columns of Power Query, R and SQL are those of the file that the page makes."""
    (made,) = (text for text in blocks("spreadsheet", "sh") if "-o table.csv" in text)
    assert run(["bash", "-ec", made], tmp_path).returncode == 0
    header = (tmp_path / "table.csv").read_text("utf-8").splitlines()[0].split(",")
    sentence = r"A is the (\w+), C the (\w+), F the (\w+), G the (\w+), H the (\w+) and Q the (\w+)"
    said = re.search(sentence.replace(" ", r"\s+"), PAGES["spreadsheet"])
    assert said
    assert [header["ABCDEFGHIJKLMNOPQRS".index(letter)] for letter in "ACFGHQ"] == list(said.groups())
    assert len(header) == len("ABCDEFGHIJKLMNOPQRS")
    quoted = {name for text in blocks("spreadsheet", "m", "r", "sql") for name in re.findall(r'"(\w+)"', text)}
    fields = {"recovery_value", "cost", "margin"}
    assert quoted - fields <= set(header) | {"totals"}


def test_every_option_that_a_page_names_is_there() -> None:
    text = "\n".join(PAGES.values())
    known = {flag for row in KEYWORDS for option in row.options for flag in option.flags}
    known |= {"--" + name for name in (
        "format", "json", "save", "customer", "offered-by", "valid", "against", "against-route", "vary", "depth",
        "why-not", "from", "as", "assay", "vat", "strict", "older-than", "search", "init", "headless",
        "convert-to", "rout", "sign",
    )}  # fmt: skip
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - known == set()


def test_an_unknown_page(recyc: Callable[..., Any]) -> None:
    ran = recyc("guide", "buyr")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean buyer?" in ran.err


@pytest.mark.parametrize("topic", TOPICS)
def test_a_pipe_gets_the_page_as_it_stands(recyc: Callable[..., Any], topic: str) -> None:
    assert recyc("guide", topic) == (0, PAGES[topic], "")


def test_a_terminal_gets_a_pager(tmp_path: Path) -> None:
    end, other = pty.openpty()
    note = tmp_path / "paged"
    environment = {**os.environ, "PAGER": f"tee {note}", "TERM": "xterm"}
    command = [sys.executable, "-m", "recyc_cli", "guide", "glossary"]
    with subprocess.Popen(command, stdout=other, stderr=other, env=environment) as process:
        os.close(other)
        try:
            while os.read(end, 65536):
                pass
        except OSError:  # the terminal is closed
            pass
        assert process.wait() == 0
    os.close(end)
    assert note.read_text("utf-8") == PAGES["glossary"]
