"""Turns settings into keywords of `recyc_cli.quote()`.

Defaults are the model's: only what was asked for is passed on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Setting, Settings

MISSING = "E113"
# options that take a name, with their keywords
_NAMES = {
    name: name
    for name in (
        "chemistry",
        "vehicle",
        "form",
        "disassemble",
        "route",
        "plant",
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
} | {"chemistries": "chemistry", "routes": "route"}
# option: keyword, the function of cli/input/values.py that reads it
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
_LISTS = {"set": "overrides", "price": "price_overrides", "correction": "corrections", "preset_dir": "preset_dirs"}


def keywords(settings: Settings) -> dict[str, Any]:
    """Return the keywords of a quote or a comparison; an option with several values, as comparisons take, is a list."""
    scenario = {keyword: _one(settings.items(name)) for name, keyword in _NAMES.items() if settings.get(name)}
    given = {name: setting for name in _NUMBERS if (setting := settings.get(name))}
    scenario |= _numbers(given)
    paid = given.get("feed_price") or given.get("gate_fee")
    if paid:
        from recyc_cli.cli.input.values import feed_basis

        scenario["feed_basis"] = _one([feed_basis(item, paid.where) for item in paid.items])
    scenario |= {keyword: settings.items(name) for name, keyword in _LISTS.items() if settings.get(name)}
    return scenario


def _one(values: list[Any]) -> Any:  # noqa: ANN401 - a text, a number, or the list of them
    """Return the value of an option, or the list of its values where there are several."""
    return values[0] if len(values) == 1 else values


def _numbers(given: dict[str, Setting]) -> dict[str, Any]:
    """Return the numbers that were given, or raise every fault in them at once."""
    if not given:
        return {}
    from recyc_cli.cli.input import values

    numbers: dict[str, list[Any]] = {}
    faults: list[RecycError] = []
    for name, setting in given.items():
        keyword, read = _NUMBERS[name]
        for item in setting.items:
            try:
                numbers.setdefault(keyword, []).append(getattr(values, read)(item, setting.where))
            except RecycError as error:
                faults.append(error)
    if faults:
        raise RecycErrors(faults)
    return {keyword: _one(read) for keyword, read in numbers.items()}


def quote_keywords(settings: Settings) -> dict[str, Any]:
    """Return the keywords of one quote; a chemistry, a mix or a vehicle is asked for."""
    scenario = keywords(settings)
    if not scenario.keys() & {"chemistry", "vehicle", "mix"}:
        hint = "recyc quote nmc622 --route hydro, or --mix lfp=0.3,nmc811=0.7, or --vehicle nissan-leaf-40"
        raise RecycError(MISSING, "no chemistry given", "CHEMISTRY", hint)
    return scenario
