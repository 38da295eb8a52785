"""Plants, vehicles and recovery profiles, whatever is fed to them: sizes, capital, recoveries and mass."""

from __future__ import annotations

import itertools
import math
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import drawing
from few import few
from test_mass import check_balance

from recyc_cli import quote
from recyc_cli.analysis.traced_quote import traced_quote, values
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.vocabulary import PROFILES
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.money.production_cost import capital, capital_as_built
from recyc_cli.model.numbers.series import Series
from recyc_cli.model.records.plant import Investment
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from recyc_cli.model.records.scenario import Method

LIBRARY = open_library()
PLANTS = LIBRARY.names("plants")
VEHICLES = LIBRARY.names("vehicles")
ACTIVE = {name for name, item in LIBRARY.document("materials").tree["components"].items() if item.get("active")}
"""What stores the energy of a battery."""
PAIRS = [(plant, route) for plant in PLANTS for route in LIBRARY.document("plants", plant).tree["routes"]]
ROUTES = [name for name in LIBRARY.names("routes") if LIBRARY.document("routes", name).tree["plants"]]
UNFIT = {"E128", "E129", "E131"}
"""The route does not take the form or the family, or the chemistry has no composition in the plant's form."""
PRESETS = Path(__file__).parents[2] / "presets"
INDEX_2024 = 798.8
"""Plant cost index of the deck a quote takes when none is named."""
ROUNDED = 1e-12
"""Relative: a few operations on floats."""


def _suits(chemistry: str, route: str) -> bool:
    families = LIBRARY.document("routes", route).tree.get("suits", [])
    return not families or LIBRARY.document("chemistries", chemistry).tree["family"] in families


def _chemistries(route: str) -> list[str]:
    return [name for name in (*drawing.CHEMISTRIES, "lead-acid") if _suits(name, route)]


@drawing.sampled(12)
@pytest.mark.parametrize(("plant", "route"), few(PAIRS, 4))
def test_every_plant_is_quoted_on_its_routes(plant: str, route: str, every: int) -> None:
    """Of all plants each time by one chemistry: tests/presets/test_real_plants.py."""
    quoted = 0
    start = PAIRS.index((plant, route)) % every
    for chemistry in [*_chemistries(route)[:1], *LIBRARY.names("chemistries")[start::every]]:
        try:
            report = quote(chemistry=chemistry, plant=plant, route=route).to_dict()
        except (RecycError, RecycErrors) as error:
            if {fault.code for fault in error.errors} <= UNFIT:
                continue
            raise
        quoted += 1
        assert report["scenario"]["plant"] == plant
        assert "plant-inherited" in {item["code"] for item in report["warnings"]}
    assert quoted


@pytest.mark.parametrize(("plant", "route"), few(PAIRS, 3))
def test_a_plants_throughput_is_of_the_stage_it_states(plant: str, route: str) -> None:
    tree = LIBRARY.document("plants", plant).tree
    if "throughput" not in tree or not LIBRARY.document("routes", route).tree["plants"]:
        return
    chemistry = _chemistries(route)[0]
    report = quote(chemistry=chemistry, plant=plant, route=route, form="pack").to_dict()
    fed = {stage["stage"]: stage["throughput_t_per_year"] for stage in report["stages"] if stage["capital"]}
    own = tree["throughput"]
    stated = own if isinstance(own, dict) else {next(iter(fed)): own}
    stage = next(stage for stage in stated if stage in fed)
    assert fed[stage] == pytest.approx(stated[stage], rel=ROUNDED)
    assert report["scenario"]["throughput_t_per_year"] == pytest.approx(next(iter(fed.values())), rel=ROUNDED)


@pytest.mark.parametrize(("plant", "route"), PAIRS)
def test_an_investment_holds_at_its_capacity_and_grows_with_the_six_tenths(plant: str, route: str) -> None:
    known = LIBRARY.document("plants", plant).tree.get("investment")
    if not known or not LIBRARY.document("routes", route).tree["plants"]:
        return
    asked = {"chemistry": _chemistries(route)[0], "plant": plant, "route": route, "form": "pack"}
    for throughput in (5_000.0, 50_000.0):
        quoted = quote(**asked, throughput_t_per_year=throughput)
        in_usd = quoted.resolved.documents["plant"].tree["investment"]
        for stage in quoted.to_dict()["stages"]:
            if stage["stage"] in known:
                own, capacity, index = (in_usd[stage["stage"]][key] for key in ("fixed_capital", "capacity", "cepci"))
                due = own * (INDEX_2024 / index) * (stage["throughput_t_per_year"] / capacity) ** 0.6
                built = stage["capital"]
                parts = ("isbl", "osbl", "design_engineering", "contingency")
                assert sum(built[part] for part in parts) == pytest.approx(due, rel=ROUNDED)
                assert built["fixed_capital"] == pytest.approx(due, rel=ROUNDED)


@cache
def usual_method() -> Method:
    return quote(chemistry="lfp").resolved.scenario.method


