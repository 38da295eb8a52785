"""Sums up a report's cost by what it is for, and the steps from value to margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.per_what import of_lot
from recyc_cli.model.records.ledger import CAPITAL, FIXED, GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.report.shapes.quote import QuoteReport, Totals

FEED = ("feedstock", "feedstock_payment")
PARTS = {
    "feed": FEED,
    "running": tuple(name for name in GROUPS if name not in (*FEED, *FIXED)),
    "fixed": tuple(name for name in FIXED if name != CAPITAL),
    "capital": (CAPITAL,),
}
"""What a cost is for -> the groups of it."""


class Ladder(NamedTuple):
    """The steps from value to margin [money/t]."""

    running: float
    """Cost of running, the feed included."""
    cash: float
    capital: float
    """Of a new plant, with interest."""


def parts_of(groups: Mapping[str, float]) -> dict[str, float]:
    """Return cost groups by what they are for; they sum to the same.

    >>> parts_of({"feedstock": 5.0, "utilities": 2.0, "labor": 3.0, "annualized_capital": 4.0})
    {'feed': 5.0, 'running': 2.0, 'fixed': 3.0, 'capital': 4.0}
    """
    return {part: float(add_up(groups.get(name, 0.0) for name in names)) for part, names in PARTS.items()}


def ladder(totals: Totals) -> Ladder | None:
    """Return the steps from value to margin; None where the cash margin is not known."""
    cash = totals.get("cash_margin")
    if cash is None:
        return None
    return Ladder(totals["recovery_value"] - cash, cash, cash - totals["margin"])


def in_lot(report: QuoteReport, amount: float | None) -> float | None:
    """Return what an amount per tonne comes to in the lot that was asked for; None where there is no lot."""
    return None if report["lot"] is None or amount is None else float(of_lot(amount, report["lot"]["mass_t"]))
