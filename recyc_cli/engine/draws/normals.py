"""Draws standard normal numbers by blocks, each by its own number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from recyc_cli.model.numbers.chance.normal import normal_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recyc_cli.engine.columns import Numbers

Sampler = Literal["lhs", "random"]
STRATA = 1024
"""Draws that a Latin hypercube spreads evenly: one of each input in each of so many equal shares."""
BLOCK = 4 * STRATA
"""Draws that are made and computed at once."""
_PLACE = STRATA.bit_length() - 1
_KEYS = 1 << (32 - _PLACE)


def normals(count: int, seed: int, block: int, sampler: Sampler) -> Numbers:
    """Return a block of independent standard normal numbers, a row for each of `count` names.

    By `lhs` each row has one number in each of `STRATA` equal shares, in an order of its own; where in its share a
    number lies is drawn once for all rows, which leaves them uncorrelated.

    Args:
        count: names.
        seed: of the whole sample.
        block: number of the block.
        sampler: how they are drawn.

    >>> rows = normals(3, 1, 0, "lhs")
    >>> rows.shape, bool((np.sort(rows[0]) == np.sort(rows[1])).all())
    ((3, 4096), True)
    """
    rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, block])))
    if sampler == "random":
        return rng.standard_normal((count, BLOCK))
    parts = BLOCK // STRATA
    shares = (np.arange(STRATA) + rng.random((parts, STRATA))) / STRATA
    levels = np.asarray(normal_at(shares.ravel())).reshape(parts, STRATA)  # type: ignore[arg-type]
    rows = np.empty((count, parts, STRATA))
    for place in range(parts):
        np.take(levels[place], _orders(rng, count), out=rows[:, place], mode="clip")
    return rows.reshape(count, BLOCK)


def _orders(rng: np.random.Generator, count: int) -> NDArray[np.uint32]:
    """Return random orders of the strata: their places, sorted by random numbers in the bits before them."""
    keys = rng.integers(0, _KEYS, (count, STRATA), np.uint32)
    keys <<= np.uint32(_PLACE)
    keys |= np.arange(STRATA, dtype=np.uint32)
    keys.sort(axis=1)
    keys &= np.uint32(STRATA - 1)
    return keys
