"""Makes the pages that tests look into, each with every figure of its quotes."""

from __future__ import annotations

from functools import cache
from typing import Any

from page_reader import document

from recyc_cli import compare, quote
from recyc_cli.analysis.live.live import Live
from recyc_cli.render.live.page import live_page

ROUTES: dict[str, dict[str, Any]] = {
    "hydro": {"chemistry": "nmc622", "route": "hydro"},
    "pyro": {"chemistry": "nca", "route": "pyro", "form": "cell", "region": "germany", "currency": "EUR"},
    "direct": {"chemistry": "lfp", "route": "direct", "disassemble": "cell"},
    "cathode": {"chemistry": "nmc811", "route": "hydro-to-cathode", "throughput_t_per_year": 25_000.0},
    "shred": {"chemistry": "lfp", "route": "shred", "mass_t": 40.0, "distance_km": 300.0},
    "reuse": {"chemistry": "nmc622", "route": "reuse", "soh": 0.82, "packs": 30},
}
"""Six routes, each asked in another way."""
OTHERS: dict[str, dict[str, Any]] = {
    "mix": {"mix": {"lfp": 0.3, "nmc811": 0.7}, "route": "hydro", "kwh": 5000.0},
    "black mass": {"chemistry": "nmc622", "route": "hydro", "form": "black-mass", "seat": "refiner"},
    "holder": {"chemistry": "nmc622", "route": "hydro", "seat": "holder"},
    "shredder": {"chemistry": "nmc622", "route": "hydro", "seat": "shredder", "region": "china"},
    "plant": {"chemistry": "nmc622", "plant": "brunp"},
    "vehicle": {"vehicle": "nissan-leaf-40", "packs": 12, "route": "hydro"},
    "workbook": {"chemistry": "nmc622", "route": "hydro", "form": "cell", "method": "everbatt-2023"},
    "gate fee": {"chemistry": "lfp", "route": "hydro", "feed_price": -150.0, "incoterm": "dap"},
    "per kWh": {"chemistry": "nmc622", "route": "direct", "feed_price": (5.0, "EUR"), "feed_basis": "kWh"},
    "tolling": {"chemistry": "nmc622", "route": "hydro", "contract": "tolling"},
    "yuan": {"chemistry": "lfp", "route": "hydro", "region": "china", "prices": "china-2024", "currency": "CNY"},
}


@cache
def page_of(name: str) -> str:
    """Return the page of a quote."""
    asked = quote(**(ROUTES | OTHERS)[name])
    return live_page(Live([asked]), [asked.to_dict()], every_figure=True)


@cache
def data_of(name: str) -> dict[str, Any]:
    """Return what its script reads."""
    return document(page_of(name))


@cache
def page_of_two() -> str:
    """Return the page of two routes side by side."""
    both = compare(chemistry="nmc622", route=["hydro", "reuse"])
    report = both.to_dict()
    return live_page(Live(both.quotes), report["quotes"], report, every_figure=True)


def keywords_of(name: str, side: int) -> dict[str, Any]:
    """Return the keywords of a side of a page: the second has its feed price stated."""
    keywords, data = (ROUTES | OTHERS)[name], data_of(name)
    if side == 0:
        return keywords
    stated = next(each for each in data["inputs"] if "--feed-price" in each["flags"])
    return {**keywords, "feed_price": stated["value"], "feed_basis": "tonne"}
