"""Takes each lot with several words, such as every route, and finds the best of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recyc_cli.engine.columns import NONE, Words, length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.engine.columns import Block, Numbers


def with_each(block: Block, name: str, words: Sequence[str]) -> Block:
    """Return every lot with each of some words in a column, a row below the other.

    >>> found = with_each({"soh": np.array([0.8, 0.9])}, "route", ["hydro", "pyro"])
    >>> found["soh"].tolist(), found["route"].codes.tolist()
    ([0.8, 0.8, 0.9, 0.9], [0, 1, 0, 1])
    """
    times, rows = len(words), length(block)
    spread: Block = {
        name: Words(each.codes.repeat(times), each.words) if isinstance(each, Words) else each.repeat(times)
        for name, each in block.items()
    }
    return {**spread, name: Words(np.tile(np.arange(times, dtype=np.int32), rows), list(words))}


def best_of_each(figure: Numbers, words: Sequence[str]) -> Words:
    """Return the word each lot is best with, of rows as `with_each` has them; none where it is refused with all.

    Args:
        figure: what is the more the better; NaN where a lot is refused.
        words: in the order of the rows of a lot.

    >>> best_of_each(np.array([1.0, np.nan, 2.0, 3.0, np.nan, np.nan]), ["hydro", "pyro"]).codes.tolist()
    [0, 1, -1]
    """
    scores = np.where(np.isnan(figure), -np.inf, figure).reshape(-1, len(words))
    best = scores.argmax(axis=1).astype(np.int32)
    best[np.isneginf(scores.max(axis=1))] = NONE
    return Words(best, list(words))
