"""Writes draws as bytes, with the quantiles that a large sample has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from recyc_cli.engine.draws.case import WORN
from recyc_cli.engine.draws.likely.named import DRAWS, named_draws
from recyc_cli.engine.draws.normals import BLOCK, normals
from recyc_cli.engine.numpy_program import NumpyProgram, Scratch, slots_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.engine.columns import Numbers
    from recyc_cli.engine.draws.case import Case

STEPS = 255
GIVES_WAY = "gives way"
"""A figure beside those of a case: 1 in draws in which the feed goes another way."""
PIECE = 2048
"""Rows of one pass."""
ENDS = (0.01, 0.99)
"""Quantiles at which rows end: what lies beyond is taken for them."""


def figures_of(case: Case, joint: Joint, many: int) -> tuple[dict[str, Numbers], Numbers]:
    """Return all figures of a case on the draws that have names, and its margin on many others.

    Args:
        case: a quote of drawn numbers.
        joint: what is drawn.
        many: how many others.
    """
    few = _run(case, joint.values({name: np.array(named_draws(name)) for name in joint.draws}), DRAWS)  # type: ignore[misc]
    margins = []
    for block in range(-(-many // BLOCK)):
        rows = normals(len(joint.draws), 1, block, "lhs")
        values = joint.values(dict(zip(joint.draws, rows, strict=True)))
        margins.append(_run(case, values, BLOCK)["margin"])
    return few, np.concatenate(margins)


def _run(case: Case, values: Mapping[str, Any], count: int) -> dict[str, Numbers]:
    """Return the figures of draws; of what is too worn those of the other way, as far as it has them."""
    program = NumpyProgram(case.program.program)
    paired = zip(program.inputs, case.ratios, strict=True)
    given = {path: np.broadcast_to(np.asarray(values[path] * ratio), (count,)) for path, ratio in paired}
    names = [name for name, _ in case.program.program.outputs]
    found = [np.empty(count) for _ in names]
    refused = np.zeros(count, np.int16)
    program.run(given, slots_of([case.program], [count]), found, refused, Scratch(PIECE))
    for each in found:
        each[refused > 0] = np.nan
    figures = dict(zip(names, found, strict=True))
    codes = [code for code, _ in case.program.program.guards]
    worn = np.isin(refused, [place for place, code in enumerate(codes, 1) if code == WORN])
    if case.instead is not None and worn.any():
        other = _run(case.instead, values, count)
        for name in figures.keys() & other.keys() & {"margin", "feedstock"}:
            figures[name][worn] = other[name][worn]
        figures[GIVES_WAY] = worn.astype(np.float64)
    return figures


def with_quantiles(few: Numbers, many: Numbers) -> Numbers:
    """Return draws in their own order, each in the place of its rank among many others.

    >>> with_quantiles(np.array([3.0, 1.0]), np.array([0.0, 1.0, 2.0, 3.0, 4.0]))
    array([3., 1.])
    """
    ranks = np.argsort(np.argsort(np.nan_to_num(few, nan=-np.inf), kind="stable"), kind="stable")
    return np.nanquantile(many, (ranks + 0.5) / len(few))


def as_bytes(row: Numbers) -> tuple[bytes, float, float]:
    """Return draws as bytes, the value of a byte of 0, and what one more adds.

    >>> as_bytes(np.array([0.0, 255.0, 51.0] * 100))[1:]
    (0.0, 1.0)
    """
    low, high = (float(each) for each in np.quantile(row, ENDS))
    step = (high - low) / STEPS
    if step <= 0.0:
        return bytes(len(row)), low, 0.0
    places = np.clip(np.rint((row - low) / step), 0, STEPS)
    return places.astype(np.uint8).tobytes(), low, step


def relative(row: Numbers, amount: float) -> Numbers:
    """Return draws over what they are of; where there is none it stands still."""
    return np.nan_to_num(row / amount, nan=1.0, posinf=1.0, neginf=1.0)


def likely_width(many: Numbers) -> float:
    """Return how far the ninth tenth of draws lies above the first."""
    low, high = np.nanquantile(many, (0.1, 0.9))
    return float(high - low)
