"""The price of new packs behind a quote of reuse: where it is borrowed from, and at which the margin is zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.flows.feedstock import MJ_PER_KWH
from recyc_cli.model.numbers.arithmetic import plain, share_of
from recyc_cli.model.records.scenario import Reuse, Scenario
from recyc_cli.model.second_life.reuse import evaluate
from recyc_cli.scenario.build.second_life import ALL, APPLICATION, deck_year, new_pack, price_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.model.numbers.arithmetic import Number


def breakeven_price(quote: Quote) -> Number | None:
    """Price of new packs at which the margin is zero [money/MJ]; None where it does not act.

    The price of a used pack is a share of it, and the margin is linear in that: p0 m(0) / (m(0) - m(p0)).
    """
    scenario, second = quote.resolved.scenario, quote.result.second
    reuse = scenario.reuse
    if reuse is None or second is None:
        return None
    free = Reuse(**{**vars(reuse), "market": {**reuse.market, "new_pack": 0.0}})
    loss = evaluate(Scenario(**{**vars(scenario), "reuse": free}), second.recycled).margin
    return share_of(reuse.market["new_pack"] * loss, loss - quote.result.margin)


def cautions(quote: Quote, found: dict[str, Any]) -> Iterator[tuple[str, str]]:
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
