"""Knows what a battery can be: the bounds of each quantity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.importing.passports.found import factor

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.library import Library

_OF_FIELD = {
    "soh": "health", "soce": "health", "fade": "fade", "cycles": "cycles", "expected_cycles": "cycles",
    "renewable": "share", "hazardous": "share", "footprint": "amount", "footprint_total": "amount",
    "material_mass": "mass_part", "remaining_energy": "amount", "remaining_capacity": "amount",
}  # fmt: skip
"""Fields whose bounds are not those of what their unit measures."""


class Limits:
    """Bounds of the quantities of a battery, as the preset `passports` has them."""

    def __init__(self, library: Library) -> None:
        self._records = library.document("passports").records
        most = self.at("mass.most")
        self._own = {"mass_part": (0.0, most)}

    def at(self, path: str) -> float:
        """Return a bound in the unit it is written in."""
        return float(self._records[f"limits.{path}"].value)

    def of(self, field: str, unit: str) -> tuple[float, float]:
        """Return the least and the most of a field, in the first unit of its kind."""
        name = _OF_FIELD.get(field) or factor(unit)[0]
        if name in self._own:
            return self._own[name]
        least = f"limits.{name}.least"
        return (self.at(f"{name}.least") if least in self._records else 0.0, self.at(f"{name}.most"))

    def dense(self, energy_kwh: float, mass_kg: float) -> bool:
        """Tell whether a pack can have an energy at its mass."""
        density = 1000.0 * energy_kwh / mass_kg
        return self.at("density.least") <= density <= self.at("density.most")
