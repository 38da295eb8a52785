"""Tells what products weigh on the climate, and what a premium for them must be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.quote import answer
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.cathode.cathode import saving
from recyc_cli.model.compliance.certified import (
    burden_of_lot,
    burden_per_kg,
    carbon_worth,
    certified_value,
    certified_worth,
    premium_due,
    premium_paid,
    virgin_burden,
)
from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.flows.impacts import GRAMS, ROWS, WATER, sum_of_rows
from recyc_cli.model.numbers.arithmetic import add_up, plain, share_of
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


def footprint_of(
    quote: Quote, products: Sequence[Fraction], one: Fraction, weighed_t: Number | None = None
) -> shape.Footprint:
    """Return the burdens of a kilogram of a product, and of the same from virgin material.

    Args:
        quote: of the way.
        products: all of them, per tonne delivered, or of what was weighed.
        one: of these.
        weighed_t: what went in, where that was weighed [t].
    """
    rows = sum_of_rows(quote.result.impacts.values())
    rows = rows if weighed_t is None else [burden_of_lot(row, weighed_t) for row in rows]
    values = _values(quote)
    derived, value = add_up(each.derived for each in products), add_up(values.values())
    ghg, energy, water = (
        plain(burden_per_kg(rows[row], one.derived, derived, one.mass)) for row in (GHG, ENERGY, WATER)
    )
    by_value = burden_per_kg(rows[GHG], values.get((one.stage, one.name), 0.0), value, one.mass)
    known = weighed_t is None
    virgin = virgin_burden(quote.resolved.scenario, one.name)
    ours = ghg / GRAMS
    theirs = None if virgin is None else plain(virgin[GHG]) / GRAMS
    price = plain(quote.resolved.scenario.region["carbon_price"])
    worth = None if theirs is None else plain(carbon_worth(ours, theirs, price))
    gain = None if theirs is None else plain(saving(ours, theirs))
    return {
        "ghg_kg": ours,
        "ghg_by_value_kg": plain(by_value) / GRAMS if known else None,
        "energy_mj": energy,
        "water_l": water,
        "virgin_ghg_kg": theirs,
        "virgin_energy_mj": None if virgin is None else plain(virgin[ENERGY]),
        "virgin_water_l": None if virgin is None else plain(virgin[WATER]),
        "ghg_saving": gain,
        "carbon_worth_per_kg": worth,
    }


def premium_of(quote: Quote, products: Sequence[Fraction], named: Sequence[str] = ()) -> shape.Premium:
    """Return what a premium on the products must be worth, for the way to pay and to earn what the best one does.

    Args:
        quote: of the way.
        products: all of them, per tonne delivered.
        named: those that a contract pays a premium for; none: all.
    """
    margin, values = plain(quote.result.margin), _values(quote)
    paid = [each for each in products if not named or each.name in named]
    value = certified_value(values, [(each.stage, each.name) for each in paid])
    best, name = _best_margin(quote)
    worth = add_up(
        certified_worth(each.mass, footprint_of(quote, products, each)["carbon_worth_per_kg"] or 0.0) for each in paid
    )
    there = plain(value) > 0.0
    due = [premium_due(gap, value) if there else None for gap in (0.0 - margin, best - margin)]
    return {
        "on": [each.name for each in paid],
        "certified_value_per_t": plain(value),
        "to_break_even": None if due[0] is None else plain(due[0]),
        "to_break_even_per_t": None if due[0] is None else plain(premium_paid(due[0], value)),
        "to_best_route": None if due[1] is None else plain(due[1]),
        "to_best_route_per_t": None if due[1] is None else plain(premium_paid(due[1], value)),
        "best_route": name,
        "carbon_price": plain(quote.resolved.scenario.region["carbon_price"]) * TONNE,
        "carbon_worth_per_t": plain(worth),
        "carbon_worth": plain(share_of(worth, value)) if there else None,
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
