"""What a command must not import: each of these costs as much as Python's own start, or more."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import typer

HEAVY = {
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
}
PROGRAM = """
import sys
from recyc_cli.cli.app import run
code = run(sys.argv[1:])
names = sorted(sys.modules)
import json
sys.stderr.write(json.dumps([code, names]))
"""
NEW_TYPER = tuple(map(int, typer.__version__.split(".")[:2])) >= (0, 29)


def modules(*argv: str) -> set[str]:
    command = [sys.executable, "-c", PROGRAM, *argv]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    code, names = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0
    return set(names)


@pytest.mark.skipif(NEW_TYPER, reason="since 0.29 Typer imports pydantic itself")
@pytest.mark.parametrize("form", ["json", "plain", "table"])
def test_a_quote_imports_nothing_heavy(form: str) -> None:
    assert not modules("quote", "nmc622", "--route", "hydro", "-q", "--format", form) & HEAVY


@pytest.mark.skipif(NEW_TYPER, reason="since 0.29 Typer imports pydantic itself")
def test_help_imports_no_command() -> None:
    names = modules("--help")
    assert not names & (HEAVY | {"json"})
    assert not {
        name for name in names if name.startswith(("recyc_cli.model", "recyc_cli.analysis", "recyc_cli.cli.quote"))
    }


def test_a_quote_in_json_needs_no_tables() -> None:
    names = modules("quote", "nmc622", "--route", "hydro", "-q", "--json")
    assert not {name for name in names if name.startswith("recyc_cli.render.as_")} - {"recyc_cli.render.as_json"}
    assert "recyc_cli.cli.presets" not in names
