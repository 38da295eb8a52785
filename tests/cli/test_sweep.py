"""`recyc sweep`: every form of the answer, every way to ask wrongly."""

from __future__ import annotations

import csv
import io
import json
import re
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from few import slowly

from recyc_cli import sweep
from recyc_cli.cli.output import target

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NICKEL = ("sweep", "nmc622", "--route", "hydro,pyro", "--vary", "nickel=6000:60000:9000")
GRID = ("sweep", "nmc622", "--vary", "nickel=12000:36000:8000", "--vary", "lithium_carbonate=16000:48000:8000")
KEYS = "schema recyc presets scenario basis axes figures rows zeros message sources warnings"
WIDTH = 80


def told(recyc: Callable[..., Any], *argv: str) -> dict[str, Any]:
    ran = recyc(*argv, "--json", "-q")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_json(recyc: Callable[..., Any]) -> None:
    report = told(recyc, *NICKEL)
    assert list(report) == KEYS.split()
    assert (report["schema"], report["axes"][0]["path"]) == ("recyc.sweep/1", "prices.metals.nickel")
    assert list(report["rows"][0]) == ["nickel", "chemistry", "route", "margin", "refused"]
    (zero,) = report["zeros"]
    assert (zero["route"], zero["kind"], zero["unit"]) == ("hydro", "root", "USD/t")
    assert recyc(*NICKEL, "--json", "-q").out == recyc(*NICKEL, "--json", "-q").out


def test_json_is_what_python_returns(recyc: Callable[..., Any]) -> None:
    values = [6_000.0 + 9_000.0 * step for step in range(7)]
    assert told(recyc, *NICKEL) == sweep({"nickel": values}, routes=["hydro", "pyro"], chemistry="nmc622").to_dict()


@pytest.mark.parametrize("form", ["plain", "table", "md", "html", "csv-long", "svg"])
@pytest.mark.parametrize("argv", [NICKEL, GRID], ids=["line", "grid"])
def test_every_form(recyc: Callable[..., Any], form: str, argv: tuple[str, ...]) -> None:
    ran = recyc(*argv, "--format", form, "-q")
    assert ran.code == 0, ran.err
    assert "margin" in ran.out


def test_a_workbook(recyc: Callable[..., Any], tmp_path: Path) -> None:
    assert recyc(*GRID, "-o", str(tmp_path / "grid.xlsx"), "-q").code == 0


def test_csv_is_tidy(recyc: Callable[..., Any]) -> None:
    rows = list(csv.DictReader(io.StringIO(recyc(*GRID, "--format", "csv", "-q").out)))
    assert list(rows[0]) == ["nickel", "lithium_carbonate", "chemistry", "route", "margin", "refused", "presets"]
    assert len(rows) == 20
    assert float(rows[0]["margin"]) == told(recyc, *GRID)["rows"][0]["margin"]


@pytest.mark.parametrize("argv", [(*NICKEL, "--chart"), GRID, NICKEL], ids=["lines", "grid", "table"])
def test_a_screen_is_no_wider_than_a_terminal(recyc: Callable[..., Any], argv: tuple[str, ...]) -> None:
    lines = recyc(*argv, "-q").out.splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert re.match(r"Hydro pays ", lines[0])


def test_lines_have_letters_a_zero_and_marks(recyc: Callable[..., Any]) -> None:
    out = recyc(*NICKEL, "--chart", "-q").out
    zero = next(line for line in out.splitlines() if line.lstrip().startswith("0 "))
    assert "\N{BOX DRAWINGS LIGHT HORIZONTAL}h" in zero
    assert out.count("p ") > 5
    assert "^ now" in out
    assert "^ hydro 0" in out


