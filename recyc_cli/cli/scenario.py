"""Settings become keywords of `recyc_cli.quote()`. Defaults are the model's: only what was asked for is passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from recyc_cli.cli.settings import Setting, Settings

MISSING = "E113"
_TEXTS = (
    "form",
    "disassemble",
    "region",
    "prices",
    "as_of",
    "method",
    "profile",
    "seat",
    "contract",
    "business",
    "mode",
    "application",
    "recycle",
    "currency",
)
# option: keyword, the function of cli/values.py that reads it
_NUMBERS = {
    "mass": ("mass_t", "mass_t"),
    "packs": ("packs", "count"),
    "kwh": ("kwh", "energy_kwh"),
    "soh": ("soh", "share"),
    "pass_rate": ("pass_rate", "share"),
    "new_pack_price": ("new_pack_price", "pack_price"),
    "throughput": ("throughput_t_per_year", "throughput"),
    "feed_price": ("feed_price", "feed_price"),
    "gate_fee": ("feed_price", "gate_fee"),
    "distance": ("distance_km", "distance_km"),
    "damaged": ("damaged", "share"),
    "mix": ("mix", "mix"),
}
# repeatable options of a comparison: keyword
_COLUMNS = {"chemistries": "chemistries", "vehicle": "vehicles", "routes": "routes", "plant": "plants"}
_LISTS = {"set": "overrides", "price": "price_overrides", "correction": "corrections", "preset_dir": "preset_dirs"}


def keywords(settings: Settings) -> dict[str, Any]:
    """Return the keywords that quote and compare share."""
    scenario: dict[str, Any] = {}
    for name in _TEXTS:
        text = settings.text(name)
        if text is not None:
            scenario[name] = text
    given = {name: settings.get(name) for name in _NUMBERS}
    scenario |= _numbers({name: setting for name, setting in given.items() if setting})
    paid = given["feed_price"] or given["gate_fee"]
    if paid:
        from recyc_cli.cli.values import feed_basis

        scenario["feed_basis"] = feed_basis(paid.text, paid.where)
    for name, keyword in _LISTS.items():
        if settings.items(name):
            scenario[keyword] = settings.items(name)
    return scenario


def _numbers(given: dict[str, Setting]) -> dict[str, Any]:
    """Return the numbers that were given, or raise every fault in them at once."""
    if not given:
        return {}
    from recyc_cli.cli import values

    numbers: dict[str, Any] = {}
    faults: list[RecycError] = []
    for name, setting in given.items():
        keyword, read = _NUMBERS[name]
        try:
            numbers[keyword] = getattr(values, read)(setting.text, setting.where)
        except RecycError as error:
            faults.append(error)
    if faults:
        raise RecycErrors(faults)
    return numbers


def quote_keywords(settings: Settings) -> dict[str, Any]:
    """Return the keywords of one quote; a chemistry, a mix or a vehicle is asked for."""
    scenario = keywords(settings)
    for name in ("chemistry", "vehicle", "route", "plant"):
        text = settings.text(name)
        if text is not None:
            scenario[name] = text
    if not scenario.keys() & {"chemistry", "vehicle", "mix"}:
        hint = "recyc quote nmc622 --route hydro, or --mix lfp=0.3,nmc811=0.7, or --vehicle nissan-leaf-40"
        raise RecycError(MISSING, "no chemistry given", "CHEMISTRY", hint)
    return scenario


def compare_keywords(settings: Settings) -> dict[str, Any]:
    """Return the keywords of a comparison; without chemistries or routes the model takes its own."""
    scenario = keywords(settings)
    for option, keyword in _COLUMNS.items():
        if settings.items(option):
            scenario[keyword] = settings.items(option)
    return scenario
