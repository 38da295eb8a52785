"""Writes Markdown that any viewer draws; text of users and presets is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.page import HEAD, TOTAL
from recyc_cli.render.render import page_of

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Row
    from recyc_cli.render.references import Reference
    from recyc_cli.report.shapes.any_report import AnyReport

_ESCAPED = "\\`*_[]<>|#~"


def draw(report: AnyReport, look: Look) -> str:
    """Return a report as Markdown."""
    page, lines = page_of(report, look), []
    if page.head:
        lines = [f"# {escape(page.head[0])}", "", *(escape(line) + "  " for line in page.head[1:])]
    for block in page.blocks:
        lines += ["", *_block(block)]
    if page.notes:
        lines += ["", "## Notes", "", *(f"- {escape(note)}" for note in page.notes)]
    if page.references:
        lines += ["", "## Sources", "", *(f"- {_source(entry)}" for entry in page.references)]
    lines += ["", escape(page.origin)]
    return "\n".join(lines).strip("\n") + "\n"


def _source(entry: Reference) -> str:
    """Return a source with its address as a link."""
    address = f" <{entry.address}>" if entry.address else ""
    return f"{escape(entry.entry)}{address} ({escape(entry.name)})"


def escape(text: str) -> str:
    r"""Return text in which nothing is markup.

    >>> escape("a|b *c*")
    'a\\|b \\*c\\*'
    """
    return "".join("\\" + char if char in _ESCAPED else char for char in text)


def _block(block: Block) -> list[str]:
    """Return one table with its title."""
    best = block.best or -1
    heads = [escape(name) + (" \\*" if index == best else "") for index, name in enumerate(block.columns)]
    lines = [f"## {escape(block.title)}", ""] if block.title else []
    lines += [_line(heads), _line(["---:" if side == ">" else "---" for side in block.align])]
    lines += [_line(_cells(row, len(block.columns))) for row in block.rows]
    return lines + [text for note in block.notes for text in ("", escape(note))]


def _cells(row: Row, count: int) -> list[str]:
    """Return a row's cells; totals and headings inside the table are bold."""
    cells = [escape(cell) for cell in row.texts] + [""] * (count - len(row.texts))
    return [f"**{cell}**" if cell else "" for cell in cells] if row.style in (HEAD, TOTAL) else cells


def _line(cells: list[str]) -> str:
    """Return one line of a table."""
    return "| " + " | ".join(cells) + " |"
