"""What a command must not import: each of these costs as much as Python's own start, or more."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recyc_cli import quote
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.cli.input.options import QUOTE
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.typer_app import offer

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Document

ROOT = Path(__file__).parents[2]
HEAVY = {
    "typer",
    "inspect",
    "pydantic",
    "numpy",
    "importlib.metadata",
    "rich",
    "dataclasses",
    "tomllib",
    "tomli_w",
    "platformdirs",
    "csv",
    "decimal",
    "pyxirr",
    "highspy",
    "pyspark",
    "pandas",
}
ALLOWED = {"table": {"rich", "dataclasses", "decimal", "inspect"}, "csv": {"csv"}}
"""What a form is drawn or written with, and what that imports in turn."""
PROGRAM = """
import sys
from recyc_cli.cli.app import run_command
code = run_command(sys.argv[1:])
names = sorted(sys.modules)
import json
sys.stderr.write(json.dumps([code, names]))
"""


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    """Have the built-in presets compiled: that is done once for a checkout, not at every start."""
    builtin_library()


def modules(*argv: str) -> set[str]:
    command = [sys.executable, "-c", PROGRAM, *argv]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    code, names = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0
    return set(names)


@pytest.mark.parametrize("form", ["json", "plain", "table", "csv", "md", "html"])
def test_a_quote_imports_nothing_heavy(form: str) -> None:
    names = modules("quote", "nmc622", "--route", "hydro", "-q", "--format", form)
    assert not names & (HEAVY - ALLOWED.get(form, set()))
    assert "rich" not in names, "screens are drawn without it"
    assert "json" not in names


@pytest.mark.parametrize(
    "line", ["", "-h", "--help", "quote -h", "quote --help", "compare --help", "presets", "presets new -h"]
)
def test_help_imports_nothing_heavy(line: str) -> None:
    names = modules(*line.split())
    assert not names & HEAVY
    rooms = ("model", "analysis", "report.blocks", "catalog.documents", "catalog.compiled", "importing")
    assert not {name for name in names if name.startswith(tuple(f"recyc_cli.{room}" for room in rooms))}


def test_the_package_imports_nothing() -> None:
    program = "import sys; before = set(sys.modules); import recyc_cli; print(*sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(ran.stdout.split()) <= {"recyc_cli", "recyc_cli.version", "__future__"}


def test_an_explanation_imports_nothing_heavy() -> None:
    names = modules("explain", "nmc622", "--route", "hydro", "-q", "--json")
    assert not names & HEAVY
    assert "recyc_cli.model.numbers.traced" in names


def test_a_quote_in_json_needs_no_tables() -> None:
    names = modules("quote", "nmc622", "--route", "hydro", "-q", "--json")
    assert not {name for name in names if "trac" in name and name.startswith("recyc_cli.")}
    assert not {name for name in names if name.startswith("recyc_cli.render.forms.as_")} - {
        "recyc_cli.render.forms.as_json"
    }
    assert "recyc_cli.cli.presets.commands" not in names
    assert "recyc_cli.cli.input.numbers_of_text" not in names, "nobody gave a number"


@pytest.mark.parametrize("line", ["quote nmc622 --route hydro -q --json", "compare -q --json"])
def test_json_needs_neither_types_nor_regular_expressions(line: str) -> None:
    """Together they cost half of what Python's own start does; `recyc_cli.typed` stands for the first."""
    program = f"import sys; before = {{*sys.modules}}\n{PROGRAM}".replace(
        "sys.modules)", "sys.modules.keys() - before)"
    )
    command = [sys.executable, "-S", "-c", program, *line.split()]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    code, names = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0
    assert not {"typing", "re", "enum"} & {*names}
    assert "recyc_cli.catalog.documents.set_tables" not in names


@pytest.mark.parametrize("command", ["quote", "compare", "explain"])
def test_no_single_quote_imports_what_runs_many(command: str) -> None:
    names = modules(command, "nmc622", "--route", "hydro", "-q", "--json")
    kernel = (
        "recyc_cli.engine",
        "recyc_cli.batch",
        "recyc_cli.model.numbers.program",
        "recyc_cli.scenario.build.trace_rows",
    )
    assert not {name for name in names if name.startswith(kernel)}


def test_a_break_even_by_a_program_needs_no_numpy() -> None:
    line = "breakeven nmc622 --route hydro --vary prices.fx.EUR --currency EUR --from 0.5 --to 2 -q --json"
    names = modules(*line.split())
    assert "recyc_cli.engine.float_program" in names
    assert not names & HEAVY


@pytest.mark.parametrize("line", ["compare nmc622 lfp", "quote nmc622 --route hydro", "quote nmc811 --form module"])
def test_a_likely_range_needs_no_numpy(line: str) -> None:
    names = modules(*line.split(), "-q", "--format", "plain")
    assert not names & HEAVY
    assert ("recyc_cli.model.numbers.program" in names) == ("module" in line), "kept draws serve usual quotes"


def test_a_quote_without_plant_or_vehicle_opens_none(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    find = Library.document

    def noted(library: Library, kind: str, name: str = "") -> Document:
        opened.append(kind)
        return find(library, kind, name)

    monkeypatch.setattr(Library, "document", noted)
    quote(chemistry="nmc622", route="hydro").to_dict()
    assert "stages" in opened
    assert not {"plants", "vehicles", "business", "contracts", "sources"} & set(opened)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["nmc622", "--route", "hydro", "-q"], ["chemistry", "route", "quiet"]),
        (["--mass=12t"], ["chemistry", "mass"]),
        (["--help"], [option.name for option in QUOTE]),
        (["nmc622", "--rout", "hydro"], [option.name for option in QUOTE]),
        (["--feed-price", "-150"], [option.name for option in QUOTE]),
    ],
)
def test_a_command_offers_the_options_that_its_line_names(words: list[str], offered: list[str]) -> None:
    run = command(QUOTE)(lambda _: None)
    offer(run, words)
    assert list(inspect.signature(run).parameters) == offered
