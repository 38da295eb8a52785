"""What the reader of a quote has to know of its feed: how the pack of a vehicle was composed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.feedstock import BATTERY_FORMS, MJ_PER_KWH, TONNE
from recyc_cli.model.number import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.packs import Fit

SHORT = 1e-9
"""Below what the energy asks for by more than this share, the active mass was cut."""


def cautions(quote: Quote) -> Iterator[tuple[str, str]]:
    """Yield what holds of one quote's feed: code and message."""
    forms = {form for _, form, _ in quote.request.parts}.intersection(BATTERY_FORMS)
    for name, (fit, given) in quote.resolved.fits.items():
        if forms - set(given):
            yield "pack-scaled", _scaled(quote, name, fit)


def _scaled(quote: Quote, name: str, fit: Fit) -> str:
    """Say what a chemistry's pack was scaled by, and what that takes for granted."""
    vehicle, tree = quote.resolved.names["vehicle"], quote.resolved.documents["vehicle"].tree
    if plain(fit.before) == plain(fit.after):
        return f"{vehicle} is composed as {name} is: nothing tells what goes with the energy of its pack"
    dense = plain(tree["pack_energy"] / MJ_PER_KWH / tree["pack_mass"] * TONNE)
    shares = f"{plain(fit.before):.0%} to {plain(fit.after):.0%} of the mass".replace("%", " %")
    start = f"{vehicle} has {dense:.0f} kWh/t, the pack of {name} {dense / plain(fit.density):.0f}: "
    if plain(fit.active) < plain(fit.energy) * (1.0 - SHORT):
        return f"{start}more than the cells of {name} could hold; it is taken as a pack of nothing but cells"
    scaled = f"{start}what stores the energy goes from {shares}, foils and case fill up"
    return f"{scaled}; older cells hold up to a quarter more cathode per kWh"
