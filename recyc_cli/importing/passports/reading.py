"""Reads a passport as keywords of a quote, with its doubts and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.importing.passports.chemistry_names import chemistry_of
from recyc_cli.importing.passports.found import FIELDS, found_in
from recyc_cli.importing.passports.health import health_of
from recyc_cli.importing.passports.limits import Limits
from recyc_cli.importing.passports.materials import materials_of, recycled_of
from recyc_cli.importing.passports.quantities import in_order_of_table, quantities, settle_pack
from recyc_cli.importing.passports.said import Doubt, Said, Value, brief, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.passports.found import Found
    from recyc_cli.importing.passports.materials import Materials
    from recyc_cli.importing.passports.quantities import Quantity

NOT_PUBLIC = "not in the public part of a passport"
NOT_SAID = "the passport does not say it"
EXAMPLES = ("/", ",", "|")
"""What parts a list of examples in the place of a status."""


class Filled(NamedTuple):
    """What a quote takes where a passport says nothing: the keyword, what stands in, and why."""

    field: str
    by: str
    why: str


class Reading(NamedTuple):
    """A passport, read."""

    file: str
    format: str
    label: str
    version: str
    identifier: str
    """Of the battery: for whoever asks for it, and in no report."""
    scenario: dict[str, Any]
    """Keywords of a quote."""
    composition: dict[str, float]
    """Shares of the pack that the passport states [kg/kg]."""
    materials_kg: float | None
    material_unit: str
    recycled: dict[str, float]
    """Share of each metal that was recycled before [%]."""
    dates: dict[str, str]
    read: list[Value]
    filled: list[Filled]
    doubts: list[Doubt]
    refused: list[Doubt]


def read_parts(
    parts: Sequence[tuple[str, Any]], name: str, library: Library, year: int, material_unit: str | None = None
) -> Reading:
    """Return what the parts of one passport say.

    Args:
        parts: the start of its paths, and its tree, for each of its files.
        name: of the file, for messages.
        library: of presets.
        year: the one it is now, which dates may be ahead of by one.
        material_unit: of the masses of materials, where the user says it.

    Raises:
        RecycError: E385 where it is no battery passport, E384 where a signed one does not unpack.
    """
    found, limits, said = found_in(parts, name), Limits(library), Said()
    names = library.document("passports").tree
    known = quantities(found, limits, said)
    dates = _dates(found, limits, year, said)
    mass, energy = settle_pack(known, limits, said)
    code = next(iter(found.fields.get("traction_code", ())), None)
    entries = found.items.get("materials", [])
    chemistry = chemistry_of(found.fields.get("chemistry", []), code, entries, library, said)
    health, of_health = health_of(known, limits, said)
    materials = materials_of(found, mass, material_unit, limits, names, said)
    recycled = recycled_of(found, names, said)
    _words(found, known, mass, limits, said)
    if found.signed:
        said.doubt("unsigned", "signature", "the signature of the passport was not checked")
    scenario = _scenario(chemistry, health, mass, energy)
    _used(known, of_health, scenario, said)
    filled = _filled(scenario, materials)
    identifier = next((str(leaf.value) for leaf in found.fields.get("identifier", ())), "")
    return Reading(
        name, found.format, found.label, found.version, identifier, scenario, materials.shares, materials.sum_kg,
        materials.unit, recycled, dates, said.read, filled, _sorted(said.doubts), _sorted(said.refused),
    )  # fmt: skip


def _scenario(chemistry: str | None, health: float | None, mass: float | None, energy: float | None) -> dict[str, Any]:
    """Return the keywords of a quote of the one pack of a passport, as far as it tells them."""
    given = {"chemistry": chemistry, "soh": health, "pack_mass_kg": mass, "pack_energy_kwh": energy}
    scenario = {name: value for name, value in given.items() if value is not None}
    return scenario | ({"packs": 1} if mass is not None or energy is not None else {})


def _sorted(doubts: list[Doubt]) -> list[Doubt]:
    order = {field: place for place, field in enumerate(FIELDS)}
    return sorted(doubts, key=lambda each: order.get(each.field, len(order)))


def _used(known: dict[str, Quantity], of_health: str, scenario: dict[str, Any], said: Said) -> None:
    """Note the numbers that were read, and what each became."""
    energy = next((field for field in ("energy", "usable_energy") if field in known), "")
    became = {"mass": "pack_mass_kg", energy: "pack_energy_kwh", of_health: "soh"}
    for quantity in in_order_of_table(known):
        keyword = became.get(quantity.field, "")
        kept = keyword in scenario
        value = scenario[keyword] if kept else quantity.number
        unit = _UNITS[keyword] if kept else quantity.readings[0].unit
        checks = "check" if FIELDS[quantity.field].get("flag") else ""
        said.use(quantity.field, quantity.leaf, value, unit, keyword if kept else checks)


_UNITS = {"pack_mass_kg": "kg", "pack_energy_kwh": "kWh", "soh": "1"}


def _dates(found: Found, limits: Limits, year: int, said: Said) -> dict[str, str]:
    """Return the dates that can be; the rest is refused."""
    dates = {}
    for field, row in FIELDS.items():
        if row.get("kind") != "date":
            continue
        for leaf in found.fields.get(field, ()):
            read = day(leaf.value)
            if read is None or not limits.at("year.least") <= int(read[:4]) <= year + 1:
                said.refuse("absurd", field, f"{row['label']} {str(leaf.value)[:30]!r}")
                break
            if field not in dates:
                dates[field] = read
                said.use(field, leaf, read)
    return dates


def _words(found: Found, known: dict[str, Quantity], mass: float | None, limits: Limits, said: Said) -> None:
    """Read the category and the status; the category has to go with the mass."""
    for leaf in found.fields.get("category", ())[:1]:
        category = str(leaf.value).strip().lower()
        said.use("category", leaf, category[:40])
        most = next((limits.at(f"{name}.most") for name in ("lmt", "portable") if name == category), None)
        if mass is not None and most is not None and mass > most and "mass" in known:
            message = f"{brief(mass)} kg, and {category} batteries have at most {brief(most)} kg"
            said.doubt("category-mass", "mass", message, "--pack-mass")
    for leaf in found.fields.get("status", ())[:1]:
        text = str(leaf.value).strip()
        if sum(text.count(mark) for mark in EXAMPLES) > 1:
            said.doubt("examples", "status", "the status is a list of examples: it is not known")
        else:
            said.use("status", leaf, text.lower().replace("-", "")[:40])


def _filled(scenario: dict[str, Any], materials: Materials) -> list[Filled]:
    """Return what a quote takes for what the passport does not say."""
    filled = []
    if "chemistry" not in scenario:
        filled.append(Filled("chemistry", "nothing: name one", NOT_SAID))
    if "soh" not in scenario:
        filled.append(Filled("soh", "the usual health of packs of its years", NOT_PUBLIC))
    if "pack_mass_kg" not in scenario:
        filled.append(Filled("pack_mass_kg", "the usual mass of a pack of its chemistry", NOT_SAID))
    if "pack_energy_kwh" not in scenario:
        filled.append(Filled("pack_energy_kwh", "the energy of a usual pack of that mass", NOT_SAID))
    if not materials.shares:
        filled.append(Filled("composition", "that of the chemistry's packs", NOT_PUBLIC))
    return filled
