"""Tables with rules and colour for a terminal.

Drawn here: importing rich and drawing a quote with it takes five times as long as `python -c pass`, this a tenth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.page import HEAD, TOTAL, display_width, negative, pad, wrap

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page, Row

_GAP = 3
_NARROWEST = 12
_TEXT_WIDTH = 100
_CODES = {"bold": "\x1b[1m", "dim": "\x1b[2m", "red": "\x1b[31m", "bold red": "\x1b[1;31m", "green": "\x1b[1;32m"}
_RESET = "\x1b[0m"


def draw(page: Page, look: Look) -> str:
    """Return the page as text, with escape sequences only if the look has colour."""
    lines = [_styled(line, "bold" if index == 0 else "", look) for index, line in _wrapped(page.head, look)]
    for block in page.blocks:
        lines += ["", *_block(block, look)]
        lines += [_styled(line, "dim", look) for _, line in _wrapped(block.notes, look)]
    if page.notes:
        lines += ["", _styled("Notes", "bold", look)]
        lines += [line for _, line in _wrapped(["- " + note for note in page.notes], look)]
    return "\n".join(lines).strip("\n") + "\n"


def _wrapped(texts: list[str], look: Look) -> list[tuple[int, str]]:
    """Return texts in lines, each with the number of its text."""
    width = min(look.width, _TEXT_WIDTH)
    return [(index, line) for index, text in enumerate(texts) for line in wrap(text, width, "  ")]


def _styled(text: str, style: str, look: Look) -> str:
    """Return text in a style, if the look has colour and there is anything to see."""
    return f"{_CODES[style]}{text}{_RESET}" if style and look.colour and text.strip() else text


def _block(block: Block, look: Look) -> list[str]:
    """Return one table: title, headings, rows, a rule before each total."""
    mark = " \N{BLACK UP-POINTING TRIANGLE}" if look.unicode else " *"
    heads = tuple(name + mark if index and index == block.best else name for index, name in enumerate(block.columns))
    widths = _widths(heads, block, look)
    rule = ("\N{BOX DRAWINGS LIGHT HORIZONTAL}" if look.unicode else "-") * (sum(widths) + _GAP * (len(widths) - 1))
    lines = [_styled(block.title, "bold", look)] if block.title else []
    if any(heads):
        styles = ["green" if index and index == block.best else "dim" for index in range(len(heads))]
        lines += [*_cells(heads, styles, widths, block.align, look), rule]
    for index, row in enumerate(block.rows):
        if row.style == TOTAL and index:
            lines.append(rule)
        if row.style == HEAD:
            lines.append(_styled(row.cells[0], "bold", look))
        else:
            lines += _cells(row.cells, _styles(row, block.align), widths, block.align, look)
    return lines


def _styles(row: Row, align: str) -> list[str]:
    """Return the style of each cell: totals are bold, numbers below zero are red besides their minus sign."""
    bold = "bold" if row.style == TOTAL else ""
    return [
        f"{bold} red".strip() if negative(cell, side) else bold for cell, side in zip(row.cells, align, strict=True)
    ]


def _widths(heads: tuple[str, ...], block: Block, look: Look) -> list[int]:
    """Return the width of each column; where the terminal is too narrow, text beyond the first column wraps."""
    cells = [heads, *(row.cells for row in block.rows if row.style != HEAD)]
    widths = [max(display_width(line[index]) for line in cells) for index in range(len(heads))]
    spare = look.width - sum(widths) - _GAP * (len(widths) - 1)
    texts = [index for index, side in enumerate(block.align) if index and side == "<"]
    while spare < 0 and texts:
        widest = max(texts, key=lambda index: widths[index])
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        spare += 1
    return widths


def _cells(cells: tuple[str, ...], styles: list[str], widths: list[int], align: str, look: Look) -> list[str]:
    """Return a row's lines: more than one where a text has to wrap."""
    columns = [
        wrap(cell, width) if display_width(cell) > width else [cell] for cell, width in zip(cells, widths, strict=True)
    ]
    lines = []
    for number in range(max(map(len, columns))):
        parts = [
            _styled(pad(column[number] if number < len(column) else "", width, side), style, look)
            for column, style, width, side in zip(columns, styles, widths, align, strict=True)
        ]
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines
