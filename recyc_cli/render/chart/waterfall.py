"""Draws a waterfall chart: from one amount to another, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.rows import Row, draw_rows
from recyc_cli.render.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Iterable

MINUS = "\N{MINUS SIGN}"


class Step(NamedTuple):
    """A change, or a level reached: the bar of a level starts at zero."""

    words: str
    amount: float
    level: bool


def waterfall(name: str, heading: str, unit: str, steps: Iterable[Step], width: float) -> str:
    """Return the picture of a waterfall; levels are blue, gains green, losses red, each with its sign."""
    rows = []
    reached = 0.0
    for step in steps:
        start = 0.0 if step.level else reached
        reached = step.amount if step.level else reached + step.amount
        rows.append(Row(step.words, start, reached, signed(step.amount, step.level), _colour(step), step.level))
    return draw_rows(name, heading, unit, rows, width, linked=True)


def signed(amount: float, level: bool) -> str:  # noqa: FBT001 - a step's own two halves
    """Return an amount with the minus of print; a change that adds has a plus.

    >>> signed(-860.4, True), signed(862.1, False), signed(0.2, False)
    ('\u2212860', '+862', '0')
    """
    words = fixed(amount)
    if words.startswith("-"):
        return MINUS + words[1:]
    return words if level or words == "0" else "+" + words


def _colour(step: Step) -> str:
    if step.level:
        return svg.BLUE if step.amount >= 0.0 else svg.RED
    return svg.GREEN if step.amount > 0.0 else svg.ORANGE
