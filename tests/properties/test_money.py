"""Money adds up, scales with prices, and follows the feed price as it should."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from few import examples
from hypothesis import assume
from hypothesis import strategies as st

from recyc_cli import quote
from recyc_cli.model.records.ledger import COST, VALUE

sys.path.insert(0, str(Path(__file__).parent))
import drawing

EXACT = 1e-12
"""Rounding of a few hundred additions and products."""
MONEY = ("contained_value", "recovery_value", "cost", "margin", "feed_price", "breakeven_feed_price", "capital")
LOT = ("contained_value", "recovery_value", "cost", "margin", "feed_price", "breakeven_feed_price")
PER_UNIT = ("margin_per_kwh", "margin_per_pack")

Report = dict[str, Any]
pairs = st.tuples(st.floats(0.0, 0.94), st.floats(0.0, 0.94)).map(sorted)


def near(amount: float, totals: Report, size: float = 1.0) -> Any:
    """A difference of value and cost is as exact as the two."""
    floor = EXACT * size * (abs(totals["recovery_value"]) + abs(totals["cost"]))
    return pytest.approx(amount, rel=EXACT, abs=floor)


@examples(6, 59, drawing.scenarios())
def test_lines_groups_and_stages_sum_to_the_totals(keywords: dict[str, Any]) -> None:
    report = quote(**keywords).to_dict()
    totals, stages, lines = report["totals"], report["stages"], report["lines"]
    for kind, name in ((VALUE, "recovery_value"), (COST, "cost")):
        amounts = [line["amount"] for line in lines if line["kind"] == kind]
        size = sum(abs(amount) for amount in amounts)
        assert sum(amounts) == pytest.approx(totals[name], rel=EXACT, abs=EXACT * size)
    for stage in stages:
        assert sum(stage["cost_groups"].values()) == near(stage["cost"], totals)
        for kind in (VALUE, COST):
            own = [line["amount"] for line in lines if (line["kind"], line["stage"]) == (kind, stage["stage"])]
            assert sum(own) == near(stage[kind], totals)
    assert sum(stage["cost"] for stage in stages) == near(totals["cost"], totals)
    assert sum(stage["value"] for stage in stages) == near(totals["recovery_value"], totals)
    assert sum(product["value"] for product in report["products"]) == near(totals["recovery_value"], totals)
    assert totals["margin"] == totals["recovery_value"] - totals["cost"]
    plants = [stage["capital"]["total_capital"] for stage in stages if stage["capital"]]
    assert sum(plants) == pytest.approx(totals["capital"], rel=EXACT)


@examples(5, 45, drawing.scenarios())
def test_a_line_is_its_quantity_times_its_price(keywords: dict[str, Any]) -> None:
    for line in quote(**keywords).to_dict()["lines"]:
        if line["quantity"] is not None and line["price"] is not None:
            assert line["amount"] == pytest.approx(line["quantity"] * line["price"], rel=EXACT), line["item"]


@examples(5, 45, drawing.scenarios(), st.floats(0.01, 50_000.0))
def test_a_lot_is_so_many_tonnes(keywords: dict[str, Any], mass: float) -> None:
    report = quote(**keywords, mass_t=mass).to_dict()
    assert report["lot"]["mass_t"] == mass
    for name in LOT:
        assert report["lot"]["totals"][name] == pytest.approx(report["totals"][name] * mass, rel=EXACT)


@examples(
    3, 35, drawing.places(), st.sampled_from(drawing.CHEMISTRIES), st.sampled_from(drawing.LEVELS), st.floats(0.5, 1e5)
)
def test_a_lot_is_the_same_in_tonnes_packs_and_kilowatt_hours(
    place: dict[str, Any], chemistry: str, level: str, packs: float
) -> None:
    keywords = {**place, "chemistry": chemistry, "disassemble": level}
    counted = quote(**keywords, packs=packs).to_dict()["lot"]
    for other in ("mass_t", "kwh"):
        lot = quote(**keywords, **{other: counted[other]}).to_dict()["lot"]
        assert lot["packs"] == pytest.approx(packs, rel=EXACT)
        assert lot["totals"] == pytest.approx(counted["totals"], rel=EXACT)


@examples(5, 47, drawing.scenarios(), st.floats(0.05, 20.0), st.none() | st.floats(-3000.0, 6000.0))
def test_money_out_scales_with_money_in(keywords: dict[str, Any], factor: float, feed_price: float | None) -> None:
    """Every amount of every preset times k, and the feed price with them: every total times k."""
    resolved, before = drawing.ran({**keywords, "feed_price": feed_price})
    money = {
        f"{prefix}.{path}": drawing.leaf(document, path) * factor
        for prefix, document in resolved.documents.items()
        for path, record in document.records.items()
        if record.canonical_unit.startswith("USD")
    }
    assert len(money) > 100
    scaled = {**keywords, "feed_price": None if feed_price is None else feed_price * factor}
    _, after = drawing.ran(scaled, money)
    floor = EXACT * factor * (before.value + abs(before.cost))
    for name in ("contained_value", "value", "cost", "margin", "feed_price", "breakeven_feed_price"):
        assert getattr(after, name) == pytest.approx(getattr(before, name) * factor, rel=EXACT, abs=floor), name
    for plant, same in zip(after.accounts, before.accounts, strict=True):
        assert plant.capital.fixed_capital == pytest.approx(same.capital.fixed_capital * factor, rel=EXACT)
        tied = same.production.working_capital
        assert plant.production.working_capital == pytest.approx(tied * factor, rel=EXACT, abs=EXACT * abs(tied))
    balances = ((after.balance, before.balance), *zip(after.elements.values(), before.elements.values(), strict=True))
    for ours, theirs in balances:
        assert vars(ours) == vars(theirs), "prices move no mass"


@examples(3, 35, drawing.scenarios(), st.sampled_from(("EUR", "CNY")), st.none() | st.floats(-3000.0, 6000.0))
def test_another_currency_is_the_exchange_rate_apart(
    keywords: dict[str, Any], currency: str, feed_price: float | None
) -> None:
    """The same money is paid for the feed, whether it is given in USD or in the report's currency."""
    resolved, _ = drawing.ran(keywords)
    rates = resolved.documents["prices"].tree["fx"]
    assume(currency in rates)
    dollars = quote(**keywords, feed_price=feed_price).to_dict()
    rate = rates[currency]
    same = None if feed_price is None else (feed_price, "USD")
    other = quote(**keywords, feed_price=same, currency=currency).to_dict()
    said = {"feed_price": None if feed_price is None else feed_price * rate, "vat": "excluded"}
    own = quote(**keywords, **said, currency=currency).to_dict()
    assert own["totals"]["margin"] == near(other["totals"]["margin"], other["totals"], 1.0)
    for name in MONEY:
        assert other["totals"][name] == near(dollars["totals"][name] * rate, dollars["totals"], rate), name
    for name in PER_UNIT:
        if dollars["totals"][name] is not None:
            assert other["totals"][name] == near(dollars["totals"][name] * rate, dollars["totals"], rate), name
    for ours, theirs in zip(other["lines"], dollars["lines"], strict=True):
        assert ours["amount"] == near(theirs["amount"] * rate, dollars["totals"], rate), ours["item"]
    assert other["mass_balance"] == dollars["mass_balance"]
    assert other["impacts"] == dollars["impacts"]


FATES = (
    ("pyro", "pyro.fates.copper.copper_metal"),
    ("pyro", "pyro.fates.cathode.co.cobalt"),
    ("pyro", "pyro.fates.cathode.ni.nickel"),
    ("hydro", "hydro.fates.cathode.ni.nickel"),
    ("hydro", "hydro.fates.cathode.co.cobalt"),
    ("hydro", "hydro.fates.cathode.mn.manganese"),
    ("hydro", "hydro.fates.cathode.li.lithium_carbonate"),
    ("hydro", "hydro.fates.lipf6.li.lithium_carbonate"),
    ("hydro", "hydro.fates.graphite.graphite"),
    ("hydro", "preprocessing.fates.cathode.black_mass"),
    ("hydro", "preprocessing.fates.copper.copper"),
    ("hydro", "preprocessing.fates.aluminum.aluminum"),
    ("direct", "preprocessing.fates.steel.steel"),
    ("direct", "preprocessing.fates.cathode.black_mass"),
    ("direct", "direct.fates.cathode.cathode"),
    ("direct", "direct.fates.graphite.graphite"),
)


@examples(8, 82, drawing.scenarios(), st.sampled_from(FATES), pairs)
def test_more_recovery_never_lowers_value(
    keywords: dict[str, Any], fate: tuple[str, str], recoveries: list[float]
) -> None:
    route, path = fate
    assume(route != "direct" or drawing.unblended(keywords))
    less, more = (drawing.ran({**keywords, "route": route}, {f"stages.{path}": share})[1] for share in recoveries)
    assert more.value >= less.value * (1.0 - EXACT)


