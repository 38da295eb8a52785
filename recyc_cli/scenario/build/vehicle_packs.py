"""Fits a chemistry into a vehicle's pack, part by energy and part by mass.

Cathode, anode, binders and electrolyte are laid in by the ampere-hour: at a given specific capacity, voltage and
balance of the electrodes their mass goes with the energy (BatPaC computes the pack so, and EverBatt takes its bill
of materials; GREET likewise scales by kWh). Foils and separators go with the electrodes' area, and cans, modules
and case with the size of the pack: cells of older or quicker packs have thinner coatings, so a pack that is heavy
for its energy holds more of all of these for every kilogram of cathode.

What this takes for granted: the specific capacity of the chemistry's own design, a recent one. Older cells were
charged less deeply, and held some 10 to 25 % more cathode per kWh than BatPaC 5 has, so an old pack of little
energy for its mass owes a part of that to its cathode; this part is not in here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents import set_tables
from recyc_cli.model.flows.feedstock import BATTERY_FORMS
from recyc_cli.model.numbers.arithmetic import add_up, minimum
from recyc_cli.model.records.feed import Chemistry
from recyc_cli.scenario.build import composition
from recyc_cli.scenario.overrides import USER
from recyc_cli.scenario.resolved import Fit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.scenario.resolved import Resolved

OWN = ("pack_mass", "pack_energy")
COUNTS = ("cells_per_pack", "modules_per_pack")


def fit_pack(item: Chemistry, vehicle: Tree, active: Collection[str]) -> Fit:
    """Scale the pack that a chemistry describes to that of a vehicle.

        A = min(A0 E / E0, M a)    R = M - A

    A0 is what stores the energy in the chemistry's pack [kg], E0 its energy, M and E are the vehicle's mass and energy,
    a is the active share of a cell: a pack cannot hold more than one made of nothing but cells. R is all the rest.

    Args:
        item: the chemistry with the design it is described in.
        vehicle: `pack_mass` [kg], `pack_energy` [MJ].
        active: components that store the energy.

    Returns:
        The scales; where the chemistry does not say what its pack weighs, what energy it has and what stores that, all
        that is in the pack goes with its mass.

    Source: BatPaC 5.0 and EverBatt 2023, sheets `Composition` and `Disassembly`, for the packs that are scaled.
    """
    pack, mass = item.forms.get("pack", {}), item.design.get("pack_mass", vehicle["pack_mass"])
    before = _share(pack, active)
    if "pack_energy" not in item.design or not set(pack) - set(active) or not set(pack) & set(active):
        larger = vehicle["pack_mass"] / mass
        return Fit(larger, larger, larger, larger / larger, before, before)
    energy = vehicle["pack_energy"] / item.design["pack_energy"]
    most = vehicle["pack_mass"] * _share(item.forms.get("cell", pack), active)
    storing_mass = minimum(before * mass * energy, most)
    stored = mass * before
    return Fit(
        energy=energy,
        active=storing_mass / stored,
        rest=(vehicle["pack_mass"] - storing_mass) / (mass - stored),
        density=energy * mass / vehicle["pack_mass"],
        before=before,
        after=storing_mass / vehicle["pack_mass"],
    )


def in_vehicle(
    item: Chemistry, vehicle: Tree, scales: Fit, active: Collection[str], given: Collection[str] = ()
) -> Chemistry:
    """Build a chemistry into the pack of a vehicle.

    Packs, modules and cells hold the chemistry's components, each scaled as `fit_pack` says; cells and modules are of
    the chemistry's size, so their number goes with the energy, and the parts of a module with the rest over it.

    Args:
        item: the chemistry with the design it is described in.
        vehicle: `pack_mass` [kg], `pack_energy` [MJ].
        scales: of `fit_pack`.
        active: components that store the energy.
        given: forms whose composition is given, and stays.
    """
    forms, design = dict(item.forms), dict(item.design)
    for form in [each for each in BATTERY_FORMS if each in forms]:
        masses = {
            name: share * (scales.active if name in active else scales.rest) for name, share in forms[form].items()
        }
        pack_mass = add_up(masses.values())
        if f"{form}_mass" in design:
            design[f"{form}_mass"] = design[f"{form}_mass"] * pack_mass
        if form not in given:
            forms[form] = {name: mass / pack_mass for name, mass in masses.items()}
    design |= {name: vehicle[name] for name in OWN}
    design |= {name: design[name] * scales.energy for name in COUNTS if name in design}
    per = {"pack": scales.rest, "module": scales.rest / scales.energy}
    parts = {level: {name: mass * per[level] for name, mass in masses.items()} for level, masses in item.parts.items()}
    return Chemistry(**{**vars(item), "forms": forms, "design": design, "parts": parts})


def fit_chemistries(resolved: Resolved, chemistries: Mapping[str, Chemistry]) -> dict[str, Chemistry]:
    """Build the chemistries of a request into the pack of its vehicle; its `fits` say how each was scaled.

    A form whose composition a `set` table or the user gives stays as given.
    """
    vehicle = resolved.documents["vehicle"].tree
    result = {}
    known = resolved.documents["materials"].tree["components"]
    for name, item in chemistries.items():
        active = composition.active(known | resolved.documents[f"chemistries.{name}"].tree.get("components", {}))
        given = _forms_given(resolved, f"chemistries.{name}")
        scales = fit_pack(item, vehicle, active)
        resolved.fits[name] = scales, given
        result[name] = in_vehicle(item, vehicle, scales, active, given)
    return result


def _forms_given(resolved: Resolved, prefix: str) -> set[str]:
    """Name the forms whose composition the vehicle's `set` table or the user gives."""
    ours = (path for path, record in resolved.documents[prefix].records.items() if record.source == USER)
    own = set_tables.numbers_set(resolved.documents["vehicle"])
    theirs = (path.removeprefix(f"{prefix}.") for path in own if path.startswith(f"{prefix}."))
    return {path.partition(".")[0] for path in (*ours, *theirs)}.intersection(BATTERY_FORMS)


def _share(masses: Mapping[str, Number], active: Collection[str]) -> Number:
    """Share of what stores the energy [kg/kg].

    >>> _share({"cathode": 0.25, "graphite": 0.125, "steel": 0.625}, {"cathode", "graphite"})
    0.375
    """
    return add_up(share for name, share in masses.items() if name in active)