@given(st.floats(1e5, 1e9), st.floats(1e3, 1e6), st.floats(1e2, 1e6))
@settings(max_examples=100)
def test_capital_as_built_keeps_the_proportions(known: float, capacity: float, feed: float) -> None:
    method = usual_method()
    modelled = capital(1e6, method)
    investment = Investment(fixed_capital=known, capacity=capacity, cepci=INDEX_2024)
    built = capital_as_built(modelled, investment, feed, 1.0, method)
    parts = ("isbl", "osbl", "design_engineering", "contingency")
    assert sum(getattr(built, part) for part in parts) == pytest.approx(built.fixed_capital, rel=ROUNDED)
    larger = capital_as_built(modelled, investment, 2.0 * feed, 1.0, method)
    assert larger.fixed_capital / built.fixed_capital == pytest.approx(2.0**0.6, rel=ROUNDED)
    dearer = capital_as_built(modelled, investment, feed, 1.5, method)
    assert dearer.fixed_capital == pytest.approx(1.5 * built.fixed_capital, rel=ROUNDED)
    assert built.isbl / modelled.isbl == pytest.approx(built.osbl / modelled.osbl, rel=ROUNDED)


def test_neither_the_regions_factor_nor_its_curves_act_on_a_public_figure() -> None:
    plant = next(name for name in PLANTS if LIBRARY.document("plants", name).tree.get("investment"))
    stage = next(iter(LIBRARY.document("plants", plant).tree["investment"]))
    asked = {"chemistry": "nmc622", "plant": plant, "form": "pack"}
    ends = [quote(**asked, overrides=[f"region.equipment_factor={factor}"]) for factor in (0.5, 2.0)]
    built = [next(a.capital.fixed_capital for a in each.result.accounts if a.plant.stage == stage) for each in ends]
    assert built[0] == pytest.approx(built[1], rel=ROUNDED)
    lines = ends[0].to_dict()["lines"]
    line = next(line for line in lines if (line["stage"], line["group"]) == (stage, "annualized_capital"))
    assert f"plant.investment.{stage}" in line["inputs"]
    assert not any("equipment" in path for path in line["inputs"])


@pytest.mark.parametrize("deck", ["2019", "2022", "2024", "2025"])
def test_a_public_cost_is_brought_to_the_year_of_the_deck_as_equipment_is(deck: str) -> None:
    """What equipment would have moved by, from 2020, the public cost moves by from its own year; neither without."""
    asked = {"chemistry": "nmc622", "plant": "umicore-hoboken", "prices": deck}
    on, off = (quote(**asked, corrections=[f"equipment-price-year={state}"]) for state in ("on", "off"))
    (built,), (told,) = ([a.capital for a in each.result.accounts if a.plant.stage == "recovery"] for each in (on, off))
    index = on.resolved.documents["prices"].tree["cepci"]
    assert built.fixed_capital / told.fixed_capital == pytest.approx(index / 521.9, rel=ROUNDED)
    known = off.resolved.scenario.plants[-1].investment
    account = next(a for a in off.result.accounts if a.plant.stage == "recovery")
    assert told.fixed_capital == pytest.approx(known.fixed_capital * (account.rate / known.capacity) ** 0.6)


