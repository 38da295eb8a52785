"""Computes the energy of batteries that come back, by year, group and chemistry."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.model.money.planning import retirement
from recyc_cli.model.money.planning.energies import between, gigawatt_hours, part_of, way
from recyc_cli.model.money.planning.retirement import Life

if TYPE_CHECKING:
    from collections.abc import Mapping

LIGHT, HEAVY, STORED, RETURNED, SCRAP, REUSED = "light", "heavy", "storage", "returned", "scrap", "reused"
APART = ("devices",)
"""Groups that a study gives as they come back."""


class Batch(NamedTuple):
    """Batteries that come back in a year: their group, the year of their sale, their energy [GWh]."""

    year: int
    group: str
    sold: int
    gwh: float


def by_year(series: Mapping[str, Any], name: str) -> dict[int, float]:
    """Return a table of a series by year [GWh/yr], years between two of them on a straight line."""
    known = {int(year): gigawatt_hours(float(value)) for year, value in series.get(name, {}).items()}
    years = sorted(known)
    found: dict[int, float] = {}
    for first, last in itertools.pairwise(years):
        for year in range(first, last):
            found[year] = between(known[first], known[last], way(year, first, last))
    return found | ({years[-1]: known[years[-1]]} if years else {})


def lives_of(life: Mapping[str, Any]) -> dict[str, Life]:
    """Return the lives of the groups that are sold."""
    shared = {name: float(life[name]) for name in ("spread", "vehicle_life", "replaced_until", "repurposed",
        "repurposed_until")}  # fmt: skip
    return {
        LIGHT: Life(battery=float(life["battery"]), **shared),
        HEAVY: Life(battery=float(life["heavy_battery"]), **shared),
    }


class Coming(NamedTuple):
    """What comes back, and what goes to stationary storage before it does."""

    back: list[Batch]
    reused: list[Batch]


def coming_back(series: Mapping[str, Any], life: Mapping[str, Any], first: int, last: int) -> Coming:
    """Return what comes back of a series in some years, and what is used once more.

    Args:
        series: of sales, or of what comes back by itself.
        life: of its batteries.
        first: year.
        last: year.
    """
    found: list[Batch] = []
    offered: dict[int, dict[int, float]] = {}
    for group, each in lives_of(life).items():
        sold, fates = by_year(series, group), retirement.fates(each)
        found += _batches(group, retirement.flow(sold, fates.recycled))
        for year, vintages in retirement.flow(sold, fates.repurposed).items():
            into = offered.setdefault(year, {})
            into |= {of: into.get(of, 0.0) + gwh for of, gwh in vintages.items()}
    stored = _stored(series, life, offered, last)
    found += stored.back
    for group in (SCRAP, RETURNED, *APART):
        found += [Batch(year, group, year, gwh) for year, gwh in by_year(series, group).items()]
    return Coming(*([each for each in some if first <= each.year <= last and each.gwh > 0.0]
        for some in (found, stored.reused)))  # fmt: skip


def _batches(group: str, flow: Mapping[int, Mapping[int, float]]) -> list[Batch]:
    return [Batch(year, group, sold, gwh) for year, vintages in flow.items() for sold, gwh in vintages.items()]


def _stored(
    series: Mapping[str, Any], life: Mapping[str, Any], offered: Mapping[int, Mapping[int, float]], last: int
) -> Coming:
    """Return what comes back of stationary storage, and what it has no need of; without a need it takes all."""
    kept = {year: sum(vintages.values()) for year, vintages in offered.items() if year <= last}
    needed = by_year(series, STORED) or kept
    lasts = float(life["second_life"])
    store = retirement.storage(needed, kept, lasts, float(life["spread"]))
    back = [Batch(year, STORED, year - round(lasts), gwh) for year, gwh in store.returned.items()]
    back += [Batch(year, LIGHT, year, gwh) for year, gwh in store.refused.items()]
    reused = []
    for year, whole in kept.items():
        taken = retirement.part_taken(whole, store.refused.get(year, 0.0))
        reused += [Batch(year, REUSED, sold, part_of(gwh, taken)) for sold, gwh in offered[year].items()]
    return Coming(back, reused)


def chemistries_of(series: Mapping[str, Any], batch: Batch, given: Mapping[str, float]) -> dict[str, float]:
    """Return the energy of each chemistry in a batch [GWh]: as given, as its group is made of, or by year of sale."""
    own = series.get("made_of", {}).get(batch.group)
    if own:
        return {str(own): batch.gwh}
    if given:
        shares: Mapping[str, Any] = given
    else:
        tables = {int(year): table for year, table in series["shares"].items()}
        shares = tables[max((year for year in tables if year <= batch.sold), default=min(tables))]
    return {name: part_of(batch.gwh, float(share)) for name, share in shares.items()}
