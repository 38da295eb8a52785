"""Lays out a waterfall: from one amount to another, step by step, a row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.rows import Row
from recyc_cli.render.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Iterable

MINUS = "\N{MINUS SIGN}"


class Step(NamedTuple):
    """A change, or a level reached: the bar of a level starts at zero."""

    words: str
    amount: float
    level: bool


def waterfall(steps: Iterable[Step]) -> list[Row]:
    """Return the rows of a waterfall; levels are blue, gains green, what is taken off orange, a loss red.

    >>> [(row.start, row.end, row.hatched) for row in waterfall([Step("value", 5.0, True), Step("cost", -7.0, False)])]
    [(0.0, 5.0, False), (5.0, -2.0, True)]
    """
    rows = []
    reached = 0.0
    for step in steps:
        start = 0.0 if step.level else reached
        reached = step.amount if step.level else reached + step.amount
        number = signed(step.amount, step.level)
        rows.append(Row(step.words, start, reached, number, _colour(step), step.level, hatched=step.amount < 0.0))
    return rows


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
