"""A price that follows others moves with them, a quote from where its deck has them, and what a user gives stands."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli import quote
from recyc_cli.analysis.traced_quote import traced_quote
from recyc_cli.catalog.open_library import open_library

LIBRARY = open_library()
DECKS = LIBRARY.names("prices")
REGIONS = LIBRARY.names("regions")
QUOTED, FOLLOWING = "nmc622", "lfp"
NEWEST = str(LIBRARY.document("methods", "recyc").tree["prices"])


def direct(chemistry: str = QUOTED, **keywords: Any) -> dict[str, Any]:
    found: dict[str, Any] = quote(chemistry=chemistry, route="direct", **keywords).to_dict()
    return found


def powder(chemistry: str = QUOTED, **keywords: Any) -> float:
    products = direct(chemistry, **keywords)["products"]
    return float(next(item["price_per_kg"] for item in products if item["product"] == chemistry))


FEES = 0.035
"""Of what dearer nickel adds to the value: costs that are a share of others, and interest, 0.025 to 0.032."""
AT_MOST = 1.06
"""Paid for the feed of that: a pack is paid 0.95 x 0.76 of its nickel, the powder brings 0.855 x 0.85 of it, 0.993. In
China the feed moves by the sulfate's share of the metal, up to 1.08 in a month, the powder by its kilograms."""
MISSES = {("2021", "china"): 1.44, ("2022", "china"): 1.96}
"""Payables, region -> the same where a share above 1 of nickel was paid, for the lithium inside."""


@pytest.mark.parametrize("deck", DECKS)
def test_dearer_nickel_takes_from_the_margin_of_the_powder_what_the_feed_takes_more(deck: str) -> None:
    """On every deck, in every region the powder sells for more; that the feed takes about as much is the market's."""
    nickel = LIBRARY.document("prices", deck).tree["metals"]["nickel"]
    for region in REGIONS:
        answers = [
            quote(
                chemistry=QUOTED,
                route="direct",
                region=region,
                prices=deck,
                price_overrides=(f"nickel={nickel * factor}USD/kg",),
            )
            for factor in (1.0, 1.1)
        ]
        base, dearer = (answer.to_dict()["totals"] for answer in answers)
        value, paid, left = (dearer[key] - base[key] for key in ("recovery_value", "feed_price", "margin"))
        assert value > 0.0, region
        assert left >= value - paid - FEES * value, region
        told = MISSES.get((answers[0].resolved.names["payables"], region))
        assert paid <= AT_MOST * value if told is None else paid / value == pytest.approx(told, abs=0.02), region


@pytest.mark.parametrize("deck", DECKS)
def test_a_quote_stands_where_nothing_was_changed(deck: str) -> None:
    stated = LIBRARY.document("prices", deck).tree
    price = stated["products"][QUOTED]["price"]
    tax = 1.0 + stated["vat"]["rate"] if stated.get("vat", {}).get("included") else 1.0
    assert powder(prices=deck) == pytest.approx(price * tax, rel=1e-15)


@pytest.mark.parametrize("currency", ["USD", "EUR", "KRW"])
def test_a_quote_moves_by_what_it_is_made_of(currency: str) -> None:
    """0.6 mol of nickel in 96.93 g of powder, through the sulfate: 0.3633 kg of metal per kg."""
    deck = LIBRARY.document("prices", "2024").tree
    rate = 1.0 if currency == "USD" else deck["fx"][currency]
    base = powder(prices="2024", currency=currency)
    dearer = powder(prices="2024", currency=currency, price_overrides=("nickel=30000USD/t",))
    assert dearer - base == pytest.approx(0.6 * 58.693 / 96.93 * (30.0 - deck["metals"]["nickel"]) * rate, rel=1e-4)


def test_a_price_without_a_quote_is_its_inputs_and_a_fee() -> None:
    deck = LIBRARY.document("prices", NEWEST)
    assert deck.tree["products"][FOLLOWING]["price"] == "follows"
    rule = deck.tree["follows"]["products"][FOLLOWING]
    fee = rule["fee"] / deck.tree["fx"]["CNY"]
    carbonate = rule["metals"]["lithium_carbonate"]
    assert powder(FOLLOWING) == pytest.approx(carbonate * deck.tree["metals"]["lithium_carbonate"] + fee, rel=1e-12)
    dearer = powder(FOLLOWING, price_overrides=("lithium_carbonate=40USD/kg",))
    assert dearer == pytest.approx(carbonate * 40.0 + fee, rel=1e-12)


@pytest.mark.parametrize("chemistry", [QUOTED, FOLLOWING])
@pytest.mark.parametrize("other", [(), ("nickel=30000USD/t",), ("lithium_carbonate=40USD/kg",)])
def test_a_price_that_the_user_gives_stands(chemistry: str, other: tuple[str, ...]) -> None:
    assert powder(chemistry, price_overrides=(*other, f"{chemistry}=20USD/kg")) == 20.0


def test_a_salt_moves_its_powder_and_not_its_metal() -> None:
    base, moved = (powder(overrides=text) for text in ((), ("prices.reagents.nickel_sulfate=9000USD/t",)))
    assert moved > base
    stated = LIBRARY.document("prices", NEWEST).tree["metals"]["nickel"]
    contained = direct(overrides=("prices.reagents.nickel_sulfate=9000USD/t",))["contained"]
    assert next(item["price_per_kg"] for item in contained if item["element"] == "ni") == stated


def test_the_trace_moves_as_a_price_that_is_set() -> None:
    """The slope that a trace reads off is that of two quotes side by side."""
    slope = traced_quote(chemistry=QUOTED, route="direct", prices="2024").derivatives("totals.margin")
    low, high = (
        direct(prices="2024", price_overrides=(f"nickel={price}USD/t",))["totals"]["margin"]
        for price in (16_000, 17_000)
    )
    assert slope["prices.metals.nickel"] == pytest.approx((high - low) / 1000.0, rel=1e-6)


@pytest.mark.parametrize(
    ("chemistry", "told"),
    [*((each, None) for each in ("nmc111", "nmc532", "nmc811", "nmc955", "nca")), ("lmo-nmc", 1.69)],
)
def test_dearer_nickel_takes_from_another_powder_what_its_feed_takes_more(chemistry: str, told: float | None) -> None:
    """The blend is a miss, told on the newest deck: nobody sells it, and it is taken at half its price."""
    for deck in ("2021", "2024", NEWEST):
        traced = traced_quote(chemistry=chemistry, route="direct", prices=deck)
        value, paid, left = (
            traced.derivatives(f"totals.{key}")["prices.metals.nickel"]
            for key in ("recovery_value", "feed_price", "margin")
        )
        assert value > 0.0
        assert left >= value - paid - FEES * value, deck
        assert told is not None or paid <= AT_MOST * value, deck
    assert told is None or paid / value == pytest.approx(told, abs=0.02)


def test_the_reference_s_list_price_stands_whatever_nickel_costs() -> None:
    asked = {"method": "everbatt-2023"}
    assert powder(**asked) == powder(**asked, price_overrides=("nickel=30USD/kg",)) == 25.0


def test_quotes_that_stand_may_be_asked_for() -> None:
    asked: dict[str, Any] = {"corrections": ("quotes-move=off",)}
    assert powder(**asked) == powder(**asked, price_overrides=("nickel=30USD/kg",))
    assert powder(FOLLOWING, **asked) < powder(FOLLOWING, **asked, price_overrides=("lithium_carbonate=40USD/kg",))
