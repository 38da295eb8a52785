"""Lays out what moved a saved quote: totals then and now, numbers by their effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.numbers import NONE, all_digits, fixed
from recyc_cli.render.page import TOTAL, Page, block, row
from recyc_cli.render.text import clean
from recyc_cli.render.words import setting, subject, terms
from recyc_cli.report.names import label

if TYPE_CHECKING:
    from recyc_cli.render.page import Block

Report = dict[str, Any]
SHOWN = 20
"""Moves that a page spells out; the rest is one line."""
_WORDS = {"recyc": "the model itself", "other": "presets that gained or lost a number"}
_COLUMNS = ("path", "before", "after", "unit", "effect", "source")


def moves_page(report: Report) -> Page:
    """Return the page of what moved."""
    scenario = report["scenario"]
    head = [f"{subject(scenario)}, {scenario['route']} route", *terms(report), *setting(report)]
    head.append(f"Amounts are {report['basis']['amounts']}; then: as quoted, now: with today's presets.")
    notes = [f"{note['message']} [{note['code']}]" for note in report["warnings"]]
    return Page([clean(line) for line in head], [_totals(report), _moves(report)], [clean(note) for note in notes])


def moves_records(report: Report) -> Report:
    """Return the moves as a list of records, for CSV."""
    return {"columns": [(key, key, "<") for key in _COLUMNS], "rows": report["moves"]}


def _totals(report: Report) -> Block:
    rows = []
    for name, total in report["totals"].items():
        then, now = total["then"], total["now"]
        change = NONE if then is None or now is None else fixed(now - then, 1)
        rows.append(row(label(name), fixed(then, 1), fixed(now, 1), change))
    money = f"{report['scenario']['currency']}/t"
    return block("Then and now", (money, "then", "now", "change"), "<>>>", rows)


def _moves(report: Report) -> Block:
    """Return the moves, largest effect first; those beyond the first ones together."""
    ranked = sorted(report["moves"], key=lambda move: -abs(move["effect"]))
    shown, rest = ranked[:SHOWN], ranked[SHOWN:]
    rows = [
        row(
            _WORDS.get(move["path"], move["path"]),
            _value(move["before"]),
            _value(move["after"]),
            move["unit"] or "",
            fixed(move["effect"], 1),
            move["source"] or "",
        )
        for move in shown
    ]
    if rest:
        rows.append(row(f"{len(rest)} smaller ones", "", "", "", fixed(sum(move["effect"] for move in rest), 1), ""))
    total = report["totals"]["margin"]
    if not ranked:
        return block("Why", ("",), "<", [row("nothing that the margin depends on has moved")])
    rows.append(row("the whole change", "", "", "", fixed(total["now"] - total["then"], 1), "", style=TOTAL))
    columns = ("what moved", "then", "now", "unit", f"margin, {report['scenario']['currency']}/t", "source")
    notes = ["Each takes its new value after those that stand before it by path; so the effects add up."]
    idle = report["without_effect"]
    if idle:
        notes.append(f"{idle} more {'number' if idle == 1 else 'numbers'} changed without effect on the margin.")
    return block("Why", columns, "<>><><", rows, notes)


def _value(value: float | str | None) -> str:
    """Return a number to all its digits; of a number that is not there, what is said in its place."""
    return all_digits(value) if isinstance(value, float) else value or ""
