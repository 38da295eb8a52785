"""Lays out what is told of a code: what it says and means, an example, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.look import FULL, ROWS, is_form
from recyc_cli.render.page import block, listing, page_of_blocks, row
from recyc_cli.render.text import shell_lines, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes.lists import CodeReport, Step

COLUMNS = ("code", "kind", "exit_code", "title", "says", "means", "example", "what", "command")
INDENT = "  "
WIDEST = 34
"""Columns of words that commands may stand beside."""


def code_page(report: CodeReport, look: Look) -> Page:
    """Return the page of a code; for programs a record a step."""
    exits = f", exit code {report['exit_code']}" if report["kind"] == "error" else ""
    head = [f"{report['code']}  {'an error' if exits else 'a note'}{exits}: {report['title']}"]
    if is_form(look.form, ROWS):
        rows = [{**report, **step} for step in report["do"]]
        return page_of_blocks(head, [listing(COLUMNS, rows)], [], columns=COLUMNS)
    room = 10_000 if is_form(look.form, FULL) else min(look.width, 80)
    blocks = [_lines("What it says", _wrapped(report["says"], room))] if report["says"] else []
    blocks.append(_lines("What it means", _wrapped(report["means"], room)))
    example = [line for file in report["files"] for line in (f"{file['name']}:", *_inside(file["text"]), "")]
    example += shell_lines(f"$ {report['example']}", room - len(INDENT)) if report["example"] else []
    blocks += [_lines("For example", example)] if example else []
    return page_of_blocks(head, [*blocks, _steps(report["do"], room)], [])


def _wrapped(text: str, room: int) -> list[str]:
    return wrap(text, room - len(INDENT))


def _inside(text: str) -> list[str]:
    return [INDENT + line for line in text.strip("\n").split("\n")]


def _lines(title: str, lines: Iterable[str]) -> Block:
    return block(title, ("",), "<", [row(INDENT + line) for line in lines])


def _steps(steps: list[Step], room: int) -> Block:
    """Return what to do: commands beside the words where all have room, else below them."""
    title, wide = "What to do", max(len(step["what"]) for step in steps)
    longest = max(len(step["command"]) for step in steps)
    if wide <= WIDEST and len(INDENT) + wide + len("   ") + longest <= room:
        rows = [row(INDENT + step["what"], step["command"]) for step in steps]
        return block(title, ("", ""), "<<", rows)
    lines: list[str] = []
    for step in steps:
        lines += _wrapped(step["what"], room)
        lines += [INDENT + part for part in shell_lines(step["command"], room - 2 * len(INDENT)) if part]
    return _lines(title, lines)
