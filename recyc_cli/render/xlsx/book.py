"""Writes sheets to a workbook file, with their formulas."""

from __future__ import annotations

from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING, Any

from recyc_cli.model.numbers.traced import Leaf, Traced, plain
from recyc_cli.render.chart import svg
from recyc_cli.render.text import clean
from recyc_cli.render.xlsx.formulas import NONE, formulas
from recyc_cli.render.xlsx.sheet import Formula
from recyc_cli.render.xlsx.styles import properties_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.render.xlsx.sheet import Cell, Sheet

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
BOLD = 1.05
"""Width of a bold letter, on average [characters of a column's width]."""


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

    class AsItIs(xlsxwriter.worksheet.Worksheet):  # type: ignore[misc]
        """A worksheet that takes formulas as they are: they hold no functions of later Excels to look for, 29 each."""

        def _prepare_formula(self, formula: str, *_: object) -> str:
            return formula.removeprefix("=")

    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        # A fixed date: the same quote gives the same bytes.
        book.set_properties({"title": clean(title), "created": datetime(2000, 1, 1, tzinfo=UTC)})
        formats: dict[str, Any] = {}
        pages = [(sheet, book.add_worksheet(sheet.name, AsItIs)) for sheet in sheets]
        for sheet, page in pages:
            for cell in sheet.cells:
                if cell.style not in formats:
                    formats[cell.style] = book.add_format(properties_of(cell.style))
                _write(page, cell, sheet, formats[cell.style], homes, texts)
            _set_up(sheet, page)
            for row, lines, text, style in sheet.spans:
                look = formats.setdefault(f"{style} wrapped", None) or book.add_format(
                    properties_of(f"{style} wrapped")
                )
                page.merge_range(row, 0, row, len(sheet.widths) - 1, "", look)
                page.write_string(row, 0, clean(text), look)
                page.set_row(row, lines * LINE_HEIGHT)
            for chart in sheet.charts:
                _draw(book, page, chart, _pixels(sheet.widths[chart["at"][1] :]))
    return held.getvalue()


def _write(
    page: Any,  # noqa: ANN401 - a worksheet of XlsxWriter
    cell: Cell,
    sheet: Sheet,
    look: Any,  # noqa: ANN401 - a format of XlsxWriter
    homes: dict[int, str],
    texts: dict[int, str],
) -> None:
    """Write a cell: text stays text whatever it begins with, a traced number is its formula or its home's address."""
    content = cell.content
    if isinstance(content, Traced):
        home = homes[content.index]
        at_home = home == sheet.address(cell.row, cell.column)
        value = plain(content)
        if at_home and isinstance(content, Leaf):
            page.write_number(cell.row, cell.column, value, look)
            return
        text = texts[content.index] if at_home else home
        known = value if value == value else NONE  # noqa: PLR0124 - NaN is what differs from itself
        page.write_formula(cell.row, cell.column, f"={text.replace(sheet.prefix, '')}", look, known)
    elif content == "":
        page.write_blank(cell.row, cell.column, None, look)
    elif isinstance(content, str):
        page.write_string(cell.row, cell.column, clean(content), look)
    elif isinstance(content, Formula):
        page.write_formula(cell.row, cell.column, f"={content.text}", look, float(content))
    else:
        page.write_number(cell.row, cell.column, content, look)


def _set_up(sheet: Sheet, page: Any) -> None:  # noqa: ANN401 - a worksheet of XlsxWriter
    """Set widths, what stays in sight, and how it is printed."""
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.freeze_panes(*sheet.frozen)
    page.hide_gridlines(2)
    page.set_default_row(ROW_HEIGHT)
    if any(cell.row == 0 and "title" in cell.style for cell in sheet.cells):
        page.set_row(0, TITLE_HEIGHT)
    for row, lines in _tall(sheet).items():
        page.set_row(row, LINE_HEIGHT * lines)
    if sheet.filtered:
        first, last = sheet.filtered
        page.autofilter(first, 0, sheet.row - 1, last)
    _set_up_paper(sheet, page)


def _set_up_paper(sheet: Sheet, page: Any) -> None:  # noqa: ANN401 - a worksheet of XlsxWriter
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


def _pixels(widths: list[float]) -> int:
    """Return how wide some columns are together, in a font whose digits are seven pixels wide."""
    return sum(int(7.0 * width + 5.0) for width in widths)


def _tall(sheet: Sheet) -> dict[int, int]:
    """Return the rows that take several lines, with how many."""
    found: dict[int, int] = {}
    for cell in sheet.cells:
        if isinstance(cell.content, str) and ("column" in cell.style or "wrapped" in cell.style):
            letter = BOLD if "column" in cell.style else 1.0
            lines = 1 + int(len(cell.content) * letter / sheet.widths[cell.column])
            found[cell.row] = max(lines, found.get(cell.row, 1))
    return {row: lines for row, lines in found.items() if lines > 1}


def _draw(book: Any, page: Any, chart: dict[str, Any], width: int) -> None:  # noqa: ANN401 - of XlsxWriter
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
