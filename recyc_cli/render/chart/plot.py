"""Draws lines over one axis as SVG: each with its own strokes and its name at the right end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.scale import Scale, ticks
from recyc_cli.render.numbers import fixed, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.render.chart.text_lines import Across, Mark, Series

HEIGHT, TOP, FOOT, EDGE = 420.0, 12.0, 78.0, 8.0
SIZE, SMALL, GAP, TICKS, LEAST = 13.0, 11.0, 10.0, 6, 16.0
"""Sizes of letters, blanks, numbers of an axis, and the least distance of two names at the right [px]."""
COLOURS = (svg.BLUE, svg.RED, svg.GREEN, svg.ORANGE, svg.SKY, svg.GREY, "#cc79a7", svg.INK)
DASHES = ("", "8 4", "2 3", "10 3 2 3", "4 4", "1 4", "12 6", "6 2")
"""Colours of the lines, and their strokes: no line is told by its colour alone."""


def plot(
    name: str, heading: str, unit: str, across: Across, series: Sequence[Series], marks: Sequence[Mark], width: float
) -> str:
    """Return the picture.

    Args:
        name: of the picture in its page.
        heading: what it shows.
        unit: of the values, above the axis at the left.
        across: the axis that runs across.
        series: the lines.
        marks: places of that axis that are told below it.
        width: of the picture [px].
    """
    known = [value for each in series for value in each.values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    levels = ticks(low, high if high > low else low + 1.0, TICKS)
    texts = [fixed(level) if high - low > TICKS else short(level) for level in levels]
    left = EDGE + max(svg.width_of(text, SMALL) for text in texts) + GAP
    names = max((svg.width_of(each.name, SIZE) for each in series), default=0.0)
    right = width - EDGE - names - GAP
    up = Scale(low, high if high > low else low + 1.0, HEIGHT - FOOT, TOP + LEAST)
    along = across.scale(right, left)
    parts = [_levels(levels, texts, up, left, right), svg.text_line(EDGE, TOP + 2.0, unit, **_foot())]
    parts += [_below(across, along), *_marks(across, marks, along)]
    parts += [_line(each, at, across, along, up) for at, each in enumerate(series)]
    parts += _names(series, up, right + GAP)
    said = "; ".join(f"{each.name or heading}: {_spoken(each, across)}" for each in series)
    return svg.picture(name, (width, HEIGHT), f"{heading}, {unit}", said, *parts)


def _levels(levels: Sequence[float], texts: Sequence[str], up: Scale, left: float, right: float) -> str:
    """Return the grid lines with their numbers, that of zero dark."""
    parts = [
        svg.line((left, up.at(level)), (right, up.at(level)), svg.MUTED if level == 0.0 else svg.RULE)
        for level in levels
    ]
    parts += [
        svg.text_line(left - GAP / 2.0, up.at(level) + 4.0, text, **_foot(), text_anchor="end")
        for level, text in zip(levels, texts, strict=True)
    ]
    return "".join(parts)


def _below(across: Across, along: Scale) -> str:
    """Return the values of the axis across that have room, and its name."""
    base, parts, edge = HEIGHT - FOOT, [], 0.0
    for x, text in zip(across.xs, across.names, strict=True):
        at, half = along.at(across.put(x)), svg.width_of(text, SMALL) / 2.0
        if at - half >= edge:
            parts.append(svg.text_line(at, base + 18.0, text, **_foot(), text_anchor="middle"))
            edge = at + half + GAP
    middle = (along.start + along.end) / 2.0
    words = across.title + (", even in ratios" if across.log else "")
    return "".join([*parts, svg.text_line(middle, HEIGHT - 6.0, words, text_anchor="middle")])


def _marks(across: Across, marks: Sequence[Mark], along: Scale) -> list[str]:
    """Return what is told below the axis: a tick and words, in two lines by turns."""
    parts = []
    for place, mark in enumerate(sorted(marks, key=lambda each: each.x)):
        at, down = along.at(across.put(mark.x)), HEIGHT - FOOT + 34.0 + 14.0 * (place % 2)
        parts.append(svg.line((at, TOP + LEAST), (at, HEIGHT - FOOT), svg.SKY))
        side = "start" if at < (along.start + along.end) / 2.0 else "end"
        parts.append(
            svg.text_line(
                at, down, f"^ {mark.words}" if side == "start" else f"{mark.words} ^", **_foot(), text_anchor=side
            )
        )
    return parts


def _line(each: Series, at: int, across: Across, along: Scale, up: Scale) -> str:
    """Return a line, broken where there is no value; a point of each value."""
    points = [
        None if value is None else (along.at(across.put(x)), up.at(value))
        for x, value in zip(across.xs, each.values, strict=True)
    ]
    path, drawn = "", False
    for point in points:
        path += "" if point is None else f"{'L' if drawn else 'M'}{point[0]:.1f},{point[1]:.1f}"
        drawn = point is not None
    colour, dash = COLOURS[at % len(COLOURS)], DASHES[at % len(DASHES)]
    stroke = {"d": path, "fill": "none", "stroke": colour, "stroke-width": 2} | (
        {"stroke-dasharray": dash} if dash else {}
    )
    dots = [svg.tag("circle", {"cx": point[0], "cy": point[1], "r": 2.5, "fill": colour}) for point in points if point]
    return svg.tag("path", stroke, svg.title(each.name)) + "".join(dots if len(dots) <= 60 else [])  # noqa: PLR2004


def _names(series: Sequence[Series], up: Scale, x: float) -> list[str]:
    """Return the names at the right, apart from each other, each beside its line's end where there is room."""
    ends = []
    for at, each in enumerate(series):
        last = next((value for value in reversed(each.values) if value is not None), None)
        ends += [] if last is None else [(up.at(last), each.name, COLOURS[at % len(COLOURS)])]
    ends.sort()
    places, edge = [], TOP
    for height, _, _ in ends:
        edge = max(height + 4.0, edge + LEAST)
        places.append(edge)
    edge = up.start + LEAST
    for at in reversed(range(len(places))):  # the lowest stand on the axis at most, the others above them
        edge = places[at] = min(places[at], edge - LEAST)
    return [
        svg.text_line(x, place, words, fill=colour, font_weight="bold")
        for place, (_, words, colour) in zip(places, ends, strict=True)
    ]


def _spoken(each: Series, across: Across) -> str:
    known = [(name, value) for name, value in zip(across.names, each.values, strict=True) if value is not None]
    ends = known if len(known) <= 2 else [known[0], known[-1]]  # noqa: PLR2004 - a line has two ends
    return ", ".join(f"{short(value)} at {name}" for name, value in ends) or "no value"


def _foot() -> dict[str, object]:
    return {"font_size": SMALL, "fill": svg.MUTED}
