"""Lists of records (presets, numbers, sources) and errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.plants import PlantRow
from recyc_cli.report.shapes.saved import SavedRow

Cell = str | float | None
Row = dict[str, Cell]
Column = tuple[str, str, str]
"""Key, heading, and the side that it stands on: `<` or `>`."""


class OfPresets(TypedDict):
    """What every list says of where it was read."""

    presets: NotRequired[str]
    """Digest of the presets at hand: two reports that share it speak of the same numbers."""


class PresetRow(TypedDict):
    """A preset, and the facts of its kind."""

    kind: str
    name: str
    title: str
    routes: NotRequired[str | None]
    region: NotRequired[str | None]
    throughput_t_per_year: NotRequired[float | None]
    """[t/yr]."""
    status: NotRequired[str | None]
    company: NotRequired[str | None]
    of_stage: NotRequired[str | None]
    """Stage that the throughput is the feed of."""
    pack_energy_kwh: NotRequired[float | None]
    """[kWh]."""
    pack_mass_kg: NotRequired[float | None]
    """[kg]."""
    chemistry: NotRequired[str | None]
    maker: NotRequired[str | None]
    country: NotRequired[str | None]
    currency: NotRequired[str | None]
    wage_usd_per_h: NotRequired[float | None]
    """[USD/h]."""
    electricity_usd_per_mwh: NotRequired[float | None]
    """[USD/MWh]."""
    market: NotRequired[str | None]
    year: NotRequired[str | None]
    vat_percent: NotRequired[float | None]
    """[%]."""
    stage: NotRequired[str | None]
    accepts: NotRequired[str | None]
    family: NotRequired[str | None]
    kwh_per_kg: NotRequired[float | None]
    """[kWh/kg]."""
    stages: NotRequired[str | None]
    sells: NotRequired[str | None]


class PresetsReport(OfPresets):
    """The presets at hand."""

    schema: Literal["recyc.presets/1"]
    rows: list[PresetRow]


class Setting(TypedDict):
    """A number or a setting as it is written."""

    value: str | float
    """[unit]."""
    unit: NotRequired[str]
    low: NotRequired[float]
    """[unit]."""
    high: NotRequired[float]
    """[unit]."""
    date: NotRequired[str]
    evidence: NotRequired[str]
    source: NotRequired[str]
    basis: NotRequired[str]
    note: NotRequired[str]
    spread: NotRequired[str]
    """How far the number may lie off, or why it does not."""


class NumberRow(Setting):
    """A number or a setting of a preset, under the path that --set takes."""

    path: str


class PresetReport(OfPresets):
    """The numbers of a preset."""

    schema: Literal["recyc.preset/1"]
    rows: list[NumberRow]


class PlantsReport(OfPresets):
    """What plants are publicly said to cost beside the model's own."""

    schema: Literal["recyc.plants/1"]
    rows: list[PlantRow]


class DifferenceRow(TypedDict):
    """What differs between two presets."""

    what: str
    path: str
    a: str | float | None
    """[unit]."""
    b: str | float | None
    """[unit]."""
    change: NotRequired[float | None]
    """[%]."""
    unit: NotRequired[str | None]
    reason: str | None


class PresetDiffReport(OfPresets):
    """The differences between two presets of one kind."""

    schema: Literal["recyc.preset-diff/1"]
    rows: list[DifferenceRow]


class CheckRow(TypedDict):
    """Numbers of presets without a fault, counted by evidence, or those that are old."""

    of: str
    evidence: NotRequired[str]
    numbers: NotRequired[int]
    percent: NotRequired[float]
    """[%]."""
    preset: NotRequired[str]
    path: NotRequired[str]
    dated: NotRequired[str]
    source: NotRequired[str]


class PresetCheckReport(OfPresets):
    """What a check of presets counted."""

    schema: Literal["recyc.preset-check/1"]
    rows: list[CheckRow]


FolderRow = TypedDict("FolderRow", {"from": str, "folder": str, "state": str})
"""A folder of presets: who names it, where it lies, whether it is read."""


class PresetPathReport(OfPresets):
    """The folders of presets, the first to be asked first."""

    schema: Literal["recyc.preset-path/1"]
    rows: list[FolderRow]


SettingRow = TypedDict("SettingRow", {"group": str, "setting": str, "value": str, "from": str})
"""A setting in force: what it is about, what it says, and the flag, variable or file that says so."""


class ConfigReport(OfPresets):
    """The settings in force."""

    schema: Literal["recyc.config/1"]
    rows: list[SettingRow]


class SourceRow(TypedDict):
    """A source."""

    id: str
    title: str
    publisher: str | None
    year: str | None
    url: str | None
    license: str | None
    note: str | None


class SourcesReport(OfPresets):
    """Where the numbers come from."""

    schema: Literal["recyc.sources/1"]
    rows: list[SourceRow]


class SchemaRow(TypedDict):
    """A schema that `recyc schema` prints."""

    schema: str
    title: str


class SchemasReport(OfPresets):
    """The schemas of all reports."""

    schema: Literal["recyc.schemas/1"]
    rows: list[SchemaRow]


class SavedQuotesReport(OfPresets):
    """The saved quotes of a folder."""

    schema: Literal["recyc.saved-quotes/1"]
    rows: list[SavedRow]


class Fault(TypedDict):
    """What went wrong, where, and what to do about it."""

    code: str
    message: str
    where: str
    hint: str
    exit_code: int


class ErrorReport(OfPresets, Fault):
    """The first fault, and all of them."""

    schema: Literal["recyc.error/1"]
    errors: list[Fault]


AnyRow = (
    Row | NumberRow | PlantRow | DifferenceRow | CheckRow | FolderRow | SettingRow | SourceRow | SchemaRow | SavedRow
)


Listed = Literal[
    "recyc.presets/1",
    "recyc.preset/1",
    "recyc.plants/1",
    "recyc.preset-diff/1",
    "recyc.preset-check/1",
    "recyc.preset-path/1",
    "recyc.config/1",
    "recyc.sources/1",
    "recyc.schemas/1",
    "recyc.saved-quotes/1",
]
"""Schemas of lists of records."""


class RecordsReport(OfPresets):
    """A list of records as it is drawn; of these, data have `schema`, `presets` and `rows`."""

    schema: Listed
    head: list[str]
    columns: list[Column]
    rows: Sequence[AnyRow]
    notes: list[str]
    group: str
    """Key that heads a table; empty where there is none."""
