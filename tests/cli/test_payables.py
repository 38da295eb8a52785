"""`--payables` sets what is paid in the region of each quote, whichever table that takes and for every family."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT = ("--payables", "ni=65%,co=70%,li=20%")


def told(recyc: Callable[..., Any], *argv: str) -> dict[str, Any]:
    ran = recyc(*argv, "--json", "-q")
    assert ran.code == 0, ran.err
    report: dict[str, Any] = json.loads(ran.out)
    return report


@pytest.mark.parametrize(("region", "used"), [("us", "us"), ("germany", "europe"), ("india", "southeast-asia")])
def test_it_is_the_table_that_the_region_takes(recyc: Callable[..., Any], region: str, used: str) -> None:
    argv = ("quote", "nmc622", "--route", "shred", "--region", region)
    long = [word for name, share in (("ni", 65), ("co", 70), ("li", 20)) for word in (
        "--set", f"payables.{used}.{name}={share}%")]  # fmt: skip
    short, spelled = told(recyc, *argv, *SHORT), told(recyc, *argv, *long)
    assert short["totals"] == spelled["totals"]
    assert short["totals"] != told(recyc, *argv)["totals"]
    assert short["scenario"]["overrides"] == ["payables.ni=65%", "payables.co=70%", "payables.li=20%"]


def test_a_family_with_a_payable_of_its_own_follows(recyc: Callable[..., Any]) -> None:
    argv = ("quote", "lfp", "--route", "shred", "--region", "germany")
    long = ("--set", "payables.families.iron-phosphate.europe.li=20%")
    assert told(recyc, *argv, "--payables", "li=20%")["totals"] == told(recyc, *argv, *long)["totals"]


def test_each_column_sets_its_own(recyc: Callable[..., Any]) -> None:
    quotes = told(recyc, "compare", "nmc622", "--route", "shred", "--region", "us,india", *SHORT)["quotes"]
    for quote in quotes:
        alone = told(recyc, "quote", "nmc622", "--route", "shred", "--region", quote["scenario"]["region"], *SHORT)
        assert quote["totals"]["margin"] == alone["totals"]["margin"]


def test_break_evens_and_settings_take_it(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    argv = ("breakeven", "nmc622", "--route", "shred", "--vary", "throughput")
    asked = told(recyc, *argv, *SHORT)["roots"]
    assert asked != told(recyc, *argv)["roots"]
    Path("recyc.toml").write_text('[defaults]\npayables = { ni = "65%", co = "70%", li = "20%" }\n')
    assert told(recyc, *argv)["roots"] == asked
    Path("recyc.toml").unlink()
    monkeypatch.setenv("RECYC_PAYABLES", "ni=65%,co=70%,li=20%")
    assert told(recyc, *argv)["roots"] == asked


def test_notes_on_payables_that_were_set_are_not_told(recyc: Callable[..., Any]) -> None:
    argv = ("quote", "nmc622", "--route", "hydro", "--region", "india")
    before, after = ({note["code"] for note in told(recyc, *argv, *more)["warnings"]} for more in ((), SHORT))
    assert before & {"payables-borrowed", "payables-older"}
    assert not after & {"payables-borrowed", "payables-older"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--payables", "xx=3%"), "known of us: ni co li mn"),
        (("--payables", "ni=65"), "ni=65%"),
        (("--payables", "ni"), "ni=65%,co=65%,li=20%"),
        (("--payables", "ni=65%,ni=70%"), "twice"),
        (("--payables", "ni=65%", "--set", "payables.us.ni=60%"), "twice"),
    ],
)
def test_what_does_not_go_says_what_does(recyc: Callable[..., Any], given: tuple[str, ...], said: str) -> None:
    ran = recyc("quote", "nmc622", *given)
    assert ran.code == 2
    assert said in ran.err


def test_a_region_without_payables_says_so(recyc: Callable[..., Any]) -> None:
    Path("presets/regions").mkdir(parents=True)
    Path("presets/regions/moon.toml").write_text('title = "Moon"\nextends = "us"\npayables = "moon"\n')
    ran = recyc("quote", "nmc622", "--region", "moon", *SHORT)
    assert "no payables for region 'moon'" in ran.err


def test_a_saved_quote_keeps_it(recyc: Callable[..., Any]) -> None:
    argv = ("quote", "nmc622", "--route", "shred", *SHORT)
    margin = told(recyc, *argv, "--save", "q.json")["totals"]["margin"]
    assert told(recyc, "replay", "q.json")["totals"]["margin"] == margin
