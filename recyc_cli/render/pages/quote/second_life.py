"""Lays out how a used pack was graded and priced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.numbers import fixed, percent
from recyc_cli.render.page import TOTAL, block, row

if TYPE_CHECKING:
    from recyc_cli.render.page import Block, Row

Report = dict[str, Any]


def second_life_block(report: Report) -> Block:
    """Return how the price of a used kWh came about, and what the user and the repurposer make of it."""
    second_life, money = report["second_life"], report["scenario"]["currency"]
    per_kwh = f"{money}/kWh"
    rows = [
        row("state of health delivered", percent(report["scenario"]["soh"]), ""),
        row("modules that pass", percent(second_life["pass_rate"]), ""),
        row("their state of health", percent(second_life["soh_sold"]), ""),
        row("cycles left", fixed(second_life["cycles_left"]), ""),
        row("years of second life", fixed(second_life["years"], 1), "yr"),
        row("new pack", fixed(second_life["new_pack_price_per_kwh"], 1), per_kwh),
        *_zero(second_life["breakeven_new_pack_price_per_kwh"], per_kwh),
        row("  times years left, used against new", fixed(second_life["health_factor"], 3), ""),
        row("  times used-market factor", fixed(second_life["used_factor"], 2), ""),
        row("price of a used pack", fixed(second_life["price_per_kwh"], 1), per_kwh, style=TOTAL),
        row("repurposing, without the pack", fixed(second_life["repurposing_cost_per_kwh"], 1), per_kwh),
        row("its user earns, in today's money", fixed(second_life["users_revenue_per_kwh"], 1), per_kwh),
        row("later recycling counts", percent(second_life["discount_factor"]), ""),
    ]
    title = (
        f"Second life: {report['scenario']['application']}, from a state of health of {second_life['threshold_soh']:g}"
    )
    return block(title, ("", "", ""), "<><", rows)


def _zero(price: float | None, unit: str) -> list[Row]:
    return [] if price is None else [row("  margin 0 at a new pack of", fixed(price, 1), unit)]