@pytest.mark.parametrize(("route", "path"), FATES)
def test_more_recovery_raises_value_where_the_product_sells(route: str, path: str) -> None:
    """Of what an NMC622 pack holds, every one of these fates sells at a price."""
    keywords = {"chemistry": "nmc622", "route": route, "method": "everbatt-2023"}
    less, more = (drawing.ran(keywords, {f"stages.{path}": share})[1] for share in (0.5, 0.9))
    black_mass_of_lipf6 = "lipf6" in path  # burned in preprocessing, so none is left to recover
    assert more.value == less.value if black_mass_of_lipf6 else more.value > less.value


@examples(6, 59, drawing.scenarios(), st.none() | st.floats(-8000.0, 12_000.0))
def test_at_the_breakeven_feed_price_nothing_is_left(keywords: dict[str, Any], feed_price: float | None) -> None:
    _, before = drawing.ran({**keywords, "feed_price": feed_price})
    _, after = drawing.ran({**keywords, "feed_price": before.breakeven_feed_price})
    assert abs(after.margin) <= 1e-9 * max(abs(after.cost), after.value)
    assert after.feed_price == pytest.approx(before.breakeven_feed_price, rel=EXACT)


@examples(6, 59, drawing.scenarios(), st.floats(-8000.0, 12_000.0), st.floats(1.0, 5000.0))
def test_a_dearer_feed_moves_the_margin_and_nothing_else(
    keywords: dict[str, Any], feed_price: float, rise: float
) -> None:
    _, cheap = drawing.ran({**keywords, "feed_price": feed_price})
    _, dear = drawing.ran({**keywords, "feed_price": feed_price + rise})
    assert dear.value == cheap.value
    assert dear.contained_value == cheap.contained_value
    assert dear.margin <= cheap.margin - rise * (1.0 - 1e-9)
    floor = 1e-11 * (abs(cheap.cost) + cheap.value)
    assert dear.breakeven_feed_price == pytest.approx(cheap.breakeven_feed_price, abs=floor)
    assert [(item.product, item.mass) for item in dear.sold] == [(item.product, item.mass) for item in cheap.sold]


@pytest.mark.parametrize("inside", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("feed_price", [-900.0, 1400.0])
def test_a_feed_price_is_booked_whole_however_the_method_splits_it(inside: float, feed_price: float) -> None:
    """`method.feed.in_plant` says how much of it the plant carries; the rest is paid at the gate."""
    keywords = {"chemistry": "nmc622", "route": "hydro"}
    split = {"method.feed.in_plant": inside}
    _, free = drawing.ran({**keywords, "feed_price": 0.0}, split)
    _, priced = drawing.ran({**keywords, "feed_price": feed_price}, split)
    assert abs(priced.cost - free.cost) >= abs(feed_price) * (1.0 - EXACT)
    _, after = drawing.ran({**keywords, "feed_price": priced.breakeven_feed_price}, split)
    assert abs(after.margin) <= 1e-9 * after.cost
