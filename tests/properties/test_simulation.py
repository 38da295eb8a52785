"""Draws by the sampler of `recyc simulate`: known distributions come out, whatever runs them."""

from __future__ import annotations

import json
import math
import pickle
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from few import slowly

from recyc_cli import sensitivity, simulate
from recyc_cli.catalog.documents.document import bare
from recyc_cli.catalog.spreads.joint import Joint
from recyc_cli.catalog.spreads.spread import Spread
from recyc_cli.engine.draws.case import case_of
from recyc_cli.engine.draws.normals import BLOCK, STRATA, normals
from recyc_cli.engine.draws.sampler import Plan, Runner
from recyc_cli.engine.draws.statistics import summary
from recyc_cli.engine.draws.workers import FEW, sampled
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.chance.distributions import Distribution
from recyc_cli.model.numbers.traced import Leaf, nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.analysis.simulation.simulation import Simulation

DRAWS = 25 * BLOCK
PRICES = {"ni": (16816.0, 0.27, 0.08839754), "li": (11069.0, 0.78, 0.086518), "co": (26327.0, 0.40, 0.0206298)}
"""Mean, volatility, and how much is sold of it."""
TOGETHER = {"ni": {"li": 0.44, "co": 0.33}, "li": {"co": 0.20}}


class Horizon(NamedTuple):
    """What a joint distribution reads of spreads."""

    horizon: dict[str, Any]


def revenue(
    together: Mapping[str, Mapping[str, float]], sampler: str = "lhs", draws: int = DRAWS, jobs: int = 1
) -> Any:
    """Draw three lognormal prices whose means are kept, and what they bring together."""
    horizon = {"volatility": {name: s for name, (_, s, _) in PRICES.items()}, "correlation": together}
    inputs = []
    for name, (mean, s, _) in PRICES.items():
        middle = mean * math.exp(-s * s / 2.0)
        of = Distribution("lognormal", middle, s, s)
        inputs.append((name, bare(middle, "1"), Spread("series", name, "prices", "", "", of, loads=((name, 1.0),))))
    joint = Joint(Horizon(horizon), inputs, ())  # type: ignore[arg-type]
    leaves = [Leaf(name, record.value, "1") for name, record, _ in inputs]
    margin = sum((leaf * PRICES[leaf.path][2] for leaf in leaves[1:]), leaves[0] * PRICES[leaves[0].path][2])
    found = {node.path: node for node in nodes([margin]) if isinstance(node, Leaf)}
    return sampled(Plan(joint, [case_of(margin, (), found, joint)], draws, 1, sampler, draws), jobs)  # type: ignore[arg-type]


def error_of_sd(margins: Any) -> float:
    """Return the standard error of a standard deviation, from the fourth moment of the draws themselves."""
    away = margins - margins.mean()
    kurtosis = (away**4).mean() / (away**2).mean() ** 2
    return float(margins.std() * math.sqrt((kurtosis - 1.0) / (4.0 * len(margins))))


@pytest.mark.parametrize("sampler", ["lhs", "random"])
def test_prices_that_move_together_spread_what_they_bring(sampler: str) -> None:
    margins = revenue(TOGETHER, sampler).margins[0]
    found = summary(margins, sampler)  # type: ignore[arg-type]
    assert found.mean == pytest.approx(2987.2815, abs=3.0 * found.error_of_mean)
    assert found.sd == pytest.approx(1178.2911, abs=3.0 * error_of_sd(margins))
    apart = revenue({}, sampler).margins[0]
    assert apart.std() == pytest.approx(993.1605, abs=3.0 * error_of_sd(apart))


def test_even_draws_know_a_mean_better() -> None:
    even, chance = (summary(revenue({}, sampler).margins[0], sampler) for sampler in ("lhs", "random"))  # type: ignore[arg-type]
    assert even.error_of_mean < chance.error_of_mean / 3.0


def test_how_each_price_goes_with_it_is_told() -> None:
    """Of a sum of independent numbers, each carries its own variance; along a line, less its curve."""
    found = revenue({})
    shares = (found.products[:, 0] / DRAWS / found.margins[0].std()) ** 2
    variances = {name: (weight * mean) ** 2 * math.expm1(s * s) for name, (mean, s, weight) in PRICES.items()}
    lines = {name: (weight * mean * s) ** 2 for name, (mean, s, weight) in PRICES.items()}
    expected = [lines[name] / sum(variances.values()) for name in PRICES]
    assert shares == pytest.approx(expected, abs=3.0 * 2.0 * math.sqrt(1.0 / DRAWS))


