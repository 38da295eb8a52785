"""Bounds of size: slips of a unit fall outside, every built-in number inside."""

from __future__ import annotations

import pytest

from recyc_cli.catalog.checks.plausible import bounds, implausible
from recyc_cli.catalog.checks.strict import last_year, strict_faults
from recyc_cli.catalog.documents.document import Record
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS
from recyc_cli.scenario.fill_in import usual_spreads
from recyc_cli.units import in_dollars, parse

FX = {"CNY": 7.2, "EUR": 0.92}
SLIPS = {
    ("prices.metals.lithium_carbonate", "CNY/t", 97000): ("CNY/t", 970000),
    ("prices.metals.nickel", "USD/t", 16815): ("USD/kg", 16815),
    ("prices.metals.copper", "USD/t", 9142): ("USD/lb", 9142),
    ("prices.metals.cobalt", "USD/lb", 15): ("USD/t", 15),
    ("prices.metals.aluminum", "USD/t", 2420): ("USD/t", 24200),
    ("prices.products.nmc622.price", "USD/t", 14800): ("USD/kg", 14800),
    ("prices.products.nickel.payable", "%", 94): ("1", 94),
    ("prices.fx.CNY", "CNY/USD", 7.2): ("CNY/USD", 0.14),
    ("regions.wage", "USD/h", 38): ("USD/h", 38000),
    ("regions.electricity", "USD/kWh", 0.08): ("USD/kWh", 8),
    ("regions.natural_gas", "USD/mmBtu", 7.8): ("USD/kWh", 7.8),
    ("regions.diesel", "EUR/L", 1.6): ("EUR/L", 160),
    ("regions.tip_fee", "USD/t", 54): ("USD/kg", 54),
    ("vehicles.pack_mass", "kg", 303): ("t", 303),
    ("vehicles.pack_energy", "kWh", 40): ("MWh", 40),
}


def record(value: float, unit: str) -> Record:
    return Record(value, unit, parse(unit)[1], None, None, "", "", "x", "market", "")


@pytest.mark.parametrize(("sound", "slip"), SLIPS.items())
def test_slips(sound: tuple[str, str, float], slip: tuple[str, float]) -> None:
    path, unit, value = sound
    assert not implausible(path, record(value, unit), FX)
    said = implausible(path, record(slip[1], slip[0]), FX)
    assert "not plausible: usually " in said
    assert str(bounds(path, parse(unit)[1])) in said


def test_what_nothing_is_known_of_is_not_judged() -> None:
    assert bounds("impacts.materials.lco.water", "L/kg") is None
    assert not implausible("prices.metals.nickel", record(1e9, "EUR/t"), {})


def test_the_built_in_presets_pass() -> None:
    library = open_library()
    documents = [
        library.document(kind, name)
        for kind in (*SINGLETONS, *KINDS)
        for name in library.names(kind)
        if kind != "sources"
    ]
    rates = library.document("prices", "2024").tree["fx"]
    faults = strict_faults(documents, rates, usual_spreads(library))
    assert not faults, "\n".join(map(str, faults))


def test_every_kind_of_price_of_a_deck_has_bounds() -> None:
    deck = open_library().document("prices", "2024")
    prices = {path: record for path, record in deck.records.items() if "USD/kg" in in_dollars(record.canonical_unit)}
    assert len(prices) > 20
    prices = {path: record for path, record in prices.items() if not path.startswith("follows.")}  # a fee may be any
    assert not [path for path, record in prices.items() if bounds(f"prices.{path}", record.canonical_unit) is None]


@pytest.mark.parametrize(
    ("text", "year"), [("2018-2022", 2022), ("2024-12-27", 2024), ("2024", 2024), ("", None), ("12345", None)]
)
def test_last_year(text: str, year: int | None) -> None:
    assert last_year(text) == year
