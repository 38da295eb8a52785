"""Lays out what makes the difference between two quotes, by stage and by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.numbers import few_digits
from recyc_cli.render.page import TOTAL, Cell, block, row
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
    units = {name: [str(each.get(f"{name}{UNIT}") or "") for each in (mine, other)] for name in other}
    told = [
        f"{label(name)} {value if isinstance(value, str) else few_digits(value)} {unit_of(units[name][1])}".rstrip()
        for name, value in other.items()
        if not name.endswith(UNIT) and isinstance(value, (str, int, float))
        if mine[name] != value or units[name][0] != units[name][1]
    ]
    return told + [text for text in other["overrides"] if text not in mine["overrides"]]


def difference_blocks(report: Report, *, every: bool) -> list[Block]:
    """Return what makes the difference, by stage and by line; nothing where no line differs."""
    if not report["against"]["lines"]:
        return []
    return [_stages(report), _lines(report, every=every)]


def _stages(report: Report) -> Block:
    """Return the difference by stage."""
    against = report["against"]
    rows = [
        row(f"{label(each['stage'])}, {each['kind']}", *_sides(each), Cell(each["effect"], "one"))
        for each in against["stages"]
    ]
    rows.append(row("all", *_sides(against), Cell(against["difference"], "one"), style=TOTAL))
    notes = ["effect: what it adds to the figure there, against here."]
    return block("By stage", ("", "here", "there", "effect"), "<>>>", rows, notes)


def _lines(report: Report, *, every: bool) -> Block:
    """Return the difference by line, largest first; the small ones together."""
    against = report["against"]
    shown = against["lines"] if every else against["lines"][:LINES]
    rest = against["lines"][len(shown) :]
    rows = [
        row(_item(each, report), label(each["stage"]), label(each["group"] or each["kind"]), *_sides(each),
            Cell(each["effect"], "one"))
        for each in shown
    ]  # fmt: skip
    if rest:
        together = sum(each["effect"] for each in rest)
        rows.append(row(f"{len(rest)} smaller ones", "", "", "", "", Cell(together, "one")))
    rows.append(row("all", "", "", *_sides(against), Cell(against["difference"], "one"), style=TOTAL))
    notes = ["-v shows all lines."] if rest else []
    notes.append("All lines add up to the difference exactly, the rounding of sums being an entry of its own (--json).")
    return block("By line", ("line", "stage", "group", "here", "there", "effect"), "<<<>>>", rows, notes)


def _item(each: Report, report: Report) -> str:
    """Return a line's words; a cathode of either side is named by its chemistry."""
    sides = (report["scenario"], report["against"]["scenario"])
    made = [part for side in sides for part in (*(side["mix"] or ()), side)]
    return product(each["item"], {**sides[0], "mix": made}) if each["kind"] == "value" else label(each["item"])


def _sides(each: Report) -> tuple[Cell, ...]:
    return tuple(Cell(each[side], "one", words="" if each[side] is None else None) for side in ("mine", "other"))
