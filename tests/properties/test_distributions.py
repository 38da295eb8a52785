"""Distributions meet their percentiles, move together as they should, and keep wholes whole."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pytest
from few import examples
from hypothesis import given
from hypothesis import strategies as st

from recyc_cli.model.numbers.chance import correlation
from recyc_cli.model.numbers.chance.correlation import cholesky, eigen, least_eigenvalue, nearest, together
from recyc_cli.model.numbers.chance.distributions import (
    ENDLESS,
    FORMS,
    Distribution,
    Form,
    at_share,
    drawn,
    from_range,
    mean,
)
from recyc_cli.model.numbers.chance.normal import normal_at, share_below
from recyc_cli.model.numbers.chance.wholes import in_proportion, with_rest

if TYPE_CHECKING:
    from recyc_cli.model.numbers.chance.correlation import Matrix

DRAWS = 200_000
ENDS = (0.05, 0.95)
RANGES = {
    "normal": (10.0, -4.0, 31.0),
    "lognormal": (100.0, 50.0, 130.0),
    "odds": (0.95, 0.85, 0.99),
    "uniform": (2.0, 1.0, 5.0),
    "triangular": (2.0, 1.0, 5.0),
    "pert": (2.0, 1.0, 5.0),
}
DICE = Distribution("discrete", 2.0, 0.0, 0.0, outcomes=((1.0, 0.2), (2.0, 0.5), (4.0, 0.3)))
ROUNDING = 1e-12
"""Relative, of a float against an array: powers and exponentials differ by the last bits."""


def distribution(form: str) -> Distribution:
    return DICE if form == "discrete" else from_range(FORMS[FORMS.index(form)], *RANGES[form], ENDS)  # type: ignore[arg-type]


@given(st.floats(1e-12, 1.0 - 1e-12))
def test_normal_numbers_are_those_of_the_standard_library(share: float) -> None:
    assert normal_at(share) == pytest.approx(NormalDist().inv_cdf(share), abs=1e-13)
    assert share_below(normal_at(share)) == pytest.approx(share, rel=1e-12)


@given(st.floats(-8.0, 8.0))
def test_shares_are_those_of_the_error_function(normal: float) -> None:
    assert share_below(normal) == pytest.approx(math.erfc(-normal / math.sqrt(2.0)) / 2.0, rel=1e-11)


@pytest.mark.parametrize("form", ENDLESS)
def test_a_form_without_ends_meets_the_percentiles_and_the_median(form: Form) -> None:
    value, low, high = RANGES[form]
    of = distribution(form)
    assert [at_share(of, share) for share in (ENDS[0], 0.5, ENDS[1])] == pytest.approx([low, value, high])


@pytest.mark.parametrize("form", [form for form in FORMS if form not in (*ENDLESS, "discrete")])
def test_a_form_with_ends_never_leaves_them(form: str) -> None:
    _, low, high = RANGES[form]
    of = distribution(form)
    assert (at_share(of, 0.0), at_share(of, 1.0)) == pytest.approx((low, high))
    assert low <= drawn(of, -9.0) < drawn(of, 9.0) <= high


@pytest.mark.parametrize("form", FORMS)
def test_an_array_is_drawn_as_as_many_floats(form: str) -> None:
    of = distribution(form)
    normals = np.random.default_rng(5).standard_normal(300)
    single = [drawn(of, float(each)) for each in normals]
    assert np.asarray(drawn(of, normals)) == pytest.approx(single, rel=ROUNDING)  # type: ignore[arg-type]
    assert np.asarray(at_share(of, share_below(normals))) == pytest.approx(single, rel=1e-9)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMS)
def test_quantiles_rise_and_their_mean_is_the_mean(form: str) -> None:
    of = distribution(form)
    shares = (np.arange(DRAWS) + 0.5) / DRAWS
    values = np.asarray(at_share(of, shares))  # type: ignore[arg-type]
    assert (np.diff(values) >= 0.0).all()
    # 1e-4 of the range: the midpoints of 200,000 shares leave out the last of the tails.
    assert values.mean() == pytest.approx(mean(of), abs=1e-4 * (values[-1] - values[0]))


def test_a_pert_number_is_a_beta_number() -> None:
    """Known quartiles of Beta(2, 4) and Beta(3, 3), the second by symmetry."""
    quarter = Distribution("pert", 0.25, 0.0, 1.0)
    assert at_share(quarter, 0.5) == pytest.approx(0.313810170455698, abs=1e-6)
    assert at_share(Distribution("pert", 0.5, 0.0, 1.0), 0.5) == pytest.approx(0.5, abs=1e-9)
    assert mean(quarter) == pytest.approx(1.0 / 3.0)


def test_bounds_hold() -> None:
    of = Distribution("lognormal", 1.0, 0.16, 0.05, bounds=(-math.inf, 1.1))
    assert (drawn(of, 9.0), drawn(of, 0.0)) == (1.1, 1.0)


def normals(count: int, seed: int = 3) -> list[np.ndarray]:
    return list(np.random.default_rng(seed).standard_normal((count, DRAWS)))


def test_correlations_are_recovered() -> None:
    matrix = [[1.0, 0.44, 0.33], [0.44, 1.0, 0.20], [0.33, 0.20, 1.0]]
    found = np.corrcoef(np.array(together(cholesky(matrix), normals(3))))  # type: ignore[arg-type]
    assert found == pytest.approx(np.array(matrix), abs=3.0 / math.sqrt(DRAWS))


def test_a_revenue_of_prices_that_move_together() -> None:
    """Mean 2,987.28 and sd 1,178.29 in closed form; independent prices would have an sd of 993.16."""
    matrix = [[1.0, 0.44, 0.33], [0.44, 1.0, 0.20], [0.33, 0.20, 1.0]]
    prices, sds, weights = (16816.0, 11069.0, 26327.0), (0.27, 0.78, 0.40), (0.08839754, 0.086518, 0.0206298)
    for lower, spread in ((cholesky(matrix), 1178.2911), (cholesky(np.eye(3).tolist()), 993.1605)):
        moved = together(lower, normals(3, seed=8))  # type: ignore[arg-type]
        revenue = sum(
            weight * np.asarray(drawn(Distribution("lognormal", price * math.exp(-sd * sd / 2.0), sd, sd), z))
            for weight, price, sd, z in zip(weights, prices, sds, moved, strict=True)
        )
        standard_error = spread / math.sqrt(DRAWS)
        assert np.mean(revenue) == pytest.approx(2987.2815, abs=3.0 * standard_error)
        # Of a standard deviation: sd sqrt((kurtosis - 1) / (4 n)), with a kurtosis of some 30.
        assert np.std(revenue) == pytest.approx(spread, abs=3.0 * spread * math.sqrt(29.0 / 4.0 / DRAWS))


def test_a_matrix_that_others_fix_is_drawn_too() -> None:
    lower = cholesky([[1.0, 1.0], [1.0, 1.0]])
    assert together(lower, [0.7, 5.0]) == [0.7, 0.7]


@examples(10, 115, st.lists(st.floats(-1.0, 1.0), min_size=10, max_size=10))
def test_the_nearest_table_is_one_and_no_nearer_than_a_sound_one(pairs: list[float]) -> None:
    matrix = full(pairs)
    found = nearest(matrix)
    assert least_eigenvalue(found) > -1e-6
    assert all(found[i][i] == 1.0 for i in range(5))
    if least_eigenvalue(matrix) >= 0.0:
        assert np.array(found) == pytest.approx(np.array(matrix), abs=1e-7)
    shrunk = full([0.1 * pair for pair in pairs])
    if least_eigenvalue(shrunk) >= 0.0:
        assert apart(found, matrix) <= apart(shrunk, matrix) + 1e-6


def full(pairs: list[float]) -> Matrix:
    """Return a matrix of five with numbers beside its diagonal."""
    matrix, left = np.eye(5), iter(pairs)
    for i in range(5):
        for j in range(i):
            matrix[i, j] = matrix[j, i] = next(left)
    return matrix.tolist()  # type: ignore[no-any-return]


def apart(one: Matrix, other: Matrix) -> float:
    return float(np.linalg.norm(np.array(one) - np.array(other)))


@given(st.lists(st.floats(-1.0, 1.0), min_size=10, max_size=10))
def test_eigenvalues_are_those_of_numpy(pairs: list[float]) -> None:
    assert sorted(eigen(full(pairs))[0]) == pytest.approx(sorted(np.linalg.eigvalsh(np.array(full(pairs)))), abs=1e-9)


def test_eigenvalues_are_found_in_a_few_rounds_of_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[None] = []
    turn = correlation._turn  # noqa: SLF001
    monkeypatch.setattr(correlation, "_turn", lambda *plane: (turns.append(None), turn(*plane)))
    found, _ = eigen(full([0.9, -0.3, 0.2, 0.7, -0.8, 0.1, 0.5, 0.4, -0.6, 0.3]))
    assert sum(found) == pytest.approx(5.0)
    assert len(turns) <= 8 * 10, "10 planes a round, and 60 rounds are the most"


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6))
def test_parts_stay_one_whole(drawn_parts: list[float]) -> None:
    parts = {str(i): part for i, part in enumerate(drawn_parts)}
    whole = with_rest(parts, 1.0, "rest")
    assert sum(whole.values()) == pytest.approx(1.0)
    assert all(0.0 <= part <= 1.0 for part in whole.values())
    scaled = in_proportion({**parts, "one": 0.5}, 1.0)
    assert sum(scaled.values()) == pytest.approx(1.0)
