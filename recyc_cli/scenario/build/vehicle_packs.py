"""Fits chemistries into real packs, a vehicle's or those that come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.vocabulary import USER
from recyc_cli.model.flows.feedstock import BATTERY_FORMS
from recyc_cli.model.flows.pack_composition import fit, in_vehicle
from recyc_cli.scenario.build import composition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
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
    """Return the pack of the request's vehicle, or of the chemistry's vintage; None: it is as designed."""
    if "vehicle" in resolved.documents:
        return resolved.documents["vehicle"].tree
    pack: Tree | None = chemistry.get("returning", {}).get(chemistry.get("vintage"))
    return pack


def returned_soh(resolved: Resolved, chemistry: str) -> Number:
    """Return the state of health of the packs that a chemistry stands for, by the years they were built in [1]."""
    table = resolved.documents["stages.collection"].tree.get("soh", {})
    vintage = resolved.documents[f"chemistries.{chemistry}"].tree.get("vintage", composition.ANY)
    health: Number = table.get(vintage, table.get(composition.ANY, NEW))
    return health


def _forms_given(resolved: Resolved, prefix: str) -> set[str]:
    """Name the forms whose composition the vehicle's `set` table or the user gives beside a vehicle.

    Of the pack that comes back a number set is one of what is fitted into it: a share less is no other pack.
    """
    if "vehicle" not in resolved.documents:
        return set()
    from recyc_cli.catalog.documents import set_tables

    ours = (path for path, record in resolved.documents[prefix].records.items() if record.source == USER)
    own = set_tables.numbers_set(resolved.documents["vehicle"], resolved.documents)
    theirs = (path.removeprefix(f"{prefix}.") for path in own if path.startswith(f"{prefix}."))
    return {path.partition(".")[0] for path in (*ours, *theirs)}.intersection(BATTERY_FORMS)
