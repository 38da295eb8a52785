"""Frames a picture as a file of its own: a title above it, words below, its table within."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from recyc_cli.render.chart import svg
from recyc_cli.render.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TITLE, BODY = 19.0, 13.0
"""Sizes of letters [px]."""
EDGE, LINE = 20.0, 19.0


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
    (wide, tall), said = svg.size_of(drawn), list(below)
    strong = {"font_size": TITLE, "font_weight": "bold"}
    head = [svg.text_line(EDGE, EDGE + TITLE, svg.cut_to_fit(title, wide, TITLE, bold=True), **strong)]
    head += _lines([above], EDGE + TITLE, wide)
    top = EDGE + TITLE + LINE * (len(head) - 0.5)
    foot = _lines(said, top + tall, wide)
    size = (wide + 2.0 * EDGE, top + tall + LINE * len(foot) + EDGE)
    paper = svg.tag("rect", {"width": size[0], "height": size[1], "fill": "#ffffff"})
    moved = svg.tag("g", {"transform": f"translate({EDGE:g} {top:g})"}, drawn)
    return svg.picture("picture", size, heading, " ".join(said), _table(table), paper, *head, moved, *foot) + "\n"


def _lines(texts: Iterable[str], top: float, room: float) -> list[str]:
    """Return texts as lines below a height, each as wide as there is room."""
    lines = (line for text in texts for line in _wrapped(text, room))
    return [svg.text_line(EDGE, top + LINE * at, words, fill=svg.MUTED) for at, words in enumerate(lines, 1)]


def _wrapped(text: str, room: float) -> list[str]:
    """Return text in lines that fit into the room, words kept whole.

    >>> _wrapped("one two three", 70.0)
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
    r"""Return the numbers as a table that programs read off the file: a line a row, tabs between the cells.

    >>> _table([("", "USD/t"), ("margin", "-443")])
    '<metadata>\n\tUSD/t\nmargin\t-443\n</metadata>'
    """
    lines = ("\t".join(escape(clean(cell)) for cell in row) for row in rows)
    return svg.tag("metadata", {}, "".join(f"\n{line}" for line in lines) + "\n")
