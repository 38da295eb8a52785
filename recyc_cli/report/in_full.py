"""Adds steps to the margin, mass flows and full sources to a report read on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from recyc_cli.report.blocks.bridge import bridge
from recyc_cli.report.blocks.mass_flows import mass_flows
from recyc_cli.scenario.overrides import USER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.written import Reference

GIVEN = "Given for this quote: numbers changed by its author"


def quote_in_full(quote: Answer, report: QuoteReport) -> QuoteReport:
    """Return a quote's `report` with `bridge`, `flows` and `bibliography`."""
    cited = bibliography(quote.resolved.library, report["sources"])
    return _illustrated(quote, report) | {"bibliography": cited}


def bibliography(library: Library, names: Iterable[str]) -> list[Reference]:
    """Return the entries of these sources: `id`, `title`, `publisher`, `year`, `url`, `license`, `note`, as known."""
    known = {USER: {"title": GIVEN}} | library.sources()
    return [cast("Reference", {"id": name, **known.get(name, {"title": name})}) for name in sorted(names)]


def _illustrated(quote: Answer, report: QuoteReport) -> QuoteReport:
    """Return a quote's `report` with `bridge` and `flows`."""
    return report | {"bridge": bridge(report, quote.resolved.scenario.market), "flows": mass_flows(quote)}


def comparison_in_full(answers: Sequence[Answer], report: ComparisonReport) -> ComparisonReport:
    """Return a comparison's `report` with `bridge` and `flows` in each of its quotes, one `bibliography` of all."""
    quotes = [_illustrated(quote, each) for quote, each in zip(answers, report["quotes"], strict=True)]
    names = {name for each in quotes for name in each["sources"]}
    return report | {"quotes": quotes, "bibliography": bibliography(answers[0].resolved.library, names)}
