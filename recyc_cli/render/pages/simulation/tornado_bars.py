"""Draws what moves a margin as bars about the quoted one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.rows import Row as Bar
from recyc_cli.render.chart.rows import draw_rows
from recyc_cli.render.chart.scale import Scale
from recyc_cli.render.chart.side_bars import GAIN, LOSS
from recyc_cli.render.numbers import short
from recyc_cli.render.page import block, row
from recyc_cli.render.pages.pictures import NARROW, WIDE, Figure
from recyc_cli.render.text import WIDTH, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.render.page import Block
    from recyc_cli.report.shapes.studies.sensitivity import MovedGroup, MovedInput, SensitivityReport

BASE, LINE = "│", 9
"""What stands where the margin is as quoted, and the width of a number at the end of a bar."""
WORDS = 28
"""Signs of a label beside a bar; a longer one goes on below."""
CAPTION = {
    False: "Each bar: the margin with that input alone at its low and at its high, which stand at the bar's ends.",
    True: "Each bar: with that group alone unknown one case in ten lies below its lower end, one above its upper end.",
}


class Spanned(NamedTuple):
    """A bar about the quoted margin: what it is of, its ends, and the input at each of them."""

    label: str
    low: float
    high: float
    at_ends: tuple[str, str]


def title_of_bars(report: SensitivityReport) -> str:
    """Return what tables and pictures show."""
    what = "one group alone unknown" if report["groups"] else "one input moved"
    return f"Margin with {what}, quoted {report['base']:,.0f} {report['scenario']['currency']}/t"


def bars_block(report: SensitivityReport) -> Block:
    """Return bars of blocks about the quoted margin, the margins at their ends, the input's low and high below."""
    base, rows, bars = report["base"], [], _spanned(report)
    ends = [base, *(end for each in bars for end in (each.low, each.high))]
    room = WIDTH - WORDS - 2 * LINE - 4
    scale = Scale(min(ends), max(ends), 0.0, room - 1.0)
    middle = round(scale.at(base))
    for each in bars:
        left, right = round(scale.at(each.low)), round(scale.at(each.high))
        drawn = "".join(
            BASE if at == middle else LOSS if left <= at < middle else GAIN if middle < at <= right else " "
            for at in range(room)
        )
        words, *more = wrap(each.label, WORDS)
        rows.append(row(words, f"{each.low:,.0f}", drawn, f"{each.high:,.0f}"))
        low, high = each.at_ends
        if low or high or more:
            beside = f"{low:<{max(room - len(high), 0)}}{high}"[:room]
            rows.append(row(more[0] if more else "", "", beside, ""))
        rows += [row(part, "", "", "") for part in more[1:]]
    return block(title_of_bars(report), ("", "lower", f"{BASE} as quoted", "higher"), "<><<", rows)


def pictures_of_moves(report: SensitivityReport) -> tuple[None, Iterable[Figure]]:
    """Return the bars as a picture, under the head of the page."""
    title, money, bars = title_of_bars(report), f"{report['scenario']['currency']}/t", []
    for each in _spanned(report):
        number = f"{each.low:,.0f} to {each.high:,.0f}"
        bars.append(Bar(each.label, each.low, each.high, number, svg.BLUE, turn=report["base"], at_ends=each.at_ends))
    wide, narrow = (
        draw_rows(f"tornado-{size}", title, money, bars, width) for size, width in (("wide", WIDE), ("narrow", NARROW))
    )
    table = block("", ("", money), "<>", [row(each.words, each.number) for each in bars])
    return None, [Figure(title, title, wide, narrow, CAPTION[bool(report["groups"])], table)]


def _spanned(report: SensitivityReport) -> list[Spanned]:
    if report["groups"]:
        return [_of_group(each) for each in report["groups"]]
    return [_of_input(each, report["base"]) for each in report["inputs"]]


def _of_group(of: MovedGroup) -> Spanned:
    return Spanned(of["group"], of["p10"], of["p90"], ("", ""))


def _of_input(of: MovedInput, base: float) -> Spanned:
    """Return the lower and the higher margin that an input leads to, and the input there."""
    ends = [base, *(end for end in (of["at_low"], of["at_high"]) if end is not None)]
    low, high = min(ends), max(ends)
    words = (_word(of, low), "" if low == high else _word(of, high))
    return Spanned(of["label"], low, high, words)


def _word(of: MovedInput, margin: float) -> str:
    """Return the input at which a margin is reached."""
    pairs: Sequence[tuple[float, float | None]] = ((of["low"], of["at_low"]), (of["high"], of["at_high"]))
    return next((short(end) for end, found in pairs if found == margin), "")
