"""Writes a break-even as the report `recyc.breakeven/1`, its answer in words included."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from recyc_cli.analysis.breakeven.search import STEP
from recyc_cli.analysis.roots import logarithmic, spread
from recyc_cli.report.notes.notes import MOOT, notes_of_quotes
from recyc_cli.report.notes.telling import feed_name, in_order, note, reported
from recyc_cli.scenario.keywords import MIXED
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.breakeven.search import Root, Search
    from recyc_cli.analysis.breakeven.varied_quote import Side
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.asked import Note
    from recyc_cli.report.shapes.questions import BreakevenReport, MarginAt, MarginAtEnd, RootFound

SCHEMA: Literal["recyc.breakeven/1"] = "recyc.breakeven/1"
LARGE, HUGE = 1e3, 1e12
DRAWN = 30
"""Parts that the range is drawn in."""
SHOWN = 8
"""Values spelled out in the answer."""


def breakeven_report(search: Search) -> BreakevenReport:
    """Return the report of a break-even."""
    number, second = search.number, search.second
    return {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": search.first.resolved.library.digest,
        "scenario": search.first.report["scenario"],
        "against": second.report["scenario"] if second else None,
        "basis": {**search.first.report["basis"], "margins": search.first.money},
        "varied": {
            "path": number.path,
            "unit": number.unit,
            "value": number.value,
            "from": search.values[0],
            "to": search.values[-1],
            "low": number.low,
            "high": number.high,
        },
        "target": {"what": "lead" if second else "margin", "value": search.target, "unit": search.first.money},
        "roots": [_root(root, number.unit) for root in search.roots],
        "at_ends": [{"value": search.values[end], "margin": _finite(search.leads[end])} for end in (0, -1)],
        "at_now": _now(search),
        "curve": _curve(search),
        "direction": direction(search),
        "closest": _closest(search),
        "scan": {"values": len(search.values), "spacing": _spacing(search)},
        "message": message(search),
        "sources": sorted({source for side in search.sides for source in side.report["sources"]}),
        "warnings": _notes(search),
    }


def direction(search: Search) -> str:
    """Tell which way the margin goes along the range: rises, falls, turns (both) or flat."""
    if search.flat:
        return "flat"
    leads = [lead for lead in search.leads if _finite(lead) is not None]
    rises = any(later > sooner for sooner, later in pairwise(leads))
    falls = any(later < sooner for sooner, later in pairwise(leads))
    return "turns" if rises and falls else "rises" if rises else "falls"


def message(search: Search) -> str:
    """Return the answer in a sentence."""
    what, target, unit = _subject(search), _target(search), search.number.unit
    if search.flat:
        return f"{what} does not change with {search.number.path}: {_amount(search.leads[0], search)} throughout"
    if not search.roots:
        return _none(search)
    if len(search.roots) > 1:
        return f"{what} crosses {target} at {len(search.roots)} values of {search.number.path}: {_list(search)}"
    root = search.roots[0]
    at = f"{search.number.path} {_says(root.value, unit)}"
    if root.kind == STEP:
        below, above = _amount(root.below, search), _amount(root.above, search)
        return f"{what} steps over {target} at {at}: {below} up to it, {above} beyond"
    return f"{what} is {target} at {at}" + (f": {_turn(root)}" if search.target == 0.0 else "")


def _turn(root: Root) -> str:
    """Tell the signs to both sides of a root."""
    if not root.above - root.below:
        return "it only touches it"
    return "negative below, positive above" if root.below < root.above else "positive below, negative above"


def _list(search: Search) -> str:
    """Return the values found, the first few of many."""
    texts = [_says(root.value, "") + (" (a step)" if root.kind == STEP else "") for root in search.roots[:SHOWN]]
    more = f" and {len(search.roots) - SHOWN} more" if len(search.roots) > SHOWN else ""
    return f"{', '.join(texts)}{more}{_unit(search.number.unit)}"


def _none(search: Search) -> str:
    """Say that there is none, on which side the margin stays, and how it moves."""
    closest = _closest(search)
    if closest is None:
        return f"no value of {search.number.path} in the range leads to a finite result"
    under, target = closest["margin"] < search.target, _target(search)
    sides = ("negative", "positive") if search.target == 0.0 else (f"under {target}", f"over {target}")
    moves = {"rises": ", rising", "falls": ", falling"}.get(direction(search), "")
    inside = closest["value"] not in (search.values[0], search.values[-1])
    if not moves and inside:
        moves = f"; nearest {_amount(closest['margin'], search)} at {_says(closest['value'], search.number.unit)}"
    ends = ", ".join(
        f"{_amount(search.leads[end], search)} at {_says(search.values[end], search.number.unit)}" for end in (0, -1)
    )
    stays = f"{_subject(search)} stays {sides[0] if under else sides[1]}"
    return f"no break-even: {stays} over the range of {search.number.path}: {ends}{moves}"


def _amount(lead: float, search: Search) -> str:
    """Return a margin with four digits, or more where it is large."""
    if _finite(lead) is None:
        return "no result"
    return f"{_digits(lead, 4)} {search.first.money}"


def _subject(search: Search) -> str:
    """Name what is asked about: a margin, or one side's lead over the other."""
    if search.second is None:
        return "the margin"
    return f"the lead of {_name(search.first)} over {_name(search.second)}"


