"""A break-even as the report `recyc.breakeven/1`: plain dictionaries, and the answer in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.breakeven.search import STEP
from recyc_cli.analysis.roots import logarithmic
from recyc_cli.report.notes.notes import cautions
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.breakeven.search import Root, Search
    from recyc_cli.analysis.breakeven.varied_quote import Side

SCHEMA = "recyc.breakeven/1"
LARGE, HUGE = 1e3, 1e12
MOOT = {"throughput": "step-near", "soh": "soh-assumed"}
"""What need not be said where that very number varies."""
SHOWN = 8
"""Values spelled out in the answer."""


def report(found: Search) -> dict[str, Any]:
    """Return the report of a break-even."""
    number, second = found.number, found.second
    return {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": found.first.resolved.library.digest,
        "scenario": found.first.report["scenario"],
        "against": second.report["scenario"] if second else None,
        "basis": {**found.first.report["basis"], "margins": found.first.money},
        "varied": {
            "path": number.path,
            "unit": number.unit,
            "value": number.value,
            "from": found.values[0],
            "to": found.values[-1],
            "low": number.low,
            "high": number.high,
        },
        "target": {"what": "lead" if second else "margin", "value": found.target, "unit": found.first.money},
        "roots": [_root(root, number.unit) for root in found.roots],
        "at_ends": [{"value": found.values[end], "margin": _finite(found.leads[end])} for end in (0, -1)],
        "direction": direction(found),
        "closest": _closest(found),
        "scan": {"values": len(found.values), "spacing": _spacing(found)},
        "message": message(found),
        "sources": sorted({source for side in found.sides for source in side.report["sources"]}),
        "warnings": _warnings(found),
    }


def direction(found: Search) -> str:
    """Tell which way the margin goes along the range: rises, falls, turns (both) or flat."""
    if found.flat:
        return "flat"
    leads = [lead for lead in found.leads if _finite(lead) is not None]
    rises = any(later > sooner for sooner, later in pairwise(leads))
    falls = any(later < sooner for sooner, later in pairwise(leads))
    return "turns" if rises and falls else "rises" if rises else "falls"


def message(found: Search) -> str:
    """Return the answer in a sentence."""
    what, target, unit = _subject(found), _target(found), found.number.unit
    if found.flat:
        return f"{what} does not change with {found.number.path}: {_amount(found.leads[0], found)} throughout"
    if not found.roots:
        return _none(found)
    if len(found.roots) > 1:
        return f"{what} crosses {target} at {len(found.roots)} values of {found.number.path}: {_list(found)}"
    root = found.roots[0]
    at = f"{found.number.path} {_says(root.value, unit)}"
    if root.kind == STEP:
        below, above = _amount(root.below, found), _amount(root.above, found)
        return f"{what} steps over {target} at {at}: {below} up to it, {above} beyond"
    return f"{what} is {target} at {at}" + (f": {_turn(root)}" if found.target == 0.0 else "")


def _turn(root: Root) -> str:
    """Tell the signs to both sides of a root."""
    if not root.above - root.below:
        return "it only touches it"
    return "negative below, positive above" if root.below < root.above else "positive below, negative above"


def _list(found: Search) -> str:
    """Return the values found, the first few of many."""
    texts = [_says(root.value, "") + (" (a step)" if root.kind == STEP else "") for root in found.roots[:SHOWN]]
    more = f" and {len(found.roots) - SHOWN} more" if len(found.roots) > SHOWN else ""
    return f"{', '.join(texts)}{more}{_unit(found.number.unit)}"


def _none(found: Search) -> str:
    """Say that there is none, on which side the margin stays, and how it moves."""
    closest = _closest(found)
    if closest is None:
        return f"no value of {found.number.path} in the range leads to a finite result"
    under = closest["margin"] < found.target
    sides = ("negative", "positive") if found.target == 0.0 else (f"under {_target(found)}", f"over {_target(found)}")
    moves = {"rises": ", rising", "falls": ", falling"}.get(direction(found), "")
    inside = closest["value"] not in (found.values[0], found.values[-1])
    if not moves and inside:
        moves = f"; nearest {_amount(closest['margin'], found)} at {_says(closest['value'], found.number.unit)}"
    ends = ", ".join(
        f"{_amount(found.leads[end], found)} at {_says(found.values[end], found.number.unit)}" for end in (0, -1)
    )
    stays = f"{_subject(found)} stays {sides[0] if under else sides[1]}"
    return f"no break-even: {stays} over the range of {found.number.path}: {ends}{moves}"


def _amount(lead: float, found: Search) -> str:
    """Return a margin with four digits, or more where it is large."""
    if _finite(lead) is None:
        return "no result"
    return f"{_digits(lead, 4)} {found.first.money}"


def _subject(found: Search) -> str:
    """Name what is asked about: a margin, or one side's lead over the other."""
    if found.second is None:
        return "the margin"
    return f"the lead of {_name(found.first)} over {_name(found.second)}"


