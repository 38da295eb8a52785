"""Lays out a break-even for a terminal: the answer, a ladder of values, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import fixed, short
from recyc_cli.render.page import BEST, Cell, page_of_blocks, row
from recyc_cli.render.page import block as table
from recyc_cli.render.pages.screen.caption import changes, in_lines, place_and_day, rests_on
from recyc_cli.render.pages.screen.onward import onward_of_breakeven
from recyc_cli.render.words import subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page, Row
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.questions import BreakevenReport, MarginAtEnd

    Rung = tuple[float, str, float | None]

PRICES, LONG, ROUND, STEP = "prices.", 24, 1e3, "step"
PLAIN = ("from", "to", "now", "nearest")
"""Rungs that are no value found."""
CLOSED = 1e-6
"""A margin below it is none but for rounding."""


def breakeven_screen(report: BreakevenReport, look: Look) -> Page:
    """Return the page of a break-even on a terminal; `-v` adds the margins beside each value found."""
    name = name_of_number(report["varied"]["path"])
    message = report["message"].replace(report["varied"]["path"], name)
    head = [f"{message[:1].upper()}{message[1:]}.", *_caption(report)]
    if look.chart:
        from recyc_cli.render.pages.breakeven_curve import breakeven_block

        blocks = [breakeven_block(report)]
    else:
        blocks = [_ladder(report, name)]
    if look.verbose and report["roots"]:
        from recyc_cli.render.pages.breakeven import roots_found

        blocks.append(roots_found(report))
    page = page_of_blocks(head, blocks, [])._replace(answers=1, onward=onward_of_breakeven(report, look))
    return with_notes(page, report, look)


def name_of_number(path: str) -> str:
    """Return what a screen calls a number: a price by its name, of a long path its end.

    >>> name_of_number("prices.metals.nickel"), name_of_number("prices.products.nmc622.price")
    ('nickel', 'nmc622.price')
    >>> name_of_number("new_pack_price"), name_of_number("stages.hydro.fates.cathode.li.li2co3")
    ('new pack price', 'li.li2co3')
    """
    if path.startswith(PRICES):
        path = path.removeprefix(PRICES).partition(".")[2] or path
    return (path if len(path) <= LONG else ".".join(path.split(".")[-2:])).replace("_", " ")


def _caption(report: BreakevenReport) -> list[str]:
    """Return what is asked of, per what, where and when; what varies is told by the table."""
    scenario, against, basis = report["scenario"], report["against"], report["basis"]
    whom = f"{_work(scenario)}{f', against {_work(against)}' if against else ''}"
    dated = basis["price_date"]
    places = place_and_day(scenario, dated, report.get("titles", {}))
    what = "lead" if against else "margin"
    return [*in_lines([whom, f"{what} in {basis['margins']}", *places, *rests_on(basis)]), *changes(scenario)]


def _work(scenario: Scenario) -> str:
    way = " ".join(filter(None, (scenario["plant"], scenario["route"])))
    return f"{subjects(scenario)} by {way}"


def _ladder(report: BreakevenReport, name: str) -> Block:
    """Return the values that matter, in their order, with the margin at each."""
    varied, money = report["varied"], report["basis"]["margins"]
    unit = "" if varied["unit"] == "1" else varied["unit"]
    what = "lead" if report["against"] else "margin"
    heads = ("", ", ".join(filter(None, (name, unit))), f"{what}, {money}")
    rows = [_rung(value, words, margin) for value, words, margin in sorted(_rungs(report, what), key=_place)]
    return table("", heads, "<>>", rows)._replace(ruled=True)


def _place(rung: Rung) -> float:
    return rung[0]


def _rung(value: float, words: str, margin: float | None) -> Row:
    told = fixed(value) if abs(value) >= ROUND else f"{value:.6g}"
    left = "0" if margin is not None and abs(margin) < CLOSED else None if margin is None else short(margin)
    style = "" if words.partition(",")[0] in PLAIN else BEST
    return row(words, Cell(value, "", "", told), Cell(margin, "", "", left or "-"), style=style)._replace(ranked=1)


def _rungs(report: BreakevenReport, what: str) -> Iterator[Rung]:
    """Yield the ends of the range, the value of now, those found, and the nearest where none is."""
    now: MarginAtEnd | None = report["at_now"]
    low, high = report["at_ends"]
    known = {low["value"], high["value"]}
    for end, words in ((low, "from"), (high, "to")):
        yield end["value"], f"{words}, now" if now and now["value"] == end["value"] else words, end["margin"]
    for root in report["roots"]:
        if root["kind"] == STEP:
            yield root["value"], "up to a step", root["margin_below"]
            yield root["value"], "beyond it", root["margin_above"]
        elif root["margin"] is not None:
            lead = root["margin"] - (root["margin_against"] or 0.0)
            yield root["value"], f"{what} {report['target']['value']:.6g}", lead
    nearest = report["closest"]
    if nearest and nearest["value"] not in known:
        yield nearest["value"], "nearest", nearest["margin"]
    if now and now["value"] not in known:
        yield now["value"], "now", now["margin"]
