"""Writes the parts of an HTML document that needs no other file, script or network.

Text of users and presets stays text.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.chart.waterfall import MINUS
from recyc_cli.render.forms.html.style import STYLE
from recyc_cli.render.page import HEAD, TOTAL
from recyc_cli.render.text import clean, display_width, negative

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from recyc_cli.render.page import Block, Row
    from recyc_cli.render.pages.pictures import Figure
    from recyc_cli.render.references import Reference

    Inside = Callable[[Row, int], str]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
NUMBERS = "The picture as a table"
_SHORT = 16
"""Rows up to which a table stays on one sheet of paper."""
_HALF = 52
"""Characters up to which a table fits into half the width."""


class Tile(NamedTuple):
    """A key figure: its words, its number, its unit; whether a number below zero is a loss."""

    words: str
    number: str
    unit: str
    gain: bool = False


def document(title: str, parts: Iterable[str]) -> str:
    """Return the whole file. `parts` are markup, everything else is text."""
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{text(title)}</title>",
        f"<style>\n{STYLE}\n</style>",
    )
    lines = ["<!DOCTYPE html>", '<html lang="en">', "<head>", *head, "</head>", "<body>", "<main>"]
    return "\n".join([*lines, *filter(None, parts), "</main>", "</body>", "</html>"]) + "\n"


def text(words: object) -> str:
    """Return text in which nothing is markup.

    >>> text('<b>"Ni" & Co</b>')
    '&lt;b&gt;&quot;Ni&quot; &amp; Co&lt;/b&gt;'
    """
    return escape(clean(words))


def header(title: str, lines: Iterable[str]) -> str:
    """Return the head of the report: what it is about, where and how."""
    return "\n".join(["<header>", f"<h1>{text(title)}</h1>", *(f"<p>{text(line)}</p>" for line in lines), "</header>"])


def section(title: str, parts: Iterable[str], kind: str = "") -> str:
    """Return a part of the report under its heading, or nothing where there is nothing in it."""
    inside = [part for part in parts if part]
    opened = f'<section class="{kind}">' if kind else "<section>"
    return "\n".join([opened, f"<h2>{text(title)}</h2>", *inside, "</section>"]) if inside else ""


def tiles(entries: Iterable[Tile]) -> str:
    """Return the key figures."""
    shown = "\n".join(
        f'<div class="tile{" minus" if each.gain and negative(each.number, ">") else ""}"><dt>{text(each.words)}</dt>'
        f"<dd>{text(each.number.replace('-', MINUS))} <span>{text(each.unit)}</span></dd></div>"
        for each in entries
    )
    return f'<dl class="tiles">\n{shown}\n</dl>'


def grid(blocks: Iterable[Block]) -> str:
    """Return tables in two columns where there is room."""
    return "\n".join(['<div class="grid">', *map(table, blocks), "</div>"])


def table(block: Block, inside: Inside | None = None) -> str:
    """Return a table with its title and notes; `inside` writes what stands in a cell, given its row and column."""
    kind = "block" + " short" * (len(block.rows) <= _SHORT) + " broad" * (_characters(block) > _HALF)
    lines = [f'<div class="{kind}">']
    lines += [f"<h3>{text(block.title)}</h3>"] if block.title else []
    lines += ['<div class="scroll">', "<table>", *_columns(block), "<tbody>"]
    lines += [_row(row, block, inside or _as_text) for row in block.rows]
    lines += ["</tbody>", "</table>", "</div>"]
    lines += [f'<p class="note">{text(note)}</p>' for note in block.notes]
    return "\n".join([*lines, "</div>"])


def _characters(block: Block) -> int:
    """Return the characters that the widest cells of a table's columns take side by side."""
    cells = [block.columns, *(row.texts for row in block.rows if row.style != HEAD)]
    return sum(max(map(display_width, column)) for column in zip(*cells, strict=True))


def _columns(block: Block) -> list[str]:
    """Return the headings; the best column is marked in words as well as in colour."""
    if not any(block.columns):
        return []
    cells = "".join(
        f'<th scope="col"{_class(block, index)}>{text(name)}{" (best)" if index and index == block.best else ""}</th>'
        if name
        else f"<td{_class(block, index)}></td>"
        for index, name in enumerate(block.columns)
    )
    return ["<thead>", f"<tr>{cells}</tr>", "</thead>"]


def _as_text(row: Row, index: int) -> str:
    return indented(row.texts[index])


def _row(row: Row, block: Block, inside: Inside) -> str:
    """Return one row; a heading inside the table spans it."""
    if row.style == HEAD:
        return f'<tr class="head"><td colspan="{len(block.columns)}">{text(row.texts[0])}</td></tr>'
    cells = "".join(f"<td{_class(block, index)}>{inside(row, index)}</td>" for index in range(len(row.texts)))
    return f'<tr class="total">{cells}</tr>' if row.style == TOTAL else f"<tr>{cells}</tr>"


def _class(block: Block, index: int) -> str:
    """Return the classes of a cell: a number, of the best column."""
    names = ["number"] if block.align[index] == ">" else []
    names += ["best"] if index and index == block.best else []
    return f' class="{" ".join(names)}"' if names else ""


def indented(cell: str) -> str:
    """Return a cell's text, blanks before it kept."""
    return "&#8195;" * ((len(cell) - len(cell.lstrip())) // 2) + text(cell.strip())


def figure(entry: Figure) -> str:
    """Return a picture with its title, caption and table; what has no narrow form scrolls on a telephone."""
    wide = f'<div class="wide">{entry.wide}</div>\n<div class="narrow">{entry.narrow}</div>'
    inside = wide if entry.narrow else f'<div class="scroll">{entry.wide}</div>'
    kind = "" if entry.narrow else ' class="flow"'
    caption = f"<figcaption>{text(entry.caption)}</figcaption>"
    behind = f"<details>\n<summary>{NUMBERS}</summary>\n{table(entry.table)}\n</details>"
    return f"<figure{kind}>\n<h3>{text(entry.title)}</h3>\n{inside}\n{caption}\n{behind}\n</figure>"


def notes(lines: Iterable[str]) -> str:
    """Return the notes of a report as a list."""
    items = [f"<li>{text(line)}</li>" for line in lines]
    return section("Notes", ["\n".join(["<ul>", *items, "</ul>"])] if items else [])


def source_list(entries: Sequence[Reference]) -> str:
    """Return the sources as a list, their addresses as links."""
    items = [f"<li>{text(entry.entry)}{_link(entry.address)} <code>{text(entry.name)}</code></li>" for entry in entries]
    return section("Sources", ["\n".join(["<ol>", *items, "</ol>"])] if items else [])


def footer(words: str) -> str:
    """Return what ends a document."""
    return f'<footer class="muted"><p>{text(words)}</p></footer>'


def _link(address: str) -> str:
    return f' <a href="{text(address)}" rel="noreferrer">{text(address)}</a>' if address else ""
