"""Defines how a report is drawn: its form, how much of it, and what a terminal can show.

A plain class: it is made on every run, and a named tuple costs start-up.
"""

from __future__ import annotations

NONE, FEW, ALL = "none", "few", "all"
"""Notes of a page: none, the first ones a line each, all in full."""


Asked = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Options of a question as they were given: the axis each answers, its flag, its values."""


class Look:
    """The form (a row of `FORMS`), how much of it, and what the terminal can show."""

    __slots__ = ("asked", "colour", "every", "form", "notes", "unicode", "verbose", "width")

    def __init__(
        self, form: str = "plain", *, verbose: bool = False, unicode: bool = True, colour: bool = False, width: int = 80
    ) -> None:
        self.form = form
        self.notes = ALL if verbose else FEW
        """How many notes a page has: none where nobody wants them, or where they stand on stderr."""
        self.every = False
        """Whether lists that are cut to their first rows are told whole."""
        self.asked: Asked | None = None
        """What was asked on the command line, where a screen may say how to go on."""
        self.verbose = verbose
        self.unicode = unicode
        self.colour = colour
        self.width = width


FULL, FILE, DATA, ROWS, SCREEN = "full", "file", "data", "rows", "screen"
"""What a form may be: read apart from the program, so with sources in full; of files alone; for programs; of records,
so with every row of a list; for a terminal, so with the answer first and no more than one looks at."""
FORMS: dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "table": ((), "as_screen", (SCREEN,)),
    "plain": ((".txt",), "as_plain", (SCREEN,)),
    "json": ((".json",), "as_json", (DATA,)),
    "csv": ((".csv",), "as_csv", (DATA, ROWS)),
    "md": ((".md",), "as_markdown", (FULL,)),
    "html": ((".html", ".htm"), "as_html", (FULL,)),
    "xlsx": ((".xlsx",), "as_xlsx", (FILE, ROWS)),
}
"""Each form: suffixes of its files, the module in `render/forms` whose `draw` makes it of a report, what it is."""


def is_form(form: str, kind: str) -> bool:
    """Tell whether a form is of a kind.

    >>> is_form("md", FULL), is_form("csv", FILE)
    (True, False)
    """
    return kind in FORMS[form][2]


def screen_forms() -> tuple[str, ...]:
    """Return the forms that need no file.

    >>> screen_forms()
    ('table', 'plain', 'json', 'csv', 'md', 'html')
    """
    return tuple(name for name in FORMS if not is_form(name, FILE))


def suffixes(most: int | None = None) -> dict[str, str]:
    """Return the form of each suffix, at most so many of a form; text last.

    >>> list(suffixes())
    ['.json', '.csv', '.md', '.html', '.htm', '.xlsx', '.txt']
    """
    ordered = sorted(FORMS, key="plain".__eq__)
    return {suffix: name for name in ordered for suffix in FORMS[name][0][:most]}
