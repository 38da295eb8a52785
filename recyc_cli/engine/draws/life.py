"""Draws the years of a plant's life: prices go on by year, all else is drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recyc_cli.catalog.spreads.joint import SERIES
from recyc_cli.engine.draws.normals import BLOCK, normals
from recyc_cli.engine.draws.sampler import PIECE
from recyc_cli.engine.numpy_program import NumpyProgram, Scratch, slots_of
from recyc_cli.model.numbers.chance.path import next_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.engine.columns import Numbers
    from recyc_cli.engine.draws.normals import Sampler
    from recyc_cli.model.numbers.program import Filled

    Parts = Mapping[str, Numbers]

FAN = (10, 50, 90)
"""Of all draws in a hundred, those that lie below a line of the fan."""


class YearProgram(NamedTuple):
    """What a working year comes to, as a program, and what turns its inputs into its own numbers."""

    program: Filled
    ratios: tuple[float, ...]


class Life(NamedTuple):
    """A plant whose years are drawn.

    Attributes:
        joint: the distribution of the inputs, prices as they are a year after today.
        programs: of working years that are not alike.
        years: of each working year how long after today it ends, and the place of its program.
        kept: of each series of prices the part of its distance that it keeps each year.
        draws: how many.
        seed: of all of them.
        sampler: how they are drawn.
    """

    joint: Joint
    programs: Sequence[YearProgram]
    years: Sequence[tuple[int, int]]
    kept: Mapping[str, float]
    draws: int
    seed: int
    sampler: Sampler


class Lives(NamedTuple):
    """What the draws of a life come to: its worth, its capital, and the sum of its cash flow by year, a row each."""

    worths: Numbers
    capitals: Numbers
    sums: Numbers


def drawn_lives(life: Life, worth: Callable[[Sequence[Parts]], tuple[Any, Any, Sequence[Any]]]) -> Lives:
    """Return the draws of a life; NaN where one has no result.

    Args:
        life: what is drawn.
        worth: of the outputs of all working years, a column each: worth, capital, and sums by year.
    """
    blocks = []
    for years in blocks_of(life):
        count = len(next(iter(years[0].values())))
        blocks.append([np.broadcast_to(each, (count,)) for each in _flat(worth(years))])
    whole = np.array([np.concatenate(each) for each in zip(*blocks, strict=True)])[:, : life.draws]
    return Lives(whole[0], whole[1], whole[2:])


def fan(sums: Numbers) -> list[list[float]]:
    """Return of each row the values below which 10, 50 and 90 of 100 draws lie.

    >>> fan(np.array([[1.0, 2.0, 3.0], [5.0, 5.0, np.nan]]))
    [[1.2, 2.0, 2.8], [5.0, 5.0, 5.0]]
    """
    return [[round(float(each), 12) for each in np.nanquantile(row, np.array(FAN) / 100.0)] for row in sums]


def share_below(values: Numbers, level: float) -> float:
    """Return the share of draws below a level, of those that have a value.

    >>> share_below(np.array([-1.0, 1.0, 3.0, np.nan]), 1.0) == 1.0 / 3.0
    True
    """
    return float((values[~np.isnan(values)] < level).mean())


def _flat(found: tuple[Any, Any, Sequence[Any]]) -> list[Any]:
    first, second, others = found
    return [first, second, *others]


def blocks_of(life: Life) -> Iterator[list[Parts]]:
    """Yield the outputs of all working years, a block of draws at a time, NaN where a quote would be refused."""
    joint, last = life.joint, max(year for year, _ in life.years)
    series = [name for name in joint.draws if name.startswith(SERIES)]
    programs = [NumpyProgram(each.program.program) for each in life.programs]
    scratch, working = Scratch(PIECE), dict(life.years)
    for number in range(-(-life.draws // BLOCK)):
        rows = normals(len(joint.draws) + len(series) * last, life.seed, number, life.sampler)
        normal = dict(zip(joint.draws, rows, strict=False))
        away: dict[str, Any] = dict.fromkeys(life.kept, 0.0)
        steps = rows[len(joint.draws) :].reshape(last, len(series), BLOCK)
        outputs: list[Parts] = []
        for year, step in enumerate(steps, 1):
            moved = joint.moved(normal | dict(zip(series, step, strict=True)))
            away = {name: next_year(away[name], life.kept[name], moved[name]) for name in away}
            if year in working:
                place = working[year]
                values = joint.values_at(away, normal)
                outputs.append(_run(programs[place], life.programs[place], values, scratch))
        yield outputs


def _run(program: NumpyProgram, of: YearProgram, values: Mapping[str, Any], scratch: Scratch) -> Parts:
    """Compute a working year; NaN in the draws that a quote would refuse."""
    given = {
        path: np.broadcast_to(np.asarray(values[path] * ratio, np.float64), (BLOCK,))
        for path, ratio in zip(program.inputs, of.ratios, strict=True)
    }
    refused = np.zeros(BLOCK, np.int16)
    into = [np.empty(BLOCK) for _ in program.outputs]
    program.run(given, slots_of([of.program], [BLOCK]), into, refused, scratch)
    for column in into:
        column[refused > 0] = np.nan
    return dict(zip(program.outputs, into, strict=True))
