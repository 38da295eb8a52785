"""Notes how a vehicle's pack was composed, and what of the plant is left out."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import BATTERY_FORMS, energy_density
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.per_what import of_lot, per_unit
from recyc_cli.report.notes.telling import note
from recyc_cli.scenario.build.composition import dry_in_lot
from recyc_cli.scenario.build.vehicle_packs import is_weighed, real_pack
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.model.records.feed import Fit
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.notes.telling import Remark

OWN_PACK = "the pack given"
SHORT = 1e-9
"""Below what the energy asks for by more than this share, the active mass was cut."""


def notes_of_feed(quote: Answer) -> Iterator[Remark]:
    """Yield what holds of one quote's feed."""
    mass, dry = quote.request.mass_t, dry_in_lot(quote.request, quote.resolved.scenario.streams)
    if mass is not None and dry is not None and not quote.request.mass_basis:
        share = plain(dry)
        water = 100.0 * (1.0 - share)
        yield note("mass-taken-wet", given=plain(mass), moisture=water, dry=plain(of_lot(share, mass)))
    forms = {form for _, form, _ in quote.request.parts}.intersection(BATTERY_FORMS)
    for name, (fit, given) in quote.resolved.fits.items():
        if forms - set(given):
            yield _scaled(quote, name, fit)


def _scaled(quote: Answer, name: str, fit: Fit) -> Remark:
    """Say what a chemistry's pack was scaled by, and what that takes for granted."""
    tree = quote.resolved.documents[f"chemistries.{name}"].tree
    pack = real_pack(quote.resolved, tree) or {}
    vehicle = quote.resolved.names.get("vehicle")
    given = is_weighed(quote.request)
    built = None if vehicle or given else str(tree["vintage"]).replace("-", " to ")
    if plain(fit.before) == plain(fit.after):
        return note("pack-scaled", case="unscaled", vehicle=vehicle or (OWN_PACK if given else name), feed=name)
    dense = plain(energy_density(pack["pack_energy"], pack["pack_mass"]))
    cut = plain(fit.active) < plain(fit.energy) * (1.0 - SHORT)
    return note(
        "pack-scaled",
        case="returning" if built else "all-cells" if cut else None,
        vehicle=vehicle or (OWN_PACK if given else None),
        built=built,
        feed=name,
        dense=dense,
        usual=per_unit(dense, plain(fit.density)),
        before=plain(fit.before),
        after=plain(fit.after),
    )
