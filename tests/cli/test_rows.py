"""CSV has one row a quote, in the same columns whatever is asked; the long form stays what it was."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import columns
import pytest

from recyc_cli.render.look import Look
from recyc_cli.render.render import render
from recyc_cli.report.blocks.row import COLUMNS, FOLLOWS
from recyc_cli.report.figures import FIGURES, NAMED
from recyc_cli.scenario.keywords import TOLD

if TYPE_CHECKING:
    from collections.abc import Callable

HYDRO = ("quote", "nmc622", "--route", "hydro")
NAMES = [column.name for column in COLUMNS]
ASKED = [
    HYDRO,
    (*HYDRO, "--mass", "3t", "--feed-price", "2EUR/kWh", "--currency", "CNY", "--set", "region.wage=30"),
    ("quote", "lfp", "--route", "reuse", "--soh", "0.85", "--pass-rate", "0.7", "--new-pack-price", "99"),
    ("quote", "--vehicle", "nissan-leaf-40", "--packs", "12", "--seat", "shredder"),
    ("quote", "nca", "--form", "black-mass", "--seat", "refiner", "--correction", "labor-scale=off"),
]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("argv", ASKED, ids=lambda argv: " ".join(argv[1:4]))
def test_a_row_is_the_json_in_columns(recyc: Callable[..., Any], argv: tuple[str, ...]) -> None:
    text = recyc(*argv, "-q", "--format", "csv").out
    report = json.loads(recyc(*argv, "-q", "--json").out)
    assert text.splitlines()[0].split(",") == NAMES
    [row] = rows(text)
    for figure in FIGURES:
        total = report["totals"][figure.id]
        assert row[figure.id] == ("" if total is None else repr(total))
    for name, value in report["scenario"].items():
        if name in FOLLOWS:
            continue
        cell = row[
            f"{name.removesuffix('_unit')}_given{'_unit' * name.endswith('_unit')}"
            if name.removesuffix("_unit") in NAMED
            else name
        ]
        told = "; ".join(value) if isinstance(value, list) else value
        assert cell == ("" if value is None else str(told))
    for name, total in (report["lot"] or {"totals": {}})["totals"].items():
        assert float(row[f"lot_{name}"]) == total
    assert row["notes"].split() == list(dict.fromkeys(note["code"] for note in report["warnings"]))


def test_a_comparison_has_the_rows_of_its_quotes(recyc: Callable[..., Any]) -> None:
    text = recyc(
        "compare", "nmc622", "lfp", "--route", "hydro,reuse", "--region", "us,china", "-q", "--format", "csv"
    ).out
    found = rows(text)
    assert len(found) == 8
    for row in found:
        where = ("--route", row["route"], "--region", row["region"])
        [alone] = rows(recyc("quote", row["chemistry"], *where, "-q", "--format", "csv").out)
        assert {**alone, "notes": ""} == {**row, "notes": ""}


def test_a_mix_can_be_asked_for_again(recyc: Callable[..., Any]) -> None:
    """A comparison of two mixes tells them apart, and `--mix` takes what the column says."""
    shares = "lfp=0.3,nca=0.7"
    [row] = rows(recyc("quote", "--mix", "lfp=3t,nca=7t", "--route", "hydro", "-q", "--format", "csv").out)
    assert (row["mix"], row["chemistry"]) == (shares, "")
    [again] = rows(recyc("quote", "--mix", row["mix"], "--route", row["route"], "-q", "--format", "csv").out)
    assert float(again["margin"]) == pytest.approx(float(row["margin"]), rel=1e-12)  # shares of masses round


def test_every_setting_and_every_figure_has_a_column() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert {row.name for row in TOLD} - set(FOLLOWS) <= {name.removesuffix("_given") for name in NAMES}
    start = NAMES.index(FIGURES[0].id)
    assert NAMES[start : start + len(FIGURES)] == [figure.id for figure in FIGURES]


def test_the_manual_lists_the_columns() -> None:
    assert columns.PAGE.read_text("utf-8") == columns.page(), "python tests/cli/columns.py writes it anew"


def test_a_saved_quote_says_what_it_is_called(recyc: Callable[..., Any]) -> None:
    terms = ("--save", "offer.json", "--reference", "Q-7", "--dated", "2026-11-24", "--valid", "2026-12-24")
    assert recyc(*HYDRO, *terms, "-q").code == 0
    [row] = rows(recyc("replay", "offer.json", "-q", "--format", "csv").out)
    assert [row[name] for name in ("reference", "dated", "valid_until")] == ["Q-7", "2026-11-24", "2026-12-24"]


def test_the_long_form_by_its_name(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    long = recyc(*HYDRO, "-q", "--format", "csv-long").out
    assert long.startswith("section,item,stage,group,quantity,unit,")
    assert recyc(*HYDRO, "-q", "-o", "long.csv", "--format", "csv-long").code == 0
    assert Path("long.csv").read_text("utf-8") == long
    monkeypatch.setenv("RECYC_FORMAT", "csv-long")
    assert recyc(*HYDRO, "-q", "-o", "set.csv").code == 0
    assert Path("set.csv").read_text("utf-8") == long
    monkeypatch.setenv("RECYC_FORMAT", "json")
    assert recyc(*HYDRO, "-q", "-o", "wide.csv").code == 0
    assert Path("wide.csv").read_text("utf-8").split(",")[0] == NAMES[0]


def test_other_reports_are_the_same_in_both(recyc: Callable[..., Any]) -> None:
    for argv in (("presets", "list", "regions"), ("sources",), ("breakeven", "nmc622", "--vary", "nickel")):
        assert recyc(*argv, "-q", "--format", "csv") == recyc(*argv, "-q", "--format", "csv-long")


def test_a_row_is_no_formula(report: dict[str, Any]) -> None:
    report["scenario"]["region"] = "=1+1"
    report["scenario"]["overrides"] = ["@x", "y"]
    report["warnings"] = []
    [row] = rows(str(render(report, Look("csv"))))
    assert (row["region"], row["overrides"]) == ("'=1+1", "'@x; y")
