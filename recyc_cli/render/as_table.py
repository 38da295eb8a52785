"""Tables with rules and colour for a terminal, by rich. Markup is off: a `[` in a name is a `[`."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from recyc_cli.render.page import HEAD, TOTAL, negative, wrap

if TYPE_CHECKING:
    from recyc_cli.render.page import Block, Look, Page, Row

_ROW_STYLES = {"": "", HEAD: "bold", TOTAL: "bold"}


def draw(page: Page, look: Look) -> str:
    """Return the page as text, with escape sequences only if the look has colour."""
    console = Console(
        file=StringIO(),
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        width=look.width,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    with console.capture() as capture:
        _print(console, page, look)
    lines = (line.rstrip() for line in capture.get().split("\n"))
    return "\n".join(lines).strip("\n") + "\n"


def _print(console: Console, page: Page, look: Look) -> None:
    """Print heading, tables and notes."""
    for index, text in enumerate(page.head):
        for line in wrap(text, min(look.width, 100), "  "):
            console.print(Text(line, style="bold" if index == 0 else ""), soft_wrap=True)
    for block in page.blocks:
        console.print()
        if block.title:
            console.print(Text(block.title, style="bold"), soft_wrap=True)
        console.print(_table(block, look))
        for note in block.notes:
            for line in wrap(note, min(look.width, 100), "  "):
                console.print(Text(line, style="dim"), soft_wrap=True)
    if page.notes:
        console.print()
        console.print(Text("Notes", style="bold"))
    for note in page.notes:
        for line in wrap("- " + note, min(look.width, 100), "  "):
            console.print(Text(line), soft_wrap=True)


def _table(block: Block, look: Look) -> Table:
    """Return one table; the best column carries a mark."""
    rules = box.HORIZONTALS if look.unicode else box.ASCII2
    headed = any(block.columns)
    table = Table(box=rules, show_edge=False, pad_edge=False, show_header=headed, header_style="dim")
    mark = " \N{BLACK UP-POINTING TRIANGLE}" if look.unicode else " *"
    for index, (name, side) in enumerate(zip(block.columns, block.align, strict=True)):
        best = bool(index) and index == block.best
        heading = Text(name + mark, style="bold green") if best else Text(name)
        table.add_column(heading, justify="right" if side == ">" else "left", no_wrap=index == 0 or side == ">")
    for row in block.rows:
        if row.style == TOTAL:
            table.add_section()
        table.add_row(*_cells(row, block), style=_ROW_STYLES[row.style])
    return table


def _cells(row: Row, block: Block) -> list[Text]:
    """Return a row's cells; numbers below zero are red besides their minus sign."""
    return [
        Text(cell, style="red" if negative(cell, side) else "")
        for cell, side in zip(row.cells, block.align, strict=False)
    ]
