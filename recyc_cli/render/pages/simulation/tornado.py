"""Lays out what moves a margin: inputs at their low and high, groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.look import ROWS, SCREEN, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import percent, short
from recyc_cli.render.page import Cell, block, cells_of, page_of_blocks, row
from recyc_cli.render.pages.screen.caption import changes, in_lines, place_and_day
from recyc_cli.render.pages.simulation.tornado_bars import bars_block, title_of_bars
from recyc_cli.render.words import heading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes.studies.sensitivity import MovedInput, SensitivityReport

COLUMNS = (
    "kind", "path", "label", "group", "value", "low", "high", "unit", "base", "at_low", "at_high", "per_percent",
    "spread", "p10", "p50", "p90", "first", "total", "error", "source",
)  # fmt: skip
SLOPES = "elasticity"


def tornado_page(report: SensitivityReport, look: Look) -> Page:
    """Return the page of what moves a margin."""
    if is_form(look.form, ROWS):
        blocks = [_table(report, look), _groups(report), _indices(report)]
        return with_notes(page_of_blocks([], blocks, [], columns=COLUMNS), report, look)
    blocks = [_indices(report)] if report["indices"] else []
    if look.chart:
        blocks.append(bars_block(report))
    else:
        blocks += [_groups(report)] if report["groups"] else [_table(report, look)]
    page = page_of_blocks([report["message"], *_caption(report)], blocks, _said(report))
    if is_form(look.form, SCREEN):
        page = page._replace(answers=1, onward=_onward(report, look))
    return with_notes(page, report, look)


def _caption(report: SensitivityReport) -> list[str]:
    """Return what is quoted, where and when."""
    scenario = report["scenario"]
    place = place_and_day(scenario, report["price_date"], report.get("titles", {}))
    per = f"{scenario['currency']} per tonne as delivered"
    months = report["horizon_months"]
    ahead = f"prices {months} month{'s' if months > 1 else ''} ahead"
    return [*in_lines([heading(scenario), per, *place, ahead]), *changes(scenario)]


def _table(report: SensitivityReport, look: Look) -> Block:
    """Return inputs with both of their ends, and the margins there; or what one percent more adds."""
    by_slope = report["by"] == SLOPES
    shown = ("path", "", "per_percent") if by_slope else ("path", "", "at_low", "at_high")
    rows = []
    for each in report["inputs"]:
        name = each["path"] if look.verbose else each["label"]
        moves = [_more(each)] if by_slope else [_money(each["at_low"]), _money(each["at_high"])]
        words = Cell(each["path"], words=name), _now(each) if by_slope else _ends(each)
        rows.append(row(*words, *moves, *_rest(report, "input", each, shown)))
    heads = ("", "now", "one percent more") if by_slope else ("", "low to high", "at low", "at high")
    table = block(title_of_bars(report), heads, "<" + ">" * (len(heads) - 1), rows)
    return table._replace(ruled=True, keys=_keys(shown))


def _keys(shown: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of a table: of what it shows, then of all else that programs read."""
    return (*shown, *(name for name in COLUMNS if name not in shown))


def _rest(report: SensitivityReport, kind: str, each: Mapping[str, object], shown: Sequence[str]) -> tuple[Cell, ...]:
    """Return what a table does not show of an input or a group, for programs."""
    known = {"kind": kind, "base": report["base"], **each}
    return cells_of(known, _keys(shown)[len(shown) :])


def _money(amount: float | None) -> Cell:
    return Cell(amount, "whole", "USD/t", "none" if amount is None else None)


def _more(of: MovedInput) -> Cell:
    return Cell(of["per_percent"], "one", "USD/t")


def _now(of: MovedInput) -> str:
    return short(of["value"]) + _unit(of)


def _ends(of: MovedInput) -> str:
    return f"{short(of['low'])} to {short(of['high'])}{_unit(of)}"


def _unit(of: MovedInput) -> str:
    return "" if of["unit"] == "1" else f" {of['unit']}"


def _groups(report: SensitivityReport) -> Block:
    """Return the margin with each group alone unknown."""
    rows, shown = [], ("group", "", "p10", "p50", "p90")
    for each in report["groups"]:
        ends = [Cell(each[name], "whole", "USD/t") for name in ("p10", "p50", "p90")]
        many = Cell(float(each["inputs"]), "whole")
        rows.append(row(each["group"], many, *ends, *_rest(report, "group", each, shown)))
    heads = ("", "inputs", "1 in 10 below", "middle", "1 in 10 above")
    return block(title_of_bars(report), heads, "<>>>>", rows)._replace(ruled=True, keys=_keys(shown))


def _indices(report: SensitivityReport) -> Block:
    """Return what share of the variance goes with each group."""
    shown = ("group", "first", "total", "error")
    rows = [
        row(
            each["group"],
            *(_share(share) for share in (each["first"], each["total"], each["error"])),
            *_rest(report, "group", each, shown),
        )
        for each in report["indices"]
    ]
    heads = ("group", "alone", "with others", "known to")
    notes = ["prices that move together are one group; alone: were it all that is unknown"]
    table = block("Share of the variance of the margin", heads, "<>>>", rows, notes)
    return table._replace(ruled=True, keys=_keys(shown))


def _share(share: float) -> Cell:
    return Cell(share, words=percent(share, 1))


def _said(report: SensitivityReport) -> list[str]:
    """Return what is not listed, and how ends are read."""
    if report["groups"]:
        return [f"From {report['n']:,} draws of each group; a group's inputs move together as they do in a simulation."]
    said = [] if report["by"] == SLOPES else ["Of ten cases one lies below an input's low, one above its high."]
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
    told += [] if report["groups"] else [(f"recyc sensitivity {one} --by group", "by groups of inputs")]
    return (*told, (f"recyc simulate {one}", "all at once"), (f"recyc quote {one}", "the quote itself"))
