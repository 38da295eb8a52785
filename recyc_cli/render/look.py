"""Defines how a report is drawn: its form, how much of it, and what a terminal can show.

A plain class: it is made on every run, and a named tuple costs start-up.
"""

from __future__ import annotations


class Look:
    """The form (table, plain, json, csv, md, html), how much of it, and what the terminal can show."""

    __slots__ = ("colour", "form", "unicode", "verbose", "width")

    def __init__(
        self, form: str = "plain", *, verbose: bool = False, unicode: bool = True, colour: bool = False, width: int = 80
    ) -> None:
        self.form = form
        self.verbose = verbose
        self.unicode = unicode
        self.colour = colour
        self.width = width


FORMS = ("table", "plain", "json", "csv", "md", "html")
IN_FULL = ("md", "html")
"""Forms that are read apart from the program: they name sources in full, and `html` has pictures."""
FILES = ("xlsx",)
"""Forms that only a file can have."""
TABULAR = ("csv", "xlsx")
