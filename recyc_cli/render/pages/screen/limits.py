"""Lays out what is left and what the feed may cost at most, as sections of a screen."""

from __future__ import annotations

from recyc_cli.render import titles
from recyc_cli.render.numbers import as_text
from recyc_cli.render.page import TOTAL, Block, Cell, row
from recyc_cli.render.pages.screen.caption import DOT, LIKELY
from recyc_cli.render.pages.screen.figures import amounts_of, wide
from recyc_cli.render.pages.screen.sections import lot_cell, lot_head
from recyc_cli.render.pages.screen.verdict_words import likely_ends
from recyc_cli.render.text import WIDTH
from recyc_cli.report.blocks.ladder import ladder
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.render.page import Row
    from recyc_cli.report.shapes.quote import QuoteReport


RANGE, EARNS = "an estimate, ", "what a standing plant earns"


def what_is_left(report: QuoteReport) -> Block:
    """Return the ladder from value to margin."""
    totals, steps = report["totals"], ladder(report["totals"])
    rows = [_line(report, "value", "", totals["recovery_value"])]
    if steps:
        rows += [
            _line(report, "cost of running, feed included", "", -steps.running),
            _line(report, "cash margin", EARNS, steps.cash),
            _line(report, "capital of a new plant, interest", "", -steps.capital),
        ]
    else:
        rows.append(_line(report, "cost", "", -totals["cost"]))
    ends = likely_ends(totals, amounts_of(report).whole)
    rows.append(_line(report, "margin", f"likely {' to '.join(ends)}" if ends else "", totals["margin"], TOTAL))
    return _ladder(report, f"4 {titles.LEFT}", rows, [*_per(report), *([LIKELY] if ends else [])])


def limits(report: QuoteReport) -> Block:
    """Return what is paid for the feed, and what could be by a new plant and by one that stands."""
    totals, scenario = report["totals"], report["scenario"]
    price, limit = totals["feed_price"], totals["breakeven_feed_price"]
    if scenario["seat"] == "holder":
        return _ladder(
            report, "5 What the feed is sold for", [_of_feed(report, "sold for", _how(report), price, TOTAL)], []
        )
    rows = [_of_feed(report, "taken here", _how(report), price)] if price is not None else []
    if limit is not None:
        rows.append(_of_feed(report, "at most, for a new plant", "margin 0", limit, TOTAL))
        if "standing_limit" in report:
            rows.append(_of_feed(report, "at most, for a standing plant", "cash margin 0", report["standing_limit"]))
    below = any(cell.value is not None and cell.value < 0.0 for each in rows for cell in each.cells[-1:])
    notes = ["below 0: a gate fee, which the holder pays"] if below else []
    if _apart(report):
        notes.append(f"these are {report['basis']['breakeven']}")
    return _ladder(report, "5 What the feed may cost at most", rows, notes)


def _how(report: QuoteReport) -> str:
    """Return how the price of the feed came about."""
    ends = report.get("feed_range")
    if report["scenario"]["feed_price"] is not None:
        return "as stated"
    if not ends:
        return ""
    low, high = (as_text(end, amounts_of(report).whole) for end in ends)
    if low == high:
        return ""
    return f"{RANGE}{low} to {high}"


def _line(report: QuoteReport, words: str, how: str, amount: float, style: str = "") -> Row:
    """Return a step: its words, how it came about, its amount in the lot and per tonne."""
    return row(words, how, *lot_cell(report, amount), Cell(amount, amounts_of(report).whole), style=style)


def _of_feed(report: QuoteReport, words: str, how: str, amount: float, style: str = "") -> Row:
    """Return a price of the feed: of the lot only where it is per tonne of what the lot is of."""
    lot = [Cell("")] if report["lot"] and _apart(report) else lot_cell(report, amount)
    return row(words, how, *lot, Cell(amount, amounts_of(report).whole), style=style)


def _apart(report: QuoteReport) -> bool:
    """Tell whether prices of the feed are per tonne of something else than all other amounts."""
    return not report["basis"]["amounts"].startswith(report["basis"]["breakeven"])


def _ladder(report: QuoteReport, title: str, rows: list[Row], notes: list[str]) -> Block:
    """Return steps as a section, how each came about in a column; without a lot its amounts need no heading."""
    head = amounts_of(report).head
    thousands = head != report["scenario"]["currency"]
    heads = [*lot_head(report), head] if report["lot"] or thousands else [""]
    whole = Block("", (title, "", *heads), "<<" + ">" * len(heads), rows, notes)
    aligned = whole._replace(rows=[_beside(each) for each in rows])
    shorter = (aligned, whole, *(whole._replace(rows=[_less(each, short) for each in rows]) for short in (RANGE, "\0")))
    return next((each for each in shorter if wide(each) <= WIDTH), shorter[-1])


def _beside(line: Row) -> Row:
    """Return a step whose middle is as wide as that of any section, so that these begin below each other."""
    return row(line.cells[0], line.texts[1].ljust(len(EARNS)), *line.cells[2:], style=line.style)


def _less(line: Row, kept: str) -> Row:
    """Return a step without how it came about, but for what stands behind some words of that."""
    _, words, rest = line.texts[1].partition(kept)
    return row(line.cells[0], rest if words else "", *line.cells[2:], style=line.style)


def _per(report: QuoteReport) -> list[str]:
    """Return the margin by what else it may be told."""
    totals, money = report["totals"], report["scenario"]["currency"]
    told = [
        (totals["margin_pct"], "{} % of the value", "percent"),
        (totals["margin_per_kwh"], f"{{}} {money}/kWh", "two"),
        (totals["margin_per_pack"], f"{{}} {money}/pack", "apiece"),
    ]
    return [DOT.join(words.format(as_text(amount, how)) for amount, words, how in told if amount is not None)]
