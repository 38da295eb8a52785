"""Defines the shape of the names and bounds that battery passports are read by."""

from __future__ import annotations

from typing import Annotated

from recyc_cli.catalog.checks.shapes.common import In, Shape

Bound = Annotated[float, In("1", "kg", "MJ", "MJ/kg")]


class Family(Shape):
    """What a family of chemistries is called, what it is quoted as, and the presets that a ratio chooses from."""

    like: str
    by_ratio: list[str] = []
    words: list[str]
    cas: list[str] = []


class Material(Shape):
    """What a component of a pack is called."""

    words: list[str]
    cas: list[str]


class Anodes(Shape):
    """Words of anodes that no preset has."""

    words: list[str]


class Limit(Shape):
    """What a quantity may be at least and at most, or how far two may lie apart."""

    least: Bound | None = None
    most: Bound | None = None
    apart: Bound | None = None


class Passports(Shape):
    """presets/passports.toml: what passports call chemistries and materials, and what a pack can be.

    `blends` are two families that are one cathode, `ratios` the metals in the order of the digits behind a name,
    `traction_code` the letters of chemistries in a Chinese code, `metals` what elements are called.
    """

    families: dict[str, Family]
    blends: dict[str, list[str]]
    ratios: dict[str, list[str]]
    anodes: Anodes
    traction_code: dict[str, str]
    materials: dict[str, Material]
    metals: dict[str, list[str]]
    limits: dict[str, Limit]
