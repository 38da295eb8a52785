"""Settles the units of numbers by what they state, by physics, by their range.

The mass has to fit the energy, volts times ampere-hours the energy, what is left what was rated. Where one reading
fits, it is taken, and said so where it is not that of the data model; where none or several do, it is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.importing.passports.files.json_text import Odd
from recyc_cli.importing.passports.found import FIELDS, factor, spelled_unit, unit_meant
from recyc_cli.importing.passports.said import brief, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.importing.passports.found import Found
    from recyc_cli.importing.passports.limits import Limits
    from recyc_cli.importing.passports.said import Said
    from recyc_cli.importing.passports.tree import Leaf

MANY = 100
"""Places of one field that are looked at."""
PERCENT = ("soh", "soce")
"""Percentages that some write as shares of 1."""


class Reading(NamedTuple):
    """One way to read a number: in a unit, and what it comes to in the first unit of its kind."""

    unit: str
    value: float


class Quantity(NamedTuple):
    """A number of a passport and the ways to read it, that of its own unit or of the data model first."""

    field: str
    leaf: Leaf
    number: float
    readings: tuple[Reading, ...]

    @property
    def value(self) -> float:
        """As its data model has it."""
        return self.readings[0].value


def quantities(found: Found, limits: Limits, said: Said) -> dict[str, Quantity]:
    """Return the numbers of a passport that can be, by field; what cannot be is refused, every one of them."""
    result: dict[str, Quantity] = {}
    for field, row in FIELDS.items():
        if row.get("kind", "number") == "number":
            for leaf in found.fields.get(field, ())[:MANY]:
                quantity = _quantity(field, leaf, found, limits, said)
                if quantity is not None:
                    _one(result, quantity, said)
    return result


def _one(known: dict[str, Quantity], quantity: Quantity, said: Said) -> None:
    """Keep the first of several numbers of a field; two that differ are refused where they decide something."""
    field = quantity.field
    first = known.setdefault(field, quantity)
    flag = FIELDS[field].get("flag")
    if flag and "[" not in quantity.leaf.path and first.readings[0] != quantity.readings[0]:
        message = f"{brief(first.number)} at {first.leaf.path}, {brief(quantity.number)} at {quantity.leaf.path}"
        said.refuse("two-values", field, message, flag)


def _quantity(field: str, leaf: Leaf, found: Found, limits: Limits, said: Said) -> Quantity | None:
    """Return a number with the ways to read it; None where it is none, stands for nothing, or cannot be."""
    row = FIELDS[field]
    value = number(leaf.value)
    if value is None:
        return None
    label, flag = row["label"], row.get("flag", "")
    if isinstance(value, Odd):
        said.refuse("absurd", field, f"{label} {value}", flag)
        return None
    if value == 0.0 and not row.get("zero", True):
        said.doubt("zero", field, f"{label} 0: taken for nothing said", flag)
        return None
    stated = spelled_unit(leaf.unit) if leaf.unit else ""
    meant = unit_meant(row, found.format, found.version)
    units = [stated] if stated else [meant, *(unit for unit in row.get("also", ()) if unit != meant)]
    every = [_read(unit, value) for unit in units]
    able = tuple(reading for reading in every if _can_be(field, reading, limits))
    if not able:
        scale = _read(units[0], 1.0).value
        low, high = (brief(bound / scale) for bound in limits.of(field, units[0]))
        said.refuse("absurd", field, f"{label} {brief(value)} {units[0]}, where {low} to {high} can be", flag)
        return None
    if able[0].unit != units[0]:
        message = f"{label} {brief(value)} is read as {able[0].unit}: as {units[0]} it cannot be"
        said.doubt("unit-by-range", field, message, flag)
    return Quantity(field, leaf, value, able)


def _read(unit: str, value: float) -> Reading:
    known = unit not in ("1", "kg/kWh") and unit
    return Reading(unit, value * factor(unit)[1] if known else value)


def _can_be(field: str, reading: Reading, limits: Limits) -> bool:
    """Tell whether a number can be what it says in a unit."""
    low, high = limits.of(field, reading.unit)
    return low <= reading.value <= high


def settle_pack(known: dict[str, Quantity], limits: Limits, said: Said) -> tuple[float | None, float | None]:
    """Return the mass [kg] and the energy [kWh] of a pack, as far as they are told and fit.

    Without a rated energy the usable one is taken, without either volts times ampere-hours.
    """
    energy = known.get("energy") or known.get("usable_energy") or _in_kwh(known)
    if "energy" not in known and "usable_energy" in known:
        said.doubt(
            "usable-energy", "usable_energy", "certified usable energy: 5 to 10 % below the nameplate", "--pack-energy"
        )
    mass, product = known.get("mass"), _volts_by_charge(known, limits, said)
    if energy is None and product is not None:
        said.doubt(
            "by-voltage",
            "energy",
            f"{brief(product)} kWh by volts and ampere-hours: no energy is stated",
            "--pack-energy",
        )
        return _weighed(mass, product, limits, said)
    if energy is None:
        return (None if mass is None else _used(mass, mass.readings[0], said)), None
    if mass is None:
        return None, _alone(energy, product, limits, said)
    return _both(mass, energy, product, limits, said)


def _in_kwh(known: dict[str, Quantity]) -> Quantity | None:
    """Return a capacity that is stated in kWh, which is an energy."""
    capacity = known.get("capacity")
    return capacity if capacity is not None and factor(capacity.readings[0].unit)[0] == "energy" else None


def _volts_by_charge(known: dict[str, Quantity], limits: Limits, said: Said) -> float | None:
    """Return nominal volts times rated ampere-hours [kWh]; None where one is missing, or the voltage is a cell's."""
    volts, charge = known.get("voltage"), known.get("capacity")
    if volts is None or charge is None or factor(charge.readings[0].unit)[0] != "charge":
        return None
    if volts.value <= limits.at("cell_voltage.most"):
        said.doubt("cell-voltage", "voltage", f"{brief(volts.value)} V is a cell's: it says nothing of the pack")
        return None
    return volts.value * charge.value / 1000.0


