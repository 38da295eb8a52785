"""`recyc blend`: tables of lots in, every form out, every way to ask wrongly."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOTS = """lot,material,form,mass,feed price USD/t,Al %,Cu mg/kg
A17,NMC 622,black mass,400t,2500,1.2,15000
B2,NCA,black mass,500t,900,2.9,24000
C9,LFP,black mass,600t,700,1.0,8000
"""
ASKED = ("--seat", "refiner", "--region", "china", "--route", "hydro", "--capacity", "1kt/yr", "--limit", "al=2%")
KEYS = """schema recyc presets scenario basis capacity_t_per_year months mass_t spent profit earned plant_cost lots
shadow_prices mix linear refused message sources warnings"""
WIDTH = 80


@pytest.fixture
def lots(tmp_path: Path) -> str:
    path = tmp_path / "lots.csv"
    path.write_text(LOTS, encoding="utf-8")
    return str(path)


def test_json(recyc: Callable[..., Any], lots: str) -> None:
    ran = recyc("blend", lots, *ASKED, "--json", "-q")
    report = json.loads(ran.out)
    assert list(report) == KEYS.split()
    assert [each["lot"] for each in report["lots"]] == ["A17", "B2", "C9"]
    assert [each["name"] for each in report["shadow_prices"]] == ["capacity", "al at most"]
    assert report["shadow_prices"][1]["used"] == pytest.approx(0.02)
    assert ran.out == recyc("blend", lots, *ASKED, "--json", "-q").out


@pytest.mark.parametrize("form", ["plain", "table", "md", "html", "csv", "csv-long", "svg"])
def test_every_form(recyc: Callable[..., Any], lots: str, form: str) -> None:
    ran = recyc("blend", lots, *ASKED, "--format", form, "-q")
    assert ran.code == 0, ran.err
    assert "B2" in ran.out
    if form in ("plain", "table"):
        assert max(map(len, ran.out.splitlines())) <= WIDTH


def test_a_picture_and_a_workbook(recyc: Callable[..., Any], lots: str, tmp_path: Path) -> None:
    assert "484 of 500" in recyc("blend", lots, *ASKED, "--chart", "-q").out
    book = tmp_path / "plan.xlsx"
    assert recyc("blend", lots, *ASKED, "-o", str(book)).code == 0
    assert book.read_bytes()[:2] == b"PK"


def test_units_of_shares_are_read(recyc: Callable[..., Any], lots: str) -> None:
    report = json.loads(recyc("blend", lots, *ASKED, "--limit", "cu=1%:2.2%", "--json", "-q").out)
    assert [each["holds"]["cu"] for each in report["lots"]] == pytest.approx([0.015, 0.024, 0.008])


@pytest.mark.parametrize("tax", [(), ("--vat", "included"), ("--vat", "excluded")], ids=" ".join)
def test_amounts_follow_the_currency_that_is_asked_for(recyc: Callable[..., Any], lots: str, tax: tuple[str]) -> None:
    asked = ("blend", lots, *ASKED[:-2], "--json", "-q")
    dollars, yuan = json.loads(recyc(*asked).out), json.loads(recyc(*asked, "--currency", "CNY", *tax).out)
    rate = yuan["lots"][0]["feed_price"] / 2500.0
    for name in ("profit", "earned", "plant_cost", "spent"):
        assert yuan[name] == pytest.approx(rate * dollars[name], rel=1e-9), name  # what rounding leaves of a product
    assert yuan["mix"]["profit"] == pytest.approx(rate * dollars["mix"]["profit"], rel=1e-9)


@pytest.mark.parametrize(
    ("cell", "said"),
    [("1.2,15000\nB2", "x,15000\nB2"), ("1.2,15000\nB2", "120,15000\nB2")],
    ids=["no number", "more than the whole"],
)
def test_bad_cells_are_told_with_their_line(recyc: Callable[..., Any], tmp_path: Path, cell: str, said: str) -> None:
    path = tmp_path / "lots.csv"
    path.write_text(LOTS.replace(cell, said), encoding="utf-8")
    ran = recyc("blend", str(path), *ASKED)
    assert ran.code == 3
    assert "line 2" in ran.err
    assert "Al %" in ran.err


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        ((), 2, "no lots given"),
        (("missing.csv",), 3, "no such file"),
        (("{}", "--limit", "al"), 2, "--limit"),
        (("{}", "--limit", "xx=2%"), 2, "nothing that a limit is of"),
        (("{}", "--limit", "al=3%:2%"), 2, "least"),
        (("{}", "--limit", "al=2%", "--limit", "al=1%"), 2, "twice"),
        (("{}", "--budget", "much"), 2, "--budget"),
        (("{}", "--months", "0"), 2, "--months"),
        (("{}", "--capacity", "0"), 2, "--capacity"),
        (("{}", "--limit", "al=0.5%"), 2, "al at most 0.5 %"),
        (("{}", "--least", "2kt"), 2, "--least 2,000 t"),
        (("{}", "--map", "material=-"), 3, "what the feed is"),
    ],
)
def test_bad_input_is_told(recyc: Callable[..., Any], lots: str, argv: tuple[str, ...], code: int, said: str) -> None:
    ran = recyc("blend", *(word.format(lots) for word in argv))
    assert ran.code == code
    assert said in ran.err


def test_lots_that_cannot_be_quoted_are_left_out_and_told(recyc: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "lots.csv"
    path.write_text(LOTS + "D4,NMC 999,black mass,300t,900,1.0,8000\n", encoding="utf-8")
    ran = recyc("blend", str(path), *ASKED)
    assert ran.code == 0
    assert "D4" in ran.err
    assert "1 lots were left out" in ran.err or "left out" in ran.err


ASSAYS = """lot,mass,feed price USD/t,Li %,Ni %,Co %,Mn %,Cu %,Al %,C %,Moisture %
A17,400t,5000,3.62,19.4,6.1,5.7,1.85,2.1,33,3
C9,300t,6500,3.9,30.0,3.1,2.5,1.0,1.2,32,1
"""


def test_a_row_that_is_an_assay_is_a_feed_of_its_own(recyc: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "lots.csv"
    path.write_text(ASSAYS, encoding="utf-8")
    asked = ("blend", str(path), *ASKED, "--json", "-q")
    ran = recyc(*asked)
    report = json.loads(ran.out)
    assert [each["holds"]["al"] for each in report["lots"]] == pytest.approx([0.021, 0.012])
    assert [each["form"] for each in report["lots"]] == ["black-mass"] * 2
    assert "assays-of-lots" in report["sources"]
    assert ran.out == recyc(*asked).out, "no name of a passing folder is in it"
    (tmp_path / "one.csv").write_text("element,value,unit\nLi,3.62,%\nNi,19.4,%\nCo,6.1,%\nMn,5.7,%\nCu,1.85,%\n"
        "Al,2.1,%\nC,33,%\n", encoding="utf-8")  # fmt: skip
    made = recyc("presets", "new", "feed", "--assay", str(tmp_path / "one.csv"), "--as", "a17", "--dir", str(tmp_path))
    assert made.code == 0, made.err
    quote = ("quote", "a17", "--preset-dir", str(tmp_path), "--form", "black-mass", *ASKED[:6], "--moisture", "3%")
    alone = json.loads(recyc(*quote, "--throughput", "1kt/yr", "--feed-price", "5000", "--json", "-q").out)
    assert report["lots"][0]["margin"] == pytest.approx(alone["totals"]["margin"], rel=1e-6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ASSAYS.replace("19.4,6.1,5.7", "0,0,0"), "A17"),
        (ASSAYS.replace(",Li %", ",Number"), "set a price and are no assay"),
        (ASSAYS.replace("3.62", "362"), "line 2"),
    ],
    ids=["no cathode", "no lithium", "more than all"],
)
def test_assays_that_cannot_be_are_told(recyc: Callable[..., Any], tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "lots.csv"
    path.write_text(text, encoding="utf-8")
    ran = recyc("blend", str(path), *ASKED, "--chemistry", "nmc622")
    assert ran.code == 3, ran.err
    assert said in ran.err


def test_without_the_extra_it_says_what_to_install(lots: str) -> None:
    bare = (
        "import sys\nfor name in ('numpy', 'scipy', 'highspy'): sys.modules[name] = None\n"
        "from recyc_cli.cli.app import run_command\nsys.exit(run_command(sys.argv[1:]))\n"
    )
    ran = subprocess.run([sys.executable, "-c", bare, "blend", lots], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "error[E114]: the linear programme takes highspy" in ran.stderr
    assert "pip install 'recyc[finance]'" in ran.stderr
