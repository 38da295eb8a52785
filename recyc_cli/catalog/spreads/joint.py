"""Draws the inputs of quotes together, by correlations and by what classes share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.documents.document import bare, owner_of
from recyc_cli.catalog.spreads.correlations import matrix_of, shared_variance
from recyc_cli.catalog.spreads.shares import wholes
from recyc_cli.catalog.spreads.subject import subject_in_force
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.numbers.chance.correlation import cholesky, together
from recyc_cli.model.numbers.chance.distributions import drawn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from recyc_cli.catalog.documents.document import Document, Record
    from recyc_cli.catalog.spreads.shares import Whole
    from recyc_cli.catalog.spreads.spread import Spread, Spreads
    from recyc_cli.model.numbers.arithmetic import Number

SERIES, SHARED = "series.", "shared."
"""What stands before the names of draws that several inputs follow."""


class Input(NamedTuple):
    """A number that is drawn."""

    path: str
    """As a trace calls it."""
    record: Record
    spread: Spread
    alone: float
    """Weight of its own draw beside those that it shares."""


class Joint:
    """The distribution of all inputs of some quotes: the same path is the same number in all of them.

    Args:
        spreads: how far each number may lie off.
        inputs: that are drawn.
        parts: which of them are parts of a whole.
    """

    __slots__ = ("_series", "draws", "inputs", "lower", "parts")

    def __init__(self, spreads: Spreads, inputs: Iterable[tuple[str, Record, Spread]], parts: Iterable[Whole]) -> None:
        self._series, matrix = matrix_of(spreads.horizon)
        self.lower = cholesky(matrix)
        """Of the correlations of the series: a lower triangle, a row for each."""
        self.inputs = []
        for path, record, spread in inputs:
            left = 1.0 - shared_variance(dict(spread.loads), self._series, matrix)
            self.inputs.append(Input(path, record, spread, max(left, 0.0) ** 0.5))
        known = {each.path for each in self.inputs}
        self.parts = [whole for whole in parts if not known.isdisjoint(dict(whole.parts))]
        shared = dict.fromkeys(
            name for each in self.inputs for name, _ in each.spread.loads if name not in self._series
        )
        own = (each.path for each in self.inputs if each.alone)
        self.draws = (*(SERIES + name for name in self._series), *(SHARED + name for name in shared), *own)
        """Names of the standard normal numbers that a draw takes, none of which knows of another."""

    def values(self, normals: Mapping[str, Number]) -> dict[str, Number]:
        """Return the inputs of a draw in their canonical units, and the parts that give way to them.

        Args:
            normals: of each name in `draws` a standard normal number, or an array of them.
        """
        return self.values_at(self.moved(normals), normals)

    def moved(self, normals: Mapping[str, Number]) -> dict[str, Number]:
        """Return how far each series goes in a draw, a standard normal number that knows of the others."""
        moved = together(self.lower, [normals[SERIES + name] for name in self._series])
        return dict(zip(self._series, moved, strict=True))

    def values_at(self, moved: Mapping[str, Number], normals: Mapping[str, Number]) -> dict[str, Number]:
        """Return the inputs of a draw in which the series go so far; the rest as `values`."""
        factors = dict(moved)
        factors |= {name.removeprefix(SHARED): normals[name] for name in self.draws if name.startswith(SHARED)}
        values = {each.path: _value(each, factors, normals) for each in self.inputs}
        for whole in self.parts:
            values |= whole.kept(values)
        return values

    def weights(self, each: Input) -> dict[str, float]:
        """Return what each draw weighs in the standard normal number of an input."""
        weights: dict[str, float] = {each.path: each.alone} if each.alone else {}
        for name, load in each.spread.loads:
            if name not in self._series:
                weights[SHARED + name] = load
                continue
            row = self.lower[self._series.index(name)]
            for series, part in zip(self._series, row, strict=True):
                if part:
                    weights[SERIES + series] = weights.get(SERIES + series, 0.0) + load * part
        return weights

    def but(self, paths: Collection[str], spreads: Spreads) -> Joint:
        """Return the distribution of all but some inputs, which stand; the spreads are those it was made with."""
        left = ((each.path, each.record, each.spread) for each in self.inputs if each.path not in paths)
        return Joint(spreads, left, self.parts)

    def correlations(self) -> list[tuple[str, str, float]]:
        """Return each pair of series and how far they move together."""
        pairs = [(i, j) for i in range(len(self._series)) for j in range(i)]
        rows = self.lower
        return [
            (self._series[j], self._series[i], add_up(a * b for a, b in zip(rows[i], rows[j], strict=True)))
            for i, j in pairs
        ]

    def groups(self) -> dict[str, list[str]]:
        """Return the paths of the inputs by the group that they are looked at with."""
        groups: dict[str, list[str]] = {}
        for each in self.inputs:
            groups.setdefault(each.spread.group, []).append(each.path)
        return groups


def joint_of(
    spreads: Spreads, quotes: Iterable[tuple[Mapping[str, Document], Mapping[str, float]]], stated: Collection[str] = ()
) -> Joint:
    """Return the joint distribution of the inputs of quotes.

    Args:
        spreads: how far each number may lie off.
        quotes: of each the presets in force by their prefixes, and its inputs: path and value as written.
        stated: paths that the user gave a number: these stand.
    """
    inputs: dict[str, tuple[str, Record, Spread]] = {}
    parts: dict[object, Whole] = {}
    for documents, values in quotes:
        for path, value in values.items():
            if path in inputs or path in stated:
                continue
            prefix, inside = owner_of(documents, path)
            record = documents[prefix].records[inside] if prefix else bare(value, "1")
            spread = spreads.spread(subject_in_force(documents, path), record)
            if spread.distribution is not None:
                inputs[path] = path, record, spread
        parts |= {whole.parts: whole for whole in wholes(documents)}
    return Joint(spreads, inputs.values(), parts.values())


def _value(each: Input, factors: Mapping[str, Number], normals: Mapping[str, Number]) -> Number:
    """Return one input of a draw."""
    terms = [load * factors[name] for name, load in each.spread.loads]
    if each.alone:
        own = normals[each.path]
        terms.append(own if each.alone == 1.0 else each.alone * own)
    normal = add_up(terms[1:]) + terms[0] if len(terms) > 1 else terms[0]
    assert each.spread.distribution is not None  # noqa: S101 - what stands still is no input
    return drawn(each.spread.distribution, normal)
