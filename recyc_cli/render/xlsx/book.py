"""A workbook before it is written: sheets of cells, some of them traced numbers; then the file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.model.traced import Leaf, Traced, plain
from recyc_cli.render.page import clean
from recyc_cli.render.xlsx.formulas import formulas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LETTERS = 26
CHART_ROWS, ROW_PIXELS, COLUMN_PIXELS = 17, 20, 7.1
TITLE_HEIGHT, LINE_HEIGHT = 24, 13.5
BOLD = 1.05
"""Width of a bold letter, on average [characters of a column's width]."""
_FONT = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
_NUMBERS = {
    "whole": "#,##0",
    "one": "#,##0.0",
    "two": "#,##0.00",
    "share": "0.0%",
    "percent": '0.0" %"',
    "general": "General",
}
_STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "wrapped": {"text_wrap": True},
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
    "total": {"bold": True, "top": 1},
    "input": {"font_color": "#0000FF", "bg_color": "#FFF9E5", "border": 1, "border_color": "#D9D9D9"},
}


class Cell(NamedTuple):
    """What stands where: text, a number or a traced number, and how: `total whole` is two styles at once."""

    row: int
    column: int
    content: Any
    style: str = "text"


class Sheet:
    """A sheet under construction.

    `widths` of its columns [characters], `frozen` (rows, columns) that stay in sight, `repeated` rows on every page,
    `filtered` (first row, last column) of a table with filters.
    """

    def __init__(self, name: str, widths: Iterable[float]) -> None:
        self.name = name
        self.cells: list[Cell] = []
        self.widths = list(widths)
        self.frozen = (0, 0)
        self.repeated = -1
        self.filtered: tuple[int, int] | None = None
        self.landscape = False
        self.charts: list[dict[str, Any]] = []
        self.homely = False
        """Whether a number that stands on several sheets is at home on this one."""
        self.spans: list[tuple[int, int, str, str]] = []
        """Texts that run over all columns: row, lines, text, style."""
        self.row = 0
        """The next row that is free."""

    def put(self, row: int, column: int, content: Any, style: str = "text") -> None:  # noqa: ANN401
        """Place a cell; what has no content stays blank, under the rule of a total too."""
        blank = content is None or (isinstance(content, str) and not content)
        if not blank or style == "total":
            self.cells.append(Cell(row, column, "" if blank else content, style))

    def line(self, contents: Iterable[Any], styles: Iterable[str]) -> int:
        """Place a row of cells below the last one and return its number."""
        for column, (content, style) in enumerate(zip(contents, styles, strict=True)):
            self.put(self.row, column, content, style)
        self.row += 1
        return self.row - 1

    def paragraph(self, text: str, style: str = "muted") -> None:
        """Place a text that runs over all columns, as many lines high as it takes."""
        lines = 1 + int(len(text) / (sum(self.widths) * 1.1))
        self.spans.append((self.row, lines, text, style))
        self.row += 1

    def chart(self, chart: dict[str, Any]) -> None:
        """Place a chart below the last row."""
        self.charts.append({**chart, "at": (self.row + 1, 0)})
        self.row += CHART_ROWS + 1

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell as other sheets name it.

        >>> Sheet("Quote", []).address(4, 27), Sheet("lfp hydro", []).address(0, 0)
        ('Quote!$AB$5', "'lfp hydro'!$A$1")
        """
        return f"{self.prefix}${letters(column)}${row + 1}"

    @property
    def prefix(self) -> str:
        """What an address begins with on other sheets."""
        plain_name = self.name.isascii() and self.name.isalpha()
        return f"{self.name}!" if plain_name else f"'{self.name}'!"


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


def written(
    sheets: list[Sheet], title: str, spill: Callable[[Traced], str], finish: Callable[[], None] = lambda: None
) -> bytes:
    """Return the bytes of a workbook.

    Args:
        sheets: in their order; `spill` may add cells to them until all formulas are made.
        title: of the document.
        spill: as `formulas` takes it.
        finish: called when all formulas are made.
    """
    placed = [
        (cell.content, sheet.address(cell.row, cell.column))
        for sheet in sorted(sheets, key=lambda sheet: not sheet.homely)
        for cell in sheet.cells
        if isinstance(cell.content, Traced) and not isinstance(cell.content, Leaf)
    ]
    leaves = [cell.content for sheet in sheets for cell in sheet.cells if isinstance(cell.content, Leaf)]
    homes, texts = formulas([*placed, *((leaf, "") for leaf in leaves)], spill)
    finish()
    return _file(sheets, title, homes, texts)


def plain_book(sheets: list[Sheet], title: str) -> bytes:
    """Return the bytes of a workbook that holds no traced numbers."""
    return _file(sheets, title, {}, {})


def _file(sheets: list[Sheet], title: str, homes: dict[int, str], texts: dict[int, str]) -> bytes:
    from datetime import UTC, datetime

    import xlsxwriter

    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        # A fixed date: the same quote gives the same bytes.
        book.set_properties({"title": clean(title), "created": datetime(2000, 1, 1, tzinfo=UTC)})
        formats: dict[str, Any] = {}
        pages = [(sheet, book.add_worksheet(sheet.name)) for sheet in sheets]
        for sheet, page in pages:
            for cell in sheet.cells:
                if cell.style not in formats:
                    formats[cell.style] = book.add_format(_format(cell.style))
                _write(page, cell, sheet, formats[cell.style], homes, texts)
            _set_up(sheet, page)
            for row, lines, text, style in sheet.spans:
                look = formats.setdefault(f"{style} wrapped", None) or book.add_format(_format(f"{style} wrapped"))
                page.merge_range(row, 0, row, len(sheet.widths) - 1, "", look)
                page.write_string(row, 0, clean(text), look)
                page.set_row(row, lines * LINE_HEIGHT)
            for chart in sheet.charts:
                _draw(book, page, chart, sum(sheet.widths))
    return held.getvalue()


def _format(style: str) -> dict[str, Any]:
    """Return the properties of a style; its words are those of `_STYLES` and `_NUMBERS`."""
    properties = dict(_FONT)
    for word in style.split():
        properties |= _STYLES.get(word, {})
        if word in _NUMBERS:
            properties["num_format"] = _NUMBERS[word]
    return properties


def _write(
    page: Any,  # noqa: ANN401 - a worksheet of XlsxWriter
    cell: Cell,
    sheet: Sheet,
    look: Any,  # noqa: ANN401 - a format of XlsxWriter
    homes: dict[int, str],
    texts: dict[int, str],
) -> None:
    """Write a cell: text stays text whatever it begins with, a traced number is its formula or its home's address."""
    content, address = cell.content, sheet.address(cell.row, cell.column)
    if isinstance(content, str):
        page.write_string(cell.row, cell.column, clean(content), look)
    elif not isinstance(content, Traced):
        page.write_number(cell.row, cell.column, content, look)
    elif homes[content.index] == address and isinstance(content, Leaf):
        page.write_number(cell.row, cell.column, plain(content), look)
    else:
        text = texts[content.index] if homes[content.index] == address else homes[content.index]
        page.write_formula(cell.row, cell.column, f"={text.replace(sheet.prefix, '')}", look, plain(content))


