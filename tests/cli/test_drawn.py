"""Pictures, in files and in blocks: each has a title, words and a table, and reads without colour; no saving is red."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from few import few_whole

from recyc_cli.render.chart import svg
from recyc_cli.render.look import Look
from recyc_cli.render.pages.pictures import burdens_figure, margins_figure
from recyc_cli.render.render import render
from recyc_cli.render.text import display_width

if TYPE_CHECKING:
    from collections.abc import Callable

SVG = "{http://www.w3.org/2000/svg}"
HYDRO = ("quote", "nmc622", "--route", "hydro")
BOTH = ("compare", "nmc622", "lfp", "--route", "hydro,shred,pyro")
DRAWN = [HYDRO, ("quote", "lfp", "--route", "reuse", "--soh", "0.9", "--packs", "9"), BOTH,
    ("quote", "--mix", "lfp=0.3,nca=0.7", "--route", "pyro", "--currency", "KRW"),
    ("compare", "nmc811", "--seat", "refiner", "--region", "us,china,germany"),
    (*HYDRO, "--feed-price", "600", "--customer")]  # fmt: skip
EVIL = "<script>alert(1)</script> & \"q\" 'a'"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
GAIN, LOSS, TAKEN, AXIS = "\u2588", "\u2592", "\u2591", "\u250a"


def picture(recyc: Callable[..., Any], *argv: str) -> ET.Element:
    ran = recyc(*argv, "-q", "--format", "svg")
    assert ran.code == 0, ran.err
    return ET.fromstring(ran.out)  # noqa: S314 - our own


def table(root: ET.Element) -> list[list[str]]:
    [held] = root.iter(f"{SVG}metadata")
    return [line.split("\t") for line in str(held.text).split("\n")[1:-1]]


@pytest.mark.parametrize("argv", few_whole(DRAWN, 2), ids=lambda argv: " ".join(argv[:4]))
def test_a_file_has_a_title_words_and_a_table(recyc: Callable[..., Any], argv: tuple[str, ...]) -> None:
    root = picture(recyc, *argv)
    ids = {each.get("id"): each.text for each in root.iter() if each.get("id")}
    for name in str(root.get("aria-labelledby")).split():
        assert ids[name], "a title and a description"
    told = table(root)
    written = {each.text for each in root.iter(f"{SVG}text")}
    assert len(told) > 2
    for words, number in told[1:]:
        assert {words, number} <= written


def test_a_file_says_what_the_json_says(recyc: Callable[..., Any]) -> None:
    totals = json.loads(recyc(*HYDRO, "-q", "--json").out)["totals"]
    told = {
        words: float(number.replace("\u2212", "-").replace(",", ""))
        for words, number in table(picture(recyc, *HYDRO))[1:]
    }
    assert told["recovery value"] == pytest.approx(totals["recovery_value"], abs=0.5)
    assert told["margin"] == pytest.approx(totals["margin"], abs=0.5)
    costs = sum(amount for amount in totals["cost_groups"].values())
    assert told["recovery value"] - costs == pytest.approx(told["margin"], abs=1.0)  # two rounded numbers
    root = picture(recyc, *BOTH)
    quotes = json.loads(recyc(*BOTH, "-q", "--json").out)["quotes"]
    margins = [f"{quote['totals']['margin']:,.0f}".replace("-", "\u2212") for quote in quotes]
    assert sorted(number for _, number in table(root)[1:]) == sorted(margins)
    shown = [line.split()[-1] for line in recyc(*BOTH, "-q", "--chart").out.splitlines() if AXIS in line]
    assert [number.replace("\u2212", "-") for _, number in table(root)[1:]] == shown, "in the order of the screen"


def test_a_file_is_the_same_as_stdout_and_every_time(recyc: Callable[..., Any]) -> None:
    assert recyc(*HYDRO, "-q", "-o", "a.svg").code == 0
    text = Path("a.svg").read_text("utf-8")
    assert text == recyc(*HYDRO, "-q", "--format", "svg").out
    assert "href" not in text
    assert "script" not in text


def test_a_quote_has_a_second_picture(recyc: Callable[..., Any]) -> None:
    """Where the mass goes: in numbers what the balance says, and only where a chart is asked for on the line."""
    flows = table(picture(recyc, *HYDRO, "--chart"))
    into = [float(mass.replace(",", "")) for start, end, mass in flows[1:] if end == "feed"]
    assert sum(into) == pytest.approx(1000.0, abs=1.0)
    assert {"recovery", "waste water"} <= {end for _, end, _ in flows[1:]}
    Path("recyc.toml").write_text("[defaults]\nchart = true\n")
    assert len(table(picture(recyc, *HYDRO))[0]) == 2


def test_what_is_below_zero_is_hatched(comparison: dict[str, Any]) -> None:
    """A bar of a loss has an outline and strokes, that of a gain is full: both read in grey."""
    for quote, margin in zip(comparison["quotes"], (500.0, -800.0, -3.0) * 9, strict=False):
        quote["totals"]["margin"] = margin
    drawn = margins_figure(comparison, "margins").wide
    bars = re.findall(r"<rect [^>]*><title>[^<]*</title></rect>", drawn)
    assert len(bars) == len(comparison["quotes"])
    for bar in bars:
        assert ("stroke=" in bar) == ("\u2212" in bar) == (svg.RED in bar)


def test_a_saving_is_never_red(comparison: dict[str, Any]) -> None:
    """Gases below zero are saved: told by side and sign, not by the colour of a loss."""
    for quote in comparison["quotes"]:
        quote["impacts"]["ghg_kg"] = -120.0
        quote |= {"bridge": [], "flows": {"links": [("a", "b", 1.0)], "water_kg": 0.0, "other": []}}
    drawn = burdens_figure(comparison, "burdens").wide
    assert "\u2212120" in drawn
    assert svg.RED not in drawn


def test_a_key_figure_is_red_for_a_loss_alone(report: dict[str, Any]) -> None:
    totals = report["totals"]
    totals["margin"], totals["breakeven_feed_price"], report["impacts"]["ghg_kg"] = -50.0, -700.0, -9.0
    totals["margin_per_kwh"], totals["margin_per_pack"], report["lot"] = -0.3, None, None
    report |= {"bridge": [{"step": "margin", "amount": -50.0, "level": True}]}
    report["flows"] = {
        "links": [{"from": "component:x", "to": "feed", "kg_per_t": 1000.0}],
        "water_kg": 0.0,
        "other": [],
    }
    tiles = re.findall(r'<div class="(tile[^"]*)"><dt>([^<]*)</dt>', str(render(report, Look("html"))))
    assert [words for kind, words in tiles if "minus" in kind] == ["margin", "margin per kWh"]


def test_terminals_colour_gains_and_losses_alone(report: dict[str, Any]) -> None:
    for look in (Look("table", colour=True), Look("table", colour=True, verbose=True)):
        styles = set(re.findall(r"\x1b\[([0-9;]*)m", str(render(report, look))))
        assert styles <= {"0", "1", "2", "38;5;32", "38;5;166"}


def test_every_picture_of_a_document_has_its_table(recyc: Callable[..., Any]) -> None:
    for argv in (HYDRO, BOTH):
        text = recyc(*argv, "-q", "--format", "html").out
        figures = re.findall(r"<figure.*?</figure>", text, re.DOTALL)
        assert figures
        for figure in figures:
            assert figure.count("<desc ") == figure.count("<svg ")
            assert figure.count("<details>") == figure.count("<table>") == 1
            assert "<figcaption>" in figure


def test_names_of_users_stay_text(report: dict[str, Any]) -> None:
    report["bridge"] = [{"step": EVIL, "amount": -1.0, "level": True}]
    report["scenario"]["region"] = EVIL
    root = ET.fromstring(str(render(report, Look("svg"))))  # noqa: S314 - our own
    assert {each.tag.partition("}")[2] for each in root.iter()} <= {
        "svg", "title", "desc", "g", "metadata", "rect", "text", "line", "path",
    }  # fmt: skip
    assert EVIL in {words for words, _ in table(root)}


@pytest.mark.parametrize("argv", few_whole(DRAWN[:-1], 2), ids=lambda argv: " ".join(argv[:4]))
def test_a_picture_in_a_terminal(recyc: Callable[..., Any], argv: tuple[str, ...]) -> None:
    for form in ("table", "plain"):
        out = recyc(*argv, "-q", "--chart", "--format", form).out
        assert max(map(display_width, out.splitlines())) <= 80
        assert "\x1b" not in out, "a pipe has no colour"
        assert any(mark in out for mark in (GAIN, LOSS, TAKEN))
        assert out.split("\n")[0] == recyc(*argv, "-q", "--format", form).out.split("\n")[0], "the answer stays first"


def test_a_terminals_picture_says_what_the_json_says(recyc: Callable[..., Any]) -> None:
    quotes = json.loads(recyc(*BOTH, "-q", "--json").out)["quotes"]
    told = recyc(*BOTH, "-q", "--chart").out
    for quote in quotes:
        line = re.compile(rf"^.. ?{quote['scenario']['route']} .* {quote['totals']['margin']:,.0f}$", re.MULTILINE)
        assert line.search(told)
    steps = recyc(*HYDRO, "-q", "--chart").out.splitlines()
    found = {
        words.strip(): float(number.replace(",", ""))
        for words, number in re.findall(r"^  ([a-z, ]+?)  .* ([+-]?[\d,]+)$", "\n".join(steps), re.MULTILINE)
    }
    reached = found["recovery value"]
    for words in list(found)[list(found).index("recovery value") + 1 : -1]:
        reached += found[words]
    assert list(found)[-1] == "margin"
    assert reached == pytest.approx(found["margin"], abs=0.5 * len(found))  # each is rounded


def test_a_bar_is_as_long_as_its_number(recyc: Callable[..., Any]) -> None:
    lines = [line for line in recyc(*BOTH, "-q", "--chart").out.splitlines() if AXIS in line]
    bars = [(line.count(GAIN) - line.count(LOSS), float(line.split()[-1].replace(",", ""))) for line in lines]
    bars = [(blocks, margin) for blocks, margin in bars if blocks]
    assert len(bars) == 6
    longest = max(bars, key=lambda bar: abs(bar[0]))
    for blocks, margin in bars:
        assert blocks == pytest.approx(margin / longest[1] * longest[0], abs=1.5), (
            "half a block at either end, one more"
        )


def test_colours_of_a_terminals_picture(report: dict[str, Any]) -> None:
    """Without colour the same characters stand there; ASCII has three marks as well."""
    report["bridge"] = [{"step": name, "amount": amount, "level": level} for name, amount, level in
        (("recovery_value", 500.0, True), ("labor", -800.0, False), ("margin", -300.0, True))]  # fmt: skip
    looks = [Look("table", colour=True), Look("table"), Look("table", unicode=False)]
    for look in looks:
        look.chart = True
    colour, bare, ascii_only = (str(render(report, look)) for look in looks)
    assert re.sub(r" *(?=\n)", "", ESCAPE.sub("", colour)) == bare
    assert re.search(rf"\x1b\[38;5;32m{GAIN}+\x1b", colour)
    assert re.search(rf"\x1b\[38;5;166m{LOSS}+\x1b", colour)
    assert not re.search(rf"\x1b\[38;5;\d+m{TAKEN}", colour), "a cost is no loss"
    assert ascii_only.isascii()
    for mark, plain in ((GAIN, "#"), (LOSS, "="), (TAKEN, ".")):
        assert bare.count(mark * 3) == ascii_only.count(plain * 3)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((*HYDRO, "--chart", "--json"), "json has no picture"),
        ((*HYDRO, "--chart", "-o", "a.xlsx"), "xlsx has no picture"),
        ((*HYDRO, "--chart", "--format", "md"), "md has no picture"),
        ((*HYDRO, "--chart", "--customer", "--feed-price", "9"), "a customer's copy on a screen has no picture"),
        (("explain", "nmc622", "-o", "a.svg"), "no format for the suffix '.svg'"),
        (("explain", "nmc622", "--format", "svg"), "svg is no form of this command"),
        ((*HYDRO, "--format", "bib"), "bib is no form of this command"),
        ((*HYDRO, "-o", "a.svgz"), ".svg"),
        ((*HYDRO, "--format", "svgs"), "did you mean svg?"),
        (("sources", "--chart"), "--chart"),
    ],
)
def test_what_cannot_be_drawn(recyc: Callable[..., Any], argv: tuple[str, ...], said: str) -> None:
    ran = recyc(*argv, "-q")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not list(Path().iterdir())


def test_a_picture_may_be_the_habit(recyc: Callable[..., Any]) -> None:
    """Set in a file it draws on screens, and is in nobody's way elsewhere."""
    Path("recyc.toml").write_text("[defaults]\nchart = true\n")
    assert GAIN in recyc(*HYDRO, "-q").out
    assert recyc(*HYDRO, "-q", "--json").code == 0
    assert recyc(*HYDRO, "-q", "--format", "md").code == 0
    assert recyc("explain", "nmc622", "-q").code == 0
    assert recyc(*HYDRO, "--feed-price", "900", "--customer", "-q").code == 0


def test_what_moved_has_no_picture(recyc: Callable[..., Any]) -> None:
    assert recyc(*HYDRO, "-q", "--save", "offer.json").code == 0
    ran = recyc("replay", "offer.json", "--against", "now", "--chart", "-q")
    assert (ran.code, "what moved since a quote has no picture" in ran.err) == (2, True)
    assert GAIN in recyc("replay", "offer.json", "--chart", "-q").out
    assert table(picture(recyc, "replay", "offer.json")) == table(picture(recyc, *HYDRO))


def test_sources_as_bibtex(recyc: Callable[..., Any]) -> None:
    known = json.loads(recyc("sources", "--json").out)["rows"]
    assert recyc("sources", "-o", "all.bib", "-q").code == 0
    text = Path("all.bib").read_text("utf-8")
    assert re.findall(r"^@misc\{([^,]+),$", text, re.MULTILINE) == [each["id"] for each in known]
    for each in known:
        assert each["url"] is None or f"  url = {{{each['url']}}}," in text
    assert text.count("{") == text.count("}")
    one = recyc("sources", known[0]["id"], "--format", "bib").out
    assert one.strip() in text
