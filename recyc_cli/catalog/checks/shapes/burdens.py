"""Defines the shapes of life-cycle factors: of materials, fuels and electricity."""

from __future__ import annotations

from typing import Annotated, Literal

from recyc_cli.catalog.checks.shapes.common import In, Plain, Ratio, Shape, Titled

EnergyRow = Literal["total_energy", "fossil_fuels", "coal", "natural_gas", "petroleum"]
EmissionRow = Literal[
    "voc", "co", "nox", "pm10", "pm2_5", "sox", "bc", "oc", "ch4", "n2o", "co2", "co2_with_voc_co", "ghg"
]
Grams = dict[EmissionRow, Annotated[float, In("g/MJ")]]


class Grid(Shape):
    """What a megajoule of the region's electricity takes and emits."""

    energy: dict[EnergyRow, Ratio]
    water: Annotated[float, In("L/MJ", low=0.0)]
    emissions: Grams


class Burden(Shape):
    """What a kilogram of a material takes and emits."""

    water: Annotated[float, In("L/kg")] | None = None
    energy: dict[EnergyRow, Annotated[float, In("MJ/kg")]]
    emissions: dict[EmissionRow, Annotated[float, In("g/kg")]]


class Fuel(Shape):
    """What a megajoule of fuel takes and emits before it is burned."""

    water: Annotated[float, In("L/MJ")] | None = None
    energy: dict[EnergyRow, Plain]
    emissions: Grams


class Impacts(Titled):
    """presets/impacts: life-cycle factors."""

    materials: dict[str, Burden] = {}
    fuels: dict[str, Fuel] = {}
    combustion: dict[str, Grams] = {}
    truck_energy: dict[Literal["heavy", "medium"], Annotated[float, In("MJ/km", low=0.0)]] = {}
    mode_energy: dict[Literal["rail", "ship", "barge"], Annotated[float, In("MJ/kg/km", low=0.0)]] = {}
    characterization: dict[str, Ratio] = {}
