"""Types the report of what battery passports say."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Noted


class PassportScenario(TypedDict):
    """Keywords of a quote of the one pack, as far as its passport tells them."""

    chemistry: NotRequired[str]
    soh: NotRequired[float]
    """State of health [1]."""
    pack_mass_kg: NotRequired[float]
    """[kg]."""
    pack_energy_kwh: NotRequired[float]
    """[kWh]."""
    packs: NotRequired[int]
    overrides: NotRequired[list[str]]
    """Shares of the pack that the passport's materials are."""


class PassportField(TypedDict):
    """A field that was read."""

    field: str
    path: str
    """Where it stands in the passport."""
    value: str | float
    unit: str
    used_as: str
    """The keyword of a quote that it became, composition, or check; nothing of what is only told."""


class PassportFilled(TypedDict):
    """What a quote takes where the passport says nothing."""

    field: str
    by: str
    why: str


class PassportDoubt(TypedDict):
    """What was taken not without doubt, or is refused."""

    code: str
    field: str
    message: str
    flag: str
    """The option that decides; nothing where none does."""


class PassportRow(TypedDict):
    """One passport."""

    file: str
    format: str | None
    """Null where it could not be read."""
    version: str | None
    scenario: PassportScenario
    recycled: dict[str, float]
    """Share of each metal that was recycled before [%]."""
    read: list[PassportField]
    filled: list[PassportFilled]
    doubts: list[PassportDoubt]
    refused: list[PassportDoubt]
    identifier: NotRequired[str]
    """Of the battery, where it was asked for."""


class PassportReport(Noted):
    """What battery passports say."""

    schema: Literal["recyc.passport/1"]
    recyc: str
    presets: str
    """Digest of the presets at hand."""
    passports: list[PassportRow]
