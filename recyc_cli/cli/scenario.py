"""Settings become keywords of `recyc_cli.quote()`. Defaults are the model's: only what was asked for is passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.cli import values
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.cli.settings import Settings

MISSING = "E113"
_TEXTS = ("form", "disassemble", "region", "plant", "prices", "as_of", "method", "profile", "seat", "currency")
_NUMBERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "mass": ("mass_t", values.mass_t),
    "packs": ("packs", values.count),
    "kwh": ("kwh", values.energy_kwh),
    "soh": ("soh", values.share),
    "throughput": ("throughput_t_per_year", values.throughput),
    "feed_price": ("feed_price", values.feed_price),
    "mix": ("mix", values.mix),
}
_LISTS = {"set": "overrides", "price": "price_overrides", "correction": "corrections", "preset_dir": "preset_dirs"}


def keywords(settings: Settings) -> dict[str, Any]:
    """Return the keywords that quote and compare share."""
    scenario: dict[str, Any] = {}
    for name in _TEXTS:
        text = settings.text(name)
        if text is not None:
            scenario[name] = text
    for name, (keyword, read) in _NUMBERS.items():
        setting = settings.get(name)
        if setting:
            scenario[keyword] = read(setting.text, setting.where)
    for name, keyword in _LISTS.items():
        if settings.items(name):
            scenario[keyword] = settings.items(name)
    return scenario


def quote_keywords(settings: Settings) -> dict[str, Any]:
    """Return the keywords of one quote; a chemistry (or a mix) and a route are asked for."""
    scenario = keywords(settings)
    chemistry, route = settings.text("chemistry"), settings.text("route")
    if chemistry is not None:
        scenario["chemistry"] = chemistry
    elif "mix" not in scenario:
        hint = "recyc quote nmc622 --route hydro, or --mix lfp=0.3,nmc811=0.7"
        raise RecycError(MISSING, "no chemistry given", "CHEMISTRY", hint)
    if route is None:
        raise RecycError(MISSING, "no route given", "--route", "--route pyro, --route hydro or --route direct")
    scenario["route"] = route
    return scenario


def compare_keywords(settings: Settings) -> dict[str, Any]:
    """Return the keywords of a comparison; without chemistries or routes the model takes its own."""
    scenario = keywords(settings)
    for name in ("chemistries", "routes"):
        if settings.items(name):
            scenario[name] = settings.items(name)
    return scenario
