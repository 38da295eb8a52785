"""Reports how a pack was graded and priced for its second life."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import BATTERY_FORMS, MJ_PER_KWH
from recyc_cli.model.numbers.arithmetic import share_of
from recyc_cli.scenario.build.vehicle_packs import NEW, returned_soh
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Second
    from recyc_cli.model.records.scenario import Reuse
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.products import SecondLife


def soh(quote: Answer) -> float:
    """Return the state of health of a quote: what was asked, that of the packs that come back, or 1 of what is new."""
    reuse, streams = quote.resolved.scenario.reuse, quote.resolved.scenario.streams
    if reuse is not None:
        return reuse.soh
    if quote.request.soh is not None:
        return quote.request.soh
    one = len(streams) == 1 and streams[0].form in BATTERY_FORMS
    return returned_soh(quote.resolved, streams[0].chemistry.id) if one else NEW


def second_life_report(quote: Answer) -> SecondLife | None:
    """Return how a pack was graded and priced; None on other routes. Money and energy are per kWh as sold."""
    reuse, second = quote.resolved.scenario.reuse, quote.result.second
    if reuse is not None and second is not None and quote.second_life is None:
        quote.second_life = _graded(quote, reuse, second)
    return quote.second_life


def _graded(quote: Answer, reuse: Reuse, second: Second) -> SecondLife:
    """Return how a pack was graded and priced; what new packs cost where nothing is left is the model run again."""
    from recyc_cli.model.second_life import facility
    from recyc_cli.model.second_life.grading import worth_of_revenue
    from recyc_cli.model.second_life.new_packs import breakeven_price

    graded = second.grade
    sold = second.load.sold / MJ_PER_KWH
    zero = breakeven_price(quote.resolved.scenario, quote.result)
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
        "users_revenue_per_kwh": worth_of_revenue(graded.years, reuse.use, reuse.market) * MJ_PER_KWH,
        "discount_factor": second.discount,
        "recycling": second.recycled.best,
        "recycling_margins": dict(second.recycled.margins),
    }
