"""Notes how a reused pack was graded and priced, and what does not suit it."""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import several
from recyc_cli.model.flows.feedstock import MJ_PER_KWH
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.blocks.second_life import second_life_report
from recyc_cli.report.notes.telling import note
from recyc_cli.report.provenance import records_of
from recyc_cli.scenario.build.new_pack_price import ALL, APPLICATION, asked_year, new_pack, price_of, ratio_of
from recyc_cli.typed import TYPE_CHECKING

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
        vintage = str(documents[f"chemistries.{chemistry.id}"].tree.get("vintage", "")).replace("-", " to ")
        yield note("soh-assumed", route=route, soh=plain(scenario.reuse.soh), vintage=vintage or None)
    if scenario.feed_price is None and scenario.reuse.purchase_share is scenario.reuse.purchase is None:
        yield note("feed-price-of-recycling", route=route, forms=several(quote.request.form))
    elif scenario.feed_price is None:
        yield _bought(quote)
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


def _bought(quote: Answer) -> Remark:
    """Say who bids more for the packs: recyclers, or those who use them again."""
    second, money = quote.result.second, f"{quote.request.currency}/t"
    recyclers, own = map(plain, second.bids) if second is not None else (0.0, 0.0)
    if recyclers >= own:
        forms, route = several(quote.request.form), quote.resolved.names["route"]
        values: dict[str, Value] = {"recyclers": recyclers, "own": own, "money": money}
        return note("feed-price-of-recycling", case="bids", route=route, forms=forms, **values)
    return note("feed-price-of-reuse", recyclers=recyclers, own=own, money=money)


def _of_new_packs(quote: Answer, reuse: SecondLife) -> Iterator[Remark]:
    """Yield where the price of new packs is borrowed from, and what it would have to be."""
    resolved, route = quote.resolved, quote.resolved.names["route"]
    stage = str(resolved.library.document("routes", route).tree["second_life"])
    tree = resolved.documents[f"stages.{stage}"].tree
    borrowed: dict[str, Value] = {}
    if quote.request.new_pack_price is None and "new_pack" not in tree["price"]:
        table, used, year = tree["new_packs"], new_pack(resolved, stage), asked_year(resolved, stage)
        wanted = str(resolved.documents[APPLICATION].tree["new_pack"])
        if used.market != wanted or year not in ("", used.year):
            yield note(
                "new-pack-price",
                wanted=None if wanted == ALL else wanted,
                year=year or used.year,
                of=None if used.market == wanted else "all packs of",
                used=used.year,
            )
        borrowed = {"market": used.market, "year": used.year}
        newest = max(table[used.market])
        if newest > used.year:
            then = plain(price_of(used._replace(year=newest), table) * MJ_PER_KWH)
            borrowed |= {"then": then, "newest": newest}
        for case, part in ((None, used.region), ("family", used.family)):
            if part:
                ratio = plain(ratio_of(part, table))
                yield note("new-pack-region", case=case, region=part[0], ratio=ratio, year=str(part[1]))
    here, zero = plain(reuse["new_pack_price_per_kwh"]), _finite(reuse["breakeven_new_pack_price_per_kwh"])
    if zero is not None:
        unit = f"{quote.request.currency}/kWh"
        feed = resolved.scenario.streams[0].chemistry.id
        yield note("new-pack-breakeven", route=route, here=here, unit=unit, **borrowed, zero=zero, feed=feed)


def _finite(number: float | None) -> float | None:
    """Return a number as a float, None where there is none."""
    value = float("nan") if number is None else float(plain(number))
    return value if value - value == 0.0 else None
