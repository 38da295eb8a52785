"""The market's price of a feed: what a shredder sells from it less its toll, the way charged once."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from few import few

from recyc_cli import explain, quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.money.market_price import delivered_price, price_at_gate, way

LIBRARY = open_library()
REGIONS = ("us", "germany", "korea", "china", "india")
CHEMISTRIES = ("nmc622", "lfp", "lco", "nfm")
FORMS = ("pack", "module", "cell", "scrap-cell", "scrap-electrode")
SMALL = 1e-9


def delivered(**asked: Any) -> float:
    """Return the price of a feed at its buyer's gate [USD/t]."""
    scenario = quote(**{"route": "hydro"} | asked).resolved.scenario
    return float(sum(float(delivered_price(stream, scenario.market)) for stream in scenario.streams))


def paid(**asked: Any) -> float:
    """Return the feed price of a quote [USD/t]."""
    return float(quote(**asked).result.feed_price)


@pytest.mark.parametrize(("chemistry", "region", "form"), few(product(CHEMISTRIES, REGIONS, FORMS), 4))
def test_it_is_what_the_shredder_sells_less_its_toll(chemistry: str, region: str, form: str) -> None:
    """Our own shredder of usual recoveries sells it; powder of electrodes is paid over that of batteries apart."""
    sold = quote(chemistry=chemistry, region=region, form=form, route="shred")
    shredder = sold.resolved.scenario.market.shredder
    assert shredder is not None
    value = {item.product: float(item.value) for item in sold.result.sold}
    powder = next(item for item in sold.result.sold if item.product == "black_mass")
    carriage = float(sold.resolved.scenario.market.carriage) * float(powder.mass)
    more = (value["black_mass"] + carriage) * (float(shredder.powders.get(form, 1.0)) - 1.0)
    mass = sum(float(each) for each in sold.resolved.scenario.streams[0].delivered.values())
    expected = sum(value.values()) + more - float(shredder.tolls[form]) * mass
    assert delivered(chemistry=chemistry, region=region, form=form) == pytest.approx(expected, rel=SMALL)


def test_its_yields_are_those_of_the_reference() -> None:
    fates = LIBRARY.document("stages", "preprocessing").tree["fates"]
    for component, products in LIBRARY.document("payables", "2024").tree["yields"].items():
        stated = fates[component].get("other", fates[component])
        assert {product: stated[product] for product in products} == products


@pytest.mark.parametrize(("chemistry", "region"), [("nmc622", "us"), ("lfp", "china"), ("nmc811", "korea")])
def test_every_route_opening_and_profile_pays_the_same(chemistry: str, region: str) -> None:
    asked = {"chemistry": chemistry, "region": region}
    one = paid(**asked, route="hydro")
    others = [paid(**asked, route=route) for route in ("pyro", "direct", "shred", "reuse")]
    others += [paid(**asked, route="hydro", disassemble=level) for level in ("module", "cell")]
    others += [paid(**asked, route="hydro", profile=profile) for profile in ("conservative", "optimistic")]
    others += [paid(**asked, route="hydro", seat=seat) for seat in ("holder", "shredder")]
    assert others == pytest.approx([one] * len(others), rel=SMALL)


@pytest.mark.parametrize("form", [*FORMS, "black-mass"])
@pytest.mark.parametrize("region", REGIONS)
def test_the_way_is_charged_once(region: str, form: str) -> None:
    """The holder gets the delivered price less the usual way; what collection charges makes it whole again."""
    asked = {"chemistry": "nmc622", "region": region, "form": form, "route": "hydro"}
    found = quote(**asked)
    scenario, (stream,) = found.resolved.scenario, found.resolved.scenario.streams
    held = {leg.title for leg in scenario.usual[form].legs}
    charged = sum(float(line.amount) for line in found.result.lines if line.item.partition(": ")[2] in held)
    whole = float(price_at_gate(scenario, stream)) + charged
    assert whole == pytest.approx(float(delivered_price(stream, scenario.market)), rel=SMALL)
    usual = float(way(stream, scenario.usual[form], scenario.factors, scenario.method))
    assert usual == pytest.approx(charged, rel=SMALL)
    assert bool(held) == (form != "black-mass" or region in ("korea", "china", "india"))


def test_a_longer_way_costs_its_plant_and_not_the_holder() -> None:
    near, far = (quote(chemistry="nmc622", route="hydro", distance_km=km).result for km in (100.0, 2_000.0))
    assert far.feed_price == near.feed_price
    assert far.margin < near.margin


@pytest.mark.parametrize("region", ["korea", "india", "china"])
def test_seats_sum_to_the_chain_where_black_mass_is_quoted_delivered(region: str) -> None:
    chain, *seats = (
        float(quote(chemistry="nmc622", route="hydro", region=region, seat=seat).result.margin)
        for seat in ("chain", "shredder", "refiner")
    )
    assert sum(seats) == pytest.approx(chain, abs=1e-6)


