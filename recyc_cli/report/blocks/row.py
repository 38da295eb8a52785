"""Reports a quote as one row, in columns that are the same whatever was asked.

What sets a quote apart stands first, then its figures, then what amounts are per, then all else that was asked. A
column of a new keyword is added before the notes, so that the place of the others stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.report.figures import FIGURES, LOT, NAMED
from recyc_cli.report.walk import NOTHING, figure_at
from recyc_cli.scenario.keywords import FEED, LIST, MONEY, ROWS, SHARES, TOLD

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.scenario.keywords import Keyword

    Value = str | float | None
    Read = Callable[[QuoteReport], Value]

FIRST = 15
"""Settings that stand before the figures, by their place in a report; so does whatever else says what the feed is."""
FOLLOWS = ("corrections",)
"""Settings that follow from others of a row: from the method, and what was changed."""
GIVEN = "_given"
"""Ends the name of a setting that a figure has too: a feed price as it was given, and as it was computed."""
MONEY_UNIT = "currency"
SIZES = ("mass_t", "packs", "kwh")


class Column(NamedTuple):
    """A column: its name, the unit of its numbers (`currency` for that of the row), what it is, how it is read."""

    name: str
    unit: str
    words: str
    read: Read


def row_of(report: QuoteReport) -> list[Value]:
    """Return the row of a quote; nothing stands where it has no such number."""
    return [column.read(report) for column in COLUMNS]


def _columns() -> tuple[Column, ...]:
    """Return the columns in their order."""
    told = [row for row in TOLD if row.name not in FOLLOWS]
    first = [row for row in told if row.told <= FIRST or row.axis == FEED]
    rest = [row for row in told if row not in first]
    return (
        *(each for row in first for each in _of_setting(row)),
        *_of_figures(),
        *_of_lot(),
        *_of_basis(),
        *(each for row in rest for each in _of_setting(row)),
        Column("presets", "", "digest of the presets", _in("presets")),
        *_of_terms(),
        *_of_delivery(),
        Column("notes", "", "codes: recyc explain CODE", _notes),
    )


def _of_setting(row: Keyword) -> list[Column]:
    """Return the columns of a keyword: its value, and the unit that an amount was given in."""
    given = next((each for each in row.options if each.help), None)
    words = " ".join(given.flags or (given.metavar,)) if given else "one of " + " ".join(row.choices)
    name = row.name + GIVEN if row.name in NAMED else row.name
    if row.kind == LIST:
        return [Column(name, "", "changed in the presets", _in("scenario", row.name))]
    if row.kind == SHARES:
        return [Column(name, "", words, _mix)]
    if row.kind == MONEY:
        unit = Column(f"{name}_unit", "", "its unit", _in("scenario", f"{row.name}_unit"))
        return [Column(name, unit.name, words, _in("scenario", row.name)), unit]
    return [Column(name, row.unit, words, _in("scenario", row.name))]


def _of_figures() -> list[Column]:
    """Return the totals per tonne, as the table of figures has them."""
    return [Column(each.id, each.unit_in(MONEY_UNIT), each.words, _in("totals", each.id)) for each in FIGURES]


def _of_lot() -> list[Column]:
    """Return the size of the lot and its totals."""
    sizes = [Column(f"lot_{name}", ROWS[name].unit, ROWS[name].words, _in("lot", name)) for name in SIZES]
    shown = [each for each in FIGURES if LOT in each.shown]
    return sizes + [
        Column(f"lot_{each.id}", MONEY_UNIT, f"{each.words}, lot", _in("lot", "totals", each.id)) for each in shown
    ]


def _of_basis() -> list[Column]:
    """Return what amounts are per, the energy and the packs of a tonne, and the time of the prices."""
    return [
        Column("amounts_are", "", "what amounts per t are per", _in("basis", "amounts")),
        Column("feed_price_is", "", "what feed prices are per", _in("basis", "breakeven")),
        Column("kwh_per_t", "kWh/t", "nameplate energy", _in("basis", "kwh_per_t")),
        Column("packs_per_t", "pack/t", "packs of a tonne", _in("basis", "packs_per_t")),
        Column("price_date", "", "time of the prices", _in("basis", "price_date")),
    ]


def _of_terms() -> list[Column]:
    """Return what a saved quote is called, how long it holds, and who offers to whom."""
    return [
        Column("reference", "", "of a saved quote", _in("terms", "reference")),
        Column("dated", "", "of a saved quote", _in("terms", "date")),
        Column("valid_until", "", "of a saved quote", _in("terms", "valid_until")),
        Column("offered_by", "", "--offered-by", _in("terms", "offered_by")),
        Column("offered_to", "", "--offered-to", _in("terms", "offered_to")),
    ]


def _of_delivery() -> list[Column]:
    """Return what masses, taxes and terms the amounts rest on."""
    return [
        Column("mass_is", "", "a mass of the feed: wet or dry", _in("basis", "mass")),
        Column("moisture", "1", "water in it as weighed", _in("basis", "moisture")),
        Column("lot_mass_weighed_t", "t", "mass of the lot with its water", _in("lot", "mass_weighed_t")),
        Column("incoterm", "", "where feed prices hold", _in("basis", "incoterm")),
        Column("vat", "", "of the amounts", _in("basis", "vat")),
    ]


def _in(*path: str) -> Read:
    """Return what reads what stands at a path of a report; nothing where there is no such place."""

    def read(report: QuoteReport) -> Value:
        found = figure_at(report, ".".join(path))
        if isinstance(found, (int, float)):
            return found
        if found is NOTHING or found is None:
            return None
        return "; ".join(map(str, found)) if isinstance(found, list) else str(found)

    return read


def _mix(report: QuoteReport) -> str:
    """Return a mix as `--mix` takes it, with the forms where they differ: `lfp=0.3,nca=0.7`."""
    parts = report["scenario"]["mix"] or []
    one = len({part["form"] for part in parts}) == 1
    names = [part["chemistry"] if one else f"{part['chemistry']} {part['form']}" for part in parts]
    return ",".join(f"{name}={part['share']:.12g}" for name, part in zip(names, parts, strict=True))


def _notes(report: QuoteReport) -> str:
    return " ".join(dict.fromkeys(note["code"] for note in report["warnings"]))


COLUMNS = _columns()
"""The columns of a row, in their order."""
