"""Builds a chemistry into the pack of a vehicle.

What stores the energy goes with the energy, the rest with the mass.
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

from recyc_cli.model.flows.feedstock import BATTERY_FORMS
from recyc_cli.model.numbers.arithmetic import add_up, minimum
from recyc_cli.model.records.feed import Chemistry, Fit
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from recyc_cli.model.numbers.arithmetic import Number

OWN = ("pack_mass", "pack_energy")
REJECTED_CELL = "scrap-cell"
COUNTS = ("cells_per_pack", "modules_per_pack")


def fit(item: Chemistry, vehicle: Mapping[str, Number], active: Collection[str]) -> Fit:
    """Scale the pack that a chemistry describes to that of a vehicle.

        A = min(A0 E / E0, M a)    R = M - A

    A0 is what stores the energy in the chemistry's pack [kg], E0 its energy, M and E are the vehicle's mass and energy,
    a is the active share of a cell: a pack cannot hold more than one made of nothing but cells. R is all the rest.

    Args:
        item: the chemistry with the design it is described in.
        vehicle: `pack_mass` [kg], `pack_energy` [MJ].
        active: components that store the energy.

    Returns:
        The scales; where the chemistry's pack states no energy, no active part or no other, all goes with its mass.

    Source: batpac-5, the packs that are scaled; everbatt-2023, sheet `Disassembly`.

    >>> forms = {"pack": {"cathode": 0.5, "steel": 0.5}, "cell": {"cathode": 0.75, "steel": 0.25}}
    >>> lfp = Chemistry(forms=forms, design={"pack_mass": 400.0, "pack_energy": 360.0}, parts={})
    >>> fit(lfp, {"pack_mass": 500.0, "pack_energy": 540.0}, {"cathode"}).after
    0.6
    """
    pack, mass = item.forms.get("pack", {}), {**vehicle, **item.design}["pack_mass"]
    before = _share(pack, active)
    if "pack_energy" not in item.design or not set(pack) - set(active) or not set(pack) & set(active):
        larger = vehicle["pack_mass"] / mass
        return Fit(energy=larger, active=larger, rest=larger, density=larger / larger, before=before, after=before)
    energy = vehicle["pack_energy"] / item.design["pack_energy"]
    most = vehicle["pack_mass"] * _share(item.forms.get("cell", pack), active)
    held = minimum(before * mass * energy, most)
    stored = mass * before
    return Fit(
        energy=energy,
        active=held / stored,
        rest=(vehicle["pack_mass"] - held) / (mass - stored),
        density=energy * mass / vehicle["pack_mass"],
        before=before,
        after=held / vehicle["pack_mass"],
    )


def weighed(usual: Mapping[str, Number], mass: Number | None, energy: Number | None) -> dict[str, Number]:
    """Return the pack of which the mass or the energy is known; of one alone, the other goes with it as is usual.

    M = M0 E / E0    E = E0 M / M0

    Args:
        usual: `pack_mass` [kg] and `pack_energy` [MJ] of the usual pack, as far as they are known.
        mass: of the pack [kg]; None where it is not known.
        energy: nameplate energy of the pack [MJ]; None where it is not known.

    Returns:
        `pack_mass` [kg] and `pack_energy` [MJ], as far as they follow.

    Source: `pack_composition.fit`.

    >>> weighed({"pack_mass": 400.0, "pack_energy": 240.0}, 500.0, None)
    {'pack_mass': 500.0, 'pack_energy': 300.0}
    """
    known = {name: usual[name] for name in OWN if name in usual}
    given = {name: value for name, value in zip(OWN, (mass, energy), strict=True) if value is not None}
    if len(given) == 1 and len(known) == len(OWN):
        ((name, value),) = given.items()
        known = {other: known[other] * (value / usual[name]) for other in OWN}
    return known | given


def in_vehicle(
    item: Chemistry, vehicle: Mapping[str, Number], scales: Fit, active: Collection[str], given: Collection[str] = ()
) -> Chemistry:
    """Build a chemistry into the pack of a vehicle.

    Packs, modules and cells hold the chemistry's components, each scaled as `fit` says; cells and modules are of the
    chemistry's size, so their number goes with the energy, and the parts of a module with the rest over that number.

    share = share0 scale / sum over components of share0 scale [kg/kg]

    Args:
        item: the chemistry with the design it is described in.
        vehicle: `pack_mass` [kg], `pack_energy` [MJ].
        scales: of `fit`.
        active: components that store the energy.
        given: forms whose composition is given, and stays.

    Source: `pack_composition.fit`.

    >>> forms = {"pack": {"cathode": 0.5, "steel": 0.5}}
    >>> lfp = Chemistry(forms=forms, design={"pack_mass": 400.0, "pack_energy": 360.0}, parts={})
    >>> larger = {"pack_mass": 500.0, "pack_energy": 540.0}
    >>> in_vehicle(lfp, larger, Fit(energy=1.5, active=1.5, rest=1.0), {"cathode"}).forms["pack"]
    {'cathode': 0.6, 'steel': 0.4}
    """
    forms, design = _with_rejects(item.forms), dict(item.design)
    for form in [each for each in BATTERY_FORMS if each in forms]:
        masses = {
            name: share * (scales.active if name in active else scales.rest) for name, share in forms[form].items()
        }
        whole = add_up(masses.values())
        if f"{form}_mass" in design:
            design[f"{form}_mass"] = design[f"{form}_mass"] * whole
        if form not in given:
            forms[form] = {name: mass / whole for name, mass in masses.items()}
    design |= {name: vehicle[name] for name in OWN if name in vehicle}
    design |= {name: design[name] * scales.energy for name in COUNTS if name in design}
    per = {"pack": scales.rest, "module": scales.rest / scales.energy}
    parts = {level: {name: mass * per[level] for name, mass in masses.items()} for level, masses in item.parts.items()}
    return Chemistry(**{**vars(item), "forms": forms, "design": design, "parts": parts})


def _with_rejects(forms: Mapping[str, Mapping[str, Number]]) -> dict[str, Mapping[str, Number]]:
    """Return the forms with rejected cells as designed: they are new, whatever packs come back."""
    return {**forms, REJECTED_CELL: forms["cell"]} if "cell" in forms else dict(forms)


def _share(held: Mapping[str, Number], active: Collection[str]) -> Number:
    """Share of what stores the energy [kg/kg].

    >>> _share({"cathode": 0.25, "graphite": 0.125, "steel": 0.625}, {"cathode", "graphite"})
    0.375
    """
    return add_up(share for name, share in held.items() if name in active)
