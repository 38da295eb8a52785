"""`recyc simulate`: the answer first, every form, faults told."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from pyarrow import parquet

from recyc_cli import quote, simulate
from recyc_cli.model.numbers.arithmetic import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    Recyc = Callable[..., Any]

ASK = ("simulate", "nmc622", "--route", "shred", "-n", "1024")


@pytest.fixture
def report(recyc: Recyc) -> dict[str, Any]:
    return dict(json.loads(recyc(*ASK, "--json", "-q").out))


def test_a_screen_says_it_in_words_and_fits(recyc: Recyc) -> None:
    for more in ((), ("--chart",)):
        lines = recyc(*ASK, *more).out.splitlines()
        assert "one in ten lies below" in " ".join(lines[:2])
        assert any("1,024 draws" in line and "seed 1" in line for line in lines)
        assert max(map(len, lines)) <= 80
    assert any("1 in 10 below" in line for line in lines)
    assert "█" in "".join(lines)


def test_several_routes_stand_on_the_same_draws(recyc: Recyc) -> None:
    told = recyc("simulate", "nmc622", "--route", "shred", "--route", "hydro", "-n", "1024", "--json", "-q")
    found = json.loads(told.out)
    assert [each["route"] for each in found["quotes"]] == ["shred", "hydro"]
    assert "of 100 draws" in found["message"]
    assert len(found["beats"]) == len(found["best"]) == 2


def test_rows_have_the_figures_of_the_report(recyc: Recyc, report: dict[str, Any]) -> None:
    [row] = csv.DictReader(StringIO(recyc(*ASK, "--format", "csv", "-q").out))
    for name in ("point", "mean", "sd", "p10", "p50", "p90", "probability_of_loss", "cvar_10", "error_of_mean"):
        assert float(row[name]) == report["quotes"][0][name]


def test_the_same_seed_says_the_same(recyc: Recyc, report: dict[str, Any]) -> None:
    assert json.loads(recyc(*ASK, "--seed", "1", "--json", "-q").out) == report
    other = json.loads(recyc(*ASK, "--seed", "2", "--json", "-q").out)
    assert other["quotes"][0]["mean"] != report["quotes"][0]["mean"]


def test_files_of_every_form(recyc: Recyc) -> None:
    for name in ("sure.md", "sure.html", "sure.xlsx", "sure.csv", "sure.json", "sure.txt", "sure.svg"):
        assert recyc(*ASK, "-o", name, "-q").code == 0, name
        assert Path(name).stat().st_size > 500
    ET.fromstring(Path("sure.svg").read_text("utf-8"))  # noqa: S314 - our own


def test_every_draw_can_be_had(recyc: Recyc, report: dict[str, Any]) -> None:
    for name in ("draws.csv", "draws.parquet"):
        assert recyc(*ASK, "--samples", name, "-q").code == 0
    rows = list(csv.DictReader(StringIO(Path("draws.csv").read_text("utf-8"))))
    table = parquet.read_table("draws.parquet").to_pydict()
    margins = [float(row["nmc622 shred"]) for row in rows]
    assert margins == table["nmc622 shred"]
    assert len(margins) == 1024
    assert sum(margins) / 1024 == pytest.approx(report["quotes"][0]["mean"], rel=1e-12)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("-n", "0"), "0 draws"),
        (("-n", "10^8"), "5,000,000"),
        (("-n", "many"), "no whole number"),
        (("--horizon", "5y"), "1mo 3mo 12mo 24mo"),
        (("--only", "weather"), "groups: "),
        (("--fix", "nikkel"), "no input"),
        (("--sampler", "sobol"), "lhs random"),
        (("--samples", "draws.txt"), ".parquet"),
        (("--bootstrap",), "requires an argument"),
    ],
)
def test_what_cannot_be_is_told(recyc: Recyc, more: tuple[str, str], said: str) -> None:
    told = recyc("simulate", "nmc622", "--route", "shred", *more)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_it_can_be_broken_off(recyc: Recyc, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("recyc_cli.engine.draws.sampler.Runner.block", stopped)
    assert recyc(*ASK).code == 130


def test_packs_too_worn_for_a_second_life_count_as_recycled() -> None:
    """A draw below the threshold is no draw less: its packs go the best way of recycling, the one the quote names."""
    found = simulate("lfp", "reuse", draws=2048, only=("second-life",))
    told = found.to_dict()["quotes"][0]
    second = found.quotes[0].result.second
    assert second is not None
    way, _ = max(second.recycled.margins, key=lambda each: float(plain(each[1])))
    left = float(quote(chemistry="lfp", route=way).result.margin)
    assert told["refused"] == 0
    assert 0 < told["recycled"] < 2048 // 4  # the usual state of health lies above the threshold
    assert (abs(found.margins[0] - left) < 1e-6).sum() == told["recycled"]


def test_a_screen_says_how_many_packs_are_too_worn(recyc: Recyc) -> None:
    shown = recyc("simulate", "lfp", "--route", "reuse", "-n", "2048", "--region", "germany").out
    assert "too worn for it, and recycled" in " ".join(shown.split())


DECKS = ("simulate", "nmc622", "--route", "hydro,shred", "--prices", "2022,2024", "-n", "2048")


def test_decks_are_a_fan(recyc: Recyc) -> None:
    """Each deck is the middle of its own draws, and all of them go the same way in the same draw."""
    report = json.loads(recyc(*DECKS, "--json", "-q").out)
    told = {(each["route"], each["prices"]): each for each in report["quotes"]}
    assert set(told) == {(route, deck) for route in ("hydro", "shred") for deck in ("2022", "2024")}
    for (route, deck), each in told.items():
        alone = quote(chemistry="nmc622", route=route, prices=deck).result.margin
        assert each["point"] == pytest.approx(float(plain(alone)))
    for deck in ("2022", "2024"):
        assert sum(each["probability"] for each in report["best"] if each["prices"] == deck) == pytest.approx(1.0)
    for more in ((), ("--chart",)):
        lines = recyc(*DECKS, *more).out.splitlines()
        assert max(map(len, lines)) <= 80
        assert lines[0].startswith("NMC622 by hydro loses in ")
        for deck in ("2022", "2024"):
            [line] = [line for line in lines if line.startswith(f"hydro {deck}  ") and "%" not in line]
            assert f"{told['hydro', deck]['p10']:,.0f}" in line


def test_a_bar_ends_at_the_tenths(recyc: Recyc) -> None:
    report = json.loads(recyc(*DECKS, "--json", "-q").out)
    lines = recyc(*DECKS, "--chart").out.splitlines()
    bars = {line.split("  ")[0]: line for line in lines if line.count("│") == 1 and line[:5] in ("hydro", "shred")}
    widths = {name: line.count("▒") + line.count("█") + 1 for name, line in bars.items()}
    ranges = {f"{each['route']} {each['prices']}": each["p90"] - each["p10"] for each in report["quotes"]}
    assert widths.keys() == ranges.keys()
    widest = max(ranges, key=lambda name: ranges[name])
    for name, range_ in ranges.items():
        assert widths[name] == pytest.approx(range_ / ranges[widest] * widths[widest], abs=2.5)  # ends, and the zero


def test_draws_of_decks_have_columns_of_their_own(recyc: Recyc) -> None:
    assert recyc(*DECKS, "--samples", "draws.csv", "-q").code == 0
    head = Path("draws.csv").read_text("utf-8").splitlines()[0]
    assert head.replace('"', "").split(",")[1:] == [
        "nmc622 hydro 2022", "nmc622 shred 2022", "nmc622 hydro 2024", "nmc622 shred 2024",
    ]  # fmt: skip
    for name in ("fan.svg", "fan.html"):
        assert recyc(*DECKS, "-o", name, "-q").code == 0
    ET.fromstring(Path("fan.svg").read_text("utf-8"))  # noqa: S314 - our own
