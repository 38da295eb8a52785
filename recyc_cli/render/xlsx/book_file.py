"""Writes sheets into a file by XlsxWriter: rows, looks, paper, charts."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from io import BytesIO, StringIO
from itertools import cycle, groupby
from typing import TYPE_CHECKING, Any

import xlsxwriter

from recyc_cli.model.numbers.traced import plain
from recyc_cli.render.chart import svg
from recyc_cli.render.text import clean
from recyc_cli.render.xlsx.rows import NONE, Contents, Numbered, Row
from recyc_cli.render.xlsx.styles import properties_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.render.xlsx.sheet import Sheet

LONGEST = 32_767
"""Letters of a cell, at the most."""
TITLE_HEIGHT, ROW_HEIGHT, LINE_HEIGHT, PIXELS_PER_POINT = 24, 14, 13.5, 96 / 72
A4, MARGIN = 9, 0.55
"""The paper, and the margin on each side [inch]."""
INSET = 12
"""Between a chart and the cells beside it [pixels]."""
FILLS = (
    ("", svg.BLUE),
    ("wide_upward_diagonal", svg.ORANGE),
    ("percent_50", svg.SKY),
    ("dark_horizontal", svg.GREEN),
    ("small_check", svg.GREY),
    ("wide_downward_diagonal", svg.INK),
    ("large_grid", "#cc79a7"),
    ("dark_vertical", svg.BLUE),
    ("solid_diamond", svg.GREEN),
    ("horizontal_brick", svg.GREY),
)
"""Pattern and colour of one series after the other, so that they are told apart without colour."""
BLOCK = 16
"""So many rows say together which columns they use."""
BOLD = 1.05
"""Width of a bold letter, on average [characters of a column's width]."""


class Page(xlsxwriter.worksheet.Worksheet):  # type: ignore[misc]
    """A worksheet that takes rows as texts: XlsxWriter makes an object of a cell and passes over it thrice.

    `held` are the rows, `heights` those of rows that have their own, `cells` what is held, for the charts.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fh: Any = None
        self.held: list[Row] = []
        self.heights: dict[int, float] = {}
        self.cells: dict[tuple[int, int], Any] = {}

    def hold(self, rows: list[Row]) -> None:
        """Take rows as they are; of each block, the first and last column are all that XlsxWriter asks for."""
        self.held = rows
        if rows:
            self._check_dimensions(rows[0].number, min(row.first for row in rows))
            self._check_dimensions(rows[-1].number, max(row.last for row in rows))

    def set_row(self, row: int, height: float) -> None:
        """Set the height of a row."""
        super().set_row(row, height)
        self.heights[row] = height

    def _write_rows(self) -> None:
        """Write the rows, those that are held and those that were written cell by cell."""
        rows = sorted([*self.held, *(self._written(row) for row in self.table)])
        for _, some in groupby(rows, key=lambda row: row.number // BLOCK):
            block = list(some)
            columns = f"{min(row.first for row in block) + 1}:{max(row.last for row in block) + 1}"
            for number, _, _, xml in block:
                height = _height(self.heights.get(number, ROW_HEIGHT))
                start = f'<row r="{number + 1}" spans="{columns}" ht="{height}" customHeight="1">'
                self.fh.write(f"{start}{xml}</row>")

    def _written(self, number: int) -> Row:
        """Return a row that was written cell by cell."""
        file, cells = self.fh, self.table[number]
        self.fh = held = StringIO()
        for column in sorted(cells):
            self._write_cell(number, column, cells[column])
        self.fh = file
        return Row(number, min(cells), max(cells), held.getvalue())

    def _get_range_data(self, first: int, left: int, last: int, right: int) -> list[Any]:
        """Return what a chart shows before its book is computed anew."""
        places = [(row, column) for row in range(first, last + 1) for column in range(left, right + 1)]
        values = [plain(self.cells.get(place)) for place in places]
        return [value if value == value else NONE for value in values]  # noqa: PLR0124 - NaN is what differs from itself


class Book(xlsxwriter.Workbook):  # type: ignore[misc]
    """A workbook in memory, its styles made as they are asked for."""

    def __init__(self, held: BytesIO, title: str) -> None:
        super().__init__(held, {"in_memory": True})
        # A fixed date: the same quote gives the same bytes.
        self.set_properties({"title": clean(title), "created": datetime(2000, 1, 1, tzinfo=UTC)})
        self._made: dict[str, Any] = {}

    def look(self, style: str) -> Any:  # noqa: ANN401 - a format of XlsxWriter
        """Return the format of a style."""
        if style not in self._made:
            self._made[style] = self.add_format(properties_of(style))
        return self._made[style]

    def number_of(self, style: str) -> int:
        """Return the number of a style."""
        return int(self.look(style)._get_xf_index())  # noqa: SLF001 - has no public name

    def share(self, text: str) -> int:
        """Return the number of a text among those that cells share."""
        return int(self.str_table._get_shared_string_index(clean(text)[:LONGEST]))  # noqa: SLF001 - has no other


def file_of(sheets: Iterable[Sheet], title: str, homes: Mapping[int, str], texts: Mapping[int, str]) -> bytes:
    """Return the bytes of a workbook.

    Args:
        sheets: in their order.
        title: of the document.
        homes: the cell at which a traced number stands, by its index.
        texts: the formula that stands there.
    """
    held = BytesIO()
    with Book(held, title) as book:
        shared = Numbered(book.share)
        contents = Contents(shared, Numbered(book.number_of), homes, texts)
        for sheet, page in [(sheet, book.add_worksheet(sheet.name, Page)) for sheet in sheets]:
            if sheet.charts:
                page.cells = {(row, column): held for row, cells in sheet.rows.items() for column, held, _ in cells}
            page.hold(list(contents.rows(sheet)))
            _set_up(sheet, page)
            for number, lines, text, style in sheet.spans:
                look = book.look(f"{style} wrapped")
                page.merge_range(number, 0, number, len(sheet.widths) - 1, "", look)
                page.write_string(number, 0, clean(text), look)
                page.set_row(number, lines * LINE_HEIGHT)
            for chart in sheet.charts:
                _draw(book, page, chart, _pixels(sheet.widths[chart["at"][1] :]))
        book.str_table.count += contents.texts - len(shared)
    return held.getvalue()


def _set_up(sheet: Sheet, page: Page) -> None:
    """Set widths, what stays in sight, and how it is printed."""
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.freeze_panes(*sheet.frozen)
    page.hide_gridlines(2)
    page.set_default_row(ROW_HEIGHT)
    if any("title" in style for _, _, style in sheet.rows.get(0, ())):
        page.set_row(0, TITLE_HEIGHT)
    for row, lines in _tall(sheet).items():
        page.set_row(row, LINE_HEIGHT * lines)
    if sheet.filtered:
        first, last = sheet.filtered
        page.autofilter(first, 0, sheet.row - 1, last)
    _set_up_paper(sheet, page)


def _set_up_paper(sheet: Sheet, page: Page) -> None:
    """Say how a sheet is printed: as wide as a page, its heads on every one."""
    page.set_paper(A4)
    page.set_margins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=MARGIN)
    page.print_area(0, 0, *sheet.printed)
    page.set_footer("&L&8&F, &A&R&8&P / &N")
    if sheet.landscape:
        page.set_landscape()
    if sheet.repeated >= 0:
        page.repeat_rows(sheet.repeated)
    page.fit_to_pages(1, int(sheet.one_page))


@cache
def _height(height: float) -> str:
    """Return a height in points as XlsxWriter writes it, in whole pixels.

    >>> _height(14), _height(24)
    ('14.25', '24')
    """
    return f"{int(height * PIXELS_PER_POINT + 0.5) / PIXELS_PER_POINT:g}"


def _pixels(widths: list[float]) -> int:
    """Return how wide some columns are together, in a font whose digits are seven pixels wide."""
    return sum(int(7.0 * width + 5.0) for width in widths)


def _tall(sheet: Sheet) -> dict[int, int]:
    """Return the rows that take several lines, with how many."""
    found: dict[int, int] = {}
    for row, cells in sheet.rows.items():
        for column, held, style in cells:
            if ("column" in style or "wrapped" in style) and isinstance(held, str):
                letter = BOLD if "column" in style else 1.0
                lines = 1 + int(len(held) * letter / sheet.widths[column])
                found[row] = max(lines, found.get(row, 1))
    return {row: lines for row, lines in found.items() if lines > 1}


def _draw(book: Book, page: Page, chart: dict[str, Any], width: int) -> None:
    """Draw columns over cells of the book, from a cell on as many rows high, `width` pixels wide."""
    drawn = book.add_chart({"type": "column", **({"subtype": "stacked"} if chart["stacked"] else {})})
    for series, (pattern, colour) in zip(chart["series"], cycle(FILLS)):
        filled = {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "#ffffff"}} if pattern else {}
        drawn.add_series({**series, "gap": 60, "fill": {"color": colour}, "border": {"color": colour}, **filled})
    if len(chart["series"]) == 1:
        drawn.set_legend({"none": True})
    else:
        drawn.set_legend({"position": "bottom"})
    drawn.set_title({"name": chart["title"], "name_font": {"size": 11}, "overlay": False})
    drawn.set_y_axis({"num_format": "#,##0", "name": chart["unit"], "major_gridlines": {"visible": True}})
    drawn.set_x_axis({"label_position": "low"})
    drawn.set_size({"width": width - INSET, "height": chart["rows"] * ROW_HEIGHT * PIXELS_PER_POINT})
    told = f"{chart['title']}, {chart['unit']}: the numbers stand in the cells of this sheet"
    page.insert_chart(*chart["at"], drawn, {"object_position": 2, "x_offset": INSET, "description": told})
