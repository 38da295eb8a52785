"""Replays blocks of a price history in the place of drawn prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recyc_cli.catalog.spreads.joint import SERIES
from recyc_cli.model.numbers.chance.normal import share_below

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.catalog.spreads.replay import Replay
    from recyc_cli.engine.columns import Numbers

_NAME = "replay."


def names_of_blocks(replay: Replay | None) -> tuple[str, ...]:
    """Return the names of the standard normal numbers that say which blocks are replayed."""
    return () if replay is None else tuple(f"{_NAME}{place}" for place in range(replay.blocks))


def replayed(replay: Replay, joint: Joint, draws: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """Return the independent numbers of the series of a history, by which prices move as they did in some blocks.

    Each number of `names_of_blocks` is the place of a block among all; what moves over several blocks adds up.

    Args:
        replay: the history.
        joint: what is drawn, the series of the history first.
        draws: standard normal numbers by name.
    """
    moves = np.array(replay.moves)
    moved = np.zeros((len(replay.series), len(next(iter(draws.values())))))
    for name in names_of_blocks(replay):
        places = np.minimum((np.asarray(share_below(draws[name])) * len(moves)).astype(np.intp), len(moves) - 1)  # type: ignore[arg-type]
        moved += moves[places].T
    moved /= replay.blocks**0.5
    found: dict[str, Numbers] = {}
    rows = joint.lower[: len(replay.series)]
    for series, together, row in zip(replay.series, moved, rows, strict=True):
        known = sum((weight * own for weight, own in zip(row, found.values(), strict=False)), np.zeros_like(together))
        own = row[len(found)]
        found[SERIES + series] = (together - known) / own if own else known * 0.0
    return found
