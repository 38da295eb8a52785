"""Puts masses of several lots together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.flows.stage import add
from recyc_cli.model.records.masses import Fraction, Masses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.model.numbers.arithmetic import Number


def fractions_together(one: Fraction, other: Fraction) -> Fraction:
    """Both fractions as one = sums of their masses [kg].

    Args:
        one: whose name, stage and use it keeps.
        other: of the same kind.

    Source: `stage.flows_of_plant`.

    >>> lots = [Fraction(name="feed", mass=mass, derived=mass, elements={"li": 2.0}) for mass in (700.0, 300.0)]
    >>> fractions_together(*lots).elements
    {'li': 4.0}
    """
    tables: dict[str, dict[str, Number]] = {}
    for table in ("elements", "parts", "reagents"):
        tables[table] = dict(getattr(one, table))
        for name, mass in getattr(other, table).items():
            add(tables[table], name, mass)
    return Fraction(**{**vars(one), **tables, "mass": one.mass + other.mass, "derived": one.derived + other.derived})


def together(masses: Iterable[Masses]) -> Masses:
    """Several lots as one = sums of their masses, whose rates are averages by mass [kg].

    Args:
        masses: of each lot.

    Source: eu-2023-1542, Annex XII Part B: by average weight.

    >>> lots = [Masses(fed=Fraction(name="feed", mass=m, derived=m), outputs=[]) for m in (700.0, 300.0)]
    >>> together(lots).fed.mass
    1000.0
    """
    first, *others = masses
    for other in others:
        between = first.between or other.between
        if first.between is not None and other.between is not None:
            between = fractions_together(first.between, other.between)
        tables: dict[str, dict[str, Number]] = {}
        for table in ("energy", "new_cathodes", "recycled"):
            tables[table] = dict(getattr(first, table))
            for name, mass in getattr(other, table).items():
                add(tables[table], name, mass)
        fed, outputs = fractions_together(first.fed, other.fed), [*first.outputs, *other.outputs]
        first = Masses(fed=fed, outputs=outputs, between=between, **tables)
    return first


def scaled_masses(masses: Masses, factor: Number) -> Masses:
    """Masses of a lot = those of a tonne x its tonnes [kg].

    Args:
        masses: [kg/t].
        factor: size of the lot [t].

    Source: `feedstock.packs_of`.

    >>> scaled_masses(Masses(fed=Fraction(name="feed", mass=1000.0, derived=1000.0), outputs=[]), 40.0).fed.mass
    40000.0
    """
    tables = {
        table: {name: mass * factor for name, mass in getattr(masses, table).items()}
        for table in ("energy", "new_cathodes", "recycled")
    }
    return Masses(
        fed=_scaled(masses.fed, factor),
        outputs=[_scaled(each, factor) for each in masses.outputs],
        between=None if masses.between is None else _scaled(masses.between, factor),
        **tables,
    )


def _scaled(one: Fraction, factor: Number) -> Fraction:
    tables = {
        table: {name: mass * factor for name, mass in getattr(one, table).items()}
        for table in ("elements", "parts", "reagents")
    }
    return Fraction(**{**vars(one), **tables, "mass": one.mass * factor, "derived": one.derived * factor})
