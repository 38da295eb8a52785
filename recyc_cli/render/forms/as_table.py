"""Writes tables with rules and colour for a terminal, drawn by rich.

Text of users and presets is never read as markup.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.box import HORIZONTALS, Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from recyc_cli.render.notes import caution_lines
from recyc_cli.render.page import GAP, HEAD, TOTAL
from recyc_cli.render.references import SOURCES, reference_lines
from recyc_cli.render.text import wrap

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page, Row

_ASCII = Box(str(HORIZONTALS).replace("\N{BOX DRAWINGS LIGHT HORIZONTAL}", "-"), ascii=True)
_NARROWEST, _WORD = 12, 16
"""The least width of a column of text, and of a word that stays whole in it."""
_TEXT_WIDTH = 100


def draw_page(page: Page, look: Look) -> str:
    """Return a page as text, with escape sequences only if the look has colour."""
    out = StringIO()
    console = Console(
        file=out,
        width=look.width,
        color_system="standard" if look.colour else None,
        force_terminal=False,  # the look decides, not the environment
        no_color=False,
        legacy_windows=False,
    )
    _write(page, look, console)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n")).strip("\n") + "\n"


def _write(page: Page, look: Look, console: Console) -> None:
    """Write head, tables and notes to the console; text is kept to a width that reads well."""
    for index, line in enumerate(page.head):
        console.print(Text(line, "" if index else "bold"), width=_TEXT_WIDTH)
    for block in page.blocks:
        console.print()
        if block.title:
            console.print(Text(block.title, "bold"), width=_TEXT_WIDTH)
        console.print(_table(block, look), crop=False)
        for note in block.notes:
            console.print(Text(note, "dim"), width=_TEXT_WIDTH)
    if page.notes:
        notes = Table.grid("", Column(overflow="fold"), padding=(0, 1, 0, 0))
        for note in page.notes:
            notes.add_row("-", Text(note))
        console.print()
        console.print(Text("Notes", "bold"))
        console.print(notes, width=_TEXT_WIDTH)
    width = min(look.width, _TEXT_WIDTH)
    sources = [Text(SOURCES, "bold"), *map(Text, reference_lines(page.references, width))] if page.references else []
    origin = [Text(part, "dim") for part in wrap(page.origin, width, "  ")] if page.origin else []
    for below in (sources, origin, [*map(Text, caution_lines(page, width))]):
        for text in [Text(""), *below] if below else ():
            console.print(text)


def _table(block: Block, look: Look) -> Table:
    """Return one table: headings, rows, a rule before each total."""
    columns = [_column(block, index) for index in range(len(block.columns))]
    if sum(column.min_width or 0 for column in columns) + GAP * (len(columns) - 1) > look.width:
        columns[0].no_wrap, columns[0].min_width = False, _longest_word(block, 0)
    table = Table(
        *columns,
        box=HORIZONTALS if look.unicode else _ASCII,
        show_header=any(block.columns),
        show_edge=False,
        pad_edge=False,
        header_style="",
    )
    for index, row in enumerate(block.rows):
        if row.style == TOTAL and index:
            table.add_section()
        table.add_row(*_cells(row))
    return table


def _column(block: Block, index: int) -> Column:
    """Return a column; where there is no room, text beyond the first wraps, numbers and paths never do."""
    head = Text(block.columns[index], "dim")
    cells = [row.texts[index] for row in block.rows if row.style != HEAD]
    wide = max(cell_len(text) for text in (head.plain, *cells))
    word = _longest_word(block, index)
    quiet = 0 < index == block.quiet
    wraps = index > 0 and block.align[index] == "<" and not quiet
    return Column(
        head,
        justify="right" if block.align[index] == ">" else "left",
        overflow="fold",
        no_wrap=not wraps,
        min_width=min(wide, max(_NARROWEST, min(word, _WORD))) if wraps else wide,
        style="dim" if quiet else "",
    )


def _longest_word(block: Block, index: int) -> int:
    """Return the columns that the longest word of a column takes."""
    cells = [row.texts[index] for row in block.rows if row.style != HEAD]
    return max((cell_len(word) for text in cells for word in text.split()), default=0)


def _cells(row: Row) -> list[Text]:
    """Return the cells of a row, bold in totals; a saving is below zero too, so that the sign alone says it."""
    if row.style == HEAD:
        return [Text(row.texts[0], "bold")]
    bold = "bold" if row.style == TOTAL else ""
    return [Text(cell, bold) for cell in row.texts]
