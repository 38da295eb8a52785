"""Reads the report of a sweep for its pictures and tables: series, places, names, cells."""

from __future__ import annotations

from itertools import pairwise
from math import isclose
from typing import TYPE_CHECKING

from recyc_cli.render.chart.number_grid import NOTHING, Grid
from recyc_cli.render.chart.text_lines import Across, Mark, Series
from recyc_cli.render.numbers import all_digits, fixed, short
from recyc_cli.render.words import forms, heading, subject
from recyc_cli.report.figures import NAMED
from recyc_cli.report.names import chemistry_name, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.report.shapes.studies.swept import SweepReport, SweptAxis

    Row = dict[str, float | str | None]
    Key = tuple[float | str | None, ...]

MARGIN = "margin"
SMALL, LONG = 100.0, 24


def numeric(axis: SweptAxis) -> bool:
    """Tell whether an axis has numbers."""
    return axis["unit"] is not None


def across_of(report: SweepReport) -> int | None:
    """Return the place of the axis that lines run along: the only one, or the only one of numbers."""
    numbers = [place for place, axis in enumerate(report["axes"]) if numeric(axis)]
    if len(report["axes"]) == 1:
        return 0
    return numbers[0] if len(numbers) == 1 else None


def groups_of(report: SweepReport, names: Sequence[str]) -> dict[Key, list[Row]]:
    """Return the rows by what they say of some columns."""
    found: dict[Key, list[Row]] = {}
    for row in report["rows"]:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return found


def setting_apart(report: SweepReport, but: str) -> list[str]:
    """Return the columns that set series setting_apart, those alike in every row left out."""
    names = ["chemistry", "route", *(axis["name"] for axis in report["axes"])]
    return [name for name in dict.fromkeys(names) if name != but and len({row[name] for row in report["rows"]}) > 1]


def series_name(columns: Sequence[str], key: Key) -> str:
    """Return what a series is called.

    >>> series_name(("chemistry", "route"), ("lfp", "hydro")), series_name((), ())
    ('LFP hydro', '')
    """
    return " ".join(
        chemistry_name(str(text)) if name == "chemistry" else value_text(text)
        for name, text in zip(columns, key, strict=True)
    )


def lines_in(report: SweepReport, figure: str) -> tuple[Across, list[Series]]:
    """Return the axis and the lines of a picture."""
    place = across_of(report)
    assert place is not None  # noqa: S101 - asked of what has lines
    axis = report["axes"][place]
    columns = setting_apart(report, axis["name"])
    order = _order(axis)
    found: list[Series] = []
    for key, rows in groups_of(report, columns).items():
        name = series_name(columns, key)
        values = [rows[at][figure] for at in order]
        letter = _letter(name or "o", [each.letter for each in found])
        found.append(Series(letter, name, [value if isinstance(value, float) else None for value in values]))
    points = [axis["values"][at] for at in order]
    xs = [float(value) for value in points] if numeric(axis) else [float(at) for at in range(len(points))]
    return Across(
        xs, [value_text(value) for value in points], short_name(axis["name"]), log=_even_ratios(xs) and numeric(axis)
    ), found


def marks_of(report: SweepReport, across: Across, series: Sequence[Series]) -> list[Mark]:
    """Return what is marked along the axis: the zeros of each line, and where things stand now."""
    place = across_of(report)
    assert place is not None  # noqa: S101 - asked of what has lines
    axis = report["axes"][place]
    if not numeric(axis):
        return []
    columns = setting_apart(report, axis["name"])
    named = len(series) > 1
    marks = []
    for zero in report["zeros"]:
        told = {"chemistry": zero["chemistry"], "route": zero["route"], **zero["at"]}
        name = series_name(columns, tuple(told[column] for column in columns))
        marks.append(Mark(zero["value"], f"{name} 0" if named else "0"))
    now = axis["now"]
    inside = isinstance(now, float) and across.xs[0] <= now <= across.xs[-1]
    return [*marks, *([Mark(now, "now")] if inside and isinstance(now, float) else [])]


def grid_of(report: SweepReport, rows: Sequence[Row], figure: str) -> Grid:
    """Return the numbers of two axes: the first across, the second down, the highest on top."""
    across, down = report["axes"]
    columns, lines = _order(across), _order(down)
    lines = lines[::-1] if numeric(down) else lines
    count = len(down["values"])
    cells = [[rows[column * count + line] for column in columns] for line in lines]
    values = [[_float(cell[figure]) for cell in row] for row in cells]
    whole = is_whole(value for row in values for value in row)
    return Grid(
        axis_name(down),
        axis_name(across),
        value_names(down, [down["values"][at] for at in lines]),
        [value_text(across["values"][at]) for at in columns],
        values,
        [[with_sign(value, whole) for value in row] for row in values],
    )


