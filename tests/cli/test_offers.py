"""An offer has a stated price, loses no money unless that is meant, and prices each feed apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from few import few
from parsed import Parsed

from recyc_cli.cli.output import target

if TYPE_CHECKING:
    from collections.abc import Callable

HYDRO = ("quote", "nmc622", "--route", "hydro")
MIX = ("quote", "--mix", "nmc622=24t,lfp=16t", "--route", "hydro", "--region", "germany", "--currency", "EUR")


def told(recyc: Callable[..., Any], *argv: str) -> dict[str, Any]:
    ran = recyc(*argv, "--json", "-q")
    assert ran.code == 0, ran.err
    report: dict[str, Any] = json.loads(ran.out)
    return report


def test_without_a_stated_price_there_is_no_offer(recyc: Callable[..., Any]) -> None:
    ran = recyc(*HYDRO, "--customer", "-o", "offer.html")
    assert (ran.code, ran.out) == (2, "")
    assert "E151" in ran.err
    for way in ("--margin 8%", "--feed-price", "--gate-fee"):
        assert way in ran.err
    assert not Path("offer.html").exists()


def test_a_loss_is_refused_and_told_where_it_is_meant(recyc: Callable[..., Any]) -> None:
    argv = (*HYDRO, "--feed-price", "2500", "--customer", "-o", "offer.html", "--save", "offer.json")
    ran = recyc(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert "E152" in ran.err
    assert not Path("offer.html").exists()
    assert not Path("offer.json").exists()
    meant = recyc(*argv, "--at-a-loss")
    assert meant.code == 0
    limit = told(recyc, *HYDRO)["totals"]["breakeven_feed_price"]
    assert f"it lies {2500.0 - limit:,.0f} above {limit:,.0f}" in meant.err
    assert "loses" not in Parsed(Path("offer.html").read_text()).text


def test_its_notes_fit_a_terminal(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "on_terminal", lambda: True)
    said = recyc(*HYDRO, "--margin", "8%", "--customer", "-v").err.splitlines()
    assert said[0].startswith("! the offer rests on prices of")
    assert max(map(len, said)) <= 80


def test_at_the_limit_nothing_is_lost(recyc: Callable[..., Any]) -> None:
    limit = told(recyc, *HYDRO)["totals"]["breakeven_feed_price"]
    assert recyc(*HYDRO, "--feed-price", f"{limit - 0.01:.2f}", "--customer").code == 0
    assert recyc(*HYDRO, "--feed-price", f"{limit + 0.01:.2f}", "--customer").code == 2


def test_old_prices_are_told_to_the_seller_alone(recyc: Callable[..., Any]) -> None:
    ran = recyc(*HYDRO, "--prices", "2024", "--feed-price", "-900", "--customer")
    assert ran.code == 0, ran.err
    assert "the offer rests on prices of 2024" in ran.err
    assert "months ago" not in ran.out
    assert recyc(*HYDRO, "--prices", "2024", "--feed-price", "-900", "--customer", "-q").err == ""


OFFERED: tuple[tuple[str, ...], ...] = (
    HYDRO,
    ("quote", "lfp", "--route", "hydro", "--region", "germany", "--currency", "EUR"),
    ("quote", "nmc622", "--route", "hydro", "--seat", "refiner"),
    ("quote", "nmc622", "--route", "shred", "--seat", "shredder", "--region", "china"),
    ("quote", "lfp", "--route", "reuse", "--soh", "0.85"),
    ("quote", "lfp", "--route", "hydro", "--form", "cell", "--method", "everbatt-2023"),
    ("quote", "nmc622", "--route", "hydro", "--form", "cell", "--method", "everbatt-2023"),
    MIX,
)
SHARES = (8.0, 0.0, -20.0, 40.0)


@pytest.mark.parametrize(("argv", "share"), few(((argv, share) for argv in OFFERED for share in SHARES), 3))
def test_a_margin_makes_the_price(recyc: Callable[..., Any], argv: tuple[str, ...], share: float) -> None:
    """Of the value of what is sold; whole units of money, rounded down: at most one unit a tonne more is left."""
    totals = told(recyc, *argv, "--margin", f"{share}%")["totals"]
    assert totals["margin"] >= share / 100.0 * totals["recovery_value"] - 1e-6
    assert totals["margin"] <= share / 100.0 * totals["recovery_value"] + 1.2
    if "--mix" not in argv:
        assert totals["feed_price"] == pytest.approx(round(totals["feed_price"]), rel=1e-12)


def test_a_margin_may_be_an_amount(recyc: Callable[..., Any]) -> None:
    left = told(recyc, *HYDRO, "--margin", "250")["totals"]["margin"]
    assert 250.0 <= left <= 251.2
    euro = told(recyc, *HYDRO, "--currency", "EUR", "--margin", "250EUR/t")["totals"]["margin"]
    assert 250.0 <= euro <= 251.2
    assert recyc(*HYDRO, "--margin", "8%", "--feed-price", "900").code == 2
    assert recyc(*HYDRO, "--margin", "8EUR/kWh").code == 2
    assert recyc(*HYDRO, "--margin", "8%", "--seat", "holder").code == 2


def test_a_margin_on_the_line_drives_out_a_price_of_the_settings(recyc: Callable[..., Any]) -> None:
    Path("recyc.toml").write_text("[defaults]\nfeed_price = 2000\n")
    assert told(recyc, *HYDRO)["totals"]["feed_price"] == 2000.0
    assert told(recyc, *HYDRO, "--margin", "8%")["totals"]["feed_price"] < 2000.0


def test_positions_sum_to_the_lot(recyc: Callable[..., Any]) -> None:
    for price in (("--feed-price", "nmc622=500EUR/t,LFP=-1100EUR/t"), ("--margin", "8%"), ("--gate-fee", "400")):
        offer = told(recyc, *MIX, *price, "--customer", "--at-a-loss")["offer"]
        places = offer["positions"]
        assert [(each["chemistry"], each["mass_t"]) for each in places] == [("nmc622", 24.0), ("lfp", 16.0)]
        assert sum(each["feed_price_of_lot"] for each in places) == pytest.approx(offer["feed_price_of_lot"])
        assert sum(each["feed_price"] * each["share"] for each in places) == pytest.approx(offer["feed_price"])
        assert all(each["packs"] == round(each["packs"]) for each in places)
        if price[0] != "--gate-fee":
            assert places[0]["feed_price"] > 0.0 > places[1]["feed_price"] == -places[1]["treatment_fee"]


def test_a_mix_is_quoted_at_the_average_of_its_prices(recyc: Callable[..., Any]) -> None:
    apart = told(recyc, *MIX, "--feed-price", "nmc622=500,lfp=-1100")["totals"]
    one = told(recyc, *MIX, "--feed-price", str(0.6 * 500.0 - 0.4 * 1100.0))["totals"]
    assert apart["margin"] == pytest.approx(one["margin"], abs=1e-9)
    fees = told(recyc, *MIX, "--gate-fee", "nmc622=-500,lfp=1100")["totals"]
    assert fees["margin"] == pytest.approx(one["margin"], abs=1e-9)
    dollars = told(recyc, *MIX, "--feed-price", "nmc622=500USD/t,lfp=-1100USD/t", "--customer", "--at-a-loss")
    sums = sum(each["feed_price"] * each["share"] for each in dollars["offer"]["positions"])
    assert sums == pytest.approx(dollars["offer"]["feed_price"])
    assert dollars["offer"]["positions"][0]["feed_price"] < 500.0


@pytest.mark.parametrize(
    "price", ["nmc622=500", "nmc622=500,nca=3", "nmc622=500EUR/t,lfp=3USD/t", "nmc622=5EUR/kWh,lfp=3", "nmc622=,lfp=3"]
)
def test_prices_that_are_not_those_of_the_mix_are_refused(recyc: Callable[..., Any], price: str) -> None:
    assert recyc(*MIX, "--feed-price", price).code == 2
    assert recyc(*HYDRO, "--feed-price", price).code == 2


def test_columns_may_have_prices_by_feed(recyc: Callable[..., Any]) -> None:
    argv = ("compare", *MIX[1:], "--feed-price", "nmc622=500,lfp=-1100", "--feed-price", "100")
    assert len(told(recyc, *argv)["quotes"]) == 2


def test_unlike_packs_have_no_price_apiece_and_packs_are_whole(recyc: Callable[..., Any]) -> None:
    copy = told(recyc, *MIX, "--margin", "8%", "--customer")
    assert copy["offer"]["feed_price_per_pack"] is copy["lot"]["packs"] is copy["basis"]["packs_per_t"] is None
    alone = told(recyc, *HYDRO, "--mass", "40t", "--margin", "8%", "--customer")
    assert alone["lot"]["packs"] == 90.0
    assert alone["offer"]["positions"] == []
    assert ", 90 packs," in recyc(*HYDRO, "--mass", "40t", "--margin", "8%", "--customer").out


def test_the_value_is_told_net_of_what_processing_takes(recyc: Callable[..., Any]) -> None:
    argv = ("quote", "lfp", "--route", "hydro", "--mass", "40t", "--margin", "8%", "--customer")
    copy = told(recyc, *argv)
    offer = copy["offer"]
    assert offer["treatment_fee"] > 0.0
    assert copy["contained_value"] - offer["processing_charge"] == pytest.approx(offer["feed_price"])
    out = recyc(*argv).out
    assert "processing and sale" in out
    assert "in it" not in out


@pytest.mark.parametrize("form", ["table", "plain", "md", "html", "json", "csv", "xlsx"])
def test_no_value_leaves_the_metals_prices_out(recyc: Callable[..., Any], form: str) -> None:
    argv = (*HYDRO, "--mass", "40t", "--margin", "8%", "--customer", "--no-value")
    if form == "xlsx":
        assert recyc(*argv, "-o", "offer.xlsx").code == 0
        sheet = openpyxl.load_workbook("offer.xlsx").worksheets[0]
        said = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    else:
        said = recyc(*argv, "--format", form).out
    valued = told(recyc, *argv[:-1])
    for entry in (each for each in valued["contained"] if each["price_per_kg"] > 10.0):
        assert f"{entry['price_per_kg']:.2f}" not in said.replace(",", "")
    assert f"{valued['contained_value']:.0f}" not in said.replace(",", "")
    assert "processing and sale" not in said
    if form == "json":
        copy = json.loads(said)
        assert copy["contained_value"] is copy["lot"]["contained_value"] is copy["offer"]["processing_charge"] is None


@pytest.mark.parametrize("form", ["table", "plain", "md", "html", "csv", "xlsx"])
def test_positions_stand_in_every_form(recyc: Callable[..., Any], form: str) -> None:
    argv = (*MIX, "--feed-price", "nmc622=517,lfp=-1123", "--customer", "--at-a-loss")
    if form == "xlsx":
        assert recyc(*argv, "-o", "offer.xlsx").code == 0
        sheet = openpyxl.load_workbook("offer.xlsx").worksheets[0]
        said = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    else:
        said = recyc(*argv, "--format", form).out
    for price in ("517", "1123"):
        assert price in said.replace(",", ""), form


def test_a_saved_offer_is_copied_again_and_its_price_told(recyc: Callable[..., Any]) -> None:
    assert recyc(*MIX, "--margin", "8%", "--save", "offer.json", "-q").code == 0
    copy = told(recyc, "replay", "offer.json", "--customer", "--no-value")
    assert len(copy["offer"]["positions"]) == 2
    assert copy["contained_value"] is None
    assert recyc(*HYDRO, "--save", "unstated.json", "-q").code == 0
    assert "no price was stated" in recyc("replay", "unstated.json", "--customer").err
