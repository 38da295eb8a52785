"""Real packs: plausible mass and energy, a cathode that is known here; pins so that no digit changes unseen."""

from __future__ import annotations

import math
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest

from recyc_cli import quote
from recyc_cli.catalog.documents.document import with_corrections
from recyc_cli.catalog.documents.folder import Folder
from recyc_cli.catalog.documents.library import Library
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Document

LIBRARY = Library((), Folder(str(Path(__file__).parents[2] / "presets"), builtin=True))
NAMES = LIBRARY.names("vehicles")
MEGAJOULE_PER_KWH = 3.6
SMALL = {"toyota-prius-prime", "solaris-bus-40"}
"""Packs with a heavy case for their energy: below 0.08 kWh/kg."""


@pytest.fixture(params=NAMES)
def vehicle(request: pytest.FixtureRequest) -> Document:
    return LIBRARY.document("vehicles", request.param)


def energy(document: Document) -> float:
    """Gross energy of a pack [kWh]."""
    return document.tree["pack_energy"] / MEGAJOULE_PER_KWH


def test_every_figure_has_a_date_and_a_source(vehicle: Document) -> None:
    assert set(vehicle.records) == {"pack_mass", "pack_energy"}
    for path, record in vehicle.records.items():
        assert record.date, path
        assert record.source in LIBRARY.sources(), path


def test_mass_and_energy_fit_each_other(vehicle: Document) -> None:
    assert 100 <= vehicle.tree["pack_mass"] <= 2500
    assert 8 <= energy(vehicle) <= 350
    least = 0.07 if vehicle.name in SMALL else 0.08 - 1e-12
    assert least <= energy(vehicle) / vehicle.tree["pack_mass"] <= 0.22


def test_iron_phosphate_is_less_dense(vehicle: Document) -> None:
    # 0.16 kWh/kg is the best that packs without modules reach with it.
    if vehicle.tree["chemistry"] == "lfp":
        assert energy(vehicle) / vehicle.tree["pack_mass"] <= 0.16


def test_what_is_from_memory_says_so(vehicle: Document) -> None:
    for path, record in vehicle.records.items():
        if record.source == "recyc-estimate":
            assert record.evidence == "estimate", path
            assert record.low is not None, path
            assert record.high is not None, path
            assert record.high / record.low < 1.4, path


def test_its_cathode_is_known(vehicle: Document) -> None:
    assert vehicle.tree["chemistry"] in LIBRARY.names("chemistries")


CARRIED = sorted({LIBRARY.document("vehicles", name).tree["chemistry"] for name in NAMES})


@pytest.mark.parametrize("chemistry", CARRIED)
def test_a_chemistry_stands_for_the_median_of_its_vehicles(chemistry: str) -> None:
    """Kilowatt-hours, and those per tonne, to the four digits they are written with."""
    vehicles = [LIBRARY.document("vehicles", name) for name in NAMES]
    packs = [each for each in vehicles if each.tree["chemistry"] == chemistry]
    document = LIBRARY.document("chemistries", chemistry)
    vintage = with_corrections(document, ["returning-packs"]).tree["vintage"]
    assert vintage != document.tree["vintage"]
    record = document.records[f"returning.{vintage}.pack_energy"]
    assert record.source == "recyc-vehicles"
    assert record.low < record.value < record.high  # type: ignore[operator]
    report = quote(chemistry=chemistry, route="hydro").to_dict()
    held = report["basis"]["kwh_per_t"] / report["basis"]["packs_per_t"]
    assert held == pytest.approx(median(energy(each) for each in packs), rel=5e-4)
    dense = median(energy(each) / each.tree["pack_mass"] for each in packs)
    assert report["basis"]["kwh_per_t"] == pytest.approx(1000.0 * dense, rel=5e-4)


@pytest.mark.parametrize("chemistry", CARRIED)
def test_new_packs_stay_at_hand_by_name(chemistry: str) -> None:
    """As designed: the same as with the correction off, also in what its cathode sells for."""
    designed = f"{chemistry}-everbatt-2023"
    if designed not in LIBRARY.names("chemistries"):
        assert LIBRARY.document("chemistries", chemistry).tree["family"] == "spinel"  # no design of its own
        return
    named = quote(chemistry=designed, route="direct").result
    off = quote(chemistry=chemistry, route="direct", corrections=["returning-packs=off"]).result
    assert (named.value, named.cost, named.margin) == (off.value, off.cost, off.margin)


@pytest.mark.parametrize("form", ["scrap-cell", "scrap-electrode", "black-mass"])
def test_what_makers_reject_is_new_whatever_comes_back(form: str) -> None:
    old, new = (
        quote(chemistry="nmc622", form=form, route="hydro", corrections=[f"returning-packs={state}"]).result.margin
        for state in ("on", "off")
    )
    assert old == new


