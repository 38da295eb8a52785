"""Turns energies of batteries into masses and amounts, and sets them beside others."""

from __future__ import annotations

KWH, GIGA = 3.6, 1e6


def beyond(ours: float, theirs: float) -> float:
    """How far a number of ours lies from one of others = ours / theirs - 1 [1].

    Args:
        ours: [x].
        theirs: [x].

    Source: `arithmetic.share_of`.

    >>> beyond(11.0, 10.0)
    0.1
    """
    return (ours - theirs) / theirs


def gigawatt_hours(energy: float) -> float:
    """Energy as people count it = MJ / 3.6 / 10^6 [GWh].

    Args:
        energy: [MJ].

    Source: `feedstock.packs_of`.

    >>> gigawatt_hours(3.6e6)
    1.0
    """
    return energy / KWH / GIGA


def tonnes(energy: float, kwh_per_t: float) -> float:
    """Mass of batteries = energy / energy of a tonne [t].

    Args:
        energy: [GWh].
        kwh_per_t: [kWh/t].

    Source: `feedstock.packs_of`.

    >>> tonnes(1.0, 160.0)
    6250.0
    """
    return energy * GIGA / kwh_per_t


def of_energy(energy: float, per_t: float, kwh_per_t: float) -> float:
    """Amount in batteries of an energy = energy x amount per tonne / energy of a tonne [x].

    Args:
        energy: [GWh].
        per_t: [x/t].
        kwh_per_t: of the same tonne [kWh/t].

    Source: `feedstock.packs_of`.

    >>> of_energy(1.0, 3200.0, 160.0)
    20000000.0
    """
    return energy * GIGA * per_t / kwh_per_t


def part_of(energy: float, share: float) -> float:
    """Part of an energy = energy x share [GWh].

    Args:
        energy: [GWh].
        share: [1].

    Source: `feedstock.packs_of`.

    >>> part_of(10.0, 0.25)
    2.5
    """
    return energy * share


def sold_as(mass: float, compound: float) -> float:
    """Tonnes of what an element is sold as, in a tonne = kg x its compound per element / 1000 [t/t].

    Args:
        mass: of the element [kg/t].
        compound: mass of what it is sold as [kg/kg].

    Source: `feedstock.amounts`.

    >>> sold_as(100.0, 5.0)
    0.5
    """
    return mass * compound / 1000.0


def between(start: float, end: float, part: float) -> float:
    """Value between two = start + (end - start) part [GWh].

    Args:
        start: [GWh].
        end: [GWh].
        part: of the way [1].

    Source: `feedstock.packs_of`.

    >>> between(10.0, 20.0, 0.5)
    15.0
    """
    return start + (end - start) * part


def way(year: int, first: int, last: int) -> float:
    """Part of the way from a year to another = (year - first) / (last - first) [1].

    Args:
        year: [yr].
        first: [yr].
        last: [yr].

    Source: `feedstock.packs_of`.

    >>> way(2031, 2030, 2035)
    0.2
    """
    return (year - first) / (last - first)
