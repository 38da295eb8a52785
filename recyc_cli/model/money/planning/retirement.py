"""Computes when batteries come back, and what becomes of them in between."""

from __future__ import annotations

from math import exp, pi, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

OLDEST = 30
"""Years after which nothing is followed any more."""


class Life(NamedTuple):
    """How long batteries last [yr]; what becomes of those whose vehicle ended [1].

    A vehicle younger than `replaced_until` gets a new battery; batteries up to `repurposed_until` may be repurposed.
    """

    battery: float
    spread: float
    vehicle_life: float
    replaced_until: float
    repurposed: float
    repurposed_until: float


class Fates(NamedTuple):
    """What becomes of one battery that was sold, by the years after its sale [1/yr].

    Attributes:
        recycled: it comes back.
        repurposed: it is offered to stationary storage.
        replaced: its vehicle gets a new one.
    """

    recycled: list[float]
    repurposed: list[float]
    replaced: list[float]


def survival(age: float, mean: float, spread: float) -> float:
    """Share that is still alive at an age, of a logistic life [1].

    1 / (1 + exp((age - mean) pi / (spread sqrt(3))))

    Args:
        age: [yr].
        mean: [yr].
        spread: standard deviation [yr].

    Source: busch-2025.

    >>> survival(15.0, 15.0, 4.0), round(survival(10.0, 16.0, 4.0), 3)
    (0.5, 0.938)
    """
    return 1.0 / (1.0 + exp(min((age - mean) * pi / (spread * sqrt(3.0)), 700.0)))


def lasting(age: int, mean: float, spread: float) -> float:
    """Share of what is alive at an age that lives a year more = survival(age + 1) / survival(age) [1].

    Args:
        age: [yr].
        mean: [yr].
        spread: [yr].

    Source: busch-2025.

    >>> round(lasting(14, 15.0, 4.0), 3)
    0.818
    """
    return survival(age + 1.0, mean, spread) / survival(float(age), mean, spread)


def fates(life: Life) -> Fates:
    """What becomes of a battery and of those that replace it, by the years after its sale [1/yr].

    recycled = share x (1 - works) + offered - repurposed; offered = share x (1 - runs) x works
    replaced = share x runs x (1 - works), while the vehicle is young enough

    Vehicle and battery end independently; a battery that fails is recycled, one whose vehicle ended is repurposed or
    recycled. All that happens within a year of age counts in the calendar year in which that began.

    Args:
        life: [yr].

    Source: busch-2025.

    >>> found = fates(Life(15.0, 4.0, 17.0, 0.0, 0.0, 0.0))
    >>> round(sum(found.recycled), 3), sum(found.repurposed), sum(found.replaced)
    (1.0, 0.0, 0.0)
    """
    alive = {(0, 0): 1.0}
    recycled, repurposed, replaced = ([0.0] * OLDEST for _ in range(3))
    for year in range(OLDEST):
        older: dict[tuple[int, int], float] = {}
        for (vehicle, battery), share in alive.items():
            runs, works = lasting(vehicle, life.vehicle_life, life.spread), lasting(battery, life.battery, life.spread)
            offered = share * (1.0 - runs) * works
            kept = life.repurposed * offered if battery + 1 <= life.repurposed_until else 0.0
            recycled[year] += share * (1.0 - works) + offered - kept
            repurposed[year] += kept
            both = vehicle + 1, battery + 1
            older[both] = older.get(both, 0.0) + share * runs * works
            if vehicle + 1 < life.replaced_until:
                new = vehicle + 1, 0
                replaced[year] += share * runs * (1.0 - works)
                older[new] = older.get(new, 0.0) + share * runs * (1.0 - works)
        alive = older
    return Fates(recycled, repurposed, replaced)


def flow(sold: Mapping[int, float], shares: list[float]) -> dict[int, dict[int, float]]:
    """What follows of sales: by year, and in it by the year of sale = sum of sold x share of that age [GWh/yr].

    Args:
        sold: by year [GWh/yr].
        shares: by the years after the sale [1/yr].

    Source: busch-2025.

    >>> flow({2020: 10.0}, [0.0, 0.5])
    {2020: {2020: 0.0}, 2021: {2020: 5.0}}
    """
    found: dict[int, dict[int, float]] = {}
    for year, energy in sold.items():
        for age, share in enumerate(shares):
            found.setdefault(year + age, {})[year] = energy * share
    return dict(sorted(found.items()))


class Storage(NamedTuple):
    """What stationary storage gives back, and what of the offered it has no need of, by year [GWh/yr]."""

    returned: dict[int, float]
    refused: dict[int, float]


def storage(needed: Mapping[int, float], offered: Mapping[int, float], life: float, spread: float) -> Storage:
    """Fill the need of stationary storage with repurposed batteries first, and follow them until they come back.

    need = growth + what ended; taken = min(offered, need); what is left of the need is filled with new batteries

    Args:
        needed: growth of the stock by year [GWh/yr].
        offered: repurposed batteries by year [GWh/yr].
        life: of batteries there [yr].
        spread: of it [yr].

    Source: busch-2025.

    >>> found = storage({2020: 4.0}, {2020: 10.0}, 20.0, 4.0)
    >>> found.refused[2020], round(sum(found.returned.values()), 1)
    (6.0, 4.0)
    """
    years = sorted({*needed, *offered})
    ended: dict[int, float] = {}
    refused: dict[int, float] = {}
    leaves = [survival(float(age), life, spread) - survival(age + 1.0, life, spread) for age in range(2 * OLDEST)]
    whole = survival(0.0, life, spread)
    for year in range(years[0], years[-1] + 1) if years else ():
        need = max(needed.get(year, 0.0), 0.0) + ended.get(year, 0.0)
        given = offered.get(year, 0.0)
        refused[year] = given - min(given, need)
        for age, share in enumerate(leaves, 1):
            ended[year + age] = ended.get(year + age, 0.0) + need * share / whole
    return Storage(ended, refused)


def part_taken(offered: float, refused: float) -> float:
    """Part of what is offered to stationary storage that it takes = 1 - refused / offered; 0 of nothing [1].

    Args:
        offered: [GWh].
        refused: [GWh].

    Source: busch-2025.

    >>> part_taken(10.0, 4.0), part_taken(0.0, 0.0)
    (0.6, 0.0)
    """
    return 1.0 - refused / offered if offered else 0.0
