"""What a written report shows beside the JSON: the steps to the margin, the mass flows, and the sources in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.report.blocks.bridge import bridge
from recyc_cli.report.blocks.mass_flows import mass_flows
from recyc_cli.scenario.overrides import USER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.answer import Answer

Report = dict[str, Any]
GIVEN = "Given for this quote: numbers changed by its author"


def quote_document(quote: Answer, report: Report) -> Report:
    """Return a quote's `report` with `bridge`, `flows` and `bibliography`."""
    cited = bibliography(quote.resolved.library, report["sources"])
    return illustrated(quote, report) | {"bibliography": cited}


def bibliography(library: Library, names: Iterable[str]) -> list[Report]:
    """Return the entries of these sources: `id`, `title`, `publisher`, `year`, `url`, `license`, `note`, as known."""
    known = {USER: {"title": GIVEN}} | library.sources()
    return [{"id": name, **known.get(name, {"title": name})} for name in sorted(names)]


def illustrated(quote: Answer, report: Report) -> Report:
    """Return a quote's `report` with `bridge` and `flows`."""
    return report | {"bridge": bridge(report, quote.resolved.scenario.market), "flows": mass_flows(quote)}
