"""Says how a quote's screen writes its money: in thousands where there are many digits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.pages.screen.figures import SIX_DIGITS

if TYPE_CHECKING:
    from recyc_cli.report.shapes.quote import QuoteReport


class Amounts(NamedTuple):
    """How money is written: an amount, one among blanks, a price per kg; and what stands over it."""

    whole: str
    entry: str
    per_kg: str
    head: str


def amounts_of(report: QuoteReport) -> Amounts:
    """Return how a quote's amounts are written."""
    totals, money = report["totals"], report["scenario"]["currency"]
    sizes = (totals["contained_value"], totals["recovery_value"], totals["cost"], totals["margin"])
    if max(map(abs, sizes)) <= SIX_DIGITS:
        return Amounts("whole", "entry", "two", money)
    return Amounts("thousands", "entry thousands", "whole", f"1,000 {money}")
