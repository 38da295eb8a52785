"""Defines cell styles: each is words, each word a few properties of a format."""

from __future__ import annotations

from typing import Any

_FONT = {"font_name": "Calibri", "font_size": 10, "valign": "vcenter"}
_NUMBERS = {
    "whole": '#,##0;-#,##0;"-"',
    "one": "#,##0.0",
    "two": "#,##0.00",
    "three": "#,##0.000",
    "entry": '#,##0;-#,##0;"-"',
    "share": "0.0%",
    "share-whole": "0%",
    "share-two": "0.00%",
    "change": "+0%;-0%;0%",
    "million": "#,##0.0,,",
    "millions": '#,##0.0,," million"',
    "short": "General",
    "apiece": "#,##0.00",
    "percent": "0.0",
    "digits": "[>=100]#,##0.0;[>=1]#,##0.000;0.000000",
    "general": "General",
}
"""Number formats; a whole number of nothing is a dash."""
_STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 16},
    "unit": {"indent": 1, "align": "left"},
    "right": {"align": "right"},
    "muted": {"font_color": "#595959"},
    "heading": {"bold": True, "font_size": 12, "font_color": "#1F3864"},
    "column": {"bold": True, "bg_color": "#D9E2F3", "bottom": 1, "text_wrap": True, "valign": "vcenter"},
    "column-right": {
        "bold": True,
        "bg_color": "#D9E2F3",
        "bottom": 1,
        "text_wrap": True,
        "align": "right",
        "valign": "vcenter",
    },
    "ruled": {"top": 1, "top_color": "#1F3864"},
    "bold": {"bold": True},
    "total": {"bold": True, "top": 1},
    "input": {"font_color": "#0000FF", "bg_color": "#FFF9E5", "border": 1, "border_color": "#D9D9D9"},
}


def properties_of(style: str) -> dict[str, Any]:
    """Return the properties of a style; its words are those of `_STYLES` and `_NUMBERS`."""
    properties = dict(_FONT)
    for word in style.split():
        properties |= _STYLES.get(word, {})
        if word in _NUMBERS:
            properties |= {"num_format": _NUMBERS[word], "align": "right"}
    return properties


def head_of(style: str) -> str:
    """Return the style of a column's heading, given that of its cells: numbers stand to the right.

    >>> head_of("input general"), head_of("muted"), head_of("unit")
    ('column-right', 'column', 'column unit')
    """
    words = style.split()
    if "right" in words or any(word in _NUMBERS for word in words):
        return "column-right"
    return "column unit" if "unit" in words else "column"
