"""Draws charts of one bar a row, so that nothing can overlap.

Words stand at the left, bars between, numbers at the right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.scale import Scale, ticks
from recyc_cli.render.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE, SMALL = 13.0, 11.0
NARROW = 500.0
"""Width [px] below which the words stand above their bar."""
MOST = 0.34
"""Share of the width that words may take."""
GAP, EDGE, FOOT = 10.0, 8.0, 26.0
_HALO = {"stroke": "#ffffff", "stroke_width": 3, "paint_order": "stroke"}
"""Keeps grid lines off the words."""


class Row(NamedTuple):
    """A bar from `start` to `end`, with its words and its number as text.

    A hatched one is taken off, or lies below zero; a strong one is a total. One that has a `turn` is hatched below it
    and full above it; `at_ends` stands beside the two ends. A `mark` is a line across the bar.
    """

    words: str
    start: float
    end: float
    number: str
    colour: str
    strong: bool = False
    hatched: bool = False
    turn: float | None = None
    at_ends: tuple[str, str] = ("", "")
    mark: float | None = None


class Frame(NamedTuple):
    """Where words end, bars lie and numbers end [px]; `lines` of text a row."""

    words: float
    left: float
    right: float
    width: float
    height: float
    above: bool


def draw_rows(name: str, heading: str, unit: str, rows: Sequence[Row], width: float, *, linked: bool = False) -> str:
    """Return the chart.

    Args:
        name: of the picture in its page.
        heading: what it shows.
        unit: of the numbers, at the axis.
        rows: from the top down.
        width: of the picture [px]; narrow ones have the words above the bars.
        linked: join each bar's end to the next row, as a waterfall does.
    """
    frame = _frame(rows, unit, width)
    turns = [row.turn for row in rows if row.turn is not None]
    ends = [*(turns or [0.0]), *(value for row in rows for value in (row.start, row.end))]
    beside = max((svg.width_of(words, SMALL) + GAP for row in rows for words in row.at_ends if words), default=0.0)
    scale = Scale(min(ends), max(ends), frame.left + beside, frame.right - beside)
    bottom = EDGE + frame.height * len(rows)
    parts = [_axis(scale, bottom, turns[0] if turns else 0.0)]
    parts.append(svg.text_line(width - EDGE, bottom + 15.0, unit, **_foot(), text_anchor="end"))
    if linked:
        parts += [_link(row, index, frame, scale) for index, row in enumerate(rows[:-1])]
    parts += [_row(row, index, frame, scale) for index, row in enumerate(rows)]
    described_as = "; ".join(f"{row.words}: {row.number}" for row in rows)
    return svg.picture(name, (width, bottom + FOOT), f"{heading}, {unit}", described_as, *parts)


def _frame(rows: Sequence[Row], unit: str, width: float) -> Frame:
    """Lay out the columns: as much room for words and numbers as they need, the rest for bars."""
    numbers = [svg.width_of(unit, SMALL), *(svg.width_of(row.number, SIZE, bold=row.strong) for row in rows)]
    right = width - EDGE - max(numbers) - GAP
    if width < NARROW:
        return Frame(width - 2.0 * EDGE, EDGE, right, width, 42.0, above=True)
    words = min(max(svg.width_of(row.words, SIZE, bold=row.strong) for row in rows), width * MOST)
    return Frame(words, EDGE + words + GAP, right, width, 26.0, above=False)


def _axis(scale: Scale, bottom: float, base: float) -> str:
    """Return grid lines at round numbers, their numbers below, and a dark line where bars begin."""
    room = max(svg.width_of(fixed(end), SMALL) for end in (scale.low, scale.high)) + GAP
    marks = ticks(scale.low, scale.high, max(1, min(6, int((scale.end - scale.start) / room / 1.5))))
    digits = 0 if not marks[1:] or marks[1] - marks[0] >= 1.0 else 2
    parts = [svg.line((scale.at(mark), EDGE), (scale.at(mark), bottom)) for mark in marks]
    parts.append(svg.line((scale.at(base), EDGE), (scale.at(base), bottom + 3.0), svg.MUTED))
    parts += [
        svg.text_line(scale.at(mark), bottom + 15.0, fixed(mark, digits), **_foot(), text_anchor=_side(mark, scale))
        for mark in marks
    ]
    return "".join(parts)


def _foot() -> dict[str, object]:
    return {"font_size": SMALL, "fill": svg.MUTED}


def _side(mark: float, scale: Scale) -> str:
    """Return how a number is set at its grid line: inwards at the ends, so that it is not cut."""
    at, half = scale.at(mark), svg.width_of(fixed(mark), SMALL) / 2.0
    return "start" if at - half < scale.start - EDGE else "end" if at + half > scale.end + EDGE else "middle"


def _row(row: Row, index: int, frame: Frame, scale: Scale) -> str:
    """Return the words, the bar and the number of one row."""
    top = EDGE + frame.height * index
    bar = (top + 20.0, 16.0) if frame.above else (top + 5.0, 16.0)
    middle = bar[0] + bar[1] / 2.0 + 4.5
    weight = {"font_weight": "bold"} if row.strong else {}
    words = svg.cut_to_fit(row.words, frame.words, SIZE, bold=row.strong)
    left, right = sorted((scale.at(row.start), scale.at(row.end)))
    return "".join(
        (
            svg.text_line(EDGE, (top + 14.0) if frame.above else middle, words, **weight, **_HALO),
            *_bars(row, scale, bar),
            *_beside(row, (left, right), middle),
            *([] if row.mark is None else [_mark(scale.at(row.mark), bar)]),
            svg.text_line(frame.width - EDGE, middle, row.number, text_anchor="end", **weight),
        )
    )


def _bars(row: Row, scale: Scale, bar: tuple[float, float]) -> list[str]:
    """Return the bar of a row, or its two parts."""
    left, right = sorted((scale.at(row.start), scale.at(row.end)))
    told = f"{row.words}: {row.number}"
    if row.turn is None:
        return [svg.bar(left, right, *bar, row.colour, told, hatched=row.hatched)]
    turn = min(max(scale.at(row.turn), left), right)
    lower = [svg.bar(left, turn, *bar, svg.ORANGE, told, hatched=True)] if turn > left else []
    return lower + ([svg.bar(turn, right, *bar, row.colour, told, hatched=False)] if right > turn else [])


def _mark(x: float, bar: tuple[float, float]) -> str:
    """Return a line across a bar, white at its sides so that it is seen on any colour."""
    top, bottom = bar[0] - 3.0, bar[0] + bar[1] + 3.0
    sides = [svg.line((x + side, top), (x + side, bottom), "#ffffff") for side in (-1.0, 1.0)]
    return "".join((*sides, svg.line((x, top), (x, bottom), svg.INK)))


def _beside(row: Row, ends: tuple[float, float], middle: float) -> list[str]:
    """Return the words beside both ends of a bar."""
    (left, right), (low, high) = ends, row.at_ends
    words = [svg.text_line(left - GAP / 2.0, middle, low, **_foot(), text_anchor="end", **_HALO)] if low else []
    return words + ([svg.text_line(right + GAP / 2.0, middle, high, **_foot(), **_HALO)] if high else [])


def _link(row: Row, index: int, frame: Frame, scale: Scale) -> str:
    """Return the line from where a bar ends to the next row."""
    x, top = scale.at(row.end), EDGE + frame.height * index
    first, second = (36.0, 62.0) if frame.above else (21.0, 31.0)
    return svg.line((x, top + first), (x, top + second), svg.MUTED)
