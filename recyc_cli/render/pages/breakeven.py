"""Lays out a break-even: the answer, the values found, the margins at the range's ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.numbers import NONE, fixed, short
from recyc_cli.render.page import Page, block, row
from recyc_cli.render.text import clean
from recyc_cli.render.words import setting, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.render.page import Block

Report = dict[str, Any]
MARGINS = ("margin", "margin_below", "margin_above", "margin_against")
COLUMNS = ("section", "item", "value", "unit", *MARGINS, "margin_unit", "text")
COUNTED, HUGE = 1e3, 1e12


def breakeven_page(report: Report) -> Page:
    """Return the page of a break-even."""
    scenario, against = report["scenario"], report["against"]
    who = f"{subject(scenario)}, {scenario['route']} route"
    if against:
        who += f", against {subject(against)}, {against['route']} route"
    message = report["message"]
    head = [who, *setting(report), f"{message[:1].upper()}{message[1:]}."]
    blocks = [*([_roots(report)] if report["roots"] else []), _range(report)]
    notes = [f"{note['message']} [{note['code']}]" for note in report["warnings"]]
    return Page([clean(line) for line in head], blocks, [clean(note) for note in notes])


def _roots(report: Report) -> Block:
    """Return the values found."""
    varied, money = report["varied"], report["basis"]["margins"]
    rows = []
    for root in report["roots"]:
        sides = [_money(root["margin"])]
        sides += [_money(root["margin_against"])] if report["against"] else []
        around = [_money(root["margin_below"]), _money(root["margin_above"])]
        rows.append(row(root["kind"], _value(root["value"]), *around, *sides))
    names = ("margin", "against") if report["against"] else ("margin",)
    columns = ("", _unit(varied) or "value", "below", "above", *names)
    what = "lead" if report["against"] else "margin"
    kinds = {root["kind"] for root in report["roots"]}
    notes = ["below, above: a thousandth of the value to each side"] if "root" in kinds else []
    notes += ["step: right before and right after it, where whole units are bought"] if "step" in kinds else []
    title = f"{varied['path']}: {what} in {money}"
    return block(title, columns, "<" + ">" * (3 + len(names)), rows, notes)


def _range(report: Report) -> Block:
    """Return the margin at both ends of the range, and where it comes nearest to the target."""
    varied = report["varied"]
    low, high = report["at_ends"]
    rows = [row("from", _value(low["value"]), _money(low["margin"]))]
    closest = report["closest"]
    if closest and closest["value"] not in (low["value"], high["value"]):
        rows.append(row("nearest", _value(closest["value"]), _money(closest["margin"])))
    rows.append(row("to", _value(high["value"]), _money(high["margin"])))
    what = "lead" if report["against"] else "margin"
    columns = ("range searched", _unit(varied) or "value", f"{what}, {report['basis']['margins']}")
    now = f"{varied['path']} is {_value(varied['value'])} {_unit(varied)}".rstrip()
    return block("", columns, "<>>", rows, [f"{now} now."] if varied["value"] is not None else [])


def breakeven_records(report: Report) -> Report:
    """Return a break-even as records, one value with its margins a line."""
    rows = [{"section": "message", "text": report["message"]}, *_settings(report), *_answers(report)]
    rows += [{"section": "sources", "item": name} for name in report["sources"]]
    rows += [{"section": "warnings", "item": each["code"], "text": each["message"]} for each in report["warnings"]]
    return {"columns": [(name, name, "<") for name in COLUMNS], "rows": rows}


def _settings(report: Report) -> Iterator[Report]:
    """Yield what was asked."""
    varied, target, scan = report["varied"], report["target"], report["scan"]
    for section in ("scenario", "against", "basis"):
        for name, value in (report[section] or {}).items():
            if value not in (None, []):
                yield {"section": section, "item": name, "text": _text(value)}
    yield {"section": "varied", "item": "path", "text": varied["path"]}
    for name in _NUMBERS:
        yield {"section": "varied", "item": name, "value": varied[name], "unit": varied["unit"]}
    yield {"section": "target", "item": target["what"], "margin": target["value"], "margin_unit": target["unit"]}
    yield {"section": "scan", "item": "values", "value": scan["values"], "text": scan["spacing"]}


def _answers(report: Report) -> Iterator[Report]:
    """Yield what was found, values beside margins."""
    units = {"unit": report["varied"]["unit"], "margin_unit": report["basis"]["margins"]}
    for root in report["roots"]:
        yield {"section": "roots", "item": root["kind"], **root, **units}
    for name, end in zip(_ENDS, report["at_ends"], strict=True):
        yield {"section": "at_ends", "item": name, **end, **units}
    if report["closest"]:
        yield {"section": "closest", **report["closest"], **units}
    yield {"section": "direction", "text": report["direction"]}


_NUMBERS = ("value", "from", "to", "low", "high")
_ENDS = ("from", "to")


def _text(value: object) -> str:
    """Return a setting as text."""
    if isinstance(value, (list, tuple)):
        return " ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return ",".join(f"{name}={each}" for name, each in value.items())
    return str(value)


def _unit(varied: Report) -> str:
    """Return the unit of the varied number; a share has none."""
    return "" if varied["unit"] == "1" else str(varied["unit"])


def _value(value: float | None) -> str:
    """Return a value of the varied number with the digits that a table has room for.

    >>> _value(10000.0), _value(25396.1908), _value(0.08451234567)
    ('10,000', '25,396.19', '0.08451235')
    """
    if value is None:
        return NONE
    return fixed(value, 2).removesuffix(".00") if COUNTED <= abs(value) < HUGE else f"{value:.7g}"


def _money(value: float | None) -> str:
    """Return a margin: none is below a cent where that is only rounding."""
    if value is None:
        return NONE
    return "0" if abs(value) < 1e-6 else short(value)  # noqa: PLR2004
