"""Lays out what moves a margin: inputs at their low and high, in a table and in bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.rows import Row as Bar
from recyc_cli.render.chart.rows import draw_rows
from recyc_cli.render.chart.side_bars import GAIN, LOSS
from recyc_cli.render.look import ROWS, SCREEN, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import percent, short
from recyc_cli.render.page import Cell, block, listing, page_of_blocks, row
from recyc_cli.render.pages.pictures import NARROW, WIDE, Figure
from recyc_cli.render.pages.screen.caption import in_lines, place_and_day
from recyc_cli.render.text import WIDTH
from recyc_cli.render.words import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes.studies.sensitivity import MovedInput, SensitivityReport

COLUMNS = (
    "kind", "path", "label", "group", "value", "low", "high", "unit", "base", "at_low", "at_high", "per_percent",
    "spread", "first", "total", "error", "source",
)  # fmt: skip
BASE, LINE = "│", 9
"""What stands where the margin is as quoted, and the width of a number at the end of a bar."""
MOST = 28
"""Signs of a path that have room; a longer one loses its beginning."""


def tornado_page(report: SensitivityReport, look: Look) -> Page:
    """Return the page of what moves a margin."""
    if is_form(look.form, ROWS):
        return with_notes(page_of_blocks([], [listing(COLUMNS, _records(report))], [], columns=COLUMNS), report, look)
    blocks = [_indices(report)] if report["indices"] else []
    blocks.append(_bars(report) if look.chart else _table(report))
    page = page_of_blocks([report["message"], *_caption(report)], blocks, _said(report))
    if is_form(look.form, SCREEN):
        page = page._replace(answers=1, onward=_onward(report, look))
    return with_notes(page, report, look)


def _caption(report: SensitivityReport) -> list[str]:
    """Return what is quoted, where and when."""
    scenario = report["scenario"]
    who = " ".join(filter(None, (scenario["chemistry"], forms(scenario["form"]))))
    way = " ".join(filter(None, (scenario["plant"], scenario["route"])))
    what = f"{who} by {way}, {scenario['currency']} per tonne as delivered"
    return in_lines(
        [what, *place_and_day(scenario, report["price_date"], {}), f"prices {report['horizon_months']} months ahead"]
    )


def _table(report: SensitivityReport) -> Block:
    """Return inputs with both of their ends, and the margins there."""
    rows = [
        row(_path(each), _ends(each), _money(each["at_low"]), _money(each["at_high"]), _percent(each))
        for each in report["inputs"]
    ]
    heads = ("", "low to high", "at low", "at high", "+1 %")
    return block(_title(report), heads, "<>>>>", rows)._replace(ruled=True)


def _money(amount: float | None) -> Cell | str:
    return "none" if amount is None else Cell(amount, "whole", "USD/t")


def _percent(of: MovedInput) -> Cell:
    return Cell(of["per_percent"], "one", "USD/t")


def _title(report: SensitivityReport) -> str:
    return f"Margin with one input moved, quoted {report['base']:,.0f}"


def _path(of: MovedInput) -> str:
    """Return the last two words of a path, the end of long ones.

    >>> _path({"path": "prices.metals.nickel"})
    'metals.nickel'
    """
    path = ".".join(of["path"].split(".")[-2:])
    return path if len(path) <= MOST else "..." + path[3 - MOST :]


def _ends(of: MovedInput) -> str:
    unit = "" if of["unit"] == "1" else f" {of['unit']}"
    return f"{short(of['low'])} to {short(of['high'])}{unit}"


def _bars(report: SensitivityReport) -> Block:
    """Return bars of blocks about the quoted margin, the margins at their ends, the input's low and high below."""
    base, rows = report["base"], []
    ends = [end for each in report["inputs"] for end in _spanned(each, base)]
    least, most = min(ends, default=base), max(ends, default=base)
    room = WIDTH - MOST - 2 * LINE - 4
    step = (most - least) / max(room - 1, 1) or 1.0
    middle = round((base - least) / step)
    for each in report["inputs"]:
        low, high = _spanned(each, base)
        left, right = round((low - least) / step), round((high - least) / step)
        bar = "".join(
            BASE if at == middle else LOSS if left <= at < middle else GAIN if middle < at <= right else " "
            for at in range(room)
        )
        rows.append(row(_path(each), f"{low:,.0f}", bar, f"{high:,.0f}"))
        told = [_word(each, low), "" if low == high else _word(each, high)]
        rows.append(row("", "", f"{told[0]:<{max(room - len(told[1]), 0)}}{told[1]}"[:room], ""))
    return block(_title(report), ("", "lower", f"{BASE} as quoted", "higher"), "<><<", rows)


