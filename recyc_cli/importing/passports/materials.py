"""Reads the lists of a passport: what the pack is made of, what was recycled before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.importing.passports.chemistry_names import family_of_cas, named
from recyc_cli.importing.passports.files.json_text import Odd
from recyc_cli.importing.passports.found import factor, spelled_unit, unit_meant
from recyc_cli.importing.passports.said import Value, brief, number
from recyc_cli.importing.passports.tree import FORMATS
from recyc_cli.model.flows.stage import CATHODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.importing.passports.found import Found
    from recyc_cli.importing.passports.limits import Limits
    from recyc_cli.importing.passports.said import Said
    from recyc_cli.importing.passports.tree import Leaf

    Entry = Mapping[str, Leaf]

FLAG = "--material-unit"
SHARE_UNITS = ("%", "1")
_TINY = 0.01
_PERCENT = 100.0
_WHOLE = 1.0 + 1e-9


class Materials(NamedTuple):
    """What a pack is made of, as far as its passport says: shares of its mass by component [kg/kg], the sum [kg]."""

    shares: dict[str, float]
    sum_kg: float | None
    unit: str


NOTHING = Materials({}, None, "")


def materials_of(
    found: Found, mass: float | None, unit: str | None, limits: Limits, names: Tree, said: Said
) -> Materials:
    """Return what a pack is made of; nothing where a passport names too little of it.

    Args:
        found: with its entries.
        mass: of the pack [kg].
        unit: of the masses, where the user says it.
        limits: of sums.
        names: of materials.
        said: notes what is doubtful, and refuses.
    """
    entries = found.items.get("materials", [])
    masses = _masses(entries, limits, said)
    if not masses:
        return _by_shares(entries, found, limits, names)
    meant = unit or unit_meant(FORMATS["material_mass"], found.format, found.version)
    stated = {spelled_unit(str(entry["mass"].unit)) for entry, _ in masses} - {""}
    ways = [meant] if unit or mass is None else [meant, *(u for u in FORMATS["material_mass"]["also"] if u != meant)]
    ways = sorted(stated)[:1] or ways
    sums = {way: sum(value for _, value in masses) * factor(way)[1] for way in ways}
    if mass is None:
        return Materials({}, None, meant)
    fits = [
        way
        for way, total in sums.items()
        if limits.at("materials.least") <= total / mass <= limits.at("materials.most")
    ]
    if not fits:
        _told_in_part(sums, mass, limits, said)
        return Materials({}, sums[ways[0]], ways[0])
    way = fits[0]
    if way != ways[0]:
        first, second = (f"{brief(_PERCENT * sums[each] / mass)} %" for each in (ways[0], way))
        shares = f"{first} of the pack in {ways[0]}, {second} in {way}"
        said.doubt("unit-by-physics", "material_mass", f"the materials are {shares}: they are in {way}", FLAG)
    for entry, value in masses:
        said.read.append(Value("material_mass", entry["mass"].path, value, way, "composition"))
    return Materials(_shares(masses, mass, factor(way)[1], names), sums[way], way)


def _masses(entries: Iterable[Entry], limits: Limits, said: Said) -> list[tuple[Entry, float]]:
    """Return the entries with a mass; a mass that cannot be is refused."""
    found = []
    low, high = limits.of("material_mass", "kg")
    for entry in entries:
        value = number(entry["mass"].value) if "mass" in entry else None
        if isinstance(value, Odd) or (value is not None and not low <= value <= high / factor("g")[1]):
            name = str(entry["name"].value)[:40] if "name" in entry else "a material"
            shown = str(value) if isinstance(value, Odd) else brief(value or 0.0)
            said.refuse("absurd", "material_mass", f"{name} {shown}", FLAG)
        elif value:
            found.append((entry, value))
    return found


def _told_in_part(sums: Mapping[str, float], mass: float, limits: Limits, said: Said) -> None:
    """Say that the materials are a part of the pack, or refuse them where they are more than all of it."""
    ways = ", ".join(f"{brief(_PERCENT * total / mass)} % in {way}" for way, total in sums.items())
    if all(total / mass > limits.at("materials.most") for total in sums.values()):
        said.refuse("two-readings", "material_mass", f"the materials are {ways} of the pack", FLAG)
    else:
        message = f"the materials are {ways} of the pack: its composition stays the chemistry's own"
        said.doubt("materials-in-part", "material_mass", message, FLAG)


def _by_shares(entries: Sequence[Entry], found: Found, limits: Limits, names: Tree) -> Materials:
    """Return what shares of the mass say, where they are enough of it."""
    usual = unit_meant(FORMATS["material_share"], found.format, found.version)
    shares = []
    for entry in entries:
        value = number(entry["share"].value) if "share" in entry else None
        stated = spelled_unit(str(entry["unit"].value)) if "unit" in entry else ""
        if isinstance(value, float) and (stated or usual) in SHARE_UNITS:
            shares.append((entry, value * factor(stated or usual)[1]))
    total = sum(value for _, value in shares)
    if not limits.at("materials.least") <= total <= limits.at("materials.most"):
        return NOTHING
    return Materials(_shares(shares, 1.0, 1.0, names), None, usual)


def _shares(masses: Iterable[tuple[Entry, float]], mass: float, scale: float, names: Tree) -> dict[str, float]:
    """Return the shares of the components of a pack; nothing where its cathode is not among them."""
    shares: dict[str, float] = {}
    for entry, value in masses:
        component = component_of(entry, names)
        if component:
            shares[component] = shares.get(component, 0.0) + value * scale / mass
    return shares if CATHODE in shares else {}


def component_of(entry: Entry, names: Tree) -> str:
    """Return the component of a pack that a material is: a cathode's by its chemistry; nothing where it is none."""
    text = str(entry["name"].value).lower() if "name" in entry else ""
    cas = str(entry["cas"].value).strip() if "cas" in entry else ""
    for component, row in names["materials"].items():
        if any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) for word in row["words"]) or cas in row["cas"]:
            return str(component)
    alone = any(text.strip() in words for words in names["metals"].values())
    cathode = named(text, names).families or (not alone and family_of_cas(cas, names))
    return CATHODE if cathode else ""