def _name(side: Side) -> str:
    scenario = side.report["scenario"]
    return f"{scenario['chemistry'] or 'mix'} {scenario['route']}"


def _target(found: Search) -> str:
    return "zero" if found.target == 0.0 else _says(found.target, found.first.money)


def _says(value: float, unit: str) -> str:
    """Return a number with six digits and its unit.

    >>> _says(23456.789, "USD/t"), _says(0.1234567, "1")
    ('23,457 USD/t', '0.123457')
    """
    return _digits(value, 6) + _unit(unit)


def _digits(value: float, digits: int) -> str:
    """Return a number with this many digits; large ones whole, huge ones with an exponent."""
    return f"{value:,.0f}" if LARGE <= abs(value) < HUGE else f"{value:.{digits}g}"


def _unit(unit: str) -> str:
    """Return a unit behind a number; shares need none."""
    return "" if unit in ("", "1") else f" {unit}"


def _root(root: Root, unit: str) -> dict[str, Any]:
    return {
        "value": root.value,
        "unit": unit,
        "margin_below": _finite(root.below),
        "margin_above": _finite(root.above),
        "kind": root.kind,
        "margin": root.margin,
        "margin_against": root.against,
    }


def _closest(found: Search) -> dict[str, float] | None:
    """Return the value of the grid that comes nearest to the target, where none meets it."""
    pairs = [(x, lead) for x, lead in zip(found.values, found.leads, strict=True) if _finite(lead) is not None]
    if found.roots or not pairs:
        return None
    value, lead = min(pairs, key=lambda pair: abs(pair[1] - found.target))
    return {"value": value, "margin": lead}


def _spacing(found: Search) -> str:
    return "logarithmic" if logarithmic(found.values[0], found.values[-1]) else "even"


def _finite(value: float) -> float | None:
    return value if value - value == 0.0 else None


def _warnings(found: Search) -> list[dict[str, str]]:
    """Return the warnings of the scenarios as they are, and what is to know of the values found."""
    own = [*_missing(found), *_beyond(found)]
    quotes = [side.base for side in found.sides]
    usual = [item for item in cautions(quotes) if item["code"] != MOOT.get(found.number.path)]
    at_roots = [quote for root in found.roots for side in found.sides if (quote := side.at(root.value))]
    known = {item["code"] for item in usual} | {"step-near", "soh-assumed", "estimates", "implausible"}
    usual += [item for item in (cautions(at_roots) if at_roots else []) if item["code"] not in known]
    return [*usual, *({"code": code, "message": text} for code, text in own)]


def _missing(found: Search) -> Iterator[tuple[str, str]]:
    """Values that lead to no finite result."""
    count = sum(_finite(lead) is None for lead in found.leads)
    if count:
        yield "no-result", f"{count} of the {len(found.leads)} values scanned lead to no finite result"


def _beyond(found: Search) -> Iterator[tuple[str, str]]:
    """Values outside of what the number's source thinks possible."""
    number = found.number
    for root in found.roots:
        if number.low is not None and number.high is not None and not number.low <= root.value <= number.high:
            known = f"{_says(number.low, '')} to {_says(number.high, number.unit)}"
            yield (
                "beyond-range",
                f"{_says(root.value, number.unit)} lies outside the range known of {number.path}, {known}",
            )