def _spanned(of: MovedInput, base: float) -> tuple[float, float]:
    """Return the lower and the higher margin that an input leads to."""
    ends = [base, *(end for end in (of["at_low"], of["at_high"]) if end is not None)]
    return min(ends), max(ends)


def _word(of: MovedInput, margin: float) -> str:
    """Return the input at which a margin is reached."""
    pairs = ((of["low"], of["at_low"]), (of["high"], of["at_high"]))
    return next((short(end) for end, found in pairs if found == margin), "")


def _indices(report: SensitivityReport) -> Block:
    """Return what share of the variance goes with each group."""
    rows = [
        row(each["group"], *(_share(share) for share in (each["first"], each["total"], each["error"])))
        for each in report["indices"]
    ]
    heads = ("group", "alone", "with others", "known to")
    notes = ["prices that move together are one group; alone: were it all that is unknown"]
    return block("Share of the variance of the margin", heads, "<>>>", rows, notes)._replace(ruled=True)


def _share(share: float) -> Cell:
    return Cell(share, words=percent(share, 1))


def _said(report: SensitivityReport) -> list[str]:
    """Return what is not listed, and how ends are read."""
    said = ["Of ten cases one lies below an input's low, one above its high."]
    if report["others"]:
        said.append(f"{report['others']} inputs more move it less: --top {report['others'] + len(report['inputs'])}.")
    return said


def _onward(report: SensitivityReport, look: Look) -> tuple[tuple[str, str], ...]:
    """Return where this leads, where a plain command asks the same."""
    scenario = report["scenario"]
    if look.asked is None or not scenario["chemistry"]:
        return ()
    region = f" --region {scenario['region']}" if any(each[1] == "--region" for each in look.asked) else ""
    one = f"{scenario['chemistry']} --route {scenario['route']}{region}"
    told = [] if look.chart else [(f"recyc sensitivity {one} --chart", "as bars")]
    return (*told, (f"recyc simulate {one}", "all at once"), (f"recyc quote {one}", "the quote itself"))


def _records(report: SensitivityReport) -> Iterator[Mapping[str, Any]]:
    """Yield a record of each input and of each group."""
    every: list[dict[str, Any]] = [{"kind": "input", "base": report["base"], **each} for each in report["inputs"]]
    every += [{"kind": "group", "base": report["base"], **each} for each in report["indices"]]
    for each in every:
        yield {name: each.get(name) for name in COLUMNS}


def _bars_of(some: Sequence[MovedInput], base: float) -> list[Bar]:
    """Return a bar to either side of the quoted margin for each input."""
    bars = []
    for each in some:
        low, high = _spanned(each, base)
        margins = " to ".join("none" if end is None else f"{end:,.0f}" for end in (each["at_low"], each["at_high"]))
        inputs = f"{short(each['low'])} to {short(each['high'])}"
        bars.append(Bar(_path(each), low, high, f"{inputs}: {margins}", svg.BLUE))
    return bars


def picture_of_inputs(report: SensitivityReport) -> tuple[None, Iterable[Figure]]:
    """Return the bars as a picture, under the head of the page."""
    title = _title(report)
    money = f"{report['scenario']['currency']}/t"
    bars = _bars_of(report["inputs"], report["base"])
    wide, narrow = (
        draw_rows(f"tornado-{size}", title, money, bars, width) for size, width in (("wide", WIDE), ("narrow", NARROW))
    )
    caption = (
        f"Each bar: the margin with that input at its low and its high, all else as quoted ({report['base']:,.0f})."
    )
    pairs = zip(report["inputs"], bars, strict=True)
    table = block("", ("", money), "<>", [row(f"{_path(each)}: {_ends(each)}", bar.number) for each, bar in pairs])
    return None, [Figure(title, title, wide, narrow, caption, table)]