def _set_up(sheet: Sheet, page: Any) -> None:  # noqa: ANN401 - a worksheet of XlsxWriter
    """Set widths, what stays in sight, and how it is printed."""
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.freeze_panes(*sheet.frozen)
    page.hide_gridlines(2)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.set_footer("&L&8&F, &A&R&8&P / &N")
    if any(cell.row == 0 and "title" in cell.style for cell in sheet.cells):
        page.set_row(0, TITLE_HEIGHT)
    for row in {cell.row for cell in sheet.cells if cell.style.startswith("column")}:
        if (lines := _lines(sheet, row)) > 1:
            page.set_row(row, LINE_HEIGHT * lines)
    if sheet.landscape:
        page.set_landscape()
    if sheet.repeated >= 0:
        page.repeat_rows(sheet.repeated)
    if sheet.filtered:
        first, last = sheet.filtered
        page.autofilter(first, 0, sheet.row - 1, last)


def _lines(sheet: Sheet, row: int) -> int:
    """Return how many lines the longest heading of a row of headings takes."""
    heads = [cell for cell in sheet.cells if cell.row == row and isinstance(cell.content, str)]
    return max(1 + int(len(cell.content) * BOLD / sheet.widths[cell.column]) for cell in heads)


def _draw(book: Any, page: Any, chart: dict[str, Any], width: float) -> None:  # noqa: ANN401 - of XlsxWriter
    """Draw columns over cells of the book, as wide as the sheet's columns."""
    drawn = book.add_chart({"type": "column", **({"subtype": "stacked"} if chart["stacked"] else {})})
    for series in chart["series"]:
        drawn.add_series({**series, "gap": 60})
    if len(chart["series"]) == 1:
        drawn.set_legend({"none": True})
    else:
        drawn.set_legend({"position": "bottom"})
    drawn.set_title({"name": chart["title"], "name_font": {"size": 11}, "overlay": False})
    drawn.set_y_axis({"num_format": "#,##0", "name": chart["unit"], "major_gridlines": {"visible": True}})
    drawn.set_x_axis({"label_position": "low"})
    drawn.set_size({"width": width * COLUMN_PIXELS, "height": CHART_ROWS * ROW_PIXELS})
    page.insert_chart(*chart["at"], drawn, {"object_position": 2})
