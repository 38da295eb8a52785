"""All forms carry the same numbers, and text of users and presets stays text in all of them."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from recyc_cli.render.forms.as_csv import safe
from recyc_cli.render.forms.as_json import dump
from recyc_cli.render.forms.as_markdown import escape
from recyc_cli.render.look import Look
from recyc_cli.render.render import render
from recyc_cli.render.text import clean, display_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONG = Look("csv-long")


def numbers(value: object) -> Iterator[float]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from () if name == "warnings" else numbers(item)  # their numbers stand in their texts
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield value


def cells(text: str) -> list[float]:
    found = []
    for line in csv.DictReader(io.StringIO(text)):
        names = ("quantity", "price", "recovery", "payable", "amount")
        found += [float(line[name]) for name in names if line[name]]
    return found


@pytest.mark.parametrize(
    "report", [{}, [], {"a": {}, "b": [], "c": [[1, 2.0], {"d": True}]}, 'ä\n"', [None, False, 1e-7, -0.0, 10**20]]
)
def test_json_is_what_the_standard_library_makes_of_it(report: object) -> None:
    assert dump(report) == json.dumps(report, indent=2) + "\n"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_json_refuses_what_is_not_finite(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump({"margin": [number]})


def test_csv_carries_every_number_of_the_json(report: dict[str, Any]) -> None:
    assert sorted(cells(render(report, LONG))) == sorted(numbers(report))


def test_comparison_csv_carries_every_number(comparison: dict[str, Any]) -> None:
    expected = [each for part in ("quotes", "best", "reuse_turns_at_soh") for each in numbers(comparison[part])]
    assert sorted(cells(render(comparison, LONG))) == sorted(expected)


def test_csv_shape(report: dict[str, Any]) -> None:
    text = render(report, LONG)
    lines = list(csv.reader(io.StringIO(text)))
    assert "\r" not in text
    assert {len(line) for line in lines} == {len(lines[0])}
    assert lines[0][:9] == ["section", "item", "stage", "group", "quantity", "unit", "price", "price_unit", "recovery"]


def test_real_quote_in_every_form(recyc: Callable[..., Any]) -> None:
    base = ("quote", "nmc811", "--route", "hydro", "--mass", "3t", "-q")
    forms = {form: recyc(*base, "--format", form) for form in ("json", "csv-long", "md", "plain", "table")}
    assert {ran.code for ran in forms.values()} == {0}
    assert sorted(cells(forms["csv-long"].out)) == sorted(numbers(json.loads(forms["json"].out)))
    margin = f"{json.loads(forms['json'].out)['totals']['margin']:,.0f}"
    for form in ("md", "plain", "table"):
        assert margin in forms[form].out
        assert forms[form].out.endswith("\n")


def test_same_bytes_twice(recyc: Callable[..., Any]) -> None:
    argv = ("compare", "nmc622", "lfp", "--json", "-q")
    assert recyc(*argv).out == recyc(*argv).out


@pytest.mark.parametrize("form", ["table", "plain"])
@pytest.mark.parametrize("verbose", [False, True])
def test_fits_80_columns(report: dict[str, Any], comparison: dict[str, Any], form: str, *, verbose: bool) -> None:
    look = Look(form, verbose=verbose)
    for text in (render(report, look), render(comparison, look)):
        assert max(map(display_width, text.splitlines())) <= 80


def test_colour_only_where_asked(report: dict[str, Any]) -> None:
    assert "\x1b" not in render(report, Look("table"))
    text = render(report, Look("table", colour=True))
    assert "\x1b[1m" in text
    assert "\x1b[31m" not in text, "a saving is below zero too"
    bare = re.sub(r" *(?=\n)", "", re.sub(r"\x1b\[[0-9;]*m", "", text))
    assert bare == render(report, Look("table"))


@pytest.mark.parametrize("name", ["NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "JUPYTER_COLUMNS"])
def test_the_look_decides_not_the_environment(
    report: dict[str, Any], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    looks = [Look("table", colour=colour) for colour in (False, True)]
    before = [render(report, look) for look in looks]
    for variable, value in ((name, "1"), ("COLUMNS", "40"), ("TERM", "dumb")):
        monkeypatch.setenv(variable, value)
    assert [render(report, look) for look in looks] == before


def test_hostile_names_stay_text(report: dict[str, Any]) -> None:
    name = "=cmd|'x'![bold]*a*\x1b[31m\u202e\ud800\n<b>"
    report["scenario"]["chemistry"] = name
    report["scenario"]["overrides"] = [name]
    report["warnings"] = [{"code": "x", "message": name}]
    for form in ("table", "plain", "md", "csv"):
        text = render(report, Look(form, colour=False, verbose=True))
        assert not any(char in text for char in "\x1b\u202e\ud800")
        text.encode()
    assert "'=cmd" in render(report, LONG)
    assert render(report, Look("table")).count("![bold]*a*[31m") == 3
    assert "<b>" not in render(report, Look("md")).replace("\\<b\\>", "")


@given(some.text())
def test_csv_cells_are_no_formulas(text: str) -> None:
    assert not str(safe(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(some.text())
def test_clean_text_prints(text: str) -> None:
    assert clean(text).isprintable()
    clean(text).encode()
    assert "|" not in escape(clean(text)).replace("\\|", "")


def test_missing_numbers(report: dict[str, Any]) -> None:
    for name in ("margin_pct", "margin_per_kwh", "margin_per_pack", "breakeven_feed_price", "capital"):
        report["totals"][name] = None
    for form in ("table", "plain", "md", "csv"):
        text = render(report, Look(form, verbose=True))
        assert "None" not in text
        assert "per kWh" not in text


def test_mixes_and_scrap(recyc: Callable[..., Any]) -> None:
    ran = recyc("quote", "--mix", "lfp=30%,nmc811=70%", "--route", "hydro", "-q", "--no-range")
    assert "\n30 % LFP + 70 % NMC811 packs by hydro" in ran.out
    ran = recyc("quote", "nmc622", "--route", "hydro", "--form", "black-mass", "-v", "-q", "--no-range")
    assert "NMC622 lots of black mass by hydro, USD per tonne" in ran.out
    assert "USD/pack" not in ran.out


def test_what_was_changed_stands_at_the_head(recyc: Callable[..., Any]) -> None:
    wishes = ("--correction", "labor-scale=off", "--correction", "fates", "--price", "nickel=20000USD/t")
    argv = ("quote", "nmc622", "--route", "hydro", "-q", "--no-range", *wishes)
    changed = ["price nickel=20000USD/t", "correction labor-scale=off", "correction fates=on"]
    assert json.loads(recyc(*argv, "--json").out)["scenario"]["overrides"] == changed
    for form in ("table", "plain"):
        head = recyc(*argv, "--format", form).out.partition("\n\n")[0]
        assert " ".join(head.split()).endswith(f"changed: {', '.join(changed)}")