@pytest.mark.parametrize("cores", [2, slowly(3)])
def test_the_same_bytes_on_any_number_of_cores(cores: int) -> None:
    draws = (FEW + 2) * BLOCK - 5
    alone, shared = (revenue(TOGETHER, draws=draws, jobs=jobs) for jobs in (1, cores))
    assert alone.margins.tobytes() == shared.margins.tobytes()
    assert alone.products.tobytes() == shared.products.tobytes()


def test_what_is_sampled_of_quotes_goes_to_other_processes() -> None:
    plan = simulate("lfp", "shred", draws=512, jobs=1).plan
    sent = pickle.loads(pickle.dumps(plan))  # noqa: S301 - made one line before
    assert Runner(sent).block(0).margins.tobytes() == Runner(plan).block(0).margins.tobytes()


def test_the_same_draws_whatever_this_process_quoted_before() -> None:
    due = simulate("nmc622", "hydro", draws=BLOCK)
    simulate(routes="hydro", vehicle="leaf-24", draws=100)  # shares presets, uses other numbers of them
    found = simulate("nmc622", "hydro", draws=BLOCK)
    assert found.plan.names == due.plan.names
    np.testing.assert_array_equal(found.margins, due.margins)


def test_more_draws_begin_with_the_same_ones() -> None:
    few, many = (revenue(TOGETHER, draws=draws).margins[0] for draws in (1000, 6000))
    assert few.tobytes() == many[:1000].tobytes()


def test_even_draws_are_even_and_know_nothing_of_each_other() -> None:
    rows = normals(40, 3, 0, "lhs")
    places = np.sort(np.floor(_share(rows[:, :STRATA]) * STRATA), axis=1)
    assert (places == np.arange(STRATA)).all()
    apart = np.corrcoef(rows) - np.eye(40)
    assert np.abs(apart).max() < 5.0 / math.sqrt(BLOCK)  # of 780 pairs the farthest lies some 3.3 such errors off


def _share(rows: Any) -> Any:
    from recyc_cli.model.numbers.chance.normal import share_below

    return np.asarray(share_below(rows))


@cache
def two_routes() -> Simulation:
    return simulate("nmc622", ("hydro", "shred"), draws=8192, jobs=1)


def test_a_middle_that_is_not_the_quote_is_explained() -> None:
    quote = two_routes().to_dict()["quotes"][0]
    assert abs(quote["p50"] - quote["point"]) > 2.0 * quote["error_of_p50"]
    lead = quote["shifts"][0]
    alone = simulate("nmc622", "hydro", draws=4096, only=lead["group"].replace(" ", "-"), jobs=1).to_dict()["quotes"][0]
    # The shift is told from a quarter as many draws, so that it is known half as well.
    assert alone["p50"] - alone["point"] == pytest.approx(lead["shift"], abs=3.0 * 5.0**0.5 * alone["error_of_p50"])
    assert quote["point"] == pytest.approx(two_routes().plan.cases[0].middle)


def test_odds_add_up() -> None:
    report = two_routes().to_dict()
    assert sum(each["probability"] for each in report["best"]) == pytest.approx(1.0)
    assert sum(each["probability"] for each in report["beats"]) == pytest.approx(1.0)
    for quote in report["quotes"]:
        assert quote["cvar_10"] <= quote["p10"] <= quote["p25"] <= quote["p50"] <= quote["p75"] <= quote["p90"]
        assert sum(each["share"] for each in quote["histogram"]) == pytest.approx(1.0)
        assert sum(each["share"] for each in quote["groups"]) <= 1.02  # 400 shares, each good to 1/8192


def test_what_is_stated_stands() -> None:
    asked: dict[str, Any] = {"draws": 512, "jobs": 1, "region": "china", "overrides": ("region.wage=5",)}
    given = simulate("lfp", "shred", throughput_t_per_year=20_000.0, **asked).to_dict()
    assert {"region.wage"} <= set(given["fixed"])
    assert not {"region.wage", "throughput"} & {each["path"] for each in given["inputs"]}
    held = simulate("lfp", "shred", fix=("lithium_carbonate", "equipment.*"), draws=512, jobs=1).to_dict()
    assert not [each for each in held["inputs"] if each["path"].startswith("equipment.")]


def test_prices_spread_with_the_horizon() -> None:
    near, far = (
        simulate("nmc622", "hydro", draws=2048, only="prices", horizon=horizon, jobs=1).to_dict()["quotes"][0]["sd"]
        for horizon in ("1mo", "12mo")
    )
    assert far > 2.0 * near


