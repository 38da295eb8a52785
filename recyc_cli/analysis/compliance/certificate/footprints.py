"""Tells what products weigh on the climate, and what a premium for them must be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.quote import answer
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.cathode.cathode import saving
from recyc_cli.model.compliance.certified import (
    burden_per_kg,
    carbon_worth,
    certified_value,
    certified_worth,
    premium_due,
    virgin_burden,
)
from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.flows.impacts import GRAMS, ROWS, WATER, sum_of_rows
from recyc_cli.model.numbers.arithmetic import add_up, plain
from recyc_cli.scenario.fill_in import ways
from recyc_cli.scenario.keywords import WAY, on_axis
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.masses import Fraction
    from recyc_cli.report.shapes import certificate as shape

ENERGY, GHG = ROWS.index("total_energy"), ROWS.index("ghg")


def footprint_of(quote: Quote, products: Sequence[Fraction], one: Fraction) -> shape.Footprint:
    """Return the burdens of a kilogram of a product, and of the same from virgin material.

    Args:
        quote: of the way.
        products: all of them, per tonne delivered.
        one: of these.
    """
    rows = sum_of_rows(quote.result.impacts.values())
    values = _values(quote)
    derived, value = add_up(each.derived for each in products), add_up(values.values())
    ghg, energy, water = (
        plain(burden_per_kg(rows[row], one.derived, derived, one.mass)) for row in (GHG, ENERGY, WATER)
    )
    by_value = burden_per_kg(rows[GHG], values.get((one.stage, one.name), 0.0), value, one.mass)
    virgin = virgin_burden(quote.resolved.scenario, one.name)
    ours = ghg / GRAMS
    theirs = None if virgin is None else plain(virgin[GHG]) / GRAMS
    price = plain(quote.resolved.scenario.region["carbon_price"])
    worth = None if theirs is None else plain(carbon_worth(ours, theirs, price))
    gain = None if theirs is None else plain(saving(ours, theirs))
    return {
        "ghg_kg": ours,
        "ghg_by_value_kg": plain(by_value) / GRAMS,
        "energy_mj": energy,
        "water_l": water,
        "virgin_ghg_kg": theirs,
        "virgin_energy_mj": None if virgin is None else plain(virgin[ENERGY]),
        "virgin_water_l": None if virgin is None else plain(virgin[WATER]),
        "ghg_saving": gain,
        "carbon_worth_per_kg": worth,
    }


def premium_of(quote: Quote, products: Sequence[Fraction]) -> shape.Premium:
    """Return what a premium on the products must be worth, for the way to pay and to earn what the best one does."""
    margin, values = plain(quote.result.margin), _values(quote)
    value = certified_value(values, [(each.stage, each.name) for each in products])
    best, name = _best_margin(quote)
    worth = add_up(
        certified_worth(each.mass, footprint_of(quote, products, each)["carbon_worth_per_kg"] or 0.0)
        for each in products
    )
    there = plain(value) > 0.0
    return {
        "certified_value_per_t": plain(value),
        "to_break_even": plain(premium_due(0.0 - margin, value)) if there else None,
        "to_best_route": plain(premium_due(best - margin, value)) if there else None,
        "best_route": name,
        "carbon_price": plain(quote.resolved.scenario.region["carbon_price"]) * TONNE,
        "carbon_worth_per_t": plain(worth),
    }


def _values(quote: Quote) -> dict[tuple[str, str], Number]:
    """Return what each product sells for [money/t delivered]."""
    return {(each.stage, each.product): each.value for each in quote.result.sold}


def _best_margin(quote: Quote) -> tuple[float, str]:
    """Return the margin of the route that earns most with the same feed, and its name."""
    margin, name = plain(quote.result.margin), quote.resolved.names["route"]
    asked = {key: value for key, value in quote.request.given.items() if key not in on_axis(WAY)}
    for route in ways(quote.request.given, quote.resolved.library):
        try:
            other = answer(Request(**{**asked, "route": route}), quote.resolved.library)
        except (RecycError, RecycErrors):
            continue
        if plain(other.result.margin) > margin:
            margin, name = plain(other.result.margin), other.resolved.names["route"]
    return margin, name
