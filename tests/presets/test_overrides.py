"""`--set` and `--price`: a user's numbers in place of a preset's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recyc_cli.catalog.documents.document import Document, in_usd
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.scenario.overrides import apply, locate, override, parse_override, price_path
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Shelves

DECK = """
unit = "USD/kg"
source = "handbook"
metals.nickel = 16
metals.lithium_carbonate = { value = 20, unit = "EUR/kg" }
reagents.lime = 0.1
reagents.lithium_carbonate = 25
[products.steel]
of = "metals.nickel"
[products.graphite]
price = 0.5
"""
REGION = (
    "source = 'handbook'\nelectricity = { value = 0.08, unit = 'USD/kWh' }\nwage = { value = 30, unit = 'USD/h' }\n"
)


@pytest.fixture
def documents(shelves: Shelves) -> dict[str, Document]:
    library = shelves({"prices/deck.toml": DECK, "regions/us.toml": REGION})
    region = library.document("regions", "us")
    return {"prices": library.document("prices", "deck"), "region": region, "chemistries.nmc6.2.2": region}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b=1", ("a.b", 1.0, None)),
        (" a.b = -1.5e-3 USD/t ", ("a.b", -0.0015, "USD/t")),
        ("nickel=16000USD/t", ("nickel", 16000.0, "USD/t")),
        ("x=16000EUR/t", ("x", 16000.0, "EUR/t")),
        ("x=5%", ("x", 5.0, "%")),
        ("x=.5", ("x", 0.5, None)),
        ("x=1e3", ("x", 1000.0, None)),
    ],
)
def test_parsing(text: str, expected: tuple[str, float, str | None]) -> None:
    assert parse_override(text) == expected


@pytest.mark.parametrize(
    "text", ["", "a", "a=", "=3", "a=b", "a=nan", "a=inf", "a=-infUSD/t", "a=1e999", "a==3", "a=USD/t"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(RecycError) as caught:
        parse_override(text)
    assert (caught.value.code, caught.value.exit_code) == ("E103", 2)


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["", "USD/t", " EUR/kg", "%"]))
def test_every_finite_number_comes_through(value: float, unit: str) -> None:
    assert parse_override(f"a.b={value!r}{unit}") == ("a.b", value, unit.strip() or None)


def test_a_bare_number_is_in_the_records_own_unit(documents: dict[str, Document]) -> None:
    region = override(documents, ["region.electricity=0.09"])["region"]
    assert region.tree["electricity"] == pytest.approx(0.025, rel=1e-15)
    assert region.records["electricity"].unit == "USD/kWh"
    assert region.records["electricity"].source == "user"
    assert documents["region"].tree["electricity"] == pytest.approx(0.08 / 3.6, rel=1e-15)


def test_a_unit_may_be_given(documents: dict[str, Document]) -> None:
    result = override(
        documents, ["region.electricity=90USD/MWh", "chemistries.nmc6.2.2.wage=40"], ["Nickel=18000 USD/t"]
    )
    assert result["region"].tree["electricity"] == pytest.approx(0.025, rel=1e-15)
    assert result["chemistries.nmc6.2.2"].tree["wage"] == 40.0
    assert result["prices"].tree["metals"]["nickel"] == 18.0


def test_money_of_other_countries(documents: dict[str, Document]) -> None:
    deck, euros = documents["prices"], {"EUR": 0.8}
    assert in_usd(apply(deck, "metals.nickel", 8.0, "EUR/kg"), euros).tree["metals"]["nickel"] == 10.0
    assert in_usd(apply(deck, "metals.lithium_carbonate", 8.0), euros).tree["metals"]["lithium_carbonate"] == 10.0
    dollars = apply(deck, "metals.lithium_carbonate", 8.0, "USD/kg")
    assert (dollars.tree["metals"]["lithium_carbonate"], dollars.foreign) == (8.0, {})
    later = in_usd(apply(in_usd(deck, euros), "metals.lithium_carbonate", 8.0, "EUR/kg"), euros)
    assert (later.tree["metals"]["lithium_carbonate"], later.foreign) == (10.0, {})
    with pytest.raises(RecycError, match="no exchange rate for EUR"):
        in_usd(apply(deck, "metals.nickel", 8.0, "EUR/kg"), {})


def test_an_exchange_rate_that_is_set_converts_what_is_set_in_its_currency() -> None:
    wage = "region.wage=30EUR/h"
    found = [
        resolve(Request(chemistry="lfp", route="hydro", overrides=(wage, f"prices.fx.EUR={euros}")))
        for euros in (0.5, 1.0)
    ]
    assert [each.documents["region"].tree["wage"] for each in found] == [60.0, 30.0]


NICKEL, STEEL = "stages.hydro.fates.cathode.ni.nickel", "chemistries.nmc622.pack.steel"
IRON = "stages.hydro.campaigns.manganese-iron-phosphate.fates.cathode.fe"


@pytest.mark.parametrize(
    ("chemistry", "sets", "where", "hint"),
    [
        ("nmc622", (f"{NICKEL}=1.5",), NICKEL, ""),
        ("nmc622", (f"{STEEL}=0.9",), "chemistries.nmc622.pack", "sum to 0.80575"),
        ("nmc622", (f"{STEEL}=0.3",), "chemistries.nmc622.pack", "chemistries.nmc622.pack.cathode=0.171986"),
        ("lmfp", (f"{IRON}.iron_phosphate_residue=0.9",), IRON, f"{IRON}.solid_waste=0.1"),
        ("nmc622", ("stages.hydro.fates.cathode.al.solid_waste=0.2",), "stages.hydro.fates.cathode.al", "set others"),
    ],
)
def test_what_is_set_leaves_every_whole_whole(chemistry: str, sets: tuple[str, ...], where: str, hint: str) -> None:
    with pytest.raises(RecycErrors) as caught:
        resolve(Request(chemistry=chemistry, route="hydro", overrides=sets))
    (error,) = caught.value.errors
    assert (error.code, error.where) == ("E314", where)
    assert hint in error.hint


def test_shares_that_are_set_together_may_change() -> None:
    sets = (f"{STEEL}=0.3", "chemistries.nmc622.pack.cathode=0.171986", f"{NICKEL}=0.5")
    resolved = resolve(Request(chemistry="nmc622", route="hydro", overrides=sets))
    assert resolved.documents["chemistries.nmc622"].tree["pack"]["steel"] == 0.3


def test_a_deck_of_many_reagents_in_another_currency(tmp_path: Path) -> None:
    own = "".join(f"r{number} = 1\n" for number in range(600))
    (tmp_path / "prices").mkdir()
    (tmp_path / "prices" / "own.toml").write_text(
        f'extends = "2024"\n[reagents]\nunit = "USD/kg"\nsource = "recyc-estimate"\n{own}'
    )
    keywords = {"chemistry": "lfp", "route": "hydro", "prices": "own", "preset_dirs": (str(tmp_path),)}
    resolved = resolve(Request(**keywords, currency="EUR"))
    deck = resolved.documents["prices"]
    assert deck.tree["reagents"]["r599"] == resolved.fx
    assert deck.records["reagents.r599"].value == 1.0


def test_where_a_price_is_found(documents: dict[str, Document]) -> None:
    names = ["nickel", "LIME", "lithium-carbonate", "graphite", "steel"]
    found = [price_path(documents["prices"], name) for name in names]
    assert found == [
        "metals.nickel",
        "reagents.lime",
        "metals.lithium_carbonate",
        "products.graphite.price",
        "products.steel.price",
    ]


def test_a_product_that_follows_a_price_can_get_its_own(documents: dict[str, Document]) -> None:
    assert override(documents, [], ["steel=300USD/t"])["prices"].tree["products"]["steel"] == {"price": 0.3}
    assert locate(documents, "prices.products.steel.price") == ("prices", "products.steel.price")


def test_all_faults_at_once_with_the_nearest_paths(documents: dict[str, Document]) -> None:
    sets = ["region.electricty=1", "regio.wage=1", "region.electricity=1USD/kg", "region.wage=1USD/hh", "region.wage=x"]
    with pytest.raises(RecycErrors) as caught:
        override(documents, sets, ["nikel=3"])
    errors = caught.value.errors
    assert [error.code for error in errors] == ["E104", "E104", "E105", "E105", "E103", "E104"]
    assert "region.electricity" in errors[0].hint
    assert "region.wage" in errors[1].hint
    assert "USD/kWh" in errors[2].message
    assert errors[5].hint == "did you mean nickel?"
    assert caught.value.exit_code == 2
