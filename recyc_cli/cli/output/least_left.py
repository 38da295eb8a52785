"""Fails a quote that leaves less than was asked for."""

from __future__ import annotations

from recyc_cli.cli.input.options import FAIL_BELOW
from recyc_cli.errors import RecycError
from recyc_cli.scenario.keywords import ROWS
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.report.shapes.quote import QuoteReport

BELOW, FAILED = "E154", 4
"""Code of the fault, and of the exit."""
OF_VALUE = "%"


def least_left(settings: Settings) -> tuple[float, str] | None:
    """Return the margin that has to be left and its unit, `%` of the value or of amounts; None where none is asked.

    Raises:
        RecycError: E111 no margin, or one in other money than the quote's.
    """
    asked = settings.get(FAIL_BELOW.name)
    if asked is None:
        return None
    from recyc_cli.cli.input.values import left_margin

    number, unit = left_margin(asked.text, asked.where)
    money = settings.text("currency") or str(ROWS["currency"].default)
    if unit not in ("", OF_VALUE, f"{money.upper()}/t"):
        raise RecycError("E111", f"{unit!r} is not the money of this quote", asked.where, "100 (per t), or 8%")
    return number, unit


def checked(report: QuoteReport, least: tuple[float, str] | None) -> None:
    """Refuse a quote that leaves less than has to be left.

    Raises:
        RecycError: E154, exit code 4.
    """
    if least is None:
        return
    number, unit = least
    totals, told_in = report["totals"], unit or f"{report['scenario']['currency']}/t"
    left = totals["margin_pct"] if unit == OF_VALUE else totals["margin"]
    if left is None or left < number:
        told = "nothing is sold" if left is None else f"{left:,.6g} {told_in} is left"
        hint = "--margin prices the feed so that this is left"
        message = f"{told}, less than {number:,.6g} {told_in}"
        raise RecycError(BELOW, message, FAIL_BELOW.flags[0], hint, exit_code=FAILED)
