"""The price of new packs behind a quote of reuse: where it is borrowed from, and at which the margin is zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.flows.feedstock import MJ_PER_KWH
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.build.second_life import ALL, APPLICATION, deck_year, new_pack, price_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.report.answer import Answer


def cautions(quote: Answer, found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield where the price of new packs is borrowed from, and what it would have to be."""
    resolved = quote.resolved
    price, zero = plain(found["new_pack_price_per_kwh"]), found["breakeven_new_pack_price_per_kwh"]
    stage = str(resolved.library.document("routes", resolved.names["route"]).tree["second_life"])
    tree = resolved.documents[f"stages.{stage}"].tree
    here, later = f"{price:.0f} {quote.request.currency}/kWh here", ""
    if quote.request.new_pack_price is None and "new_pack" not in tree["price"]:
        table, used, year = tree["new_packs"], new_pack(resolved, stage), deck_year(resolved)
        wanted = str(resolved.documents[APPLICATION].tree["new_pack"])
        if (used.market, used.year) != (wanted, year):
            mine = "" if wanted == ALL else f"{wanted} "
            taken = f"those of {used.year}" if used.market == wanted else f"those of all packs of {used.year}"
            yield "new-pack-price", f"no price of new {mine}packs for {year or 'the deck'}: {taken} are used"
        here += f" ({used.market} packs, {used.year})"
        newest = max(table[used.market])
        if newest > used.year:
            then = plain(price_of(used._replace(year=newest), table) * MJ_PER_KWH)
            later = f", {then:.0f} at the price of {newest}"
        if used.region:
            ratio = plain(table[used.region][used.region_year] / table[ALL][used.region_year])
            world = f"{ratio:.2f} of the world's price, as all packs of {used.region_year} are"
            yield "new-pack-region", f"new packs in {used.region} are taken at {world}"
    if zero is not None:
        message = f"reuse stands and falls with the price of new packs: {here}{later}; margin 0 at {plain(zero):.0f}"
        yield "new-pack-breakeven", message
