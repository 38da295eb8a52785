"""Whatever stands on the command line: a result, or a message and exit code 2 or 3. Never a bug, never half of both."""

from __future__ import annotations

import os

import pytest
from few import slowly
from hardy import answered_or_refused
from hypothesis import given, settings
from hypothesis import strategies as some

FLAGS = [
    "--route",
    "--form",
    "--mix",
    "--mass",
    "--packs",
    "--kwh",
    "--soh",
    "--disassemble",
    "--region",
    "--throughput",
    "--plant",
    "--prices",
    "--as-of",
    "--method",
    "--profile",
    "--seat",
    "--feed-price",
    "--currency",
    "--price",
    "--set",
    "--correction",
    "--preset-dir",
    "--format",
    "--json",
    "-v",
    "-q",
]
WORDS = [
    "nmc622",
    "lfp",
    "NMC(622)",
    "hydro",
    "pyro",
    "direct",
    "pack",
    "cell",
    "black-mass",
    "us",
    "china",
    "2024",
    "everbatt-2023",
    "recyc",
    "chain",
    "USD",
    "EUR",
    "csv",
    "md",
    "table",
    "plain",
    "0",
    "-1",
    "1e308",
    "1e-308",
    "1e9",
    "nan",
    "inf",
    "0.8",
    "80%",
    "12t",
    "3kg",
    "5kWh",
    "lfp=1",
    "lfp=0.5,lco=0.5",
    "nickel=1USD/t",
    "nickel=-1",
    "nickel=nan",
    "region.wage=0",
    "region.wage=-5",
    "region.wage=1e308",
    "method.capital.osbl=9e99",
    "labor-scale=off",
    "=",
    ",,",
    ".",
    "/",
    "..",
    "quote",
]
TEXTS = some.sampled_from(WORDS) | some.text(max_size=8) | some.floats().map(str)
PAIRS = some.tuples(some.sampled_from(FLAGS), TEXTS).map(list)


@pytest.mark.parametrize("count", [50, slowly(150)])
def test_quote(capsys: pytest.CaptureFixture[str], count: int) -> None:
    @settings(max_examples=count)
    @given(pairs=some.lists(PAIRS, max_size=4), chemistry=TEXTS, full=some.booleans())
    def quoted(pairs: list[list[str]], chemistry: str, *, full: bool) -> None:
        given_route = ["--route", "hydro"] if full else []
        argv = ["quote", "lfp" if full else chemistry, *given_route, *(word for pair in pairs for word in pair)]
        answered_or_refused(capsys, argv)
        assert not set(os.listdir()), argv  # noqa: PTH208 - nothing is left behind in the empty folder

    quoted()


OWN = some.tuples(some.sampled_from(["--depth", "--why-not", "--elasticities"]), TEXTS).map(list)
FIGURES = TEXTS | some.sampled_from(["margin", "recovery/", "lines."])


@pytest.mark.parametrize("count", [20, slowly(60)])
def test_explain(capsys: pytest.CaptureFixture[str], count: int) -> None:
    @settings(max_examples=count)
    @given(pairs=some.lists(PAIRS | OWN, max_size=3), figure=FIGURES)
    def explained(pairs: list[list[str]], figure: str) -> None:
        argv = ["explain", "lfp", figure, "--route", "hydro", *(word for pair in pairs for word in pair)]
        answered_or_refused(capsys, argv)

    explained()