def test_a_cost_without_an_index_is_in_the_money_of_the_deck(tmp_path: Path) -> None:
    (tmp_path / "plants").mkdir()
    text = (PRESETS / "plants" / "umicore-hoboken.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("cepci")]
    (tmp_path / "plants" / "mine.toml").write_text("\n".join(lines).replace('"umicore"', '"mine"'), encoding="utf-8")
    asked = {"chemistry": "nmc622", "plant": "mine", "preset_dirs": [str(tmp_path)]}
    costs = {
        next(
            a.capital.fixed_capital for a in quote(**asked, prices=deck).result.accounts if a.plant.stage == "recovery"
        )
        for deck in ("2019", "2022", "2024")
    }
    assert max(costs) == pytest.approx(min(costs), rel=ROUNDED)


def test_an_investment_may_be_an_array() -> None:
    plant = next(name for name in PLANTS if LIBRARY.document("plants", name).tree.get("investment"))
    stage = next(iter(LIBRARY.document("plants", plant).tree["investment"]))
    asked: dict[str, Any] = {"chemistry": "nmc622", "plant": plant, "form": "pack"}
    costs: Any = Series([1e8, 1e9])
    many: Any = evaluate(resolve(Request(**asked), {f"plant.investment.{stage}.fixed_capital": costs}).scenario).margin
    for cost, margin in zip(costs.values, many.values, strict=True):
        one = quote(**asked, overrides=[f"plant.investment.{stage}.fixed_capital={cost!r} USD"])
        assert one.result.margin == pytest.approx(margin, rel=ROUNDED)


@pytest.mark.parametrize(("route", "profile"), few(itertools.product(ROUTES, PROFILES), 4))
def test_mass_closes_under_every_profile(route: str, profile: str) -> None:
    for chemistry in _chemistries(route):
        check_balance(quote(chemistry=chemistry, route=route, profile=profile).result)


@pytest.mark.parametrize(("plant", "route"), few(PAIRS, 12))
def test_mass_closes_in_every_plant(plant: str, route: str) -> None:
    for chemistry in _chemistries(route):
        check_balance(quote(chemistry=chemistry, route=route, plant=plant, form="pack").result)


@drawing.sampled(3)
@pytest.mark.parametrize("route", ROUTES)
def test_profiles_are_ordered(route: str, every: int) -> None:
    for chemistry in _chemistries(route)[::every]:
        values = [quote(chemistry=chemistry, route=route, profile=name).result.value for name in PROFILES]
        assert values == sorted(values), chemistry


@pytest.mark.parametrize("vehicle", few(VEHICLES, 4))
def test_every_vehicle_is_a_pack_of_its_own_mass_and_energy(vehicle: str) -> None:
    """Each vehicle is quoted each time: tests/presets/test_vehicles.py."""
    tree = LIBRARY.document("vehicles", vehicle).tree
    report = quote(vehicle=vehicle, packs=12).to_dict()
    assert report["scenario"]["vehicle"] == vehicle
    assert report["lot"]["mass_t"] == pytest.approx(12 * tree["pack_mass"] / 1000.0, rel=ROUNDED)
    assert report["lot"]["kwh"] == pytest.approx(12 * tree["pack_energy"] / 3.6, rel=ROUNDED)


@pytest.mark.parametrize("form", ["pack", "module", "cell"])
@pytest.mark.parametrize("vehicle", few(VEHICLES, 12))
def test_what_stores_the_energy_goes_with_it(vehicle: str, form: str) -> None:
    """Per kWh a vehicle holds the cathode of its chemistry; the rest goes by one factor, so the mass is the pack's.

    Each by every component and in every form, on the masses of the components as the model takes them.
    """
    chemistry = LIBRARY.document("vehicles", vehicle).tree["chemistry"]
    own, generic = (
        quote(**{kind: name}, form=form, route="hydro")
        for kind, name in (("vehicle", vehicle), ("chemistry", chemistry))
    )
    held = own.resolved.scenario.streams[0].delivered
    assert math.fsum(held.values()) == pytest.approx(1000.0, rel=1e-9)
    before = generic.resolved.scenario.streams[0].delivered
    bases = [each.to_dict()["basis"] for each in (own, generic)]
    kwh = [basis["kwh_per_t"] for basis in bases]
    packs = [basis["packs_per_t"] for basis in bases]
    per_kwh = {name: held[name] / kwh[0] / (before[name] / kwh[1]) for name in held if before[name] and name in ACTIVE}
    assert per_kwh == pytest.approx(dict.fromkeys(per_kwh, 1.0), rel=1e-9)
    rest = [held[name] / packs[0] / (before[name] / packs[1]) for name in held if before[name] and name not in ACTIVE]
    assert rest == pytest.approx([rest[0]] * len(rest), rel=1e-9)


@pytest.mark.parametrize("vehicle", few(VEHICLES, 6))
def test_a_vehicles_pack_opens_into_its_modules_and_cells(vehicle: str) -> None:
    for level in ("module", "cell"):
        own = quote(vehicle=vehicle, disassemble=level, route="hydro")
        design = own.resolved.scenario.streams[0].chemistry.design
        fed = own.to_dict()["stages"][2]["feed_t_per_t"]
        assert fed == pytest.approx(design[f"{level}_mass"] / design["pack_mass"], rel=ROUNDED)
        assert 0.0 < fed < 1.0
        check_balance(own.result)


def test_a_pack_cannot_hold_more_than_its_cells_would() -> None:
    """At more energy than a pack made of nothing but cells has, the active mass stops at that, and a note says so."""
    full = quote(vehicle="nissan-leaf-40", route="hydro", overrides=("vehicle.pack_mass=120",))
    held = full.resolved.scenario.streams[0].delivered
    cell = quote(chemistry="nmc532-everbatt-2023", form="cell", route="hydro").resolved.scenario.streams[0].delivered
    share = [math.fsum(mass for name, mass in each.items() if name in ACTIVE) for each in (held, cell)]
    assert share[0] == pytest.approx(share[1], rel=1e-9)
    check_balance(full.result)
    notes = {note["code"]: note["message"] for note in full.to_dict()["warnings"]}
    assert "nothing but cells" in notes["pack-scaled"]


@pytest.mark.parametrize("plant", few(PLANTS, 16))
def test_a_traced_plant_is_the_floats_to_the_last_bit(plant: str) -> None:
    routes = LIBRARY.document("plants", plant).tree["routes"]
    asked: dict[str, Any] = {"chemistry": _chemistries(routes[0])[0], "plant": plant, "form": "pack"}
    traced = traced_quote(**asked)
    assert values(traced.report)["totals"] == quote(**asked).to_dict()["totals"]


def test_a_public_cost_has_its_share_in_the_margin() -> None:
    plant = next(name for name in PLANTS if LIBRARY.document("plants", name).tree.get("investment"))
    stage = next(iter(LIBRARY.document("plants", plant).tree["investment"]))
    slopes = traced_quote(chemistry="nmc622", plant=plant, form="pack").derivatives("totals.margin")
    assert slopes[f"plant.investment.{stage}.fixed_capital"] < 0.0
    assert slopes[f"plant.investment.{stage}.capacity"] > 0.0
