"""Formulas, packs built into cars, and black mass by hand."""

from __future__ import annotations

import pytest

from recyc_cli import quote
from recyc_cli.model.cathode.cathode import _made
from recyc_cli.model.cathode.making import Cost, _account, cost_from_precursors, cost_of_own_cathode, recipe_needs
from recyc_cli.model.flows.feedstock import parse_formula
from recyc_cli.model.flows.pack_composition import fit, in_vehicle
from recyc_cli.model.money.black_mass import sell_black_mass
from recyc_cli.model.records.feed import Chemistry, Feed, Fit
from recyc_cli.model.records.market import Element, Market
from recyc_cli.model.records.plant import CathodeMaking
from recyc_cli.model.records.result import Result, Sold


@pytest.mark.parametrize(
    ("formula", "atoms"),
    [
        ("CH3COOH", {"c": 2.0, "h": 4.0, "o": 2.0}),
        ("LiNi0.6Mn0.2Co0.2O2", {"li": 1.0, "ni": 0.6, "mn": 0.2, "co": 0.2, "o": 2.0}),
        ("Na4Fe3P2O7P2O8", {"na": 4.0, "fe": 3.0, "p": 4.0, "o": 15.0}),
    ],
)
def test_an_element_named_twice_counts_twice(formula: str, atoms: dict[str, float]) -> None:
    assert parse_formula(formula) == pytest.approx(atoms, rel=1e-12)


PACK, CELL = {"cathode": 0.5, "steel": 0.5}, {"cathode": 0.75, "steel": 0.25}
DESIGN = {"pack_mass": 400.0, "pack_energy": 360.0, "cells_per_pack": 100.0, "modules_per_pack": 10.0,
    "cell_mass": 2.0, "module_mass": 30.0}  # fmt: skip


def chemistry(pack: dict[str, float] | None = None, **design: float) -> Chemistry:
    parts = {"pack": {"lid": 12.0}, "module": {"plate": 3.0}}
    return Chemistry(forms={"pack": pack or PACK, "cell": CELL}, design=design, parts=parts)


@pytest.mark.parametrize(
    ("item", "vehicle", "told"),
    [
        # half as much energy again: 300 kg of cathode in 500, 200 kg of the rest as before
        (chemistry(**DESIGN), (500.0, 540.0), (1.5, 1.5, 1.0, 1.2, 0.5, 0.6)),
        # 500 kg of cathode have no room: cells of 75 % fill the pack, and 125 kg are left for the rest
        (chemistry(**DESIGN), (500.0, 900.0), (2.5, 1.875, 0.625, 2.0, 0.5, 0.75)),
        # no energy stated, nothing but what stores it, nothing that does: all goes with the mass
        (chemistry(pack_mass=400.0), (500.0, 540.0), (1.25, 1.25, 1.25, 1.0, 0.5, 0.5)),
        (chemistry({"cathode": 1.0}, **DESIGN), (500.0, 540.0), (1.25, 1.25, 1.25, 1.0, 1.0, 1.0)),
        (chemistry({"steel": 1.0}, **DESIGN), (500.0, 540.0), (1.25, 1.25, 1.25, 1.0, 0.0, 0.0)),
        (chemistry(), (500.0, 540.0), (1.0, 1.0, 1.0, 1.0, 0.5, 0.5)),
    ],
)
def test_a_pack_is_scaled_to_a_car(item: Chemistry, vehicle: tuple[float, float], told: tuple[float, ...]) -> None:
    found = fit(item, {"pack_mass": vehicle[0], "pack_energy": vehicle[1]}, {"cathode"})
    names = ("energy", "active", "rest", "density", "before", "after")
    assert tuple(getattr(found, name) for name in names) == pytest.approx(told, rel=1e-12)


def test_what_a_cars_pack_is_made_of() -> None:
    """Twice the active mass, half of the rest, three times the energy: three times as many cells, as they were."""
    scales = Fit(energy=3.0, active=2.0, rest=0.5, density=1.0, before=0.5, after=0.8)
    vehicle = {"pack_mass": 500.0, "pack_energy": 1080.0}
    built = in_vehicle(chemistry(**DESIGN), vehicle, scales, {"cathode"}, given=("cell",))
    assert built.forms["pack"] == pytest.approx({"cathode": 0.8, "steel": 0.2}, rel=1e-12)
    assert built.forms["cell"] == CELL
    assert (built.design["pack_mass"], built.design["pack_energy"]) == (500.0, 1080.0)
    assert (built.design["cells_per_pack"], built.design["modules_per_pack"]) == (300.0, 30.0)
    assert built.design["cell_mass"] == pytest.approx(2.0 * (0.75 * 2.0 + 0.25 * 0.5), rel=1e-12)
    assert built.parts["pack"] == {"lid": 6.0}
    assert built.parts["module"] == pytest.approx({"plate": 0.5}, rel=1e-12)