def _weighed(mass: Quantity | None, energy: float, limits: Limits, said: Said) -> tuple[float | None, float | None]:
    """Return a mass beside an energy that was reckoned."""
    if mass is None:
        return None, energy
    fits = [each for each in mass.readings if limits.dense(energy, each.value)]
    if not fits:
        _refuse_pair(mass, Reading("kWh", energy), said)
        return None, None
    return _used(mass, fits[0], said), energy


def _agrees(energy: float, product: float | None, limits: Limits) -> bool:
    return product is None or abs(energy - product) <= limits.at("voltage_charge.apart") * product


def _alone(energy: Quantity, product: float | None, limits: Limits, said: Said) -> float | None:
    """Return an energy without a mass beside it."""
    fits = [each for each in energy.readings if _agrees(each.value, product, limits)]
    if not fits:
        _refuse_energy(energy, product, said)
        return None
    return _used(energy, fits[0], said)


def _both(
    mass: Quantity, energy: Quantity, product: float | None, limits: Limits, said: Said
) -> tuple[float | None, float | None]:
    """Return a mass and an energy that fit one another."""
    pairs = [(m, e) for m in mass.readings for e in energy.readings if limits.dense(e.value, m.value)]
    if not pairs:
        _refuse_pair(mass, energy.readings[0], said)
        return None, None
    agree = [(m, e) for m, e in pairs if _agrees(e.value, product, limits)]
    if not agree:
        _refuse_energy(energy, product, said)
        return _used(mass, pairs[0][0], said), None
    first = (mass.readings[0], energy.readings[0])
    if first not in agree and len(agree) > 1:
        _refuse_pair(mass, energy.readings[0], said)
        return None, None
    m, e = first if first in agree else agree[0]
    return _used(mass, m, said), _used(energy, e, said)


def _refuse_pair(mass: Quantity, energy: Reading, said: Said) -> None:
    ways = " or ".join(
        f"{brief(each.value)} kg, {brief(1000.0 * energy.value / each.value)} Wh/kg" for each in mass.readings
    )
    message = f"{brief(mass.number)} beside {brief(energy.value)} kWh is {ways}: no pack is"
    said.refuse("two-readings", "mass", message, "--pack-mass and --pack-energy")


def _refuse_energy(energy: Quantity, product: float | None, said: Said) -> None:
    message = f"{brief(energy.value)} kWh stated, {brief(product or 0.0)} kWh by volts and ampere-hours"
    said.refuse("two-readings", "energy", message, "--pack-energy")


def _used(quantity: Quantity, reading: Reading, said: Said) -> float:
    """Return the value of a reading; where it is not the usual one, say which way it was settled."""
    if reading != quantity.readings[0]:
        label = FIELDS[quantity.field]["label"]
        message = (
            f"{label} {brief(quantity.number)} is {reading.unit}, not {quantity.readings[0].unit}: so it fits the rest"
        )
        said.doubt("unit-by-physics", quantity.field, message, FIELDS[quantity.field].get("flag", ""))
    return reading.value


def in_order_of_table(known: dict[str, Quantity]) -> Iterator[Quantity]:
    """Yield the quantities in the order of the table."""
    yield from (known[field] for field in FIELDS if field in known)