def _name(side: Side) -> str:
    scenario = side.report["scenario"]
    return f"{feed_name(scenario['chemistry'] or MIXED)} {scenario['route']}"


def _target(search: Search) -> str:
    return "zero" if search.target == 0.0 else _says(search.target, search.first.money)


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


def _root(root: Root, unit: str) -> RootFound:
    return {
        "value": root.value,
        "unit": unit,
        "margin_below": _finite(root.below),
        "margin_above": _finite(root.above),
        "kind": root.kind,
        "margin": root.margin,
        "margin_against": root.against,
    }


def _closest(search: Search) -> MarginAt | None:
    """Return the value of the grid that comes nearest to the target, where none meets it."""
    pairs = [(x, lead) for x, lead in zip(search.values, search.leads, strict=True) if _finite(lead) is not None]
    if search.roots or not pairs:
        return None
    value, lead = min(pairs, key=lambda pair: abs(pair[1] - search.target))
    return {"value": value, "margin": lead}


def _now(search: Search) -> MarginAtEnd | None:
    """Return the margin at the value of now; None where it has none."""
    value = search.number.value
    return None if value is None else {"value": value, "margin": _finite(search.lead(value))}


def _curve(search: Search) -> list[MarginAtEnd]:
    """Return margins along the range, evenly among the values looked at, both ends included."""
    places = spread(len(search.values) - 1, DRAWN)
    return [{"value": search.values[place], "margin": _finite(search.leads[place])} for place in places]


def _spacing(search: Search) -> str:
    return "logarithmic" if logarithmic(search.values[0], search.values[-1]) else "even"


def _finite(value: float) -> float | None:
    return value if value - value == 0.0 else None


def _notes(search: Search) -> list[Note]:
    """Return the notes of the scenarios as they are, and what is to know of the values found."""
    of_the_values = [*_missing(search), *_beyond(search)]
    quotes = [side.base for side in search.sides]
    usual = [item for item in notes_of_quotes(quotes) if item["code"] != MOOT.get(search.number.path)]
    at_roots = [quote for root in search.roots for side in search.sides if (quote := side.at(root.value))]
    known = {item["code"] for item in usual} | {"step-near", "soh-assumed", "estimates", "implausible"}
    usual += [item for item in (notes_of_quotes(at_roots) if at_roots else []) if item["code"] not in known]
    return in_order([*usual, *reported((each, "") for each in of_the_values)])


def _missing(search: Search) -> Iterator[Remark]:
    """Values that lead to no finite result."""
    count = sum(_finite(lead) is None for lead in search.leads)
    if count:
        yield note("no-result", count=count, all=len(search.leads))


def _beyond(search: Search) -> Iterator[Remark]:
    """Values outside of what the number's source thinks possible."""
    number = search.number
    for root in search.roots:
        if number.low is not None and number.high is not None and not number.low <= root.value <= number.high:
            value, low, high = (_says(root.value, number.unit), _says(number.low, ""), _says(number.high, number.unit))
            yield note("beyond-range", value=value, path=number.path, low=low, high=high)
