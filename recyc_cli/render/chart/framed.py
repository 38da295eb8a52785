"""Frames a picture as a file of its own: a title above it, words below, its table within."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from recyc_cli.render.chart import svg
from recyc_cli.render.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TITLE, BODY = 19.0, 13.0
"""Sizes of letters [px]."""
EDGE, LINE = 20.0, 19.0
_SIZE = re.compile(r' width="([\d.]+)" height="([\d.]+)"')
_XHTML = "http://www.w3.org/1999/xhtml"


def framed(
    title: str, heading: str, above: str, drawn: str, below: Iterable[str], table: Iterable[Sequence[str]]
) -> str:
    """Return the file.

    Args:
        title: what the picture is of, on top.
        heading: what it shows, for who does not see it.
        above: words between title and picture.
        drawn: the picture, an `svg` element.
        below: lines under it; they describe it too.
        table: its numbers, the headings first.
    """
    found = _SIZE.search(drawn)
    wide, tall = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    room, said = wide, list(below)
    lines: list[str] = []
    top = EDGE + TITLE
    lines.append(
        svg.text_line(EDGE, top, svg.cut_to_fit(title, room, TITLE, bold=True), font_size=TITLE, font_weight="bold")
    )
    for words in wrapped(above, room):
        top += LINE
        lines.append(svg.text_line(EDGE, top, words, fill=svg.MUTED))
    top += LINE / 2.0
    lines.append(svg.tag("g", {"transform": f"translate({EDGE:g} {top:g})"}, drawn))
    top += tall
    for words in (part for text in said for part in wrapped(text, room)):
        top += LINE
        lines.append(svg.text_line(EDGE, top, words, fill=svg.MUTED))
    size = (wide + 2.0 * EDGE, top + EDGE)
    paper = svg.tag("rect", {"width": size[0], "height": size[1], "fill": "#ffffff"})
    return svg.picture("picture", size, heading, " ".join(said), _table(table), paper, *lines) + "\n"


def wrapped(text: str, room: float) -> list[str]:
    """Return text in lines that fit into the room, words kept whole.

    >>> wrapped("one two three", 70.0)
    ['one two', 'three']
    """
    lines: list[str] = []
    for word in clean(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and svg.width_of(longer, BODY) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _table(rows: Iterable[Sequence[str]]) -> str:
    """Return the numbers as a table that programs read off the file."""
    cells = ("".join(svg.tag("td", {}, escape(clean(cell))) or "" for cell in row) for row in rows)
    return svg.tag("metadata", {}, svg.tag("table", {"xmlns": _XHTML}, *(svg.tag("tr", {}, each) for each in cells)))
