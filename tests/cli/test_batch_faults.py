"""Lots that are refused among others: none keeps a number, and none has one without bounds, with the extra or bare."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from few import few

LOTS = (
    "lot,chemistry,mass t,pack mass kg,kwh\na,lfp,4,,\nb,lfp,x,,\nc,lfp,1e308,,\nd,no,1,,\ne,nca,2,,\nf,lfp,,,1e308\n"
)
CODES = ["", "E391", "E340", "E101", "", "E340"]
ALL = ("--route", "all")
BARE = "import sys\nfor name in ('numpy', 'pyarrow', 'duckdb'): sys.modules[name] = None\n"
RUN = "import sys\nfrom recyc_cli.cli.app import run_command\nsys.exit(run_command(sys.argv[1:]))\n"


@pytest.mark.parametrize(("before", "more"), few([("", ()), ("", ALL), (BARE, ()), (BARE, ALL)], 3))
def test_a_lot_that_is_refused_has_no_numbers(before: str, more: tuple[str, ...]) -> None:
    Path("lots.csv").write_text(LOTS)
    argv = (sys.executable, "-c", before + RUN, "batch", "lots.csv", *more, "-o", "q.csv")
    ran = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    rows = list(csv.DictReader(Path("q.csv").read_text("utf-8").splitlines()))
    assert [row["refused"] for row in rows] == CODES
    for row in rows:
        assert "inf" not in row.values()
        numbers = [name for name in row if row[name] and name.startswith(("margin", "lot_", "cost", "best_route"))]
        assert bool(numbers) == (not row["refused"]), numbers
        assert bool(row["reason"]) == bool(row["refused"])
