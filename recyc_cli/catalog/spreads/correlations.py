"""Reads correlations off a preset of spreads, and refuses tables that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.numbers.chance.correlation import SLACK, least_eigenvalue, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.model.numbers.chance.correlation import Matrix

NO_MATRIX = "E316"
ROUNDED = 2e-3
"""Least eigenvalue below 0 that three digits of a correlation explain."""
_SHOWN = 5
"""Pairs of the nearest table that a message tells."""


def matrix_of(horizon: Tree) -> tuple[list[str], Matrix]:
    """Return the series of a horizon and their correlations, each pair as it is stated once; what is not said is 0.

    >>> matrix_of({"volatility": {"ni": 0.3, "co": 0.4}, "correlation": {"ni": {"co": 0.5}}})
    (['ni', 'co'], [[1.0, 0.5], [0.5, 1.0]])
    """
    names = list(horizon["volatility"])
    stated = {frozenset((a, b)): value for a, row in horizon.get("correlation", {}).items() for b, value in row.items()}
    return names, [[1.0 if a == b else stated.get(frozenset((a, b)), 0.0) for b in names] for a in names]


def shared_variance(loads: Mapping[str, float], names: list[str], matrix: Matrix) -> float:
    """Return how much of the variance of an input is that of what it shares with others [1].

    Args:
        loads: its correlation with each series or factor; factors know nothing of each other.
        names: the series.
        matrix: their correlations.

    >>> shared_variance({"ni": 0.6, "reagents": 0.5}, ["ni"], [[1.0]])
    0.61
    """
    at = {name: i for i, name in enumerate(names)}
    return add_up(
        x * y * (matrix[at[a]][at[b]] if a in at and b in at else float(a == b))
        for a, x in loads.items()
        for b, y in loads.items()
    )


def faults_of_matrix(horizon: Tree, where: str) -> Iterator[RecycError]:
    """Yield what keeps a table of correlations from being one.

    Args:
        horizon: volatilities and correlations.
        where: its path in the preset.

    Returns:
        E313: a series without a volatility, a pair stated twice; E316: prices that cannot move so, with the nearest
        table with which they could.
    """
    table = horizon.get("correlation", {})
    for a, row in table.items():
        for b, value in row.items():
            at = f"{where}.correlation.{a}.{b}"
            unknown = [name for name in (a, b) if name not in horizon["volatility"]]
            if unknown:
                hint = f"series: {' '.join(horizon['volatility'])}"
                yield RecycError("E313", f"no volatility of {unknown[0]!r} at this horizon", at, hint)
            elif a == b and value != 1.0:
                yield RecycError("E313", f"a price correlates with itself by 1, not by {value:g}", at, "leave it out")
            elif a > b and table.get(b, {}).get(a, value) != value:
                other = table[b][a]
                yield RecycError("E313", f"{value:g} here, and {other:g} the other way round", at, "state a pair once")
    names, matrix = matrix_of(horizon)
    if least_eigenvalue(matrix) < -ROUNDED:
        yield RecycError(
            NO_MATRIX,
            f"no prices move so: the least eigenvalue of these correlations is {least_eigenvalue(matrix):.3f}, below 0",
            f"{where}.correlation",
            f"the nearest table that can be: {_changes(names, matrix, nearest(matrix))}",
        )


def _changes(names: list[str], matrix: Matrix, other: Matrix) -> str:
    """Say which pairs differ, those that do most first."""
    pairs = [(abs(matrix[i][j] - other[i][j]), i, j) for i in range(len(names)) for j in range(i)]
    told = [
        f"{names[j]} {names[i]} {other[i][j]:.3f} (not {matrix[i][j]:.3f})"
        for apart, i, j in sorted(pairs, reverse=True)[:_SHOWN]
        if apart > SLACK
    ]
    return ", ".join(told)
