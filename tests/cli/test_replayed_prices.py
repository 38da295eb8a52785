"""A price history that is replayed: prices move as its blocks did, the rest goes along, bad files are told."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from recyc_cli import simulate
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.catalog.spreads.replay import replay_of
from recyc_cli.engine.draws.normals import BLOCK
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.chance.correlation import least_eigenvalue
from recyc_cli.scenario.fill_in import usual_spreads

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.analysis.simulation.simulation import Simulation

MONTHS = [f"{2012 + number // 12}-{number % 12 + 1:02d}" for number in range(120)]
METALS = {"nickel": 16000.0, "lithium carbonate": 12000.0, "copper": 9000.0}


def prices() -> dict[str, list[float]]:
    """Three prices that turn slowly, and not for the same reasons."""
    rng = np.random.default_rng(7)
    shared = np.cumsum(np.convolve(rng.normal(0.0, 0.04, len(MONTHS) + 5), np.ones(6) / 3.0, "valid"))
    found = {}
    for place, (name, middle) in enumerate(METALS.items()):
        own = np.cumsum(rng.normal(0.0, 0.02 * (place + 1), len(MONTHS)))
        found[name] = (middle * np.exp(0.6 * shared + own)).round(4).tolist()
    return found


def history(to: Path, **months: list[float]) -> str:
    rows = ["date,item,price,unit"]
    for name, values in (months or prices()).items():
        rows += [f"{month},{name},{value},USD/t" for month, value in zip(MONTHS, values, strict=False)]
    to.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(to)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return history(tmp_path / "months.csv")


def replayed(file: str, horizon: str = "12mo", **more: Any) -> Simulation:
    asked = {"draws": 512, "jobs": 1, "every": True, "only": "prices"} | more
    return simulate("nmc622", "hydro", bootstrap=file, horizon=horizon, **asked)


def logs(of: Simulation, name: str) -> Any:
    """Return the logarithms of a price in four blocks of draws, less that of the deck."""
    middle = of.plan.joint.values(dict.fromkeys(of.plan.joint.draws, 0.0))[f"prices.metals.{name}"]
    drawn = [of.plan.joint.values(of.plan.draws_of(block)) for block in range(4)]  # type: ignore[arg-type]
    return np.log(np.concatenate([np.asarray(each[f"prices.metals.{name}"]) for each in drawn]) / middle)


def test_prices_are_those_of_the_blocks(file: str) -> None:
    """Over twelve months each draw is one of the history's own years, the same one for all its prices."""
    of = replayed(file)
    assert of.plan.replay is not None
    assert of.plan.replay.series == ("nickel", "lithium_carbonate", "copper")
    own = {name: np.log(values) for name, values in prices().items()}
    years = {name: each[12:] - each[:-12] for name, each in own.items()}
    places = []
    for name, changes in years.items():
        moved, known = logs(of, name.replace(" ", "_")), changes - changes.mean()
        nearest = np.abs(moved[:, None] - known[None, :]).argmin(axis=1)
        assert np.abs(moved - known[nearest]).max() < 1e-9
        places.append(nearest)
    assert (places[0] == places[1]).all()
    assert (places[0] == places[2]).all()
    assert len({*places[0].tolist()}) == len(MONTHS) - 12  # each year comes up in 16,384 draws


def test_two_years_are_two_blocks(file: str) -> None:
    changes = np.log(prices()["nickel"])
    year = (changes[12:] - changes[:-12]).std()
    moved = logs(replayed(file, "24mo"), "nickel")
    # sd of 16,384 draws: good to 0.55 % where the kurtosis is a normal one's
    assert moved.std() == pytest.approx(year * math.sqrt(2.0), rel=0.03)
    assert abs(moved.mean()) < 4.0 * moved.std() / math.sqrt(4 * BLOCK)


def test_what_a_file_lacks_goes_along_as_known(file: str) -> None:
    of = replayed(file)
    known = {(each["a"], each["b"]): each["value"] for each in of.to_dict()["correlations"]}
    for (a, b), value in known.items():
        if {a, b} <= {"nickel", "lithium_carbonate", "copper", "cobalt", "manganese"}:
            found = np.corrcoef(logs(of, a), logs(of, b))[0, 1]
            assert found == pytest.approx(value, abs=4.0 / math.sqrt(4 * BLOCK)), (a, b)
    usual = usual_spreads(builtin_library()).horizon
    assert known["cobalt", "manganese"] == pytest.approx(usual["correlation"]["cobalt"]["manganese"])
    assert logs(of, "cobalt").std() == pytest.approx(usual["volatility"]["cobalt"], rel=0.03)


