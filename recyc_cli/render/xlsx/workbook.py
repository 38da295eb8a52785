"""Builds a quote's or a comparison's workbook, its figures formulas over the inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.traced import Leaf, Traced, nodes
from recyc_cli.render import titles
from recyc_cli.render.look import Look
from recyc_cli.render.pages.quote.account import quote_page
from recyc_cli.render.pages.side import comparison_page
from recyc_cli.render.pages.side_names import FEED, WAY, said_of
from recyc_cli.render.text import clean
from recyc_cli.render.xlsx.book import written
from recyc_cli.render.xlsx.page_sheet import live, page_sheet
from recyc_cli.render.xlsx.sheets import Inputs, Sources, Steps, figures_sheet, ledger_sheet, owners
from recyc_cli.report.in_full import bibliography

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.analysis.traced_quote import TracedQuote
    from recyc_cli.render.page import Page
    from recyc_cli.render.xlsx.sheet import Sheet
    from recyc_cli.report.shapes.questions import ComparisonReport

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
    page = _account(traced)
    sheets = [page_sheet("Quote", page), ledger_sheet("Ledger", traced.report)]
    return _book(page.head[0], [traced], [("", sheets)], [figures_sheet("Figures", traced.report)])


def comparison_workbook(quotes: Sequence[TracedQuote], report: ComparisonReport) -> bytes:
    """Return quotes side by side: Comparison, an account and a ledger of each, Inputs, Sources, Calculation.

    An input that several quotes share stands once: whoever changes it changes all of them.

    Args:
        quotes: the quotes of the comparison, traced.
        report: of the comparison.
    """
    named = _names(report)
    own = [
        (name, [page_sheet(name, _account(traced)), ledger_sheet(ledger, traced.report)])
        for (name, ledger), traced in zip(named, quotes, strict=True)
    ]
    whole: ComparisonReport = {
        **report,
        "quotes": [live(traced.report) for traced in quotes],
        "sheets": [name for name, _ in named],
    }
    front = page_sheet("Comparison", comparison_page(whole, LOOK))
    return _book(titles.SIDE, quotes, [("", [front]), *own], [])


def _account(traced: TracedQuote) -> Page:
    """Return the account of a quote whose numbers know their formulas."""
    page = quote_page(live(traced.report), LOOK)
    return page._replace(notes=[*page.notes, FOLLOW])


def _book(
    title: str, quotes: Sequence[TracedQuote], parts: Sequence[tuple[str, list[Sheet]]], more: list[Sheet]
) -> bytes:
    """Put the sheets together; each number that needs a cell of its own gets one on the sheet of its kind."""
    front = [sheet for _, sheets in parts for sheet in sheets]
    inputs, steps, sources = Inputs(_leaves([*front, *more])), Steps(), Sources()
    users = [name for name, _ in parts if name] or [""]
    owner: dict[int, tuple[str, str]] = {}
    for traced, user in zip(quotes, users, strict=True):
        found = owners(traced.nodes, traced.name_of)
        owner |= {index: (name, user) for index, name in found.items()}

    def spill(node: Traced) -> str:
        name, user = owner.get(node.index, ("", ""))
        return inputs.cell(node, user) if isinstance(node, Leaf) else steps.cell(node, name, user)

    def finish() -> None:
        inputs.finish(len(users))
        steps.finish()

    sources.fill(bibliography(quotes[0].quote.resolved.library, inputs.sources))
    return written([*front, inputs.sheet, sources.sheet, steps.sheet, *more], title, spill, finish)


def _leaves(sheets: Iterable[Sheet]) -> list[Leaf]:
    """Return the inputs behind all that stands on some sheets."""
    shown = [cell.content for sheet in sheets for cell in sheet.cells if isinstance(cell.content, Traced)]
    return [node for node in nodes(shown) if isinstance(node, Leaf)]


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
