"""Computes a margin anew at the ends of each input's range, without any library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.engine.draws.case import WORN
from recyc_cli.engine.float_program import FloatProgram
from recyc_cli.model.numbers.chance.distributions import drawn
from recyc_cli.model.numbers.chance.normal import normal_at
from recyc_cli.model.numbers.derivatives import gradient

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.catalog.spreads.joint import Input, Joint
    from recyc_cli.engine.draws.case import Case
    from recyc_cli.model.numbers.traced import Traced

TENTH = float(normal_at(0.9))
"""Standard normal number that one draw in ten lies above."""


class Moved(NamedTuple):
    """An input at either end, all else as it is.

    Attributes:
        value: and both ends, in the unit of its record; one case in ten lies beyond an end.
        at_low: the margin there; none where it has none [money/t].
        per_percent: what one percent more of the input adds, along the slope [money/t].
    """

    input: Input
    value: float
    low: float
    high: float
    at_low: float | None
    at_high: float | None
    per_percent: float


class Evaluated:
    """The margin of a case as a function of its inputs."""

    def __init__(self, case: Case) -> None:
        self._ratios, self._program = case.ratios, FloatProgram(case.program)
        self._instead = None if case.instead is None else Evaluated(case.instead)

    def __call__(self, values: Mapping[str, float]) -> float | None:
        """Return the margin; of batteries too worn for a second life that of recycling them; none where there is none.

        Args:
            values: of the inputs [canonical unit].
        """
        program = self._program
        named = zip(program.inputs, self._ratios, strict=True)
        found = program({path: values[path] * ratio for path, ratio in named})
        if found.code == WORN and self._instead is not None:
            return self._instead(values)
        return found.outputs.get("margin")


def moved_inputs(case: Case, margin: Traced, joint: Joint) -> Iterator[Moved]:
    """Yield what a margin is at both ends of each input.

    Args:
        case: the margin as a program.
        margin: and as it was traced.
        joint: what is drawn.
    """
    evaluated = Evaluated(case)
    middle: dict[str, Any] = joint.values(dict.fromkeys(joint.draws, 0.0))
    slopes = {leaf.path: slope * float(leaf.value) / 100.0 for leaf, slope in gradient(margin)}
    for each in joint.inputs:
        distribution, factor = each.spread.distribution, each.record.factor
        assert distribution is not None  # noqa: S101 - what stands still is no input
        ends = sorted(float(drawn(distribution, sign * TENTH)) for sign in (-1.0, 1.0))
        at_low, at_high = (evaluated(_with(each, end, middle, joint)) for end in ends)
        value, low, high = (float(end) / factor for end in (middle[each.path], *ends))
        yield Moved(each, value, low, high, at_low, at_high, slopes.get(each.path, 0.0))


def _with(each: Input, value: float, middle: Mapping[str, float], joint: Joint) -> dict[str, float]:
    """Return all inputs with one of them moved, and the parts of its whole that give way."""
    values: dict[str, Any] = {**middle, each.path: value}
    for whole in joint.parts:
        if any(path == each.path for path, _ in whole.parts):
            values |= whole.kept(values)
    return values
