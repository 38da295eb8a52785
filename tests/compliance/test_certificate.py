"""Certificates: conserved over lots, whose metal, its burden, fields that passports take back."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from few import few

from recyc_cli import certificate, quote
from recyc_cli.cli.app import run_command
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from pathlib import Path


def pooled(folder: Path, lots: int, seed: int = 1) -> str:
    """Write lots of all sizes that were worked together, and what came of all of them."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    rows, sums = ["side,name,kg,lot,formula,li_kg,ni_kg,co_kg"], [0.0, 0.0, 0.0]
    for number in range(lots):
        mass = 10 ** draw.uniform(1, 5)
        held = [mass * draw.uniform(0.0, 0.1) for _ in sums]
        sums = [one + other for one, other in zip(sums, held, strict=True)]
        rows.append(f"in,battery,{mass!r},lot-{number},," + ",".join(map(repr, held)))
    lithium, nickel, cobalt = (0.8 * each for each in sums)
    rows += [f"out,alloy,{nickel + cobalt!r},,,,{nickel!r},{cobalt!r}", f"out,carbonate,{5 * lithium!r},,Li2CO3,,,"]
    path = folder / "lots.csv"
    path.write_text("\n".join(rows), "utf-8")
    return str(path)


def test_many_lots_are_given_what_all_products_hold(tmp_path: Path) -> None:
    found = certificate(outputs=pooled(tmp_path, 500), accounting="mass-balance")
    whole = dict.fromkeys(("li", "ni", "co"), 0.0)
    mass = 0.0
    for lot in found.lots:
        for product in lot.products:
            mass += float(product.mass)
            for name in whole:
                whole[name] += float(product.elements.get(name, 0.0))
    made = {name: sum(float(each.elements.get(name, 0.0)) for each in found.whole.outputs) for name in whole}
    assert whole == pytest.approx(made, rel=1e-9)
    assert mass == pytest.approx(sum(float(each.mass) for each in found.whole.outputs), rel=1e-9)
    report = found.to_dict()
    assert report["closure_kg"] <= 1e-9 * max(made.values())
    for lot in report["lots"]:
        for element in lot["elements"]:
            rest = element["fed_kg"] - element["products_kg"] - element["elsewhere_kg"]
            assert abs(rest) <= 1e-9 * max(element["fed_kg"], 1.0)


def test_lots_that_were_worked_together_have_no_outputs_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(RecycError) as caught:
        certificate(outputs=pooled(tmp_path, 3), accounting="lot")
    assert caught.value.code == "E195"


def test_a_lot_is_its_tonnes() -> None:
    asked = {"chemistry": "nmc622", "route": "hydro", "region": "germany"}
    lot = certificate(**asked, mass_t=40.0).to_dict()["lots"][0]  # type: ignore[arg-type]
    products = {each["product"]: each["kg_per_t"] for each in quote(**asked).to_dict()["products"]}  # type: ignore[arg-type]
    assert {each["product"]: each["kg"] / 40.0 for each in lot["products"]} == pytest.approx(products, rel=1e-9)


def test_burdens_of_all_products_are_those_of_the_chain() -> None:
    asked = {"chemistry": "nmc622", "route": "hydro", "region": "germany"}
    whole = quote(**asked).to_dict()["impacts"]  # type: ignore[arg-type]
    lot = certificate(**asked).to_dict()["lots"][0]  # type: ignore[arg-type]
    for name, total in (("ghg_kg", "ghg_kg"), ("energy_mj", "total_energy_mj"), ("water_l", "water_l")):
        summed = sum(each["kg"] * each["footprint"][name] for each in lot["products"])  # type: ignore[index]
        assert summed == pytest.approx(whole[total], rel=1e-9)
    by_value = sum(each["kg"] * each["footprint"]["ghg_by_value_kg"] for each in lot["products"])  # type: ignore[index]
    assert by_value == pytest.approx(whole["ghg_kg"], rel=1e-9)


def test_bought_lithium_is_no_recycled_content() -> None:
    report = certificate(chemistry="nmc622", route="direct").to_dict()
    cathode = next(each for each in report["lots"][0]["products"] if each["product"] == "nmc622")
    assert cathode["recycled_content"]["ni"] == 1.0
    assert cathode["recycled_content"]["li"] < 0.9


def test_a_premium_brings_the_margin_to_nothing() -> None:
    asked = {"chemistry": "nmc622", "route": "hydro", "region": "germany"}
    premium = certificate(**asked).to_dict()["premium"]  # type: ignore[arg-type]
    margin = quote(**asked).to_dict()["totals"]["margin"]  # type: ignore[arg-type]
    assert premium is not None
    assert margin < 0.0
    assert premium["to_break_even"] is not None
    assert margin + premium["to_break_even"] * premium["certified_value_per_t"] == pytest.approx(0.0, abs=1e-6)


def test_fields_of_a_batterypass(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["certificate", "nmc622", "--route", "direct", "--as", "batterypass", "-q"]) == 0
    told = json.loads(capsys.readouterr().out)["recycledContent"]
    assert [each["recycledMaterial"] for each in told] == ["Cobalt", "Lithium", "Nickel"]
    for each in told:
        assert set(each) == {"preConsumerShare", "recycledMaterial", "postConsumerShare"}
        assert 0.0 <= each["preConsumerShare"] + each["postConsumerShare"] <= 100.0