def test_black_mass_without_a_metal_is_worth_nothing() -> None:
    nickel = Element(metal="nickel", compound=None, contained=True)
    market = Market(elements={"ni": nickel}, metals={"nickel": 16.0}, paid_on={}, families={}, payables={"ni": 0.5},
        mixing=0.0, apart=(), carriage=0.25, returned=None)  # fmt: skip
    oxide = Chemistry(trade="oxide", inside={"cathode": (("ni", "cathode.ni", 0.5),)})
    sold, (line,) = sell_black_mass([Feed(chemistry=oxide, components={"graphite": 40.0})], "here", market)
    assert (sold.mass, sold.price, sold.payable, sold.value, line.price) == (40.0, 0.0, 0.0, -10.0, -0.25)
    sold, (line,) = sell_black_mass([], "here", market)
    assert (sold.mass, sold.price, sold.payable, sold.value, line.price) == (0.0, 0.0, 0.0, 0.0, 0.0)
    both = [Feed(chemistry=oxide, components={"cathode": 10.0}), Feed(chemistry=oxide, components={"graphite": 30.0})]
    sold, (line,) = sell_black_mass(both, "here", market)
    assert (sold.mass, sold.price, sold.value, line.price) == (40.0, 2.0, 30.0, 0.75)
    assert sold.payable == 30.0 / 80.0


def sold(product: str, mass: float, stage: str = "recovery") -> Sold:
    return Sold(product=product, stage=stage, mass=mass, recovery=None, price=10.0, payable=0.5, value=mass * 5.0)


def test_what_a_cathode_costs_by_hand() -> None:
    """250 kg of it a tonne: the chain's cost, less what is sold beside, and the making."""
    account = type("Account", (), {"plant": type("Plant", (), {"stage": "recovery"})})
    chain = Result(value=5000.0, cost=6000.0, accounts=[account],  # type: ignore[list-item]
        sold=[sold("nickel", 100.0), sold("cobalt", 60.0), sold("nickel", 7.0, "shredding")])  # fmt: skip
    making = Cost(per_kg=12.0, items={"materials": 8.0, "labor": 4.0})
    told = cost_from_precursors(chain, making, {"nickel": 0.2}, 250.0)
    beside = 5000.0 - 0.2 * 250.0 * 10.0 * 0.5
    assert told.items == {"recycling": 24.0, "other_products": -beside / 250.0, "materials": 8.0, "labor": 4.0}
    assert told.per_kg == pytest.approx(24.0 - beside / 250.0 + 12.0, rel=1e-12)
    own = cost_of_own_cathode(chain, "nickel", 250.0)
    assert own.items == {"recycling": 24.0, "other_products": -300.0 / 250.0}
    assert own.per_kg == pytest.approx(5700.0 / 250.0, rel=1e-12)


def test_a_cathode_line_works_what_a_kilogram_takes_times_what_is_made() -> None:
    """250 kg a tonne, 10,000 t a year: flows of each kilogram, and research as a share of what it all sells for."""
    scenario = quote(chemistry="nmc622", route="hydro", method="everbatt-2023").resolved.scenario
    taken = recipe_needs(scenario.streams[0].chemistry, {}, scenario.cathode)
    account = _account(scenario, taken, 250.0, 10_000.0)
    flows, density = account.flows, scenario.method.rounding["water_kg_per_l"]
    assert (flows.feed, flows.water) == (250.0, taken.water * 250.0)
    assert flows.water_mass == pytest.approx(taken.water * density * 250.0, rel=1e-12)
    assert flows.reagents == {name: mass * 250.0 for name, mass in taken.bought.items()}
    assert flows.energy == {name: energy * 250.0 for name, energy in taken.energy.items()}
    sales = 250.0 * scenario.market.products["nmc622"].price * 10_000.0
    assert account.production.r_and_d == pytest.approx(sales * scenario.method.operating["r_and_d"], rel=1e-12)


def test_of_what_limits_it_none_in_a_cathode_makes_none() -> None:
    rule = CathodeMaking(limited_by="cobalt", limiting_element="co")
    salts = {"cobalt": 12.0, "oxide": 40.0}
    for share, made in ((0.2, 60.0), (0.0, 0.0)):
        oxide = Chemistry(product="oxide", inside={"cathode": (("co", "cathode.co", share),)})
        assert _made(oxide, salts, rule) == pytest.approx(made)
    other = Chemistry(product="oxide", inside={"cathode": (("ni", "cathode.ni", 0.5),)})
    assert _made(other, salts, rule) == 40.0
    assert _made(other, {"cobalt": 12.0}, rule) is None
