"""Finds the input value at which a margin is zero, or at which two scenarios tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.breakeven.breakeven_report import breakeven_report
from recyc_cli.analysis.breakeven.search import Search
from recyc_cli.analysis.breakeven.varied_quote import OF_VALUE, Side
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.request import finite
from recyc_cli.scenario.varied_number import conversion, has_number, varied

if TYPE_CHECKING:
    from typing import Unpack

    from recyc_cli.report.shapes.questions import BreakevenReport
    from recyc_cli.scenario.keyword_types import Keywords
    from recyc_cli.scenario.varied_number import Varied

    Bound = float | tuple[float, str] | None


class Breakeven(Search):
    """Where the margin of a scenario, or its lead over another one, meets a target."""

    __slots__ = ()

    def to_dict(self) -> BreakevenReport:
        """Return the report `recyc.breakeven/1`: what `recyc breakeven --format json` prints."""
        return breakeven_report(self)


def breakeven(
    vary: str,
    *,
    against: str | None = None,
    against_route: str | None = None,
    start: Bound = None,
    end: Bound = None,
    margin: float | tuple[float, str] = 0.0,
    per: str = "t",
    **keywords: Unpack[Keywords],
) -> Breakeven:
    """Find the value of one input at which a margin is zero, or at which two scenarios tie.

    The model itself is asked, as `Search` does. Changes of sign closer together than its grid may be missed.

    Args:
        vary: feed_price, gate_fee, throughput, soh, distance, the short name of a price, or the path of any number.
        against: another chemistry, for a tie; in place of the first one's chemistry, mix or vehicle.
        against_route: another route, for a tie.
        start: low end of the range, in the number's own unit or with a unit of its own.
        end: high end.
        margin: what it, or the lead, is to be [money/t or money/kWh]; (number, unit), `%` for a share of the value.
        per: t or kwh.
        keywords: those of `quote`.

    Returns:
        A `Breakeven`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E104 for an unknown number, E134 for a range that is none.

    >>> found = breakeven("feed_price", chemistry="nmc622", route="hydro", method="everbatt-2023")
    >>> [round(root.value) for root in found.roots] == [round(found.first.base.result.breakeven_feed_price)]
    True
    """
    first = Side(keywords, per := OF_VALUE if isinstance(margin, tuple) and margin[1] == OF_VALUE else per)
    target = _target(margin, first)
    second = _second(keywords, per, against, against_route)
    number = _number(vary, first, second)
    return Breakeven(first, second, number, _range(number, start, end), target)


def _second(keywords: Keywords, per: str, against: str | None, against_route: str | None) -> Side | None:
    """Return the side to tie with, another chemistry or another route or both, if one is named."""
    if against is None and against_route is None:
        return None
    other = keywords.copy()
    if against_route:
        other["route"] = against_route
    if against is not None:
        other |= {"chemistry": against, "mix": None, "vehicle": None}
    return Side(other, per)


def _target(margin: float | tuple[float, str], side: Side) -> float:
    """Return the margin to be met in the unit of a side's own."""
    value, unit = margin if isinstance(margin, tuple) else (margin, side.money)
    if not finite(value):
        raise RecycError("E122", f"the margin must be a finite number, not {value}", "--margin")
    if unit == OF_VALUE:
        return float(value)
    fx = side.resolved.documents["prices"].tree.get("fx", {})
    return float(value) * conversion(unit, side.money, fx, "the margin", "--margin")


def _number(vary: str, first: Side, second: Side | None) -> Varied:
    """Return the number to vary as the first side has it, unless only the second does, in a range both can take."""
    mine = second is None or has_number(vary, first.resolved) or not has_number(vary, second.resolved)
    owner = first if mine or second is None else second
    result = owner.base.result
    number = varied(vary, owner.resolved, plain(result.contained_value), plain(result.feed_price))
    number.span = _usable(number, [side for side in (first, second) if side is not None])
    return number


def _usable(number: Varied, sides: list[Side]) -> tuple[float, float] | None:
    """Return the default range, of a state of health from what a second life asks for."""
    if number.path != "soh" or number.span is None:
        return number.span
    lives = [side.resolved.scenario.reuse for side in sides]
    return max([number.span[0], *(life.use["threshold"] for life in lives if life is not None)]), number.span[1]


def _range(number: Varied, start: Bound, end: Bound) -> tuple[float, float]:
    """Return the range asked for, or the default one; refuse a share that no other beside it gives way to."""
    if number.room is not None and not number.room[0] < number.room[1]:
        message = f"{number.path} cannot vary alone: with those beside it, it sums to 1, and none of them is the rest"
        raise RecycError("E134", message, "--vary", "quote with several --set that sum to 1 again")
    ends = [_bound(number, start, "--from"), _bound(number, end, "--to")]
    if number.span is None and None in ends:
        message = f"{number.path} is {number.value:g} {number.unit}: no range to look in"
        raise RecycError("E134", message, "--from, --to", "give both")
    usual = number.span or ends
    low, high = (default if asked is None else asked for asked, default in zip(ends, usual, strict=True))
    if low is None or high is None or not low < high:
        message = f"the range of {number.path} has to rise: {low:g} to {high:g} {number.unit} does not"
        raise RecycError("E134", message, "--from, --to", "give a lower --from or a higher --to")
    return low, high


def _bound(number: Varied, bound: Bound, flag: str) -> float | None:
    """Return one end of the range in the number's own unit."""
    if bound is None:
        return None
    value, unit = bound if isinstance(bound, tuple) else (bound, "")
    if not finite(value):
        raise RecycError("E134", f"the range must be finite, not {value}", flag)
    end = float(value) * (number.of(unit, flag) if unit else 1.0)
    if number.room is not None and not number.room[0] <= end <= number.room[1]:
        low, high = number.room
        unit = "" if number.unit == "1" else f" {number.unit}"
        raise RecycError("E134", f"{number.path} can be from {low:g} to {high:g}{unit}, not {end:g}", flag)
    return end
