"""Holds the way to the plant's gate: legs, trucks, packaging, opening packs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.records.struct import Form, Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number


class Leg(Struct):
    """A leg of the way from the holder to the battery maker."""

    id: str
    title: str
    forms: tuple[str, ...]
    carries: str
    seat: str
    """Who pays for it: shredder or refiner."""
    hazardous: bool
    packed_by: str
    mode: str
    """truck, rail, ship or barge."""
    distance: Number
    """[km]"""
    care: Number
    """Multiple of freight and packaging for damaged and defective batteries."""
    packaging_on: Mapping[str, Number]


class Freight(Struct):
    """Trucks, payloads, rates and packaging."""

    legs: tuple[Leg, ...]
    truck: str
    """How the truck of a leg is chosen: `by-distance` or `cheaper`."""
    heavy_above: Number
    """Distance above which the heavy truck goes [km]."""
    gross_weight: Number
    short_ton: Number
    """The method's short ton over the exact one."""
    payload: Mapping[str, Number]
    """truck -> [kg]"""
    rate: Mapping[str, Mapping[str, Number]]
    """truck -> plain | hazardous -> [money/km]"""
    modes: Mapping[str, Number]
    """rail, ship, barge -> [money/kg/km]"""
    packaging: Mapping[str, Number]
    """plain | hazardous -> [money/kg]"""
    shipped: Mapping[str, Number]
    """Kilograms shipped per kilogram of product."""


class Disassembly(Struct):
    """Opening packs by hand."""

    levels: Mapping[str, Mapping[str, Any]]
    floor: Mapping[str, Number]
    cost: Mapping[str, Number]
    recovered: Mapping[str, Mapping[str, Form]]
    """pack | module -> product -> form of parts."""
    wasted: Mapping[str, Mapping[str, Form]]
