"""Makes normal numbers move together, and finds the nearest correlations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import add_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.model.numbers.arithmetic import Number

Matrix = list[list[float]]
SLACK = 1e-9
"""Of an eigenvalue or a pivot: rounding."""
TURNS = 60
"""Rounds of turning after which every matrix of a few dozen rows is diagonal to rounding; a handful are needed."""
TRIES = 400
"""Rounds of projection, each of which halves the distance at least where the nearest matrix is not on an edge."""


def cholesky(matrix: Matrix) -> Matrix:
    """Return the lower triangle L of a matrix of correlations: L times its transpose is the matrix.

    A row that the others fix wholly has nothing of its own.

    >>> cholesky([[1.0, 0.6], [0.6, 1.0]])
    [[1.0, 0.0], [0.6, 0.8]]
    """
    lower: Matrix = [[0.0] * len(matrix) for _ in matrix]
    for i, row in enumerate(matrix):
        for j in range(i + 1):
            left = row[j] - add_up(lower[i][k] * lower[j][k] for k in range(j))
            if i == j:
                lower[i][i] = max(left, 0.0) ** 0.5
            else:
                lower[i][j] = left / lower[j][j] if lower[j][j] > SLACK**0.5 else 0.0
    return lower


def together(lower: Matrix, normals: Sequence[Number]) -> list[Number]:
    """Return standard normal numbers that move together, of as many that do not.

    >>> together([[1.0, 0.0], [0.6, 0.8]], [1.0, 0.5])
    [1.0, 1.0]
    """
    return [
        add_up(weight * normal for weight, normal in zip(row[: i + 1], normals, strict=False) if weight)
        for i, row in enumerate(lower)
    ]


def least_eigenvalue(matrix: Matrix) -> float:
    """Return the smallest eigenvalue: of a matrix of correlations it is not below 0.

    >>> round(least_eigenvalue([[1.0, 0.6], [0.6, 1.0]]), 9)
    0.4
    """
    return min(eigen(matrix)[0], default=0.0)


def nearest(matrix: Matrix) -> Matrix:
    """Return the nearest matrix of correlations to a symmetric one, in squares (Higham 2002).

    By turns it takes the nearest matrix without eigenvalues below 0, and sets the diagonal to 1.

    >>> [round(each, 3) for each in nearest([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])[0]]
    [1.0, 0.761, 0.157]
    """
    size = range(len(matrix))
    at, over = [list(row) for row in matrix], [[0.0] * len(matrix) for _ in matrix]
    for _ in range(TRIES):
        before = [[at[i][j] - over[i][j] for j in size] for i in size]
        positive = _without_negative(before)
        over = [[positive[i][j] - before[i][j] for j in size] for i in size]
        moved = max(abs(positive[i][j] - at[i][j]) for i in size for j in size if i != j)
        at = [[1.0 if i == j else positive[i][j] for j in size] for i in size]
        if moved < SLACK:
            break
    return at


def eigen(matrix: Matrix) -> tuple[list[float], Matrix]:
    """Return the eigenvalues of a symmetric matrix and its eigenvectors in columns, by Jacobi's turns.

    >>> [round(each, 9) for each in eigen([[2.0, 1.0], [1.0, 2.0]])[0]]
    [1.0, 3.0]
    """
    size = range(len(matrix))
    at = [list(row) for row in matrix]
    vectors = [[float(i == j) for j in size] for i in size]
    for _ in range(TURNS):
        if all(abs(at[i][j]) < SLACK**2 for i in size for j in range(i)):
            break
        for p in size:
            for q in range(p + 1, len(matrix)):
                _turn(at, vectors, p, q)
    return [at[i][i] for i in size], vectors


def _turn(at: Matrix, vectors: Matrix, p: int, q: int) -> None:
    """Turn a plane so that one number beside the diagonal vanishes."""
    if at[p][q] == 0.0:
        return
    slope = (at[q][q] - at[p][p]) / (2.0 * at[p][q])
    tangent = (1.0 if slope >= 0.0 else -1.0) / (abs(slope) + (slope * slope + 1.0) ** 0.5)
    cosine = 1.0 / (tangent * tangent + 1.0) ** 0.5
    sine = tangent * cosine
    for row in (*at, *vectors):
        x, y = row[p], row[q]
        row[p], row[q] = cosine * x - sine * y, sine * x + cosine * y
    above, below = at[p], at[q]
    at[p] = [cosine * x - sine * y for x, y in zip(above, below, strict=True)]
    at[q] = [sine * x + cosine * y for x, y in zip(above, below, strict=True)]
    at[p][q] = at[q][p] = 0.0  # what rounding leaves of it would keep the turns from ending


def _without_negative(matrix: Matrix) -> Matrix:
    values, vectors = eigen(matrix)
    size = range(len(matrix))
    kept = [(value, [row[k] for row in vectors]) for k, value in enumerate(values) if value > 0.0]
    return [[add_up(value * v[i] * v[j] for value, v in kept) for j in size] for i in size]
