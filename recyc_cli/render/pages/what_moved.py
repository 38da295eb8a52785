"""Lays out what moved a saved quote: totals then and now, numbers by their effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.look import ROWS, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import all_digits
from recyc_cli.render.page import TOTAL, Cell, block, page_of_blocks, row
from recyc_cli.render.words import heading, setting, terms
from recyc_cli.report.names import label

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes.saved import MovesReport, ThenNow

SHOWN = 20
"""Moves that a page spells out; the rest is one line."""
_WORDS = {"recyc": "the model itself", "other": "presets that gained or lost a number"}
_COLUMNS = ("path", "before", "after", "unit", "effect", "source")


def moves_page(report: MovesReport, look: Look) -> Page:
    """Return the page of what moved."""
    scenario = report["scenario"]
    head = [heading(scenario), *terms(report), *setting(scenario, report["basis"])]
    head.append(f"Amounts are {report['basis']['amounts']}; then: as quoted, now: with today's presets.")
    blocks = [_totals(report), _moves(report, look)]
    columns = _COLUMNS if is_form(look.form, ROWS) else ()
    return with_notes(page_of_blocks(head, blocks, [], columns=columns), report, look)


def _totals(report: MovesReport) -> Block:
    rows = []
    for name, total in report["totals"].items():
        rows.append(row(label(name), *(Cell(each, "one") for each in (total["then"], total["now"], _change(total)))))
    money = f"{report['scenario']['currency']}/t"
    return block("Then and now", (money, "then", "now", "change"), "<>>>", rows)


def _change(total: ThenNow) -> float | None:
    """Return by how much a total has changed, where there is one on both days."""
    return None if total["then"] is None or total["now"] is None else total["now"] - total["then"]


def _moves(report: MovesReport, look: Look) -> Block:
    """Return the moves, largest effect first, those beyond the first ones together; for programs each by its path."""
    ranked = sorted(report["moves"], key=lambda move: -abs(move["effect"]))
    shown, rest = (report["moves"], []) if is_form(look.form, ROWS) else (ranked[:SHOWN], ranked[SHOWN:])
    rows = [
        row(
            Cell(move["path"], words=_WORDS.get(move["path"])),
            *(Cell(value, words=_value(value)) for value in (move["before"], move["after"])),
            Cell(move["unit"], words=move["unit"] or ""),
            Cell(move["effect"], "one"),
            Cell(move["source"], words=move["source"] or ""),
        )
        for move in shown
    ]
    if rest:
        rows.append(row(f"{len(rest)} smaller ones", "", "", "", Cell(sum(move["effect"] for move in rest), "one"), ""))
    total = report["totals"]["margin"]
    if not ranked:
        return block("Why", ("",), "<", [row("nothing that the margin depends on has moved")])
    rows.append(row("the whole change", "", "", "", Cell(_change(total), "one"), "", style=TOTAL))
    columns = ("what moved", "then", "now", "unit", f"margin, {report['scenario']['currency']}/t", "source")
    notes = ["Each takes its new value after those that stand before it by path; so the effects add up."]
    idle = report["without_effect"]
    if idle:
        notes.append(f"{idle} more {'number' if idle == 1 else 'numbers'} changed without effect on the margin.")
    return block("Why", columns, "<>><><", rows, notes)._replace(keys=_COLUMNS)


def _value(value: float | str | None) -> str:
    """Return a number to all its digits; of a number that is not there, what is said in its place."""
    return all_digits(value) if isinstance(value, float) else value or ""
