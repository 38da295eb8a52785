"""Users' files of plants, vehicles and recovery profiles: what they set, what is refused, and where it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recyc_cli import compare, quote
from recyc_cli.catalog.check_folder import check_path
from recyc_cli.errors import RecycErrors

if TYPE_CHECKING:
    from pathlib import Path

    from recyc_cli.analysis.quote import Quote

ESTIMATE = "source = 'recyc-estimate'\nevidence = 'estimate'\n"
PLANT = f"title = 'Own'\ncompany = 'Own'\nstatus = 'operating'\nroutes = ['hydro']\n{ESTIMATE}"
VEHICLE = f"title = 'Own'\nmaker = 'Own'\nchemistry = 'lfp'\n{ESTIMATE}"
PACK = (
    "pack_mass = {value = 300, unit = 'kg', low = 1, high = 900}\n"
    "pack_energy = {value = 40, unit = 'kWh', low = 1, high = 90}\n"
)
PROFILES = f"""
title = 'Own'
extends = 'hydro'
[when.conservative]
{ESTIMATE}
fates.cathode.ni.nickel = {{ value = 0.9, low = 0.8, high = 0.95 }}
[when.optimistic]
{ESTIMATE}
fates.cathode.ni.nickel = {{ value = 0.99, low = 0.98, high = 1.0 }}
"""


def _number(path: str, value: float, unit: str = "1") -> str:
    return f"[set.{path.rpartition('.')[0]}]\n{path.rpartition('.')[2]} = {_record(value, unit)}\n"


def _record(value: float, unit: str) -> str:
    return f"{{ value = {value}, unit = '{unit}', low = {value - 1}, high = {value + 1} }}"


def _written(tmp_path: Path, kind: str, text: str, name: str = "own") -> Path:
    path = tmp_path / f"{kind}/{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def _nickel(of: Quote) -> float:
    return next(item.mass for item in of.result.sold if item.product == "nickel")


@pytest.mark.parametrize(
    ("kind", "text", "where", "words"),
    [
        ("plants", PLANT.replace("operating", "open"), "status", "one of: operating"),
        ("plants", PLANT.replace("['hydro']", "[]"), "routes", "at least 1 item"),
        ("plants", PLANT.replace("hydro", "hydo"), "routes", "did you mean hydro?"),
        ("plants", f"{PLANT}region = 'chna'", "region", "did you mean china?"),
        ("plants", f"{PLANT}form = 'packs'", "form", "one of: pack"),
        ("plants", f"{PLANT}throughput = {_record(5, 'kg')}", "throughput.value", "does not convert to t/yr"),
        ("plants", f"{PLANT}[throughput]\nrecovry = {_record(5, 't/yr')}", "throughput", "did you mean recovery?"),
        ("plants", f"{PLANT}[investment.recovery]\ncapacity = {_record(5, 't/yr')}", "investment", "is missing"),
        ("plants", PLANT + _number("stages.hydro.fates.cathode.ni.nickl", 0.9), "nickl", "did you mean"),
        ("plants", PLANT + _number("stages.hydra.fates.cathode.ni.nickel", 0.9), "hydra", "did you mean hydro?"),
        ("plants", PLANT + _number("stage.hydro.fates.cathode.ni.nickel", 0.9), "set.stage", "did you mean stages?"),
        ("plants", PLANT + _number("stages.hydro.fates.cathode.ni.nickel", 1.2), "cathode.ni", "a share from 0 to 1"),
        ("plants", PLANT + _number("stages.hydro.fates.cathode.ni.nickel", 0.9, "kg"), "ni.nickel", "not convert"),
        ("plants", PLANT + _number("stages.hydro.fates.cathode.al.solid_waste", 0.9), "cathode.al", "sum to 0.9"),
        ("vehicles", VEHICLE, "pack_mass", "is missing"),
        ("vehicles", VEHICLE.replace("lfp", "lpf") + PACK, "chemistry", "did you mean lfp?"),
        ("stages", PROFILES.replace("conservative", "conservativ"), "when.conservativ", "did you mean conservative?"),
        ("stages", PROFILES.replace("= 0.99, low = 0.98, high = 1.0", "= 2, low = 1, high = 3"), "", "0 to 1"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_told(tmp_path: Path, kind: str, text: str, where: str, words: str) -> None:
    _, errors = check_path(str(_written(tmp_path, kind, text)))
    assert any(where in error.where and words in f"{error.message} ({error.hint})" for error in errors), errors


def test_a_sound_file_is_sound(tmp_path: Path) -> None:
    sets = _number("stages.hydro.fates.cathode.ni.nickel", 0.9) + _number("stages.hydro.energy.diesel.mass", 1, "MJ/kg")
    _written(tmp_path, "plants", f"{PLANT}throughput = {_record(5000, 't/yr')}\n{sets}")
    _written(tmp_path, "vehicles", VEHICLE + PACK)
    _written(tmp_path, "stages", PROFILES, "hydro")
    assert check_path(str(tmp_path))[1] == []


def test_all_faults_of_a_set_table_come_at_once(tmp_path: Path) -> None:
    sets = _number("region.wag", 3, "USD/h") + _number("method.capital.osb", 1)
    _written(tmp_path, "plants", PLANT + sets)
    with pytest.raises(RecycErrors) as caught:
        quote(chemistry="lfp", plant="own", preset_dirs=[str(tmp_path)])
    assert [("did you mean" in error.hint) for error in caught.value.errors] == [True, True]
    assert all("plants/own.toml: set." in error.where for error in caught.value.errors)


def test_what_is_set_of_a_preset_that_is_not_in_force_does_nothing(tmp_path: Path) -> None:
    _written(tmp_path, "plants", PLANT + _number("stages.hydro.fates.cathode.ni.nickel", 0.5))
    asked = {"chemistry": "nmc622", "plant": "own", "preset_dirs": [str(tmp_path)]}
    plain = quote(chemistry="nmc622", route="pyro").result.margin
    assert quote(**asked, route="pyro").result.margin == plain
    assert quote(**asked).result.value < quote(chemistry="nmc622").result.value


def test_what_is_set_of_a_correction_that_is_off_does_nothing(tmp_path: Path) -> None:
    path = "stages.hydro.campaigns.iron-phosphate.fates.cathode.fe.iron_phosphate_residue"
    text = PLANT + _number(path, 1.0)
    _written(tmp_path, "plants", text)
    asked = {"chemistry": "lfp", "corrections": ["iron-phosphate-leaching=off"]}
    off = quote(**asked, plant="own", preset_dirs=[str(tmp_path)])
    assert off.result.margin == quote(**asked, route="hydro").result.margin


def test_money_is_set_in_any_currency(tmp_path: Path) -> None:
    _written(tmp_path, "plants", PLANT + _number("region.wage", 250, "CNY/h"))
    asked = {"chemistry": "lfp", "preset_dirs": [str(tmp_path)]}
    own = quote(**asked, plant="own")
    rate = own.resolved.documents["prices"].tree["fx"]["CNY"]
    assert own.resolved.scenario.region["wage"] == pytest.approx(250 / rate, rel=1e-12)


def test_business_is_laid_over_the_plant_and_the_user_over_both(tmp_path: Path) -> None:
    _written(tmp_path, "plants", PLANT + _number("region.wage", 10, "USD/h"))
    asked = {"chemistry": "lfp", "plant": "own", "preset_dirs": [str(tmp_path)]}
    assert quote(**asked).resolved.scenario.region["wage"] == 10.0
    assert quote(**asked, business="informal").resolved.scenario.region["wage"] == 2.0
    assert quote(**asked, business="informal", overrides=["region.wage=30"]).resolved.scenario.region["wage"] == 30.0


def test_a_profile_is_laid_last_and_a_plant_over_it(tmp_path: Path) -> None:
    _written(tmp_path, "stages", PROFILES, "hydro")
    _written(tmp_path, "plants", PLANT + _number("stages.hydro.fates.cathode.ni.nickel", 0.993))
    asked = {"chemistry": "nmc622", "route": "hydro", "preset_dirs": [str(tmp_path)]}
    masses = [_nickel(quote(**asked, profile=name)) for name in ("conservative", "typical", "optimistic")]
    assert masses == sorted(set(masses))
    own = [quote(**asked, profile=name, plant="own") for name in ("conservative", "optimistic")]
    shredded = quote(**asked, profile="optimistic").result.accounts[0].flows.black_mass[0].components["cathode"]
    for each in own:
        share = each.result.accounts[0].flows.black_mass[0].components["cathode"] / shredded
        assert _nickel(each) == pytest.approx(masses[2] / 0.99 * 0.993 * share, rel=1e-12)
    report = own[0].to_dict()
    assert report["scenario"]["profile"] == "conservative"
    assert "conservative" not in report["scenario"]["corrections"]
    told = {item["code"]: item["message"] for item in report["warnings"]}
    assert "win over the conservative profile" in told["plant-inherited"]
    assert "profile-unknown" not in told


def test_a_plant_may_name_its_profile(tmp_path: Path) -> None:
    _written(tmp_path, "stages", PROFILES, "hydro")
    _written(tmp_path, "plants", f"{PLANT}profile = 'optimistic'")
    asked = {"chemistry": "nmc622", "plant": "own", "preset_dirs": [str(tmp_path)]}
    assert quote(**asked).to_dict()["scenario"]["profile"] == "optimistic"
    assert quote(**asked, profile="typical").to_dict()["scenario"]["profile"] == "typical"


def test_an_unknown_profile_of_a_route_is_told(tmp_path: Path) -> None:
    _written(tmp_path, "routes", "title = 'Own'\nplants = ['own']", "own")
    _written(tmp_path, "stages", f"title = 'Own'\nextends = 'pyro'\n{ESTIMATE}", "own")
    asked = {"chemistry": "nmc622", "route": "own", "preset_dirs": [str(tmp_path)]}
    known = quote(**asked, profile="optimistic").resolved.documents["stages.own"].overlays
    codes = {item["code"] for item in quote(**asked, profile="optimistic").to_dict()["warnings"]}
    assert ("profile-unknown" in codes) == ("optimistic" not in known)
    assert "profile-unknown" not in {item["code"] for item in quote(**asked).to_dict()["warnings"]}


@pytest.mark.parametrize("name", ["plant", "vehicle", "route", "region"])
def test_a_name_is_text(name: str) -> None:
    feed = {} if name == "vehicle" else {"chemistry": "lfp"}
    with pytest.raises(RecycErrors, match=f"a name is due for {name}, not 3"):
        quote(**feed, **{name: 3})


def test_a_vehicle_may_set_numbers_too(tmp_path: Path) -> None:
    _written(tmp_path, "vehicles", VEHICLE + PACK + _number("stages.collection.handover.removal", 7, "h"))
    own = quote(vehicle="own", preset_dirs=[str(tmp_path)], seat="holder")
    assert own.resolved.scenario.handover["removal"] == 7.0


def test_plants_that_suit_nothing_are_left_out_and_told(tmp_path: Path) -> None:
    _written(tmp_path, "plants", PLANT.replace("hydro", "hydro-to-cathode"))
    found = compare(["nmc622", "lfp"], plants=["own"], preset_dirs=[str(tmp_path)]).to_dict()
    assert [report["scenario"]["chemistry"] for report in found["quotes"]] == ["nmc622"]
    told = [item["message"] for item in found["warnings"] if item["code"] == "left-out"]
    assert any(text.startswith("own hydro-to-cathode left out for LFP: ") for text in told)
