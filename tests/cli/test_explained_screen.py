"""An explanation in a terminal of 80 columns: nothing wider, and the sources of what is shown under it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from few import few_whole

from recyc_cli.render.text import display_width

if TYPE_CHECKING:
    from collections.abc import Callable

HYDRO = ("explain", "nmc622", "--route", "hydro")
QUESTIONS = [
    HYDRO,
    (*HYDRO, "recovery/labor", "--depth", "4"),
    (*HYDRO, "prices.metals.nickel", "--currency", "KRW"),
    (*HYDRO, "margin", "--why-not", "direct"),
    (*HYDRO, "margin", "--why-not", "region=china,throughput=50kt/yr"),
    (*HYDRO, "region.wage", "--region", "china"),
    ("explain", "nmc622", "second_life.price_per_kwh", "--route", "reuse"),
    ("explain", "lfp", "cost", "--route", "direct"),
]


@pytest.mark.parametrize("argv", few_whole(QUESTIONS, 3), ids=lambda argv: " ".join(argv[4:]) or "margin")
@pytest.mark.parametrize("more", [pytest.param((), marks=pytest.mark.slow), ("-v",)])
def test_no_line_is_wider_than_the_terminal(
    recyc: Callable[..., Any], argv: tuple[str, ...], more: tuple[str, ...]
) -> None:
    lines = recyc(*argv, *more, "-q", "--format", "table").out.splitlines()
    assert max(map(display_width, lines)) <= 80


def test_each_input_has_its_source_and_evidence(recyc: Callable[..., Any]) -> None:
    report = json.loads(recyc(*HYDRO, "-q", "--json").out)
    known = {each["id"]: each for each in json.loads(recyc("sources", "--json").out)["rows"]}
    out = recyc(*HYDRO, "-q", "--format", "table").out
    head, _, below = out.partition("\nSources\n")
    words, told = (" ".join(text.split()) for text in (head, below))
    joined = re.sub(r"\s+", "", below)
    shown = report["depends"][:10]
    assert {each["source"] for each in shown if each["source"]} == set(
        re.findall(r"^([a-z0-9-]+): ", below, re.MULTILINE)
    )
    for each in shown:
        if each["source"]:
            source = known[each["source"]]
            assert each["evidence"] in words
            assert source["title"].rstrip(". ") in told
            assert str(source["year"] or "") in told
            assert re.sub(r"\s+", "", source["url"] or "") in joined


def test_the_sources_of_a_tree_stand_under_it(recyc: Callable[..., Any]) -> None:
    out = recyc(*HYDRO, "prices.metals.nickel", "-q", "--format", "table").out
    source = json.loads(recyc(*HYDRO, "prices.metals.nickel", "-q", "--json").out)["tree"]["input"]["source"]
    assert re.search(rf"^{source}: ", out.partition("\nSources\n")[2], re.MULTILINE)


def test_a_document_has_all_sources(recyc: Callable[..., Any]) -> None:
    sources = json.loads(recyc(*HYDRO, "-q", "--json").out)["sources"]
    for form in ("md", "html"):
        text = recyc(*HYDRO, "-q", "--format", form).out.replace("\\", "")
        assert all(name in text for name in sources)


def test_json_has_no_more_than_before(recyc: Callable[..., Any]) -> None:
    assert "bibliography" not in json.loads(recyc(*HYDRO, "-q", "--json").out)


def test_wide_terminals_have_columns_for_them(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "180")
    heads = [line for line in recyc(*HYDRO, "-q", "--format", "table").out.splitlines() if "it depends most on" in line]
    assert [word in heads[0] for word in ("source", "evidence", "low to high")] == [True] * 3
