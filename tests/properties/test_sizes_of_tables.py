"""What brings freight and prices from presets to the model, by hand: a few numbers in, each where it belongs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from recyc_cli.scenario.build import tables

ON = {"net": 1.0, "gross": 0.0, "flat": 0.0}


def leg(**changes: Any) -> dict[str, Any]:
    return {"title": "a way", "carries": "plant-feed", "seat": "shredder", "hazardous": True, "packaging_on": ON,
        "forms": ["pack"], "distance": 50.0, "inbound": True, **changes}  # fmt: skip


STAGE: dict[str, Any] = {
    "truck": "cheaper",
    "rate": {"heavy": {"plain": 2.0, "hazardous": 3.0}, "medium": {"plain": 1.0, "hazardous": 1.5}},
    "packaging": {"plain": 0.5, "hazardous": 0.75},
    "modes": {"rail": 0.25, "ship": 0.125},
    "heavy_above": 160.0, "gross_weight": 1.1, "short_ton": 1.0, "payload": {"heavy": 9.0}, "shipped": {"nickel": 2.6},
    "damaged": {"multiple": 5.0},
    "legs": {
        "inbound": leg(),
        "outward": leg(carries="products", hazardous=False, distance=70.0),
        "past": leg(inbound=False, packed_by="inbound"),
        "unsaid": {key: value for key, value in leg().items() if key != "inbound"},
    },
}  # fmt: skip


def test_rates_are_times_the_regions_multiples() -> None:
    built = tables.freight(STAGE, {"freight": 2.0, "packaging": 4.0}, None, 0.0, "truck", "plant-feed")
    assert built.rate == {"heavy": {"plain": 4.0, "hazardous": 6.0}, "medium": {"plain": 2.0, "hazardous": 3.0}}
    assert built.modes == {"rail": 0.5, "ship": 0.25}
    assert built.packaging == {"plain": 0.5, "hazardous": 3.0}
    assert (built.truck, built.heavy_above, built.gross_weight, built.short_ton) == ("cheaper", 160.0, 1.1, 1.0)
    assert (built.payload, built.shipped) == ({"heavy": 9.0}, {"nickel": 2.6})
    plain = tables.freight(STAGE, {"freight": 2.0}, None, 0.0, "truck", "plant-feed")
    assert plain.packaging == {"plain": 0.5, "hazardous": 0.75}, "a region without a word of boxes has those of any"
    assert {each.distance for each in plain.legs} == {50.0, 70.0}


@pytest.mark.parametrize("damaged", [0.0, 0.25, 1.0])
@pytest.mark.parametrize(
    ("gate", "moved"), [("plant-feed", ["inbound"]), ("products", ["outward"]), ("recovery-feed", [])]
)
def test_distance_and_mode_are_of_the_way_in(gate: str, moved: list[str], damaged: float) -> None:
    """Of a leg that is inbound and carries what comes through the gate; class 9 takes care of what is damaged."""
    built = tables.freight(STAGE, {"freight": 1.0}, 300.0, damaged, "rail", gate)
    legs = {each.id: each for each in built.legs}
    usual = {name: each["distance"] for name, each in STAGE["legs"].items()}
    assert {name: each.distance for name, each in legs.items()} == {**usual, **dict.fromkeys(moved, 300.0)}
    assert [name for name, each in legs.items() if each.mode == "rail"] == moved
    assert {each.mode for name, each in legs.items() if name not in moved} == {"truck"}
    care = 1.0 - damaged + damaged * 5.0
    assert {name: each.care for name, each in legs.items()} == {**dict.fromkeys(legs, care), "outward": 1.0}
    assert [each.packed_by for each in built.legs] == ["", "", "inbound", ""]


def deck(**changes: Any) -> dict[str, Any]:
    return {"metals": {"nickel": 10.0}, "reagents": {"lime": 0.5}, "vat": {"included": True, "rate": 0.25},
        "products": {"nickel": {"of": "metals.nickel", "payable": 0.9}, "steel": {"price": 0.4},
            "lime": {"of": "reagents.lime"}}, **changes}  # fmt: skip


PAYABLES: dict[str, Any] = {
    "korea": {"ni": 0.7},
    "forms": {"pack": 0.8},
    "fixed": {"lead": 0.3},
    "families": {"olivine": {"korea": {"li": 0.1}}, "oxide": {"china": {"li": 0.2}}},
    "on": {"korea": {"ni": "nickel"}, "china": {"co": "cobalt"}},
    "mixing": {"penalty": 0.05, "apart": ["olivine"]},
    "yields": {"steel": {"steel": 0.9}},
    "tolls": {"any": {"pack": 0.2, "cell": 0.1}, "korea": {"pack": 0.3, "module": 0.9}, "japan": {"module": 0.4}},
    "powders": {"cell": 1.1},
}
MATERIALS: dict[str, Any] = {"elements": {}, "products": {"nickel": {"element": "ni"}, "steel": {}}}


def market(prices: dict[str, Any], payables: dict[str, Any], contract: dict[str, Any] | None = None) -> Any:
    """The market of Japan, which borrows Korea's payables."""
    document: Any = SimpleNamespace(tree=payables)
    return tables.market(prices, document, ("japan", "korea"), MATERIALS, contract or {}, 1.25)


