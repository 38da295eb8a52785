"""Finds the state of health, as stated and against what is left of what was rated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.importing.passports.said import brief

if TYPE_CHECKING:
    from recyc_cli.importing.passports.limits import Limits
    from recyc_cli.importing.passports.quantities import Quantity
    from recyc_cli.importing.passports.said import Said

FLAG = "--soh"


def health_of(known: dict[str, Quantity], limits: Limits, said: Said) -> tuple[float | None, str]:
    """Return the state of health [1] and the field it comes from; None where nothing tells it, or it is refused.

    The fade of the capacity alone tells none: some formats state by it what a pack is expected to lose.
    """
    left, field_left = _left(known, limits, said)
    stated = known.get("soh") or known.get("soce")
    fade = known.get("fade")
    if stated is None:
        return (None, "") if left is None else (_at_most_new(left, field_left, said), field_left)
    value = _share(stated, left, limits, said)
    if value is None:
        return None, ""
    if left is not None and abs(value - left) > limits.at("health.apart"):
        message = f"{brief(100.0 * value)} % stated, {brief(100.0 * left)} % is left of what was rated"
        said.refuse("two-readings", "soh", message, FLAG)
        return None, ""
    if left is None and fade is not None and abs(value - 1.0 + fade.value) > limits.at("health.apart"):
        message = f"{brief(100.0 * value)} % stated, {brief(100.0 * (1.0 - fade.value))} % by the fade of the capacity"
        said.doubt("disagree", "fade", message, FLAG)
    return _at_most_new(value, stated.field, said), stated.field


def _share(stated: Quantity, left: float | None, limits: Limits, said: Said) -> float | None:
    """Return a stated health as a share of 1: a small one is a percentage of a dead pack, or a share of a sound one."""
    reading = stated.readings[0]
    if reading.unit != "%" or stated.number > limits.at("fraction.most") or stated.leaf.unit:
        return reading.value
    ways = {"%": reading.value, "a share of 1": stated.number}
    if left is not None:
        ways = {way: value for way, value in ways.items() if abs(value - left) <= limits.at("health.apart")}
        code, why = "unit-by-physics", f"{brief(100.0 * left)} % is left of what was rated"
    else:
        ways = {way: value for way, value in ways.items() if value >= limits.at("sound.least")}
        code, why = "unit-by-range", "as the other it would be a dead pack"
    if len(ways) != 1:
        message = f"{brief(stated.number)} is {brief(stated.number)} % or {brief(100.0 * stated.number)} %"
        said.refuse("two-readings", "soh", message, FLAG)
        return None
    way, value = next(iter(ways.items()))
    if way != "%":
        said.doubt(code, stated.field, f"{brief(stated.number)} is {brief(100.0 * value)} %: {why}", FLAG)
    return value


def _left(known: dict[str, Quantity], limits: Limits, said: Said) -> tuple[float | None, str]:
    """Return what is left of the rated energy, or of the rated capacity [1], and the field that tells it."""
    remaining = known.get("remaining_energy")
    rated = known.get("energy") or known.get("usable_energy")
    if remaining is not None and rated is not None and remaining.value > 0.0:
        return _possible(remaining, remaining.value / rated.value, limits, said), "remaining_energy"
    remaining, charge = known.get("remaining_capacity"), known.get("capacity")
    if remaining is None or remaining.value <= 0.0:
        return None, ""
    ways = {}
    for reading in remaining.readings:
        whole = rated if reading.unit == "kWh" else charge
        if whole is not None and reading.value / whole.value <= limits.at("health.most"):
            ways[reading.unit] = reading.value / whole.value
    tried = [each for each in remaining.readings if (rated if each.unit == "kWh" else charge) is not None]
    if not tried:
        return None, ""
    meant = remaining.readings[0].unit
    if meant in ways:
        return ways[meant], "remaining_capacity"
    if len(ways) != 1:
        return _possible(remaining, tried[0].value, limits, said) if not ways else None, "remaining_capacity"
    unit, share = next(iter(ways.items()))
    message = f"remaining capacity {brief(remaining.number)} is {unit}, not {meant}: more than was rated cannot be left"
    said.doubt("unit-by-physics", "remaining_capacity", message, FLAG)
    return share, "remaining_capacity"


def _possible(remaining: Quantity, share: float, limits: Limits, said: Said) -> float | None:
    """Return what is left, unless that is more than there was: then it is refused."""
    if share <= limits.at("health.most"):
        return share
    said.refuse("two-readings", "soh", f"{brief(remaining.number)} is left, more than was rated", FLAG)
    return None


def _at_most_new(value: float, field: str, said: Said) -> float:
    """Return a health of at most 1: what a new pack measures beyond its rating is no more of it."""
    if value > 1.0:
        said.doubt("above-new", field, f"{brief(100.0 * value)} % is taken as 100 %", FLAG)
    return min(value, 1.0)
