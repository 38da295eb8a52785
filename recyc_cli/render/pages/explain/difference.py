"""Lays out what makes the difference between two quotes, by stage and by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.numbers import few_digits
from recyc_cli.render.page import TOTAL, Cell, block, row
from recyc_cli.render.pages.explain.tree import unit_of
from recyc_cli.render.words import product
from recyc_cli.report.names import label

if TYPE_CHECKING:
    from recyc_cli.render.page import Block
    from recyc_cli.report.shapes.asked import Made, Scenario
    from recyc_cli.report.shapes.explained import Against, Effect, LineEffect

LINES = 20
"""Lines of a difference told one by one unless all are asked for."""


UNIT = "_unit"
"""Ends the key of the unit that an amount of the scenario was given in."""


def differing_settings(mine: Scenario, other: Scenario) -> list[str]:
    """Return what the other quote has another of: `route pyro`, `region.wage=30`."""
    here, there = dict(mine.items()), dict(other.items())
    units = {name: [str(each.get(f"{name}{UNIT}") or "") for each in (here, there)] for name in there}
    told = [
        f"{label(name)} {value if isinstance(value, str) else few_digits(value)} {unit_of(units[name][1])}".rstrip()
        for name, value in there.items()
        if not name.endswith(UNIT) and isinstance(value, (str, int, float))
        if here[name] != value or units[name][0] != units[name][1]
    ]
    return told + [text for text in other["overrides"] if text not in mine["overrides"]]


def difference_blocks(mine: Scenario, against: Against, *, every: bool) -> list[Block]:
    """Return what makes the difference, by stage and by line; nothing where no line differs."""
    if not against["lines"]:
        return []
    return [_stages(against), _lines(mine, against, every=every)]


def _stages(against: Against) -> Block:
    """Return the difference by stage."""
    rows = [
        row(f"{label(each['stage'])}, {each['kind']}", *_sides(each), Cell(each["effect"], "one"))
        for each in against["stages"]
    ]
    rows.append(row("all", *_sides(against), Cell(against["difference"], "one"), style=TOTAL))
    notes = ["effect: what it adds to the figure there, against here."]
    return block("By stage", ("", "here", "there", "effect"), "<>>>", rows, notes)


def _lines(mine: Scenario, against: Against, *, every: bool) -> Block:
    """Return the difference by line, largest first; the small ones together."""
    shown = against["lines"] if every else against["lines"][:LINES]
    rest = against["lines"][len(shown) :]
    rows = [
        row(_item(each, mine, against["scenario"]), label(each["stage"]), label(each["group"] or each["kind"]),
            *_sides(each), Cell(each["effect"], "one"))
        for each in shown
    ]  # fmt: skip
    if rest:
        together = sum(each["effect"] for each in rest)
        rows.append(row(f"{len(rest)} smaller ones", "", "", "", "", Cell(together, "one")))
    rows.append(row("all", "", "", *_sides(against), Cell(against["difference"], "one"), style=TOTAL))
    notes = ["-v shows all lines."] if rest else []
    notes.append("All lines add up to the difference exactly, the rounding of sums being an entry of its own (--json).")
    return block("By line", ("line", "stage", "group", "here", "there", "effect"), "<<<>>>", rows, notes)


def _item(each: LineEffect, *sides: Made) -> str:
    """Return a line's words; a cathode of either side is named by its chemistry."""
    said = (product(each["item"], side) for side in sides) if each["kind"] == "value" else ()
    return next((words for words in said if words != label(each["item"])), label(each["item"]))


def _sides(each: Effect | Against) -> tuple[Cell, ...]:
    return tuple(Cell(side, "one", words="" if side is None else None) for side in (each["mine"], each["other"]))
