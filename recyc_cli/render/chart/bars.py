"""Lays out bars from zero to either side, the best one marked, a row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.rows import Row
from recyc_cli.render.chart.waterfall import signed

if TYPE_CHECKING:
    from collections.abc import Iterable


class Bar(NamedTuple):
    """An amount with its words; the best one is told in words as well as in bold."""

    words: str
    amount: float
    best: bool = False


def bars(entries: Iterable[Bar], below: str = svg.BLUE) -> list[Row]:
    """Return the rows: what is below zero hatched, in a colour of its own only where that is a loss.

    >>> [row.words for row in bars([Bar("hydro", 5.0, best=True), Bar("pyro", -2.0)], svg.RED)]
    ['hydro (best)', 'pyro']
    """
    return [
        Row(
            f"{bar.words} (best)" if bar.best else bar.words,
            0.0,
            bar.amount,
            signed(bar.amount, level=True),
            svg.BLUE if bar.amount >= 0.0 else below,
            bar.best,
            hatched=bar.amount < 0.0,
        )
        for bar in entries
    ]
