"""What a terminal shows: the answer first, one table, commands that run, no line too wide, no screen too long."""

from __future__ import annotations

import json
import os
import re
import shlex
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import few

from recyc_cli import compare, quote
from recyc_cli.cli.output import target
from recyc_cli.model.seats import standing_limit
from recyc_cli.render.look import Look
from recyc_cli.render.render import render
from recyc_cli.render.text import display_width
from recyc_cli.report.blocks.ladder import PARTS, ladder, parts_of
from recyc_cli.report.blocks.ranking import LEAD, standing

if TYPE_CHECKING:
    from collections.abc import Callable

COMPARED = (
    "compare nmc622 lfp",
    "compare nmc622 --route hydro",
    "compare nmc622 --route hydro --region us,china,germany,korea",
    "compare lfp --region china --route reuse,hydro --soh 0.75,0.8,0.85",
    "compare nmc622 --route hydro --prices 2021,2022,2023",
    "compare nmc622 --plant brunp,gem,posco-hy-clean-metal",
    "compare nmc622 --form black-mass --seat refiner --route hydro --region korea,china",
    "compare nmc622 --seat holder --route hydro,shred",
    "compare nmc622 --route hydro --seat shredder,refiner,chain",
    "compare --mix lfp=0.4,nmc622=0.6 --region germany --currency EUR",
    "compare nmc622 --region korea --currency KRW",
    "compare nmc622 lfp --region us,china --prices 2021,2022 --route hydro,shred",
    "compare --vehicle nissan-leaf-40 --packs 12",
    "compare nmc622 --route hydro --feed-price 400 --feed-price 600",
    "compare nmc622 lfp nca nmc811 nmc111 --route hydro",
)
QUOTED = (
    "quote nmc622 --route hydro",
    "quote lfp --route reuse --soh 0.8 --region china",
    "quote nmc622 --route hydro --mass 40t --feed-price 400",
    "quote nmc622 --seat refiner --mass 40t",
    "quote nmc622 --seat holder",
    "quote --mix lfp=0.3,nmc811=0.7 --route pyro --mass 12t",
    "quote --mix lfp=16t,nmc622=24t --route hydro --region germany",
    "quote nmc622 --route hydro --currency KRW --mass 400t",
    "quote nmc622 --form black-mass --plant brunp --set region.wage=30",
    "quote nmc622 --route hydro --disassemble cell",
)
CHAIN = "compare nmc622 --chain shred@singapore,hydro@laos"
OTHERS = (
    "breakeven nmc622 --route hydro --vary nickel --margin 8%",
    "breakeven lfp --route reuse --against-route hydro --vary soh --region us",
    "comply nmc622 --route hydro --region us",
    "certificate nmc622 --route hydro --region us --mass 40t",
    "finance nmc622 --route hydro",
    "finance nmc622 --route hydro --chart",
    "sweep nmc622 --route hydro,shred --vary nickel=6000:30000:6000 --chart",
)
"""Screens of other commands, all of one place."""


SCREENS: dict[tuple[str, str], str] = {}
"""What was shown of a command at a width of the terminal: several tests look at it."""


