"""mypy strict sees a mistyped keyword of a quote and a mistyped key of a report: one run of it for all programs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

KEYWORDS = """
from recyc_cli import breakeven, compare, explain, finance, quote
from recyc_cli.analysis.saved.save import freeze

finance(chemistry="lfp", prices=["2023", "2024"], life=20, carbon_price=(65.0, "EUR"))
quote(chemistry="lfp", route="hydro", feed_price=(120.0, "EUR"), mass_t=12.0)
compare(["lfp"], region=["us", "china"], throughput_t_per_year=[1e4, 5e4])
breakeven("nickel", chemistry="nmc622", soh=0.8)
quote(chemistry="lfp", rout="hydro")  # wrong
quote(chemistry="lfp", throughput_t_per_year="10kt")  # wrong
quote(chemistry=["lfp", "nca"])  # wrong
compare(["lfp"], currency=["USD", "EUR"])  # wrong
breakeven("nickel", chemistri="nmc622")  # wrong
explain("margin", chemistry="lfp", form=3)  # wrong
finance(chemistry="lfp", lives=20)  # wrong
"""
KEYS = {
    "quote": ("quote(chemistry='lfp').to_dict()['totals']", "margin", "margn"),
    "compare": ("compare(['lfp']).to_dict()['best']", "by_chemistry", "by_chemisty"),
    "explain": ("explain('margin', chemistry='lfp').to_dict()['figure']", "label", "lable"),
}
"""Of each report: a table, a key that it has and one mistyped."""


def programs() -> dict[str, str]:
    """Return the text of every program by its name."""
    keys = {
        f"{name}_{key}": f"from recyc_cli import {name}\nreveal_type({table}['{key}'])\n"
        for name, (table, right, wrong) in KEYS.items()
        for key in (right, wrong)
    }
    return {"keywords": KEYWORDS, **keys}


def lines_of_mypy(cache: Path) -> dict[str, list[str]]:
    """Return what mypy says of every program, line by line."""
    with TemporaryDirectory() as folder:
        files = {name: Path(folder, f"{name}.py") for name in programs()}
        for name, path in files.items():
            path.write_text(programs()[name], "utf-8")
        command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", str(cache)]
        ran = subprocess.run([*command, *map(str, files.values())], capture_output=True, text=True, check=False)
    lines = [line.rpartition("/")[2].partition(".py:") for line in ran.stdout.splitlines()]
    assert {name for name, _, _ in lines} <= files.keys(), ran.stdout + ran.stderr
    return {name: [said for where, _, said in lines if where == name] for name in files}


def test_what_is_mistyped_is_an_error(pytestconfig: pytest.Config) -> None:
    """One test, since mypy takes seconds to read the package; it remembers what it has read for the next run."""
    assert pytestconfig.cache is not None
    said = lines_of_mypy(pytestconfig.cache.mkdir("mypy"))
    errors = [line for line in said["keywords"] if ": error:" in line]
    wrong = [number for number, line in enumerate(KEYWORDS.splitlines(), 1) if line.endswith("# wrong")]
    assert sorted({int(line.partition(":")[0]) for line in errors}) == wrong
    for report, (_, right, mistyped) in KEYS.items():
        (told,) = said[f"{report}_{right}"]
        assert "Revealed type" in told
        assert "Any" not in told
        errors = [line for line in said[f"{report}_{mistyped}"] if ": error:" in line]
        assert f'has no key "{mistyped}"' in errors[0]
