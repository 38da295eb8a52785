"""What a written report shows beside the JSON: the steps to the margin, the mass flows, and the sources in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.report.blocks.bridge import bridge
from recyc_cli.report.blocks.mass_flows import mass_flows
from recyc_cli.scenario.overrides import USER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.answer import Answer

Report = dict[str, Any]
GIVEN = "Given for this quote: numbers changed by its author"


def quote_document(quote: Answer, report: Report) -> Report:
    """Return a quote's `report` with `bridge`, `flows` and `bibliography`."""
    cited = bibliography(quote.resolved.library, report["sources"])
    return _illustrated(quote, report) | {"bibliography": cited}


def bibliography(library: Library, names: Iterable[str]) -> list[Report]:
    """Return the entries of these sources: `id`, `title`, `publisher`, `year`, `url`, `license`, `note`, as known."""
    known = {USER: {"title": GIVEN}} | library.sources()
    return [{"id": name, **known.get(name, {"title": name})} for name in sorted(names)]


def _illustrated(quote: Answer, report: Report) -> Report:
    """Return a quote's `report` with `bridge` and `flows`."""
    return report | {"bridge": bridge(report, quote.resolved.scenario.market), "flows": mass_flows(quote)}


def comparison_document(answers: Sequence[Answer], report: Report) -> Report:
    """Return a comparison's `report` with `bridge` and `flows` in each of its quotes, one `bibliography` of all."""
    quotes = [_illustrated(quote, each) for quote, each in zip(answers, report["quotes"], strict=True)]
    names = {name for each in quotes for name in each["sources"]}
    return report | {"quotes": quotes, "bibliography": bibliography(answers[0].resolved.library, names)}