@pytest.mark.parametrize("price", ["nickel", "cobalt", "lithium_carbonate", "copper", "aluminum"])
def test_metals_move_it_in_china(price: str) -> None:
    """No deck has a quote of a pack: whatever the metals of a month, there is a price."""
    low, base, high = (
        delivered(chemistry="nmc622", region="china", overrides=[f"prices.metals.{price}={usd}USD/t"] if usd else [])
        for usd in (1_000, None, 80_000)
    )
    assert low < base < high


def test_the_line_knows_toll_way_scrap_and_salts() -> None:
    """A line names its inputs by their paths, or many of a table by that of the table."""
    lines = quote(chemistry="nmc622", route="hydro", region="china").to_dict()["lines"]
    inputs = next(line for line in lines if line["item"] == "feed price")["inputs"]
    named = (
        "payables.tolls.china.pack",
        "payables.china.ni",
        "prices.metals.copper",
        "prices.products.nickel.payable",
        "region.freight",
        "stages.collection.legs.collection.distance",
    )
    assert [path for path in named if not any(f"{path}.".startswith(f"{each}.") for each in inputs)] == []
    assert "feed price" in str(explain(chemistry="nmc622", route="hydro", region="china").to_dict())


def test_the_share_of_the_reference_is_a_correction_away() -> None:
    off = paid(chemistry="nmc622", form="pack", route="hydro", corrections=["market-feed-price=off"])
    held = paid(
        chemistry="nmc622",
        form="pack",
        route="hydro",
        corrections=["market-feed-price=off"],
        overrides=["payables.forms.pack=1"],
    )
    assert off == pytest.approx(held * 0.3 / 0.7)


# --- Families that meet ---


def told(**asked: Any) -> dict[str, str]:
    return {note["code"]: note["message"] for note in quote(**asked).to_dict()["warnings"]}


def test_a_mix_with_iron_phosphate_is_cautioned_and_may_be_penalised() -> None:
    asked: dict[str, Any] = {"mix": {"lfp": 0.3, "nmc811": 0.7}, "route": "shred", "region": "china"}
    assert "none is taken" in told(**asked)["black-mass-mixed"]
    whole, less = (
        next(
            float(item.value)
            for item in quote(**asked, overrides=overrides).result.sold
            if item.product == "black_mass"
        )
        for overrides in ([], ["payables.mixing.penalty=0.1"])
    )
    scenario = quote(**asked).resolved.scenario
    mass = next(float(item.mass) for item in quote(**asked).result.sold if item.product == "black_mass")
    carriage = mass * float(scenario.market.carriage)
    assert less + carriage == pytest.approx(0.9 * (whole + carriage), rel=SMALL)
    assert "loses 10 %" in told(**asked, overrides=["payables.mixing.penalty=0.1"])["black-mass-mixed"]


@pytest.mark.parametrize("mix", [{"nmc622": 0.5, "nmc811": 0.5}, {"lfp": 0.5, "lmfp": 0.5}])
def test_of_one_kind_nothing_is_said_or_lost(mix: dict[str, float]) -> None:
    asked: dict[str, Any] = {"mix": mix, "route": "shred", "region": "china"}
    assert "black-mass-mixed" not in told(**asked)
    one, other = (quote(**asked, overrides=[f"payables.mixing.penalty={share}"]).result.value for share in (0.0, 0.2))
    assert one == other


# --- Bought before it is sold ---


def test_a_lag_weighs_the_decks_of_the_months_before() -> None:
    """Three of twelve months lie in the year before."""
    asked: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "region": "china", "prices": "2023"}
    lagged = paid(**asked, lag="3mo")
    before, same = (paid(**asked, feed_prices=deck) for deck in ("2022", "2023"))
    assert same == pytest.approx(paid(**asked), rel=SMALL)
    assert lagged == pytest.approx(0.25 * before + 0.75 * same, rel=SMALL)
    assert "2022 (25 %), 2023 (75 %)" in told(**asked, lag="3mo")["feed-bought-apart"]


def test_a_lag_changes_the_feed_alone() -> None:
    asked: dict[str, Any] = {"chemistry": "lfp", "route": "hydro", "region": "china", "prices": "2023"}
    now, then = quote(**asked).result, quote(**asked, lag="3mo").result
    assert then.value == now.value
    assert then.feed_price > now.feed_price


def test_a_month_has_the_deck_that_is_nearest_around_it() -> None:
    """What is sold in December 2025 was bought in September: at the deck of the month, not of the year."""
    found = quote(chemistry="lfp", route="hydro", prices="2025-12", lag="3mo").resolved
    assert found.purchases == [("2025-09", 1.0)]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"lag": "3 weeks"}, "E122"),
        ({"lag": "0mo"}, "E122"),
        ({"lag": "3mo", "feed_prices": "2023"}, "E122"),
        ({"lag": "3mo", "prices": "2019"}, "E136"),
        ({"lag": "3mo", "as_of": "2024"}, "E137"),
        ({"lag": "3mo", "method": "everbatt-2023"}, "E137"),
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, Any], code: str) -> None:
    with pytest.raises((RecycError, RecycErrors)) as refused:
        quote(**{"chemistry": "nmc622", "route": "hydro"} | asked)
    faults = refused.value.errors if isinstance(refused.value, RecycErrors) else [refused.value]
    assert [fault.code for fault in faults] == [code]
