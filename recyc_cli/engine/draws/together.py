"""Finds the inputs that hardly spread any margin, and draws them as one.

What each does to a margin is measured at three places of its own distribution (Gauss and Hermite's, which have the mean
and the variance of every parabola). Together they add to each margin a normal number of the same variance, which goes
with the other margins, and with what else is drawn, as theirs do; its mean is that over a first lot of draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recyc_cli.engine.draws.case import LARGEST, ratio_to_middle
from recyc_cli.engine.draws.normals import STRATA, normals
from recyc_cli.model.numbers.chance.correlation import cholesky
from recyc_cli.model.numbers.chance.distributions import drawn
from recyc_cli.model.numbers.revalued import with_inputs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.engine.columns import Numbers
    from recyc_cli.model.numbers.traced import Leaf, Traced

    Draws = Mapping[str, Numbers | float]
    Margins = Sequence[tuple[Traced, Mapping[str, Leaf]]]
    """Traced margins, each with what it is made of by path."""

SHARE = 0.001
"""Of the variance of each margin, what inputs that are drawn as one carry at most."""
AWAY = 3.0**0.5
"""Standard deviations that an input is moved to either side; each side weighs a sixth."""
FEWEST = 2
FIRST = 0
"""Seed of the draws that the mean is taken of: it is the same for any seed of the sample."""
_NAME = "together."


class Together(NamedTuple):
    """Inputs that are drawn as one.

    Attributes:
        paths: theirs.
        share: of the variance of a margin that they carry, the largest of all margins [1].
        names: of their own standard normal numbers.
        rows: of each margin its row below; the same margin twice is one row.
        means: what they add to each margin on average [money/t].
        along: of each draw that they share with others what one more of it adds to each margin [money/t].
        lower: and what one more of each of their own does: row by margin, column by name [money/t].
    """

    paths: tuple[str, ...]
    share: float
    names: tuple[str, ...]
    rows: tuple[int, ...]
    means: tuple[float, ...]
    along: dict[str, tuple[float, ...]]
    lower: tuple[tuple[float, ...], ...]

    def mean(self, place: int) -> float:
        """Return what they add to a margin on average [money/t]."""
        return self.means[self.rows[place]]

    def added(self, place: int, draws: Draws) -> Numbers | float:
        """Return what they add to a margin [money/t].

        Args:
            place: of the margin.
            draws: standard normal numbers by name; of one that is not there 0.
        """
        row = self.rows[place]
        total: Any = self.mean(place)
        for name, effects in self.along.items():
            total = total + effects[row] * draws.get(name, 0.0)
        for name, effect in zip(self.names, self.lower[row], strict=True):
            if effect:
                total = total + effect * draws.get(name, 0.0)
        added: Numbers | float = total
        return added


class Small(NamedTuple):
    """Inputs that hardly spread any margin.

    Attributes:
        paths: theirs.
        share: of the variance of a margin that they carry, the largest of all margins [1].
        slopes: what one standard deviation of each adds: a row for each margin, a column for each input [money/t].
        bends: what the spread of each adds on average [money/t].
        weights: of each draw in the standard normal number of each input: a row for each of them.
        others: of each draw, whether any other input follows it too.
    """

    paths: tuple[str, ...]
    share: float
    slopes: Numbers
    bends: Numbers
    weights: Numbers
    others: NDArray[np.bool_]


def small_inputs(margins: Margins, joint: Joint, alone: Collection[str], share: float = SHARE) -> Small | None:
    """Return the inputs that together carry so small a share of the variance of every margin; none where hardly any do.

    Args:
        margins: what is looked at.
        joint: what is drawn.
        alone: paths of inputs that are none of them, whatever they carry.
        share: of the variance [1].
    """
    inputs = joint.inputs
    if len(inputs) < FEWEST:
        return None
    slopes, bends = _effects(margins, joint)
    weights = _weights(joint)
    carried = slopes**2 + 2.0 * bends**2
    free = np.array([each.path not in alone for each in inputs]) & np.isfinite(carried).all(axis=0)
    slopes, bends = np.nan_to_num(slopes), np.nan_to_num(bends)
    whole = _variances(slopes, bends, weights)[:, -1:]
    order = np.argsort(np.where(free, _part(carried, whole).max(axis=0), np.inf), kind="stable")[: free.sum()]
    parts = _part(_variances(slopes[:, order], bends[:, order], weights[order]), whole).max(axis=0)
    count = int((np.maximum.accumulate(parts) <= share).sum())
    if count < FEWEST:
        return None
    chosen = np.sort(order[:count])
    others = np.asarray(np.delete(weights, chosen, axis=0).any(axis=0))
    paths = tuple(inputs[i].path for i in chosen)
    return Small(paths, float(parts[count - 1]), slopes[:, chosen], bends[:, chosen], weights[chosen], others)


def drawn_as_one(small: Small, margins: Margins, joint: Joint, kept: Joint) -> Together:
    """Sum up what small inputs do to margins.

    Args:
        small: the inputs.
        margins: what they do little to.
        joint: what is drawn, they among it.
        kept: what is drawn but they.
    """
    every = np.hstack((small.slopes, small.bends))
    distinct = list(dict.fromkeys(row.tobytes() for row in every))
    rows = [distinct.index(row.tobytes()) for row in every]
    some = [rows.index(row) for row in range(len(distinct))]
    slopes, bends = small.slopes[some], small.bends[some]
    along = slopes @ np.where(small.others, small.weights, 0.0)
    apart = slopes @ np.where(small.others, 0.0, small.weights)
    spread = apart @ apart.T + 2.0 * np.diag((bends**2).sum(axis=1))
    sizes = np.sqrt(np.diag(spread))
    pairs = np.outer(sizes, sizes)
    scaled = np.divide(spread, pairs, out=np.eye(len(sizes)), where=pairs > 0.0)
    lower = np.array(cholesky(scaled.tolist())) * sizes[:, None]
    means = _means([margins[place] for place in some], joint, kept)
    effects = zip(joint.draws, along.T.tolist(), strict=True)
    return Together(
        small.paths,
        small.share,
        tuple(f"{_NAME}{place}" for place in range(len(some))),
        tuple(rows),
        tuple(means.tolist()),
        {name: tuple(effect) for name, effect in effects if any(effect)},
        tuple(tuple(row) for row in lower.tolist()),
    )


def _variances(slopes: Numbers, bends: Numbers, weights: Numbers) -> Numbers:
    """Return the variance that the first inputs make together: a column for each number of them."""
    moved = np.cumsum(slopes[:, :, None] * weights, axis=1)
    variances: Numbers = (moved**2).sum(axis=2) + 2.0 * np.cumsum(bends**2, axis=1)
    return variances


def _part(some: Numbers, whole: Numbers) -> Numbers:
    return np.divide(some, whole, out=np.zeros_like(some), where=whole > 0.0)


def _weights(joint: Joint) -> Numbers:
    """Return what each draw weighs in the standard normal number of each input: a row for each of them."""
    at = {name: place for place, name in enumerate(joint.draws)}
    weights = np.zeros((len(joint.inputs), len(at)))
    for place, each in enumerate(joint.inputs):
        for name, weight in joint.weights(each).items():
            weights[place, at[name]] = weight
    return weights


def _effects(margins: Margins, joint: Joint) -> tuple[Numbers, Numbers]:
    """Return what one standard deviation of each input alone adds to each margin, and its spread on average."""
    columns: dict[str, Any] = {}
    for path, value in _middle(joint).items():
        columns[path] = np.full(2 * len(joint.inputs) + 1, value)
    for place, each in enumerate(joint.inputs):
        assert each.spread.distribution is not None  # noqa: S101 - what stands still is no input
        ends = (drawn(each.spread.distribution, sign * AWAY) for sign in (1.0, -1.0))
        columns[each.path][2 * place : 2 * place + 2] = [float(end) for end in ends]
    for whole in joint.parts:
        columns |= whole.kept(columns)
    moved = _margins(margins, columns, joint)
    up, down, base = moved[:, 0:-1:2], moved[:, 1::2], moved[:, -1:]
    return (up - down) / (2.0 * AWAY), (up + down - 2.0 * base) / 6.0


def _means(margins: Margins, joint: Joint, kept: Joint) -> Numbers:
    """Return what is missed on average where some inputs are in their middle."""
    rows = dict(zip(joint.draws, normals(len(joint.draws), FIRST, 0, "lhs")[:, :STRATA], strict=True))
    every, some = (_margins(margins, each.values(rows), joint) for each in (joint, kept))
    means: Numbers = np.nanmean(every - some, axis=1)
    return means


def _margins(margins: Margins, columns: Mapping[str, Any], joint: Joint) -> Numbers:
    """Compute margins anew: a row for each.

    Args:
        margins: what is computed.
        columns: values of inputs [canonical unit].
        joint: what is drawn.
    """
    middle, found = _middle(joint), []
    count = len(next(iter(columns.values())))
    with np.errstate(all="ignore"):
        for margin, leaves in margins:
            drawn_here = [path for path in leaves if path in columns]
            values = {path: columns[path] * ratio_to_middle(leaves[path], middle[path]) for path in drawn_here}
            found.append(np.broadcast_to(np.asarray(with_inputs(margin, values)), (count,)))
    return np.where(np.abs(found) < LARGEST, found, np.nan)


def _middle(joint: Joint) -> dict[str, float]:
    return {path: float(value) for path, value in joint.values(dict.fromkeys(joint.draws, 0.0)).items()}
