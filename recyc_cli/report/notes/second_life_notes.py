"""Notes how a reused pack was graded and priced, and what does not suit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.flows.feedstock import MJ_PER_KWH
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.blocks.second_life import second_life_report
from recyc_cli.report.provenance import records_of
from recyc_cli.scenario.build.new_pack_price import ALL, APPLICATION, asked_year, new_pack, price_of, ratio_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.products import SecondLife


def notes_of_second_life(quote: Answer) -> Iterator[tuple[str, str]]:
    """Yield (code, message) of what a reuse quote assumes and what does not suit."""
    scenario, names, documents = quote.resolved.scenario, quote.resolved.names, quote.resolved.documents
    if scenario.reuse is None:
        return
    reuse = second_life_report(quote)
    if reuse is None:
        return
    chemistry, use = scenario.streams[0].chemistry, documents["application"].tree
    name = names["application"]
    if chemistry.family not in use["families"]:
        wanted = " or ".join(use["families"])
        yield "reuse-unsuited", f"{name} asks for {wanted} cathodes: {chemistry.id} is {chemistry.family}"
    if quote.request.soh is None:
        vintage = documents[f"chemistries.{chemistry.id}"].tree.get("vintage", "")
        of = f", that of packs built {vintage.replace('-', ' to ')}" if vintage else ""
        yield "soh-assumed", f"no state of health was given: reuse takes {scenario.reuse.soh:g}{of}"
    if scenario.feed_price is None and scenario.reuse.purchase_share is scenario.reuse.purchase is None:
        message = "the holder gets what recycling pays: --feed-price where usable packs cost more"
        yield "feed-price-of-recycling", message
    elif scenario.feed_price is None:
        yield _bought(quote)
    if plain(reuse["users_revenue_per_kwh"]) < plain(reuse["price_per_kwh"]):
        worth, price = reuse["users_revenue_per_kwh"], reuse["price_per_kwh"]
        message = f"{name} earns its user {worth:.0f} per kWh over the second life, less than the price of {price:.0f}"
        yield "price-above-use", message
    yield from _of_new_packs(quote, reuse)
    mine = ("application.", f"stages.{scenario.reuse.rule.plant.id}.")
    own = [record for path, record in records_of(quote) if path.startswith(mine)]
    guessed = sum(record.evidence == "estimate" for record in own)
    if guessed:
        yield (
            "reuse-estimates",
            f"{guessed} of the {len(own)} numbers behind the second life are estimates with a range",
        )
    if quote.request.recycle is None:
        yield "recycled-by", f"what fails, and what comes back later, goes to {reuse['recycling']}, the best margin"


def _bought(quote: Answer) -> tuple[str, str]:
    """Say who bids more for the packs: recyclers, or those who use them again."""
    second, money = quote.result.second, f"{quote.request.currency}/t"
    recyclers, own = (f"{plain(bid):,.0f}" for bid in second.bids) if second is not None else ("", "")
    if second is not None and plain(second.bids[0]) >= plain(second.bids[1]):
        message = f"the holder gets what recycling pays, {recyclers} {money}; buyers for reuse bid {own}"
        return "feed-price-of-recycling", f"{message}: --feed-price where usable packs cost more"
    message = f"the holder gets what buyers for reuse bid, {own} {money}; recycling pays {recyclers}"
    return "feed-price-of-reuse", f"{message}: --feed-price takes yours"


def _of_new_packs(quote: Answer, reuse: SecondLife) -> Iterator[tuple[str, str]]:
    """Yield where the price of new packs is borrowed from, and what it would have to be."""
    resolved = quote.resolved
    price, zero = plain(reuse["new_pack_price_per_kwh"]), reuse["breakeven_new_pack_price_per_kwh"]
    stage = str(resolved.library.document("routes", resolved.names["route"]).tree["second_life"])
    tree = resolved.documents[f"stages.{stage}"].tree
    here, later = f"{price:.0f} {quote.request.currency}/kWh here", ""
    if quote.request.new_pack_price is None and "new_pack" not in tree["price"]:
        table, used, year = tree["new_packs"], new_pack(resolved, stage), asked_year(resolved, stage)
        wanted = str(resolved.documents[APPLICATION].tree["new_pack"])
        if used.market != wanted or year not in ("", used.year):
            mine = "" if wanted == ALL else f"{wanted} "
            taken = f"those of {used.year}" if used.market == wanted else f"those of all packs of {used.year}"
            yield "new-pack-price", f"no price of new {mine}packs for {year or used.year}: {taken} are used"
        here += f" ({used.market} packs, {used.year})"
        newest = max(table[used.market])
        if newest > used.year:
            then = plain(price_of(used._replace(year=newest), table) * MJ_PER_KWH)
            later = f", {then:.0f} at the price of {newest}"
        for part in filter(None, (used.region, used.family)):
            world = f"{plain(ratio_of(part, table)):.2f} of the world's price, as all packs of {part[1]} are"
            where = f"in {part[0]}" if part == used.region else f"with {part[0]} cathodes"
            yield "new-pack-region", f"new packs {where} are taken at {world}"
    if zero is not None and plain(zero - zero) == 0.0:
        message = f"reuse stands and falls with the price of new packs: {here}{later}; margin 0 at {plain(zero):.0f}"
        yield "new-pack-breakeven", message
