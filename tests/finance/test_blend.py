"""The linear programme of a purchase: a worked case, brute force, what its prices promise, many lots."""

from __future__ import annotations

import time
from itertools import combinations, product
from math import inf
from random import Random
from typing import Any

import pytest

from recyc_cli import blend
from recyc_cli.analysis.blend.programme import Bound, Plan, Programme, Solver, contradiction
from recyc_cli.errors import RecycError

EARNED, OFFERED = [900.0, 400.0, -150.0, 650.0], [400.0, 500.0, 600.0, 300.0]
PRICES = [2500.0, 900.0, 100.0, 1500.0]
WORKED = Programme(
    EARNED,
    OFFERED,
    [
        Bound("capacity", [1.0] * 4, -inf, 1000.0),
        Bound("al", [each - 2.0 for each in (1.2, 2.9, 1.0, 3.5)], -inf, 0.0),
        Bound("cu", [each - 2.0 for each in (1.5, 2.4, 0.8, 3.0)], -inf, 0.0),
        Bound("budget", PRICES, -inf, 1.4e6),
    ],
)
PLANT: dict[str, Any] = {"region": "china", "seat": "refiner", "route": "hydro"}


def solved(programme: Programme) -> Plan:
    found = Solver(programme).plan()
    assert found is not None
    return found


def test_the_worked_case() -> None:
    found = solved(WORKED)
    assert found.earned == pytest.approx(523_636.363636, abs=1e-5)
    assert found.amounts == pytest.approx([400.0, 436.363636, 72.727273, 0.0], abs=1e-5)
    assert found.shadows == pytest.approx([0.0, 176.767677, 0.0, 0.267677], abs=1e-5)
    assert found.reduced[0] == pytest.approx(372.222222, abs=1e-5)


def test_a_grid_finds_nothing_better() -> None:
    steps = [[most * step / 20.0 for step in range(21)] for most in OFFERED]
    kept = (
        sum(a * b for a, b in zip(EARNED, amounts, strict=True))
        for amounts in product(*steps)
        if all(sum(w * x for w, x in zip(each.weights, amounts, strict=True)) <= each.most for each in WORKED.bounds)
    )
    best = max(kept)
    assert 0.95 * solved(WORKED).earned < best <= solved(WORKED).earned


def corners(programme: Programme) -> float:
    """Return the best of all corners of two lots' programme."""
    edges = [(*each.weights, each.most) for each in programme.bounds if each.most < inf]
    edges += [(1.0, 0.0, value) for value in (0.0, programme.offered[0])]
    edges += [(0.0, 1.0, value) for value in (0.0, programme.offered[1])]
    best = 0.0
    for (a, b, e), (c, d, f) in combinations(edges, 2):
        whole = a * d - b * c
        if abs(whole) < 1e-12:
            continue
        x, y = (e * d - b * f) / whole, (a * f - e * c) / whole
        inside = all(each.weights[0] * x + each.weights[1] * y <= each.most + 1e-7 for each in programme.bounds)
        if inside and -1e-9 <= x <= programme.offered[0] + 1e-9 and -1e-9 <= y <= programme.offered[1] + 1e-9:
            best = max(best, programme.earned[0] * x + programme.earned[1] * y)
    return best


