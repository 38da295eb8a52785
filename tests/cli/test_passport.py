"""`recyc passport`, `quote --passport`, `compare --passport`: as by hand, and silent about whose battery it is."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import few, few_whole

from recyc_cli import read_passport

if TYPE_CHECKING:
    from collections.abc import Callable

    Recyc = Callable[..., Any]

FOLDER = Path(__file__).parents[1] / "passports"
CASES = FOLDER / "cases"
WHOLE, FAMILY = str(CASES / "18-aspects.zip"), str(CASES / "07-catenax-4-left-right.json")
BY_HAND = ("quote", "nca", "--pack-mass", "465kg", "--pack-energy", "75kWh", "--soh", "0.81", "--packs", "1")


@pytest.mark.parametrize("route", ["hydro", "reuse", "direct"])
def test_a_quote_of_a_passport_is_the_quote_by_hand(route: str, recyc: Recyc) -> None:
    passport = str(CASES / "08-catenax-3-wh-and-gram.json")
    by_passport = json.loads(recyc("quote", "--passport", passport, "--route", route, "--json").out)
    by_hand = json.loads(recyc(*BY_HAND, "--route", route, "--json").out)
    by_passport["warnings"] = [each for each in by_passport["warnings"] if not each["code"].startswith("passport-")]
    assert by_passport == by_hand


def test_materials_are_the_pack_that_is_quoted(recyc: Recyc) -> None:
    report = json.loads(recyc("quote", "--passport", WHOLE, "--route", "hydro", "--json").out)
    overrides = {each.partition("=")[0]: float(each.partition("=")[2]) for each in report["scenario"]["overrides"]}
    assert sum(overrides.values()) == pytest.approx(1.0, abs=1e-9)
    assert report["lot"]["packs"] == pytest.approx(1.0)
    nickel = next(each["kg_per_t"] for each in report["contained"] if each["element"] == "ni")
    assert nickel == pytest.approx(1000 * 118 / 450 * 0.36334, rel=1e-3), "of LiNi0.6Mn0.2Co0.2O2, 118 of 450 kg"


def test_what_is_said_beside_a_passport_counts(recyc: Recyc) -> None:
    report = json.loads(recyc("quote", "nmc811", "--passport", FAMILY, "--soh", "0.7", "--mass", "4t", "--json").out)
    assert report["scenario"]["chemistry"] == "nmc811"
    assert (report["scenario"]["soh"], report["lot"]["mass_t"]) == (0.7, 4.0)
    assert "passport-family" not in {each["code"] for each in report["warnings"]}


def test_a_family_is_quoted_with_its_two_ends(recyc: Recyc) -> None:
    report = json.loads(recyc("quote", "--passport", FAMILY, "--route", "hydro", "--json").out)
    said = next(each["values"] for each in report["warnings"] if each["code"] == "passport-family")
    for name, key in (("nmc111", "least"), ("nmc811", "most")):
        other = json.loads(recyc("quote", name, "--passport", FAMILY, "--route", "hydro", "--json").out)
        assert said[key] == pytest.approx(other["totals"]["margin"], rel=1e-12)


def test_a_comparison_takes_a_passport(recyc: Recyc) -> None:
    report = json.loads(recyc("compare", "--passport", WHOLE, "--json").out)
    assert {each["scenario"]["chemistry"] for each in report["quotes"]} == {"nmc622"}
    assert {each["scenario"]["pack_mass_kg"] for each in report["quotes"]} == {450.0}


def test_absurd_values_are_named_all_at_once(recyc: Recyc) -> None:
    answer = recyc("passport", str(CASES / "13-absurd.json"))
    assert answer.code == 3
    assert answer.err.count("error[E386]") == 7
    assert "309 digits" in answer.err
    assert "Traceback" not in answer.err


BESIDE: tuple[tuple[str, tuple[str, ...], int], ...] = (
    (str(FOLDER / "own/two-chemistries.json"), (), 3),
    (str(FOLDER / "own/two-chemistries.json"), ("lfp",), 0),
    (str(FOLDER / "own/wh-per-kg.json"), ("--pack-mass", "275kg"), 3),
    (str(FOLDER / "own/wh-per-kg.json"), ("--pack-mass", "275kg", "--pack-energy", "27kWh"), 0),
    (str(CASES / "05-bp-performance-120-misspelt.json"), (), 2),
    (str(CASES / "05-bp-performance-120-misspelt.json"), ("lfp",), 0),
    (str(CASES / "20-recycled-content.json"), ("lfp",), 0),
    (WHOLE, ("--vehicle", "leaf"), 2),
    (WHOLE, ("--material-unit", "stone"), 2),
    (WHOLE, ("--material-unit", "none"), 0),
    (str(CASES), (), 3),
    ("nowhere.json", (), 3),
)


@pytest.mark.parametrize(("passport", "beside", "code"), few(BESIDE, 2))
def test_a_quote_asks_for_what_a_passport_leaves_open(
    passport: str, beside: tuple[str, ...], code: int, recyc: Recyc
) -> None:
    answer = recyc("quote", *beside, "--passport", passport, "--route", "hydro")
    assert answer.code == code, answer.err


SECRET = ("urn:example:bp:0001", "urn:example:pack:0001", "18-aspects", str(CASES))


ASKED = (
    ("quote", "--route", "hydro", "--json"),
    ("quote", "--route", "hydro", "-v"),
    ("quote", "--route", "hydro", "--margin", "8%", "--customer", "--at-a-loss"),
    ("compare", "-v"),
)


@pytest.mark.parametrize("asked", few_whole(ASKED, 2))
def test_no_output_tells_whose_battery_it_was(asked: tuple[str, ...], recyc: Recyc) -> None:
    answer = recyc(*asked, "--passport", WHOLE)
    assert answer.code == 0, answer.err
    assert not [word for word in SECRET if word in answer.out + answer.err]


def test_a_saved_offer_does_not_tell_either(recyc: Recyc, tmp_path: Path) -> None:
    assert recyc("quote", "--passport", WHOLE, "--route", "hydro", "--save", str(tmp_path / "offer.json")).code == 0
    saved = (tmp_path / "offer.json").read_text()
    assert not [word for word in SECRET if word in saved]


def test_identifiers_are_told_where_they_are_asked_for(recyc: Recyc) -> None:
    assert SECRET[0] not in recyc("passport", WHOLE, "--json").out
    assert SECRET[0] in recyc("passport", WHOLE, "--json", "--identifier").out


def test_a_folder_is_a_row_each(recyc: Recyc) -> None:
    answer = recyc("passport", str(CASES), "--format", "csv")
    rows = list(csv.DictReader(StringIO(answer.out)))
    assert len(rows) == len([each for each in CASES.iterdir() if each.suffix in (".json", ".zip")])
    assert next(row["pack_mass_kg"] for row in rows if row["file"].startswith("19-")) == "423.5"


@pytest.mark.parametrize("form", ["plain", "table", "md", "html", "csv-long", "xlsx"])
def test_every_form_tells_it(form: str, recyc: Recyc, tmp_path: Path) -> None:
    more = ("-o", str(tmp_path / f"it.{form}")) if form in ("html", "xlsx") else ("--format", form)
    answer = recyc("passport", WHOLE, "--explain", *more)
    assert answer.code == 0, answer.err


def test_python_reads_a_passport_too() -> None:
    assert read_passport(WHOLE).scenario["soh"] == 0.8


def test_a_batch_quotes_a_folder_of_passports_row_by_row(recyc: Recyc) -> None:
    pytest.importorskip("pyarrow")
    answer = recyc("batch", str(CASES), "--route", "hydro", "--columns", "margin")
    assert answer.code == 0, answer.err
    rows = {row["file"][:2]: row for row in csv.DictReader(StringIO(answer.out))}
    assert len(rows) == len([each for each in CASES.iterdir() if each.suffix in (".json", ".zip")])
    for path in sorted(CASES.iterdir()):
        if not (row := rows[path.name[:2]])["refused"]:
            alone = json.loads(recyc("quote", "--passport", str(path), "--route", "hydro", "--json").out)
            assert float(row["margin"]) == pytest.approx(alone["totals"]["margin"], rel=1e-9), path.name
    assert rows["02"]["materials"].startswith("cathode=26.22% graphite=16.89% copper=12.89%")
    assert rows["02"]["doubts"] == "unit-by-physics material_mass"
    assert "1.6e+38 kg" in rows["13"]["reason"]
    assert rows["01"]["identifier"] == "urn:example:bp:0001"


def test_json_lines_of_passports_are_told_from_lines_of_lots(recyc: Recyc, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    line = {"batteryMass": 450, "batteryChemistry": {"shortName": "LFP"}, "batteryCondition": {}}
    (tmp_path / "passports.jsonl").write_text("\n".join([json.dumps(line)] * 3))
    (tmp_path / "lots.jsonl").write_text('{"chemistry": "lfp", "packs": 3}')
    for name, count in (("passports", 3), ("lots", 1)):
        answer = recyc("batch", str(tmp_path / f"{name}.jsonl"), "--columns", "margin")
        assert answer.code == 0, answer.err
        assert len(list(csv.DictReader(StringIO(answer.out)))) == count


def test_the_unit_of_materials_is_decided_for_a_batch(recyc: Recyc, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    materials = [{"batteryMaterialName": name, "batteryMaterialMass": 9e5} for name in ("NMC 622", "Graphite")]
    told = {"batteryMass": 450, "batteryChemistry": {"shortName": "NMC 622"}, "batteryMaterials": materials}
    (tmp_path / "much.json").write_text(json.dumps(told))
    asked = ("batch", str(tmp_path), "--columns", "margin")
    assert "--material-unit" in recyc(*asked).err
    answer = recyc(*asked, "--material-unit", "none")
    assert answer.code == 0, answer.err
    alone = json.loads(recyc("quote", "nmc622", "--pack-mass", "450kg", "--packs", "1", "--json").out)
    row = next(csv.DictReader(StringIO(answer.out)))
    assert float(row["margin"]) == pytest.approx(alone["totals"]["margin"], rel=1e-9)
