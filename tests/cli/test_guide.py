"""Every command of the manual runs, in the order of its page, and what is shown is what a terminal shows."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import readme
from few import few, slowly

from recyc_cli.cli import app
from recyc_cli.cli.commands.guide import SHELVES, TOPICS, contents
from recyc_cli.cli.commands.quotes.finance import OWN as TERMS
from recyc_cli.cli.commands.quotes.sensitivity import OWN as MOVED
from recyc_cli.cli.commands.quotes.simulate import OWN as DRAWS
from recyc_cli.scenario.keywords import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGES = {page.stem: page.read_text("utf-8") for page in readme.GUIDE}
TOOLS = {"jq": ("jq",), "soffice": ("soffice", "libreoffice")}
"""Programs of the manual that a machine may lack."""
APART = {"m": "Excel", "text": "Google Sheets", "r": "R", "sql": "DuckDB"}
"""Languages of recipes that need a program of their own: no test has the first two."""
LIBRARIES = ("pandas",)
LONG = {
    "founding": "tests/published/test_founding.py",
    "investor": "tests/cli/test_finance.py, tests/finance",
    "sure": "tests/cli/test_simulate.py, test_sensitivity.py, test_likely.py",
    "compare": "tests/cli/test_compare.py, test_screens.py",
    "plants": "tests/cli/test_plants.py, tests/presets/test_plants.py",
    "carmaker": "tests/cli/test_passport.py, tests/users/test_tasks.py",
    "policy": "tests/compliance, tests/cli/test_outlook.py",
    "auditor": "tests/users/test_tasks.py",
    "buyer": "tests/users/test_tasks.py",
    "trader": "tests/users/test_tasks.py",
}
"""Pages of many commands that are followed in a long proof, and what runs such commands each time; each time their
lines are read as a command line is, and `tests/refresh.py --check` holds their screens."""
LINES = 250


def blocks(topic: str, *kinds: str) -> list[str]:
    return [text for kind, text in readme.FENCE.findall(PAGES[topic]) if kind in kinds]


def there(library: str) -> bool:
    return importlib.util.find_spec(library) is not None


def test_the_list_of_pages() -> None:
    assert sorted(TOPICS) == sorted(PAGES)
    shelves = [shelf.splitlines() for shelf in contents().strip().split("\n\n")[1:]]
    assert {shelf: tuple(line.split()[0] for line in lines) for shelf, *lines in shelves} == SHELVES
    assert max(map(len, contents().splitlines())) <= readme.WIDTH


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_text_of_a_terminal(topic: str) -> None:
    text = PAGES[topic]
    assert text.startswith("# ")
    assert max(map(len, text.splitlines())) <= readme.WIDTH
    assert len(text.splitlines()) <= LINES
    assert {kind for kind, _ in readme.FENCE.findall(text)} <= {"sh", "console", "python", "toml", *APART}
    assert text.count("```") == 2 * len(readme.FENCE.findall(text))


def follow(topic: str, tool: Callable[..., str], folder: Path) -> None:
    """Do what a page says, from top to bottom, in one folder; a screen is that of a folder with nothing in it."""
    page, empty = folder / "page", folder / "empty"
    page.mkdir()
    for place, (kind, text) in enumerate(readme.FENCE.findall(PAGES[topic])):
        for name, programs in TOOLS.items() if kind == "sh" else ():
            if re.search(rf"^{name} ", text, re.MULTILINE):
                tool(*programs)
        if kind == "toml":
            assert tomllib.loads(text)
        if kind == "python" and not all(there(name) for name in LIBRARIES if f"import {name}" in text):
            continue
        at = empty / str(place) if kind == "console" else page
        at.mkdir(parents=True, exist_ok=True)
        assert readme.followed(kind, text, at) == ""


APART_TOPICS = ("spreadsheet", "spark")
SHORT = [topic for topic in TOPICS if topic not in APART_TOPICS and topic not in LONG]
FOLLOWED = [*few(SHORT, 9), *map(slowly, LONG)]


@pytest.mark.parametrize("topic", FOLLOWED)
def test_a_page_from_top_to_bottom(topic: str, tool: Callable[..., str], tmp_path: Path) -> None:
    follow(topic, tool, tmp_path)


@pytest.mark.slow
def test_onto_spark(spark_at_hand: Callable[[], None], tool: Callable[..., str], tmp_path: Path) -> None:
    spark_at_hand()
    follow("spark", tool, tmp_path)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_command_of_a_page_is_read(topic: str) -> None:
    """Its words and options are there; what it does is seen where the page is followed."""
    lines = [line for block in blocks(topic, "console") for line in readme.COMMAND.findall(block)]
    lines += [piece for block in blocks(topic, "sh") for piece in readme.pieces(block)]
    joined = [re.sub(r"\\\n\s*", "", line) for line in lines]
    plain = [line for line in joined if readme.PLAIN.fullmatch(line)]
    assert [line for line in plain if app.plain_call(shlex.split(line)[1:]) is None] == []


@pytest.mark.slow  # each time its lines are read above, and tests/workbook opens workbooks in LibreOffice
def test_into_a_spreadsheet(tool: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every recipe that a program here can follow, from the files that the page makes; then what no test can run."""
    follow("spreadsheet", tool, tmp_path)
    table = tmp_path / "page"
    columns_that_recipes_name(table)
    if there("duckdb"):
        monkeypatch.chdir(table)
        (sql,) = blocks("spreadsheet", "sql")
        rows = importlib.import_module("duckdb").sql(sql).fetchall()
        assert [len(rows), *map(len, rows[:1])] == [8, 4]
        assert [row[3] for row in rows] == sorted((row[3] for row in rows), reverse=True)
    if shutil.which("Rscript"):
        (script,) = blocks("spreadsheet", "r")
        command = ["Rscript", "-e", script]
        ran = subprocess.run(command, cwd=table, capture_output=True, text=True, check=False)
        assert ran.returncode == 0 or "no package called" in ran.stderr, ran.stderr


