"""Break-even: the value of any one input at which a margin is zero, or at which two routes or chemistries tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.crossing import crossings, grid
from recyc_cli.analysis.sides import Side
from recyc_cli.catalog.request import finite
from recyc_cli.catalog.varied import conversion, known, varied
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.number import plain

if TYPE_CHECKING:
    from recyc_cli.analysis.crossing import Bracket
    from recyc_cli.catalog.varied import Varied

    Bound = float | tuple[float, str] | None

PER = ("t", "kwh")
ROOT, STEP = "root", "step"
POINTS, PARTS = 1201, 32
"""Values scanned, and what a bracket is split into."""
POINTS_SINGLY, PARTS_SINGLY = 121, 2
"""The same where the model takes one value at a time."""
EXACT = 1e-9
"""What a margin may miss its target by, as a share of the cost."""
SAME = 1e-12
"""Margins that differ by less than this share of the cost are one, and so are roots this close to each other."""
BESIDE = 1e-3
"""How far to each side of a root the margins are told, as a share of its value."""


class Root(NamedTuple):
    """A value at which the target is met (`root`), or the last one before a step across it (`step`).

    `below` and `above` are the margins (of two sides, the first's lead) a thousandth to each side of a root, and right
    before and after a step; `margin` and `against` are those of the sides at the value.
    """

    value: float
    kind: str
    below: float
    above: float
    margin: float
    against: float | None


class Breakeven:
    """Where the margin of a scenario, or its lead over another one, meets a target."""

    __slots__ = ("first", "leads", "number", "roots", "second", "target", "values")

    def __init__(
        self, first: Side, second: Side | None, number: Varied, span: tuple[float, float], target: float
    ) -> None:
        self.first, self.second, self.number, self.target = first, second, number, target
        for side in self.sides:
            side.vary(number)
        self.leads = [self.lead(x) for x in span]
        self.values = grid(*span, POINTS_SINGLY if self.singly else POINTS)
        self.leads = [self.leads[0], *self.scan(self.values[1:-1]), self.leads[1]]
        over = [lead - target for lead in self.leads]
        parts = PARTS_SINGLY if self.singly else PARTS
        brackets = [] if self.flat else crossings(self._over, self.values, over, parts)
        self.roots = self._apart([self._root(bracket) for bracket in brackets])

    def __repr__(self) -> str:
        return f"<Breakeven {self.number.path}: {[root.value for root in self.roots]} {self.number.unit}>"

    @property
    def sides(self) -> list[Side]:
        """The scenario, and the one it is held against."""
        return [side for side in (self.first, self.second) if side is not None]

    @property
    def singly(self) -> bool:
        """Whether the model takes one value at a time."""
        return any(side.singly for side in self.sides)

    @property
    def flat(self) -> bool:
        """Whether the number changes nothing."""
        told = [lead for lead in self.leads if lead == lead]  # noqa: PLR0124 - false for NaN
        cost = max(abs(side.base.result.cost) for side in self.sides) / self.first.energy
        return not told or max(told) - min(told) <= SAME * cost

    def to_dict(self) -> dict[str, Any]:
        """Return the report `recyc.breakeven/1`: what `recyc breakeven --format json` prints."""
        from recyc_cli.analysis.breakeven_report import report

        return report(self)

    def lead(self, x: float) -> float:
        """Return the margin of the quote at a value, less that of the other side's."""
        own, *other = (side.margin_and_cost(x)[0] for side in self.sides)
        return own - sum(other)

    def scan(self, xs: list[float]) -> list[float]:
        """Return the same at many values, NaN where there is none."""
        own, *others = (side.margins(xs) for side in self.sides)
        return [lead - other for lead, other in zip(own, others[0], strict=True)] if others else own

    def _over(self, xs: list[float]) -> list[float]:
        return [lead - self.target for lead in self.scan(xs)]

    def _root(self, bracket: Bracket) -> Root:
        """Quote at the end of a bracket that is nearer to the target; if that misses it, the bracket is a step."""
        near = bracket.low if abs(bracket.below) <= abs(bracket.above) else bracket.high
        quotes = [side.margin_and_cost(near) for side in self.sides]
        own, *others = (margin for margin, _ in quotes)
        if abs(own - sum(others) - self.target) <= EXACT * max(abs(cost) for _, cost in quotes):
            reach = abs(near) * BESIDE or (self.values[-1] - self.values[0]) * BESIDE
            below, above = self.scan([max(near - reach, self.values[0]), min(near + reach, self.values[-1])])
            return Root(near, ROOT, below, above, own, others[0] if others else None)
        low, high = self.lead(bracket.low), self.lead(bracket.high)
        own, *others = (side.margin_and_cost(bracket.low)[0] for side in self.sides)
        return Root(bracket.low, STEP, low, high, own, others[0] if others else None)

    def _apart(self, roots: list[Root]) -> list[Root]:
        """Leave out the roots that only the rounding of a margin makes beside another one."""
        kept: list[Root] = []
        for root in roots:
            size = abs(root.value) if self.values[0] > 0.0 else self.values[-1] - self.values[0]
            if not (kept and root.kind == kept[-1].kind == ROOT and root.value - kept[-1].value <= SAME * size):
                kept.append(root)
        return kept


def breakeven(
    vary: str,
    *,
    against: str | None = None,
    against_route: str | None = None,
    start: Bound = None,
    end: Bound = None,
    margin: float | tuple[float, str] = 0.0,
    per: str = "t",
    **keywords: Any,  # noqa: ANN401
) -> Breakeven:
    """Find the value of one input at which a margin is zero, or at which two scenarios tie.

    The model itself is asked: a grid over the range shows where the sign changes, each change is narrowed down to
    neighbouring floats, and the scenario is quoted there. Changes closer together than the grid may be missed.

    Args:
        vary: feed_price, gate_fee, throughput, soh, distance, the short name of a price, or the path of any number.
        against: another chemistry, for a tie; in place of the first one's chemistry, mix or vehicle.
        against_route: another route, for a tie.
        start: low end of the range, in the number's own unit or with a unit of its own.
        end: high end.
        margin: what the margin, or the first one's lead over the other, is to be [money/t or money/kWh]; with
            (number, unit), in another currency.
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
    if per not in PER:
        raise RecycError("E121", f"unknown basis {per!r}", "--per", did_you_mean(per, PER) or "t or kwh")
    first = Side(keywords, per)
    target = _target(margin, first)
    other = {**keywords, **({"route": against_route} if against_route else {})}
    if against is not None:
        other |= {"chemistry": against, "mix": None, "vehicle": None}
    second = Side(other, per) if against is not None or against_route is not None else None
    owner = _owner(vary, first, second)
    found = owner.base.result
    number = varied(vary, owner.resolved, plain(found.contained_value), plain(found.feed_price))
    number.span = _usable(number, [side for side in (first, second) if side is not None])
    return Breakeven(first, second, number, _range(number, start, end), target)


def _target(margin: float | tuple[float, str], side: Side) -> float:
    """Return the margin to be met in the unit of a side's own."""
    value, unit = margin if isinstance(margin, tuple) else (margin, side.money)
    if not finite(value):
        raise RecycError("E122", f"the margin must be a finite number, not {value}", "--margin")
    fx = side.resolved.documents["prices"].tree.get("fx", {})
    return float(value) * conversion(unit, side.money, fx, "the margin", "--margin")


def _usable(number: Varied, sides: list[Side]) -> tuple[float, float] | None:
    """Return the default range, of a state of health from what a second life asks for."""
    if number.path != "soh" or number.span is None:
        return number.span
    lives = [side.resolved.scenario.reuse for side in sides]
    return max([number.span[0], *(life.use["threshold"] for life in lives if life is not None)]), number.span[1]


def _owner(vary: str, first: Side, second: Side | None) -> Side:
    """Return the side that has the number: the first, unless only the second does."""
    mine = second is None or known(vary, first.resolved) or not known(vary, second.resolved)
    return first if mine or second is None else second


def _range(number: Varied, start: Bound, end: Bound) -> tuple[float, float]:
    """Return the range asked for, or the default one; refuse a share that no other beside it gives way to."""
    if number.room is not None and not number.room[0] < number.room[1]:
        message = f"{number.path} cannot vary alone: with those beside it, it sums to 1, and none of them is the rest"
        raise RecycError("E134", message, "--vary", "quote with several --set that sum to 1 again")
    given = [_bound(number, start, "--from"), _bound(number, end, "--to")]
    if number.span is None and None in given:
        message = f"{number.path} is {number.value:g} {number.unit}: no range to look in"
        raise RecycError("E134", message, "--from, --to", "give both")
    usual = number.span or given
    low, high = (default if asked is None else asked for asked, default in zip(given, usual, strict=True))
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
