"""A price that follows others moves with them, a quote from where its deck has them, and what a user gives stands."""

from __future__ import annotations

from typing import Any

import pytest
from few import few

from recyc_cli import quote
from recyc_cli.analysis.traced_quote import traced_quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.model.money.black_mass import paid_shares
from recyc_cli.model.records.feed import Chemistry

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


LITHIUM_APART = Chemistry(trade="")
"""What no market quotes by itself: paid the shares of all."""
GIVEN = 500.0
"""A feed price of the user's own [USD/t]: what the feed costs then does not follow the metals."""


def dearer_nickel(chemistry: str, deck: str, region: str, **keywords: Any) -> dict[str, float]:
    """What a tenth more for nickel adds to the totals of direct recycling."""
    nickel = LIBRARY.document("prices", deck).tree["metals"]["nickel"]
    asked = {"chemistry": chemistry, "route": "direct", "prices": deck, "region": region, **keywords}
    base, dearer = (
        quote(price_overrides=(f"nickel={nickel * factor}USD/kg",), **asked).result for factor in (1.0, 1.1)
    )
    return {
        "recovery_value": dearer.value - base.value,
        "feed_price": dearer.feed_price - base.feed_price,
        "margin": dearer.margin - base.margin,
    }


SOME_DECKS = [deck if at % 15 == 0 or deck == NEWEST else pytest.param(deck, marks=pytest.mark.slow)
    for at, deck in enumerate(DECKS)]  # fmt: skip


@pytest.mark.parametrize("deck", SOME_DECKS)
def test_dearer_nickel_never_lowers_the_margin_of_the_powder(deck: str) -> None:
    """On every deck, in every region, at a feed price of one's own: the powder sells for what its metals cost.

    Regions that price alike (of one market's payables, without places of their own in decks) stand in for each other on
    all decks but the newest.
    """
    alike = {LIBRARY.document("regions", each).tree["payables"]: each for each in reversed(REGIONS)}
    for region in REGIONS if deck == NEWEST else alike.values():
        added = dearer_nickel(QUOTED, deck, region, feed_price=GIVEN)
        assert added["recovery_value"] > 0.0, region
        assert 0.0 <= added["margin"] <= added["recovery_value"], region


@pytest.mark.parametrize("deck", SOME_DECKS)
def test_a_market_gives_most_of_dearer_nickel_to_the_holder(deck: str) -> None:
    """The feed takes 0.65 to 1 of it, on every deck: black mass is paid 0.95 x 0.76, a powder made of it 0.855 x 0.85.

    Interest on the feed, and selling on the powder, take up to 0.02 of it beside: so the margin falls at most by that.
    In China of 2019 to 2022 nickel and cobalt were paid above the whole, lithium inside: there the holder takes more
    than is gained, 1.4 to 2.1, and no rule but that quote says so.
    """
    alike = {LIBRARY.document("regions", each).tree["payables"]: each for each in reversed(REGIONS)}
    for region in REGIONS if deck == NEWEST else alike.values():
        added = dearer_nickel(QUOTED, deck, region)
        market = quote(chemistry=QUOTED, route="direct", prices=deck, region=region).resolved.scenario.market
        taken = added["feed_price"] / added["recovery_value"]
        if paid_shares(LITHIUM_APART, market)["ni"] > 1.0:
            assert 1.4 < taken < 2.1, region
            continue
        assert 0.65 <= taken <= 1.0, region
        assert added["margin"] >= -0.02 * added["recovery_value"], region


@pytest.mark.parametrize("deck", ["2023", "2025-11", NEWEST])
def test_a_salt_that_is_sold_moves_as_the_salt_that_is_bought(deck: str) -> None:
    """One salt, one rule: it was its share of the metal, 0.83 to 1.08, that a dearer metal was multiplied by."""
    metal = LIBRARY.document("prices", deck).tree["metals"]["nickel"]

    def prices(price: float) -> tuple[float, float]:
        asked = (f"nickel={price}USD/kg",)
        market = quote(chemistry=QUOTED, route="hydro", prices=deck, price_overrides=asked).resolved.scenario.market
        return market.products["nickel"].price * market.products["nickel"].payable, market.reagents["nickel_sulfate"]

    (sold, bought), (dearer, bought_dearer) = prices(metal), prices(metal + 1.0)
    assert dearer / sold == pytest.approx(bought_dearer / bought, rel=1e-9)
    assert 0.9 < dearer - sold < 1.1


def test_a_share_that_the_user_gives_stands() -> None:
    given = ("prices.products.nickel.payable=0.8",)
    asked: dict[str, Any] = {"chemistry": QUOTED, "route": "hydro", "overrides": given}
    market = quote(**asked, price_overrides=("nickel=30USD/kg",)).resolved.scenario.market
    assert market.products["nickel"].payable == 0.8


@pytest.mark.parametrize("deck", few(DECKS, 4))
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


@pytest.mark.parametrize("chemistry", ["nmc111", "nmc532", "nmc811", "nmc955", "nca", "lmo-nmc"])
def test_dearer_nickel_never_lowers_the_margin_of_another_powder(chemistry: str) -> None:
    for deck in ("2021", "2024", NEWEST):
        assert dearer_nickel(chemistry, deck, "us", feed_price=GIVEN)["margin"] >= 0.0, deck


def test_the_reference_s_list_price_stands_whatever_nickel_costs() -> None:
    asked = {"method": "everbatt-2023"}
    assert powder(**asked) == powder(**asked, price_overrides=("nickel=30USD/kg",)) == 25.0


def test_quotes_that_stand_may_be_asked_for() -> None:
    asked: dict[str, Any] = {"corrections": ("quotes-move=off",)}
    assert powder(**asked) == powder(**asked, price_overrides=("nickel=30USD/kg",))
    assert powder(FOLLOWING, **asked) < powder(FOLLOWING, **asked, price_overrides=("lithium_carbonate=40USD/kg",))
