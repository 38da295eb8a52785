"""Lots keep their basis: tonnes wet or dry and currencies, in a heading or in cells, are those of a single quote."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ASKED = ("nmc622", "--form", "black-mass", "--route", "hydro")


def quoted(recyc: Callable[..., Any], *argv: str) -> dict[str, Any]:
    report = json.loads(recyc("quote", *ASKED, *argv, "-q", "--json").out)
    found: dict[str, Any] = report["lot"]["totals"]
    return found


def batched(recyc: Callable[..., Any], text: str, *argv: str) -> list[dict[str, str]]:
    Path("lots.csv").write_text(text)
    recyc("batch", "lots.csv", *argv, "-o", "quotes.csv", "-q")
    return list(csv.DictReader(Path("quotes.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("mass", ["40wmt", "40dmt", "40t"])
@pytest.mark.parametrize("where", ["heading", "cell"])
def test_tonnes_are_wet_or_dry_as_they_say(recyc: Callable[..., Any], mass: str, where: str) -> None:
    unit = mass.removeprefix("40")
    heading, cell = ("mass", mass) if where == "cell" else (f"mass {unit}", "40")
    [row] = batched(recyc, f"lot,chemistry,form,{heading},moisture %\nA,nmc622,black-mass,{cell},12\n")
    there = quoted(recyc, "--mass", mass, "--moisture", "12%")
    assert float(row["lot_margin"]) == pytest.approx(there["margin"], rel=1e-12)
    assert float(row["lot_mass_t"]) == (40.0 if unit == "dmt" else pytest.approx(35.2, rel=1e-12))


def test_each_lot_of_a_column_says_how_it_is_weighed(recyc: Callable[..., Any]) -> None:
    cells = ("40wmt,12", "40dmt,12", "40t,12", "40t,", "40wmt,")
    rows = batched(recyc, "chemistry,form,mass,moisture %\n" + "".join(f"nmc622,black-mass,{each}\n" for each in cells))
    assert [row["lot_mass_t"] for row in rows] == ["35.2", "40", "35.2", "40", ""]
    assert [row["refused"] for row in rows] == ["", "", "", "", "E139"]


@pytest.mark.parametrize("unit", ["USD/wmt", "USD/dmt", "USD/t", "EUR/wmt", "EUR/t"])
@pytest.mark.parametrize("where", ["heading", "cell"])
def test_a_feed_price_is_per_what_it_says(recyc: Callable[..., Any], unit: str, where: str) -> None:
    heading, cell = ("feed price", f"400 {unit}") if where == "cell" else (f"feed price {unit}", "400")
    [row] = batched(recyc, f"chemistry,form,mass,moisture %,{heading}\nnmc622,black-mass,40t,12,{cell}\n")
    there = quoted(recyc, "--mass", "40t", "--moisture", "12%", "--feed-price", f"400{unit}")
    assert float(row["lot_margin"]) == pytest.approx(there["margin"], rel=1e-12)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("900 EUR/t", "900 USD/t"), "USD in a column of EUR"),
        (("900 USD/wmt", "900 USD/t"), "in a column per other tonnes"),
        (("900 USD/t", "900 USD/wmt"), "in a column per other tonnes"),
        (("900", "900 CNY/t"), "with value-added tax or without it"),
    ],
)
def test_a_column_of_prices_is_of_one_kind(recyc: Callable[..., Any], cells: tuple[str, ...], said: str) -> None:
    rows = batched(recyc, "chemistry,form,moisture %,feed price\n" + "".join(
        f"nmc622,black-mass,12,{each}\n" for each in ("", *cells)))  # fmt: skip
    assert said in rows[-1]["reason"]


@pytest.mark.parametrize(("cell", "said"), [("900 EUR/t", "EUR in a column of no currency"),
    ("900 USD/wmt", "in a column per other tonnes")])  # fmt: skip
def test_what_comes_late_is_told(recyc: Callable[..., Any], cell: str, said: str) -> None:
    """The first rows tell how a column is read: what only a later one says is refused, not read otherwise."""
    rows = batched(recyc, "chemistry,feed price\n" + "nmc622,900\n" * 300 + f"nmc622,{cell}\n")
    assert [row["refused"] for row in rows] == [""] * 300 + ["E391"]
    assert said in rows[-1]["reason"]
    late = batched(recyc, "chemistry,form,moisture %,mass t\n" + "nmc622,black-mass,12,9\n" * 300
                   + "nmc622,black-mass,12,40dmt\n")  # fmt: skip
    assert late[-1]["refused"] == "E391"


def test_files_of_one_batch_are_of_one_currency(recyc: Callable[..., Any]) -> None:
    for name, heading in (
        ("a", "feed price EUR/t"),
        ("b", "feed price USD/t"),
        ("c", "feed price"),
        ("d", "feed price EUR/wmt"),
    ):
        Path(f"{name}.csv").write_text(f"chemistry,form,moisture,{heading}\nnmc622,black-mass,0.1,900\n")
    for one, other in ("ab", "ac", "ad", "bc"):
        ran = recyc("batch", f"{one}.csv", f"{other}.csv")
        assert (ran.code, "feed_price is in" in ran.err) == (3, True), ran.err
    assert recyc("batch", "a.csv", "a.csv").code == 0


def test_a_unit_of_a_presets_number_stands_in_its_heading(recyc: Callable[..., Any]) -> None:
    rows = batched(recyc, "chemistry,region.wage\nnmc622,31\nnmc622,31 EUR/h\n")
    assert [row["refused"] for row in rows] == ["", "E391"]
    assert "stands in the heading" in rows[1]["reason"]
