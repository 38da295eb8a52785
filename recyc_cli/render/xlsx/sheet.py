"""Defines a sheet before it is written: its cells, and how it is shown and printed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTERS = 26
CHART_ROWS = 17
DRAWN = ("total", "column", "ruled")
"""Styles that are seen without a content."""


Cell: TypeAlias = tuple[int, Any, str]
"""What stands in a row: its column, text, a number or a traced number, and how: `total whole` is two styles at once."""


@cache
def drawn(style: str) -> bool:
    """Tell whether a style is seen without a content.

    >>> drawn("total whole"), drawn("muted")
    (True, False)
    """
    return any(word in style for word in DRAWN)


class Formula(float):
    """A number with the formula of a cell, where that is no arithmetic of the model's."""

    __slots__ = ("text",)
    text: str


def with_formula(text: str, value: float) -> Formula:
    """Return a number with its formula.

    >>> with_formula("IRR(A1:A9)", 0.12).text
    'IRR(A1:A9)'
    """
    made = Formula(value)
    made.text = text
    return made


class Sheet:
    """A sheet under construction.

    `widths` of its columns [characters], `frozen` (rows, columns) that stay in sight, `repeated` rows on every page,
    `filtered` (first row, last column) of a table with filters, `unprinted` columns at the right, `one_page`: whether
    all of it is to fit on one, `on_screen`: whether paper is only told what there is.
    """

    def __init__(self, name: str, widths: Iterable[float]) -> None:
        self.name = name
        self.prefix = f"{name}!" if name.isascii() and name.isalpha() else f"'{name}'!"
        """What an address begins with on other sheets."""
        self.rows: dict[int, list[Cell]] = {}
        """What stands in each row, from left to right."""
        self.widths = list(widths)
        self.frozen = (0, 0)
        self.repeated = -1
        self.filtered: tuple[int, int] | None = None
        self.landscape = False
        self.unprinted = 0
        self.on_screen = False
        self.one_page = False
        self.charts: list[dict[str, Any]] = []
        self.homely = False
        """Whether a number that stands on several sheets is at home on this one."""
        self.spans: list[tuple[int, int, str, str]] = []
        """Texts that run over all columns: row, lines, text, style."""
        self.user: int | None = None
        """The place of the quote it is about, where there are several and it is about one."""
        self.side_by_side = False
        """Whether each column but the first is about a quote."""
        self.row = 0
        """The next row that is free."""

    def put(self, row: int, column: int, content: Any, style: str = "text") -> None:  # noqa: ANN401
        """Place a cell to the right of what stands in its row."""
        self.rows.setdefault(row, []).extend(_seen([content], [style], column))

    def line(self, contents: Iterable[Any], styles: Iterable[str]) -> int:
        """Place a row of cells below the last one and return its number."""
        row = self.row
        self.rows[row] = _seen(contents, styles)
        self.row += 1
        return row

    def paragraph(self, text: str, style: str = "muted") -> None:
        """Place a text that runs over all columns, as many lines high as it takes."""
        lines = 1 + int(len(text) / (sum(self.widths) * 1.1))
        self.spans.append((self.row, lines, text, style))
        self.row += 1

    def chart(self, chart: dict[str, Any]) -> None:
        """Place a chart below the last row."""
        self.charts.append({**chart, "at": (self.row + 1, 0), "rows": CHART_ROWS})
        self.row += CHART_ROWS + 1

    def chart_beside(self, chart: dict[str, Any], first: int, column: int) -> None:
        """Place a chart from a column on beside the rows that were written since the first of them."""
        self.row = max(self.row, first + CHART_ROWS)
        self.charts.append({**chart, "at": (first, column), "rows": self.row - first})

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell as other sheets name it.

        >>> Sheet("Quote", []).address(4, 27), Sheet("lfp hydro", []).address(0, 0)
        ('Quote!$AB$5', "'lfp hydro'!$A$1")
        """
        return f"{self.prefix}${letters(column)}${row + 1}"

    @property
    def printed(self) -> tuple[int, int]:
        """The last row and column on paper."""
        rows = self.frozen[0] - 1 if self.on_screen else self.row
        return max(rows - 1, 0), len(self.widths) - self.unprinted - 1


def _seen(contents: Iterable[Any], styles: Iterable[str], column: int = 0) -> list[Cell]:
    """Return cells from a column on; one without content stays blank, where its style draws a line or a ground too.

    >>> _seen(["", None, 0.0], ["muted", "total", "whole"])
    [(1, '', 'total'), (2, 0.0, 'whole')]
    """
    cells = []
    for content, style in zip(contents, styles, strict=True):
        if content is None or (isinstance(content, str) and not content):
            if drawn(style):
                cells.append((column, "", style))
        else:
            cells.append((column, content, style))
        column += 1
    return cells


@cache
def letters(column: int) -> str:
    """Return a column's name.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % LETTERS) + name
        column = column // LETTERS - 1
    return name
