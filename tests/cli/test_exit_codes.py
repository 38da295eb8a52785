"""Every bad command line ends in exit code 2 and a message of what, where and what to do; never a traceback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

READ = "recyc_cli.cli.commands.quotes.quote.passport_and_given"
"""What a quote reads first."""
HYDRO = ("quote", "nmc622", "--route", "hydro")
REFUSED = [
    (("qoute",), "did you mean quote"),
    (("quote",), "no chemistry given"),
    (("quote", "nmc622", "lfp", "--route", "hydro"), "unexpected extra argument"),
    (("quote", "nmc62", "--route", "hydro"), "did you mean nmc622"),
    (("quote", "nmc622", "--route", "hydo"), "did you mean hydro"),
    (("quote", "lfp", "--route", "hydro-to-cathode"), "does not suit lfp (iron-phosphate): nickel, cobalt and"),
    (("quote", "--mix", "nmc811=0.7,lmo=0.3", "--route", "hydro-to-cathode"), "does not suit lmo (spinel)"),
    (("compare", "lfp", "lmo", "--route", "hydro-to-cathode"), "does not suit lfp"),
    (("quote", "nmc622", "--route", "hydro-to-cathode", "--method", "everbatt-2023"), "does not know route"),
    (("quote", "nmc622", "--route", "reuse", "--form", "cell"), "no second life"),
    (("quote", "nmc622", "--rout", "hydro"), "no such option"),
    (("quote", "nmc622", "lfp"), "several feeds: --mix nmc622=24t,lfp=16t as one"),
    (("presets", "new", "chemistry", "ni90", "--from", "nmc811"), "--as ni90?"),
    (("quote", "nmc622", "--health", "0.8"), "did you mean --passport or --soh?"),
    (("compare", "nmc622", "--csv"), "did you mean --format?"),
    (("explain", "prices.metals.nickel"), "a figure is one of a quote: recyc explain nmc622 prices.metals.nickel"),
    (("quote", "nmc622", "--route"), "requires an argument"),
    ((*HYDRO, "--region", "mars"), "unknown region 'mars'"),
    ((*HYDRO, "--as-of", "2018-06"), "no prices of market 'international' were known in 2018-06"),
    ((*HYDRO, "--as-of", "2018-06"), "its decks are of 2019 to 2026-05"),
    ((*HYDRO, "--as-of", "2019-06"), "each known once its period is over"),
    ((*HYDRO, "--as-of", "2023-13"), "a year, a month or a day, not '2023-13'"),
    ((*HYDRO, "--as-of", "june"), "for example 2023, 2023-06 or 2023-06-30"),
    ((*HYDRO, "--as-of", "2023", "--method", "everbatt-2023"), "everbatt-2023 knows no prices as of a day"),
    ((*HYDRO, "--as-of", "2023", "--prices", "202"), "unknown price deck '202'"),
    ((*HYDRO, "--currency", "GPB"), "did you mean GBP?"),
    ((*HYDRO, "--currency", "MXN"), "it has USD, EUR, CNY, JPY"),
    ((*HYDRO, "--form", "blackmass"), "did you mean black-mass"),
    ((*HYDRO, "--mass", "12"), "12t or 12kg"),
    ((*HYDRO, "--mass", "-3t"), "not above zero"),
    ((*HYDRO, "--mass", "nan"), "has to be finite"),
    ((*HYDRO, "--mass", "3kgg"), "did you mean kg"),
    ((*HYDRO, "--mass", "3USD"), "no unit of mass"),
    ((*HYDRO, "--mass", "1,5t"), "with a decimal point"),
    ((*HYDRO, "--mass", "twelve"), "not a mass"),
    ((*HYDRO, "--packs", "2.5"), "whole number"),
    ((*HYDRO, "--kwh", "5kg"), "no unit of energy"),
    ((*HYDRO, "--throughput", "0"), "not above zero"),
    ((*HYDRO, "--throughput", "1e999"), "has to be finite"),
    ((*HYDRO, "--throughput", "inf"), "has to be finite"),
    ((*HYDRO, "--soh", "1.2"), "--soh"),
    ((*HYDRO, "--soh", "-0.1"), "may not be negative"),
    ((*HYDRO, "--feed-price", "200EUR/yr"), "no unit of a price per mass"),
    ((*HYDRO, "--feed-price", "-nan"), "has to be finite"),
    ((*HYDRO, "--mass", "3t", "--packs", "3"), "say different things"),
    ((*HYDRO, "--mix", "lfp=1"), "say different things"),
    ((*HYDRO, "--json", "--format", "csv"), "say different things"),
    (("quote", "--mix", "lfp", "--route", "hydro"), "not a mix"),
    (("quote", "--mix", "lfp=0.5", "--route", "hydro"), "0.5"),
    (("quote", "--mix", "lfp=0.5,LFP=0.5", "--route", "hydro"), "twice"),
    ((*HYDRO, "--set", "region.wag=3"), "did you mean region.wage"),
    ((*HYDRO, "--set", "nonsense"), "path=number"),
    ((*HYDRO, "--price", "nickle=3USD/t"), "did you mean nickel"),
    ((*HYDRO, "--format", "jason"), "did you mean json"),
    ((*HYDRO, "--preset-dir", "nowhere"), "nowhere"),
    ((*HYDRO, "--plant", "x"), "unknown plant 'x'"),
    ((*HYDRO, "--plant", "brunq"), "did you mean brunp"),
    ((*HYDRO, "--vehicle", "nissan-leaf-40"), "CHEMISTRY and --vehicle say different things"),
    (("quote", "--vehicle", "nissan-leaf-40", "--mix", "lfp=1"), "say different things"),
    (("quote", "--vehicle", "nissan-leaf-4"), "did you mean nissan-leaf-40"),
    ((*HYDRO, "--profile", "optimist"), "did you mean optimistic"),
    ((*HYDRO, "--profile", "optimistic", "--method", "everbatt-2023"), "does not know profile 'optimistic'"),
    ((*HYDRO, "--plant", "brunp", "--method", "everbatt-2023"), "does not know plant 'brunp'"),
    (("quote", "nfpp", *HYDRO[2:], "--method", "everbatt-2023"), "does not know chemistry 'nfpp'"),
    ((*HYDRO, "--prices", "2024", "--method", "everbatt-2023"), "does not know price deck '2024'"),
    ((*HYDRO, "--region", "germany", "--method", "everbatt-2023"), "does not know region 'germany'"),
    (("compare", "--plant", "brunp", "--method", "everbatt-2023"), "does not know plant 'brunp'"),
    (("compare", "--plant", "brump"), "did you mean brunp"),
    (("compare", "nmc622", "--route", "hydo"), "did you mean hydro"),
    (("presets", "shwo"), "no such command"),
    (("presets", "show"), "no preset given"),
    (("presets", "show", "regions/uss"), "uss"),
    (("presets", "list", "regin"), "did you mean region"),
    (("presets", "diff", "us"), "two presets"),
    (("presets", "diff", "regions/us", "prices/2024"), "different kinds"),
    (("sources", "everbat-2023"), "did you mean everbatt-2023"),
]


@pytest.mark.parametrize(("argv", "says"), REFUSED, ids=[" ".join(argv) or "nothing" for argv, _ in REFUSED])
def test_refused(recyc: Callable[..., Any], argv: tuple[str, ...], says: str) -> None:
    ran = recyc(*argv)
    assert ran.code == 2
    assert "error[E" in ran.err or "error/1" in ran.err
    assert says in ran.err
    assert not ran.out
    assert "Traceback" not in ran.err


def test_faults_are_told_together(recyc: Callable[..., Any]) -> None:
    ran = recyc(*HYDRO, "--mass", "x", "--throughput", "0", "--soh", "y")
    assert ran.err.count("error[E") == 3


def test_error_as_json(recyc: Callable[..., Any]) -> None:
    ran = recyc("quote", "nmc62", "--route", "hydro", "--format", "json")
    error = json.loads(ran.err)
    assert ran.code == 2
    assert error["schema"] == "recyc.error/1"
    assert error["code"] == "E101"
    assert "nmc622" in error["hint"]
    assert error["errors"][0]["message"] == error["message"]


def test_usage_error_as_json(recyc: Callable[..., Any]) -> None:
    assert json.loads(recyc("quote", "--jason", "--json").err)["code"] == "E110"


def test_a_negative_margin_is_a_result(recyc: Callable[..., Any]) -> None:
    ran = recyc("quote", "lfp", "--route", "pyro", "--feed-price", "500", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["totals"]["margin"] < 0


def test_a_bug_is_told_shortly(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(READ, lambda *_, **__: dict[str, int]()["gone"])
    ran = recyc(*HYDRO)
    assert ran.code == 1
    assert "a bug in recyc: KeyError" in ran.err
    assert "Traceback" not in ran.err
    monkeypatch.setenv("RECYC_DEBUG", "1")
    assert "Traceback" in recyc(*HYDRO).err


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt()])
def test_interrupted(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, interrupt: BaseException) -> None:
    def stop(*_: object, **__: object) -> None:
        raise interrupt

    monkeypatch.setattr(READ, stop)
    assert recyc(*HYDRO) == (130, "", "")


def test_version(recyc: Callable[..., Any]) -> None:
    from recyc_cli import __version__

    assert recyc("--version") == (0, f"recyc {__version__}\n", "")


@pytest.mark.parametrize(
    ("least", "code", "says"),
    [
        ("5%", 4, "-7.59457 % is left, less than 5 %"),
        ("0", 4, "is left, less than 0 USD/t"),
        ("-1000USD/t", 0, ""),
        ("0EUR/t", 2, "not the money of this quote"),
        ("much", 2, "is not a margin"),
    ],
)
def test_a_margin_below_what_was_asked_fails_a_quote_that_is_written_all_the_same(
    recyc: Callable[..., Any], least: str, code: int, says: str
) -> None:
    whole = recyc(*HYDRO, "-q").out
    ran = recyc(*HYDRO, "-q", "--fail-below", least)
    assert (ran.code, ran.out) == (code, "" if code == 2 else whole)
    assert says in ran.err