@pytest.mark.parametrize("seed", range(25))
def test_every_corner_of_two_lots(seed: int) -> None:
    draw = Random(seed).uniform  # noqa: S311 - no secret
    bounds = [Bound("plant", [1.0, 1.0], -inf, draw(50, 300)), Bound("money", [draw(1, 9), draw(1, 9)], -inf, 900.0)]
    bounds.append(Bound("al", [draw(-2, 2), draw(-2, 2)], -inf, 0.0))
    programme = Programme([draw(-100, 500), draw(-100, 500)], [draw(10, 200), draw(10, 200)], bounds)
    assert solved(programme).earned == pytest.approx(corners(programme), abs=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_shadow_prices_are_what_more_room_earns(seed: int) -> None:
    draw = Random(seed).uniform  # noqa: S311 - no secret
    bounds = [Bound("plant", [1.0] * 6, -inf, 300.0), Bound("money", [draw(1, 9) for _ in range(6)], -inf, 900.0)]
    programme = Programme([draw(0, 500) for _ in range(6)], [draw(10, 200) for _ in range(6)], bounds)
    found = solved(programme)
    for at, each in enumerate(bounds):
        wider = [*bounds[:at], each._replace(most=each.most + 1e-4), *bounds[at + 1 :]]
        gained = solved(programme._replace(bounds=wider)).earned - found.earned
        assert gained == pytest.approx(1e-4 * found.shadows[at], abs=1e-7)


def test_limits_that_contradict_are_named_and_no_others() -> None:
    bounds = [*WORKED.bounds, Bound("least", [1.0] * 4, 900.0, inf)]
    poor = [each._replace(most=2e5) if each.name == "budget" else each for each in bounds]
    named = contradiction(WORKED._replace(bounds=poor))
    assert {each.name for each in named} == {"budget", "least"}
    for spared in named:
        kept = [each for each in poor if each.name != spared.name]
        assert Solver(WORKED._replace(bounds=kept)).plan() is not None, spared.name
    assert contradiction(WORKED) == []


LOTS = [
    {"lot": "A", "chemistry": "nmc622", "form": "black-mass", "mass_t": 400.0, "feed_price": 5000.0, "al": 0.012},
    {"lot": "B", "chemistry": "lfp", "form": "black-mass", "mass_t": 500.0, "feed_price": 1500.0, "al": 0.029},
    {"lot": "C", "chemistry": "nmc811", "form": "black-mass", "mass_t": 300.0, "feed_price": 6000.0, "al": 0.03},
]


def test_lots_of_one_kind_earn_as_one_mix_what_the_programme_says() -> None:
    one = {name: value for name, value in LOTS[0].items() if name != "al"}
    lots = [{**one, "lot": name, "feed_price": price} for name, price in (("A", 5000.0), ("B", 4000.0))]
    found = blend(lots, capacity=1000.0, **PLANT)
    assert found.tonnes == 800.0
    assert found.mix.profit == pytest.approx(found.profit, rel=1e-9)


def test_a_plan_is_quoted_once_more_as_one_mix() -> None:
    report = blend(LOTS, capacity=1000.0, limits={"al": 0.02}, **PLANT).to_dict()
    mix = report["mix"]
    assert mix["profit"] is not None
    assert mix["difference"] is not None
    assert mix["profit"] - report["profit"] == pytest.approx(mix["difference"], abs=1.0)
    assert sum(part["share"] for part in mix["feed"]) == pytest.approx(1.0)
    assert report["profit"] == pytest.approx(report["earned"] - report["plant_cost"])


def test_the_shadow_price_of_a_limit_is_per_kilogram() -> None:
    def earned(most: float) -> float:
        return blend(LOTS, capacity=1000.0, limits={"al": most}, **PLANT).plan.earned

    report = blend(LOTS, capacity=1000.0, limits={"al": 0.02}, **PLANT).to_dict()
    (al,) = (each for each in report["shadow_prices"] if each["kind"] == "limit")
    assert (al["per"], al["binding"]) == ("kg al", True)
    more = 1e-6 * report["mass_t"] * 1000.0
    assert earned(0.020001) - earned(0.02) == pytest.approx(more * al["shadow_price"], rel=1e-3)


@pytest.mark.parametrize("at", range(3))
def test_a_lot_is_bought_below_what_may_be_paid_and_not_above(at: int) -> None:
    terms: dict[str, Any] = {"capacity": 600.0, "limits": {"al": 0.02}, "budget": 2.1e6, **PLANT}
    most = blend(LOTS, **terms).at_most[at]
    assert most is not None
    for price, bought in ((most - 1.0, True), (most + 1.0, False)):
        lots = [{**each, "feed_price": price} if place == at else each for place, each in enumerate(LOTS)]
        assert (blend(lots, **terms).plan.amounts[at] > 1e-6) is bought


def test_what_a_lot_holds_follows_from_its_chemistry_where_it_does_not_say() -> None:
    lots = [{name: value for name, value in each.items() if name != "al"} for each in LOTS]
    report = blend(lots, capacity=1000.0, limits={"al": (None, 0.05), "ni": 0.9}, **PLANT).to_dict()
    held = {each["lot"]: each["holds"] for each in report["lots"]}
    assert held["A"]["ni"] > held["B"]["ni"] == 0.0
    assert 0.0 < held["A"]["al"] < 0.05


@pytest.mark.parametrize(
    ("terms", "code", "named"),
    [
        ({"capacity": 0.0}, "E183", "--capacity"),
        ({"months": 13.0}, "E183", "--months"),
        ({"budget": -1.0}, "E183", "--budget"),
        ({"limits": {"al": 1.2}}, "E183", "--limit"),
        ({"limits": {"al": 0.001}}, "E184", "al at most 0.1 %"),
        ({"least": 900.0, "budget": 1e5}, "E184", "--budget 100,000 and --least 900 t"),
        ({"limits": {"moisture": 0.05}}, "E185", "moisture"),
        ({"region": "atlantis"}, "E186", "atlantis"),
    ],
)
def test_bad_terms_are_told(terms: dict[str, Any], code: str, named: str) -> None:
    lots = LOTS if "limits" in terms and "al" in terms["limits"] else [{**each, "al": None} for each in LOTS]
    lots = [{name: value for name, value in each.items() if value is not None} for each in lots]
    with pytest.raises(RecycError) as caught:
        blend(lots, **{**PLANT, **terms})
    assert caught.value.code == code
    assert named in str(caught.value)


def test_no_lots_are_told() -> None:
    with pytest.raises(RecycError, match="no lots"):
        blend([])


def test_two_thousand_lots() -> None:
    draw = Random(7)  # noqa: S311 - no secret
    names = ["nmc622", "nmc811", "nmc532", "lfp", "nca", "lco"]
    lots = [
        {
            "lot": f"L{at}", "chemistry": draw.choice(names), "form": "black-mass", "mass_t": draw.uniform(5, 60),
            "feed_price": draw.uniform(500, 9000), "al": draw.uniform(0.005, 0.04), "cu": draw.uniform(0.005, 0.04),
        }
        for at in range(2000)
    ]  # fmt: skip
    terms: dict[str, Any] = {"capacity": 10_000.0, "budget": 2e7, "limits": {"al": 0.02, "cu": 0.02}, **PLANT}
    blend(lots[:20], **terms)
    before = time.process_time()
    found = blend(lots, **terms)
    assert time.process_time() - before < 1.0, "of this process alone: others may be at work beside it"
    assert found.tonnes == pytest.approx(10_000.0)
    assert sum(each.tonnes * each.offer.price for each in found.bought) <= 2e7 * (1.0 + 1e-9)


def test_lots_that_differ_in_a_word_are_planned_and_not_quoted_as_one_mix() -> None:
    lots = [{**each, "region": place} for each, place in zip(LOTS, ("us", "china", "china"), strict=True)]
    report = blend(lots, capacity=1000.0, limits={"al": 0.05}, route="hydro", seat="refiner").to_dict()
    assert report["mix"]["profit"] is None
    assert "region" in str(report["mix"]["reason"])
    assert [each["code"] for each in report["warnings"]] == ["blend-unquoted"]
