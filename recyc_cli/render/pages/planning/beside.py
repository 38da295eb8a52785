"""Lays out what stands beside an outlook: other decks, second lives, what others say, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.numbers import fixed, short
from recyc_cli.render.page import Cell, block, cells_of, row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.render.page import Block
    from recyc_cli.report.shapes.studies.outlook import OutlookReport, ToldBeside

ENERGY, TONNES, WORTH = "energy", "tonnes", "worth"
KILO, MILLION = 1e3, 1e6
UNITS = {ENERGY: "GWh", TONNES: "kt", WORTH: "million"}
STEP = 5
"""A table on a screen has a row for every so manieth year, where there are more than twelve."""
MOST = 12


def more_of(report: OutlookReport, *, screen: bool, whole: bool = False) -> Iterator[Block]:
    """Yield the tables beside the years; second lives where there are some, or all is wanted."""
    if report["decks"]:
        yield _decks(report, screen=screen)
    if whole or any(year["second_life"]["gwh"] for year in report["years"]):
        yield _second_lives(report, screen=screen)
    if report["told"]:
        yield _of_others(report, screen=screen)
    if report["gaps"]:
        yield _gaps(report)


def _shown(years: list[int], *, screen: bool) -> set[int]:
    """Return the years that have a row: all, or on a screen every so manieth."""
    if not screen or len(years) <= MOST:
        return {*years}
    return {year for year in years if year % STEP == 0} | {years[-1]}


def _decks(report: OutlookReport, *, screen: bool) -> Block:
    """Return the value and what is left by route, at each deck."""
    routes = list(report["decks"][0]["margin"])
    last = report["years"][-1]["year"]
    rows = [
        row(
            f"{each['year']} at {each['prices']}",
            Cell(each["value"], "million"),
            *(_amount(each["margin"][route]) for route in routes),
            _amount(each["best"]),
            *cells_of(each, ("year", "prices")),
            Cell(pairs(each["margin"])),
        )
        for each in report["decks"]
        if not screen or each["year"] == last
    ]
    rows.sort(key=lambda each: each.texts[0])
    heads = ("By deck", "holds", *routes, "best")
    notes = [f"million {report['scenario']['currency']}; each deck in its year, by route; -: it does not take all"]
    keys = ("", "value", *[""] * len(routes), "best", "year", "prices", "margin")
    return block("", heads, "<" + ">" * (len(heads) - 1), rows, notes)._replace(keys=keys, section="decks")


def _amount(value: float | None) -> Cell:
    return Cell(value, "million", "", "-" if value is None else None)


def _second_lives(report: OutlookReport, *, screen: bool) -> Block:
    """Return what goes to stationary storage first, and what that earns."""
    money = report["scenario"]["currency"]
    shown = _shown([each["year"] for each in report["years"]], screen=screen)
    rows = [
        row(
            str(each["year"]),
            Cell(each["second_life"]["gwh"], "one"),
            Cell(each["second_life"]["share"], "share"),
            *(_amount(each["second_life"][name]) for name in ("value", "margin")),
            Cell(each["year"]),
        )
        for each in report["years"]
        if each["year"] in shown
    ]
    heads = ("Second lives", "GWh", "of all that ends", f"sold for, million {money}", "leaves")
    notes = ["not in the tables above: it comes back when its second life ends; a year is that in which it goes there"]
    keys = ("", "gwh", "share", "value", "best", "year")
    return block("", heads, "<>>>>", rows, notes)._replace(keys=keys, section="second_life")


def _of_others(report: OutlookReport, *, screen: bool) -> Block:
    """Return what others say of a year, and how far ours lies from it."""
    money = report["scenario"]["currency"]
    units = {**UNITS, WORTH: f"million {money}"}
    rows = [
        row(
            Cell(each["what"], words=f"{each['what']} {each['year']}, {units[each['what']]}: {each['by']}"),
            _theirs(each),
            _of(each, each["ours"]),
            Cell(each["off"], "", "1", f"{each['off'] * 100:+.0f} %"),
            *cells_of(each, ("year", "low", "high")),
            Cell(": ".join(filter(None, (each["by"], each["note"])))),
        )
        for each in report["told"]
    ]
    notes = [f"{each['what']} {each['year']}: {each['note']}" for each in report["told"] if each["note"]]
    notes = notes[:MOST] if screen else notes
    table = block("", ("Beside others", "theirs", "here", "beyond"), "<>>>", rows, notes)
    return table._replace(keys=("item", "theirs", "value", "share", "year", "low", "high", "text"), section="told")


def _theirs(each: ToldBeside) -> Cell:
    """Return a number of others, with its ends where they differ."""
    if each["low"] is None or each["high"] is None:
        return _of(each, each["theirs"])
    ends = " to ".join(_text(each, end) for end in (each["low"], each["high"]))
    return Cell(each["theirs"], "", "", ends)


def _of(each: ToldBeside, value: float) -> Cell:
    return Cell(value, "", "", _text(each, value))


def _text(each: ToldBeside, value: float) -> str:
    scaled = {ENERGY: value, TONNES: value / KILO, WORTH: value / MILLION}[each["what"]]
    return fixed(scaled) if abs(scaled) >= 1000.0 else short(scaled)  # noqa: PLR2004 - four figures


def _gaps(report: OutlookReport) -> Block:
    """Return what of a product is foreseen to be missing, against what comes back."""
    rows = [
        row(
            Cell(each["product"], words=f"{each['product'].replace('_', ' ')} in {each['year']}"),
            *(kilo(each[name]) for name in ("gap", "contained", "recovered")),
            Cell(each["share"], "share"),
            Cell(each["year"]),
        )
        for each in report["gaps"]
    ]
    table = block("", ("3 Against what is missing", "missing, kt", "comes back", "recovered", "of it"), "<>>>>", rows)
    return table._replace(keys=("item", "t", "", "recovered", "share", "year"), section="gaps")


def pairs(amounts: Mapping[str, float | None]) -> str:
    """Return amounts by name as one text for programs.

    >>> pairs({"hydro": 12.5, "pyro": None, "direct": -3.0})
    'hydro=12.5; direct=-3'
    """
    return "; ".join(f"{name}={value:.9g}" for name, value in amounts.items() if value is not None)


def kilo(value: float) -> Cell:
    """Return tonnes as thousands."""
    return Cell(value, "", "t", fixed(value / KILO))
