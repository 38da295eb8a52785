"""A figure is one row of the table: table, JSON, CSV, workbook, comparison, lot, customer and `explain` have it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from typing import TYPE_CHECKING, get_args, get_type_hints

import pytest
from openpyxl import load_workbook

from recyc_cli.render.numbers import WAYS
from recyc_cli.report.figures import COMPARED, FIGURES, LEFT, LOT, MOVED, NAMED, SLOPES
from recyc_cli.report.shapes.quote import LotTotals, Total, Totals

if TYPE_CHECKING:
    from pathlib import Path

ADDED = """
import sys
from recyc_cli.report import figures
row = figures.Figure(
    "half_margin", "half of the margin", "{}/t", figures.EVERYWHERE, "one", reader=lambda of, *_: of.margin / 2.0
)
figures.FIGURES += (row,)
figures.NAMED["half_margin"] = row
from recyc_cli.__main__ import main
sys.argv = ["recyc", *sys.argv[1:]]
sys.exit(main())
"""
LOT_ASKED = ("quote", "nmc622", "--route", "hydro", "--mass", "40t", "-q")
PLACES = {LEFT, COMPARED, LOT, MOVED, SLOPES}


def ran(place: Path, *argv: str) -> str:
    """Run a command with a figure added to the table, as a later release might add it."""
    command = [sys.executable, "-c", ADDED, *argv]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=place)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_the_table_and_the_types_name_the_same_figures() -> None:
    assert [figure.id for figure in FIGURES] == list(get_args(Total))
    assert [*get_args(Total), "cost_groups", "likely"] == list(get_type_hints(Totals))
    of_a_lot = [figure.id for figure in FIGURES if LOT in figure.shown]
    assert of_a_lot == list(get_type_hints(LotTotals))


def test_rows_are_sound() -> None:
    for figure in FIGURES:
        assert figure.shown.keys() <= PLACES
        assert figure.how in WAYS
        assert figure.below in (None, *NAMED)
        assert LOT not in figure.shown or figure.unit == "{}/t", "a lot has what is per tonne"


def test_a_figure_is_in_a_quote(tmp_path: Path) -> None:
    report = json.loads(ran(tmp_path, *LOT_ASKED, "--json"))
    half = report["totals"]["margin"] / 2.0
    assert report["totals"]["half_margin"] == half
    assert report["lot"]["totals"]["half_margin"] == pytest.approx(half * 40.0)
    page = ran(tmp_path, *LOT_ASKED, "--format", "md")
    rows = [line.replace("*", "").split("|") for line in page.splitlines()]
    assert [[cell.strip() for cell in row[2:4]] for row in rows if row[1:2] == [" half of the margin "]] == [
        [f"{half:,.1f}", "USD/t"],
        [f"{half * 40.0:,.0f}", "USD"],
    ]
    [asked] = csv.DictReader(ran(tmp_path, *LOT_ASKED, "--format", "csv").splitlines())
    assert (float(asked["half_margin"]), float(asked["lot_half_margin"])) == (half, pytest.approx(half * 40.0))
    entries = list(csv.DictReader(ran(tmp_path, *LOT_ASKED, "--format", "csv-long").splitlines()))
    found = {
        row["section"]: (float(row["amount"]), row["amount_unit"]) for row in entries if row["item"] == "half_margin"
    }
    assert found == {"totals": (half, "USD/t"), "lot.totals": (pytest.approx(half * 40.0), "USD")}


def test_a_figure_is_in_a_workbook(tmp_path: Path) -> None:
    ran(tmp_path, *LOT_ASKED, "-o", "quote.xlsx")
    sheets = load_workbook(tmp_path / "quote.xlsx")
    cells = {row[0].value: row[1].value for row in sheets["Figures"].iter_rows(min_row=4)}
    assert str(cells["totals.half_margin"]).startswith("=")
    assert any(row[0].value == "half of the margin" for row in sheets["Quote"].iter_rows())


def test_a_figure_is_in_a_comparison(tmp_path: Path) -> None:
    argv = ("compare", "nmc622", "lfp", "--route", "hydro", "--mass", "40t", "-q")
    margins = [quote["totals"]["half_margin"] for quote in json.loads(ran(tmp_path, *argv, "--json"))["quotes"]]
    lines = [line.replace("|", " ").split() for line in ran(tmp_path, *argv, "--format", "md").splitlines()]
    told = [line[4:] for line in lines if line[:4] == ["half", "of", "the", "margin"]]
    per_tonne, of_lot = ([cell for line in each for cell in line] for each in (told[::2], told[1::2]))
    assert per_tonne == [f"{half:,.1f}" for half in margins]
    assert of_lot == [f"{half * 40.0:,.0f}" for half in margins]


def test_a_figure_is_explained(tmp_path: Path) -> None:
    page = ran(tmp_path, "explain", "nmc622", "--route", "hydro", "half_margin", "--format", "plain")
    assert "Half of the margin [totals.half_margin] is " in page
    moved = json.loads(ran(tmp_path, "explain", "nmc622", "--route", "hydro", "prices.metals.nickel", "--json", "-q"))[
        "moves"
    ]
    [entry] = [each for each in moved["totals"] if each["name"] == "totals.half_margin"]
    assert (entry["label"], entry["unit"]) == ("half of the margin", "USD/t")
    assert entry["derivative"] > 0.0


def test_a_figure_is_told_of_a_saved_quote(tmp_path: Path) -> None:
    ran(tmp_path, *LOT_ASKED, "--save", "saved.json")
    totals = json.loads(ran(tmp_path, "replay", "saved.json", "--against", "now", "--json", "-q"))["totals"]
    assert totals["half_margin"]["then"] == totals["half_margin"]["now"] == totals["margin"]["now"] / 2.0


def test_explain_says_units_as_people_write_them(tmp_path: Path) -> None:
    assert "Margin per kWh [" in ran(tmp_path, "explain", "nmc622", "margin_per_kwh", "--format", "plain", "-q")