def test_a_chemistry_of_ones_own_is_the_pack_it_describes(tmp_path: Path) -> None:
    """One that states its own pack is no pack that comes back; one that only extends is."""
    (tmp_path / "chemistries").mkdir()
    for name, text in (("theirs", ""), ("mine", "[design]\npack_mass = { value = 500, unit = 'kg' }\n")):
        head = "title = 'Own'\nextends = 'nmc622'\nproduct = 'nmc622'\nsource = 'recyc-estimate'\n"
        (tmp_path / "chemistries" / f"{name}.toml").write_text(head + text)
    dense = [
        quote(chemistry=name, route="hydro", preset_dirs=(str(tmp_path),)).to_dict()["basis"]["kwh_per_t"]
        for name in ("theirs", "mine")
    ]
    assert dense == pytest.approx([148.387, 200.0])


@pytest.mark.parametrize(
    ("name", "packs"),
    [
        ("nissan-leaf", ["24", "30", "40", "62"]),
        ("Renault Zoe", ["22", "41", "52"]),
        ("tesla-model-3", ["82", "lr", "sr-lfp-55", "sr-lfp-60"]),
        ("ioniq", ["28", "38"]),
    ],
)
def test_a_car_with_several_packs_says_which(name: str, packs: list[str]) -> None:
    with pytest.raises(RecycError) as caught:
        LIBRARY.document("vehicles", name.replace(" ", "-"))
    assert caught.value.code == "E107"
    family = {"ioniq": "hyundai-ioniq"}.get(name, name.lower().replace(" ", "-"))
    for pack in packs:
        assert (
            f"{family}-{pack} ({LIBRARY.document('vehicles', f'{family}-{pack}').tree['title']})" in caught.value.hint
        )


def test_masses_and_energies_are_pinned() -> None:
    vehicles = [LIBRARY.document("vehicles", name) for name in NAMES]
    assert len(vehicles) == 51
    assert math.fsum(item.tree["pack_mass"] for item in vehicles) == pytest.approx(
        19_963 + 9675 * 0.45359237 + 82 / 0.171, abs=0.01
    )
    assert math.fsum(energy(item) for item in vehicles) == pytest.approx(3_545.78, abs=0.01)


@pytest.mark.parametrize(
    ("name", "chemistry", "mass", "kwh"),
    [
        ("nissan-leaf-24", "lmo-nmc", 300, 24),
        ("nissan-leaf-30", "nmc532", 315, 30),
        ("nissan-leaf-40", "nmc532", 303, 40),
        ("nissan-leaf-62", "nmc532", 410, 62),
        ("bmw-i3-94ah", "nmc111", 256, 33.2),
        ("chevrolet-bolt-60", "nmc622", 435, 60),
        ("hyundai-kona-64", "nmc622", 452, 67.5),
        ("renault-zoe-41", "nmc622", 305, 44.1),
        ("tesla-model-3-sr-lfp-55", "lfp", 438, 55),
        ("vw-e-golf-36", "nmc111", 349, 35.8),
    ],
)
def test_packs_that_makers_or_teardowns_tell_of(name: str, chemistry: str, mass: float, kwh: float) -> None:
    found = LIBRARY.document("vehicles", name)
    assert found.tree["chemistry"] == chemistry
    assert (found.tree["pack_mass"], energy(found)) == pytest.approx((mass, kwh))


def test_every_vehicle_can_be_quoted(vehicle: Document) -> None:
    report = quote(vehicle=vehicle.name, packs=12).to_dict()
    assert report["basis"]["packs_per_t"] == pytest.approx(1000 / vehicle.tree["pack_mass"])
    assert report["basis"]["kwh_per_t"] == pytest.approx(1000 * energy(vehicle) / vehicle.tree["pack_mass"])


def test_a_composition_that_a_vehicle_gives_stands_as_given(tmp_path: Path) -> None:
    (tmp_path / "vehicles").mkdir()
    own = tmp_path / "vehicles" / "tried.toml"
    own.write_text(
        """extends = "nissan-leaf-40"
[set.chemistries.nmc532.pack]
unit = "kg/kg"
source = "recyc-estimate"
evidence = "measured"
cathode = 0.2
steel = 0.273824950272
"""
    )
    report = quote(vehicle="tried", route="hydro", preset_dirs=(str(tmp_path),))
    held = report.resolved.scenario.streams[0].delivered
    assert (held["cathode"], held["graphite"]) == pytest.approx((200.0, 166.901789624), rel=1e-12)
    assert "pack-scaled" not in {note["code"] for note in report.to_dict()["warnings"]}
    opened = quote(vehicle="tried", route="hydro", form="module", preset_dirs=(str(tmp_path),)).to_dict()
    assert "pack-scaled" in {note["code"] for note in opened["warnings"]}, "modules are not what was given"


def test_the_customers_copy_says_how_the_pack_was_composed() -> None:
    from recyc_cli.report.offers.customer import customer_copy

    found = quote(vehicle="nissan-leaf-40", route="hydro")
    notes = {note["code"]: note["message"] for note in customer_copy(found, found.to_dict())["warnings"]}
    assert "132 kWh/t" in notes["pack-scaled"]
