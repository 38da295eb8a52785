"""Says what a comparison or a quote comes to, in the words that all verdicts have here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.forms.width import WIDTH
from recyc_cli.render.numbers import as_text, fixed
from recyc_cli.render.pages.screen.arranged import feed_of, name_of_row, sentence_name
from recyc_cli.render.pages.side_names import FEED, WAY, money_of
from recyc_cli.render.text import display_width
from recyc_cli.report.blocks.ranking import SEEN, ranked_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.render.pages.screen.arranged import Arranged, Group
    from recyc_cli.report.blocks.ranking import Standing
    from recyc_cli.report.shapes.asked import LotSize
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport, Totals

TAIL = "¦"
WORDS = {
    "one": "{of} leaves {m}{u}",
    "one/loss": "{of} loses {m}{u}¦{mend}",
    "best": "{of}: {a} leaves {m}{u}¦, {lead} more than {b}",
    "close": "{of}: {a} leaves {m}{u}, but {others} may do better",
    "loss": "{of}: no new plant pays; {a} loses least, {m}{u}¦{mend}",
    "loss/close": "{of}: no new plant pays; {a} loses least, {m}{u}¦; {others} may lose less",
    "nothing": "{of}: nothing covers its running cost; {a} loses least, {m}{u}",
    "nothing/close": "{of}: nothing covers its running cost; {a} loses least, {m}{u}¦; {others} may lose less",
    "alike": "{of}: {names} are alike at {m}{u}: choose by something else",
    "pay": "{of}: {a} can pay most, {p}{u}¦, and {is} {m} at {f}",
    "pay/close": "{of}: {a} can pay most, {p}{u}¦; {b}, {q}, is close",
    "fee": "{of}: {a} asks the least gate fee, {p}{u}",
    "grid": "{of}: {a} leaves most, {m}{u}, {at}",
    "grid/loss": "{of}: no new plant pays; {a} loses least, {m}{u}, {at}",
    "grid/pay": "{of}: {a} can pay most, {p}{u}, {at}",
    "unlike": "{of}: {a} leaves {m}{u}, {b} {n}: they are not ranked",
    "quote": "{m}{u} is left; pay at most {p} for the {forms}",
    "quote/fee": "{m}{u} is left; a gate fee of {p} or more would do",
    "quote/only": "{m}{u} is left",
    "quote/loss": "{m}{u} is lost; pay {p} at most, not {f}",
    "quote/loss/fee": "{m}{u} is lost; take a gate fee of {p} or more",
    "quote/loss/only": "{m}{u} is lost",
    "quote/stated": "{m}{u} is left at your {f}; {p} would leave nothing",
    "lot": "The lot of {size} {leaves} {sum} {money}",
    "more": "and {count} more: -v",
    "gate": ": a gate fee of {p} covers it",
    "cash": ", and earns {cash} in cash",
    "less": ": pay {p}, not {f}",
}
"""A verdict's words; behind `¦` what is dropped where the line has no room, before it the unit."""
TEN_THOUSAND = 1e4
MOST, NAMED = 4, 2
"""Verdicts of a screen, and names told of several that are alike."""


def verdicts_of(report: ComparisonReport, plan: Arranged, how: str, *, every: bool) -> list[str]:
    """Return the verdicts of a comparison, one a feed."""
    if plan.down == FEED:
        told = [_one(report, index, how) for index in plan.groups[0].columns]
    else:
        told = [_verdict(report, plan, group, how) for group in plan.groups]
    more = [] if every or len(told) <= MOST else [WORDS["more"].format(count=len(told) - MOST)]
    return [*told[: None if every else MOST], *more]


def _verdict(report: ComparisonReport, plan: Arranged, group: Group, how: str) -> str:
    """Return the verdict of a group."""
    values: dict[str, str] = {"of": _subject(report, group, plan), "u": f" {money_of(report['quotes'][0])}/t"}
    if plan.across:
        return _of_grid(report, plan, group, values, how)
    where = group.standings[0]
    if len(group.rows) == 1:
        return _one(report, group.first, how)
    order = [index for index in where.order if report["quotes"][index]["totals"]["margin"] is not None]
    words = _Words(report, plan, how)
    if where.by is None:
        first, second = order[:2]
        return worded("unlike", {**values, **words.of(first), "b": words.name(second), "n": words.of(second)["m"]})
    values |= words.of(where.order[0])
    margins = [report["quotes"][index]["totals"][where.by] for index in order]
    known = [margin for margin in margins if margin is not None]
    if max(known) - min(known) <= SEEN:
        return worded("alike", {**values, "names": words.names(order)})
    if where.by == "margin":
        return _by_margin(report, where, values, words)
    return _by_payment(report, where, values, words)


