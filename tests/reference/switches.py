"""Quotes of the reference case with corrections switched, and what they say per kilogram of feed."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from recyc_cli import quote

REFERENCE = {
    "chemistry": "nmc622",
    "form": "cell",
    "region": "us",
    "throughput_t_per_year": 10_000,
    "method": "everbatt-2023",
}
PRESETS = Path(__file__).parents[2] / "presets"
CHEMISTRIES = ("nmc111", "nmc532", "nmc622", "nmc811", "nca", "lco", "lmo", "lfp")
FORMS = ("pack", "module", "cell", "scrap-cell", "scrap-electrode", "black-mass")
ROUTES = ("pyro", "hydro", "direct")
REGIONS = ("us", "us-ca", "korea", "china")
LITRES_PER_GALLON = 3.785411784
GRAMS = 1000.0


@cache
def table(name: str) -> dict[str, Any]:
    """Return a preset as it is written."""
    return tomllib.loads((PRESETS / f"{name}.toml").read_text())


def number(record: Any) -> float:
    """Return the number of a record; a part behind a slash divides by its first factor alone."""
    value = record["value"] if isinstance(record, dict) else record
    first, *rest = ([float(factor) for factor in part.split("*")] for part in str(value).split("/"))
    return math.prod(first) * math.prod(math.prod(factors) / divisor for divisor, *factors in rest)


CORRECTIONS: tuple[str, ...] = tuple(table("methods/everbatt-2023")["corrections"])


@cache
def report(route: str, *corrections: str, **case: Any) -> dict[str, Any]:
    """Quote the reference case, changed where `case` says so."""
    return quote(**(REFERENCE | case), route=route, corrections=corrections).to_dict()


def reading(report: dict[str, Any], what: str) -> float:
    """Per kg of feed: value, cost or the lines of an item [USD], ghg [g], an energy row [MJ], water [gal]."""
    totals, impacts = report["totals"], report["impacts"]
    if what in ("value", "cost"):
        return float(totals["recovery_value" if what == "value" else "cost"]) / GRAMS
    if what == "ghg":
        return float(impacts["ghg_kg"])
    if what == "water":
        return float(impacts["water_l"]) / GRAMS / LITRES_PER_GALLON
    if f"{what}_mj" in impacts:
        return float(impacts[f"{what}_mj"]) / GRAMS
    return math.fsum(line["amount"] for line in report["lines"] if line["item"] == what) / GRAMS


def effect(correction: str, what: str, route: str, **case: Any) -> float:
    """Return what one switch alone moves."""
    return reading(report(route, f"{correction}=on", **case), what) - reading(report(route, **case), what)


def quantity(report: dict[str, Any], item: str, stage: str = "") -> float:
    """Kilograms of an item in the lines of a quote, per tonne delivered."""
    lines = (line for line in report["lines"] if line["item"] == item and stage in ("", line["stage"]))
    return math.fsum(line["quantity"] or 0.0 for line in lines)


def waste(report: dict[str, Any], name: str, stage: str = "") -> float:
    """Kilograms of a waste, per tonne delivered."""
    rows = (row for row in report["wastes"] if row["waste"] == name and stage in ("", row["stage"]))
    return math.fsum(row["kg_per_t"] for row in rows)
