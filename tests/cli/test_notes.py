"""Notes: few and short on a screen, all with `-v`, none with `-q`, never twice, and the decisive ones first."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from few import few

from recyc_cli import breakeven, compare, quote
from recyc_cli.cli.input.options import QUOTE
from recyc_cli.cli.output import target
from recyc_cli.render.look import Look
from recyc_cli.render.notes import LONG, MOST
from recyc_cli.render.pages.screen.quote import TOLD
from recyc_cli.render.render import render
from recyc_cli.report.notes.telling import ROOM, in_order, lines, lines_by_code, note, reported
from recyc_cli.report.notes.wording.decisive import DECISIVE
from recyc_cli.report.notes.wording.words import BACKGROUND, MOVING, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from syrupy.assertion import SnapshotAssertion

ARGVS = [
    ("compare", "nmc622", "lfp"),
    ("quote", "nmc622", "--route", "reuse"),
    ("quote", "lfp", "--plant", "brunp", "--region", "us"),
]
FORMS = ("table", "plain", "json", "csv", "md", "html")
SAID = reported(
    [
        (note("mass-open", method="everbatt-2023", kg=12.4), ""),
        (note("step-near", stage="recovery", now=2.0, what="furnace saggar", then=1.0, there=9500.0), "nmc622 direct"),
        (note("route-unsuited", route="pyro", metals="Li", feed="lfp", sold="copper metal"), "lfp pyro"),
        (note("soh-assumed", route="reuse", soh=0.8), "reuse"),
        (note("newer-prices", used="2024", newest="2026-01"), ""),
        (
            note(
                "payables-older", region="us", dates="2025-07-16", newest="2025-07-16", months=6, way="older", deck="d"
            ),
            "",
        ),
    ]
)
"""Notes that no preset moves."""


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function after which a terminal reads the answers."""
    return lambda: monkeypatch.setattr(target, "on_terminal", lambda: True)


def bare(text: str) -> str:
    """Return text without what makes it bold, dim or coloured."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def cautions(text: str) -> list[str]:
    return [line for line in bare(text).splitlines() if line.startswith("! ")]


@pytest.mark.parametrize("form", ["table", "plain"])
@pytest.mark.parametrize("many", ["few", "all", "none"])
def test_a_page_at_three_verbosities(report: dict[str, Any], snapshot: SnapshotAssertion, form: str, many: str) -> None:
    look = Look(form)
    look.notes = many
    drawn = render({**report, "warnings": SAID}, look)
    assert isinstance(drawn, str)
    bare = {**report, "warnings": []}
    assert drawn.removeprefix(str(render(bare, look)).rstrip("\n")) == snapshot


def test_a_document_has_all_in_full(report: dict[str, Any]) -> None:
    drawn = str(render({**report, "warnings": SAID}, Look("md")))
    assert all(each["code"] in drawn.replace("\\", "") for each in SAID)


@pytest.mark.parametrize("argv", ARGVS)
def test_a_terminal_shows_three_lines_and_stderr_none(
    recyc: Callable[..., Any], terminal: Callable[[], None], argv: tuple[str, ...]
) -> None:
    terminal()
    told = {each["code"] for each in json.loads(recyc(*argv, "--json", "-q").out)["warnings"]} - set(BACKGROUND)
    codes = told - ({TOLD} if argv[0] == "quote" else set())
    for form in ("table", "plain"):
        ran = recyc(*argv, "--format", form)
        assert ran.err == ""
        assert len(cautions(ran.out)) == min(MOST, len(codes))
        assert all(len(line) <= 80 and "[" not in line for line in cautions(ran.out))
        assert re.search(r"^  \d+ more notes: -v$", bare(ran.out), re.MULTILINE)


@pytest.mark.parametrize("argv", ARGVS)
def test_v_shows_all_with_their_codes(
    recyc: Callable[..., Any], terminal: Callable[[], None], argv: tuple[str, ...]
) -> None:
    terminal()
    told = json.loads(recyc(*argv, "--json", "-q").out)["warnings"]
    ran = recyc(*argv, "-v", "--format", "plain")
    assert ran.err == ""
    text = " ".join(bare(ran.out).split())
    assert {each["code"] for each in told} <= set(re.findall(r"\[([a-z-]+)\]", text))
    alone = [each for each in told if [other["code"] for other in told].count(each["code"]) == 1]
    short = [each for each in alone if len(each["message"]) <= LONG]
    assert all(f"! {each['message']} [{each['code']}]" in text for each in short)
    assert all(each["message"] not in text for each in alone if each not in short)
    assert max(map(len, bare(ran.out).splitlines())) <= 80
    assert "recyc explain CODE" in ran.out


@pytest.mark.parametrize("argv", ARGVS)
@pytest.mark.parametrize("form", FORMS)
def test_q_tells_none_on_a_screen_and_nothing_on_stderr(
    recyc: Callable[..., Any], terminal: Callable[[], None], argv: tuple[str, ...], form: str
) -> None:
    argv = (*argv, "--no-color")
    piped = recyc(*argv, "-q", "--format", form)
    assert piped.err == ""
    terminal()
    seen = recyc(*argv, "-q", "--format", form)
    assert (seen.out, seen.err) == (piped.out, "")
    assert cautions(seen.out) == []


PIPED = [pytest.param(argv, form, more, marks=[] if (i + j) % 2 == bool(more) else pytest.mark.slow)
    for i, argv in enumerate(ARGVS) for j, form in enumerate(FORMS) for more in ((), ("-v",))]  # fmt: skip
"""Every command in every form, in turn in short and in full; a long proof takes both."""


NOTED: dict[tuple[str, ...], list[dict[str, Any]]] = {}


def noted(recyc: Callable[..., Any], argv: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the notes of a command, asked for once."""
    if argv not in NOTED:
        NOTED[argv] = json.loads(recyc(*argv, "--json", "-q").out)["warnings"]
    return NOTED[argv]


