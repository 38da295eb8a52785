"""Lays out a break-even: the answer, the values found, the margins at the range's ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from recyc_cli.render.look import ROWS, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import NONE, fixed
from recyc_cli.render.page import Cell, block, listing, page_of_blocks, row, sources_and_notes
from recyc_cli.render.words import heading, setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes.questions import BreakevenReport, MarginAt, MarginAtEnd, Varied

    Record = Mapping[str, Any]

RootMargin = Literal["margin", "margin_below", "margin_above", "margin_against"]
MARGINS: tuple[RootMargin, ...] = ("margin", "margin_below", "margin_above", "margin_against")
COLUMNS = ("section", "item", "value", "unit", *MARGINS, "margin_unit", "text")
COUNTED, HUGE = 1e3, 1e12


def breakeven_page(report: BreakevenReport, look: Look) -> Page:
    """Return the page of a break-even."""
    scenario, against = report["scenario"], report["against"]
    who = heading(scenario) + (f", against {heading(against)}" if against else "")
    message = report["message"]
    head = [who, *setting(scenario, report["basis"]), f"{message[:1].upper()}{message[1:]}."]
    blocks = [*([roots_found(report)] if report["roots"] else []), _range(report, look)]
    if look.chart:
        from recyc_cli.render.pages.breakeven_curve import breakeven_block

        blocks = [breakeven_block(report)]
    columns = COLUMNS if is_form(look.form, ROWS) else ()
    if columns:
        blocks = [listing(COLUMNS, _question(report)), *blocks, listing(COLUMNS, _besides(report))]
    return with_notes(page_of_blocks(head, blocks, [], columns=columns), report, look)


def roots_found(report: BreakevenReport) -> Block:
    """Return the values found."""
    varied, money = report["varied"], report["basis"]["margins"]
    margins: list[RootMargin] = ["margin_below", "margin_above", "margin"]
    margins += ["margin_against"] if report["against"] else []
    rows = [
        row(root["kind"], _value(root["value"], varied["unit"]), *(_money(root[key], money) for key in margins))
        for root in report["roots"]
    ]
    names = ("margin", "against") if report["against"] else ("margin",)
    columns = ("", _unit(varied) or "value", "below", "above", *names)
    what = "lead" if report["against"] else "margin"
    kinds = {root["kind"] for root in report["roots"]}
    notes = ["below, above: a thousandth of the value to each side"] if "root" in kinds else []
    notes += ["step: right before and right after it, where whole units are bought"] if "step" in kinds else []
    title = f"{varied['path']}: {what} in {money}"
    table = block(title, columns, "<" + ">" * (3 + len(names)), rows, notes)
    return table._replace(keys=("item", "value", *margins), section="roots")


def _range(report: BreakevenReport, look: Look) -> Block:
    """Return the margin at both ends of the range, and where it comes nearest to the target."""
    varied = report["varied"]
    low, high = report["at_ends"]
    rows = [row("from", *_point(report, low))]
    closest = report["closest"]
    if closest and closest["value"] not in (low["value"], high["value"]) and not is_form(look.form, ROWS):
        rows.append(row("nearest", *_point(report, closest)))
    rows.append(row("to", *_point(report, high)))
    what = "lead" if report["against"] else "margin"
    columns = ("range searched", _unit(varied) or "value", f"{what}, {report['basis']['margins']}")
    now = f"{varied['path']} is {_value(varied['value']).words} {_unit(varied)}".rstrip()
    notes = [f"{now} now."] if varied["value"] is not None else []
    table = block("", columns, "<>>", rows, notes)
    return table._replace(keys=("item", "value", "margin"), section="at_ends")


def _question(report: BreakevenReport) -> Iterator[Record]:
    """Yield the answer in words and what was asked, for programs."""
    yield {"section": "message", "text": report["message"]}
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


def _besides(report: BreakevenReport) -> Iterator[Record]:
    """Yield what programs are told besides the values found."""
    if report["closest"]:
        units = {"unit": report["varied"]["unit"], "margin_unit": report["basis"]["margins"]}
        yield {"section": "closest", **report["closest"], **units}
    yield {"section": "direction", "text": report["direction"]}
    yield from sources_and_notes(report)


_NUMBERS: tuple[Literal["value", "from", "to", "low", "high"], ...] = ("value", "from", "to", "low", "high")


def _text(value: object) -> str:
    """Return a setting as text."""
    if isinstance(value, (list, tuple)):
        return " ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return ",".join(f"{name}={each}" for name, each in value.items())
    return str(value)


def _unit(varied: Varied) -> str:
    """Return the unit of the varied number; a share has none."""
    return "" if varied["unit"] == "1" else str(varied["unit"])


def _point(report: BreakevenReport, point: MarginAtEnd | MarginAt) -> tuple[Cell, Cell]:
    """Return a value and the margin at it."""
    return _value(point["value"], report["varied"]["unit"]), _money(point["margin"], report["basis"]["margins"])


def _value(value: float | None, unit: str = "") -> Cell:
    """Return a value of the varied number with the digits that a table has room for.

    >>> _value(10000.0).words, _value(25396.1908).words, _value(0.08451234567).words
    ('10,000', '25,396.19', '0.08451235')
    """
    if value is None:
        return Cell(value, "", unit, NONE)
    few = COUNTED <= abs(value) < HUGE
    return Cell(value, "", unit, fixed(value, 2).removesuffix(".00") if few else f"{value:.7g}")


def _money(value: float | None, unit: str) -> Cell:
    """Return a margin: none is below a cent where that is only rounding."""
    rounding = value is not None and abs(value) < 1e-6  # noqa: PLR2004
    return Cell(value, "short", unit, "0" if rounding else None)
