"""Lays out a quote for a screen: the answer, five questions, cautions, what next."""

from __future__ import annotations

from recyc_cli.render.look import FEW
from recyc_cli.render.notes import with_notes
from recyc_cli.render.page import page_of_blocks
from recyc_cli.render.pages.screen.caption import TOLD, changes, in_lines, where_and_when
from recyc_cli.render.pages.screen.figures import amounts_of
from recyc_cli.render.pages.screen.limits import limits, what_is_left
from recyc_cli.render.pages.screen.onward import onward_of_quote
from recyc_cli.render.pages.screen.sections import contained, costs, second_life, sold
from recyc_cli.render.pages.screen.verdict_words import amounts, size_of_lot, told_out, worded
from recyc_cli.render.words import forms, subjects, terms
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes.quote import QuoteReport


def quote_screen(report: QuoteReport, look: Look) -> Page:
    """Return the page of a quote on a terminal; `-v` adds everything that the JSON has."""
    scenario = report["scenario"]
    answers = _verdict(report, forms(scenario["form"]))
    written = amounts_of(report)
    way = " ".join(filter(None, (scenario["plant"], scenario["route"])))
    what = f"{subjects(scenario)} by {way}, {written.head} per tonne"
    caption = [
        *terms(report),
        *in_lines([what, *where_and_when([report], report.get("titles", {}), report.get("rate")), *changes(scenario)]),
    ]
    blocks = _blocks(report, look, 0 if look.verbose else len(answers) + len(caption))
    if look.verbose:
        from recyc_cli.render.pages.quote.account import whole_blocks

        blocks += whole_blocks(report, look)
    page = page_of_blocks([*answers, *caption], blocks, [])
    page = page._replace(answers=len(answers), onward=onward_of_quote(report, look))
    told = look.notes == FEW and "feed_range" in report
    said = [note for note in report["warnings"] if not (told and note["code"] == TOLD)]
    return with_notes(page, {"warnings": said}, look)


def _blocks(report: QuoteReport, look: Look, above: int) -> list[Block]:
    """Return the five questions, and a second life where there is one, below some lines; or the picture instead."""
    if look.chart:
        from recyc_cli.render.pages.screen.pictured import steps_block

        return [steps_block(report)]
    blocks = [contained(report), sold(report, above), costs(report), what_is_left(report), limits(report)]
    return [*blocks, second_life(report["second_life"], report["scenario"])] if report["second_life"] else blocks


def _verdict(report: QuoteReport, forms: str) -> list[str]:
    """Return the answer of a quote, and that of its lot where it has one."""
    totals, scenario, lot, written = report["totals"], report["scenario"], report["lot"], amounts_of(report).whole
    said = amounts(totals, written, unstated=scenario["feed_price"] is None)
    values = {"u": f" {scenario['currency']}/t", "forms": forms, **said}
    pay, loss = totals["breakeven_feed_price"], totals["margin"] < 0.0
    case = "quote/loss" if loss else "quote"
    if pay is None:
        case += "/only"
    elif pay < 0.0:
        case += "/fee"
    elif not loss and scenario["feed_price"] is not None:
        case = "quote/stated/fee" if totals["feed_price"] < 0.0 else "quote/stated"
    told = [worded(case, values)]
    whole = lot["totals"].get("margin") if lot else None
    if lot and whole is not None:
        size = size_of_lot(lot)
        leaves = "leaves" if whole >= 0.0 else "loses"
        told.append(
            worded(
                "lot", {"size": size, "leaves": leaves, "sum": told_out(whole, written), "money": scenario["currency"]}
            )
        )
    return told
