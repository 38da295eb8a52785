"""What buyers of the tool stumbled over: an option that hid another, a note about the wrong number, a unit in doubt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from few import few

from recyc_cli import compare, quote

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def notes(report: dict[str, Any], code: str) -> list[str]:
    return [item["message"] for item in report["warnings"] if item["code"] == code]


def test_a_second_value_is_refused_instead_of_hiding_the_first(recyc: Callable[..., Any]) -> None:
    for argv in (("quote", "lfp", "--region", "CN"), ("compare", "lfp", "--currency", "CNY")):
        ran = recyc(*argv, argv[-2], "EUR")
        assert ran.code == 2
        assert f"given 2 times: {argv[-1]} and EUR" in ran.err
    assert recyc("compare", "lfp", "--route", "hydro", "--route", "shred", "-q").code == 0


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (("quote", "nissan-leaf-40"), "there is a vehicle of that name: --vehicle nissan-leaf-40"),
        (("quote", "lfp", "--region", "brunp"), "there is a plant of that name: --plant brunp"),
        (("quote", "lfp", "--route", "reuse", "--soh", "85"), "0.85 or 85%"),
        (("quote", "lfp", "--form", "scrap-electrode", "--route", "shred", "--set", "x"), "path=number"),
    ],
)
def test_hints_name_what_to_write(recyc: Callable[..., Any], argv: tuple[str, ...], hint: str) -> None:
    ran = recyc(*argv)
    assert ran.code == 2
    assert hint in ran.err


@pytest.mark.parametrize(("one", "other"), [("vehicle", "vehicles"), ("price", "prices"), ("chemistry", "chemistries")])
def test_a_kind_goes_by_both_its_names(recyc: Callable[..., Any], one: str, other: str) -> None:
    assert recyc("presets", "list", one).out == recyc("presets", "list", other).out


def test_an_older_payable_is_not_called_an_older_price() -> None:
    (said,) = notes(quote(chemistry="nmc622", route="hydro", prices="2024").to_dict(), "prices-older")
    assert "payable share of aluminum, copper)" in said
    assert "(aluminum" not in said


def test_a_slip_of_the_unit_is_told() -> None:
    slip = quote(chemistry="nmc622", route="hydro", price_overrides=["nickel=16"]).to_dict()
    assert notes(slip, "implausible") == [
        "prices.metals.nickel: 16 USD/t is not plausible: usually 5,000 to 60,000 USD/t"
    ]
    sound = quote(chemistry="nmc622", route="hydro", price_overrides=["nickel=16USD/kg"]).to_dict()
    assert not notes(sound, "implausible")


def test_columns_left_out_for_one_reason_share_a_note() -> None:
    def reuse(*chemistries: str) -> list[str]:
        told = notes(compare(chemistries, region=["us", "china"]).to_dict(), "left-out")
        return [text.partition(": ")[0] for text in told if text.startswith("reuse")]

    assert reuse("nfm", "nfpp") == ["reuse left out"]
    assert reuse("nfm", "nfpp", "nca") == ["reuse left out for NFM, NFPP"]


def test_a_slip_in_a_preset_of_ones_own_is_remarked_on(tmp_path: Path) -> None:
    region = tmp_path / "regions" / "here.toml"
    region.parent.mkdir()
    text = 'title = "Here"\nextends = "us"\nelectricity = { value = 140, unit = "EUR/%s", source = "recyc-estimate" }\n'
    asked = {"chemistry": "nmc622", "route": "hydro", "region": "here", "preset_dirs": (str(tmp_path),)}
    region.write_text(text % "kWh")
    (said,) = notes(quote(**asked).to_dict(), "implausible")
    assert said.startswith("region.electricity: 140 EUR/kWh")
    assert said.endswith("is not plausible: usually 0.01 to 0.6 USD/kWh")
    region.write_text(text % "MWh")
    assert not notes(quote(**asked).to_dict(), "implausible")


def test_a_plant_of_no_plausible_size_is_remarked_on() -> None:
    asked = {"chemistry": "nmc622", "route": "hydro"}
    said = notes(quote(**asked, throughput_t_per_year=10.0).to_dict(), "implausible")
    assert said == ["throughput: 10 t/yr is not plausible: usually 100 to 1,000,000 t/yr"]
    assert not notes(quote(**asked, throughput_t_per_year=500.0).to_dict(), "implausible")


def test_the_state_of_health_is_not_assumed_where_it_varies(recyc: Callable[..., Any]) -> None:
    argv = ("breakeven", "nmc622", "--route", "reuse", "--against-route", "hydro", "--vary", "soh", "--json", "-q")
    assert not notes(json.loads(recyc(*argv).out), "soh-assumed")


def test_a_route_may_have_its_own_usual_throughput() -> None:
    usual = quote(chemistry="lead-acid", route="secondary-smelter").to_dict()
    assert usual["scenario"]["throughput_t_per_year"] == 50_000.0
    assert notes(usual, "throughput-assumed")
    asked = quote(chemistry="lead-acid", route="secondary-smelter", throughput_t_per_year=10_000.0).to_dict()
    assert asked["scenario"]["throughput_t_per_year"] == 10_000.0
    assert not notes(asked, "throughput-assumed")


def test_the_same_quote_is_said_to_be_the_same(recyc: Callable[..., Any]) -> None:
    out = recyc("explain", "lfp", "--route", "hydro", "--why-not", "hydro", "-q").out
    assert "the other quote is the same one" in out
    assert "By line" not in out


@pytest.mark.parametrize("level", few(["none", "module", "cell"], 3))
def test_a_leg_is_named_for_what_is_there(recyc: Callable[..., Any], level: str) -> None:
    out = recyc("quote", "nmc622", "--route", "hydro", "--disassemble", level, "-v").out
    assert "dismantler" not in out.lower()
    assert "freight: holder to collection point" in out
    assert "freight: collection point to plant" in out


def test_what_is_paid_above_the_list_is_explained(recyc: Callable[..., Any]) -> None:
    note = "paid above 100 %: sold as a salt, it earns more than its metal is listed at"
    sulfate, metal = (
        " ".join(recyc("quote", "nmc622", "--route", route, "--prices", "2024", "-q", "--no-range").out.split())
        for route in ("hydro", "pyro")
    )
    assert "106 %" in sulfate
    assert note in sulfate
    assert note not in metal