def columns_that_recipes_name(table: Path) -> None:
    """Letters of Google Sheets, columns and fields of Power Query are those of the files that the page makes."""
    header = (table / "table.csv").read_text("utf-8").splitlines()[0].split(",")
    said = re.search(r"A is the (\w+), E the (\w+), F the (\w+) and T the (\w+)", PAGES["spreadsheet"])
    assert said
    assert [header["ABCDEFGHIJKLMNOPQRST".index(letter)] for letter in "AEFT"] == list(said.groups())
    assert len(header) <= 26 * 3, "columns A to BZ"
    of_json, of_csv = blocks("spreadsheet", "m")
    assert set(re.findall(r'"([a-z_]+)"', of_csv)) <= set(header)
    quotes = json.loads((table / "table.json").read_text())["quotes"]
    for part, fields in re.findall(r"SelectFields\(\[(\w+)\], \{([^}]*)\}", of_json):
        assert set(re.findall(r"\w+", fields)) <= set(quotes[0][part])


def test_every_option_that_a_page_names_is_there() -> None:
    text = "\n".join(PAGES.values())
    known = {flag for row in KEYWORDS for option in row.options for flag in option.flags}
    known |= {flag for option in TERMS for flag in option.flags}
    known |= {flag for option in (*DRAWS, *MOVED) for flag in option.flags}
    known |= {"--" + name for name in (
        "chain", "chart", "figure", "history", "range",
        "no-range", "format", "json", "save", "customer", "live", "offered-by", "offered-to", "valid",
        "dated",
        "against", "against-route", "vary", "to", "depth", "elasticities", "why-not", "from", "as", "assay", "vat",
        "strict", "explain", "identifier", "material-unit", "passport",
        "mend", "older-than", "search", "init", "headless", "convert-to", "rout", "margin", "at-a-loss", "no-value",
        "sign", "sample", "dry-run", "item", "unit", "column", "columns", "resume", "emit", "summary", "map", "jobs",
        "rejects",
        "on", "outputs", "rules", "lot", "accounting", "switch", "refiner", "ship-to", "fail", "limit", "capacity",
        "duty", "lots", "premium-on",
        "least", "budget", "months", "table", "life", "series", "chemistry-shares", "started", "ended",
        "master", "deploy-mode", "archives", "conf", "fail-below", "install-completion", "show-completion",
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
