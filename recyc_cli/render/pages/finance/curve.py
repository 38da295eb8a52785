"""Draws the cash curve: how the sum of a plant's cash flow falls and rises, a bar a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.chart.side_bars import GAIN, LOSS, TAKEN
from recyc_cli.render.chart.waterfall import MINUS, Step, waterfall
from recyc_cli.render.numbers import fixed
from recyc_cli.render.page import TOTAL, row
from recyc_cli.render.pages.pictures import both
from recyc_cli.render.pages.screen.pictured import pictured

if TYPE_CHECKING:
    from recyc_cli.render.chart.rows import Row
    from recyc_cli.render.page import Block
    from recyc_cli.render.pages.pictures import Figure
    from recyc_cli.report.shapes.studies.finance import FinanceReport

MILLION = 1e6
TITLE = "Cash of the plant, summed up"


def _steps(report: FinanceReport) -> list[Row]:
    """Return a bar a year from the sum before it to the sum after it, and the sum of all, in millions."""
    years = report["cash_flow"]
    steps = [Step(_year(year["year"]), year["after_tax"] / MILLION, level=False) for year in years]
    steps.append(Step("in all", years[-1]["cumulative"] / MILLION, level=True))
    return [
        each._replace(number=_number(step.amount, level=step.level))
        for each, step in zip(waterfall(steps), steps, strict=True)
    ]


def _year(number: int) -> str:
    return f"year {number}"


def _number(amount: float, *, level: bool) -> str:
    """Return an amount in millions with its sign.

    >>> _number(1.25, level=False), _number(-3.0, level=True)
    ('+1.2', '\u22123.0')
    """
    words = fixed(amount, 1)
    return MINUS + words[1:] if words.startswith("-") else words if level or words == "0.0" else f"+{words}"


def curve_block(report: FinanceReport) -> Block:
    """Return the cash curve for a screen."""
    steps, money = _steps(report), f"million {report['scenario']['currency']}"
    rows = [row(each.words, each.number.replace(MINUS, "-"), style=TOTAL if each.strong else "") for each in steps]
    legend = f"after tax, not discounted: {GAIN} comes in, {TAKEN} {LOSS} goes out"
    return pictured(TITLE, money, rows, [(each.start, each.end) for each in steps], legend)


def curve_figure(report: FinanceReport, name: str) -> Figure:
    """Return the cash curve as a picture."""
    caption = "After tax, not discounted. Each bar leads from the sum before its year to the sum after it."
    return both(name, TITLE, TITLE, f"million {report['scenario']['currency']}", _steps(report), caption, linked=True)