@pytest.mark.parametrize(("argv", "form", "more"), PIPED)
def test_a_pipe_tells_nothing_twice(
    recyc: Callable[..., Any], argv: tuple[str, ...], form: str, more: tuple[str, ...]
) -> None:
    ran = recyc(*argv, *more, "--format", form)
    said = cautions(ran.err)
    assert (form in ("md", "html")) == (said == []), "documents hold theirs"
    assert [line for line in said if line[2:] in ran.out] == []
    assert cautions(ran.out) == []
    told = noted(recyc, argv)
    year = argv[0] == "quote"  # told to readers alone: a program asks for the year itself
    whole = more and form in ("table", "plain")
    assert len(said) == (len(lines_by_code(told, LONG)) + year if whole else 0 if form in ("md", "html") else MOST)


def test_a_file_has_all_and_stderr_the_first(recyc: Callable[..., Any]) -> None:
    ran = recyc(*ARGVS[0], "-o", "side.txt")
    told = json.loads(recyc(*ARGVS[0], "--json", "-q").out)["warnings"]
    with open("side.txt", encoding="utf-8") as file:  # noqa: PTH123 - one line
        assert len(cautions(file.read())) == len(told)
    assert len(cautions(ran.err)) == MOST
    assert recyc(*ARGVS[0], "-o", "side.txt", "-q").err == ""


PLACES = ("us", "china", "germany", "korea", "india")
UNLIKE: tuple[Callable[[], Any], ...] = (
    lambda: compare(["nmc622", "lfp"], ["hydro", "reuse", "shred"], prices=["2019", "2024", "2026-01"]),
    lambda: compare(["nmc622", "lfp"], region=list(PLACES), prices="latest"),
    lambda: compare(vehicles=["nissan-leaf-40", "nissan-leaf-62"], routes=["hydro"]),
    lambda: compare(["nmc622"], plants=["brunp", "li-cycle-hub", "gem", "huayou"]),
    lambda: quote(chemistry="nmc811", route="reuse", application="telecom", new_pack_price=600.0),
    lambda: compare(["lfp"], ["hydro", "hydro-to-cathode", "pyro"], profile="conservative"),
    lambda: quote(chemistry="nmc622", mix=None, overrides=["prices.metals.nickel=16"], soh=0.7),
    lambda: quote(chemistry="nmc622", method="everbatt-2023", route="direct"),
    lambda: quote(mix=[("lfp", "pack", 0.4), ("nmc622", "pack", 0.6)], region="germany", prices="latest"),
    lambda: breakeven("nickel", chemistry="nmc622", route="hydro"),
    lambda: breakeven("method.operating.royalty", start=0.0, end=3.0, chemistry="nmc622", route="hydro"),
)
"""Many unlike questions."""


