"""Lays out what moved a saved quote: totals then and now, numbers by their effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.look import ROWS, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import all_digits
from recyc_cli.render.page import TOTAL, Cell, Page, block, row
from recyc_cli.render.text import clean
from recyc_cli.render.words import setting, subject, terms
from recyc_cli.report.names import label

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block

Report = dict[str, Any]
SHOWN = 20
"""Moves that a page spells out; the rest is one line."""
_WORDS = {"recyc": "the model itself", "other": "presets that gained or lost a number"}
_COLUMNS = ("path", "before", "after", "unit", "effect", "source")


def moves_page(report: Report, look: Look) -> Page:
    """Return the page of what moved."""
    scenario = report["scenario"]
    head = [f"{subject(scenario)}, {scenario['route']} route", *terms(report), *setting(report)]
    head.append(f"Amounts are {report['basis']['amounts']}; then: as quoted, now: with today's presets.")
    blocks = [_totals(report), _moves(report, look)]
    columns = dict(zip(_COLUMNS, _COLUMNS, strict=True)) if is_form(look.form, ROWS) else {}
    return with_notes(Page([clean(line) for line in head], blocks, [], columns=columns), report, look)


def _totals(report: Report) -> Block:
    rows = []
    for name, total in report["totals"].items():
        then, now = total["then"], total["now"]
        change = None if then is None or now is None else now - then
        rows.append(row(label(name), *(Cell(number, "one") for number in (then, now, change))))
    money = f"{report['scenario']['currency']}/t"
    return block("Then and now", (money, "then", "now", "change"), "<>>>", rows)


def _moves(report: Report, look: Look) -> Block:
    """Return the moves, largest effect first, those beyond the first ones together; for programs each by its path."""
    ranked = sorted(report["moves"], key=lambda move: -abs(move["effect"]))
    shown, rest = (report["moves"], []) if is_form(look.form, ROWS) else (ranked[:SHOWN], ranked[SHOWN:])
    rows = [
        row(
            Cell(move["path"], words=_WORDS.get(move["path"])),
            *(Cell(move[side], words=_value(move[side])) for side in ("before", "after")),
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
    rows.append(row("the whole change", "", "", "", Cell(total["now"] - total["then"], "one"), "", style=TOTAL))
    columns = ("what moved", "then", "now", "unit", f"margin, {report['scenario']['currency']}/t", "source")
    notes = ["Each takes its new value after those that stand before it by path; so the effects add up."]
    idle = report["without_effect"]
    if idle:
        notes.append(f"{idle} more {'number' if idle == 1 else 'numbers'} changed without effect on the margin.")
    return block("Why", columns, "<>><><", rows, notes)._replace(keys=_COLUMNS)


def _value(value: float | str | None) -> str:
    """Return a number to all its digits; of a number that is not there, what is said in its place."""
    return all_digits(value) if isinstance(value, float) else value or ""
