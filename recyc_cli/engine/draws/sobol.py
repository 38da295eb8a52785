"""Parts the variance of a figure among groups of what is drawn.

The estimators are scipy's (Saltelli 2010 for the first, Jansen 1999 for the total ones); the draws are not, for its own
take inputs of which none knows of another, and here prices move together and are one group.
"""

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
        draws: of each of both samples.
        mean: of the figure.
        variance: of the figure.
        first: of each group the share that goes with it alone.
        total: and the share that would be left were all others known.
        errors: standard errors of both, whichever is larger.
    """

    draws: int
    mean: float
    variance: float
    first: dict[str, float]
    total: dict[str, float]
    errors: dict[str, float]


class _Values(NamedTuple):
    """The figure for one sample, for the other, and for the one with each group's numbers of the other."""

    one: Numbers
    other: Numbers
    mixed: Numbers

    def indices(self) -> Numbers:
        """Return the first index of each group, and below it the total one."""
        if len(self.mixed) == 1:
            return np.ones((2, 1))  # all of the variance is the only group's
        from scipy.stats import sobol_indices as indices_of_values

        values = {"f_A": self.one[None], "f_B": self.other[None], "f_AB": self.mixed[:, None]}
        found = indices_of_values(func=values, n=len(self.one))
        return np.array([found.first_order, found.total_order])


def sobol_indices(
    figure: Callable[[Mapping[str, Numbers]], Numbers],
    draws: Sequence[str],
    groups: Mapping[str, Collection[str]],
    blocks: int,
    seed: int = 1,
) -> Indices:
    """Return Sobol's indices of groups.

    A draw without a figure counts as the mean.

    Args:
        figure: of a block of draws, standard normal numbers by name.
        draws: their names.
        groups: of each the names.
        blocks: of `BLOCK` draws each; so many, or the next power of two above it.
        seed: of both samples.

    >>> found = sobol_indices(lambda z: 2.0 * z["a"] + z["b"], ("a", "b"), {"A": ["a"], "B": ["b"]}, 4)
    >>> round(found.first["A"], 1), round(found.total["B"], 1)
    (0.8, 0.2)
    """
    blocks = 1 << (max(blocks, FEWEST) - 1).bit_length()
    each = [_block(figure, draws, groups, place, seed) for place in range(blocks)]
    every = _Values(*(np.concatenate(parts, axis=-1) for parts in zip(*each, strict=True)))
    both = np.concatenate((every.one, every.other))
    apart = np.array([block.indices() for block in each]).std(axis=0, ddof=1) / blocks**0.5
    first, total = every.indices()
    names = list(groups)
    return Indices(
        len(every.one),
        float(both.mean()),
        float(both.var()),
        dict(zip(names, first.tolist(), strict=True)),
        dict(zip(names, total.tolist(), strict=True)),
        dict(zip(names, apart.max(axis=0).tolist(), strict=True)),
    )


def _block(
    figure: Callable[[Mapping[str, Numbers]], Numbers],
    draws: Sequence[str],
    groups: Mapping[str, Collection[str]],
    place: int,
    seed: int,
) -> _Values:
    """Return the figure for one block of both samples."""
    rows = (normals(len(draws), seed, 2 * place + side, "lhs") for side in (0, 1))
    one, other = (dict(zip(draws, each, strict=True)) for each in rows)
    mixed = [figure({**one, **{each: other[each] for each in members}}) for members in groups.values()]
    found = np.array([figure(one), figure(other), *mixed])
    found[np.isnan(found)] = np.nanmean(found[:2])
    return _Values(found[0], found[1], found[2:])


__all__ = ["BLOCK", "Indices", "sobol_indices"]
