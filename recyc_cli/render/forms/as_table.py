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

from recyc_cli.render.page import HEAD, TOTAL
from recyc_cli.render.pages.page_of import page_of
from recyc_cli.render.text import negative

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page, Row
    from recyc_cli.report.shapes.any_report import AnyReport

_ASCII = Box(str(HORIZONTALS).replace("\N{BOX DRAWINGS LIGHT HORIZONTAL}", "-"), ascii=True)
_NARROWEST, _WORD = 12, 16
"""The least width of a column of text, and of a word that stays whole in it."""
_TEXT_WIDTH = 100


def draw(report: AnyReport, look: Look) -> str:
    """Return a report as text, with escape sequences only if the look has colour."""
    out = StringIO()
    console = Console(
        file=out,
        width=look.width,
        color_system="standard" if look.colour else None,
        force_terminal=False,  # the look decides, not the environment
        no_color=False,
        legacy_windows=False,
    )
    _write(page_of(report, look), look, console)
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


def _table(block: Block, look: Look) -> Table:
    """Return one table: headings, rows, a rule before each total."""
    columns = [_column(block, index, look) for index in range(len(block.columns))]
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
        table.add_row(*_cells(row, block.align))
    return table


def _column(block: Block, index: int, look: Look) -> Column:
    """Return a column; where the terminal is too narrow, text beyond the first wraps, numbers and paths never do."""
    best = index > 0 and index == block.best
    mark = " \N{BLACK UP-POINTING TRIANGLE}" if look.unicode else " *"
    head = Text(block.columns[index] + mark * best, "bold green" if best else "dim")
    cells = [row.texts[index] for row in block.rows if row.style != HEAD]
    wide = max(cell_len(text) for text in (head.plain, *cells))
    word = max((cell_len(word) for text in cells for word in text.split()), default=0)
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


def _cells(row: Row, align: str) -> list[Text]:
    """Return the cells of a row: totals are bold, numbers below zero are red besides their minus sign."""
    if row.style == HEAD:
        return [Text(row.texts[0], "bold")]
    bold = "bold" if row.style == TOTAL else ""
    return [
        Text(cell, f"{bold} red".strip() if negative(cell, side) else bold)
        for cell, side in zip(row.texts, align, strict=True)
    ]
