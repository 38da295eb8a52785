"""`recyc outlook`: every form of the answer, every way to ask wrongly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ASKED = ("outlook", "--region", "china", "--from", "2025", "--to", "2030")
KEYS = """schema recyc presets scenario life series quotes years
rows decks told gaps assumptions message sources warnings"""
WIDTH = 80


def test_json(recyc: Callable[..., Any]) -> None:
    ran = recyc(*ASKED, "--json", "-q")
    report = json.loads(ran.out)
    assert list(report) == KEYS.split()
    assert [each["year"] for each in report["years"]] == list(range(2025, 2031))
    assert ran.out == recyc(*ASKED, "--json", "-q").out


@pytest.mark.parametrize("form", ["plain", "table", "md", "html", "csv", "csv-long", "svg"])
def test_every_form(recyc: Callable[..., Any], form: str) -> None:
    ran = recyc(*ASKED, "--format", form, "-q")
    assert ran.code == 0, ran.err
    assert "2030" in ran.out
    if form in ("plain", "table"):
        assert max(map(len, ran.out.splitlines())) <= WIDTH


def test_a_picture_and_a_workbook(recyc: Callable[..., Any], tmp_path: Path) -> None:
    assert "GWh" in recyc(*ASKED, "--chart", "-q").out
    book = tmp_path / "outlook.xlsx"
    assert recyc(*ASKED, "-o", str(book)).code == 0
    assert book.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--life", "0"), "--life"),
        (("--life", "forever"), "no life 'forever'"),
        (("--series", "mars"), "no series 'mars'"),
        (("--from", "soon"), "--from"),
        (("--from", "2040", "--to", "2030"), "no years of an outlook"),
        (("--prices", "1850"), "unknown price deck '1850'"),
        (("--routes", "hydro"), "--routes"),
        (("--chemistry-shares", "lfp=0.5"), "sum to 0.5"),
    ],
)
def test_bad_input_is_told(recyc: Callable[..., Any], argv: tuple[str, ...], said: str) -> None:
    ran = recyc("outlook", *argv)
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize("more", [(), ("--prices", "2023", "--prices", "2024")], ids=["one deck", "two"])
def test_amounts_without_bounds_are_refused(recyc: Callable[..., Any], more: tuple[str, ...]) -> None:
    ran = recyc("outlook", "--to", "2027", "--set", "prices.products.lfp.payable=7e299", *more)
    assert ran.code == 3
    assert "error[E340]" in ran.err
    assert not ran.out
