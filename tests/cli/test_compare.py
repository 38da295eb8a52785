"""Comparisons along any axis: what varies has a column, what does not is said once, what makes no sense is left out."""

from __future__ import annotations

import csv
import io
import json
from itertools import product
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from few import few

from recyc_cli import compare, quote
from recyc_cli.analysis.compare.compare import MOST
from recyc_cli.cli.input.options import COMPARE
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.render.text import display_width
from recyc_cli.report.axes import AXES
from recyc_cli.scenario.keywords import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HYDRO = ("compare", "nmc622", "--route", "hydro", "-q")
TWO: dict[str, tuple[tuple[str, str], tuple[Any, Any]]] = {
    "form": (("pack", "cell"), ("pack", "cell")),
    "disassemble": (("none", "cell"), ("none", "cell")),
    "region": (("us", "china"), ("us", "china")),
    "throughput": (("5kt/yr", "50000"), (5000.0, 50000.0)),
    "prices": (("2021", "2022"), ("2021", "2022")),
    "as_of": (("2023", "2024-06"), ("2023", "2024-06")),
    "method": (("recyc", "everbatt-2023"), ("recyc", "everbatt-2023")),
    "profile": (("conservative", "optimistic"), ("conservative", "optimistic")),
    "seat": (("shredder", "chain"), ("shredder", "chain")),
    "feed_price": (("400", "-100"), (400.0, -100.0)),
    "business": (("third-party", "closed-loop"), ("third-party", "closed-loop")),
    "distance": (("100km", "900km"), (100.0, 900.0)),
    "mode": (("truck", "rail"), ("truck", "rail")),
    "damaged": (("0", "10%"), (0.0, 0.1)),
}
KEYWORDS = {"throughput": "throughput_t_per_year", "distance": "distance_km"}


def flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def report_of(recyc: Callable[..., Any], *argv: str) -> dict[str, Any]:
    ran = recyc(*argv, "--json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.mark.parametrize("name", few(TWO, 2))
def test_every_axis_makes_columns_that_are_the_quotes_themselves(recyc: Callable[..., Any], name: str) -> None:
    texts, values = TWO[name]
    found = report_of(recyc, *HYDRO, flag(name), texts[0], flag(name), texts[1])
    alone = [quote(chemistry="nmc622", route="hydro", **{KEYWORDS.get(name, name): value}) for value in values]
    assert [each["totals"] for each in found["quotes"]] == [each.to_dict()["totals"] for each in alone]
    assert [axis["axis"] for axis in found["axes"]] == [name]
    assert len({column[name] for column in found["columns"]}) == 2
    assert compare(["nmc622"], ["hydro"], **{KEYWORDS.get(name, name): list(values)}).to_dict() == found


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("soh", ("0.75", "0.9")),
        ("application", ("stationary", "home")),
        ("pass_rate", ("0.5", "90%")),
        ("new_pack_price", ("80", "120USD/kWh")),
        ("recycle", ("hydro", "pyro")),
    ],
)
def test_a_second_life_varies_too(recyc: Callable[..., Any], name: str, values: tuple[str, str]) -> None:
    found = report_of(recyc, "compare", "lfp", "--route", "reuse", flag(name), values[0], flag(name), values[1], "-q")
    assert len({each["totals"]["margin"] for each in found["quotes"]}) == 2
    assert [axis["axis"] for axis in found["axes"]] == [name]


def test_what_may_vary_is_the_scenario_but_the_lot_the_money_and_the_folders_of_presets() -> None:
    shared = {"currency", "mass_t", "mass_basis", "packs", "kwh", "preset_dirs"}
    assert {name for axis in AXES for name in axis.keywords} == ROWS.keys() - shared
    once = {option.name for option in COMPARE if option.kind == "text"}
    assert once >= {"currency", "mass", "packs", "kwh"}
    assert not once & {axis.name for axis in AXES}


