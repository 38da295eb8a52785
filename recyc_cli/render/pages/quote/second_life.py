"""Lays out how a used pack was graded and priced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.look import FILE, is_form
from recyc_cli.render.page import TOTAL, block, measure

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Row
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.products import SecondLife
    from recyc_cli.report.shapes.saved import CustomerSecondLife


def second_life_block(reuse: SecondLife, scenario: Scenario, look: Look) -> Block:
    """Return how the price of a used kWh came about, and what the user and the repurposer make of it."""
    per_kwh = f"{scenario['currency']}/kWh"
    rows = [
        *health(reuse, scenario["soh"]),
        measure("new pack", reuse["new_pack_price_per_kwh"], "one", per_kwh),
        *_zero(reuse["breakeven_new_pack_price_per_kwh"], per_kwh),
        measure("  times years left, used against new", reuse["health_factor"], "three", ""),
        measure("  times used-market factor", reuse["used_factor"], "two", ""),
        measure("price of a used pack", reuse["price_per_kwh"], "one", per_kwh, TOTAL),
        measure("repurposing, without the pack", reuse["repurposing_cost_per_kwh"], "one", per_kwh),
        measure("its user earns, in today's money", reuse["users_revenue_per_kwh"], "one", per_kwh),
        measure("later recycling counts", reuse["discount_factor"], "share", ""),
    ]
    title = f"Second life: {scenario['application']}"
    if is_form(look.form, FILE):
        rows.insert(0, measure("from a state of health of", reuse["threshold_soh"], "share", ""))
    else:
        title += f", from a state of health of {reuse['threshold_soh']:g}"
    return block(title, ("", "", ""), "<><", rows)


def health(found: CustomerSecondLife, soh: float) -> list[Row]:
    """Return how healthy the packs are, and what is left of their lives."""
    return [
        measure("state of health delivered", soh, "share", ""),
        measure("modules that pass", found["pass_rate"], "share", ""),
        measure("their state of health", found["soh_sold"], "share", ""),
        measure("cycles left", found["cycles_left"], "whole", ""),
        measure("years of second life", found["years"], "one", "yr"),
    ]


def _zero(price: float | None, unit: str) -> list[Row]:
    return [] if price is None else [measure("  margin 0 at a new pack of", price, "one", unit)]
