"""`recyc explain`: every form of the answer, every way to ask wrongly."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from few import few_whole

from recyc_cli.analysis.traced_quote import traced_quote
from recyc_cli.render.look import Look
from recyc_cli.render.render import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recyc_cli.analysis.traced_quote import TracedQuote

HYDRO = ("explain", "nmc622", "--route", "hydro")
KEYS = "schema recyc presets scenario basis figure tree depends evidence moves against sources warnings"
FORMS = ("json", "csv", "md", "plain", "table")
QUESTIONS = [
    HYDRO,
    ("explain", "nmc622", "recovery/labor", "--route", "hydro", "--depth", "4", "-v"),
    ("explain", "nmc622", "prices.metals.nickel", "--route", "hydro", "--currency", "EUR"),
    ("explain", "lfp", "cost", "--route", "direct", "--why-not", "hydro", "--region", "china"),
    ("explain", "nmc622", "second_life.price_per_kwh", "--route", "reuse", "--elasticities"),
    ("explain", "margin", "--mix", "lfp=0.3,nmc811=0.7", "--route", "pyro", "--set", "region.wage=30"),
]


TRACED: dict[str, TracedQuote] = {}


@pytest.fixture(autouse=True)
def _traced_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trace a quote that many questions are asked of for the first of them."""

    def shared(**keywords: Any) -> TracedQuote:
        asked = repr(sorted(keywords.items()))
        if asked not in TRACED:
            TRACED[asked] = traced_quote(**keywords)
        return TRACED[asked]

    monkeypatch.setattr("recyc_cli.analysis.explain.explain.traced_quote", shared)


