"""Programs that use the package, well and badly typed, and what mypy strict says of them in one run for all."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

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


@cache
def lines_of_mypy() -> dict[str, list[str]]:
    """Return what mypy says of every program, line by line."""
    with TemporaryDirectory() as folder:
        files = {name: Path(folder, f"{name}.py") for name in programs()}
        for name, path in files.items():
            path.write_text(programs()[name], "utf-8")
        command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", f"{folder}/cache"]
        ran = subprocess.run([*command, *map(str, files.values())], capture_output=True, text=True, check=False)
    lines = [line.rpartition("/")[2].partition(".py:") for line in ran.stdout.splitlines()]
    assert {name for name, _, _ in lines} <= files.keys(), ran.stdout + ran.stderr
    return {name: [said for where, _, said in lines if where == name] for name in files}
