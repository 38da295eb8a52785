"""Lays out a sweep for a terminal: answer, table or grid of numbers, lines with --chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.chart.number_grid import grid_heading, grid_lines, listed, thinned
from recyc_cli.render.chart.text_lines import draw_lines
from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import fixed, short
from recyc_cli.render.page import Block, Page, row
from recyc_cli.render.pages.screen.caption import in_lines, place_and_day, rests_on
from recyc_cli.render.pages.sweep.reading import (
    MARGIN,
    across_of,
    axis_name,
    cell_text,
    figure_words,
    grid_of,
    groups_of,
    is_whole,
    lines_in,
    marks_of,
    numeric,
    series_name,
    setting_apart,
    short_name,
    value_names,
    value_text,
    who,
)
from recyc_cli.render.text import clean
from recyc_cli.render.words import load, size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.render.look import Look
    from recyc_cli.report.shapes.studies.swept import SweepReport

FIRST, LAST = 20, 3
"""Rows of a table that a screen shows of many."""
MOST_LINES, MOST_GRIDS, MOST_ZEROS = 8, 4, 6
COLUMNS = 5
"""Columns of numbers that a table has room for."""
ALL = "-o FILE.csv"


def sweep_screen(report: SweepReport, look: Look) -> Page:
    """Return the page of a sweep for a terminal."""
    message = report["message"]
    answer = f"{message[:1].upper()}{message[1:]}."
    head = [answer, *in_lines([*_caption(report)])]
    picture = across_of(report) is not None and (look.chart or len(report["axes"]) == 1)
    if look.chart and picture:
        blocks = list(_lines(report))
    elif len(report["axes"]) == 1:
        blocks = [_table(report, look)]
    else:
        blocks = list(_grids(report))
    page = Page([clean(line) for line in head], blocks, [], answers=1, onward=_onward(report, look))
    return with_notes(page, report, look)


def _caption(report: SweepReport) -> Iterator[str]:
    scenario = report["scenario"]
    varied = {axis["path"] for axis in report["axes"]}
    yield who(report)
    yield ", ".join(figure_words(report, each["name"]) for each in report["figures"])
    told = place_and_day(scenario, report["basis"]["price_date"], report.get("titles", {}))
    told += rests_on(report["basis"])
    yield from (part for part in told if not _varied(part, report, varied))
    yield from (f"changed: {text}" for text in scenario["overrides"])


def _varied(part: str, report: SweepReport, varied: set[str]) -> bool:
    """Tell whether a part of the caption is what varies."""
    scenario = report["scenario"]
    place = report.get("titles", {}).get(scenario["region"], scenario["region"])
    parts = {"region": part == place, "throughput": part == size(scenario), "load": part == load(scenario)}
    parts["plant"] = any(parts.values())
    parts |= dict.fromkeys(("prices", "as_of"), part.startswith("prices "))
    return any(said for name, said in parts.items() if name in varied)


def _text(lines: list[str], notes: list[str], title: str = "", *, ruled: bool = False) -> Block:
    """Return lines that are laid out already as a block."""
    return Block(title, ("",), "<", [row(line) for line in lines], notes, ruled=ruled)


def _lines(report: SweepReport) -> Iterator[Block]:
    """Yield the lines of each figure."""
    for each in report["figures"]:
        figure = each["name"]
        across, series = lines_in(report, figure)
        shown = series[:MOST_LINES]
        marks = marks_of(report, across, shown) if figure == MARGIN else []
        drawn, step = draw_lines(across, shown, marks)
        told = [f"a row is {fixed(step) if step >= 1.0 else short(step)} {each['unit']}"]
        told = [axis_name_of(report), *told]
        told += ["even in ratios"] if across.log else []
        told += [f"{len(series) - MOST_LINES} more lines: {ALL}"] if len(series) > MOST_LINES else []
        yield _text(
            drawn, [" \N{MIDDLE DOT} ".join(told)], figure_words(report, figure) if len(report["figures"]) > 1 else ""
        )


def axis_name_of(report: SweepReport) -> str:
    """Return what runs across a picture."""
    place = across_of(report)
    axis = report["axes"][place or 0]
    return f"across: {axis_name(axis)}"


def _table(report: SweepReport, look: Look) -> Block:
    """Return a value a row, a column for each series and figure."""
    axis = report["axes"][0]
    columns = setting_apart(report, axis["name"])
    groups = groups_of(report, columns)
    figures = [each["name"] for each in report["figures"]]
    heads = [
        "\n".join(filter(None, (series_name(columns, key), figure if len(figures) > 1 else "")))
        or figure_words(report, figure)
        for key in groups
        for figure in figures
    ]
    rows = []
    whole = {figure: is_whole(each[figure] for each in report["rows"]) for figure in figures}
    names = value_names(axis, axis["values"])
    for at in range(len(names)):
        cells = [_cell(some[at], figure, whole=whole[figure]) for some in groups.values() for figure in figures]
        rows.append(row(names[at], *cells[:COLUMNS]))
    refused = sorted({str(each["refused"]) for each in report["rows"] if each["refused"]})
    notes = [f"{' '.join(refused)}: no quote there, recyc explain CODE says why"] if refused else []
    notes += [*_zeros(report), *_now(report)]
    notes += [f"{len(heads) - COLUMNS} more columns: {ALL}"] if len(heads) > COLUMNS else []
    if len(rows) > FIRST + LAST and not look.every:
        more = row(f"... {len(rows) - FIRST - LAST:,} more: {ALL}", *[""] * len(heads[:COLUMNS]), style="head")
        rows = [*rows[:FIRST], more, *rows[-LAST:]]
    return Block("", (axis_name(axis), *heads[:COLUMNS]), "<" + ">" * len(heads[:COLUMNS]), rows, notes, ruled=True)


def _cell(row_: dict[str, float | str | None], figure: str, *, whole: bool) -> str:
    return str(row_["refused"]) if row_["refused"] else cell_text(row_[figure], whole=whole)


def _grids(report: SweepReport) -> Iterator[Block]:
    """Yield a grid for each feed, route and figure."""
    names = [name for name in ("chemistry", "route") if name in setting_apart(report, "") and name not in _axes(report)]
    groups = groups_of(report, names)
    drawn = 0
    for key, rows in groups.items():
        for each in report["figures"]:
            drawn += 1
            if drawn > MOST_GRIDS:
                continue
            grid, down, across = thinned(grid_of(report, rows, each["name"]))
            title = " ".join(
                filter(None, (series_name(names, key), each["name"] if len(report["figures"]) > 1 else ""))
            )
            notes = ["+ a gain \N{MIDDLE DOT} lines: a margin of 0"] if each["name"] == MARGIN else []
            notes += [f"shown: {_shown(down, across)}; {ALL} has all"] if max(down, across) > 1 else []
            last = drawn == min(MOST_GRIDS, len(groups) * len(report["figures"]))
            notes += [*_zeros(report), *_now(report)] if last else []
            notes += (
                [f"{len(groups) * len(report['figures']) - MOST_GRIDS} more grids: {ALL}"]
                if last and drawn == MOST_GRIDS < len(groups) * len(report["figures"])
                else []
            )
            yield Block(
                title, ("\n".join(grid_heading(grid)),), "<", list(map(row, grid_lines(grid))), notes, ruled=True
            )


def _axes(report: SweepReport) -> set[str]:
    return {axis["name"] for axis in report["axes"]}


def _shown(down: int, across: int) -> str:
    """Return which rows and columns of many are shown.

    >>> _shown(1, 2), _shown(4, 3)
    ('every 2nd column', 'every 4th row, every 3rd column')
    """
    told = [f"every {({2: '2nd', 3: '3rd'}).get(count, f'{count}th')} {what}"
            for count, what in ((down, "row"), (across, "column")) if count > 1]  # fmt: skip
    return ", ".join(told)


def _zeros(report: SweepReport) -> list[str]:
    """Return the values at which a margin is zero, in a few lines; of two axes along that which has more of them."""
    columns = [name for name in ("chemistry", "route") if name in setting_apart(report, "")]
    counts = {axis["name"]: sum(zero["axis"] == axis["name"] for zero in report["zeros"]) for axis in report["axes"]}
    of = max(counts, key=lambda name: counts[name])
    shown = [zero for zero in report["zeros"] if zero["axis"] == of]
    told = []
    for zero in shown:
        names = {"chemistry": zero["chemistry"], "route": zero["route"]}
        name = series_name(columns, tuple(names[each] for each in columns))
        step = " (a step)" if zero["kind"] == "step" else ""
        where = "".join(f" where {short_name(other)} is {value_text(value)}" for other, value in zero["at"].items())
        told.append(f"{name} {_digits(zero['value'])}{step}{where}".strip())
    axis = next(axis for axis in report["axes"] if axis["name"] == of)
    return [f"margin 0: {axis_name(axis)}: {listed(told, MOST_ZEROS)}"] if told else []


def _digits(value: float) -> str:
    return fixed(value) if abs(value) >= 1000.0 else f"{value:.4g}"  # noqa: PLR2004 - as amounts per tonne are told


def _now(report: SweepReport) -> list[str]:
    known = [axis for axis in report["axes"] if axis["now"] is not None]
    told = ", ".join(f"{short_name(axis['name'])} {value_text(axis['now'])}" for axis in known)
    return [f"now: {told}"] if told else []


def _onward(report: SweepReport, look: Look) -> tuple[tuple[str, str], ...]:
    """Return where a sweep leads: the exact turn against another route, all rows."""
    if look.asked is None:
        return ()
    from recyc_cli.render.pages.sweep.onward import command_of_sweep

    return command_of_sweep(report, look, numbers=any(map(numeric, report["axes"])))