def test_independent_numbers_stay_so(file: str) -> None:
    """What drivers are told from: numbers of a history's series, none of which knows of another."""
    of = replayed(file)
    rows = np.concatenate(
        [np.array([of.plan.draws_of(block)[name] for name in of.plan.joint.draws]) for block in range(4)], axis=1
    )
    apart = np.cov(rows) - np.eye(len(rows))
    assert np.abs(apart).max() < 6.0 / math.sqrt(4 * BLOCK)


def test_prices_can_move_by_both_tables_at_once() -> None:
    """Two prices that go against each other, though a third is known to follow both."""
    up = [100.0 * math.exp(0.3 * math.sin(place)) for place in range(len(MONTHS))]
    months = {
        "nickel": dict(zip(MONTHS, up, strict=True)),
        "lithium_carbonate": dict(zip(MONTHS, [1.0 / each for each in up], strict=True)),
    }
    for horizon in (1, 3, 12, 24):
        table = replay_of("months.csv", months, horizon).horizon(usual_spreads(builtin_library(), horizon).horizon)
        names = list(table["volatility"])
        pairs = {frozenset((a, b)): value for a, row in table["correlation"].items() for b, value in row.items()}
        matrix = [[1.0 if a == b else pairs[frozenset((a, b))] for b in names] for a in names]
        assert least_eigenvalue(matrix) >= -1e-9
        assert pairs[frozenset(("nickel", "lithium_carbonate"))] == pytest.approx(-1.0)


@pytest.mark.slow
def test_the_same_on_any_number_of_cores(file: str) -> None:
    """Each time `tests/properties/test_simulation.py` draws on one core and on three without a history."""
    asked: dict[str, Any] = {"draws": 26 * BLOCK, "every": False, "only": ()}
    alone, shared = (replayed(file, jobs=jobs, **asked) for jobs in (1, 2))
    assert alone.margins.tobytes() == shared.margins.tobytes()


def test_the_same_from_any_layout(file: str, tmp_path: Path) -> None:
    wide = ["date," + ",".join(f"{name} (USD/t)" for name in METALS)]
    wide += [",".join((month, *map(str, row))) for month, *row in zip(MONTHS, *prices().values(), strict=True)]
    other = tmp_path / "wide.csv"
    other.write_text("\n".join(wide) + "\n", encoding="utf-8")
    assert replayed(str(other)).margins.tobytes() == replayed(file).margins.tobytes()


def test_it_says_what_is_replayed(recyc: Callable[..., Any], file: str) -> None:
    ask = ("simulate", "nmc622", "--route", "shred", "-n", "1000")
    shown = recyc(*ask, "--bootstrap", file).out
    assert "12 at a time as in months.csv" in shown
    assert "2012-01 to 2021-12: nickel, lithium carbonate, copper" in shown
    assert file not in shown  # no folder of this machine
    assert "No history is replayed" in recyc(*ask, "-v").out


def test_months_of_a_file_as_a_table(recyc: Callable[..., Any], file: str) -> None:
    told = recyc("presets", "import", file, "--history", "-o", "table.csv")
    assert told.code == 0
    assert "metals.nickel: 120 months, 2012-01 to 2021-12" in told.err
    assert replayed(file).margins.tobytes() == replayed("table.csv").margins.tobytes()
    assert recyc("presets", "import", file, "--history", "-q").out == Path("table.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ({"nickel": [15000.0] * 36}, "too short a history: 36 months"),
        ({"steel": [500.0] * 120}, "no price in it that moves by months"),
    ],
)
def test_a_history_that_cannot_be_replayed(
    recyc: Callable[..., Any], tmp_path: Path, months: dict[str, list[float]], said: str
) -> None:
    bad = history(tmp_path / "bad.csv", **months)
    told = recyc("simulate", "nmc622", "--route", "shred", "--bootstrap", bad)
    assert (told.code, told.out) == (3, "")
    assert said in told.err
    with pytest.raises(RecycError, match=r"moves by months|too short"):
        simulate("nmc622", "shred", bootstrap=bad)


def test_the_longest_run_without_a_gap_counts() -> None:
    """A gap of one price is a gap of all; a price with few months gives way where the others then have enough."""
    full = {month: 100.0 + place for place, month in enumerate(MONTHS)}
    gap = {month: value for month, value in full.items() if month != MONTHS[50]}
    assert replay_of("f", {"nickel": full, "copper": gap}, 12).first == MONTHS[51]
    few = {month: full[month] for month in MONTHS[:20]}
    found = replay_of("f", {"nickel": full, "cobalt": few}, 12)
    assert (found.series, found.first, found.last) == (("nickel",), MONTHS[0], MONTHS[-1])
    assert all(_next(a) == b for a, b in pairwise(MONTHS))


def _next(month: str) -> str:
    from recyc_cli.catalog.spreads.replay import month_after

    return month_after(month)
