"""Draws standard normal numbers by name, the same ones in every quote, without a library."""

from __future__ import annotations

from functools import lru_cache
from math import exp, nan
from random import Random
from typing import TYPE_CHECKING, Any
from zlib import crc32

from recyc_cli.catalog.spreads.joint import SERIES, SHARED
from recyc_cli.engine.draws.case import WORN
from recyc_cli.engine.float_program import FloatProgram
from recyc_cli.model.numbers.chance.correlation import together
from recyc_cli.model.numbers.chance.distributions import ENDLESS, FREE, drawn
from recyc_cli.model.numbers.chance.normal import normal_at
from recyc_cli.model.numbers.series import Series

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recyc_cli.catalog.spreads.joint import Input, Joint
    from recyc_cli.engine.draws.case import Case

DRAWS = 512
"""One in each of so many equal shares, of each name in an order of its own."""


@lru_cache(1000)
def named_draws(name: str) -> list[float]:
    """Return the draws of a name; an own order for each name leaves names uncorrelated.

    >>> a, b = named_draws("wage"), named_draws("gas")
    >>> a == named_draws("wage"), sorted(a) == sorted(b), abs(sum(x * y for x, y in zip(a, b))) / DRAWS < 0.15
    (True, True, True)
    """
    keys = memoryview(Random(crc32(name.encode())).randbytes(4 * DRAWS)).cast("I")  # noqa: S311 - nothing secret
    levels = _levels()
    return [levels[place] for place in sorted(range(DRAWS), key=keys.__getitem__)]


@lru_cache(1)
def _levels() -> list[float]:
    return [float(normal_at((place + 0.5) / DRAWS)) for place in range(DRAWS)]


def inputs_drawn(joint: Joint, wanted: Collection[str]) -> dict[str, list[float]]:
    """Return the draws of inputs that are wanted, in their canonical units, and of the parts that give way to them.

    The same numbers as `Joint.values` gives of one draw after the other, a column at a time.
    """
    whole = [each for each in joint.parts if not {path for path, _ in each.parts}.isdisjoint(wanted)]
    needed = {*wanted, *(path for each in whole for path, _ in each.parts)}
    shared = shared_draws(joint)
    columns = {each.path: _column(each, shared) for each in joint.inputs if each.path in needed}
    for parts in whole:
        own: Any = {path: Series(columns[path]) for path, _ in parts.parts if path in columns}
        kept: Any = parts.kept(own)
        columns |= {path: column.values for path, column in kept.items()}
    return columns


def inputs_of_case(case: Case) -> set[str]:
    """Return the inputs of a case, and of the way of what is too worn for it."""
    own = set(case.program.program.inputs)
    return own if case.instead is None else own | inputs_of_case(case.instead)


def figures_drawn(case: Case, columns: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    """Return the outputs of a case for each draw, NaN where it has none; those of the other way where that is gone.

    Args:
        case: a quote of drawn numbers.
        columns: draws of its inputs.
    """
    program = FloatProgram(case.program)
    scaled = [
        columns[path] if ratio == 1.0 else [value * ratio for value in columns[path]]
        for path, ratio in zip(program.inputs, case.ratios, strict=True)
    ]
    found = [program.outputs_of(values) for values in zip(*scaled, strict=True)]
    names = [name for name, _ in case.program.program.outputs]
    figures = {name: [row[at] if row else nan for row, _ in found] for at, name in enumerate(names)}
    worn = [place for place, (_, code) in enumerate(found) if code == WORN]
    if case.instead is not None and worn:
        paths = inputs_of_case(case.instead)
        other = figures_drawn(case.instead, {path: [columns[path][place] for place in worn] for path in paths})
        for name in names:
            for place, value in zip(worn, other[name], strict=True):
                figures[name][place] = value
    return figures


def shared_draws(joint: Joint) -> dict[str, list[float]]:
    """Return the standard normal draws of series, which move together, and of what classes share."""
    found = {name.removeprefix(SHARED): named_draws(name) for name in joint.draws if name.startswith(SHARED)}
    names = [name for name in joint.draws if name.startswith(SERIES)]
    rows = (together(joint.lower, each) for each in zip(*map(named_draws, names), strict=True))
    return found | {
        name.removeprefix(SERIES): list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)
    }


def normals_of(each: Input, shared: Mapping[str, Sequence[float]]) -> list[float]:
    """Return the standard normal draws of an input.

    Args:
        each: the input.
        shared: draws of what inputs share.
    """
    parts = [(load, shared[name]) for name, load in each.spread.loads]
    parts += [(each.alone, named_draws(each.path))] if each.alone else []
    load, normals = parts[0]
    found = list(normals) if load == 1.0 else [load * z for z in normals]
    for load, normals in parts[1:]:
        found = [whole + load * z for whole, z in zip(found, normals, strict=True)]
    return found


def _column(each: Input, shared: Mapping[str, Sequence[float]]) -> list[float]:
    """Return the draws of an input."""
    found = normals_of(each, shared)
    of = each.spread.distribution
    assert of is not None  # noqa: S101 - what stands still is no input
    if of.form not in ENDLESS:
        return [float(drawn(of, z)) for z in found]
    middle, below, above = of.middle, of.below, of.above
    away = [(above if z > 0.0 else below) * z for z in found]
    if of.form == "normal":
        values = [middle + each for each in away]
    elif of.form == "lognormal":
        values = [middle * exp(each) for each in away]
    else:
        rest = 1.0 - middle
        values = [middle / (middle + rest * exp(-each)) for each in away]
    least, most = of.bounds
    return values if of.bounds == FREE else [min(max(each, least), most) for each in values]
