"""Writes the few SVG elements that charts are made of; all text in them is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from recyc_cli.render.text import clean, display_width

if TYPE_CHECKING:
    from collections.abc import Mapping

INK, MUTED, RULE = "#1a1a1a", "#555555", "#c8c8c8"
BLUE, GREEN, RED, ORANGE, SKY, GREY = "#0072b2", "#009e73", "#d55e00", "#e69f00", "#56b4e9", "#8a8a8a"
"""Okabe and Ito's colours, which stay apart for colour-blind readers; no chart relies on them alone."""
HATCH = 7.0
"""Between two strokes of a hatched bar [px]."""
WIDEST, CAPITAL, BOLD = 0.64, 0.2, 1.12
"""Width of a character over the font's size, what a capital needs beside, and what bold print needs: on the safe side
for the sans-serif fonts in use, of which DejaVu Sans is the widest."""


def tag(name: str, attributes: Mapping[str, object], *children: str) -> str:
    """Return an element; attributes are escaped, children are markup.

    >>> tag("rect", {"x": 1.5, "width": 20.0, "fill": "#fff"})
    '<rect x="1.5" width="20" fill="#fff"/>'
    """
    inside = "".join(children)
    said = "".join(f' {key}="{escape(_written(value))}"' for key, value in attributes.items())
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def _written(value: object) -> str:
    """Return an attribute's value; a hundredth of a pixel is enough."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else clean(value)


def title(words: str) -> str:
    """Return what a pointer shows on an element and a screen reader says.

    >>> title("a < b")
    '<title>a &lt; b</title>'
    """
    return tag("title", {}, escape(clean(words)))


def bar(left: float, right: float, top: float, height: float, colour: str, words: str, *, hatched: bool) -> str:
    """Return a bar with its words; a hatched one is told from a full one without colour, however narrow it is."""
    wide = max(right - left, 1.0)
    shape = {"x": left, "y": top, "width": wide, "height": height, "fill": colour}
    if not hatched:
        return tag("rect", shape, title(words))
    outlined = {**shape, "fill-opacity": 0.25, "stroke": colour, "stroke-width": 1.5}
    strokes = range(max(0, int((wide - height) // HATCH) + 1) if wide > height else 0)
    path = "".join(f"M{left + HATCH * k:.1f},{top + height:.1f}l{height:.1f},{-height:.1f}" for k in strokes)
    drawn = tag("path", {"d": path, "stroke": colour, "stroke-width": 1.5, "fill": "none"}) if path else ""
    return tag("rect", outlined, title(words)) + drawn


def text_line(x: float, y: float, words: str, **attributes: object) -> str:
    """Return a line of text; `_` in a keyword stands for `-`.

    >>> text_line(0.0, 12.0, "Ni & Co", text_anchor="end")
    '<text x="0" y="12" text-anchor="end">Ni &amp; Co</text>'
    """
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    return tag("text", {"x": x, "y": y, **named}, escape(clean(words)))


def line(start: tuple[float, float], end: tuple[float, float], colour: str = RULE) -> str:
    """Return a thin line."""
    return tag("line", {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1], "stroke": colour})


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return the room a text needs at a font size [px]; never less than it takes.

    >>> width_of("margin", 10.0), width_of("Mn", 10.0), width_of("margin", 10.0, bold=True)
    (38.4, 14.8, 43.01)
    """
    words = clean(words)
    ems = display_width(words) * WIDEST + sum(map(str.isupper, words)) * CAPITAL
    return round(ems * size * (BOLD if bold else 1.0), 2)


def cut_to_fit(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return a text that fits into the room, cut with an ellipsis where it is too long.

    >>> cut_to_fit("margin", 100.0, 10.0), cut_to_fit("a very long name of a product", 100.0, 10.0)
    ('margin', 'a very long na\u2026')
    """
    words = clean(words)
    if width_of(words, size, bold=bold) <= room:
        return words
    while words and width_of(words + "\u2026", size, bold=bold) > room:
        words = words[:-1]
    return words.rstrip() + "\u2026"


def picture(name: str, size: tuple[float, float], heading: str, described: str, *children: str) -> str:
    """Return a whole picture: its name in the page, its size, what it shows in a line and in full, its elements."""
    width, height = size
    known = {"role": "img", "aria-labelledby": f"{name}-title {name}-text"}
    frame = {"viewBox": f"0 0 {_written(width)} {_written(height)}", "width": width, "height": height, **known}
    named = tag("title", {"id": f"{name}-title"}, escape(clean(heading)))
    described_as = tag("desc", {"id": f"{name}-text"}, escape(clean(described)))
    face = {"font-family": "system-ui, sans-serif", "font-size": 13, "fill": INK}
    return tag("svg", {"xmlns": "http://www.w3.org/2000/svg", **frame}, named, described_as, tag("g", face, *children))


def size_of(drawn: str) -> tuple[float, float]:
    """Return the width and the height of a picture [px].

    >>> size_of(picture("a", (920.0, 40.5), "A", "a"))
    (920.0, 40.5)
    """
    width, height = (drawn.partition(f' {name}="')[2].partition('"')[0] for name in ("width", "height"))
    return float(width), float(height)
