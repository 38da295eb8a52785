"""`recyc breakeven`: every form of the answer, every way to ask wrongly."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hardy import answered_or_refused
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from recyc_cli.render.look import Look
from recyc_cli.render.pages.breakeven_screen import name_of_number
from recyc_cli.render.render import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# A market in which hydro loses and the two routes lie close.
HYDRO = ("breakeven", "nmc622", "--route", "hydro", "--prices", "2024")
DIRECT = ("breakeven", "nmc622", "--route", "direct", "--prices", "2024")
NICKEL = (*HYDRO, "--vary", "nickel")
SEVERAL = ("breakeven", "nmc622-everbatt-2023", "--route", "direct", "--vary", "throughput", "--prices", "2024",
           "--feed-price", "581.8378265885951", "--correction", "sized-to-need=off")  # fmt: skip
NONE = (*HYDRO, "--vary", "region.electricity")
TIE = (*HYDRO, "--against-route", "direct", "--vary", "prices.products.nmc622.price")
QUESTIONS = [NICKEL, SEVERAL, NONE, TIE, (*HYDRO, "--against-route", "hydro", "--vary", "nickel")]
KEYS = (
    "schema recyc presets scenario against basis varied target roots at_ends at_now curve direction closest scan"
    " message sources warnings"
)


@pytest.fixture
def answer(recyc: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    def ask(*argv: str) -> dict[str, Any]:
        ran = recyc(*argv, "--json", "-q")
        assert ran.code == 0
        found: dict[str, Any] = json.loads(ran.out)
        return found

    return ask


def test_json(answer: Callable[..., Any]) -> None:
    report = answer(*NICKEL)
    assert list(report) == KEYS.split()
    assert report["schema"] == "recyc.breakeven/1"
    assert report["varied"]["path"] == "prices.metals.nickel"
    assert report["varied"]["unit"] == "USD/t"
    (root,) = report["roots"]
    assert list(root) == ["value", "unit", "margin_below", "margin_above", "kind", "margin", "margin_against"]
    assert root["margin_below"] < 0 < root["margin_above"]
    assert root["kind"] == "root"


def test_json_is_what_python_returns(answer: Callable[..., Any]) -> None:
    from recyc_cli import breakeven

    found = breakeven("nickel", chemistry="nmc622", route="hydro", prices="2024")
    assert answer(*NICKEL) == found.to_dict()


def test_a_quote_at_the_value_breaks_even(recyc: Callable[..., Any], answer: Callable[..., Any]) -> None:
    value = answer(*NICKEL)["roots"][0]["value"]
    at = f"prices.metals.nickel={value!r}"
    ran = recyc("quote", "nmc622", "--route", "hydro", "--prices", "2024", "--set", at, "--json", "-q")
    totals = json.loads(ran.out)["totals"]
    assert abs(totals["margin"]) <= 1e-9 * totals["cost"]


@pytest.mark.parametrize("argv", QUESTIONS, ids=["root", "several", "none", "tie", "flat"])
def test_every_form(recyc: Callable[..., Any], argv: tuple[str, ...]) -> None:
    forms = {form: recyc(*argv, "-q", "--format", form) for form in ("json", "csv", "md", "plain", "table")}
    assert {ran.code for ran in forms.values()} == {0}
    report = json.loads(forms["json"].out)
    records = list(csv.DictReader(io.StringIO(forms["csv"].out)))
    for section, names in (("roots", ("value", "margin", "margin_below")), ("at_ends", ("value", "margin"))):
        lines = [record for record in records if record["section"] == section]
        assert [[float(line[name]) for name in names] for line in lines] == [
            [entry[name] for name in names] for entry in report[section]
        ]
    for form in ("md", "plain", "table"):
        words = " ".join(forms[form].out.lower().split())
        path = report["varied"]["path"]
        name = path if form == "md" else name_of_number(path)
        assert report["message"].replace(path, name).lower() in words.replace("\\", "")
        assert forms[form].out.endswith("\n")
        assert "None" not in forms[form].out
    assert max(map(len, forms["plain"].out.splitlines())) <= 80


def test_same_bytes_twice(recyc: Callable[..., Any]) -> None:
    assert recyc(*SEVERAL, "--json").out == recyc(*SEVERAL, "--json").out


def test_messages(answer: Callable[..., Any]) -> None:
    assert "the margin is zero at prices.metals.nickel 49," in answer(*NICKEL)["message"]
    assert "crosses zero at 5 values of throughput" in answer(*SEVERAL)["message"]
    assert answer(*NONE)["message"].startswith("no break-even: the margin stays negative")
    assert "the lead of NMC622 hydro over NMC622 direct is zero" in answer(*TIE)["message"]
    step = answer(*SEVERAL, "--from", "40400", "--to", "40500")
    assert "the margin steps over zero at throughput 40,428 t/yr" in step["message"]


def test_range_and_target(answer: Callable[..., Any]) -> None:
    report = answer(*HYDRO, "--vary", "throughput", "--from", "10kt/yr", "--to", "50kt/yr", "--margin", "-500")
    assert (report["varied"]["from"], report["varied"]["to"]) == (10_000.0, 50_000.0)
    assert report["target"] == {"what": "margin", "value": -500.0, "unit": "USD/t"}
    assert report["roots"][0]["margin"] == pytest.approx(-500.0)
    report = answer(*HYDRO, "--vary", "payables.europe.ni", "--from", "10%", "--to", "60%")
    assert (report["varied"]["from"], report["varied"]["to"]) == (0.1, 0.6)
    report = answer(*TIE, "--per", "kwh", "--from", "3USD/kg", "--to", "9USD/kg")
    assert report["varied"]["from"] == 3000.0
    assert report["basis"]["margins"] == "USD/kWh"


def test_a_share_of_the_value(recyc: Callable[..., Any], answer: Callable[..., Any]) -> None:
    report = answer(*HYDRO, "--vary", "feed_price", "--margin", "8%")
    assert report["target"] == {"what": "margin", "value": 8.0, "unit": "% of the value"}
    assert report["basis"]["margins"] == "% of the value"
    (root,) = report["roots"]
    asked = ("quote", "nmc622", "--route", "hydro", "--prices", "2024")
    left = json.loads(recyc(*asked, "--feed-price", repr(root["value"]), "--json", "-q").out)["totals"]
    assert left["margin_pct"] == pytest.approx(8.0, abs=1e-9)
    asked = json.loads(recyc(*asked, "--margin", "8%", "--json", "-q").out)["totals"]
    assert asked["feed_price"] == pytest.approx(root["value"], abs=1.0), "an offer is rounded down to a whole unit"
    nickel = answer(*NICKEL, "--margin", "8%")
    at = f"prices.metals.nickel={nickel['roots'][0]['value']!r}"
    left = json.loads(recyc("quote", "nmc622", "--prices", "2024", "--set", at, "--json", "-q").out)["totals"]
    assert left["margin_pct"] == pytest.approx(8.0, abs=1e-9)
    assert nickel["at_now"]["margin"] < 8.0 < nickel["at_ends"][1]["margin"]
    assert "the margin is 8 % of the value at" in nickel["message"]


def test_a_share_of_the_value_along_what_takes_one_value_at_a_time(answer: Callable[..., Any]) -> None:
    report = answer(*HYDRO, "--region", "china", "--vary", "throughput", "--margin", "-5%", "--from", "2kt/yr")
    assert [round(root["margin"], 6) for root in report["roots"]] in ([], [-5.0])
    assert report["direction"] == "rises"


def test_the_screen_is_a_ladder_of_values(recyc: Callable[..., Any]) -> None:
    lines = recyc(*NICKEL, "-q", "--format", "table").out.splitlines()
    assert lines[0].startswith("The margin is zero at nickel 49,")
    assert lines[1].startswith("NMC622 packs by hydro \N{MIDDLE DOT} margin in USD/t \N{MIDDLE DOT} US")
    rungs = [line.split()[0] for line in lines if line[:1].isalpha()][2:]
    assert rungs == ["from", "now", "margin", "to"]
    steps = recyc(*SEVERAL, "-q", "--format", "table").out
    assert steps.count("up to a step") == steps.count("beyond it") == 2


def test_gate_fee_and_feed_price(answer: Callable[..., Any]) -> None:
    fee, price = (answer(*HYDRO, "--vary", name)["roots"][0]["value"] for name in ("gate-fee", "feed_price"))
    assert fee == pytest.approx(-price, rel=1e-9)


def test_distance(answer: Callable[..., Any]) -> None:
    report = answer(
        *HYDRO, "--vary", "distance", "--from", "100mile", "--to", "5000", "--margin", "-1200", "--feed-price", "580"
    )
    assert report["varied"]["from"] == pytest.approx(160.9344)
    assert report["varied"]["unit"] == "km"
    assert report["roots"][0]["margin"] == pytest.approx(-1200.0)


def test_written_to_a_file(recyc: Callable[..., Any], tmp_path: Path) -> None:
    for name in ("found.json", "found.csv", "found.md", "found.txt"):
        ran = recyc(*NICKEL, "-q", "-o", str(tmp_path / name))
        assert (ran.code, ran.out) == (0, "")
        assert "prices.metals.nickel" in (tmp_path / name).read_text()


REFUSED = [
    (HYDRO, "nothing given to vary"),
    (("breakeven", "--vary", "nickel", "--route", "hydro"), "no chemistry given"),
    ((*HYDRO, "--vary", "nikel"), "did you mean nickel"),
    ((*HYDRO, "--vary", "region.wag"), "did you mean region.wage"),
    ((*HYDRO, "--vary", "mass"), "no number named 'mass'"),
    ((*NICKEL, "--from", "3", "--to", "2"), "has to rise"),
    ((*NICKEL, "--from", "nan"), "has to be finite"),
    ((*NICKEL, "--to", "1e999"), "has to be finite"),
    ((*NICKEL, "--from", "x"), "not a number"),
    ((*NICKEL, "--from", "3kWh"), "does not convert"),
    ((*NICKEL, "--from", "3USD/kgg"), "did you mean"),
    ((*HYDRO, "--vary", "throughput", "--from", "-5"), "not above zero"),
    ((*HYDRO, "--vary", "soh", "--to", "1.5"), "state of health"),
    ((*HYDRO, "--vary", "stages.hydro.fates.cathode.ni.nickel", "--to", "3"), "from 0 to 1 kg/kg, not 3"),
    ((*HYDRO, "--vary", "stages.hydro.fates.cathode.al.solid_waste"), "cannot vary alone"),
    ((*HYDRO, "--vary", "chemistries.nmc622.pack.steel", "--to", "0.9"), "cannot vary alone"),
    ((*HYDRO, "--vary", "feed_price", "--to", "30%"), "feed_price is in USD/t, which % does not convert to"),
    ((*HYDRO, "--vary", "distance", "--to", "80%"), "no unit of distance"),
    ((*HYDRO, "--vary", "damaged", "--from", "-0.1"), "may not be negative"),
    ((*NICKEL, "--margin", "3USD"), "the margin is in USD/t, which USD does not convert to"),
    ((*NICKEL, "--margin", "nan"), "has to be finite"),
    ((*NICKEL, "--per", "pack"), "unknown basis"),
    ((*NICKEL, "--per", "kwh", "--form", "scrap-cell"), "no nameplate energy"),
    ((*NICKEL, "--against", "lfpp"), "did you mean lfp"),
    ((*NICKEL, "--against-route", "hydo"), "did you mean hydro"),
    ((*NICKEL, "--mass", "3t"), "no such option"),
]


@pytest.mark.parametrize(("argv", "says"), REFUSED, ids=[" ".join(argv[1:]) for argv, _ in REFUSED])
def test_refused(recyc: Callable[..., Any], argv: tuple[str, ...], says: str) -> None:
    ran = recyc(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert "error[E" in ran.err
    assert says in ran.err
    assert json.loads(recyc(*argv, "--json").err)["schema"] == "recyc.error/1"


def test_hostile_names_stay_text(answer: Callable[..., Any]) -> None:
    report = answer(*NICKEL)
    report["varied"]["path"] = report["message"] = "=cmd|'x'\x1b[31m\u202e\ud800"
    for form in ("table", "plain", "md", "csv"):
        text = render(report, Look(form))
        assert not any(char in text for char in "\x1b\u202e\ud800")
        text.encode()


WORDS = ["nickel", "soh", "throughput", "gate_fee", "region.wage", "prices.fx.EUR", "region.title", "0", "-1", "1e308"]
FLAGS = ["--vary", "--from", "--to", "--margin", "--per", "--against", "--against-route", "--form", "--currency"]
TEXTS = some.sampled_from([*WORDS, "80%", "3USD/t", "kwh", "lfp", "direct", "cell", "EUR"]) | some.text(max_size=6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=some.lists(some.tuples(some.sampled_from(FLAGS), TEXTS), max_size=4))
def test_any_input(capsys: pytest.CaptureFixture[str], pairs: list[tuple[str, str]]) -> None:
    argv = [*NICKEL, *(word for pair in pairs for word in pair)]
    answered_or_refused(capsys, argv)


def test_its_curve_is_what_quotes_say(recyc: Callable[..., Any], answer: Callable[..., dict[str, Any]]) -> None:
    report = answer(*NICKEL)
    curve = report["curve"]
    assert [curve[0], curve[-1]] == report["at_ends"]
    point = curve[len(curve) // 2]
    at = f"prices.metals.nickel={point['value']!r}"
    ran = recyc("quote", "nmc622", "--route", "hydro", "--prices", "2024", "--set", at, "--json", "-q")
    totals = json.loads(ran.out)["totals"]
    assert abs(totals["margin"] - point["margin"]) <= 1e-9 * totals["cost"]
    root = report["roots"][0]["value"]
    for low, high in pairwise(curve):
        crosses = (low["margin"] < 0.0) != (high["margin"] < 0.0)
        assert crosses == (low["value"] < root <= high["value"])


@pytest.mark.parametrize("argv", QUESTIONS, ids=["root", "several", "none", "tie", "flat"])
def test_its_curve_is_drawn(
    recyc: Callable[..., Any], answer: Callable[..., dict[str, Any]], argv: tuple[str, ...]
) -> None:
    roots = answer(*argv)["roots"]
    screen, file = recyc(*argv, "-q", "--chart").out, recyc(*argv, "-q", "--format", "svg").out
    assert max(map(len, screen.splitlines())) <= 80
    assert file.count("<circle") == 31
    for out in (screen, file):
        told = re.findall(r"\^ ([\d.,]+)|([\d.,]+) \^", out)
        assert len(told) == len(roots)
