"""Notes how a vehicle's pack was composed, and what of the plant is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.flows.feedstock import BATTERY_FORMS, energy_density
from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.per_what import per_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.model.records.feed import Fit
    from recyc_cli.report.answer import Answer

SHORT = 1e-9
"""Below what the energy asks for by more than this share, the active mass was cut."""


def notes_of_feed(quote: Answer) -> Iterator[tuple[str, str]]:
    """Yield what holds of one quote's feed: code and message."""
    forms = {form for _, form, _ in quote.request.parts}.intersection(BATTERY_FORMS)
    for name, (fit, given) in quote.resolved.fits.items():
        if forms - set(given):
            yield "pack-scaled", _scaled(quote, name, fit)
    yield from _scope(quote)


def _scope(quote: Answer) -> Iterator[tuple[str, str]]:
    """What sets the plant apart that makes the black mass sold: shredders are compared by their price."""
    if any(item.product == BLACK_MASS for item in quote.result.sold):
        maker = quote.resolved.documents[f"stages.{quote.result.accounts[0].plant.id}"].tree
        if maker.get("description"):
            yield "shredder-scope", str(maker["description"])


def _scaled(quote: Answer, name: str, fit: Fit) -> str:
    """Say what a chemistry's pack was scaled by, and what that takes for granted."""
    vehicle, tree = quote.resolved.names["vehicle"], quote.resolved.documents["vehicle"].tree
    if plain(fit.before) == plain(fit.after):
        return f"{vehicle} is composed as {name} is: nothing tells what goes with the energy of its pack"
    dense = plain(energy_density(tree["pack_energy"], tree["pack_mass"]))
    shares = f"{plain(fit.before):.0%} to {plain(fit.after):.0%} of the mass".replace("%", " %")
    start = f"{vehicle} has {dense:.0f} kWh/t, the pack of {name} {per_unit(dense, plain(fit.density)):.0f}: "
    if plain(fit.active) < plain(fit.energy) * (1.0 - SHORT):
        return f"{start}more than the cells of {name} could hold; it is taken as a pack of nothing but cells"
    scaled = f"{start}what stores the energy goes from {shares}, foils and case fill up"
    return f"{scaled}; older cells hold up to a quarter more cathode per kWh"
