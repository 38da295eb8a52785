"""Tells from a sample what spreads a margin: by group, and by input."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.spreads.joint import SERIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.catalog.spreads.joint import Joint

PRICES = "prices"
LEAST = 0.001
"""Share of the variance from which on an input is told."""


class Drivers(NamedTuple):
    """Shares of the variance of a margin that go with what is drawn, along straight lines.

    Attributes:
        groups: they add up; what is left to 1 comes of curves, steps and inputs together.
        inputs: of single inputs; those that move together share, so that these do not add up.
    """

    groups: list[tuple[str, float]]
    inputs: list[tuple[str, float]]


def drivers(joint: Joint, products: Iterable[float], sd: float, draws: int) -> Drivers:
    """Return what spreads a margin.

    Args:
        joint: what is drawn.
        products: sum of each independent draw times the margin.
        sd: of the margin.
        draws: that the sums are of: a share without meaning would come to one in so many.
    """
    if sd <= 0.0:
        return Drivers([], [])
    slopes = {name: product / draws / sd for name, product in zip(joint.draws, products, strict=True)}
    noise = 1.0 / draws
    groups: dict[str, float] = {}
    for name, group in group_of_draws(joint).items():
        groups[group] = groups.get(group, 0.0) + slopes[name] ** 2 - noise
    inputs = []
    for each in joint.inputs:
        along = sum(weight * slopes[name] for name, weight in joint.weights(each).items())
        inputs.append((each.path, along**2 - noise))
    inputs.sort(key=lambda each: -each[1])
    told = sorted(((group, share) for group, share in groups.items() if share >= LEAST), key=lambda each: -each[1])
    return Drivers(told, [(path, share) for path, share in inputs if share >= LEAST])


def group_of_draws(joint: Joint) -> dict[str, str]:
    """Return the group of each draw: series are prices, what inputs share is of the group that most of them are of."""
    votes: dict[str, Counter[str]] = {name: Counter() for name in joint.draws}
    for each in joint.inputs:
        for name in joint.weights(each):
            votes[name][each.spread.group] += 1
    return {
        name: PRICES if name.startswith(SERIES) else votes[name].most_common(1)[0][0] if votes[name] else ""
        for name in joint.draws
    }
