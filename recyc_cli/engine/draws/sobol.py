"""Parts the variance of a figure among groups of what is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recyc_cli.engine.draws.normals import BLOCK, normals

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from recyc_cli.engine.columns import Numbers

FEWEST = 4
"""Blocks at least: how far they differ tells how well an index is known."""


class Indices(NamedTuple):
    """How much of a variance goes with groups.

    Attributes:
        mean: of the figure.
        variance: of the figure.
        first: of each group the share that goes with it alone.
        total: and the share that would be left were all others known.
        errors: standard errors of both, whichever is larger.
    """

    mean: float
    variance: float
    first: dict[str, float]
    total: dict[str, float]
    errors: dict[str, float]


def sobol_indices(
    figure: Callable[[Mapping[str, Numbers]], Numbers],
    draws: Sequence[str],
    groups: Mapping[str, Collection[str]],
    blocks: int,
    seed: int = 1,
) -> Indices:
    """Return Sobol's indices of groups (Saltelli 2010 for the first, Jansen 1999 for the total ones).

    Of each group one sample's numbers are put into the other. A draw without a figure counts as the mean.

    Args:
        figure: of a block of draws, standard normal numbers by name.
        draws: their names.
        groups: of each the names.
        blocks: of `BLOCK` draws each.
        seed: of both samples.

    >>> found = sobol_indices(lambda z: 2.0 * z["a"] + z["b"], ("a", "b"), {"A": ["a"], "B": ["b"]}, 4)
    >>> round(found.first["A"], 1), round(found.total["B"], 1)
    (0.8, 0.2)
    """
    blocks = max(blocks, FEWEST)
    firsts: dict[str, list[float]] = {name: [] for name in groups}
    totals: dict[str, list[float]] = {name: [] for name in groups}
    means, variances = [], []
    for block in range(blocks):
        rows = (normals(len(draws), seed, 2 * block + side, "lhs") for side in (0, 1))
        one, other = (dict(zip(draws, each, strict=True)) for each in rows)
        base, again = figure(one), figure(other)
        both = np.concatenate((base, again))
        middle = float(np.nanmean(both))
        means.append(middle)
        variances.append(float(np.nanvar(both)))
        base, again = (np.nan_to_num(each - middle) for each in (base, again))
        for name, members in groups.items():
            moved = np.nan_to_num(figure({**one, **{each: other[each] for each in members}}) - middle)
            firsts[name].append(float((again * (moved - base)).mean()))
            totals[name].append(float(((base - moved) ** 2).mean() / 2.0))
    return _indices(float(np.mean(means)), float(np.mean(variances)), firsts, totals)


def _indices(
    mean: float, variance: float, firsts: Mapping[str, Sequence[float]], totals: Mapping[str, Sequence[float]]
) -> Indices:
    """Return the means of blocks as shares of the variance, and how well these are known by how blocks differ."""
    whole = variance or 1.0
    errors = {}
    for name, some in firsts.items():
        off = max(float(np.std(some)), float(np.std(totals[name])))
        errors[name] = off / ((len(some) - 1) ** 0.5 * whole)
    first, total = ({name: float(np.mean(each)) / whole for name, each in some.items()} for some in (firsts, totals))
    return Indices(mean, variance, first, total, errors)


__all__ = ["BLOCK", "Indices", "sobol_indices"]