@pytest.fixture
def answer(recyc: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    def ask(*argv: str) -> dict[str, Any]:
        ran = recyc(*argv, "--json", "-q")
        assert ran.code == 0, ran.err
        found: dict[str, Any] = json.loads(ran.out)
        return found

    return ask


def branches(tree: dict[str, Any]) -> list[dict[str, Any]]:
    return [tree, *(found for part in tree["parts"] for found in branches(part))]


def test_json(answer: Callable[..., Any]) -> None:
    report = answer(*HYDRO)
    assert list(report) == KEYS.split()
    assert report["schema"] == "recyc.explain/1"
    assert report["figure"]["name"] == "totals.margin"
    assert report["figure"]["unit"] == "USD/t"
    assert report["tree"]["formula"] == "totals.recovery_value - totals.cost"
    assert (report["moves"], report["against"]) == (None, None)
    effects = [abs(row["plus_tenth"]) for row in report["depends"]]
    assert effects == sorted(effects, reverse=True)
    assert len(effects) > 300


def test_json_is_what_python_returns(answer: Callable[..., Any]) -> None:
    from recyc_cli import explain

    assert answer(*HYDRO, "margin") == explain("margin", chemistry="nmc622", route="hydro").to_dict()


def test_the_figure_is_that_of_the_quote(recyc: Callable[..., Any], answer: Callable[..., Any]) -> None:
    totals = json.loads(recyc("quote", "nmc622", "--route", "hydro", "--json", "-q").out)["totals"]
    assert answer(*HYDRO, "margin")["figure"]["value"] == totals["margin"]
    assert answer(*HYDRO, "totals.capital")["figure"]["value"] == totals["capital"]


def test_inputs_are_as_written_with_their_source(answer: Callable[..., Any]) -> None:
    report = answer("explain", "nmc622", "prices.metals.nickel", "--route", "hydro", "--price", "nickel=18000EUR/t")
    (price,) = [branch["input"] for branch in branches(report["tree"]) if branch["name"] == "prices.metals.nickel"]
    assert (price["value"], price["unit"], price["by"], price["source"]) == (18000.0, "EUR/t", "user", None)
    rate = next(branch["input"] for branch in branches(report["tree"]) if branch["name"] == "prices.fx.EUR")
    assert rate["source"] in report["sources"]
    assert report["tree"]["formula"] == "as written * 0.001 / prices.fx.EUR"
    assert math.isclose(report["tree"]["value"], 18.0 / rate["value"], rel_tol=1e-15)


def test_names_that_people_use(answer: Callable[..., Any]) -> None:
    names = {
        "margin": "totals.margin",
        "cost": "totals.cost",
        "labor": "totals.cost_groups.labor",
        "cost_groups.labor": "totals.cost_groups.labor",
        "recovery": "stages.recovery.cost",
        "stages.recovery": "stages.recovery.cost",
        "Nickel": "products.recovery.nickel.value",
        "recovery/utilities/elec": "lines.recovery.utilities.electricity.amount",
        "lines.recovery.utilities.electricity": "lines.recovery.utilities.electricity.amount",
        "region.wage": "region.wage",
        "throughput": "throughput",
        "recovery.flows.reagents.sulfuric_acid": "recovery.flows.reagents.sulfuric_acid",
        "recovery/capital/isbl": "recovery.capital.isbl",
        "margin_pct": "totals.margin_pct",
        "products.lithium_carbonate": "products.recovery.lithium_carbonate.value",
        "Li": "contained.li.value",
        "ghg": "impacts.ghg_kg",
        "wage": "region.wage",
        "electricity": "region.electricity",
        "price of nickel": "prices.metals.nickel",
        "Crew (labor), method recyc": "method.labor.crew",
    }
    for asked, name in names.items():
        found = answer("explain", "nmc622", asked, "--route", "hydro")["figure"]
        assert found["name"] == name


@pytest.mark.parametrize("argv", few_whole(QUESTIONS, 3))
def test_every_form(recyc: Callable[..., Any], argv: tuple[str, ...]) -> None:
    forms = {form: recyc(*argv, "-q", "--format", form) for form in FORMS}
    assert {ran.code for ran in forms.values()} == {0}
    report = json.loads(forms["json"].out)
    records = list(csv.DictReader(io.StringIO(forms["csv"].out)))
    tree = [record for record in records if record["section"] == "tree"]
    shown = branches(report["tree"])
    assert [float(row["value"]) for row in tree if "more, together" not in row["name"]] == [
        branch["value"] for branch in shown
    ]
    assert sum(record["section"] == "depends" for record in records) == len(report["depends"])
    for form in ("md", "plain", "table"):
        assert report["figure"]["name"] in forms[form].out.replace("\\_", "_").replace("\n", "").replace("  ", " ")


def test_depth_opens_the_tree(answer: Callable[..., Any]) -> None:
    def depth(tree: dict[str, Any]) -> int:
        return 1 + max((depth(part) for part in tree["parts"]), default=-1)

    found = [depth(answer(*HYDRO, "margin", "--depth", str(levels))["tree"]) for levels in (1, 2, 4)]
    assert found == [1, 2, 4]
    assert len(branches(answer(*HYDRO, "margin")["tree"])) <= 30


def test_why_not_adds_up(answer: Callable[..., Any], recyc: Callable[..., Any]) -> None:
    other = json.loads(recyc("quote", "lfp", "--route", "direct", "--region", "china", "--json", "-q").out)["totals"]
    against = answer(*HYDRO, "margin", "--why-not", "route=direct,region=china,chemistry=lfp")["against"]
    assert against["other"] == other["margin"]
    effects = [line["effect"] for line in against["lines"]]
    assert math.fsum([*effects, against["rounding"]]) == against["difference"] == against["other"] - against["mine"]
    assert [abs(effect) for effect in effects] == sorted(map(abs, effects), reverse=True)
    stages = sum(row["effect"] for row in against["stages"])
    assert math.isclose(stages, against["difference"], rel_tol=1e-12)


def test_why_not_other_options_and_numbers(answer: Callable[..., Any], recyc: Callable[..., Any]) -> None:
    """Options are read as on the command line; numbers that the quote itself changes stay changed."""
    changed = ("--throughput", "50000", "--set", "region.wage=30", "--set", "prices.metals.nickel=20000")
    other = json.loads(recyc("quote", "nmc622", "--route", "hydro", *changed, "--json", "-q").out)
    asked = ("--set", "region.wage=30", "--why-not", "throughput=50kt/yr,prices.metals.nickel=20000")
    against = answer(*HYDRO, "margin", *asked)["against"]
    assert against["other"] == other["totals"]["margin"]
    assert against["scenario"] == other["scenario"]
    said = recyc(*HYDRO, "margin", "-q", *asked).out
    assert "against throughput, t/yr 50,000, prices.metals.nickel=20000:" in said.replace("\n ", "")


def test_small_lines_of_a_difference_are_one_that_adds_up(
    answer: Callable[..., Any], recyc: Callable[..., Any]
) -> None:
    against = answer(*HYDRO, "margin", "--why-not", "pyro")["against"]
    out = recyc(*HYDRO, "margin", "--why-not", "pyro", "-q").out
    rest = against["lines"][20:]
    row = next(line.split() for line in out.splitlines() if "smaller ones" in line)
    assert row[0] == str(len(rest))
    assert row[-1] == f"{math.fsum(line['effect'] for line in rest):,.1f}"
    assert "smaller ones" not in recyc(*HYDRO, "margin", "--why-not", "pyro", "-q", "-v").out


def test_words_come_first_and_paths_where_they_fit(answer: Callable[..., Any]) -> None:
    report = answer(*HYDRO, "products.recovery.nickel.value", "--depth", "3", "--prices", "2024")
    path, words = "prices.metals.nickel", "price of nickel, deck 2024"
    wide, narrow = (render(report, Look("table", width=width)) for width in (200, 70))
    row = next(line for line in wide.splitlines() if words in line)
    assert row.split()[-1] == path
    assert [word in row for word in ("imf-pcp-2025", "market", "2024", "15,400 to 19,600")] == [True] * 4
    assert words in narrow.replace("\n", "")
    assert path not in narrow
    assert "imf-pcp-2025" in narrow
    assert f"[{path}]" in render(report, Look("table", width=70, verbose=True))
    for width, text in ((200, wide), (70, narrow)):
        assert max(map(len, text.splitlines())) <= max(width, 100)
    assert path in render(report, Look("plain"))


def test_an_input_of_zero(answer: Callable[..., Any], recyc: Callable[..., Any]) -> None:
    """10 % more of nothing is nothing: such an input is told by its slope; one that nothing depends on says so."""
    moves = answer(*HYDRO, "damaged")["moves"]
    margin = next(row for row in moves["totals"] if row["name"] == "totals.margin")
    assert (margin["plus_tenth"], margin["elasticity"]) == (0.0, 0.0)
    out = recyc(*HYDRO, "damaged", "-q").out
    assert f"{margin['derivative']:,.0f}" in out
    assert "+10 %" not in out
    assert "damaged share of the feed" in out
    assert "No figure of this quote depends on it." in recyc(*HYDRO, "region.carbon_price", "-q").out


@pytest.mark.parametrize(
    ("argv", "code", "hint"),
    [
        ((*HYDRO, "totals.margn"), "E104", "totals.margin"),
        ((*HYDRO, "prices.metals.nikel"), "E104", "prices.metals.nickel"),
        ((*HYDRO, "capital.isbl"), "E104", "stages.recovery.capital.isbl"),
        ((*HYDRO, "prices"), "E104", "prices is a group; it holds alternatives, cepci"),
        ((*HYDRO, "nicel"), "E104", "did you mean nickel?"),
        ((*HYDRO, " "), "E104", "for example totals.margin"),
        ((*HYDRO, "kg_per_t"), "E104", ", and "),
        ((*HYDRO, "--depth", "0"), "E111", "1 or more"),
        ((*HYDRO, "--depth", "two"), "E111", "1 or more"),
        ((*HYDRO, "--depth", "\u00b2"), "E111", "1 or more"),
        ((*HYDRO, "--why-not", "pyr"), "E101", "pyro"),
        ((*HYDRO, "--why-not", "regoin=china"), "E111", "region"),
        ((*HYDRO, "--why-not", ""), "E111", "region=china"),
        ((*HYDRO, "--why-not", "currency=EUR"), "E111", "region=china"),
        ((*HYDRO, "--why-not", "prices.metals.nikel=1"), "E104", "prices.metals.nickel"),
        ((*HYDRO, "--why-not", "throughput=much"), "E111", "t/yr"),
        ((*HYDRO, "capital", "--why-not", "pyro"), "E121", "totals.cost"),
        ((*HYDRO, "stages.collection.cost_groups.labor"), "E104", "figure that the scenario moves"),
        ((*HYDRO, "stages.collection.capital"), "E104", "figure that the scenario moves"),
        (("explain", "--route", "hydro"), "E113", "nmc622"),
        (("explain", "nmc622", "--route", "hydo"), "E101", "hydro"),
    ],
)
def test_what_cannot_be_answered(recyc: Callable[..., Any], argv: tuple[str, ...], code: str, hint: str) -> None:
    ran = recyc(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert f"error[{code}]" in ran.err
    assert hint in ran.err


def test_markup_in_names_stays_text(answer: Callable[..., Any]) -> None:
    report = answer("explain", "nmc622", "region.wage", "--route", "hydro")
    hostile = "[red]=cmd|'/c'!A1<b>x</b>[/red]"
    report["figure"]["name"] = report["tree"]["name"] = report["tree"]["input"]["note"] = hostile
    report["tree"]["input"]["source"] = report["moves"]["used_in"][0]["name"] = hostile
    report["tree"]["formula"] = hostile
    for form in ("table", "plain"):
        text = render(report, Look(form, verbose=True, width=200))
        assert hostile in text
    text = render(report, Look("md", verbose=True))
    assert "<b>" not in text.replace("\\<b\\>", "")
    records = list(csv.DictReader(io.StringIO(render(report, Look("csv")))))
    assert any(hostile in record["name"] for record in records)
    report["tree"]["name"] = "=1+1"
    assert "\n=1+1" not in render(report, Look("csv"))
    assert "'=1+1" in render(report, Look("csv"))


def test_a_file(recyc: Callable[..., Any], tmp_path: Path) -> None:
    place = tmp_path / "why.md"
    assert recyc(*HYDRO, "margin", "-q", "-o", str(place)).code == 0
    assert place.read_text().startswith("# NMC622 pack")
