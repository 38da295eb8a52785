"""Knows what salts are traded as: with their crystal water, which decks do not count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.documents.document import lookup
from recyc_cli.model.flows.feedstock import parse_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Tree

_DRY = re.compile(r"\b(?:anhydrous|dry)\b")


class Hydrate(NamedTuple):
    """What an item is traded as, where the deck counts another compound."""

    traded: str
    counted: str
    factor: float
    """Price of a tonne as counted over that of a tonne as traded."""


def hydrate(item: str, path: str, materials: Tree) -> Hydrate | None:
    """Return what a salt is traded as; None where that is what the deck counts, or the item says that it is dry.

    Args:
        item: the name in the file.
        path: of what it prices in a deck: `reagents.lithium_hydroxide`.
        materials: formulas (`formula`, `traded`) and atomic masses.
    """
    entry = lookup(materials, path.removesuffix(".price"))
    if not isinstance(entry, dict) or "traded" not in entry:
        return None
    traded, counted = str(entry["traded"]), str(entry["formula"])
    if _DRY.search(item.lower()) or item.strip().lower() == counted.lower():
        return None
    masses = materials["atomic_mass"]
    return Hydrate(traded, counted, molar_mass(traded, masses) / molar_mass(counted, masses))


def molar_mass(formula: str, atomic_mass: Mapping[str, float]) -> float:
    """Return the molar mass of a formula that may hold crystal water [g/mol].

    >>> round(molar_mass("LiOH.H2O", {"li": 6.94, "o": 15.999, "h": 1.008}), 3)
    41.962
    """
    return sum(number * atomic_mass[element] for element, number in atoms(formula).items())


def atoms(formula: str) -> dict[str, float]:
    """Return the atoms of a formula that may hold crystal water.

    >>> atoms("NiSO4.6H2O")
    {'ni': 1.0, 's': 1.0, 'o': 10.0, 'h': 12.0}
    """
    count: dict[str, float] = {}
    for part in formula.split("."):
        rest = part.lstrip("0123456789")
        for element, number in parse_formula(rest).items():
            count[element] = count.get(element, 0.0) + float(part.removesuffix(rest) or 1) * number
    return count