class _Words:
    """Names and amounts of the rows of a comparison, as a sentence has them."""

    def __init__(self, report: ComparisonReport, plan: Arranged, how: str) -> None:
        self.report, self.plan, self.how = report, plan, how

    def name(self, index: int) -> str:
        """Return the name of a row."""
        return sentence_name(self.report, index, self.plan.down)

    def names(self, some: Sequence[int]) -> str:
        """Return the names of rows: the first ones, and how many more there are."""
        named = [self.name(index) for index in some[:NAMED]]
        more = len(some) - len(named)
        return " or ".join(named) if not more else f"{', '.join(named)} or {more} more"

    def of(self, index: int) -> dict[str, str]:
        """Return the values of a row."""
        return {"a": self.name(index), **amounts(self.report["quotes"][index]["totals"], self.how)}


def amounts(totals: Totals, how: str) -> dict[str, str]:
    """Return the amounts that sentences tell, without their sign: the words say it."""
    pay = totals["breakeven_feed_price"]
    told = {"m": totals["margin"], "p": pay, "f": totals["feed_price"], "cash": totals.get("cash_margin")}
    words = {name: told_out(amount, how) for name, amount in told.items() if amount is not None}
    words["mend"] = _mend(totals, words)
    words["is"] = "loses" if totals["margin"] < 0.0 else "is left"
    return words


def told_out(amount: float, how: str) -> str:
    """Return an amount without its sign; one told in thousands in full.

    >>> told_out(-1234.5, "whole"), told_out(2251040.0, "thousands")
    ('1,234', '2,251,000')
    """
    text = as_text(abs(amount), how)
    return f"{text},000" if how == "thousands" and text != "0" else text


def _mend(totals: Totals, words: Mapping[str, str]) -> str:
    """Return what mends a loss: a lower price, a gate fee, or that it is none in cash."""
    pay, price, cash = totals["breakeven_feed_price"], totals["feed_price"], totals.get("cash_margin") or 0.0
    if pay is None or price is None:
        return ""
    if pay > 0.0:
        return WORDS["less"].format(**words)
    return WORDS["cash" if price > 0.0 and cash > 0.0 else "gate"].format(**words)


def _by_margin(report: ComparisonReport, where: Standing, values: dict[str, str], words: _Words) -> str:
    """Return the verdict of rows that are ranked by their margins."""
    first, second = where.order[:2]
    totals = report["quotes"][first]["totals"]
    values |= {"others": words.names(where.close), "b": words.name(second)}
    if totals["margin"] >= 0.0:
        lead = [totals["margin"], -report["quotes"][second]["totals"]["margin"]]
        return worded("close" if where.close else "best", {**values, "lead": told_out(sum(lead), words.how)})
    cash = [report["quotes"][index]["totals"].get("cash_margin", 0.0) for index in where.order]
    if max(cash) < 0.0:
        return worded("nothing/close" if where.close else "nothing", values)
    return worded("loss/close" if where.close else "loss", values)


def _by_payment(report: ComparisonReport, where: Standing, values: dict[str, str], words: _Words) -> str:
    """Return the verdict of rows that are ranked by what they can pay."""
    first, second = where.order[:2]
    values |= {"b": words.name(second), "q": words.of(second).get("p", "")}
    if (report["quotes"][first]["totals"]["breakeven_feed_price"] or 0.0) < 0.0:
        return worded("fee", values)
    return worded("pay/close" if second in where.close else "pay", values)