def test_scrap_of_production_is_pre_consumer(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["certificate", "nmc622", "--route", "hydro", "--form", "scrap-cell", "--as", "batterypass", "-q"]
    assert run_command(words) == 0
    told = json.loads(capsys.readouterr().out)["recycledContent"]
    assert {(each["preConsumerShare"], each["postConsumerShare"]) for each in told} == {(100.0, 0.0)}


def test_fields_of_catenax(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["certificate", "nmc622", "--route", "hydro", "--as", "catenax", "-q"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told["materials"]["active"]) == {"cobalt", "lithium", "nickel"}
    assert told["materials"]["active"]["nickel"] == {"recycled": 100.0}


def test_forms_of_a_certificate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["certificate", "nmc622", "--route", "hydro", "--mass", "40t", "--lot", "A17", "-q"]
    for name in ("a.html", "a.md", "a.csv", "a.json", "a.xlsx"):
        assert run_command([*words, "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 500
    assert "A17" in (tmp_path / "a.html").read_text("utf-8")
    capsys.readouterr()


PARTS = (
    ["nmc622", "--route", "hydro", "--mass", "40t", "--lot", "SECRET-A17"],
    ["nmc622", "--route", "direct"],
    ["nmc811", "--route", "hydro", "--form", "scrap-cell"],
    ["lfp", "--route", "hydro", "--region", "china"],
    ["--mix", "lfp=0.3,nmc811=0.7", "--route", "hydro"],
)


@pytest.mark.parametrize(
    ("words", "kind"), few(((words, kind) for words in PARTS for kind in ("batterypass", "catenax")), 3)
)
def test_what_is_written_for_a_passport_is_read_again(
    words: list[str], kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "part.json"
    assert run_command(["certificate", *words, "--as", kind, "-v"]) == 0
    written = capsys.readouterr()
    path.write_text(written.out, "utf-8")
    assert "[certificate-part]" in written.err
    assert "does not say what was meant" not in written.err
    assert run_command(["certificate", *words, "--json", "-q"]) == 0
    content = json.loads(capsys.readouterr().out)["content"]
    assert run_command(["passport", str(path), "--json"]) == 0
    (read,) = json.loads(capsys.readouterr().out)["passports"]
    assert read["format"] == {"batterypass": "batterypass", "catenax": "catena-x"}[kind]
    assert read["version"] == {"batterypass": "1.2.0", "catenax": "6.1.0"}[kind]
    assert (read["doubts"], read["refused"]) == ([], [])
    names = {"li": "lithium", "ni": "nickel", "co": "cobalt"}
    due = {names[element]: pytest.approx(100.0 * share, abs=1e-6) for element, share in content.items()}
    assert read["recycled"] == due
    assert "SECRET" not in written.out


def test_what_a_model_asks_for_besides_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """What the publishers' schemas miss, by a validator that is held against them."""
    missed = {
        "batterypass": ["renewableContent", "dismantlingAndRemovalInformation", "sparePartSources"],
        "catenax": ["materials.active.lead", "materials.active.*.location", "materials.hazardous", "identification"],
    }
    for kind, names in missed.items():
        assert run_command(["certificate", "nmc622", "--route", "hydro", "--as", kind, "-v"]) == 0
        told = " ".join(capsys.readouterr().err.split())
        assert all(name in told for name in names)
        assert "recycledMaterial" not in told
        assert "materials.active.nickel" not in told
        assert "active.*.recycled" not in told


def test_burdens_of_weighed_lots_are_those_of_all_that_went_in(example: str) -> None:
    asked = {"chemistry": "nmc622", "route": "hydro", "region": "germany"}
    report = certificate(outputs=example, **asked).to_dict()  # type: ignore[arg-type]
    whole = quote(**asked).to_dict()["impacts"]  # type: ignore[arg-type]
    assert (report["masses"], report["premium"]) == ("weighed", None)
    summed = sum(each["kg"] * each["footprint"]["ghg_kg"] for each in report["lots"][0]["products"])  # type: ignore[index]
    assert summed == pytest.approx(whole["ghg_kg"], rel=1e-9), "of one tonne, as 1,000 kg went in"
    virgin = {each["product"]: each["footprint"]["virgin_ghg_kg"] for each in report["lots"][0]["products"]}  # type: ignore[index]
    assert virgin["lithium_carbonate"] == pytest.approx(12.39, abs=0.005)
    assert virgin["steel_scrap"] is None
    assert {each["footprint"]["ghg_by_value_kg"] for each in report["lots"][0]["products"]} == {None}  # type: ignore[index]


def test_weighed_lots_come_from_where_they_are_said_to(example: str) -> None:
    origin = certificate(outputs=example, region="korea", form="scrap-cell").to_dict()["origin"]
    assert (origin["region"], origin["consumer"]) == ("korea", "pre")
    assert certificate(outputs=example).to_dict()["origin"]["consumer"] == "post"


def test_a_premium_is_asked_for_on_what_a_contract_names() -> None:
    asked = {"chemistry": "nmc622", "route": "hydro", "region": "germany"}
    whole = certificate(**asked).to_dict()["premium"]  # type: ignore[arg-type]
    part = certificate(premium_on=["nickel", "Lithium carbonate"], **asked).to_dict()["premium"]  # type: ignore[arg-type]
    assert whole is not None
    assert part is not None
    assert part["on"] == ["lithium_carbonate", "nickel"]
    told = quote(**asked).to_dict()  # type: ignore[arg-type]
    values = {each["product"]: each["value"] for each in told["products"]}
    assert part["certified_value_per_t"] == pytest.approx(values["nickel"] + values["lithium_carbonate"], rel=1e-12)
    for each in (whole, part):
        assert each["to_break_even_per_t"] == pytest.approx(-told["totals"]["margin"], rel=1e-9)
    assert part["carbon_worth"] is not None
    assert part["carbon_worth"] * part["certified_value_per_t"] == pytest.approx(part["carbon_worth_per_t"])
    with pytest.raises(RecycError) as caught:
        certificate(premium_on=["gold"], **asked)  # type: ignore[arg-type]
    assert caught.value.code == "E198"
