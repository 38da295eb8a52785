"""`recyc sensitivity`: the answer first, every form, faults told."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Recyc = Callable[..., Any]

ASK = ("sensitivity", "nmc622", "--route", "hydro")


@pytest.mark.parametrize("more", [(), ("--chart",), ("--by", "sobol", "-n", "4096"), ("--by", "elasticity")])
def test_a_screen_says_it_in_words_and_fits(recyc: Recyc, more: tuple[str, ...]) -> None:
    lines = recyc(*ASK, *more).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any("Margin with one input moved" in line for line in lines)
    assert ("│ as quoted" in "".join(lines)) == ("--chart" in more)
    assert any("alone" in line for line in lines) or "elasticity" in more


def test_bars_have_the_margins_of_the_report_at_their_ends(recyc: Recyc) -> None:
    report = json.loads(recyc(*ASK, "--json", "-q").out)
    shown = recyc(*ASK, "--chart").out
    for each in report["inputs"]:
        low, high = sorted((each["at_low"], each["at_high"], report["base"]))[::2]
        bars = [line for line in shown.splitlines() if "│" in line]
        assert any(f" {low:,.0f} " in line and line.endswith(f" {high:,.0f}") for line in bars)


def test_rows_have_the_figures_of_the_report(recyc: Recyc) -> None:
    report = json.loads(recyc(*ASK, "--json", "-q").out)
    rows = list(csv.DictReader(StringIO(recyc(*ASK, "--format", "csv", "-q").out)))
    assert [row["path"] for row in rows] == [each["path"] for each in report["inputs"]]
    assert [float(row["at_high"]) for row in rows] == [each["at_high"] for each in report["inputs"]]


def test_files_of_every_form(recyc: Recyc) -> None:
    for name in ("bars.svg", "bars.html", "bars.md"):
        recyc(*ASK, "-o", name, "-q")
    ET.fromstring(Path("bars.svg").read_text(encoding="utf-8"))  # noqa: S314 - made by recyc
    assert "<svg" in Path("bars.html").read_text(encoding="utf-8")
    assert r"lithium\_carbonate" in Path("bars.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("more", [("--by", "shapley"), ("--group", "weather"), ("--top", "0"), ("--top", "some")])
def test_what_cannot_be_is_told(recyc: Recyc, more: tuple[str, str]) -> None:
    told = recyc(*ASK, *more)
    assert told.code == 2
    assert "E180" in told.err