def test_names_may_be_separated_by_commas_and_numbers_not(recyc: Callable[..., Any]) -> None:
    found = report_of(recyc, "compare", "nmc622,lfp", "--route", "hydro,pyro", "--region", "us, china", "-q")
    assert len(found["quotes"]) == 8
    assert found == report_of(
        recyc, "compare", "nmc622", "lfp", "--route=hydro", "--route=pyro", "--region=us", "--region=china", "-q"
    )
    assert "write 10000, without a separator of thousands" in recyc(*HYDRO, "--throughput", "10,000").err
    assert "these are 2 names: nmc622 and lfp" in recyc("compare", "nmc622 lfp").err
    assert "these are 2 names: nmc622 and lfp" in recyc("quote", "nmc622,lfp").err


def test_environment_and_file_may_name_several(
    recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RECYC_REGION", "us,china")
    assert [column["region"] for column in report_of(recyc, *HYDRO)["columns"]] == ["us", "china"]
    monkeypatch.delenv("RECYC_REGION")
    (tmp_path / "work" / "recyc.toml").write_text('[defaults]\nregion = ["us", "china"]\n')
    assert [column["region"] for column in report_of(recyc, *HYDRO)["columns"]] == ["us", "china"]
    assert "given 2 times: us and china" in recyc("quote", "nmc622", "--route", "hydro").err


def test_what_does_not_vary_is_said_once_and_what_does_over_its_column(recyc: Callable[..., Any]) -> None:
    ran = recyc(*HYDRO, "--region", "us,china,germany")
    verdict, caption, *rest = ran.out.splitlines()
    assert verdict.startswith("NMC622 by hydro: ")
    assert "packs, USD per tonne as delivered" in caption
    assert "10,000 t/yr" in caption
    assert "US" not in caption.split(" \N{MIDDLE DOT} ")
    assert {line[2:].split()[0] for line in rest if line[2:].startswith(("us ", "china ", "germany "))} == {
        "us",
        "china",
        "germany",
    }


def test_the_axis_with_most_values_runs_across_and_each_other_choice_has_a_table() -> None:
    found = compare(["nmc622"], ["hydro", "pyro"], prices=["2021", "2022", "2023"]).to_dict()
    assert [table["across"] for table in found["tables"]] == ["prices", "prices"]
    assert sorted(index for table in found["tables"] for index in table["quotes"]) == list(range(6))
    for table in found["tables"]:
        assert len({found["columns"][index]["way"] for index in table["quotes"]}) == 1
        margins = {index: found["quotes"][index]["totals"]["margin"] for index in table["quotes"]}
        assert margins[table["best"]] == max(margins.values())
    best = found["best"]["margin"]
    assert best["margin"] == max(each["totals"]["margin"] for each in found["quotes"])
    assert (best["route"], best["prices"]) == ("hydro", "2022")
    assert found["quotes"][best["quote"]]["totals"]["margin"] == best["margin"]


def test_the_best_does_not_depend_on_the_currency() -> None:
    """Decks have rates of their own: each quote is in one currency at its own year's rate."""
    decks = ["2021", "2022", "china-2024-exvat"]
    dollars = compare(["nmc622"], ["hydro"], prices=decks).to_dict()
    yuan = compare(["nmc622"], ["hydro"], prices=decks, currency="CNY").to_dict()
    assert {each["scenario"]["currency"] for each in yuan["quotes"]} == {"CNY"}
    assert dollars["best"]["margin"]["quote"] == yuan["best"]["margin"]["quote"] == 1


def test_margins_per_tonne_of_unlike_forms_are_not_ranked(recyc: Callable[..., Any]) -> None:
    argv = (*HYDRO, "--form", "pack,cell")
    found = report_of(recyc, *argv)
    assert found["best"]["margin"] is None
    assert found["best"]["margin_per_kwh"]["form"] in ("pack", "cell")
    text = recyc(*argv, "--no-range").out
    assert "unlike parties or forms are not ranked" in text
    assert "USD per tonne of each as delivered" in text


def test_margins_of_different_parties_are_not_ranked_and_sum_to_the_chain() -> None:
    found = compare(["nmc622"], ["hydro"], seat=["shredder", "refiner", "chain"]).to_dict()
    assert (found["best"]["margin"], found["best"]["margin_per_kwh"]) == (None, None)
    shredder, refiner, chain = (each["totals"]["margin"] for each in found["quotes"])
    assert shredder + refiner == pytest.approx(chain, rel=1e-9)


def test_a_combination_that_makes_no_sense_is_left_out_with_the_reason() -> None:
    found = compare(["nmc622"], ["hydro", "reuse"], form=["pack", "black-mass"], region=["us", "china"]).to_dict()
    assert len(found["quotes"]) == 6
    (told,) = (item["message"] for item in found["warnings"] if item["code"] == "left-out")
    assert told.startswith("reuse left out for black-mass: black-mass has no second life")


def test_nothing_left_is_an_error_and_so_is_a_name_nobody_knows(recyc: Callable[..., Any]) -> None:
    ran = recyc("compare", "nmc622", "--route", "reuse", "--form", "black-mass,cell")
    assert (ran.code, "has no second life" in ran.err) == (2, True)
    ran = recyc(*HYDRO, "--region", "us", "--region", "chinna")
    assert (ran.code, "did you mean china?" in ran.err) == (2, True)
    ran = recyc(*HYDRO, "--soh", "0.8", "--soh", "abc", "--throughput", "x")
    assert ran.code == 2
    assert ran.err.count("error[E111]") == 2


def test_a_warning_names_only_what_sets_its_columns_apart() -> None:
    found = compare(["nmc622", "lfp"], ["hydro", "reuse"], region=["us", "china"], prices="2024").to_dict()
    told = {item["code"]: item["message"] for item in found["warnings"]}
    assert told["soh-assumed"].startswith("reuse: ")
    assert told["payables-borrowed"].startswith("US: ")


def test_where_reuse_turns_is_asked_in_each_place() -> None:
    both = compare(["nmc622"], region=["us", "china"]).to_dict()["reuse_turns_at_soh"]
    alone = [compare(["nmc622"], region=region).to_dict()["reuse_turns_at_soh"]["nmc622"] for region in ("us", "china")]
    assert both == {"nmc622 us": alone[0], "nmc622 china": alone[1]}


def test_too_many_columns_are_refused_with_their_number(recyc: Callable[..., Any]) -> None:
    argv = ["--region=us,china,germany,korea", "--prices=2019,2020,2021,2022,2023,2024", "--profile=typical,optimistic"]
    ran = recyc("compare", "nmc622,lfp", *argv)
    assert ran.code == 2
    assert f"this makes 576 columns (feed 2 x way 6 x region 4 x prices 6 x profile 2): {MOST} are the most" in ran.err


def test_feed_prices_may_be_per_different_things(recyc: Callable[..., Any]) -> None:
    argv = ("--feed-price", "400", "--feed-price", "30%", "--feed-price", "5USD/kWh")
    found = report_of(recyc, *HYDRO, *argv)
    assert [column["feed_price"] for column in found["columns"]] == ["400 USD/t", "30 % of value", "5 USD/kWh"]
    with pytest.raises(RecycError, match="3 feed prices have 2 bases"):
        compare(["lfp"], ["hydro"], feed_price=[1.0, 2.0, 3.0], feed_basis=["tonne", "kWh"])


def test_mixes_side_by_side(recyc: Callable[..., Any]) -> None:
    argv = ("--mix", "lfp=0.3,nmc622=0.7", "--mix", "lfp=0.5,nmc622=0.5", "--route", "hydro", "-q")
    found = report_of(recyc, "compare", *argv)
    assert list(found["best"]["by_chemistry"]) == ["lfp=0.3+nmc622=0.7", "lfp=0.5+nmc622=0.5"]
    alone = compare(mix={"lfp": 0.3, "nmc622": 0.7}, routes=["hydro"]).to_dict()
    assert list(alone["best"]["by_chemistry"]) == ["mix"]
    assert alone["quotes"][0]["totals"] == found["quotes"][0]["totals"]


def test_one_scenario_has_one_column(recyc: Callable[..., Any]) -> None:
    argv = ("--region", "us", "--region", "US", "--throughput", "10kt/yr", "--throughput", "10000")
    assert len(report_of(recyc, *HYDRO, *argv)["quotes"]) == 1


def test_a_keyword_nobody_knows_and_a_list_of_what_is_shared_are_refused() -> None:
    with pytest.raises(RecycError, match="did you mean region"):
        compare(["lfp"], ["hydro"], regoin=["us", "china"])
    with pytest.raises(RecycErrors, match="mass_t must be a finite number"):
        compare(["lfp"], ["hydro"], mass_t=[1.0, 2.0])


ARGV = ("compare", "nmc622", "lfp", "--route", "hydro,reuse", "--region", "us,china,korea", "-q")


PRICES = ("compare", "nmc622", "--prices", "2019,2020,2021,2022,2023,2024,2025", "-q")


@pytest.mark.parametrize(("form", "argv", "width"), few(product(("table", "plain"), (ARGV, PRICES), (80, 120)), 3))
def test_no_line_is_wider_than_the_terminal(
    recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], form: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    ran = recyc(*argv, "--format", form)
    assert ran.code == 0
    assert max(map(display_width, ran.out.splitlines())) <= width


def test_every_form_names_where_a_column_stands(recyc: Callable[..., Any]) -> None:
    found = report_of(recyc, *ARGV)
    margin = found["quotes"][-1]["totals"]["margin"]
    rows = list(csv.DictReader(io.StringIO(recyc(*ARGV, "--format", "csv-long").out)))
    (row,) = (
        row
        for row in rows
        if (row["chemistry"], row["route"], row["region"], row["section"], row["item"])
        == ("lfp", "reuse", "korea", "totals", "margin")
    )
    assert float(row["amount"]) == margin
    best = [
        f"{one['route']}, {one['region']}, {one['margin']:,.0f} USD/t" for one in found["best"]["by_chemistry"].values()
    ]
    page = recyc(*ARGV, "--format", "html").out
    highest = f"Highest of all: NMC622 pack, {best[0]}; LFP pack, {best[1]}."
    assert highest in " ".join(page.split())
    words = [line.split(": ")[0] for line in recyc(*ARGV).out.splitlines()[:2]]
    assert words == ["NMC622", "LFP"], "a verdict a feed"
    for text in (recyc(*ARGV, "--format", "md").out, page):
        assert "NMC622 pack, reuse route" in text
        assert f"{margin:,.0f}".replace("-", "\N{MINUS SIGN}") in text or f"{margin:,.0f}" in text
        assert "prices-older" in text
    assert recyc(*ARGV, "-o", "side.xlsx").code == 0
    page = openpyxl.load_workbook("side.xlsx", data_only=True)["Comparison"]
    sheet = {line[0]: line[1:] for line in page.iter_rows(values_only=True) if line[0]}
    assert sheet["region"] == ("us", "us", "china", "china", "korea", "korea") * 2
    assert sheet["margin"][-1] == pytest.approx(margin, rel=1e-12)
    assert "10,000 t/yr" in sheet


def test_the_best_by_what_may_be_paid_at_most(recyc: Callable[..., Any]) -> None:
    """By margin the estimate of the feed's price is ranked with, by the limit it is not."""
    words = ("compare", "nmc622", "--form", "black-mass", "--route", "hydro", "--region", "korea,china,germany")
    found = json.loads(recyc(*words, "--json", "-q").out)
    limits = [quote["totals"]["breakeven_feed_price"] for quote in found["quotes"]]
    best = found["best"]["breakeven_feed_price"]
    assert best["breakeven_feed_price"] == max(limits) == limits[best["quote"]]
    assert (best["region"], found["best"]["margin"]["region"]) == ("china", "korea")
