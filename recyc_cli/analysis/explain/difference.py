"""Splits the difference between two quotes into lines that add up to it exactly.

The amounts of two ledgers are subtracted as exact fractions, line by line, and each difference is rounded once. What
these roundings and those of the two totals come to is an entry of its own, so that the exact sum of all entries
(`math.fsum`) is the difference of the two totals, to the last bit.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.records.ledger import COST, VALUE
from recyc_cli.report.walk import figure_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.report.shapes.explained import Difference, Effect
    from recyc_cli.report.shapes.quote import QuoteReport

    Key = tuple[str, str, str, str]

TOTALS = {"margin": (1, -1), "recovery_value": (1, 0), "cost": (0, 1)}
"""Total -> sign of value lines and of cost lines in it."""
SIDES = ("value", "cost")


def difference(name: str, mine: QuoteReport, other: QuoteReport) -> Difference:
    """Take one quote's total from another's, and say what makes the difference, largest first.

    Args:
        name: `totals.margin`, `totals.recovery_value`, `totals.cost`, `totals.cost_groups.G`, `stages.S.cost`,
            `stages.S.value` or `stages.S.cost_groups.G`.
        mine: report of the quote that is asked about.
        other: report of the one it is held against.

    Returns:
        `difference` (other less mine), `lines` and `stages` (what each adds to it) and `rounding`.

    Raises:
        RecycError E121: a figure that is no sum of lines.
    """
    signs, wanted = _share(name)
    totals = [_total(report, name) for report in (mine, other)]
    ledgers = [_ledger(report, signs, wanted) for report in (mine, other)]
    change = float(Fraction(totals[1]) - Fraction(totals[0]))
    lines = _entries(ledgers, signs, lambda key: key)
    return {
        "figure": name,
        "mine": totals[0],
        "other": totals[1],
        "difference": change,
        "lines": [
            {"kind": key[0], "stage": key[1], "group": key[2] or None, "item": key[3], **entry} for key, entry in lines
        ],
        "stages": [
            {"kind": key[0], "stage": key[1], **entry}
            for key, entry in _entries(ledgers, signs, lambda key: (key[0], key[1], "", ""))
        ],
        "rounding": _rest(change, lines),
    }


def _share(name: str) -> tuple[tuple[int, int], Callable[[Key], bool]]:
    """Return the signs of value and cost lines in a figure, and which lines count."""
    words = name.split(".")
    if words[0] == "totals" and len(words) == len(("totals", "margin")) and words[1] in TOTALS:
        return TOTALS[words[1]], lambda _: True
    if words[0] == "totals" and words[1] == "cost_groups":
        return (0, 1), lambda key: key[2] == words[2]
    if words[0] == "stages" and words[2] in SIDES:
        return ((1, 0) if words[2] == VALUE else (0, 1)), lambda key: key[1] == words[1]
    if words[0] == "stages" and words[2] == "cost_groups":
        return (0, 1), lambda key: key[1:3] == (words[1], words[3])
    known = [f"totals.{total}" for total in TOTALS]
    hint = did_you_mean(name, known) or f"{', '.join(known)}, totals.cost_groups.labor, stages.recovery.cost ..."
    raise RecycError("E121", f"{name} is no sum of lines of the ledger", "--why-not", hint)


def _total(report: QuoteReport, name: str) -> float:
    """Return a figure of a report; a stage that a quote has not got costs nothing."""
    known = figure_at(report, name)
    return float(known) if isinstance(known, (int, float)) else 0.0


def _ledger(report: QuoteReport, signs: tuple[int, int], wanted: Callable[[Key], bool]) -> dict[Key, Fraction]:
    """Add the lines that count up, exactly, with their signs."""
    sums: dict[Key, Fraction] = {}
    for line in report["lines"]:
        key = (line["kind"], line["stage"], line["group"] or "", line["item"])
        sign = signs[line["kind"] == COST]
        if sign and wanted(key):
            sums[key] = sums.get(key, Fraction(0)) + sign * Fraction(line["amount"])
    return sums


def _entries(
    ledgers: list[dict[Key, Fraction]], signs: tuple[int, int], group: Callable[[Key], Key]
) -> list[tuple[Key, Effect]]:
    """Return what each group of lines adds to the difference, largest first; what adds nothing is left out.

    Its amounts on both sides are the ledger's, costs positive.
    """
    sums: list[dict[Key, Fraction]] = [{}, {}]
    for own, ledger in zip(sums, ledgers, strict=True):
        for key, amount in ledger.items():
            own[group(key)] = own.get(group(key), Fraction(0)) + amount
    entries: list[tuple[Key, Effect]] = []
    for key in dict.fromkeys((*sums[0], *sums[1])):
        mine, other = (own.get(key) for own in sums)
        effect = float((other or 0) - (mine or 0))
        if effect:
            amounts = [None if side is None else float(side * signs[key[0] == COST]) for side in (mine, other)]
            entries.append((key, {"mine": amounts[0], "other": amounts[1], "effect": effect}))
    return sorted(entries, key=lambda entry: -abs(entry[1]["effect"]))


def _rest(change: float, entries: Iterable[tuple[Key, Effect]]) -> float:
    """Return what is left of a difference when all entries are taken from it, exactly."""
    return float(Fraction(change) - sum((Fraction(entry["effect"]) for _, entry in entries), Fraction(0)))
