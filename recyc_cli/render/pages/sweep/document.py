"""Lays out a sweep as a document: answer, pictures, rows, where the margin is zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.chart.cells import cells
from recyc_cli.render.chart.number_grid import NOTHING
from recyc_cli.render.chart.plot import plot
from recyc_cli.render.look import ROWS, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.page import Cell, block, listing, page_of_blocks, row, sources_and_notes
from recyc_cli.render.pages.pictures import WIDE, Figure
from recyc_cli.render.pages.sweep.reading import (
    MARGIN,
    across_of,
    axis_name,
    figure_words,
    grid_of,
    groups_of,
    lines_in,
    marks_of,
    series_name,
    setting_apart,
    value_text,
    who,
)
from recyc_cli.render.words import setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes.studies.swept import SweepReport

MOST = 200
"""Rows of a document."""
CAPTION = {
    True: "Full and blue: a gain. Orange with a stroke in its corner: a loss. The thick line: a margin of 0.",
    False: "Each line has strokes and a colour of its own. Below the axis: where a margin is 0, and what is now.",
}


def sweep_page(report: SweepReport, look: Look) -> Page:
    """Return the page of a sweep."""
    message = report["message"]
    varied = " and ".join(f"{axis_name(axis)} ({len(axis['values'])} values)" for axis in report["axes"])
    head = [
        who(report),
        *setting(report["scenario"], report["basis"]),
        f"varied: {varied}; all else as above",
        f"{message[:1].upper()}{message[1:]}.",
    ]
    records = is_form(look.form, ROWS)
    blocks = [_rows(report, None if records else MOST), *([_zeros(report)] if report["zeros"] else [])]
    columns: tuple[str, ...] = ()
    if records:
        columns = ("section", *report["rows"][0], "axis", "value", "unit", "kind", "item", "text")
        blocks += [listing(columns, [{"section": "message", "text": report["message"]}, *sources_and_notes(report)])]
    return with_notes(page_of_blocks(head, blocks, [], columns=columns), report, look)


def sweep_figures(report: SweepReport) -> Iterator[Figure]:
    """Yield the pictures of a sweep: lines along one axis, or a grid for each feed and route."""
    if across_of(report) is not None:
        for each in report["figures"]:
            yield _plotted(report, each["name"], each["unit"])
        return
    varied = {axis["name"] for axis in report["axes"]}
    names = [name for name in setting_apart(report, "") if name not in varied]
    for number, (key, rows) in enumerate(groups_of(report, names).items()):
        for each in report["figures"]:
            grid, title = grid_of(report, rows, each["name"]), figure_words(report, each["name"])
            title = ": ".join(filter(None, (series_name(names, key), title)))
            drawn = cells(f"grid-{each['name']}-{number}", title, each["unit"], grid, WIDE)
            table = block(
                "",
                (grid.down, *grid.columns),
                "<" + ">" * len(grid.columns),
                [row(name, *texts) for name, texts in zip(grid.rows, grid.texts, strict=True)],
            )
            yield Figure(title, title, drawn, "", CAPTION[True], table)


def _plotted(report: SweepReport, figure: str, unit: str) -> Figure:
    across, series = lines_in(report, figure)
    marks = marks_of(report, across, series) if figure == MARGIN else []
    title = figure_words(report, figure)
    place = across_of(report) or 0
    named = across._replace(title=axis_name(report["axes"][place]))
    drawn = plot(f"lines-{figure}", title, unit, named, series, marks, WIDE)
    lines = zip(across.names, *(each.values for each in series), strict=True)
    rows = [
        row(name, *(NOTHING if value is None else Cell(value, "short") for value in values)) for name, *values in lines
    ]
    table = block("", (named.title, *(each.name or title for each in series)), "<" + ">" * len(series), rows)
    return Figure(
        title[:1].upper() + title[1:],
        f"{title[:1].upper()}{title[1:]} by {named.title}",
        drawn,
        "",
        CAPTION[False],
        table,
    )


def _rows(report: SweepReport, most: int | None) -> Block:
    """Return the points, a row each."""
    names = list(report["rows"][0])
    shown = names if any(each["refused"] for each in report["rows"]) or most is None else names[:-1]
    figures = {each["name"]: each["unit"] for each in report["figures"]}
    units = figures | {axis["name"]: axis["unit"] or "" for axis in report["axes"]}
    rows = [
        row(*(_cell(each[name], units.get(name, "") if most is None else "") for name in shown))
        for each in report["rows"][:most]
    ]
    heads = [f"{name}, {units[name]}" if units.get(name, "1") not in ("", "1") else name for name in shown]
    left = len(report["rows"]) - len(rows)
    notes = [f"{left:,} more rows: -o FILE.csv has all"] if left else []
    align = "".join(">" if name in units else "<" for name in shown)
    table = block("Every point", heads, align, rows, notes)
    return table._replace(keys=tuple(shown), section="rows")


def _cell(value: float | str | None, unit: str) -> Cell:
    return Cell(value, "", unit, NOTHING if value is None else value_text(value))


def _zeros(report: SweepReport) -> Block:
    """Return where the margin is zero."""
    others = [axis["name"] for axis in report["axes"]] if report["axes"][1:] else []
    rows = [
        row(
            zero["chemistry"],
            zero["route"],
            zero["axis"],
            Cell(zero["value"], "", "", f"{zero['value']:,.7g}"),
            zero["unit"] or "",
            zero["kind"],
            *(Cell(zero["at"].get(name), "", "", value_text(zero["at"].get(name, ""))) for name in others),
        )
        for zero in report["zeros"]
    ]
    columns = ("chemistry", "route", "axis", "value", "unit", "kind", *(f"at {name}" for name in others))
    notes = ["root: the margin is 0 there; step: the last value before it jumps across 0, where whole units are bought"]
    table = block("Where the margin is 0", columns, "<<<><<" + ">" * len(others), rows, notes)
    return table._replace(keys=("chemistry", "route", "axis", "value", "unit", "kind", *others), section="zeros")


def pictures_of_sweep(report: SweepReport) -> tuple[None, Iterable[Figure]]:
    """Return lines or grids, under the head of the page."""
    return None, sweep_figures(report)
