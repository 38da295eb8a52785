"""Computes the rates inside a plant: powder from cells, metals from powder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.compliance.rates import counted
from recyc_cli.model.numbers.arithmetic import NAN, add_up, ratio, share_of
from recyc_cli.model.records.masses import PRODUCT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.masses import Counting, Masses

MJ_PER_KGCE = 29.3076
"""A kilogram of coal equivalent, 7000 kcal [MJ]."""


def smelting(masses: Masses, element: str, counting: Counting) -> Number:
    """Recovery of an element in refining = its mass in products / its mass in the powder, or else in the feed [1].

    Args:
        masses: of a refiner, or of a chain with its powder between [kg].
        element: its symbol.
        counting: what counts.

    Source: miit-conditions-2024.

    >>> from recyc_cli.model.records.masses import Counting, Fraction, Masses
    >>> fed, powder = (Fraction(name="", mass=m, derived=m, elements={"ni": m}) for m in (10.0, 9.5))
    >>> metal = Fraction(name="nickel", mass=9.31, derived=9.31, elements={"ni": 9.31})
    >>> round(smelting(Masses(fed=fed, outputs=[metal], between=powder), "ni", Counting()), 6)
    0.98
    """
    into = masses.fed if masses.between is None else masses.between
    out = add_up(each.elements.get(element, 0.0) for each, unfinished in counted(masses, counting) if not unfinished)
    return share_of(out, into.elements.get(element, 0.0))


def powder_recovery(masses: Masses, parts: Iterable[str]) -> Number:
    """Electrode powder won by crushing = its mass in the powder / its mass in the feed [1]; NaN without a powder.

    Args:
        masses: of a chain with its powder between [kg].
        parts: components that the powder is made of.

    Source: miit-conditions-2024.

    >>> from recyc_cli.model.records.masses import Fraction, Masses
    >>> fed, powder = (Fraction(name="", mass=m, derived=m, parts={"cathode": m}) for m in (100.0, 98.0))
    >>> powder_recovery(Masses(fed=fed, outputs=[], between=powder), ["cathode"])
    0.98
    """
    names = tuple(parts)
    powder = masses.between
    if powder is None:
        return NAN
    won, held = (add_up(each.parts.get(name, 0.0) for name in names) for each in (powder, masses.fed))
    return share_of(won, held)


def impurity(masses: Masses, parts: Iterable[str]) -> Number:
    """Impurity of the powder = mass of what should not be in it / mass of the powder [1]; NaN without a powder.

    Args:
        masses: of a chain with its powder between [kg].
        parts: components, or elements where it was analysed so.

    Source: miit-conditions-2024.

    >>> from recyc_cli.model.records.masses import Fraction, Masses
    >>> powder = Fraction(name="", mass=200.0, derived=200.0, parts={"foil": 2.0})
    >>> impurity(Masses(fed=powder, outputs=[], between=powder), ["foil"])
    0.01
    """
    powder = masses.between
    if powder is None:
        return NAN
    return share_of(add_up(powder.parts.get(name, 0.0) for name in parts), powder.mass)


def repaired(masses: Masses, parts: Iterable[str]) -> Number:
    """Recovery of what is restored as it is = its mass in products / its mass in the powder, or else the feed [1].

    NaN where nothing is restored.

    Args:
        masses: of a plant or a chain [kg].
        parts: components that are restored.

    Source: miit-conditions-2024.

    >>> from recyc_cli.model.records.masses import Fraction, Masses
    >>> fed, new = (Fraction(name="", mass=m, derived=m, parts={"cathode": m}) for m in (100.0, 90.0))
    >>> repaired(Masses(fed=fed, outputs=[new]), ["cathode"])
    0.9
    """
    names = tuple(parts)
    into = masses.fed if masses.between is None else masses.between
    made = [each for each in masses.outputs if each.use == PRODUCT and any(name in each.parts for name in names)]
    if not made:
        return NAN
    out = add_up(each.parts.get(name, 0.0) for each in made for name in names)
    return share_of(out, add_up(into.parts.get(name, 0.0) for name in names))


def energy_of_product(energy: Number, product: Number) -> Number:
    """Energy of a product = energy / 29.3076 / mass [kgce/kg].

    Args:
        energy: that is put down to it [MJ].
        product: mass of it [kg].

    Source: miit-conditions-2024.

    >>> round(energy_of_product(29.3076, 2.0), 3)
    0.5
    """
    return ratio(energy / MJ_PER_KGCE, product, NAN)


def energy_span(masses: Masses, product: str) -> tuple[Number, Number]:
    """Least and most energy of a product: by its share of what its plant makes, and all of it [kgce/kg].

    least = most x mass of the product / mass of all products of its plant; NaN where nobody makes it, or its energy
    is not known.

    Args:
        masses: of a chain, with the energy of its plants [kg, MJ].
        product: its name.

    Source: `plant_rates.energy_of_product`.

    >>> from recyc_cli.model.records.masses import Fraction, Masses
    >>> made = [Fraction(name=name, stage="leach", mass=5.0, derived=5.0) for name in ("salt", "metal")]
    >>> low, high = energy_span(Masses(outputs=made, energy={"leach": 293.076}), "salt")
    >>> round(low, 6), round(high, 6)
    (1.0, 2.0)
    """
    made = next((each for each in masses.outputs if each.name == product and each.use == PRODUCT), None)
    if made is None or made.stage not in masses.energy:
        return NAN, NAN
    beside = add_up(each.mass for each in masses.outputs if each.use == PRODUCT and each.stage == made.stage)
    energy = masses.energy[made.stage]
    return energy_of_product(energy * ratio(made.mass, beside, NAN), made.mass), energy_of_product(energy, made.mass)
