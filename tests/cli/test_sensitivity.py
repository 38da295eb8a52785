"""`recyc sensitivity`: the answer first, every form, faults told."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from few import slowly

if TYPE_CHECKING:
    from collections.abc import Callable

    Recyc = Callable[..., Any]

ASK = ("sensitivity", "nmc622", "--route", "hydro")


@pytest.mark.parametrize(
    "more",
    [
        (),
        slowly((("--chart",),)),
        ("--by", "sobol", "-n", "4096"),
        ("--by", "elasticity"),
        slowly((("-v",),)),
        slowly((("--by", "elasticity", "-v"),)),
    ],
)
def test_a_screen_says_it_in_words_and_fits(recyc: Recyc, more: tuple[str, ...]) -> None:
    lines = recyc(*ASK, *more).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any("Margin with one input moved" in line for line in lines)
    assert ("│ as quoted" in "".join(lines)) == ("--chart" in more)
    assert re.search(r"moves? it most|Of the variance", " ".join(lines[:3]))


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
    assert "price of lithium carbonate" in Path("bars.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("more", [("--by", "shapley"), ("--group", "weather"), ("--top", "0"), ("--top", "some")])
def test_what_cannot_be_is_told(recyc: Recyc, more: tuple[str, str]) -> None:
    told = recyc(*ASK, *more)
    assert told.code == 2
    assert "E180" in told.err


@pytest.mark.parametrize("more", [(), ("--chart",)])
def test_groups_are_moved_whole(recyc: Recyc, more: tuple[str, ...]) -> None:
    lines = recyc(*ASK, "--by", "group", "-n", "4096", *more).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "Alone unknown" in lines[0]
    report = json.loads(recyc(*ASK, "--by", "group", "-n", "4096", "--json", "-q").out)
    assert [each["group"] for each in report["groups"]][:2] == ["prices", "plant"]
    for each in report["groups"]:
        assert each["p10"] <= each["p50"] <= each["p90"]
        assert any(each["group"] in line and f"{each['p10']:,.0f}" in line for line in lines)


def test_a_group_alone_is_a_simulation_of_it(recyc: Recyc) -> None:
    """The same draws of the same inputs: what the bar says is what a simulation of that group says."""
    report = json.loads(recyc(*ASK, "--by", "group", "-n", "8192", "--json", "-q").out)
    told = json.loads(recyc("simulate", *ASK[1:], "--only", "plant", "--every", "-n", "8192", "--json", "-q").out)
    plant = next(each for each in report["groups"] if each["group"] == "plant")
    [drawn] = told["quotes"]
    for name in ("p10", "p50", "p90"):
        assert plant[name] == pytest.approx(drawn[name], abs=4.0 * 2.0**0.5 * drawn["error_of_p10"])


def test_a_script_gets_paths_and_words(recyc: Recyc) -> None:
    report = json.loads(recyc(*ASK, "--top", "1", "--json", "-q").out)
    [lead] = report["inputs"]
    assert (lead["path"], lead["label"]) == ("prices.metals.lithium_carbonate", "price of lithium carbonate")
    assert lead["path"] in recyc(*ASK, "--top", "1", "-v").out
    assert lead["path"] not in recyc(*ASK, "--top", "1").out


def test_a_place_is_called_by_its_title(recyc: Recyc) -> None:
    for command in (ASK, ("simulate", *ASK[1:], "-n", "512")):
        shown = recyc(*command, "--region", "germany").out
        assert "Germany" in shown
        assert "germany" not in shown.partition("From the number")[0]
