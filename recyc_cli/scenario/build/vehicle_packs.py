"""Fits chemistries into real packs, a vehicle's or those that come back."""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import USER
from recyc_cli.model.flows.feedstock import BATTERY_FORMS, MJ_PER_KWH
from recyc_cli.model.flows.pack_composition import fit, in_vehicle, weighed
from recyc_cli.scenario.build import composition
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

NEW = 1.0
"""State of health of a new pack."""


def fit_chemistries(resolved: Resolved, chemistries: Mapping[str, Chemistry]) -> dict[str, Chemistry]:
    """Build the chemistries of a request into the packs they come in; its `fits` say how each was scaled.

    A form whose composition a vehicle's `set` table or its user gives stays as given, one without a pack as designed.
    """
    known = resolved.documents["materials"].tree["components"]
    result = dict(chemistries)
    for name, item in chemistries.items():
        tree = resolved.documents[f"chemistries.{name}"].tree
        pack = real_pack(resolved, tree)
        if pack is None:
            continue
        active = composition.active(known | tree.get("components", {}))
        given = _forms_given(resolved, f"chemistries.{name}")
        scales = fit(item, pack, active)
        resolved.fits[name] = scales, given
        result[name] = in_vehicle(item, pack, scales, active, given)
    return result


def real_pack(resolved: Resolved, chemistry: Tree) -> Tree | None:
    """Return the pack that a request weighs, that of its vehicle or of the chemistry's vintage; None: as designed."""
    usual: Tree | None = chemistry.get("returning", {}).get(chemistry.get("vintage"))
    if "vehicle" in resolved.documents:
        usual = resolved.documents["vehicle"].tree
    if not is_weighed(resolved.request):
        return usual
    mass, energy = resolved.request.pack_mass_kg, resolved.request.pack_energy_kwh
    design = chemistry.get("design", {})
    pack = weighed(design if usual is None else usual, mass, None if energy is None else energy * MJ_PER_KWH)
    return pack if "pack_mass" in pack else usual


def is_weighed(request: Request) -> bool:
    """Tell whether a request says what one pack weighs or holds."""
    return request.pack_mass_kg is not None or request.pack_energy_kwh is not None


def returned_soh(resolved: Resolved, chemistry: str) -> Number:
    """Return the state of health of the packs that a chemistry stands for, by the years they were built in [1]."""
    table = resolved.documents["stages.collection"].tree.get("soh", {})
    vintage = resolved.documents[f"chemistries.{chemistry}"].tree.get("vintage", composition.ANY)
    health: Number = table.get(vintage, table.get(composition.ANY, NEW))
    return health


def _forms_given(resolved: Resolved, prefix: str) -> set[str]:
    """Name the forms whose composition the vehicle's `set` table gives, or the user beside a vehicle or a pack weighed.

    Of the pack that comes back a number set is one of what is fitted into it: a share less is no other pack.
    """
    vehicle = resolved.documents.get("vehicle")
    if vehicle is None and not is_weighed(resolved.request):
        return set()
    ours = (path for path, record in resolved.documents[prefix].records.items() if record.source == USER)
    own: Collection[str] = ()
    if vehicle is not None:
        from recyc_cli.catalog.documents import set_tables

        own = set_tables.numbers_set(vehicle, resolved.documents)
    theirs = (path.removeprefix(f"{prefix}.") for path in own if path.startswith(f"{prefix}."))
    return {path.partition(".")[0] for path in (*ours, *theirs)}.intersection(BATTERY_FORMS)