def _of_grid(report: ComparisonReport, plan: Arranged, group: Group, values: dict[str, str], how: str) -> str:
    """Return the verdict of rows and columns: where the margin is highest, and how a number turns the order."""
    turning = report["reuse_turns_at_soh"] if plan.across == "soh" else {}
    if turning and report["notes"]:
        who, _, what = report["notes"][0].partition(": ")
        return f"{values['of']}: {what}." if len(report["notes"]) == 1 and who else f"{report['notes'][0]}."
    by = ranked_by([report["quotes"][index] for index in group.columns])
    best = max(group.columns, key=lambda index: report["quotes"][index]["totals"][by] or float("-inf"))
    words = _Words(report, plan, how)
    across = plan.across or plan.down
    at = f"{'in' if across == 'region' else 'at'} {sentence_name(report, best, across)}"
    totals = report["quotes"][best]["totals"]
    case = "grid/loss" if totals["margin"] < 0.0 else "grid"
    if by != "margin" and (totals[by] or 0.0) > 0.0:
        case = "grid/pay"
    return worded(case, {**values, **words.of(best), "at": at})


def _one(report: ComparisonReport, index: int, how: str) -> str:
    """Return the verdict of one row."""
    quote = report["quotes"][index]
    of = f"{feed_of(report, index, short=True)} by {name_of_row(report, index, WAY)}"
    loss = "/loss" if quote["totals"]["margin"] < 0.0 else ""
    return worded(f"one{loss}", {"of": of, "u": f" {money_of(quote)}/t", **amounts(quote["totals"], how)})


def _subject(report: ComparisonReport, group: Group, plan: Arranged) -> str:
    """Return what a verdict is of: the feed, its way where all go one, and where else it stands."""
    ways = {report["columns"][index].get(WAY, "") for index in group.columns}
    feed = feed_of(report, group.first, short=True)
    way = (
        f"by {name_of_row(report, group.first, WAY)}" if WAY not in (plan.down, plan.across) and len(ways) == 1 else ""
    )
    others = [axis["axis"] for axis in report["axes"] if axis["axis"] not in (FEED, WAY, plan.down, plan.across)]
    return " ".join(filter(None, (feed, way, *(sentence_name(report, group.first, axis) for axis in others))))


def verdict_of_quote(report: QuoteReport, forms: str) -> list[str]:
    """Return the answer of a quote, and that of its lot where it has one."""
    totals, scenario, lot = report["totals"], report["scenario"], report["lot"]
    values = {"u": f" {scenario['currency']}/t", "forms": forms, **amounts(totals, "whole")}
    pay, loss = totals["breakeven_feed_price"], totals["margin"] < 0.0
    case = "quote/loss" if loss else "quote"
    if pay is None:
        case += "/only"
    elif pay < 0.0:
        case += "/fee"
    elif not loss and scenario["feed_price"] is not None:
        case = "quote/stated"
    told = [worded(case, values)]
    whole = lot["totals"].get("margin") if lot else None
    if lot and whole is not None:
        size = _lot_size(lot)
        leaves = "leaves" if whole >= 0.0 else "loses"
        told.append(
            worded(
                "lot", {"size": size, "leaves": leaves, "sum": told_out(whole, "whole"), "money": scenario["currency"]}
            )
        )
    return told


def lot_size(mass: float) -> str:
    """Return how heavy a lot is.

    >>> lot_size(40.0), lot_size(12345.6)
    ('40 t', '12,346 t')
    """
    return f"{mass:,.4g} t" if mass < TEN_THOUSAND else f"{fixed(mass)} t"


def _lot_size(lot: LotSize) -> str:
    """Return how large a lot is: its mass, packs and energy."""
    packs = [] if lot["packs"] is None else [f"{fixed(lot['packs'], 1)} packs"]
    energy = [] if lot["kwh"] is None else [f"{fixed(lot['kwh'])} kWh"]
    return ", ".join([lot_size(lot["mass_t"]), *packs, *energy])


def worded(case: str, values: Mapping[str, str]) -> str:
    """Return a verdict in words: in full, without its unit, or without its tail, whichever fits first."""
    whole = WORDS[case]
    short = whole.partition(TAIL)[0]
    candidates = [
        words.replace(TAIL, "").format(**{**values, "u": unit}) + "."
        for words in dict.fromkeys((whole, short))
        for unit in (values.get("u", ""), "")
    ]
    return next((text for text in candidates if display_width(text) <= WIDTH), candidates[-1])
