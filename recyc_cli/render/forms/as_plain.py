"""Writes aligned text without boxes or colour, one record a line.

For pipes, mails and `grep`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.notes import caution_lines
from recyc_cli.render.page import HEAD
from recyc_cli.render.render import page_of
from recyc_cli.render.text import display_width, pad, wrap

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block
    from recyc_cli.report.shapes.any_report import AnyReport

_GAP = "  "


def draw(report: AnyReport, look: Look) -> str:
    """Return a report as text."""
    page = page_of(report, look)
    if page.answers:
        from recyc_cli.render.forms.as_screen import draw_screen

        return draw_screen(page, look)
    lines = [line for text in page.head for line in wrap(text, look.width, "  ")]
    for block in page.blocks:
        lines += ["", *_block(block, look)]
    if page.notes:
        lines += ["", "Notes"]
        lines += [line for note in page.notes for line in wrap("- " + note, look.width, "  ")]
    if page.references:
        from recyc_cli.render.references import SOURCES, reference_lines

        lines += ["", SOURCES, *reference_lines(page.references)]
    lines += ["", *wrap(page.origin, look.width, "  ")] if page.origin else []
    lines += ["", *caution_lines(page, look.width)] if page.cautions else []
    return "\n".join(lines).lstrip("\n") + "\n"


def _block(block: Block, look: Look) -> list[str]:
    """Return one table: title, headings, rows."""
    columns = block.columns
    cells = [columns, *(row.texts for row in block.rows if row.style != HEAD)]
    widths = [max(display_width(line[index]) for line in cells) for index in range(len(columns))]
    lines = [*wrap(block.title, look.width, "  ")] if block.title else []
    if any(columns):
        lines.append(_line(columns, widths, block.align))
    lines += [row.texts[0] if row.style == HEAD else _line(row.texts, widths, block.align) for row in block.rows]
    return lines + [line for note in block.notes for line in wrap(note, look.width, "  ")]


def _line(cells: tuple[str, ...], widths: list[int], align: str) -> str:
    """Return one aligned line."""
    return _GAP.join(map(pad, cells, widths, align)).rstrip()
