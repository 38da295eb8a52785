"""What a reader of a reuse quote has to know: how it was graded and priced, what does not suit, where it turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.flows.feedstock import MJ_PER_KWH
from recyc_cli.model.numbers.arithmetic import plain, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.quote import Quote

NEW = 1.0
"""State of health reported where none is given and none acts."""


def soh(quote: Quote) -> float:
    """Return the state of health of a quote: what was asked, what reuse took, or 1 where it does not act."""
    reuse = quote.resolved.scenario.reuse
    if reuse is not None:
        return reuse.soh
    return NEW if quote.request.soh is None else quote.request.soh


def asked(quote: Quote) -> dict[str, Any]:
    """Return the keys of the scenario that act on reuse only; null on other routes and where nothing was asked."""
    request = quote.request
    return {
        "application": quote.resolved.names.get("application"),
        "pass_rate": request.pass_rate,
        "new_pack_price": request.new_pack_price,
        "new_pack_price_unit": request.unit("new_pack_price"),
        "recycle": request.recycle,
    }


def second_life(quote: Quote) -> dict[str, Any] | None:
    """Return how a pack was graded and priced; None on other routes. Money and energy are per kWh as sold."""
    reuse, second = quote.resolved.scenario.reuse, quote.result.second
    if reuse is None or second is None:
        return None
    from recyc_cli.model.second_life import facility
    from recyc_cli.model.second_life.grading import earned
    from recyc_cli.report.notes import new_pack_notes

    graded = second.grade
    sold = second.load.sold / MJ_PER_KWH
    zero = new_pack_notes.breakeven_price(quote)
    return {
        "threshold_soh": reuse.use["threshold"],
        "pass_rate": graded.share,
        "soh_sold": graded.soh,
        "cycles_left": graded.cycles,
        "years": graded.years,
        "new_pack_price_per_kwh": reuse.market["new_pack"] * MJ_PER_KWH,
        "breakeven_new_pack_price_per_kwh": None if zero is None else zero * MJ_PER_KWH,
        "health_factor": graded.health,
        "used_factor": reuse.use["used_factor"],
        "price_per_kwh": graded.price * MJ_PER_KWH,
        "sold_kwh_per_t": sold,
        "repurposing_cost_per_kwh": share_of(facility.cost(quote.result.lines), sold),
        "users_revenue_per_kwh": earned(graded.years, reuse.use, reuse.market) * MJ_PER_KWH,
        "discount_factor": second.discount,
        "recycling": second.recycled.best,
        "recycling_margins": dict(second.recycled.margins),
    }


def cautions(quote: Quote) -> Iterator[tuple[str, str]]:
    """Yield (code, message) of what a reuse quote assumes and what does not suit."""
    scenario, names, documents = quote.resolved.scenario, quote.resolved.names, quote.resolved.documents
    if scenario.reuse is None:
        return
    found = second_life(quote)
    if found is None:
        return
    from recyc_cli.report.notes import new_pack_notes

    chemistry, use = scenario.streams[0].chemistry, documents["application"].tree
    name = names["application"]
    if chemistry.family not in use["families"]:
        wanted = " or ".join(use["families"])
        yield "reuse-unsuited", f"{name} asks for {wanted} cathodes: {chemistry.id} is {chemistry.family}"
    if quote.request.soh is None:
        yield "soh-assumed", f"no state of health was given: reuse takes {scenario.reuse.soh:g}"
    if scenario.feed_price is None and scenario.reuse.purchase is None:
        message = "the holder gets what recycling pays: --feed-price where usable packs cost more"
        yield "feed-price-of-recycling", message
    if plain(found["users_revenue_per_kwh"]) < plain(found["price_per_kwh"]):
        worth, price = found["users_revenue_per_kwh"], found["price_per_kwh"]
        message = f"{name} earns its user {worth:.0f} per kWh over the second life, less than the price of {price:.0f}"
        yield "price-above-use", message
    yield from new_pack_notes.cautions(quote, found)
    mine = ("application.", f"stages.{scenario.reuse.rule.plant.id}.")
    own = [record for path, record in quote.records if path.startswith(mine)]
    guessed = sum(record.evidence == "estimate" for record in own)
    if guessed:
        yield (
            "reuse-estimates",
            f"{guessed} of the {len(own)} numbers behind the second life are estimates with a range",
        )
    if quote.request.recycle is None:
        yield "recycled-by", f"what fails, and what comes back later, goes to {found['recycling']}, the best margin"
