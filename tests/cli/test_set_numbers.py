"""A number that is set to several values makes a column of each; one that moves nothing says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import compare

if TYPE_CHECKING:
    from collections.abc import Callable

HYDRO = ("nmc622", "--route", "hydro")


def told(recyc: Callable[..., Any], *argv: str) -> dict[str, Any]:
    ran = recyc(*argv, "--json", "-q")
    assert ran.code == 0, ran.err
    report: dict[str, Any] = json.loads(ran.out)
    return report


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        (("--set", "region.wage=20,40"), ["region.wage=20", "region.wage=40"]),
        (("--set", "region.wage=20", "--set", "region.wage=40"), ["region.wage=20", "region.wage=40"]),
        (("--wage", "20,40"), ["region.wage=20", "region.wage=40"]),
        (("--electricity", "100EUR/MWh:140EUR/MWh:40EUR/MWh"), ["region.electricity=100EUR/MWh",
            "region.electricity=140EUR/MWh"]),
        (("--price", "nickel=14000:18000:2000"), ["nickel=14000", "nickel=16000", "nickel=18000"]),
        (("--payables", "ni=60%,ni=70%"), ["payables.ni=60%", "payables.ni=70%"]),
        (("--correction", "labor-scale=off", "--correction", "labor-scale=on"), ["labor-scale=off", "labor-scale=on"]),
    ],
)  # fmt: skip
def test_each_value_is_a_column(recyc: Callable[..., Any], asked: tuple[str, ...], columns: list[str]) -> None:
    report = told(recyc, "compare", *HYDRO, *asked, "--set", "region.diesel=9USD/gal")
    assert [column["set"] for column in report["columns"]] == columns
    option = "--wage" if asked[0] == "--wage" else asked[0]
    value = columns[1].partition("=")[2] if option in ("--wage", "--electricity") else columns[1]
    value = value.removeprefix("payables.")
    alone = told(recyc, "quote", *HYDRO, option, value, "--set", "region.diesel=9USD/gal")
    assert report["quotes"][1]["totals"]["margin"] == alone["totals"]["margin"]
    assert len({quote["totals"]["margin"] for quote in report["quotes"]}) == len(columns)


def test_two_numbers_make_every_combination(recyc: Callable[..., Any]) -> None:
    report = told(recyc, "compare", *HYDRO, "--set", "region.wage=20,40", "--price", "nickel=14000,18000")
    assert [column["set"] for column in report["columns"]] == [
        f"nickel={price} region.wage={wage}" for price in (14000, 18000) for wage in (20, 40)
    ]


def test_python_takes_lists_too() -> None:
    found = compare(["nmc622"], ["hydro"], overrides=["region.wage=20", "region.wage=40"]).to_dict()
    assert [column["set"] for column in found["columns"]] == ["region.wage=20", "region.wage=40"]


def test_what_all_columns_share_is_told_above_alone(recyc: Callable[..., Any]) -> None:
    out = recyc("compare", *HYDRO, "--set", "region.wage=20,40", "--set", "region.diesel=9USD/gal").out
    assert "changed: region.diesel=9USD/gal" in out
    assert "changed: region.wage" not in out
    assert "region.wage=40" in out


@pytest.mark.parametrize("form", ["csv", "md", "html", "plain"])
def test_every_form_names_the_columns(recyc: Callable[..., Any], form: str) -> None:
    out = recyc("compare", *HYDRO, "--set", "region.wage=20,40", "--format", form, "-q").out
    assert "region.wage=20" in out
    assert "region.wage=40" in out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--price", "lithium_hydroxide=25USD/kg"), "--price lithium_hydroxide changes nothing here"),
        (("--region", "germany", "--set", "payables.us.ni=60%"), "Europe payables are taken"),
        (("--feed-price", "900", "--payables", "ni=60%"), "--payables ni changes nothing here"),
        (("--price", "nickel=19USD/kg"), ""),
        (("--set", "region.wage=40"), ""),
        (("--payables", "ni=60%"), ""),
    ],
)
def test_a_number_that_moves_nothing_says_so(recyc: Callable[..., Any], asked: tuple[str, ...], said: str) -> None:
    """And those that do say nothing: the totals tell which."""
    quoted, plain = (told(recyc, "quote", *HYDRO, *more) for more in (asked, ()))
    messages = [each["message"] for each in quoted["warnings"] if each["code"] == "no-effect"]
    assert bool(messages) == bool(said)
    assert all(said in message for message in messages)
    if not said:
        assert quoted["totals"] != plain["totals"]


def test_of_columns_it_is_told_where_none_moves(recyc: Callable[..., Any]) -> None:
    for feeds, idle in ((("nmc622", "lfp"), False), (("lfp",), True)):
        notes = told(recyc, "compare", *feeds, "--route", "hydro", "--price", "nickel=19USD/kg")["warnings"]
        assert ("no-effect" in {each["code"] for each in notes}) == idle
