"""Draws bars from zero to either side, the best one marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.rows import Row, draw_rows
from recyc_cli.render.chart.waterfall import signed

if TYPE_CHECKING:
    from collections.abc import Iterable


class Bar(NamedTuple):
    """An amount with its words; the best one is told in words as well as in bold."""

    words: str
    amount: float
    best: bool = False


def bars(name: str, heading: str, unit: str, entries: Iterable[Bar], width: float) -> str:
    """Return the picture: positive amounts blue, negative ones red, each with its number."""
    rows = [
        Row(
            f"{bar.words} (best)" if bar.best else bar.words,
            0.0,
            bar.amount,
            signed(bar.amount, level=True),
            svg.BLUE if bar.amount >= 0.0 else svg.RED,
            bar.best,
        )
        for bar in entries
    ]
    return draw_rows(name, heading, unit, rows, width)
