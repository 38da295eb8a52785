"""Lays out what makes the difference between two quotes, by stage and by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.numbers import few_digits, fixed
from recyc_cli.render.page import TOTAL, block, row
from recyc_cli.render.pages.explain.tree import unit_of
from recyc_cli.render.words import product
from recyc_cli.report.names import label

if TYPE_CHECKING:
    from recyc_cli.render.page import Block

Report = dict[str, Any]
LINES = 20
"""Lines of a difference told one by one unless all are asked for."""


UNIT = "_unit"
"""Ends the key of the unit that an amount of the scenario was given in."""


def differing_settings(report: Report) -> list[str]:
    """Return what the other quote has another of: `route pyro`, `region.wage=30`."""
    mine, other = report["scenario"], report["against"]["scenario"]
    words: list[str] = []
    for name, value in other.items():
        unit, unit_of_mine = (str(each.get(f"{name}{UNIT}") or "") for each in (other, mine))
        if name.endswith(UNIT) or not isinstance(value, (str, int, float)):
            continue
        if mine[name] != value or unit_of_mine != unit:
            number = value if isinstance(value, str) else few_digits(value)
            words.append(f"{label(name)} {number} {unit_of(unit)}".rstrip())
    return words + [text for text in other["overrides"] if text not in mine["overrides"]]


def difference_blocks(report: Report, *, every: bool) -> list[Block]:
    """Return what makes the difference, by stage and by line; nothing where no line differs."""
    if not report["against"]["lines"]:
        return []
    return [_stages(report), _lines(report, every=every)]


def _stages(report: Report) -> Block:
    """Return the difference by stage."""
    against = report["against"]
    rows = [
        row(f"{label(each['stage'])}, {each['kind']}", *_sides(each), fixed(each["effect"], 1))
        for each in against["stages"]
    ]
    rows.append(row("all", *_sides(against), fixed(against["difference"], 1), style=TOTAL))
    notes = ["effect: what it adds to the figure there, against here."]
    return block("By stage", ("", "here", "there", "effect"), "<>>>", rows, notes)


def _lines(report: Report, *, every: bool) -> Block:
    """Return the difference by line, largest first; the small ones together."""
    against = report["against"]
    shown = against["lines"] if every else against["lines"][:LINES]
    rest = against["lines"][len(shown) :]
    rows = [
        row(_item(each, report), label(each["stage"]), label(each["group"] or each["kind"]), *_sides(each),
            fixed(each["effect"], 1))
        for each in shown
    ]  # fmt: skip
    if rest:
        together = sum(each["effect"] for each in rest)
        rows.append(row(f"{len(rest)} smaller ones", "", "", "", "", fixed(together, 1)))
    rows.append(row("all", "", "", *_sides(against), fixed(against["difference"], 1), style=TOTAL))
    notes = ["-v shows all lines."] if rest else []
    notes.append("All lines add up to the difference exactly, the rounding of sums being an entry of its own (--json).")
    return block("By line", ("line", "stage", "group", "here", "there", "effect"), "<<<>>>", rows, notes)


def _item(each: Report, report: Report) -> str:
    """Return a line's words; a cathode of either side is named by its chemistry."""
    sides = (report["scenario"], report["against"]["scenario"])
    made = [part for side in sides for part in (*(side["mix"] or ()), side)]
    return product(each["item"], {**sides[0], "mix": made}) if each["kind"] == "value" else label(each["item"])


def _sides(each: Report) -> tuple[str, str]:
    here, there = ("" if each[side] is None else fixed(each[side], 1) for side in ("mine", "other"))
    return here, there
