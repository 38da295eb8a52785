"""Defines the shape of each kind of preset: its keys, what they measure, their bounds.

May import catalog's vocabulary, and units.
"""

from __future__ import annotations

from typing import Any

from recyc_cli.catalog.checks.shapes.common import Impacts
from recyc_cli.catalog.checks.shapes.feeds import Chemistry, Materials, Vehicle
from recyc_cli.catalog.checks.shapes.places import Deck, Finance, Payables, Region
from recyc_cli.catalog.checks.shapes.rules import Rules
from recyc_cli.catalog.checks.shapes.spreads import Spreads
from recyc_cli.catalog.checks.shapes.ways import Application, Item, Method, Plant, Route

SHAPES: dict[str, Any] = {
    "chemistries": Chemistry,
    "routes": Route,
    "methods": Method,
    "regions": Region,
    "prices": Deck,
    "payables": Payables,
    "impacts": Impacts,
    "applications": Application,
    "plants": Plant,
    "vehicles": Vehicle,
    "spreads": Spreads,
    "rules": Rules,
    "materials": Materials,
    "equipment": dict[str, Item],
    "finance": Finance,
}