def test_the_contour_lies_between_gains_and_losses(recyc: Callable[..., Any]) -> None:
    out = recyc(*GRID, "-q").out
    rows = {row["lithium_carbonate"]: row for row in told(recyc, *GRID)["rows"] if row["nickel"] == 36_000.0}
    assert any(row["margin"] > 0.0 for row in rows.values())
    lines = out.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("16,000"))
    body = lines[first - 12 : first + 1]
    contour = [at for at, line in enumerate(body) if set(line.strip()) == {"\N{BOX DRAWINGS LIGHT HORIZONTAL}"}]
    assert len(contour) >= 2
    for at in contour[1:]:
        left, right = re.search(r"\S+", body[at]).span()  # type: ignore[union-attr]
        above, below = body[at - 1][left:right], body[at + 1][left:right]
        assert "+" in above
        assert "-" in below


WRONG = [
    ((), "E113", "nothing given to vary"),
    (("--vary", "nickel"), "E111", "PATH=VALUES"),
    (("--vary", "nickel=a,b"), "E111", "not a number"),
    (("--vary", "nickel=5:1:1"), "E111", "leads nowhere"),
    (("--vary", "nickel=1:5:0"), "E111", "leads nowhere"),
    (("--vary", "nickel=12,000"), "E111", "write 12000, without a separator of thousands"),
    (("--vary", "nickel=12,000,15,000"), "E111", "write 12000,15000, without a separator of thousands"),
    (("--vary", "nickel=1:10/1"), "E111", "no range"),
    (("--vary", "nickel=log:0:10/3"), "E111", "above 0"),
    (("--vary", "region.currency=1,2"), "E104", "no number"),
    (("--vary", "platypus=1,2"), "E104", "no number named"),
    (("--vary", "currency=USD,EUR"), "E112", "no number"),
    (("--vary", "nickel=1,2", "--vary", "cobalt=1,2", "--vary", "soh=0.5,0.6"), "E112", "one or two"),
    (("--vary", "nickel=1,2", "--vary", "prices.metals.nickel=1,2"), "E112", "varied twice"),
    (("--vary", "feed_price=1,2", "--vary", "gate_fee=1,2"), "E112", "varied twice"),
    (("--vary", "nickel=1USD/t,2EUR/t"), "E112", "is given in"),
    (("--vary", "nickel=1:1000000000:1"), "E173", "1,000,000,000 values"),
    (("--vary", "nickel=1:40000:1", "--vary", "cobalt=1:40000:1"), "E173", "1,600,000,000 points"),
    (("--vary", "nickel=1:30000:1"), "E173", "a report holds 20,000"),
    (("--vary", "nickel=1,2", "--figure", "margn"), "E104", "no figure"),
    (("--vary", "prices=2024,20244"), "E101", "unknown price deck"),
]


