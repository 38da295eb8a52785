"""Lays out what is told of a code: what it says and means, an example, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.look import FULL, ROWS, is_form
from recyc_cli.render.page import Cell, block, listing, page_of_blocks, row
from recyc_cli.render.pages.screen.caption import in_lines, place_and_day
from recyc_cli.render.text import shell_lines, wrap
from recyc_cli.render.words import subjects

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes.studies.codes import CodeReport, Step

COLUMNS = ("code", "kind", "exit_code", "title", "says", "means", "example", "what", "command")
INDENT = "  "
HANG = "  "
AS_IT_IS = "as in the example"
WIDEST = 34
"""Columns of words that commands may stand beside."""


def code_page(report: CodeReport, look: Look) -> Page:
    """Return the page of a code; for programs a record a step."""
    exits = f", exit code {report['exit_code']}" if report["kind"] == "error" else ""
    about = f"an error{exits}: {report['title']}" if exits else f"a note, {report['title']}"
    head = [f"{report['code']} \N{MIDDLE DOT} {about}"]
    if is_form(look.form, ROWS):
        rows = [{**report, **step} for step in report["do"]]
        return page_of_blocks(head, [listing(COLUMNS, rows)], [], columns=COLUMNS)
    room = 10_000 if is_form(look.form, FULL) else min(look.width, 80)
    shown = shell_lines(f"$ {report['example']}", room - len(INDENT)) if report["example"] else []
    files = [line for file in report["files"] for line in (f"{file['name']}:", *_inside(file["text"]), "")]
    quoted = report["scenario"] is not None
    said = wrap(f"! {report['told'] or report['says']}", room - len(INDENT), HANG) if report["says"] else []
    blocks = [_lines("What it says", [*(shown if quoted else []), *said])] if said else []
    blocks.append(_lines("What it means", _wrapped(report["means"], room)))
    blocks += [_lines("For example", [*files, *shown])] if shown and not quoted else []
    blocks += [_matters(report)] if report["matters"] else []
    return page_of_blocks(head, [*blocks, _steps(report["do"], room)], [])


def _matters(report: CodeReport) -> Block:
    """Return how much a note matters: what is left in its example, as it is and with what the note asks for."""
    scenario, basis = report["scenario"], report["basis"]
    assert scenario is not None  # noqa: S101 - what matters was quoted
    assert basis is not None  # noqa: S101
    feed = "paid for it" if scenario["seat"] == "holder" else "feed price"
    whose = report.get("whose", {})
    limits = any(each["breakeven_feed_price"] is not None for each in report["matters"])
    rows = [
        row(
            INDENT + (whose.get(each["given"]) or each["given"] or AS_IT_IS),
            *(
                Cell(value, "whole", scenario["currency"]) if value is not None else Cell(None, "", "", "-")
                for value in (each["feed_price"], each["margin"], each["breakeven_feed_price"])[: 2 + limits]
            ),
        )
        for each in report["matters"]
    ]
    where = place_and_day(scenario, basis["price_date"], report.get("titles", {}))
    of = f"{subjects(scenario)} by {scenario['route']}, {scenario['currency']} per tonne"
    columns = ("", feed, "margin", "pay at most")[: 3 + limits]
    return block(f"How much it matters: {of}", columns, "<" + ">" * (len(columns) - 1), rows, in_lines(where))


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
