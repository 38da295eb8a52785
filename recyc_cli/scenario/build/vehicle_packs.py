"""Fits a chemistry into a vehicle's pack, by `model/flows/pack_composition.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents import set_tables
from recyc_cli.model.flows.feedstock import BATTERY_FORMS
from recyc_cli.model.flows.pack_composition import fit, in_vehicle
from recyc_cli.scenario.build import composition
from recyc_cli.scenario.overrides import USER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.scenario.resolved import Resolved


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
        scales = fit(item, vehicle, active)
        resolved.fits[name] = scales, given
        result[name] = in_vehicle(item, vehicle, scales, active, given)
    return result


def _forms_given(resolved: Resolved, prefix: str) -> set[str]:
    """Name the forms whose composition the vehicle's `set` table or the user gives."""
    ours = (path for path, record in resolved.documents[prefix].records.items() if record.source == USER)
    own = set_tables.numbers_set(resolved.documents["vehicle"], resolved.documents)
    theirs = (path.removeprefix(f"{prefix}.") for path in own if path.startswith(f"{prefix}."))
    return {path.partition(".")[0] for path in (*ours, *theirs)}.intersection(BATTERY_FORMS)