@pytest.mark.parametrize("ask", few(UNLIKE, 2), ids=range(len(UNLIKE)))
def test_every_note_has_a_line_that_is_not_cut(ask: Callable[[], Any]) -> None:
    for each in ask().to_dict()["warnings"]:
        for line in lines([each]):
            assert len(line) <= ROOM, line
            assert not line.endswith("..."), (line, each)
            assert "{" not in line, line


def test_a_line_names_only_options_that_there_are() -> None:
    flags = {flag for option in QUOTE for flag in option.flags} | {"--against", "--mend"}
    for words in WORDS.values():
        for text in (words.short, *(words.each or ())):
            assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*", text)) <= flags, text


def test_those_that_may_change_the_decision_come_first() -> None:
    told = compare(["nmc622", "lfp"], as_of="2020").to_dict()["warnings"]
    ranks = [
        next(rank for rank, part in enumerate((DECISIVE, MOVING, BACKGROUND)) if each["code"] in part) for each in told
    ]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}
    assert in_order(list(reversed(told)))[0]["code"] == told[0]["code"]


def test_several_of_a_code_are_one_line() -> None:
    ages = [("us", 6), ("korea", 24), ("germany", 25)]
    told = [
        (note("payables-older", region=region, dates="d", newest="d", months=months, way="older", deck="d"), region)
        for region, months in ages
    ]
    assert lines(reported(told)) == ["payables are months off the prices: 6 (US), 24 (Korea), 25 (Germany)"]
    assert [code for code, _ in lines_by_code(reported(told), LONG)] == ["payables-older"]


def test_with_v_only_what_a_code_can_join_is_joined() -> None:
    twice = reported((note("left-out", way=way, feed="lfp", why="it cannot"), "") for way in ("pyro", "direct"))
    assert [line for _, line in lines_by_code(twice, LONG)] == [each["message"] for each in twice]
    assert [line for _, line in lines_by_code(twice, 10)] == [line for each in twice for line in lines([each])]
    assert len(lines_by_code(twice + twice, LONG)) == len(twice), "nothing is told twice"


def test_a_note_that_ones_own_numbers_made_untrue_is_not_told() -> None:
    asked: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "prices": "2026-01"}

    def codes(region: str, payables: str, *metals: str) -> set[str]:
        own = [f"payables.{payables}.{metal}=0.5" for metal in metals]
        return {each["code"] for each in quote(**asked, region=region, overrides=own).to_dict()["warnings"]}

    assert "payables-older" in codes("us", "us")
    assert "payables-older" in codes("us", "us", "ni", "co")
    assert "payables-older" not in codes("us", "us", "ni", "co", "li")
    assert "payables-borrowed" in codes("india", "southeast-asia")
    assert "payables-borrowed" not in codes("india", "southeast-asia", "ni", "co", "li")


def test_values_and_words_of_a_note_are_one() -> None:
    for each in compare(["nmc622", "lfp"], region=["us", "china"]).to_dict()["warnings"]:
        again = reported([(note(each["code"], **each["values"]), each["of"])])
        assert again == [each] or each["code"] == "left-out", each


def test_a_closed_balance_misses_nothing_and_lines_of_nothing_are_for_programs(recyc: Callable[..., Any]) -> None:
    asked = ("quote", "nmc622", "--route", "hydro")
    page, told = recyc(*asked, "-v", "-q", "--format", "plain").out, json.loads(recyc(*asked, "--json", "-q").out)
    balance = page.partition("Mass balance")[2].partition("\n\n")[0].splitlines()[2:]
    assert {line.split()[-1] for line in balance} == {"0"}
    assert 0.0 < abs(told["mass_balance"]["closure_kg"]) < 1e-9, "programs see what rounding left"
    ledger = page.partition("Ledger:")[2].partition("Capital")[0]
    assert not re.search(r"  -?0\.00$", ledger, re.MULTILINE)
    assert any(line["amount"] == 0.0 for line in told["lines"])
    open_one = recyc(*asked, "--method", "everbatt-2023", "-v", "-q", "--format", "plain").out
    assert open_one.partition("Mass balance")[2].splitlines()[2].split()[-1] != "0"
