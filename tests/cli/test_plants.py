"""Real plants, real packs and recovery profiles on the command line."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

TWO = ("compare", "nmc622", "lfp", "--plant", "brunp", "--plant", "li-cycle-hub")
LEAF = ("quote", "--vehicle", "nissan-leaf-40")


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return a function that makes the terminal so many columns wide."""
    return lambda columns: monkeypatch.setenv("COLUMNS", str(columns))


def _json(recyc: Callable[..., Any], *argv: str) -> dict[str, Any]:
    ran = recyc(*argv, "-q", "--json")
    assert (ran.code, ran.err) == (0, "")
    report: dict[str, Any] = json.loads(ran.out)
    return report


def test_a_column_for_each_plant_on_the_same_feed(recyc: Callable[..., Any]) -> None:
    report = _json(recyc, *TWO)
    columns = [(q["scenario"]["chemistry"], q["scenario"]["plant"], q["scenario"]["form"]) for q in report["quotes"]]
    assert columns == [(name, plant, "pack") for name in ("nmc622", "lfp") for plant in ("brunp", "li-cycle-hub")]
    margins = {quote["scenario"]["plant"]: quote["totals"]["margin"] for quote in report["quotes"][:2]}
    best = report["best"]["by_chemistry"]["nmc622"]
    assert margins[best["plant"]] == best["margin"] == max(margins.values())


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("form", ["table", "plain"])
def test_plants_head_the_rows(recyc: Callable[..., Any], wide: Callable[[int], None], columns: int, form: str) -> None:
    wide(columns)
    out = recyc(*TWO, "-q", "--no-range", "--format", form).out
    assert max(map(len, out.splitlines())) <= columns
    named = [line[2:].split()[0] for line in out.splitlines() if line[2:].startswith(("brunp ", "li-cycle-hub "))]
    assert sorted(named) == ["brunp", "brunp", "li-cycle-hub", "li-cycle-hub"]
    caption = out.partition("───")[0]
    assert "each in its region" in caption
    assert "China" not in caption, "what differs by row is no part of the caption"


def test_one_way_has_chemistries_for_columns(recyc: Callable[..., Any]) -> None:
    out = recyc("compare", "nmc622", "lfp", "--plant", "brunp", "-q", "--no-range").out
    assert "NMC622 by brunp" in out
    assert "China \N{MIDDLE DOT} 270,000 t/yr \N{MIDDLE DOT} 44.4 % of it worked" in out


def test_another_route_of_a_plant_is_told(recyc: Callable[..., Any]) -> None:
    ran = recyc("compare", "lfp", "--plant", "brunp", "--route", "pyro", "-v", "--no-range")
    assert "brunp works hydro, not pyro" in ran.err
    assert "LFP by brunp" in ran.out