@pytest.fixture
def screen(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return what a command shows on a terminal, without colour."""
    monkeypatch.setattr(target, "on_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")

    def shown(command: str) -> str:
        asked = command, os.environ.get("COLUMNS", "")
        if asked not in SCREENS or Path("presets").exists():
            ran = recyc(*shlex.split(command))
            assert (ran.code, ran.err) == (0, "")
            SCREENS[asked] = str(ran.out)
        return SCREENS[asked]

    return shown


RAN: set[str] = set()
"""What some screen led on to: it is run once."""


def onward(text: str) -> list[str]:
    """Return the commands under `next`, without what each shows; a backslash ends a line that goes on."""
    lines = text[text.index("\nnext  ") + 1 :].replace(" \\\n       ", "").splitlines() if "\nnext  " in text else []
    return [re.split(r" {2,}", line[6:].strip())[0] for line in lines]


LOTS = "lot,material,mass,feed price USD/t,Al %\nA17,NMC 622,400t,2500,1.2\nB2,NCA,500t,900,2.9\n"
PLANNED = (
    "outlook --region us",
    "outlook --region china --to 2030 --life ces --prices 2022,2024 --route hydro,shred",
    "blend lots.csv --route hydro --capacity 10kt/yr --limit al=2%",
)
"""What leads to another form of the whole question."""


@pytest.mark.parametrize("command", [*few(COMPARED, 8), *few(QUOTED, 8), *few(OTHERS, 4), CHAIN, *few(PLANNED, 2)])
def test_what_stands_under_next_runs_as_printed(
    recyc: Callable[..., Any], screen: Callable[[str], str], command: str
) -> None:
    Path("lots.csv").write_text(LOTS)
    commands = onward(screen(command))
    assert (0 if command not in PLANNED else 2) <= len(commands) <= 3
    for each in commands:
        name, *argv = shlex.split(each)
        assert name == "recyc"
        if each in RAN:
            continue
        RAN.add(each)
        ran = recyc(*argv)
        assert ran.code == 0, (each, ran.err)


@pytest.mark.parametrize("command", [*OTHERS, "outlook --region us --chart"])
def test_a_caption_calls_a_place_by_its_name_and_next_is_another_screen(
    screen: Callable[[str], str], command: str
) -> None:
    text = screen(command)
    caption = text.partition("\n\n")[0]
    assert re.search(r"\bUS\b", caption)
    assert not re.search(r"\bus\b", caption)
    assert all(each != f"recyc {command}" for each in onward(text))
    assert max(map(len, text.splitlines())) <= 80


def test_a_plan_is_asked_for_again_as_it_was(screen: Callable[[str], str]) -> None:
    Path("lots.csv").write_text(LOTS)
    for command in PLANNED:
        again = next(each for each in onward(screen(command)) if " -o " in each)
        assert sorted(again.partition(" -o ")[0].split()) == sorted(["recyc", *command.split()])
    assert not onward(screen("outlook --region us -q"))


SET_APART = (
    "compare nmc622 --route hydro --set region.wage=10,30,60",
    "compare nmc622 --route hydro,pyro --price nickel=12000,20000",
    "compare nmc622 --route hydro --electricity 50EUR/MWh,150EUR/MWh --wage 20",
    "compare nmc622 --region us,china --route hydro,shred --soh 0.7,0.9",
    "compare nmc622 --form black-mass --seat refiner --region china,korea",
    "compare nmc622 --route hydro --gate-fee 100 --gate-fee 300",
    "quote nmc622 --route hydro --margin 8%",
    "quote nmc622 --route hydro --margin 8% --mass 40t",
    "quote nmc622 --route hydro --margin 8% --currency CNY --region china",
    "quote --mix nmc622=24t,lfp=16t --route hydro --margin 8%",
)
"""Of what another number sets apart, or what was asked for by its margin."""


@pytest.mark.parametrize("command", few(SET_APART, 6))
def test_what_leads_on_is_the_account_of_the_figure_that_leads(
    recyc: Callable[..., Any], screen: Callable[[str], str], command: str
) -> None:
    text = screen(command)
    amounts = {abs(round(float(each.replace(",", "")))) for each in re.findall(r"-?[\d,]*\d", text)}
    for each in onward(text):
        if each.split()[1] not in ("quote", "explain") or "-o" in each.split():
            continue
        ran = recyc(*shlex.split(each)[1:], "--json", "-q")
        assert ran.code == 0, (each, ran.err)
        report = json.loads(ran.out)
        margin = report["totals"]["margin"] if "totals" in report else report["figure"]["value"]
        assert abs(round(margin)) in amounts, each
        assert "no-effect" not in {note["code"] for note in report.get("warnings", [])}


def test_the_first_command_is_of_what_was_asked(screen: Callable[[str], str]) -> None:
    commands = onward(screen("compare nmc622 --route hydro --region us,china --currency EUR"))
    assert [each.split()[1] for each in commands] == ["explain", "quote", "compare"]
    assert all("--currency EUR" in each and "nmc622 " in each for each in commands)
    assert sum(f"--region {place}" in commands[0] for place in ("us", "china")) == 1


WIDE = [command + more for command in (*COMPARED, *QUOTED) for more in ("", " -v")]


@pytest.mark.parametrize("command", few(WIDE, 9))
def test_no_line_is_wider_than_a_terminal(screen: Callable[[str], str], command: str) -> None:
    assert max(map(display_width, screen(command).splitlines())) <= 80


def test_a_wide_terminal_adds_bars_and_moves_nothing(
    screen: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = screen(COMPARED[0]).splitlines()
    monkeypatch.setenv("COLUMNS", "120")
    wide = screen(COMPARED[0]).splitlines()
    assert [line[:80].rstrip() for line in wide] == narrow
    assert max(map(display_width, wide)) == 120
    drawn = {line[2:20].strip(): line[84:] for line in wide if "●" in line[80:]}
    axis = next(line[84:].index(" 0 ") + 1 for line in wide if " 0 " in line[84:])
    margins = {quote["scenario"]["route"]: quote["totals"]["margin"] for quote in compare(["lfp"]).to_dict()["quotes"]}
    assert drawn.keys() > margins.keys()
    for route, margin in margins.items():
        line = drawn[route]
        assert (line.index("●") > axis) == (margin > 0.0)
        assert line.strip("─┼┤├●┊ ") == ""
        assert line[axis] in "┊┼┤├●"


LONG = (
    "quote --mix nmc622=24t,lfp=16t --route hydro --region germany --currency EUR --electricity 145EUR/MWh",
    "quote nmc622 --route hydro --mass 40t --region germany --currency EUR --disassemble cell",
    "quote --vehicle nissan-leaf-40 --packs 12",
    "quote nmc622 --route hydro --price nickel=16000 --price cobalt=30000 --set region.wage=30 --mass 40t",
)


def test_products_without_room_are_told_as_one_and_none_twice(screen: Callable[[str], str]) -> None:
    """What is folded sums with the rest to the value; copper of dismantling and of shredding is one."""
    lines = screen(LONG[1]).partition("2 What is sold")[2].splitlines()[1:]
    rows = lines[: next(at for at, line in enumerate(lines) if line.startswith("value"))]
    assert sum(line.startswith("copper") for line in rows) == 1
    assert any(line.partition("  ")[0].endswith(" more: -v") for line in rows)
    amounts = [float(line.split()[-1].replace(",", "")) for line in (*rows, lines[len(rows)])]
    assert sum(amounts[:-1]) == pytest.approx(amounts[-1], abs=len(rows))


def test_the_usual_screens_fit_a_terminal(screen: Callable[[str], str]) -> None:
    assert len(screen("compare nmc622 lfp").splitlines()) <= 34
    for command in (*QUOTED[:2], "quote nmc622 --route hydro --mass 40t", *LONG):
        assert len(screen(command).splitlines()) <= 50, command
    for command in ("outlook --region china", "outlook --region germany --currency KRW"):
        assert len(screen(command).partition("\nWorld")[0].partition("\nChina")[0].splitlines()) <= 2


def test_a_chain_says_its_price_once_and_leads_to_its_sites(
    recyc: Callable[..., Any], screen: Callable[[str], str]
) -> None:
    """The price between the sites is nobody's own; what is quoted on stands where the chain stood, not elsewhere."""
    text = screen(CHAIN)
    first, last = compare(["nmc622"], chain=CHAIN.rsplit(maxsplit=1)[-1]).to_dict()["quotes"]
    paid = f"{last['totals']['feed_price']:,.0f}"
    assert len(re.findall(rf"{paid[:-1]}\d", text)) == 1
    assert "your" not in text.partition("\n! ")[0]
    assert re.search(rf"^NMC622 laos, refiner, black mass bought at {paid}$", text, re.MULTILINE)
    _, account, again = onward(text)
    ran = recyc(*shlex.split(account)[1:], "--json", "-q")
    assert json.loads(ran.out)["totals"]["margin"] == pytest.approx(first["totals"]["margin"], rel=1e-12)
    assert again == f"recyc {CHAIN} -v"


def test_a_pipe_has_no_next_and_quiet_no_caution(screen: Callable[[str], str]) -> None:
    assert onward(screen("compare nmc622 lfp"))
    quiet = screen("compare nmc622 lfp -q")
    assert not onward(quiet)
    assert "\n! " not in quiet
    assert quiet.startswith("NMC622: ")


def test_the_answer_is_bold_and_no_number_is_coloured_by_its_sign(comparison: dict[str, Any]) -> None:
    text = str(render(comparison, Look("table", colour=True)))
    assert text.startswith("\x1b[1m")
    styled = re.findall(r"\x1b\[([\d;]+)m([^\x1b]*)", text)
    assert {style for style, _ in styled} <= {"0", "1", "2", "38;5;32", "38;5;166"}
    assert not any(re.search(r"\d", words) for style, words in styled if style.startswith("38"))


def test_unordered_rows_stand_best_first_and_ordered_ones_as_asked() -> None:
    def names(report: Any) -> list[str]:
        shown = str(render(report, Look("plain"))).splitlines()
        first, last = (index for index, line in enumerate(shown) if line[:1] == "─")
        return [line[2:].split()[0] for line in shown[first + 1 : last]]

    regions = compare(["nmc622"], ["hydro"], region=["us", "china", "germany"]).to_dict()
    order = standing(regions, [0, 1, 2]).order
    assert names(regions) == [["us", "china", "germany"][index] for index in order]
    decks = compare(["nmc622"], ["hydro"], prices=["2023", "2021", "2022"]).to_dict()
    assert names(decks) == ["2023", "2021", "2022"]


def test_places_that_pay_unlike_prices_rank_by_what_they_can_pay() -> None:
    asked: dict[str, Any] = {"region": ["us", "china"]}
    assert standing(compare(["nmc622"], ["hydro"], **asked).to_dict(), [0, 1]).by == "breakeven_feed_price"
    stated = compare(["nmc622"], ["hydro"], feed_price=700.0, **asked).to_dict()
    assert standing(stated, [0, 1]).by == "margin"
    assert standing(compare(["nmc622"], ["hydro"], seat=["shredder", "refiner"]).to_dict(), [0, 1]).by is None


@pytest.mark.parametrize(("share", "marked"), [(LEAD * 0.99, False), (LEAD * 1.01, True)])
def test_a_mark_asks_for_a_lead_of_a_tenth_of_the_seconds_cost(
    comparison: dict[str, Any], share: float, *, marked: bool
) -> None:
    report: Any = deepcopy(comparison)
    first, second = report["quotes"][:2]
    for each in (first, second):
        each["scenario"]["feed_price"] = 1.0
    first["totals"]["margin"] = second["totals"]["margin"] + share * second["totals"]["cost"]
    assert (standing(report, [0, 1]).marked == 0) is marked
    assert (standing(report, [0, 1]).close == []) is marked


def test_a_second_life_is_marked_only_where_its_range_clears_the_second(comparison: dict[str, Any]) -> None:
    report: Any = deepcopy(comparison)
    first, second = report["quotes"][:2]
    for each in (first, second):
        each["scenario"]["feed_price"] = 1.0
    first["totals"]["margin"] = second["totals"]["margin"] + second["totals"]["cost"]
    for low, marked in ((-1.0, None), (1.0, 0)):
        report["margin_ranges"] = {0: (second["totals"]["margin"] + low, first["totals"]["margin"] + 1.0)}
        assert standing(report, [0, 1]).marked == marked


def test_rows_behind_a_clear_second_do_not_take_its_mark(comparison: dict[str, Any]) -> None:
    report: Any = deepcopy(comparison)
    for each, margin, cost in zip(report["quotes"], (1000.0, 500.0, 400.0), (2000.0, 2000.0, 9000.0), strict=False):
        each["scenario"]["feed_price"] = 1.0
        each["totals"] |= {"margin": margin, "cost": cost}
    assert standing(report, [0, 1, 2]).marked == 0


def test_the_parts_of_a_cost_sum_to_it_and_the_steps_lead_to_the_margin() -> None:
    for asked in ({"chemistry": "nmc622", "route": "hydro"}, {"chemistry": "lfp", "route": "reuse"}):
        totals = quote(**asked).to_dict()["totals"]
        parts = parts_of(totals["cost_groups"])
        assert list(parts) == list(PARTS)
        assert sum(parts.values()) == pytest.approx(totals["cost"], rel=1e-12)
        steps = ladder(totals)
        assert steps is not None
        assert totals["recovery_value"] - steps.running - steps.capital == pytest.approx(totals["margin"], abs=1e-9)


PAID = (-3000.0, -500.0, 0.0, 500.0, 5000.0)
STANDING: tuple[dict[str, Any], ...] = (
    {"chemistry": "nmc622", "route": "hydro", "region": "china"},
    {"chemistry": "lfp", "route": "pyro", "region": "germany", "currency": "EUR"},
    {"chemistry": "lfp", "form": "cell", "route": "hydro", "method": "everbatt-2023"},
    {"chemistry": "nmc622", "form": "cell", "route": "pyro", "method": "everbatt-2023"},
    {"chemistry": "nmc622", "seat": "shredder"},
    {"chemistry": "nmc622", "seat": "refiner"},
    {"chemistry": "nmc622", "route": "reuse"},
    {"chemistry": "nmc622", "form": "black-mass"},
)


@pytest.mark.parametrize(("asked", "paid"), few(((asked, paid) for asked in STANDING for paid in PAID), 3))
def test_at_the_limit_of_a_standing_plant_nothing_is_left_in_cash(asked: dict[str, Any], paid: float) -> None:
    """Whatever is paid, also where what is paid for becomes what is taken for."""
    found = quote(**asked, feed_price=paid)
    limit = standing_limit(found.resolved.scenario, found.result)
    assert limit is not None
    there = quote(**asked, feed_price=float(limit)).to_dict()["totals"]
    assert there["cash_margin"] == pytest.approx(0.0, abs=1e-9 * there["cost"])


def test_a_fee_is_called_one(screen: Callable[[str], str]) -> None:
    """A negative price of the feed is told without its sign, so with its word."""
    told = screen("compare lfp --route hydro --region us,germany --prices 2022").splitlines()[0]
    assert re.search(r", and (is left|loses) [\d,]+ at a fee of [\d,]+\.$", told)
    stated = screen("quote nmc622 --route hydro --gate-fee 100 --region germany").splitlines()[0]
    assert re.search(r"at your gate fee of 100; paying [\d,]+ would leave nothing\.$", stated)


def test_what_is_alike_is_not_ranked(screen: Callable[[str], str]) -> None:
    """The holder sells the feed: by whichever route it is worked, he is paid the same."""
    shown = screen("compare nmc622 --seat holder --route hydro,shred --region us,china")
    assert "are alike; most is left in " in shown.splitlines()[0]
    assert not set("▲≈") & set(shown)
    assert "pay at most" not in shown


def test_a_lot_stands_in_the_caption_of_a_comparison(screen: Callable[[str], str]) -> None:
    assert re.search(
        r"a lot of [\d,]+ t, 3,000 packs, [\d,]+ kWh", screen("compare lfp --packs 3000 --route hydro,shred")
    )


def test_the_months_of_payables_are_told_once_a_region(screen: Callable[[str], str]) -> None:
    shown = screen("compare nmc622 --route hydro --prices 2019,2021,2023,2025,latest")
    (line,) = (line for line in shown.splitlines() if line.startswith("! payables are months off"))
    regions = re.findall(r"\((\w[\w-]*)\)", line)
    assert len(regions) == len(set(regions))


def test_a_range_above_the_rows_is_no_caution_as_well(screen: Callable[[str], str]) -> None:
    shown = screen("compare nmc622 --route hydro,shred")
    assert shown.count("an estimate") == 1


def test_a_long_command_goes_on_in_a_second_line(screen: Callable[[str], str]) -> None:
    shown = screen("quote --mix lfp=16t,nmc622=24t --route hydro --region germany --currency EUR")
    assert " \\\n        --" in shown
    assert any("--customer" in each for each in onward(shown))


@pytest.mark.parametrize(
    ("command", "heads"),
    [
        ("compare nmc622 --price nickel=12000,20000 --route hydro,pyro", ["margin at nickel", "12000 20000"]),
        ("compare nmc622 --region us,china,germany,korea,japan --route hydro,shred", ["pay at most"]),
        (
            "compare nmc622 --payables ni=60%,co=60% --payables ni=90%,co=90% --route hydro,shred",
            ["payables.ni=60% payables.ni=60% payables.ni=90%", "payables.co=60% payables.co=90% payables.co=60%"],
        ),
    ],
)
def test_what_a_verdict_is_about_stands_in_its_table(
    screen: Callable[[str], str], command: str, heads: list[str]
) -> None:
    """Of two axes what ranks has room, is marked and is in the colour of marks; one number set is in the heading."""
    text = screen(command)
    most = re.search(r"can pay most, ([\d,]+) USD/t", text)
    assert most
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert all(any(head in line for line in lines) for head in heads)
    assert any(f" {most[1]}" in line and line.startswith(("hydro", "shred")) for line in lines)
    assert max(map(display_width, text.splitlines())) <= 80
    assert re.search(rf"(\N{{BLACK UP-POINTING TRIANGLE}}|\N{{ALMOST EQUAL TO}}) {most[1]}", text)


def test_a_row_that_cannot_lead_has_no_caution_of_its_own(screen: Callable[[str], str]) -> None:
    shown = screen("compare nmc622 --region us,china,germany")
    assert "hydro-to-cathode: " not in shown
    assert "left out for width" not in screen("compare nmc622 lfp --chart")


def test_a_mark_among_figures_has_its_colour_and_its_figure_is_bold() -> None:
    report: Any = compare(["nmc622"], ["hydro", "pyro"], region=["us", "china"]).to_dict()
    text = render(report, Look("table", colour=True))
    assert text.count("\x1b[38;5;32m\N{BLACK UP-POINTING TRIANGLE}\x1b[0m\x1b[1m ") == 2


VERDICTS = (
    ("compare lfp --prices 2019,2022 --route hydro", "at the prices of 2022 it can pay most"),
    ("compare lfp --prices 2022", "hydro can pay most, 719 USD/t; shred may pay more in 3 of 10 cases."),
    ("compare nmc622 --route hydro --region china,korea", "NMC622 by hydro left -137 (China)"),
    ("compare nmc622 --route hydro,reuse --soh 0.7,0.8", "every state of health, by"),
    (
        "compare lfp --soh 0.7,0.9 --route reuse,shred --region germany",
        "shred can pay more than reuse at each state",
    ),
    ("compare lfp --application stationary,home,telecom,vehicle --route reuse", "968; 2 others may ask less."),
    (
        "compare nmc622 --seat shredder --region us,germany",
        "hydro, direct and 2 more are alike; each can pay most in",
    ),
    (
        "compare nmc622 --region us,china,germany,korea,japan,india,poland,france --route hydro,shred",
        "China can pay most, 4,433 USD/t, by hydro.",
    ),
    ("compare lfp --region us,germany", "shred asks the least gate fee, 275 USD/t, in the US."),
    (
        "compare nmc622 --gate-fee 100 --gate-fee 300 --route hydro",
        "at a gate fee of 300 it leaves 2,149, likely",
    ),
    ("compare nmc622 --seat holder", "pyro, hydro and 4 more are alike at 2,209"),
    ("compare nmc622 --route hydro --incoterm exw,cif", "hydro: bought cif it can pay most"),
    ("compare nmc622 --route hydro --damaged 0,0.5", "with 0 damaged it loses least"),
    ("compare nmc622 --route hydro --load 0.4,1", "at a load of 1 it loses least"),
    ("compare --mix lfp=0.4,nmc622=0.6 --route hydro,shred", "pays for the Li and Mn of the mix"),
    ("compare nmc622 --region korea --currency KRW", "by hydro left -1,401,000: --prices 2025"),
)


@pytest.mark.parametrize(("command", "words"), few(VERDICTS, 6))
def test_a_verdict_and_its_note_are_of_what_leads(screen: Callable[[str], str], command: str, words: str) -> None:
    assert words in screen(command)
