"""A plant in draws: prices go on from year to year, all else stays; the middle is the plant as planned."""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from few import slowly

from recyc_cli import finance, simulate
from recyc_cli.analysis.finance import drawn_plant as drawing
from recyc_cli.engine.draws import life as lives
from recyc_cli.engine.draws.normals import BLOCK
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.chance.path import kept_part, next_year

if TYPE_CHECKING:
    from recyc_cli.analysis.finance.plant import LifePlant

PLANT: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "region": "china"}
CASES = [
    PLANT,
    {**PLANT, "prices": ["2022", "2024"], "inflation": 0.02, "mid_year": True},
    {**PLANT, "seat": "refiner", "form": "black-mass", "contract": "glencore-ace", "life": 20, "build": ()},
]


@cache
def planned() -> LifePlant:
    return finance(**PLANT)


@pytest.mark.parametrize(
    "case", [CASES[0], slowly(CASES[1]), CASES[2]], ids=("one deck", "two decks", "a contract that ends")
)
def test_with_every_number_in_its_middle_it_is_the_plant_as_planned(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lives, "normals", lambda count, *_: np.zeros((count, BLOCK)))
    plant = finance(**case)
    drawn, _ = drawing.drawn_plant(plant, 100, 1)
    report = plant.to_dict()
    assert drawn["npv"]["mean"] == pytest.approx(report["npv"], rel=1e-9)
    assert drawn["npv"]["sd"] < 1e-6 * report["capital"]["fixed_capital"]
    sums = [year["cumulative"] for year in report["cash_flow"]]
    assert [year["p50"] for year in drawn["cumulative"]] == pytest.approx(sums, rel=1e-9, abs=1e-3)
    assert drawn["capital"]["p50"] == pytest.approx(report["capital"]["fixed_capital"], rel=1e-9)


def test_a_price_goes_as_far_in_a_year_and_in_the_long_run_as_it_is_said_to() -> None:
    kept = kept_part(0.272, 0.439)
    moved = np.random.default_rng(1).standard_normal((30, 40_000)) * 0.272
    path = [moved[0]]
    for step in moved[1:]:
        path.append(next_year(path[-1], kept, step))
    spread = [float(year.std()) for year in path]
    assert spread[0] == pytest.approx(0.272, rel=0.02)  # four standard errors of a deviation from 40,000 draws
    assert spread[-1] == pytest.approx(0.439, rel=0.02)
    assert spread[1] == pytest.approx(0.272 * sqrt(1.0 + kept**2), rel=0.02)


def test_prices_of_one_year_know_those_of_the_year_before_and_little_of_those_long_after() -> None:
    life, _ = drawing.life_of(finance(**PLANT, life=12, feed_price=4000.0), BLOCK, 1)
    years = next(lives.blocks_of(life))
    sold = [np.log(year["revenue"]) for year in years]
    constant = np.corrcoef(sold[-1], sold[2])[0, 1]
    near = [np.corrcoef(sold[-1], sold[-1 - back])[0, 1] for back in range(1, 6)]
    assert near == sorted(near, reverse=True), "the further apart, the less they know of each other"
    assert near[0] == pytest.approx(life.kept["nickel"], abs=0.06)  # nickel is most of what is sold
    assert 0.0 < constant < near[0]
    spreads = [float(year.std()) for year in sold[2:]]
    assert spreads[0] < spreads[-1], "prices are better known soon than late"


def test_the_same_draws_whatever_this_process_quoted_before() -> None:
    due, _ = drawing.life_of(planned(), BLOCK, 1)
    simulate(routes="hydro", vehicle="leaf-24", region="china", draws=100)  # shares presets, uses other numbers of them
    found, _ = drawing.life_of(finance(**PLANT), BLOCK, 1)
    assert found.joint.draws == due.joint.draws


def test_the_share_of_losses_is_that_of_the_draws_and_the_seed_decides_them() -> None:
    report = finance(**PLANT, draws=4096, seed=7).to_dict()
    drawn = report["draws"]
    assert drawn is not None
    assert 0.0 < drawn["probability_of_loss"] < 1.0
    below = [each["share"] for each in drawn["histogram"] if each["high"] is not None and each["high"] <= 0.0]
    assert sum(below) == pytest.approx(drawn["probability_of_loss"], abs=1e-9), "an edge of the classes is zero"
    quantiles = [drawn["npv"][name] for name in ("p5", "p10", "p25", "p50", "p75", "p90", "p95")]  # type: ignore[literal-required]
    assert quantiles == sorted(quantiles)
    again, _ = drawing.drawn_plant(planned(), 4096, 7)
    assert again["npv"] == drawn["npv"]
    assert again["histogram"] == drawn["histogram"]
    other, _ = drawing.drawn_plant(planned(), 4096, 8)
    assert other["npv"]["p50"] != drawn["npv"]["p50"]
    assert abs(other["npv"]["p50"] - drawn["npv"]["p50"]) < 5.0 * drawn["npv"]["error_of_p50"]


def test_a_cheaper_feed_loses_less_often() -> None:
    plants = [finance(**PLANT, feed_price=price) for price in (3500.0, 4300.0, 5000.0)]
    losses = [drawing.drawn_plant(plant, 2000, 1)[0]["probability_of_loss"] for plant in plants]
    assert losses == sorted(losses)
    assert losses[0] < losses[-1]


def test_without_draws_there_are_none() -> None:
    assert finance(**PLANT).to_dict()["draws"] is None


def test_draws_without_a_result_are_left_out_and_told() -> None:
    report = finance(chemistry="lfp", route="reuse", draws=1000).to_dict()
    assert report["draws"] is not None
    assert report["draws"]["refused"] > 0
    assert "draws-refused" in [each["code"] for each in report["warnings"]]


@pytest.mark.parametrize(("given", "where"), [({"draws": 5}, "--draws"), ({"draws": 10**9}, "--draws"),
    ({"draws": 1000.5}, "--draws"), ({"draws": 1000, "seed": -1}, "--seed")])  # fmt: skip
def test_draws_that_cannot_be_are_told(given: dict[str, Any], where: str) -> None:
    with pytest.raises(RecycError) as refused:
        finance(**PLANT, **given)
    assert (refused.value.code, refused.value.where) == ("E170", where)
