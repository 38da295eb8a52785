"""Sizes of numbers that remember, and of cathode made of what is recovered, by hand."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from recyc_cli import quote
from recyc_cli.model.cathode.cathode import _whole
from recyc_cli.model.cathode.making import cost_of_making, recipe_needs
from recyc_cli.model.flows.stage import flows_of_plant
from recyc_cli.model.numbers.arithmetic import is_finite
from recyc_cli.model.numbers.chance.correlation import _turn, eigen
from recyc_cli.model.numbers.chance.distributions import Distribution, mean
from recyc_cli.model.numbers.derivatives import partials
from recyc_cli.model.numbers.guards import FINITE, HOLDS, NOT_ZERO, Guard, noting
from recyc_cli.model.numbers.normal_form import _signs_of_inputs
from recyc_cli.model.numbers.polynomial import INPUT, NOT_NEGATIVE, POSITIVE, UNKNOWN, Basis, added, constant, number
from recyc_cli.model.numbers.sourced import sourced
from recyc_cli.model.numbers.traced import Functions, Leaf
from recyc_cli.model.records.plant import CathodeMaking, Equipment, Plant, Precursor


def test_burdens_are_spread_over_what_is_made_however_little() -> None:
    assert [_whole(made) for made in (0.25, 3.0, 0.0)] == [0.25, 3.0, 1.0]


def test_a_conversion_takes_its_electricity_beside_the_recipes() -> None:
    chemistry: Any = SimpleNamespace(recipe={"salt": 2.0, "electricity": 5.0, "process_water": 1.0})
    precursor = Precursor(
        product="sulfate", mass=0.5, chemicals={"acid": 0.1}, natural_gas=4.0, electricity=3.0, water=6.0
    )
    rule: Any = SimpleNamespace(
        precursors={"salt": precursor}, method={"conversion_electricity": 0.75}, carbonate="carbonate"
    )
    taken = recipe_needs(chemistry, {"sulfate": 0.8}, rule)
    arriving = 0.8 * 0.5
    assert taken.energy == {"diesel": 0.0, "natural_gas": 4.0 * arriving, "electricity": 5.0 + 3.0 * arriving * 0.75}
    assert (taken.water, taken.used) == (1.0 + 6.0 * arriving, {"sulfate": pytest.approx(0.8)})
    assert taken.bought == {"acid": pytest.approx(0.04), "salt": pytest.approx(2.0 - arriving)}


def test_a_cathode_is_of_one_chemistry() -> None:
    scenario = quote(chemistry="nmc622", route="hydro").resolved.scenario
    taken, line = recipe_needs(scenario.streams[0].chemistry, {}, scenario.cathode), scenario.cathode.line
    one = cost_of_making(scenario, taken, 300.0, 10_000.0)
    each = [Equipment(**{**vars(item), "lines": "per-chemistry"}) for item in line.equipment]
    scenario.cathode = CathodeMaking(
        **{**vars(scenario.cathode), "line": Plant(**{**vars(line), "equipment": tuple(each)})}
    )
    assert vars(cost_of_making(scenario, taken, 300.0, 10_000.0)) == vars(one)


def test_water_weighs_by_its_litre() -> None:
    asked = quote(chemistry="nmc622", route="hydro")
    plant, feed = asked.result.accounts[1].plant, asked.result.accounts[0].flows.black_mass
    light, heavy = (flows_of_plant(plant, feed, litre) for litre in (1.0, 1.5))
    assert heavy.water == light.water
    water = heavy.wastes["waste_water"] - light.wastes["waste_water"] + heavy.gas - light.gas
    assert water == pytest.approx(0.5 * light.water, rel=1e-9)


@pytest.mark.parametrize(
    "matrix", [[[2.0, 1.0], [1.0, 2.0]], [[1.0, 0.3], [0.3, 4.0]], [[4.0, 0.3], [0.3, 1.0]], [[1.0, -0.5], [-0.5, 3.0]]]
)
def test_one_turn_makes_a_plane_straight(matrix: list[list[float]]) -> None:
    at, vectors = [list(row) for row in matrix], [[1.0, 0.0], [0.0, 1.0]]
    _turn(at, vectors, 0, 1)
    assert at[0][1] == pytest.approx(0.0, abs=1e-15)
    assert at[1][0] == pytest.approx(0.0, abs=1e-15)
    assert sorted((at[0][0], at[1][1])) == pytest.approx(sorted(eigen(matrix)[0]), rel=1e-12)
    assert at[0][0] + at[1][1] == pytest.approx(matrix[0][0] + matrix[1][1], rel=1e-12)


def test_the_mean_of_two_unlike_halves() -> None:
    normal = Distribution("normal", 10.0, 0.5, 2.0)
    assert mean(normal) == pytest.approx(10.0 + (2.0 - 0.5) / math.sqrt(2.0 * math.pi), rel=1e-9)
    down, up = 0.2, 0.6
    halves = math.exp(down**2 / 2) * math.erfc(down / math.sqrt(2)) + math.exp(up**2 / 2) * math.erfc(
        -up / math.sqrt(2)
    )
    assert mean(Distribution("lognormal", 10.0, down, up)) == pytest.approx(10.0 * halves / 2.0, rel=1e-9)


def test_a_share_of_nothing_moves_with_what_stands_for_it_alone() -> None:
    part, whole, instead = Leaf("part", 3.0, "1"), Leaf("whole", 0.0, "1"), Leaf("instead", 7.0, "1")
    assert partials(Functions.ratio(part, whole, instead)) == (0.0, 0.0, 1.0)
    of_some = Functions.ratio(part, Leaf("whole", 4.0, "1"), instead)
    assert partials(of_some) == (0.25, -3.0 / 16.0, 0.0)


def test_signs_follow_from_what_has_to_hold_alone() -> None:
    rate, load = Leaf("rate", 2.0, "1"), Leaf("load", 0.5, "1")
    held = [Guard(HOLDS, (rate > 0.0,), "E340"), Guard(HOLDS, (load >= 0.0,), "E340")]
    assert _signs_of_inputs(held) == {rate.index: POSITIVE, load.index: NOT_NEGATIVE}
    assert _signs_of_inputs([Guard(NOT_ZERO, (rate > 0.0,), "E340"), Guard(FINITE, (load,), "E340")]) == {}


def test_the_sign_of_a_sum_is_known_where_each_of_its_terms_has_one() -> None:
    basis = Basis()
    price, wage = (
        number(basis.node(INPUT, (name,), sign)) for name, sign in (("price", NOT_NEGATIVE), ("wage", UNKNOWN))
    )
    load = number(basis.node(INPUT, ("load",), POSITIVE))
    signs = [basis.sign(each) for each in (price, load, wage, added(price, load), added(price, wage), constant(2.0))]
    assert signs == [NOT_NEGATIVE, POSITIVE, UNKNOWN, POSITIVE, UNKNOWN, POSITIVE]
    assert basis.sign(basis.multiplied(wage, wage)) == NOT_NEGATIVE
    assert basis.sign(added(price, constant(1.0), -1.0)) == UNKNOWN


def test_a_quotient_too_small_to_be_told_from_0_remembers_both() -> None:
    small, large = sourced(1e-300, 0b01), sourced(1e300, 0b10)
    assert (small / large, (small / large).inputs) == (0.0, 0b11)
    assert (sourced(0.0, 0b01) / large).inputs == 0b01


def test_what_has_to_be_finite_is_noted() -> None:
    wage = Leaf("region.wage", 20.0, "USD/h")
    with noting() as guards:
        assert is_finite(wage)
    assert [(each.kind, each.args) for each in guards] == [(FINITE, (wage,))]
