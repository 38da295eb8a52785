"""Computes a margin anew at the ends of each input's range, and what a percent of it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.engine.draws.case import WORN, case_of
from recyc_cli.engine.float_program import FloatProgram
from recyc_cli.model.numbers.chance.distributions import drawn
from recyc_cli.model.numbers.chance.normal import normal_at
from recyc_cli.model.numbers.derivatives import gradient
from recyc_cli.report.names import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.analysis.simulation.drawn_quotes import Traced
    from recyc_cli.catalog.spreads.joint import Input, Joint
    from recyc_cli.report.shapes.studies.sensitivity import MovedInput


TENTH = float(normal_at(0.9))
"""Standard normal number that one draw in ten lies above."""


class Evaluated:
    """The margin of a quote as a function of its inputs, computed row by row without any library."""

    def __init__(self, of: Traced, joint: Joint) -> None:
        margin: Any = of.quote.result.margin
        case = case_of(margin, of.guards, of.leaves, joint)
        self.base, self._ratios, self._program = case.middle, case.ratios, FloatProgram(case.program)
        self._instead = None if of.instead is None else Evaluated(of.instead, joint)

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


def moved_inputs(of: Traced, joint: Joint) -> Iterator[MovedInput]:
    """Yield what the margin is at both ends of each input, all else as it is; one case in ten lies beyond an end."""
    margin = Evaluated(of, joint)
    middle: dict[str, Any] = joint.values(dict.fromkeys(joint.draws, 0.0))
    traced: Any = of.quote.result.margin
    slopes = {leaf.path: slope * float(leaf.value) / 100.0 for leaf, slope in gradient(traced)}
    for each in joint.inputs:
        spread, record = each.spread, each.record
        assert spread.distribution is not None  # noqa: S101 - what stands still is no input
        low, high = sorted(float(drawn(spread.distribution, sign * TENTH)) for sign in (-1.0, 1.0))
        yield {
            "path": each.path,
            "label": label(each.path.rpartition(".")[2]),
            "group": spread.group,
            "value": float(middle[each.path]) / record.factor,
            "low": low / record.factor,
            "high": high / record.factor,
            "unit": record.unit,
            "at_low": margin(_with(each, low, middle, joint)),
            "at_high": margin(_with(each, high, middle, joint)),
            "per_percent": slopes.get(each.path, 0.0),
            "spread": spread.how,
            "source": spread.source,
        }


def _with(each: Input, value: float, middle: Mapping[str, float], joint: Joint) -> dict[str, float]:
    """Return all inputs with one of them moved, and the parts of its whole that give way."""
    values: dict[str, Any] = {**middle, each.path: value}
    for whole in joint.parts:
        if any(path == each.path for path, _ in whole.parts):
            values |= whole.kept(values)
    return values