def with_sign(value: float | None, whole: bool = True) -> str:  # noqa: FBT001, FBT002 - of a cell
    """Return a number with its sign.

    >>> with_sign(890.2), with_sign(-0.2), with_sign(None), with_sign(0.1234, False)
    ('+890', '0', '-', '+0.123')
    """
    if value is None:
        return NOTHING
    text = fixed(value) if whole else short(value)
    return text if text.startswith("-") or text == "0" else f"+{text}"


def value_text(value: float | str | None) -> str:
    """Return a value of an axis.

    >>> value_text(12000.0), value_text("2024"), value_text(0.1 + 0.2)
    ('12,000', '2024', '0.3')
    """
    if not isinstance(value, float):
        return str(value)
    few = float(f"{value:.6g}")
    return all_digits(few) if float(f"{value:.10g}") == few else short(value)


def value_names(axis: SweptAxis, values: Iterable[float | str | None]) -> list[str]:
    """Return values of an axis below each other, numbers with their right edges in line.

    >>> value_names({"name": "nickel", "unit": "USD/t", "values": [8000.0]}, [8000.0, 12000.0])
    [' 8,000', '12,000']
    """
    names = [value_text(value) for value in values]
    wide = max(map(len, names), default=0) if numeric(axis) else 0
    return [name.rjust(wide) for name in names]


def axis_name(axis: SweptAxis) -> str:
    """Return the name of an axis with its unit.

    >>> axis_name({"name": "region.wage", "unit": "USD/h"}), axis_name({"name": "soh", "unit": "1"})
    ('region.wage, USD/h', 'soh')
    """
    name = short_name(axis["name"])
    return name if axis["unit"] in (None, "1") else f"{name}, {axis['unit']}"


def short_name(name: str) -> str:
    """Return the name of what varies, of a long path its end.

    >>> short_name("lithium_carbonate"), short_name("payables.ni"), short_name("stages.hydro.fates.cathode.li.li2co3")
    ('lithium carbonate', 'payables.ni', 'li.li2co3')
    """
    name = name if len(name) <= LONG else ".".join(name.split(".")[-2:])
    return name.replace("_", " ")


def who(report: SweepReport) -> str:
    """Return what is recycled, and on which route where that is one."""
    several = {name for name in ("chemistry", "route") if len({row[name] for row in report["rows"]}) > 1}
    scenario = report["scenario"]
    if not several:
        return heading(scenario)
    if "chemistry" not in several:
        return subject(scenario)
    names = dict.fromkeys(chemistry_name(str(row["chemistry"])) for row in report["rows"])
    return f"{', '.join(names)} {forms(scenario['form'])}"


def figure_words(report: SweepReport, figure: str) -> str:
    """Return what a figure is called, with its unit."""
    unit = next(each["unit"] for each in report["figures"] if each["name"] == figure)
    return f"{NAMED[figure].words if figure in NAMED else label(figure)} in {unit}"


def cell_text(value: float | str | None, *, whole: bool) -> str:
    """Return a figure of a table."""
    if not isinstance(value, float):
        return NOTHING
    return fixed(value) if whole else short(value)


def is_whole(values: Iterable[float | str | None]) -> bool:
    """Tell whether figures are told without decimals: where one of them is large.

    >>> is_whole([-692.1, 5.108, None]), is_whole([5.1])
    (True, False)
    """
    return any(isinstance(value, float) and abs(value) >= SMALL for value in values)


def _float(value: float | str | None) -> float | None:
    return value if isinstance(value, float) else None


def _order(axis: SweptAxis) -> list[int]:
    """Return the places of an axis' values, numbers rising."""
    places = list(range(len(axis["values"])))
    return sorted(places, key=lambda at: float(axis["values"][at])) if numeric(axis) else places


def _even_ratios(xs: Sequence[float]) -> bool:
    """Tell whether values rise by equal ratios and not by equal steps."""
    if len(xs) < 3 or xs[0] <= 0.0:  # noqa: PLR2004 - two points are on any line
        return False
    ratios = [high / low for low, high in pairwise(xs)]
    steps = [high - low for low, high in pairwise(xs)]
    even = all(isclose(each, steps[0], rel_tol=1e-6) for each in steps)
    return not even and all(isclose(each, ratios[0], rel_tol=1e-3) for each in ratios)


def _letter(name: str, taken: Sequence[str]) -> str:
    """Return a letter of a name that no other line has.

    >>> _letter("hydro", []), _letter("hydro-to-cathode", ["h"])
    ('h', 'y')
    """
    letters = [letter for letter in name.lower() if letter.isalnum()]
    return next((letter for letter in [*letters, *"abcdefghijklmnopqrstuvwxyz"] if letter not in taken), "+")