@pytest.mark.parametrize(
    ("vat", "factor"),
    [
        ({"included": True, "rate": 0.25}, 1.25),
        ({"included": False, "rate": 0.25}, 1.0),
        ({"included": True}, 1.0),
        (None, 1.0),
    ],
)
def test_every_price_is_gross_where_the_market_reckons_so(vat: dict[str, Any] | None, factor: float) -> None:
    prices = deck(vat=vat) if vat else {key: value for key, value in deck().items() if key != "vat"}
    built = market(prices, PAYABLES)
    assert (built.metals, built.reagents) == ({"nickel": 10.0 * factor}, {"lime": 0.5 * factor})
    sold = {name: (each.price, each.payable, each.element, each.contract) for name, each in built.products.items()}
    assert sold == {"nickel": (10.0 * factor, 0.9, "ni", None), "steel": (0.4 * factor, 1.0, "", None),
        "lime": (0.5 * factor, 1.0, "", None)}  # fmt: skip
    tolls = {"pack": 0.3, "module": 0.4, "cell": 0.1, "scrap-cell": 0.3, "scrap-electrode": 0.3}
    assert built.shredder.tolls == pytest.approx({form: toll * factor for form, toll in tolls.items()}, rel=1e-12)
    assert (built.shredder.yields, built.shredder.powders) == ({"steel": {"steel": 0.9}}, {"cell": 1.1})


def test_payables_are_of_the_region_that_is_borrowed_from() -> None:
    built = market(deck(), PAYABLES)
    assert (built.payables, built.form_shares, built.fixed) == ({"ni": 0.7}, {"pack": 0.8}, {"lead": 0.3})
    assert (built.families, built.paid_on) == ({"olivine": {"li": 0.1}}, {"ni": "nickel"})
    assert (built.mixing, built.apart, built.carriage, built.cepci) == (0.05, ("olivine",), 0.0, 1.25)
    plain = market(deck(), {"korea": {"ni": 0.7}, "forms": {}})
    assert (plain.fixed, plain.families, plain.paid_on) == ({}, {}, {})
    assert (plain.mixing, plain.apart, plain.shredder) == (0.0, (), None)


def test_a_regions_own_limits_lie_over_those_it_borrows() -> None:
    """Japan's own of a family, then Korea's, then those of any."""
    told = {"any": {"a": 1.0, "b": 1.0, "c": 1.0}, "korea": {"b": 2.0, "c": 2.0}, "japan": {"c": 3.0}}
    table = {place: {family: {"most": {"cu": most}} for family, most in own.items()} for place, own in told.items()}
    built = market(deck(), {**PAYABLES, "specification": table})
    assert {family: each.most for family, each in built.limits.items()} == {
        "a": {"cu": 1.0}, "b": {"cu": 2.0}, "c": {"cu": 3.0},
    }  # fmt: skip


def test_terms_that_a_contract_leaves_out() -> None:
    """All of the product, at its price, without a premium, unbounded."""
    built = market(
        deck(), PAYABLES, {"products": {"nickel": {"share": 0.5}, "steel": {"payable": 0.75, "premium": 1.0}}}
    )
    told = {name: built.products[name].contract and vars(built.products[name].contract) for name in built.products}
    usual = {"share": 1.0, "payable": 1.0, "premium": 0.0, "floor": 0.0, "ceiling": 1e9}
    assert told == {
        "nickel": {**usual, "share": 0.5},
        "steel": {**usual, "payable": 0.75, "premium": 1.0},
        "lime": None,
    }
