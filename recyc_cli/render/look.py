"""Defines how a report is drawn: its form, how much of it, and what a terminal can show.

A plain class: it is made on every run, and a named tuple costs start-up.
"""

from __future__ import annotations

NONE, FEW, LINES, ALL = "none", "few", "lines", "all"
"""Notes of a page: none, the first ones a line each, all of them by their codes, all in full."""


Asked = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Options of a question as they were given: the axis each answers, its flag, its values."""


class Look:
    """The form (a row of `FORMS`), how much of it, and what the terminal can show."""

    __slots__ = ("asked", "chart", "colour", "every", "form", "notes", "unicode", "verbose", "width")

    def __init__(
        self, form: str = "plain", *, verbose: bool = False, unicode: bool = True, colour: bool = False, width: int = 80
    ) -> None:
        self.form = form
        self.notes = LINES if verbose else FEW
        """How many notes a page has: none where nobody wants them, or where they stand on stderr."""
        self.chart = False
        """Whether a screen has a picture in the place of its tables."""
        self.every = False
        """Whether lists that are cut to their first rows are told whole."""
        self.asked: Asked | None = None
        """What was asked on the command line, where a screen may say how to go on."""
        self.verbose = verbose
        self.unicode = unicode
        self.colour = colour
        self.width = width


FULL, FILE, DATA, ROWS, SCREEN = "full", "file", "data", "rows", "screen"
PICTURE, MOVES, SOME = "picture", "moves", "some"
"""What a form may be: read apart from the program, so with sources in full; of files alone; for programs; of records,
so with every row of a list; for a terminal, so with the answer first and no more than one looks at; with pictures;
with figures that may be moved where it is read; of some commands alone, which name it."""
FORMS: dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "table": ((), "as_screen", (SCREEN,)),
    "plain": ((".txt",), "as_plain", (SCREEN,)),
    "json": ((".json",), "as_json", (DATA,)),
    "csv": ((".csv",), "as_csv", (DATA, ROWS)),
    "csv-long": ((".csv",), "as_csv_long", (DATA, ROWS)),
    "md": ((".md",), "as_markdown", (FULL,)),
    "html": ((".html", ".htm"), "as_html", (FULL, PICTURE, MOVES)),
    "svg": ((".svg",), "as_svg", (FULL, PICTURE, SOME)),
    "bib": ((".bib",), "as_bib", (DATA, ROWS, SOME)),
    "xlsx": ((".xlsx",), "as_xlsx", (FILE, ROWS)),
}
"""Each form: suffixes of its files, the module in `render/forms` whose `draw` makes it of a report, what it is."""
DRAWN = ("svg",)
"""Forms of the commands whose report has a picture."""


def is_form(form: str, kind: str) -> bool:
    """Tell whether a form is of a kind.

    >>> is_form("md", FULL), is_form("csv", FILE)
    (True, False)
    """
    return kind in FORMS[form][2]


def forms_of(some: tuple[str, ...] = ()) -> list[str]:
    """Return the forms of a command, that of text last; `some` are those that not every command has.

    >>> forms_of(), len(forms_of(DRAWN))
    (['table', 'json', 'csv', 'csv-long', 'md', 'html', 'xlsx', 'plain'], 9)
    """
    known = (name for name in FORMS if name in some or not is_form(name, SOME))
    return sorted(known, key="plain".__eq__)


def screen_forms(some: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the forms of a command that need no file.

    >>> screen_forms()
    ('table', 'plain', 'json', 'csv', 'csv-long', 'md', 'html')
    """
    known = forms_of(some)
    return tuple(name for name in FORMS if name in known and not is_form(name, FILE))


def suffixes(most: int | None = None, some: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the form of each suffix, at most so many of a form; of several forms that have it the first.

    >>> list(suffixes()), suffixes()[".csv"]
    (['.json', '.csv', '.md', '.html', '.htm', '.xlsx', '.txt'], 'csv')
    """
    found: dict[str, str] = {}
    for name in forms_of(some):
        for suffix in FORMS[name][0][:most]:
            found.setdefault(suffix, name)
    return found
