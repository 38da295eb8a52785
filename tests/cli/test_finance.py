"""`recyc finance`: the answer first, every form, faults told at once."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from few import few_whole

from recyc_cli import finance

if TYPE_CHECKING:
    from collections.abc import Callable

    Recyc = Callable[..., Any]

ASK = ("finance", "nmc622", "--route", "hydro", "--region", "china")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the report asked for once, from an empty folder: a checkout's own ./presets would be a user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("report"))
        return dict(finance(chemistry="nmc622", route="hydro", region="china").to_dict())


def test_a_screen_answers_first_and_fits(recyc: Recyc, report: dict[str, Any]) -> None:
    lines = recyc(*ASK).out.splitlines()
    assert lines[0].startswith("It does not pay: 6.2 million USD is missing" if report["npv"] < 0.0 else "It pays: ")
    heads = [line[:2] for line in lines if line[:1].isdigit() and line[1:2] == " "]
    assert heads[:4] == ["1 ", "2 ", "3 ", "4 "]
    assert max(map(len, lines)) <= 80


MORE = [
    ("-v",),
    ("--throughput", "200kt/yr"),
    ("--prices", "2023,2024,2025"),
    ("--chart",),
    ("--currency", "KRW"),
    ("--throughput", "500"),
    ("--build", "0", "--ramp", "100%", "--inflation", "2%", "--mid-year", "--overrun", "+98%"),
    ("--seat", "refiner", "--form", "black-mass"),
    (),
]


@pytest.mark.parametrize("more", few_whole(MORE, 3))
def test_a_screen_fits_whatever_is_asked(recyc: Recyc, more: tuple[str, ...]) -> None:
    told = recyc(*ASK, *more, "-q")
    assert told.code == 0
    assert max(map(len, told.out.splitlines())) <= 80


def test_json_is_the_report(recyc: Recyc, report: dict[str, Any]) -> None:
    assert json.loads(recyc(*ASK, "--json", "-q").out) == report
    assert {"cash_flow", "npv", "irr", "mirr", "payback", "levelised_cost", "gate_fee_for_irr"} <= set(report)


def test_csv_has_a_row_a_year(recyc: Recyc, report: dict[str, Any]) -> None:
    rows = list(csv.DictReader(StringIO(recyc(*ASK, "--format", "csv", "-q").out)))
    years = [row for row in rows if row["section"] == "cash_flow"]
    assert [float(row["after_tax"]) for row in years] == [year["after_tax"] for year in report["cash_flow"]]
    [npv] = [row for row in rows if (row["section"], row["item"]) == ("after_tax", "npv")]
    assert float(npv["value"]) == report["npv"]


def test_files_of_every_form(recyc: Recyc, report: dict[str, Any]) -> None:
    for name in ("plant.md", "plant.html", "plant.xlsx", "plant.csv", "plant.json", "plant.txt", "plant.svg"):
        assert recyc(*ASK, "-o", name, "-q").code == 0, name
        assert Path(name).stat().st_size > 1000
    picture = Path("plant.svg").read_text("utf-8")
    ET.fromstring(picture)  # noqa: S314 - our own
    assert f"year {report['cash_flow'][-1]['year']}" in picture
    assert report["message"].split(":")[0] in Path("plant.html").read_text("utf-8")
    year = report["cash_flow"][-1]
    assert f"| {year['year']} |" in Path("plant.md").read_text("utf-8")


def test_a_plain_figure_in_words(recyc: Recyc) -> None:
    paying = recyc(*ASK, "--throughput", "100kt/yr", "-q").out
    assert paying.startswith("It pays: ")
    several = recyc(*ASK, "--prices", "2022,2022,2024", "--feed-price", "3000", "--build", "1", "--ramp", "100%").out
    assert "the return has 2 values" in " ".join(several.split())
    assert "13.7 % and 65.9 %" in " ".join(several.split())


def test_every_fault_is_told_at_once(recyc: Recyc) -> None:
    told = recyc(*ASK, "--life", "0", "--discount", "-100%", "--tax", "130%")
    assert told.code == 2
    assert [f"where: {flag}" in told.err for flag in ("--life", "--discount", "--tax")] == [True] * 3
    unread = recyc(*ASK, "--life", "long", "--overrun", "x")
    assert (unread.code, unread.err.count("E111]")) == (2, 2)


def test_settings_may_stand_in_the_environment(recyc: Recyc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECYC_LIFE", "12")
    assert json.loads(recyc(*ASK, "--json", "-q").out)["terms"]["life"] == 12


def test_amounts_without_bounds_are_refused(recyc: Recyc) -> None:
    told = recyc("finance", "nmc955", "--set", "method.plant.days_per_year=3.2e302")
    assert (told.code, told.out) == (3, "")
    assert "error[E340]" in told.err
