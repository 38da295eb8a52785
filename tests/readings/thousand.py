"""Draws a thousand lots of many kinds, some of which are refused: what every reading of a program is held to."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

CHEMISTRIES, ROUTES = ("nmc622", "lfp", "lco", "unobtainium"), ("pyro", "hydro", "direct", "shred", "cathode", "reuse")
LOTS = 1_000
OPTIONS: dict[str, Any] = {"region": "germany", "currency": "EUR", "prices": "2025"}
"""Keywords that hold for all of them."""
DAY = datetime(2026, 1, 5, 6, 30, tzinfo=UTC)


def thousand_lots(seed: int = 16) -> pa.Table:
    """Return lots whose words and numbers are missing in places, or none that a quote takes; and columns of others."""
    dice = random.Random(seed)  # noqa: S311
    return pa.table(
        {
            "at": pa.array(range(LOTS), pa.int64()),
            "chemistry": [dice.choices(CHEMISTRIES, (6, 6, 3, 1))[0] for _ in range(LOTS)],
            "route": [dice.choice(ROUTES) for _ in range(LOTS)],
            "form": [dice.choices(("module", "black-mass", None), (3, 1, 6))[0] for _ in range(LOTS)],
            "mass_t": _numbers(dice, 0.2, 40.0),
            "soh": _numbers(dice, 0.55, 1.02, gaps=0.2),
            "throughput_t_per_year": pa.array([dice.randint(-100, 20_000) for _ in range(LOTS)], pa.int32()),
            "feed_price": _numbers(dice, -500.0, 2_500.0),
            "prices.metals.nickel": _numbers(dice, -500.0, 30_000.0),
            "region.wage": pa.array(
                [Decimal(dice.randint(500, 6_000)) / 100 for _ in range(LOTS)], pa.decimal128(9, 2)
            ),
            "vin": [dice.choice(("=W1", "ü", "", None)) for _ in range(LOTS)],
            "came": pa.array([DAY + timedelta(seconds=at) for at in range(LOTS)], pa.timestamp("us", "UTC")),
            "day": [date(2026, 1, 1 + at % 28) for at in range(LOTS)],
            "cells": pa.array([[at, at + 1] for at in range(LOTS)], pa.list_(pa.int64())),
        }
    )


def _numbers(dice: random.Random, least: float, most: float, *, gaps: float = 0.0) -> Any:
    return pa.array([None if dice.random() < gaps else dice.uniform(least, most) for _ in range(LOTS)], pa.float64())
