"""Searches a range for the values at which a margin, or a lead over another, is zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.analysis.roots import crossings, grid_points

if TYPE_CHECKING:
    from recyc_cli.analysis.breakeven.varied_quote import Side
    from recyc_cli.analysis.roots import Bracket
    from recyc_cli.scenario.varied_number import Varied

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


class Search:
    """Where the margin of a scenario, or its lead over another one, meets a target.

    A grid over the range shows where the sign changes, each change is narrowed down to neighbouring floats, and the
    scenario is quoted there.
    """

    __slots__ = ("first", "leads", "number", "roots", "second", "target", "values")

    def __init__(
        self, first: Side, second: Side | None, number: Varied, span: tuple[float, float], target: float
    ) -> None:
        self.first, self.second, self.number, self.target = first, second, number, target
        for side in self.sides:
            side.vary(number)
        self.leads = [self.lead(x) for x in span]
        self.values = grid_points(*span, POINTS_SINGLY if self.singly else POINTS)
        self.leads = [self.leads[0], *self.scan(self.values[1:-1]), self.leads[1]]
        over = [lead - target for lead in self.leads]
        parts = PARTS_SINGLY if self.singly else PARTS
        brackets = [] if self.flat else crossings(self._over, self.values, over, parts)
        self.roots = self._apart([self._root(bracket) for bracket in brackets])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.number.path}: {[root.value for root in self.roots]} {self.number.unit}>"

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
        finite = [lead for lead in self.leads if lead == lead]  # noqa: PLR0124 - false for NaN
        cost = max(abs(side.cost) for side in self.sides)
        return not finite or max(finite) - min(finite) <= SAME * cost

    def lead(self, x: float) -> float:
        """Return the margin of the quote at a value, less that of the other side's."""
        first, *other = (side.margin_and_cost(x)[0] for side in self.sides)
        return first - sum(other)

    def scan(self, xs: list[float]) -> list[float]:
        """Return the same at many values, NaN where there is none."""
        first, *others = (side.margins(xs) for side in self.sides)
        return [lead - other for lead, other in zip(first, others[0], strict=True)] if others else first

    def _over(self, xs: list[float]) -> list[float]:
        return [lead - self.target for lead in self.scan(xs)]

    def _root(self, bracket: Bracket) -> Root:
        """Quote at the end of a bracket that is nearer to the target; if that misses it, the bracket is a step."""
        near = bracket.low if abs(bracket.below) <= abs(bracket.above) else bracket.high
        quotes = [side.margin_and_cost(near) for side in self.sides]
        first, *others = (margin for margin, _ in quotes)
        if abs(first - sum(others) - self.target) <= EXACT * max(abs(cost) for _, cost in quotes):
            reach = abs(near) * BESIDE or (self.values[-1] - self.values[0]) * BESIDE
            below, above = self.scan([max(near - reach, self.values[0]), min(near + reach, self.values[-1])])
            return Root(near, ROOT, below, above, first, others[0] if others else None)
        low, high = self.lead(bracket.low), self.lead(bracket.high)
        first, *others = (side.margin_and_cost(bracket.low)[0] for side in self.sides)
        return Root(bracket.low, STEP, low, high, first, others[0] if others else None)

    def _apart(self, roots: list[Root]) -> list[Root]:
        """Leave out the roots that only the rounding of a margin makes beside another one."""
        kept: list[Root] = []
        for root in roots:
            size = abs(root.value) if self.values[0] > 0.0 else self.values[-1] - self.values[0]
            if not (kept and root.kind == kept[-1].kind == ROOT and root.value - kept[-1].value <= SAME * size):
                kept.append(root)
        return kept
