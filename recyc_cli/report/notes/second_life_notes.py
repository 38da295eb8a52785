"""Notes how a reused pack was graded and priced, and what does not suit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.vocabulary import several
from recyc_cli.model.flows.feedstock import MJ_PER_KWH
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.blocks.second_life import second_life_report
from recyc_cli.report.notes.telling import note
from recyc_cli.report.provenance import records_of
from recyc_cli.scenario.build.second_life import ALL, APPLICATION, deck_year, new_pack, price_of, ratio_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.report.answer import Answer
    from recyc_cli.report.notes.telling import Remark, Value
    from recyc_cli.report.shapes.products import SecondLife


def notes_of_second_life(quote: Answer) -> Iterator[Remark]:
    """Yield what a reuse quote assumes and what does not suit."""
    scenario, names, documents = quote.resolved.scenario, quote.resolved.names, quote.resolved.documents
    if scenario.reuse is None:
        return
    reuse = second_life_report(quote)
    if reuse is None:
        return
    chemistry, use = scenario.streams[0].chemistry, documents["application"].tree
    name, route = names["application"], names["route"]
    if chemistry.family not in use["families"]:
        wanted = " or ".join(use["families"])
        yield note("reuse-unsuited", use=name, wanted=wanted, feed=chemistry.id, family=chemistry.family)
    if quote.request.soh is None:
        yield note("soh-assumed", route=route, soh=plain(scenario.reuse.soh))
    if scenario.feed_price is None and scenario.reuse.purchase is None:
        yield note("feed-price-of-recycling", route=route, forms=several(quote.request.form))
    worth, price = plain(reuse["users_revenue_per_kwh"]), plain(reuse["price_per_kwh"])
    if worth < price:
        yield note("price-above-use", use=name, worth=worth, price=price, money=quote.request.currency)
    yield from _of_new_packs(quote, reuse)
    mine = ("application.", f"stages.{scenario.reuse.rule.plant.id}.")
    own = [record for path, record in records_of(quote) if path.startswith(mine)]
    guessed = sum(record.evidence == "estimate" for record in own)
    if guessed:
        yield note("reuse-estimates", route=route, count=guessed, all=len(own))
    if quote.request.recycle is None:
        yield note("recycled-by", recycling=str(reuse["recycling"]))


def _of_new_packs(quote: Answer, reuse: SecondLife) -> Iterator[Remark]:
    """Yield where the price of new packs is borrowed from, and what it would have to be."""
    resolved, route = quote.resolved, quote.resolved.names["route"]
    stage = str(resolved.library.document("routes", route).tree["second_life"])
    tree = resolved.documents[f"stages.{stage}"].tree
    borrowed: dict[str, Value] = {}
    if quote.request.new_pack_price is None and "new_pack" not in tree["price"]:
        table, used, year = tree["new_packs"], new_pack(resolved, stage), deck_year(resolved)
        wanted = str(resolved.documents[APPLICATION].tree["new_pack"])
        if (used.market, used.year) != (wanted, year):
            yield note(
                "new-pack-price",
                wanted=None if wanted == ALL else wanted,
                year=year or "the deck",
                of=None if used.market == wanted else "all packs of",
                used=used.year,
            )
        borrowed = {"market": used.market, "year": used.year}
        newest = max(table[used.market])
        if newest > used.year:
            then = plain(price_of(used._replace(year=newest), table) * MJ_PER_KWH)
            borrowed |= {"then": then, "newest": newest}
        if used.region:
            ratio = plain(ratio_of(used, table))
            yield note("new-pack-region", region=used.region, ratio=ratio, year=str(used.region_year))
    here, zero = plain(reuse["new_pack_price_per_kwh"]), _finite(reuse["breakeven_new_pack_price_per_kwh"])
    if zero is not None:
        unit = f"{quote.request.currency}/kWh"
        feed = resolved.scenario.streams[0].chemistry.id
        yield note("new-pack-breakeven", route=route, here=here, unit=unit, **borrowed, zero=zero, feed=feed)


def _finite(number: float | None) -> float | None:
    """Return a number as a float, None where there is none."""
    value = float("nan") if number is None else float(plain(number))
    return value if value - value == 0.0 else None
