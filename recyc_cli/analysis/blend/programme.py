"""Solves the linear programme of a purchase, and finds limits that contradict."""

from __future__ import annotations

from itertools import accumulate
from math import inf, isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Sequence

EXTRA = "pip install 'recyc[finance]'"
MISSING_EXTRA = "E114"
OPTIONS = {
    "output_flag": False,
    "solver": "simplex",
    "threads": 1,
    "random_seed": 0,
    "simplex_iteration_limit": 1_000_000,
}
"""One thread and one seed: the same plan on any number of cores."""


class Bound(NamedTuple):
    """A limit of the whole purchase: least <= sum of weight x amount <= most."""

    name: str
    weights: Sequence[float]
    least: float
    most: float


class Programme(NamedTuple):
    """What a tonne of each lot earns, how much of it there is, and the limits of all together.

    The sum of earned x amount is as large as the limits let it be.
    """

    earned: Sequence[float]
    offered: Sequence[float]
    bounds: Sequence[Bound]


class Plan(NamedTuple):
    """The best purchase.

    Attributes:
        amounts: of each lot.
        earned: by all of them.
        reduced: what a little more of each lot would earn: above 0 where there is no more of it, below where there is
            none in the plan.
        shadows: what a little more room in each limit would earn.
    """

    amounts: list[float]
    earned: float
    reduced: list[float]
    shadows: list[float]


class First(NamedTuple):
    """What the first tonne of a lot would earn, and what more room in each limit would."""

    reduced: float
    shadows: list[float]


def library() -> Any:  # noqa: ANN401 - a module without types
    """Return the library that solves linear programmes.

    Raises:
        RecycError: E114 it is not installed.
    """
    try:
        import highspy
    except ImportError:
        message = "the linear programme takes highspy, which is not installed"
        raise RecycError(MISSING_EXTRA, message, hint=EXTRA) from None
    return highspy


class Solver:
    """A programme in HiGHS, which starts again from what it found before.

    >>> chosen = Solver(Programme([5.0, 4.0], [10.0, 10.0], [Bound("plant", [1.0, 1.0], 0.0, 12.0)])).plan()
    >>> chosen.amounts, chosen.earned, chosen.reduced, chosen.shadows
    ([10.0, 2.0], 58.0, [1.0, 0.0], [4.0])
    """

    def __init__(self, programme: Programme) -> None:
        """Hand the programme over.

        Raises:
            RecycError: E114 without the library.
        """
        highspy = library()
        self._offered = programme.offered
        bindings: Any = highspy.Highs.__base__  # its own class prints a banner to standard output
        self._highs = bindings()
        for name, value in OPTIONS.items():
            self._highs.setOptionValue(name, value)
        self._solved = highspy.HighsModelStatus.kOptimal
        numbers = (*programme.earned, *programme.offered, *(w for each in programme.bounds for w in each.weights))
        if not all(map(isfinite, numbers)):
            raise ValueError("a linear programme of numbers that are not finite")
        self._highs.passModel(_model(programme, highspy))

    def plan(self) -> Plan | None:
        """Return the best purchase; None where the limits leave none."""
        self._highs.run()
        if self._highs.getModelStatus() != self._solved:
            return None
        found = self._highs.getSolution()
        amounts = [min(max(value, 0.0), most) for value, most in zip(found.col_value, self._offered, strict=True)]
        reduced, shadows = ([value + 0.0 for value in each] for each in (found.col_dual, found.row_dual))
        return Plan(amounts, self._highs.getInfo().objective_function_value, reduced, shadows)

    def without(self, lot: int) -> First | None:
        """Return what the first tonne of a lot would earn beside the best purchase without it."""
        self._highs.changeColBounds(lot, 0.0, 0.0)
        self._highs.run()
        solved = self._highs.getModelStatus() == self._solved
        found = self._highs.getSolution()
        self._highs.changeColBounds(lot, 0.0, self._offered[lot])
        return First(found.col_dual[lot], list(found.row_dual)) if solved else None


def _model(programme: Programme, highspy: Any) -> Any:  # noqa: ANN401 - of a library without types
    """Return the programme as the library has it."""
    lots, bounds = len(programme.earned), programme.bounds
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = lots, len(bounds)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = list(programme.earned)
    model.col_lower_, model.col_upper_ = [0.0] * lots, list(programme.offered)
    model.row_lower_, model.row_upper_ = [each.least for each in bounds], [each.most for each in bounds]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = [0, *accumulate([lots] * len(bounds))]
    model.a_matrix_.index_ = [*range(lots)] * len(bounds)
    model.a_matrix_.value_ = [weight for each in bounds for weight in each.weights]
    return model


def contradiction(programme: Programme) -> list[Bound]:
    """Return limits that no purchase can keep together, though it can keep all but any one of them; none where it can.

    >>> few = Bound("at least", [1.0], 20.0, inf)
    >>> [each.name for each in contradiction(Programme([1.0], [10.0], [few, Bound("budget", [3.0], -inf, 90.0)]))]
    ['at least']
    """
    kept = [*programme.bounds]
    if Solver(programme).plan() is not None:
        return []
    for each in programme.bounds:
        fewer = [other for other in kept if other is not each]
        if Solver(programme._replace(bounds=fewer)).plan() is None:
            kept = fewer
    return kept


def at_least(programme: Programme, amount: float) -> Programme:
    """Return a programme whose purchase is of at least some amount in all."""
    more = Bound("", [1.0] * len(programme.earned), amount, inf)
    return programme._replace(bounds=[*programme.bounds, more])
