"""Reads what China paid for packs, powders and their metals, as means of months.

The means were taken over the daily tables of github.com/bishop801818-debug/ai-daily-report at e276d31 (its spreadsheets
name no price house), the LME's over the IMF's and Westmetall's; RMB/t with VAT, LME in USD/t. The daily tables are not
here. April 2026 has no price of carbonate there and is left out.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

LITHIUM = 5.3236
"""Carbonate per lithium [kg/kg]."""
NICKEL, COBALT = 0.2233, 0.2096
"""Metal in the hydrated sulfates [kg/kg]."""


class Specification(NamedTuple):
    """The middle of what a powder's quote asks for [kg/kg]."""

    ni: float
    co: float
    li: float


SPECIFICATIONS = {
    "powder.nmc523": Specification(0.16, 0.065, 0.036),
    "powder.nmc523-electrode": Specification(0.28, 0.11, 0.06),
    "powder.lfp-electrode": Specification(0.0, 0.0, 0.039),
    "powder.lco": Specification(0.0, 0.275, 0.035),
    "powder.lco-electrode": Specification(0.0, 0.525, 0.06),
}


@cache
def months() -> dict[str, dict[str, float]]:
    """Return the figures of each month."""
    with Path(__file__).with_suffix(".csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["month"]: {name: float(text) for name, text in row.items() if name != "month"} for row in rows}


def half_year(month: str) -> str:
    """Return the half-year of a month, as payables are called by: `2024-h1`."""
    return f"{month[:4]}-h{1 if month[5:] < '07' else 2}"


def held(month: str, content: Specification) -> float:
    """Return what nickel, cobalt and lithium in a tonne are worth as salts [RMB/t with VAT]."""
    price = months()[month]
    metal = content.ni * price["nickel_sulfate"] / NICKEL + content.co * price["cobalt_sulfate"] / COBALT
    return metal + content.li * LITHIUM * price["lithium_carbonate"]


def share(month: str, powder: str) -> float:
    """Return the share of its metals that a powder was paid for."""
    return months()[month][powder] / held(month, SPECIFICATIONS[powder])
