"""Builds a quote's or a comparison's workbook, its figures formulas over the inputs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recyc_cli.render import titles
from recyc_cli.render.look import Look
from recyc_cli.render.pages.quote.account import quote_page
from recyc_cli.render.pages.side import comparison_page
from recyc_cli.render.pages.side_names import FEED, WAY, said_of
from recyc_cli.render.render import origin_of
from recyc_cli.render.text import clean
from recyc_cli.render.xlsx.book import live_book
from recyc_cli.render.xlsx.page_sheet import live, page_sheet
from recyc_cli.render.xlsx.sheets import figures_sheet, ledger_sheet
from recyc_cli.report.in_full import bibliography

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.traced_quote import TracedQuote
    from recyc_cli.render.page import Page
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport

LOOK = Look("xlsx")
FOLLOW = "Figures are formulas: change a blue number on the sheet Inputs and all but these notes follow."
LONGEST = 31
"""Letters of a sheet's name, at the most."""
_UNFIT = str.maketrans(dict.fromkeys("[]:*?/\\'"))


def quote_workbook(traced: TracedQuote) -> bytes:
    """Return one quote as a workbook: Quote, Ledger, Inputs, Sources, Calculation, Figures.

    Args:
        traced: the quote; every number of its report has a cell on the sheet Figures.
    """
    page = _account(live(traced.report))
    sheets = [page_sheet("Quote", page), ledger_sheet("Ledger", traced.report)]
    cite = partial(bibliography, traced.quote.resolved.library)
    more = [figures_sheet("Figures", traced.report)]
    return live_book(page.head[0], sheets, cite, [traced], more=more, origin=origin_of(traced.report))


def comparison_workbook(quotes: Sequence[TracedQuote], report: ComparisonReport) -> bytes:
    """Return quotes side by side: Comparison, an account and a ledger of each, Inputs, Sources, Calculation.

    An input that several quotes share stands once: whoever changes it changes all of them.

    Args:
        quotes: the quotes of the comparison, traced.
        report: of the comparison.
    """
    named, lives = _names(report), [live(traced.report) for traced in quotes]
    own = []
    for user, ((name, ledger), told, traced) in enumerate(zip(named, lives, quotes, strict=True)):
        sheets = [page_sheet(name, _account(told)), ledger_sheet(ledger, traced.report)]
        for sheet in sheets:
            sheet.user = user
        own += sheets
    whole: ComparisonReport = {**report, "quotes": lives, "sheets": [name for name, _ in named]}
    front = page_sheet("Comparison", comparison_page(whole, LOOK))
    front.side_by_side = True
    users = tuple(name for name, _ in named)
    cite = partial(bibliography, quotes[0].quote.resolved.library)
    return live_book(titles.SIDE, [front, *own], cite, quotes, users, origin=origin_of(report))


def _account(report: QuoteReport) -> Page:
    """Return the account of a quote whose numbers know their formulas."""
    page = quote_page(report, LOOK)
    return page._replace(notes=[*page.notes, FOLLOW])


def _names(report: ComparisonReport) -> list[tuple[str, str]]:
    """Name the two sheets of each quote of a comparison, its account and its ledger, no two alike."""
    taken: set[str] = set()
    named = []
    for index, quote in enumerate(report["quotes"]):
        scenario = quote["scenario"]
        what = (scenario["chemistry"] or "mix", scenario["route"], scenario["plant"])
        name = " ".join(filter(None, (*what, *said_of(report, index, (FEED, WAY)))))
        named.append((_unique(name, "", taken), _unique(name, " ledger", taken)))
    return named


def _unique(name: str, ending: str, taken: set[str]) -> str:
    """Return a name that no sheet has yet, in whatever case, and note it as taken; a number tells namesakes apart.

    >>> taken = set()
    >>> [_unique("nmc622 hydro-to-cathode at a large plant", ending, taken) for ending in ("", " ledger", " ledger")]
    ['nmc622 hydro-to-cathode at a la', 'nmc622 hydro-to-cathode  ledger', 'nmc622 hydro-to-cathod 2 ledger']
    """
    number = 1
    while (made := _shortened(name, f" {number}{ending}" if number > 1 else ending)).casefold() in taken:
        number += 1
    taken.add(made.casefold())
    return made


def _shortened(name: str, ending: str = "") -> str:
    """Return a name that a sheet may have.

    >>> _shortened("nmc622 hydro-to-cathode li-cycle-hub", " ledger")
    'nmc622 hydro-to-cathode  ledger'
    """
    plain = clean(name).translate(_UNFIT)
    return (plain[: LONGEST - len(ending)] + ending).strip() or "quote"