def test_series_move_together_as_the_preset_says() -> None:
    plan = two_routes().plan
    rows = dict(zip(plan.joint.draws, normals(len(plan.joint.draws), 1, 0, "lhs"), strict=True))
    values = plan.joint.values(rows)  # type: ignore[arg-type]
    known = {(each[0], each[1]): each[2] for each in plan.joint.correlations()}
    for (a, b), value in known.items():
        paths = [f"prices.metals.{name}" for name in (a, b)]
        if all(path in values for path in paths):
            logs = np.log([np.asarray(values[path]) for path in paths])
            assert np.corrcoef(logs)[0, 1] == pytest.approx(value, abs=4.0 / math.sqrt(BLOCK)), (a, b)


@cache
def drawn_by(*routes: str, every: bool, blocks: int = 10) -> Simulation:
    return simulate("nmc622", routes or None, draws=blocks * BLOCK, jobs=1, every=every)


@pytest.mark.slow
def test_small_inputs_carry_little_of_any_margin() -> None:
    """Held in their middle on the same draws they take under a thousandth of the variance of every margin with them.

    Each time the next test holds that drawing them as one changes no answer.
    """
    whole, together = drawn_by(every=True, blocks=1).plan, drawn_by(every=False, blocks=1).plan.together
    assert together is not None
    assert together.share <= 0.001
    assert len(together.paths) > len(whole.joint.inputs) / 2
    runner, missing, every = Runner(whole), [], []
    for block in range(4):
        rows = dict(zip(whole.joint.draws, normals(len(whole.joint.draws), 5, block, "lhs"), strict=True))
        held = rows | {name: np.zeros(BLOCK) for name in together.paths if name in rows}
        margins = runner.margins(rows, BLOCK)[0]
        every.append(margins)
        missing.append(margins - runner.margins(held, BLOCK)[0])
    shares = np.concatenate(missing, axis=1).var(axis=1) / np.concatenate(every, axis=1).var(axis=1)
    # A variance of 8,192 draws is good to a few percent, with the tails that prices have.
    assert (shares < 0.001 * 1.1).all()


@pytest.mark.parametrize("routes", [("hydro", "shred"), slowly(((),))], ids=["two routes", "every route"])
def test_drawing_small_inputs_as_one_changes_no_answer(routes: tuple[str, ...]) -> None:
    as_one, each = (drawn_by(*routes, every=every).to_dict() for every in (False, True))
    assert each["together"] is None
    assert {row["drawn"] for row in each["inputs"]} == {"alone"}
    assert as_one["together"]["inputs"] == sum(row["drawn"] == "together" for row in as_one["inputs"])
    for one, other in zip(as_one["quotes"], each["quotes"], strict=True):
        width = other["p90"] - other["p10"]
        for name in ("p10", "p50", "p90", "mean"):
            # Two samples of 40,960 know a tenth to half a percent of the width each.
            assert one[name] == pytest.approx(other[name], abs=0.02 * width), (one["route"], name)
        assert one["sd"] == pytest.approx(other["sd"], rel=0.03)
        assert one["probability_of_loss"] == pytest.approx(other["probability_of_loss"], abs=0.01)
    for one, other in zip(as_one["best"], each["best"], strict=True):
        assert one["probability"] == pytest.approx(other["probability"], abs=0.01)


def test_small_inputs_are_one_whatever_else_is_drawn() -> None:
    """A group of prices alone has hardly any small ones, a plant has many: what is said of them adds up."""
    for only in ("prices", "plant"):
        report = simulate("lfp", ("hydro", "direct"), draws=512, only=only, jobs=1).to_dict()
        told = 0 if report["together"] is None else report["together"]["inputs"]
        assert told == sum(row["drawn"] == "together" for row in report["inputs"])


ASKED: Any = [(simulate, {"chemistries": "nmc622", "routes": "shred", "draws": 200}),
    (sensitivity, {"chemistry": "nmc622", "route": "shred", "by": "sobol"})]  # fmt: skip


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", ["1e69", slowly("4e299")])
@pytest.mark.parametrize(("ask", "asked"), ASKED, ids=["simulate", "sensitivity"])
def test_margins_beyond_reason_are_none(ask: Any, asked: dict[str, Any], size: str) -> None:
    """What is beyond a bound is no result, and no square of a square of a margin is infinite."""
    with pytest.raises(RecycError, match="no draw of shred has a result"):
        ask(**asked, overrides=[f"method.capital.osbl={size}"]).to_dict()
    report = json.dumps(ask(**asked, overrides=["method.capital.osbl=1e60"]).to_dict())
    assert not re.search(r"\b(NaN|Infinity)\b", report)
