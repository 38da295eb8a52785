"""Defines the shape of what an outlook rests on: lives of batteries, series of sales."""

from __future__ import annotations

from typing import Annotated

from recyc_cli.catalog.checks.shapes.common import In, Shape, Share

Years = Annotated[float, In("yr", low=0.0)]
PerYear = dict[str, Annotated[float, In("MJ/yr", low=0.0)]]


class Life(Shape):
    """How long batteries and vehicles last: means and a spread of logistic lives, and what becomes of batteries."""

    title: str
    battery: Annotated[float, In("yr", low=1e-3)]
    heavy_battery: Annotated[float, In("yr", low=1e-3)]
    spread: Annotated[float, In("yr", low=1e-3)]
    vehicle_life: Annotated[float, In("yr", low=1e-3)]
    replaced_until: Years
    repurposed: Share
    repurposed_until: Years
    second_life: Annotated[float, In("yr", low=1e-3)]


class Told(Shape):
    """What a study prints of what comes back, by year: its energy, its mass, its worth."""

    energy: PerYear = {}
    tonnes: dict[str, Annotated[float, In("t/yr", low=0.0)]] = {}
    worth: dict[str, Annotated[float, In("USD/yr", low=0.0)]] = {}


class Series(Shape):
    """Batteries by year: sold light and heavy, needed by stationary storage, scrapped, returned as a study has it.

    `counted` is what others count; `shares` are of chemistries by year of sale; `made_of` says what a group is made of;
    `gap` what of a product is foreseen to be missing; `told` is what studies print, `beside` names other series of what
    comes back, to stand beside this one.
    """

    title: str
    regions: list[str]
    life: str
    light: PerYear = {}
    heavy: PerYear = {}
    storage: PerYear = {}
    scrap: PerYear = {}
    devices: PerYear = {}
    returned: PerYear = {}
    counted: PerYear = {}
    kwh_per_t: dict[str, Annotated[float, In("MJ/kg", low=1e-9)]] = {}
    shares: dict[str, dict[str, Share]]
    made_of: dict[str, str] = {}
    told: Told = Told()
    beside: list[str] = []
    gap: dict[str, dict[str, Annotated[float, In("t/yr", low=0.0)]]] = {}


class Outlook(Shape):
    """presets/outlook.toml: lives of batteries and series of sales, by their names; years are named by their number."""

    lives: dict[str, Life]
    series: dict[str, Series]