def test_a_flag_and_the_settings_beat_the_plant(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("quote", "nmc622", "--plant", "brunp")
    scenario = _json(recyc, *asked)["scenario"]
    known = [scenario[name] for name in ("route", "region", "throughput_t_per_year", "plant")]
    assert known == ["hydro", "china", 270_000.0, "brunp"]
    assert _json(recyc, *asked, "--region", "us")["scenario"]["region"] == "us"
    Path("recyc.toml").write_text('[defaults]\nthroughput = 5000\nregion = "korea"\n')
    scenario = _json(recyc, *asked)["scenario"]
    assert (scenario["throughput_t_per_year"], scenario["region"]) == (5000.0, "korea")
    monkeypatch.setenv("RECYC_REGION", "us-ca")
    assert _json(recyc, *asked)["scenario"]["region"] == "us-ca"


def test_a_plant_and_a_vehicle_may_stand_in_the_settings(
    recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("recyc.toml").write_text('[defaults]\nplant = "brunp"\nvehicle = "nissan-leaf-40"\n')
    scenario = _json(recyc, "quote")["scenario"]
    assert (scenario["plant"], scenario["vehicle"], scenario["chemistry"]) == ("brunp", "nissan-leaf-40", "nmc532")
    assert _json(recyc, "quote", "lfp")["scenario"]["vehicle"] is None, "a flag drives out its rival in a file"
    monkeypatch.setenv("RECYC_PLANT", "brunp,li-cycle-hub")
    assert len(_json(recyc, "compare")["quotes"]) == 2


@pytest.mark.parametrize("plant", ["cylib-dormagen", "li-cycle-hub", "brunp", "northvolt-revolt"])
def test_a_plant_answers_alike_alone_and_in_a_comparison(recyc: Callable[..., Any], plant: str) -> None:
    alone, beside = (_json(recyc, what, "nmc622", "--plant", plant) for what in ("quote", "compare"))
    assert beside["quotes"][0] == alone
    assert alone["basis"]["amounts"] == "USD per t of pack as delivered"
    takes_others = plant != "brunp"
    for report in (alone, beside):
        assert ("plant-feed" in {warning["code"] for warning in report["warnings"]}) == takes_others


def test_a_hub_is_as_large_as_it_says_on_packs_and_on_black_mass(recyc: Callable[..., Any]) -> None:
    asked = ("quote", "nmc622", "--plant", "li-cycle-hub")
    given = _json(recyc, *asked, "--form", "black-mass")
    assert given["scenario"]["throughput_t_per_year"] == 35_000.0
    assert "plant-feed" not in {warning["code"] for warning in given["warnings"]}
    report = _json(recyc, *asked)
    fed = {stage["stage"]: stage["throughput_t_per_year"] for stage in report["stages"]}
    assert fed["recovery"] == pytest.approx(35_000.0, rel=1e-12)
    assert report["scenario"]["throughput_t_per_year"] == pytest.approx(fed["preprocessing"], rel=1e-12)
    assert fed["preprocessing"] > 2.0 * fed["recovery"]


def test_a_plant_of_packs_is_as_large_on_black_mass(recyc: Callable[..., Any]) -> None:
    asked = ("quote", "nmc622", "--plant", "brunp")
    fed = [
        {stage["stage"]: stage["throughput_t_per_year"] for stage in _json(recyc, *asked, *more)["stages"]}
        for more in ((), ("--form", "black-mass"))
    ]
    assert fed[1]["recovery"] == pytest.approx(fed[0]["recovery"], rel=1e-12)


def test_twelve_packs_of_a_vehicle(recyc: Callable[..., Any]) -> None:
    ran = recyc(*LEAF, "--packs", "12", "--no-range")
    assert ran.code == 0
    assert "\nnissan-leaf-40, NMC532 packs by hydro" in ran.out
    assert re.search(r"^The lot of 3.636 t, 12 packs, 480 kWh (leaves|loses) [\d,]+ USD\.$", ran.out, re.MULTILINE)
    assert "no route was given" in ran.err
    assert "no route was given" not in recyc(*LEAF, "--route", "pyro", "--no-range").err
    assert "no route was given" not in recyc(*LEAF, "--plant", "brunp", "--no-range").err


def test_a_vehicles_numbers_can_be_set_and_are_among_the_sources(recyc: Callable[..., Any]) -> None:
    lighter = _json(recyc, *LEAF, "--packs", "10", "--set", "vehicle.pack_mass=250")
    assert lighter["lot"]["mass_t"] == pytest.approx(2.5, rel=1e-12)
    heavier = _json(recyc, *LEAF, "--packs", "10")
    assert "user" in lighter["sources"]
    assert set(lighter["sources"]) - set(heavier["sources"]) == {"user"}


def test_vehicles_side_by_side(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    vehicles = ("--vehicle", "nissan-leaf-40", "--vehicle", "tesla-model-3-sr-lfp-60")
    asked = ("compare", *vehicles, "--route", "hydro", "--no-range")
    assert "\nnissan-leaf-40 by hydro " in "\n" + recyc(*asked, "-q", "--format", "plain").out
    rows = list(csv.DictReader(io.StringIO(recyc(*asked, "-q", "--format", "csv").out)))
    assert {row["vehicle"] for row in rows} >= {"nissan-leaf-40", "tesla-model-3-sr-lfp-60"}


def test_an_unknown_profile_is_no_silence(recyc: Callable[..., Any]) -> None:
    asked = ("quote", "nmc622", "--route", "hydro", "--profile", "optimistic")
    scenario = _json(recyc, *asked)["scenario"]
    assert scenario["profile"] == "optimistic"
    assert "optimistic" not in scenario["corrections"]
    assert "optimistic recoveries" in recyc(*asked, "-q", "--no-range").out


def test_a_saved_quote_of_a_plant_and_a_vehicle_repeats(recyc: Callable[..., Any]) -> None:
    ran = recyc(*LEAF, "--plant", "brunp", "--save", "offer.json", "-q", "--json")
    assert ran.code == 0
    again = recyc("replay", "offer.json", "-q", "--json")
    assert (again.code, again.err) == (0, "")
    assert json.loads(again.out) == json.loads(ran.out)
