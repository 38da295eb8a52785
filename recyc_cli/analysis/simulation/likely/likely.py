"""Tells between what a margin is likely to lie, and how often it is above another one.

The likely range goes from the tenth to the ninetieth of a hundred cases within twelve months; prices of metals have
their median where the deck has them. All quotes are drawn by the same draws.
"""

from __future__ import annotations

from recyc_cli.analysis.simulation.likely.draws import Drawn, draws_of
from recyc_cli.engine.draws.likely.rows import chance_above, quantiles
from recyc_cli.report.notes.telling import in_order, note, reported
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.report.blocks.ranking import Ranked
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import Likely, QuoteReport

    Pairs = dict[int, dict[int, float]]

WORDS = {"stored": "512 draws kept of usual quotes", "traced": "512 draws of this quote"}
ENDS, HALF = (0.1, 0.9), (0.25, 0.5, 0.75)
"""Quantiles at the ends of a likely range, and those of the half in its middle."""


def with_likely(quote: Quote, report: QuoteReport) -> QuoteReport:
    """Return a quote's `report` with `totals.likely`, and a note where its margin is not in the middle of that."""
    (found,) = draws_of([quote])
    if found is None:
        return report
    notes = reported((each, "") for each in _off_centre(quote, report, found))
    return {**_with(report, found), "warnings": in_order([*report["warnings"], *notes])}


def with_likely_beside(quotes: Sequence[Quote], report: ComparisonReport) -> ComparisonReport:
    """Return a comparison's `report` with `totals.likely` in its quotes, and how often each earns more than each other.

    Where a quote has no draws there is no `beats` for it.
    """
    found = draws_of(quotes)
    parts = [each if of is None else _with(each, of) for each, of in zip(report["quotes"], found, strict=True)]
    known = {place: of for place, of in enumerate(found) if of is not None}
    told: list[tuple[Remark, str]] = []
    for place, of in known.items():
        told += [(each, "") for each in _off_centre(quotes[place], report["quotes"][place], of)]
    pairs: dict[Ranked, Pairs] = {
        "margin": _beats({place: of.margins for place, of in known.items()}, quotes),
        "breakeven_feed_price": _beats({place: of.pays for place, of in known.items()}, quotes),
    }
    warnings = in_order([*report["warnings"], *reported(told)])
    return {**report, "quotes": parts, "beats": pairs, "warnings": warnings}


def _with(report: QuoteReport, of: Drawn) -> QuoteReport:
    low, high = quantiles(of.margins, ENDS)
    likely: Likely = {"p10": low, "p90": high, "method": WORDS[of.method]}
    return {**report, "totals": {**report["totals"], "likely": likely}}


def _beats(rows: dict[int, list[float]], quotes: Sequence[Quote]) -> Pairs:
    """Return of each quote how often it is above each other one of the same feed."""
    feeds = {place: quotes[place].resolved.chemistries for place in rows}
    found: Pairs = {place: {} for place in rows}
    for one, draws in rows.items():
        for other, others in rows.items():
            if one < other and feeds[one] == feeds[other]:
                chance = chance_above(draws, others)
                found[one][other], found[other][one] = chance, 1.0 - chance
    return found


def _off_centre(quote: Quote, report: QuoteReport, of: Drawn) -> Iterator[Remark]:
    """Yield a note where a margin does not lie in the middle half of its own cases."""
    low, middle, high = quantiles(of.margins, HALF)
    margin = report["totals"]["margin"]
    if not low <= margin <= high:
        values: dict[str, Any] = {"low": low, "high": high, "margin": margin, "middle": middle}
        feed, money = "+".join(quote.resolved.chemistries), f"{quote.request.currency}/t"
        yield note("off-centre", feed=feed, route=quote.resolved.names["route"], money=money, **values)
