"""The likely range on screens, pages and in JSON: as asked, in few digits, and with the marks that follow of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import compare
from recyc_cli.analysis.simulation.likely.likely import with_likely_beside
from recyc_cli.render.look import Look
from recyc_cli.render.pages.screen.figures import TIE
from recyc_cli.render.pages.screen.verdict_words import likely_words
from recyc_cli.render.render import render
from recyc_cli.report.blocks.ranking import SURE, UNSURE, standing

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_screen_has_it_and_is_quicker_without(recyc: Callable[..., Any]) -> None:
    line = ("quote", "nmc622", "--route", "hydro")
    assert ", likely " in recyc(*line).out.splitlines()[0]
    assert "likely" not in recyc(*line, "--no-range").out


def test_json_has_it_where_it_is_asked_for(recyc: Callable[..., Any]) -> None:
    line = ("quote", "nmc622", "--route", "hydro", "--json")
    assert "likely" not in json.loads(recyc(*line).out)["totals"]
    totals = json.loads(recyc(*line, "--range").out)["totals"]
    assert totals["likely"]["p10"] < totals["margin"] < totals["likely"]["p90"]
    report = json.loads(recyc("compare", "nmc622", "--json", "--range").out)
    assert all("likely" in each["totals"] for each in report["quotes"])


def test_json_of_rows_has_how_often_each_is_the_best(recyc: Callable[..., Any]) -> None:
    report = json.loads(recyc("compare", "nmc622", "--json", "--range").out)
    best = [each["totals"]["likely"]["best"] for each in report["quotes"]]
    chances = with_likely_beside(compare(["nmc622"]).quotes, compare(["nmc622"]).to_dict())["beats"]["margin"]
    assert best == [min(chances[place].values()) for place in range(len(best))]
    alone = json.loads(recyc("compare", "nmc622", "--route", "hydro", "--json", "--range").out)
    assert "best" not in alone.get("quotes", [alone])[0]["totals"]["likely"]


def test_a_table_of_two_axes_marks_those_that_may_be_the_best(recyc: Callable[..., Any]) -> None:
    told = recyc("compare", "nmc622", "--region", "us", "--region", "germany").out.splitlines()
    *rows, legend = [line for line in told if TIE in line]
    assert legend.startswith(f"{TIE.strip()} may be the best")
    assert {line.split()[0] for line in rows} == {"hydro", "shred"}
    assert {line.count(TIE) for line in rows} == {2}


def test_it_is_asked_for_or_not(recyc: Callable[..., Any]) -> None:
    assert recyc("quote", "nmc622", "--route", "hydro", "--range", "--no-range").code == 2


def test_its_ends_have_two_digits() -> None:
    totals: Any = {"likely": {"p10": -3148.2, "p90": 1651.0, "method": ""}}
    assert likely_words(totals, "whole") == ", likely -3,100 to 1,700"


def test_it_is_in_the_money_that_is_asked_for(recyc: Callable[..., Any]) -> None:
    line = ("quote", "nmc622", "--route", "hydro", "--json", "--range", "--currency")
    usd, eur = (json.loads(recyc(*line, code).out)["totals"] for code in ("USD", "EUR"))
    assert eur["likely"]["p10"] / usd["likely"]["p10"] == pytest.approx(eur["margin"] / usd["margin"])


@pytest.fixture
def report() -> Any:
    found: Any = compare(["nmc622"], ["hydro", "shred", "direct"], feed_price=1500.0).to_dict()
    return found


def with_chances(report: Any, first: float, second: float) -> Any:
    """Let the first quote beat the others so often."""
    pairs = {0: {1: first, 2: second}, 1: {0: 1.0 - first, 2: 0.5}, 2: {0: 1.0 - second, 1: 0.5}}
    return {**report, "beats": {"margin": pairs}}


@pytest.mark.parametrize(
    ("first", "second", "marked", "close"),
    [
        (SURE, 0.9, 0, []),
        (SURE - 0.01, 0.9, None, []),
        (UNSURE, 0.9, None, []),
        (UNSURE - 0.01, 0.9, None, [1]),
        (0.6, 0.6, None, [1, 2]),
    ],
)
def test_marks_go_by_chances(report: Any, first: float, second: float, marked: int | None, close: list[int]) -> None:
    found = standing(with_chances(report, first, second), [0, 1, 2])
    assert (found.marked, sorted(found.close), found.leader) == (marked, close, 0)
    assert found.tied == ([0, *found.close] if close else [])
    assert found.chance == min(first, second)


def test_a_likeliest_that_is_not_the_first_row_is_told(report: Any) -> None:
    last = standing(report, [0, 1, 2]).order[-1]
    pairs = {one: {other: 0.9 if one == last else 0.1 for other in range(3) if other != one} for one in range(3)}
    told = {**report, "beats": {"margin": pairs}}
    assert standing(told, [0, 1, 2]).marked == last
    first, *_ = str(render(told, Look("plain"))).splitlines()
    assert report["quotes"][last]["scenario"]["route"] in first
    assert "9 of 10 cases" in first


def test_pages_and_workbooks_have_both_ends(recyc: Callable[..., Any]) -> None:
    out = recyc("quote", "nmc622", "--route", "hydro", "--format", "md").out
    assert "in one of ten cases below" in out
    assert "in one of ten cases above" in out
