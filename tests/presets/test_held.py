"""A route that holds its own plants: one file, and its numbers have the paths of any stage's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recyc_cli import quote
from recyc_cli.catalog.compiled.compile import compile_presets
from recyc_cli.catalog.compiled.compiled import Compiled
from recyc_cli.catalog.documents.folder import Folder
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.documents.route_plants import taken_out
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycErrors

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Shelves

STAGE = """
title = "Wet"
stage = "recovery"
unit = "kg/kg"
source = "handbook"
energy.mass = 2
fates.li = { salt = 0.9, mud = "rest" }
[when.late.energy]
mass = 3
"""
ROUTE = """
title = "Mine"
plants = ["mine"]
source = "survey"
[stages.mine]
extends = "wet"
note = "a bench of our own"
fates.li.salt = 0.95
"""
NUMBER = "stages.hydro-plus.fates.cathode.ni.nickel"


def test_a_plant_lies_over_what_it_extends(shelves: Shelves) -> None:
    route = shelves({"routes/mine.toml": ROUTE, "stages/wet.toml": STAGE}).document("routes", "mine")
    assert route.tree["stages"]["mine"]["fates"]["li"] == {"salt": 0.95, "mud": "rest"}
    assert route.records["stages.mine.fates.li.salt"].source == "survey", "as its file says"
    assert route.records["stages.mine.energy.mass"].source == "handbook", "as the stage it extends says"
    assert route.notes["stages.mine"] == "a bench of our own"
    plant = taken_out(route)["mine"]
    assert (plant.kind, plant.name, plant.path) == ("stages", "mine", route.path)
    assert plant.records["fates.li.salt"].value == 0.95
    assert plant.overlays["late"].tree == {"energy": {"mass": 3.0}}
    assert plant.overlays["late"].records["energy.mass"].value == 3.0


def test_a_route_extends_a_route_and_changes_its_plant(shelves: Shelves) -> None:
    child = "extends = 'mine'\ntitle = 'Hers'\n[stages.mine]\nenergy.mass = 5"
    library = shelves({"routes/mine.toml": ROUTE, "routes/hers.toml": child, "stages/wet.toml": STAGE})
    plant = taken_out(library.document("routes", "hers"))["mine"].tree
    assert plant["energy"]["mass"] == 5.0
    assert plant["fates"]["li"]["salt"] == 0.95
    assert taken_out(library.document("routes", "mine"))["mine"].tree["energy"]["mass"] == 2.0


def test_the_compiled_form_keeps_them(shelves: Shelves) -> None:
    library = shelves({"routes/mine.toml": ROUTE, "stages/wet.toml": STAGE})
    folder = library.shelves[-1]
    compiled = Library((), Compiled(compile_presets(folder, "x")))
    read, opened = (taken_out(each.document("routes", "mine"))["mine"] for each in (library, compiled))
    assert (opened.tree, opened.records) == (read.tree, read.records)
    assert opened.overlays["late"].records == read.overlays["late"].records
    assert opened.notes == read.notes


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("[stages.mine]\nextends = 'wett'", "stages.mine", "did you mean wet?"),
        ("[stages.mine]\nextends = 'wet'\nfates.li.salt = 1.5", "stages.mine.fates.li", "from 0 to 1"),
        ("[stages.mine]\nextends = 'wet'\nfates.li.salt = 'all'", "stages.mine.fates.li.salt", "a number is due"),
        ("[stages.mine]\nextends = 'wet'\nenergy.mass = nan", "stages.mine.energy.mass", "not finite"),
        ("[stages.mine]\naccepts = ['pack']", "stages.mine.stage", "is missing"),
        ("[stages]\nmine = 3", "stages.mine", "a plant is a table"),
        ("[stages.hydro]\nextends = 'pyro'", "stages.hydro", "own name"),
        ("stages = 3", "stages", "no unit"),
    ],
)
def test_faults_are_told_by_their_place(tmp_path: Path, text: str, where: str, words: str) -> None:
    (tmp_path / "routes").mkdir()
    (tmp_path / "stages").mkdir()
    (tmp_path / "stages/wet.toml").write_text(STAGE.replace("handbook", "everbatt-2023").replace("late", "fates"))
    head = "title = 'x'\nplants = ['mine']\nsource = 'everbatt-2023'\n"
    (tmp_path / "routes/own.toml").write_text(f"{text}\n{head}" if text.startswith("stages") else f"{head}{text}")
    with pytest.raises(RecycErrors) as caught:
        open_library([str(tmp_path)]).document("routes", "own")
    assert any(f": {where}" in str(error) and words in str(error) for error in caught.value.errors)


def test_it_is_quoted_set_and_named(tmp_path: Path) -> None:
    (tmp_path / "routes").mkdir()
    (tmp_path / "routes/own.toml").write_text(
        "title = 'Own'\nplants = ['preprocessing', 'hydro-plus']\n"
        "[stages.hydro-plus]\nextends = 'hydro'\nfates.cathode.ni.nickel = 0.995\n"
    )
    folder = [str(tmp_path)]

    def recovered(route: str, *overrides: str) -> float:
        report = quote(chemistry="nmc622", route=route, preset_dirs=folder, overrides=list(overrides)).to_dict()
        return next(float(item["recovery"]) for item in report["products"] if item["product"] == "nickel")

    assert recovered("own") == pytest.approx(0.95 * 0.995)
    assert recovered("hydro") == pytest.approx(0.95 * 0.98)
    assert recovered("own", f"{NUMBER}=0.9") == pytest.approx(0.95 * 0.9)
    assert Folder(str(tmp_path)).names("routes") == {"own": "own"}