def recycled_of(found: Found, names: Tree, said: Said) -> dict[str, float]:
    """Return how much of each metal was recycled before [%]; shares beyond the whole are refused.

    Shares below 1 beside others that are not are percentages as these: that is said.
    """
    rows = [_recycled(entry, names) for entry in found.items.get("recycled", [])]
    known = [row for row in rows if row is not None]
    scale = factor(unit_meant(FORMATS["material_share"], found.format, found.version))[1]
    result: dict[str, float] = {}
    for metal, parts, leaf in known:
        whole = sum(parts) * scale
        if min(parts) < 0.0 or whole > _WHOLE:
            told_parts = " + ".join(brief(part) for part in parts)
            said.refuse("shares-over", "recycled", f"{metal}: {told_parts} % recycled is more than all of it")
            continue
        result[metal] = round(_PERCENT * whole, 9)
        said.read.append(Value("recycled", leaf.path, result[metal], "%"))
    _told_of_siblings(known, scale, said)
    return result


def _told_of_siblings(known: Sequence[tuple[str, list[float], Leaf]], scale: float, said: Said) -> None:
    """Say which small shares are taken for percentages because their siblings are."""
    if scale == 1.0 or not any(max(parts, default=0.0) > 1.0 for _, parts, _ in known):
        return
    small = [(metal, sum(parts)) for metal, parts, _ in known if 0.0 < sum(parts) <= 1.0]
    if small:
        ways = ", ".join(
            f"{metal} {brief(value)} % (a share of 1 would be {brief(_PERCENT * value)} %)" for metal, value in small
        )
        said.doubt("unit-by-siblings", "recycled", f"{ways}: the others are percentages")


def _recycled(entry: Entry, names: Tree) -> tuple[str, list[float], Leaf] | None:
    """Return the metal of an entry, its shares, and where they stand."""
    parts: list[Leaf] = [entry[part] for part in ("before", "after", "whole") if part in entry]
    text = str(entry.get("name", entry.get("named", parts[0] if parts else None)).value) if parts else ""  # type: ignore[union-attr]
    word = re.split(r"[^a-z]", text.strip().lower())[0]
    metal = next((words[0] for words in names["metals"].values() if word in words), "")
    values: list[Any] = [number(part.value) for part in parts]
    if not metal or not all(isinstance(value, float) for value in values):
        return None
    return metal, values, parts[values.index(max(values))]
