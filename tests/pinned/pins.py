"""Works out what is pinned of the presets: the sums and digest of every price deck, and the figures of usual quotes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from recyc_cli import compare
from recyc_cli.catalog.documents.document import leaves, with_corrections
from recyc_cli.catalog.open_library import builtin_library

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent
CHEMISTRIES = ["nmc622", "nmc811", "nca", "lco", "lmo", "lfp"]
DIGITS = 9
"""Significant digits of a figure: what rounding differs by between processors lies behind them."""


def decks() -> dict[str, dict[str, float | str]]:
    """Return for each deck the sums of its columns in canonical units and the digest of all of its numbers.

    Metals, reagents and products in USD/kg, payables in shares of the price, currencies per USD.
    """
    return {name: _deck(name) for name in builtin_library().names("prices")}


def _deck(name: str) -> dict[str, float | str]:
    document = builtin_library().document("prices", name)
    tree = with_corrections(document, document.overlays).tree
    numbers = {path: leaf for path, leaf in leaves(tree) if isinstance(leaf, float)}
    text = "\n".join(f"{path} {value!r}" for path, value in sorted(numbers.items()))

    def total(start: str, end: str = "") -> float:
        return round(sum(value for path, value in numbers.items() if path.startswith(start) and path.endswith(end)), 4)

    return {
        "metals": total("metals."),
        "reagents": total("reagents."),
        "products": total("products.", ".price"),
        "payables": total("products.", ".payable"),
        "currencies": total("fx."),
        "digest": hashlib.sha256(text.encode()).hexdigest()[:12],
    }


def figures() -> dict[str, dict[str, float]]:
    """Return value, cost and margin of usual quotes on every route [USD/t of pack], by what is quoted."""
    asked = [
        {"chemistries": CHEMISTRIES},
        {"chemistries": ["nmc622", "lfp"], "region": ["china", "germany", "korea"], "prices": "2025"},
        {"chemistries": ["nmc622", "lfp"], "routes": ["pyro", "hydro", "direct"], "method": "everbatt-2023"},
    ]
    found: dict[str, dict[str, float]] = {}
    for keywords in asked:
        for quoted in compare(**keywords).to_dict()["quotes"]:
            scenario, totals = quoted["scenario"], quoted["totals"]
            name = " ".join(scenario[key] for key in ("chemistry", "route", "region", "prices", "method"))
            found[name] = {key: _rounded(totals[key]) for key in ("recovery_value", "cost", "margin")}
    return found


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


PINS: dict[str, Callable[[], dict[str, dict[str, float]]] | Callable[[], dict[str, dict[str, float | str]]]] = {
    "decks": decks,
    "figures": figures,
}
"""File of pins -> what works it out."""


def pinned(name: str) -> dict[str, dict[str, float | str]]:
    """Return what a file of pins holds."""
    held: dict[str, dict[str, float | str]] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return held