@pytest.mark.parametrize(("argv", "code", "words"), WRONG, ids=[" ".join(case[0]) for case in WRONG])
def test_asked_wrongly(recyc: Callable[..., Any], argv: tuple[str, ...], code: str, words: str) -> None:
    ran = recyc("sweep", "nmc622", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert f"error[{code}]" in ran.err
    assert words in ran.err


def test_numbers_that_options_set(recyc: Callable[..., Any]) -> None:
    wage = told(recyc, "sweep", "nmc622", "--vary", "wage=20:40:10")
    assert (wage["axes"][0]["path"], wage["axes"][0]["values"]) == ("region.wage", [20.0, 30.0, 40.0])
    shredder = ("nmc622", "--route", "shred", "--seat", "shredder")
    shares = told(recyc, "sweep", *shredder, "--vary", "payables.ni=60%:80%:20%")
    low, high = (row["margin"] for row in shares["rows"])
    ones = [told(recyc, "quote", *shredder, "--payables", f"ni={share}%") for share in (60, 80)]
    assert [low, high] == pytest.approx([each["totals"]["margin"] for each in ones], abs=1e-6)


@pytest.mark.parametrize("many", [4, slowly(12)])
def test_many_points_take_little_memory(
    recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, many: int
) -> None:
    monkeypatch.setattr("recyc_cli.analysis.sweep.sweep.TOLD", 100)  # more are written row by row
    peaks = []
    for count in (2, many, 10 * many):  # the first of them reads the presets
        tracemalloc.start()
        path = tmp_path / f"{count}.csv"
        argv = ("--vary", "nickel=9000:30000/101", "--vary", f"cobalt=9000:60000/{count}", "-o", str(path), "-q")
        assert recyc("sweep", "nmc622", *argv, "--format", "csv").code == 0
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert sum(1 for _ in path.open()) == 1 + 101 * count
    assert peaks[2] < 2.0 * peaks[1], "ten times the points take no ten times the memory"


def test_what_leads_on_runs(recyc: Callable[..., Any]) -> None:
    from recyc_cli.render.look import Look
    from recyc_cli.render.pages.sweep.screen import sweep_screen

    for vary, units in (({"nickel": [12.0, 14.0, 16.0]}, {"nickel": "USD/kg"}), ({"payables.ni": [0.6, 0.7]}, {})):
        look = Look("table")
        look.asked = (("feed", "", ("nmc622",)), ("way", "--route", ("shred",)))
        page = sweep_screen(sweep(vary, units=units, chemistry="nmc622", route="shred").to_dict(), look)
        assert len(page.onward) == 3
        for command, _ in page.onward[:2]:
            ran = recyc(*command.split()[1:], "-q")
            assert ran.code == 0, f"{command}: {ran.err}"


@pytest.mark.parametrize("form", [("--chart",), ("-o", "a.svg"), ("-o", "a.html"), ("-o", "a.xlsx"), ("--json",)])
@pytest.mark.parametrize("grid", [(), ("--vary", "cobalt=20:60:10USD/kg")])
def test_a_figure_that_no_point_has_is_drawn_empty(
    recyc: Callable[..., Any], form: tuple[str, ...], grid: tuple[str, ...]
) -> None:
    """A lot without a size has no packs."""
    ran = recyc("sweep", "lmfp", "--figure", "lot_packs", "--vary", "nickel=10:30:5USD/kg", *grid, *form)
    assert ran.code == 0, ran.err


@pytest.mark.parametrize("text", ["electricity=50,100,200", "feed-price=100,250", "distance=100,200,400"])
def test_numbers_between_commas_are_a_list_whatever_their_digits(recyc: Callable[..., Any], text: str) -> None:
    ran = recyc("sweep", "nmc622", "--route", "hydro", "--vary", text, "--json", "-q")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["axes"][0]["values"] == [float(part) for part in text.partition("=")[2].split(",")]


def test_a_list_in_a_unit_that_nobody_means_is_told(recyc: Callable[..., Any]) -> None:
    ran = recyc("sweep", "nmc622", "--route", "hydro", "--vary", "electricity=50,100,200")
    assert "electricity 50 USD/kWh: a slip of the unit?" in ran.err


@pytest.mark.parametrize(
    ("varied", "why"),
    [
        ("soh=0.6,0.8", "it belongs to the reuse route"),
        ("lead=1000,2000", "no figure depends on it"),
        ("application=home,telecom", "it belongs to the reuse route"),
    ],
)
def test_what_moves_nothing_is_told(recyc: Callable[..., Any], varied: str, why: str) -> None:
    ran = recyc("sweep", "nmc622", "--route", "hydro", "--vary", varied)
    assert ran.code == 0
    assert f"! --vary {varied.partition('=')[0]} changes nothing here: {why}" in ran.err


def test_what_moves_nothing_leads_nowhere(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "on_terminal", lambda: True)
    words = ("sweep", "nmc622", "--route", "hydro", "--format", "table", "--vary")
    assert "\nnext" not in recyc(*words, "soh=0.6,0.8").out
    assert "recyc breakeven nmc622 --route hydro --vary nickel" in recyc(*words, "nickel=9000,12000").out


def test_what_moves_one_route_is_not_told_of_another(recyc: Callable[..., Any]) -> None:
    ran = recyc("sweep", "nmc622", "--route", "hydro,reuse", "--vary", "soh=0.6,0.8", "--json")
    assert "no-effect" not in [each["code"] for each in json.loads(ran.out)["warnings"]]
