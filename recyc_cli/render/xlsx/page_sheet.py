"""Lays out a page as a sheet: the tables that people read.

Every number is a number, or a formula where the report was traced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from recyc_cli.model.numbers.traced import Traced, plain
from recyc_cli.render.page import HEAD, TOTAL
from recyc_cli.render.xlsx.sheet import Sheet
from recyc_cli.report.walk import with_ends

if TYPE_CHECKING:
    from recyc_cli.render.page import Block, Cell, Chart, Page

T = TypeVar("T")
WORDS, NUMBER, HEADED = 30.0, 14.0, 18.0
"""Widths of a column of words, of one of numbers, and of one of numbers under a name [characters]."""
NARROW, LEAST = 3, 7
"""Columns of a table beside which a picture has room, and of a sheet."""


class Live(float):
    """A number of a traced report: text and decisions take it as any other, a sheet writes its formula."""

    __slots__ = ("traced",)
    traced: Traced

    def __neg__(self) -> Live:
        return live_number(-self.traced)


def live_number(traced: Traced) -> Live:
    """Return a traced number that is told as any other."""
    number = Live(plain(traced))
    number.traced = traced
    return number


def live(tree: T) -> T:
    """Return a traced report whose numbers are told as any others; what is missing here (NaN) may be there later.

    >>> from recyc_cli.model.numbers.traced import Leaf
    >>> [number] = live([Leaf("region.wage", 20.0, "USD/h") * 2.0])
    >>> f"{number:.2f}", number > 30.0, (-number).traced.op
    ('40.00', True, 'neg')
    """
    return with_ends(tree, lambda end: live_number(end) if isinstance(end, Traced) else end)


def page_sheet(name: str, page: Page) -> Sheet:
    """Return a page as one sheet.

    A picture stands beside the narrow tables that follow its own, else below it. The columns of a single table stay
    in sight.
    """
    single, wide = len(page.blocks) == 1, max(len(block.columns) for block in page.blocks)
    sheet = Sheet(name, [WORDS, *_widths(page, wide)])
    sheet.one_page, sheet.frozen, sheet.landscape = True, (1, 0), single
    for index, line in enumerate(page.head):
        sheet.line([line], ["muted" if index else "title"])
    picture: tuple[dict[str, Any], int] | None = None
    for block in page.blocks:
        if picture and len(block.columns) > NARROW:
            _hang(sheet, *picture)
            picture = None
        head = _table(sheet, block)
        if single:
            sheet.frozen, sheet.repeated = (head + 1, 1), head
        if block.chart:
            picture = (_drawn(sheet, block.chart, head, len(block.columns) - 1), sheet.row + 1)
    if picture:
        _hang(sheet, *picture)
    _notes(sheet, page)
    return sheet


def _widths(page: Page, wide: int) -> list[float]:
    """Return the widths of all columns but the first; the last one of a long table may hold words."""
    if len(page.blocks) == 1:
        return [HEADED] * (wide - 1)
    worded = any(len(block.columns) == wide > NARROW and block.align[-2:] == "<<" for block in page.blocks)
    return [NUMBER] * (wide - 2) + [WORDS] if worded else [NUMBER] * (max(wide, LEAST) - 1)


def _table(sheet: Sheet, block: Block) -> int:
    """Write a table below a blank row, its notes below it; return the row of the names of its columns."""
    sheet.row += 1
    if block.title:
        sheet.line([block.title], ["heading"])
    head = sheet.row
    if any(block.columns):
        sheet.line(block.columns, ["column", *["column-right"] * (len(block.columns) - 1)])
    for each in block.rows:
        if each.style == HEAD:
            sheet.line(each.texts[:1], ["bold"])
            continue
        total = "total " if each.style == TOTAL else ""
        sides = zip(each.cells, each.texts, block.align, strict=True)
        placed = [(*_content(cell, text), side) for cell, text, side in sides]
        styles = [total + (style or _beside(index, side)) for index, (_, style, side) in enumerate(placed)]
        sheet.line([content for content, _, _ in placed], styles)
    for note in block.notes:
        sheet.paragraph(note)
    return head


def _content(cell: Cell, text: str) -> tuple[Any, str]:
    """Return what a cell holds and the style of its number: a number, what is missing as a blank, else text."""
    if cell.value is None or (isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)):
        return getattr(cell.value, "traced", cell.value), cell.how.replace(" ", "-") or "general"
    return text, ""


def _beside(index: int, side: str) -> str:
    """Return the style of a text by its column."""
    return "text" if not index else "right" if side == ">" else "unit"


def _drawn(sheet: Sheet, chart: Chart, head: int, columns: int) -> dict[str, Any]:
    """Return a picture of some rows of the table below a head."""
    series = [
        {
            "name": [sheet.name, row, 0],
            "categories": [sheet.name, head, 1, head, columns],
            "values": [sheet.name, row, 1, row, columns],
        }
        for row in (head + 1 + index for index in chart.rows)
    ]
    return {"title": chart.title, "unit": chart.unit, "stacked": chart.stacked, "series": series}


def _hang(sheet: Sheet, picture: dict[str, Any], first: int) -> None:
    """Place a picture beside the tables that were written since its own, or below it where there are none."""
    if sheet.row < first:
        sheet.chart(picture)
    else:
        sheet.chart_beside(picture, first, NARROW)


def _notes(sheet: Sheet, page: Page) -> None:
    """Write the notes of a page, each over all columns."""
    if page.notes:
        sheet.row += 1
        sheet.line(["Notes"], ["heading"])
    for note in page.notes:
        sheet.paragraph(note)
