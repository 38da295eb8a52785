"""Adds steps to the margin, mass flows and full sources to a report read on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from recyc_cli.catalog.vocabulary import OWN, USER
from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.model.money.margins import changes
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.second_life.recycling_after import REJECTED, RETURNED
from recyc_cli.model.second_life.reuse import SOLD
from recyc_cli.report.blocks.mass_flows import mass_flows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.records.market import Market
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.asked import Made
    from recyc_cli.report.shapes.products import Reference, Step
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport, Totals

    Level = Literal["contained_value", "recovery_value", "margin"]

UNPUBLISHED = {
    USER: {"title": "Given for this quote: numbers changed by its author"},
    OWN: {"title": "A preset of one's own, which names no source"},
}
"""What is told of the sources of numbers that nobody published."""
WHOLE = (BLACK_MASS, SOLD, REJECTED, RETURNED, "feed")
"""Products that carry all metals of the feed."""


def quote_in_full(quote: Answer, report: QuoteReport) -> QuoteReport:
    """Return a quote's `report` with `bridge`, `flows` and `bibliography`."""
    cited = bibliography(quote.resolved.library, report["sources"])
    return _illustrated(quote, report) | {"bibliography": cited}


def bibliography(library: Library, names: Iterable[str]) -> list[Reference]:
    """Return the entries of these sources: `id`, `title`, `publisher`, `year`, `url`, `license`, `note`, as known."""
    known = UNPUBLISHED | library.sources()
    return [cast("Reference", {"id": name, **known.get(name, {"title": name})}) for name in sorted(names)]


def _illustrated(quote: Answer, report: QuoteReport) -> QuoteReport:
    """Return a quote's `report` with `bridge` and `flows`."""
    return report | {"bridge": bridge(report, quote.resolved.scenario.market), "flows": mass_flows(quote)}


def comparison_in_full(answers: Sequence[Answer], report: ComparisonReport) -> ComparisonReport:
    """Return a comparison's `report` with `bridge` and `flows` in each of its quotes, one `bibliography` of all."""
    quotes = [_illustrated(quote, each) for quote, each in zip(answers, report["quotes"], strict=True)]
    names = {name for each in quotes for name in each["sources"]}
    return report | {"quotes": quotes, "bibliography": bibliography(answers[0].resolved.library, names)}


def bridge(report: QuoteReport, market: Market) -> list[Step]:
    """Return the steps of a quote from contained value to margin, changes of nothing left out [money/t delivered]."""
    return [each for each in every_step(report, market) if each["level"] or each["amount"]]


def every_step(report: QuoteReport, market: Market) -> list[Step]:
    """Return the steps of a quote from contained value to margin [money/t delivered].

    contained value + (sold with the metals in it - contained value) + other products = recovery value
    recovery value - cost groups = margin

    Args:
        report: `recyc.quote/1`, its numbers traced or plain.
        market: which elements make up the contained value, and which one each product is named after.

    Returns:
        `step`, `amount` (signed), and `level`: whether it is a subtotal.
    """
    totals = report["totals"]
    carried = add_up(
        entry["value"] for entry in report["products"] if _carries(entry["product"], report["scenario"], market)
    )
    steps = changes(totals["contained_value"], carried, totals["recovery_value"])
    costs = {group: -amount for group, amount in totals["cost_groups"].items()}
    return [
        _level("contained_value", totals),
        *_changes(steps),
        _level("recovery_value", totals),
        *_changes(costs),
        _level("margin", totals),
    ]


def _carries(product: str, scenario: Made, market: Market) -> bool:
    """Tell whether a product is sold for metals of the contained value: as a metal, a salt, a cathode, or a whole."""
    cathodes = {scenario["chemistry"], *(part["chemistry"] for part in scenario["mix"] or ())}
    element = market.elements.get(market.products[product].element) if product in market.products else None
    return product in WHOLE or product in cathodes or (element is not None and element.contained)


def _level(name: Level, totals: Totals) -> Step:
    return {"step": name, "amount": totals[name], "level": True}


def _changes(amounts: dict[str, float]) -> list[Step]:
    return [{"step": name, "amount": amount, "level": False} for name, amount in amounts.items()]
