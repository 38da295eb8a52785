"""Turns a price per kilogram of what is contained into one of what is sold, by formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.trade.units import CONTENT
from recyc_cli.model.flows.feedstock import mass_fractions, parse_formula

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def per_mass_sold(of: str, name: str, materials: Mapping[str, Any]) -> float | None:
    """Return the price of a kilogram of what is sold over that of a kilogram of what the price is per.

    Args:
        of: the formula that a price is per mass of, or `content`: of whatever the deck counts what is sold as.
        name: of what is sold, as a deck calls it.
        materials: formulas, atomic masses and elements.

    Returns:
        Nothing where what is sold has no formula, or not the element that is paid.
    """
    entry = materials["products"].get(name) or materials["reagents"].get(name) or {}
    tracked = {symbol: item for symbol, item in materials["elements"].items() if "metal" in item}
    if of == CONTENT:
        of = next((symbol.capitalize() for symbol, item in tracked.items() if item["metal"] == name), "")
    if not of or "formula" not in entry:
        return None
    sold, paid = (_shares(formula, materials["atomic_mass"]) for formula in (entry["formula"], of))
    shared = next((symbol for symbol in paid if symbol in tracked and symbol in sold), None)
    return sold[shared] / paid[shared] if shared else None


def _shares(formula: str, masses: Mapping[str, float]) -> Mapping[str, float]:
    return mass_fractions(parse_formula(formula), masses)
