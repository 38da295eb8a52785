"""Units: pint is the judge of every unit written in the presets."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pint import UnitRegistry

from recyc_cli.errors import RecycError
from recyc_cli.units import CURRENCIES, SYMBOLS, currency, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

PRESETS = Path(__file__).parents[2] / "presets"
USUAL = [
    "USD/t",
    "kg/kg",
    "t/t",
    "g/t",
    "kg/h",
    "t/h",
    "lb/mmBtu",
    "USD*h/kg",
    "EUR/short_ton",
    "kWh/t",
    "g/kWh",
    "USD/t/mile",
    "t*km",
]
PINT = {
    "Btu": "Btu_it",
    "mmBtu": "(1e6*Btu_it)",
    "t": "metric_ton",
    "kt": "(1000*metric_ton)",
    "short_ton": "(2000*pound)",
    "long_ton": "(2240*pound)",
    "lb": "pound",
    "gal": "gallon",
    "L": "liter",
    "h": "hour",
    "d": "day",
    "yr": "year",
    "m2": "meter**2",
    "m3": "meter**3",
    "ft2": "foot**2",
    "mile": "mile",
    "kW": "kilowatt",
    "%": "percent",
    "fraction": "dimensionless",
    "cell": "battery_cell",
}


def _units(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("unit"), str):
            yield node["unit"]
        for child in node.values():
            yield from _units(child)


@cache
def _in_presets() -> list[str]:
    found = set(USUAL)
    for path in PRESETS.rglob("*.toml"):
        found |= set(_units(tomllib.loads(path.read_text(encoding="utf-8"))))
    return sorted(found | set(SYMBOLS))


@pytest.fixture(scope="module")
def registry() -> Any:
    registry = UnitRegistry()
    for name in (*CURRENCIES, "pack", "module", "battery_cell", "person"):
        registry.define(f"{name} = [{name}]")
    return registry


def _as_pint(unit: str) -> str:
    for sign in "*/":
        unit = unit.replace(sign, f" {sign} ")
    return " ".join(PINT.get(part, part) for part in unit.split())


@pytest.mark.parametrize("unit", _in_presets())
def test_factors_are_those_of_pint(unit: str, registry: Any) -> None:
    factor, canonical = parse(unit)
    ratio = registry.Quantity(registry(_as_pint(unit)) / registry(_as_pint(canonical)))
    assert factor == pytest.approx(ratio.to("dimensionless").magnitude, rel=1e-14)


@pytest.mark.parametrize("unit", _in_presets())
def test_canonical_units_are_fixed_points(unit: str) -> None:
    canonical = parse(unit)[1]
    assert parse(canonical) == (1.0, canonical)


@pytest.mark.parametrize(
    ("unit", "factor", "canonical"),
    [
        ("USD/kWh", 1 / 3.6, "USD/MJ"),
        ("USD/mmBtu", 1 / 1055.05585262, "USD/MJ"),
        ("USD/short_ton", 1 / 907.18474, "USD/kg"),
        ("g/mmBtu", 1 / 1055.05585262, "g/MJ"),
        ("g/mol", 1.0, "g/mol"),
        ("kg/mol", 1000.0, "g/mol"),
        ("g", 0.001, "kg"),
        ("g/g", 1.0, "1"),
        ("kg/yr", 0.001, "t/yr"),
        ("t/h", 1.0, "t/h"),
        ("h/d", 1.0, "h/d"),
        ("d/yr", 1.0, "d/yr"),
        ("Btu/mmBtu", 1e-6, "1"),
        ("USD/km/t", 0.001, "USD/kg/km"),
        ("USD/t/km", 0.001, "USD/kg/km"),
        ("EUR/USD", 1.0, "EUR/USD"),
        ("kWh/pack", 3.6, "MJ/pack"),
        ("1/yr", 1.0, "1/yr"),
    ],
)
def test_what_a_unit_becomes(unit: str, factor: float, canonical: str) -> None:
    found = parse(unit)
    assert found[0] == pytest.approx(factor, rel=1e-15)
    assert found[1] == canonical


@pytest.mark.parametrize(
    ("unit", "hint"),
    [
        ("USD/kgg", "USD/kg"),
        ("usd/t", "USD/t"),
        ("kwh", "kWh"),
        ("tonne", "known"),
        ("", "known"),
        ("kg/", "known"),
        ("a/b/c", "known"),
    ],
)
def test_unknown_units_are_refused_with_the_nearest(unit: str, hint: str) -> None:
    with pytest.raises(RecycError) as caught:
        parse(unit)
    assert caught.value.code == "E305"
    assert hint in caught.value.hint


def test_currencies() -> None:
    assert [currency(unit) for unit in ("CNY/kg", "USD/kg", "kg", "CNY/USD", "1/EUR")] == ["CNY", "", "", "", ""]
    assert in_dollars("CNY/kg/km") == "USD/kg/km"
    for code in CURRENCIES[1:]:
        assert (currency(f"{code}/t"), currency(parse(f"{code}/kWh")[1]), currency(f"{code}/USD")) == (code, code, "")
